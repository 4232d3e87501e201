"""Changes to messages that are there: text, caption, keyboard; deleting."""

from datetime import timedelta

from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.keyboards import read_inline
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import Chat, Json, Message
from deploy.playground.telegram.state import State
from deploy.playground.telegram.texts import read_caption, read_text

DELETABLE = timedelta(hours=48)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def edit_message_text(state: State, params: Params) -> Json:
    text = read_text(params, state, too_long="MESSAGE_TOO_LONG")
    chat, message = _to_edit(state, params)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _change(state, params, chat, message, text.content("text", "entities"))


def edit_message_caption(state: State, params: Params) -> Json:
    caption = read_caption(params, state)
    chat, message = _to_edit(state, params)
    if not {"photo", "voice", "document"} & set(message.content):
        raise bad("there is no caption in the message to edit")
    kept = {k: v for k, v in message.content.items() if not k.startswith("caption")}
    content = kept | caption.content("caption", "caption_entities")
    return _change(state, params, chat, message, content)


def edit_message_reply_markup(state: State, params: Params) -> Json:
    chat, message = _to_edit(state, params)
    return _change(state, params, chat, message, message.content)


def _to_edit(state: State, params: Params) -> tuple[Chat, Message]:
    """Only the bot's own, and never one that came with a reply keyboard or its removal."""
    if "message_id" not in params and "chat_id" not in params:
        raise bad("message identifier is not specified")
    chat = state.chat_to_write(params.chat())
    message = state.message(chat, params.number("message_id"), "message to edit")
    if not message.from_bot or message.service or message.keyboard:
        raise bad("message can't be edited")
    return chat, message


def _change(state: State, params: Params, chat: Chat, message: Message, content: Json) -> Json:
    markup = read_inline(params, state, chat)
    if (content, markup) == (message.content, message.markup):
        raise bad(SAME)
    text_before = message.text
    message.content, message.markup = content, markup
    message.edited_at = state.now()
    if message.text != text_before:
        message.reworded = True
        state.said.setdefault(chat.id, []).append(message.text)
    state.changed()
    return state.message_json(message)


def delete_message(state: State, params: Params) -> bool:
    if "chat_id" not in params:
        raise bad("chat identifier is not specified")
    if "message_id" not in params:
        raise bad("message identifier is not specified")
    chat = state.chat_to_write(params.chat(), even_blocked=True)
    message = state.message(chat, params.number("message_id"), "message to delete")
    if not _deletable(state, message):
        raise bad("message can't be deleted")
    return _delete(state, message)


def delete_messages(state: State, params: Params) -> bool:
    """As deleteMessage for up to 100; those that are not there are passed over."""
    ids = _message_ids(params)
    chat = state.chat_to_write(params.chat(), even_blocked=True)
    found = [chat.messages[i] for i in ids if i in chat.messages and not chat.messages[i].deleted]
    if not all(_deletable(state, message) for message in found):
        raise bad("message can't be deleted")
    for message in found:
        _delete(state, message)
    return True


def _message_ids(params: Params) -> list[int]:
    ids = params.form("message_ids", "message_ids") or []
    if not isinstance(ids, list):
        raise bad("expected an Array of message identifiers")
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > 100:
        raise bad("too many message identifiers specified")
    if not all(isinstance(one, int) for one in ids):
        raise bad("message identifier must be a Number")
    if not all(0 < one < 1 << 31 for one in ids):
        raise bad("invalid message identifier specified")
    return ids


def _deletable(state: State, message: Message) -> bool:
    """Within 48 hours; in groups others' messages only for an administrator."""
    if state.now() - message.date > DELETABLE:
        return False
    chat = state.chats[message.chat_id]
    admin = chat.members.get(state.bot.id) == "administrator"
    return message.from_bot or chat.type == "private" or admin


def _delete(state: State, message: Message) -> bool:
    message.deleted = True
    state.changed()
    return True
