"""sendMessage and what every send has in common: the chat, the reply, the keyboard, the record."""

from deploy.playground.telegram.errors import Refused, bad
from deploy.playground.telegram.keyboards import Markup, read_markup
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import Chat, Json, Message
from deploy.playground.telegram.state import State
from deploy.playground.telegram.texts import read_text


def send_message(state: State, params: Params) -> Json:
    text = read_text(params, state)
    chat = state.chat_to_write(params.chat())
    return state.message_json(deliver(state, params, chat, text.content("text", "entities")))


def deliver(state: State, params: Params, chat: Chat, content: Json) -> Message:
    """Put the bot's message into the chat, with all that may come with any message."""
    if "message_thread_id" in params:
        raise bad("message thread not found")  # none of these chats has topics
    markup, reply_to = read_markup(params, state, chat), _reply_to(state, params, chat)
    message = Message(
        state.next_message_id(chat), chat.id, state.now(), state.bot, content, markup.inline
    )
    message.reply_to = reply_to
    message.silent = params.flag("disable_notification")
    message.protected = params.flag("protect_content")
    message.preview = params.form("link_preview_options", "link preview options")
    _show_keyboard(chat, message, markup)
    return state.post(message)


def _show_keyboard(chat: Chat, message: Message, markup: Markup) -> None:
    message.keyboard = markup.chat
    if markup.chat and markup.chat.get("keyboard"):
        chat.keyboard = markup.chat
    elif markup.chat and markup.chat.get("remove_keyboard"):
        chat.keyboard = None


def _reply_to(state: State, params: Params, chat: Chat) -> int | None:
    form = params.form("reply_parameters", "reply parameters")
    if form is None:
        return None
    if not isinstance(form, dict):
        raise bad("object expected as reply parameters")
    message_id = form.get("message_id")
    if not isinstance(message_id, int):
        raise bad('can\'t find field "message_id"')
    try:
        return state.message(chat, message_id, "message to be replied").id
    except Refused:
        if form.get("allow_sending_without_reply"):
            return None
        raise
