"""Around messages: chat actions, reactions, pins, and what the bot may ask about a chat."""

from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import Chat, Json, Message, words
from deploy.playground.telegram.state import State

ACTIONS = words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document"
    " choose_sticker find_location record_video_note upload_video_note"
)
REACTIONS = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
) | {"❤‍🔥", "👨‍💻", "🤷‍♂", "🤷", "🤷‍♀"}


def send_chat_action(state: State, params: Params) -> bool:
    action = params.text("action")
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    state.chat_to_write(params.chat()).actions.append(action)
    state.changed()
    return True


def set_message_reaction(state: State, params: Params) -> bool:
    """At most one reaction of the bot, from the list everybody may use."""
    forms = params.form("reaction", "reaction types") or []
    if not isinstance(forms, list):
        raise bad("expected an Array of ReactionType")
    emoji = [_emoji(form) for form in forms]
    chat = state.chat_to_write(params.chat())
    message = state.message(chat, params.number("message_id"), "message to react")
    if message.service or any(one not in REACTIONS for one in emoji):
        raise bad("REACTION_INVALID")
    if len(emoji) > 1:
        raise bad("REACTIONS_TOO_MANY")
    message.reactions[state.bot.id] = emoji
    state.changed()
    return True


def _emoji(form: Json) -> str:
    trouble = "can't parse ReactionType: "
    if not isinstance(form, dict):
        raise bad(trouble + "expected an Object")
    if form.get("type") != "emoji":
        raise bad(trouble + "invalid reaction type specified")
    return str(form.get("emoji", "")).replace("\ufe0f", "")


def pin_chat_message(state: State, params: Params) -> bool:
    """Pins, and says so with a service message, as Telegram does."""
    chat = state.chat_to_write(params.chat())
    message = state.message(chat, params.number("message_id"), "message to pin")
    _check_may_pin(state, chat)
    if message.pinned:
        return True
    message.pinned = True
    note = Message(state.next_message_id(chat), chat.id, state.now(), state.bot, {})
    note.content = {"pinned_message": state.message_json(message, nested=False)}
    note.silent = params.flag("disable_notification") or chat.type == "private"
    state.post(note)
    # Of its own messages a bot is told the service ones only, and this is one.
    state.updates.add("message", {"message": state.message_json(note)})
    return True


def unpin_chat_message(state: State, params: Params) -> bool:
    """This message, or without a message_id the newest pinned one."""
    chat = state.chat_to_write(params.chat())
    _check_may_pin(state, chat)
    if "message_id" in params:
        message = state.message(chat, params.number("message_id"), "message to unpin")
        pinned = [message] if message.pinned else []
    else:
        pinned = [message for message in chat.shown() if message.pinned][-1:]
    if not pinned:
        raise bad("message to unpin not found")
    pinned[0].pinned = False
    state.changed()
    return True


def unpin_all_chat_messages(state: State, params: Params) -> bool:
    chat = state.chat_to_write(params.chat())
    _check_may_pin(state, chat)
    for message in chat.messages.values():
        message.pinned = False
    state.changed()
    return True


def _check_may_pin(state: State, chat: Chat) -> None:
    if chat.type != "private" and chat.members.get(state.bot.id) != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")


def get_chat(state: State, params: Params) -> Json:
    chat = state.chat_to_read(params.chat())
    form = state.chat_json(chat) | {"accent_color_id": chat.id % 7, "max_reaction_count": 11}
    form["accepted_gift_types"] = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    if pinned := [message for message in chat.shown() if message.pinned]:
        form["pinned_message"] = state.message_json(pinned[-1], nested=False)
    return form


def get_chat_member(state: State, params: Params) -> Json:
    chat = state.chat_to_read(params.chat())
    user_id = params.number("user_id")
    user = state.bot if user_id == state.bot.id else state.users.get(user_id)
    if user is None:
        raise bad("user not found")
    status = "member" if chat.type == "private" else chat.members.get(user_id)
    if status is None or (chat.type == "private" and user_id not in (chat.id, state.bot.id)):
        raise bad("PARTICIPANT_ID_INVALID")
    return member(user.json(), status)


def member(user: Json, status: str) -> Json:
    """ChatMember in Telegram's form."""
    form: Json = {"user": user, "status": status}
    if status == "administrator":
        rights = words(
            "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats"
            " can_restrict_members can_promote_members can_change_info can_invite_users"
            " can_post_stories can_edit_stories can_delete_stories can_pin_messages"
        )
        form |= {"is_anonymous": False, **dict.fromkeys(sorted(rights), True)}
    elif status == "creator":
        form["is_anonymous"] = False
    elif status == "kicked":
        form["until_date"] = 0
    return form


def get_chat_administrators(state: State, params: Params) -> list[Json]:
    chat = state.chat_to_read(params.chat())
    if chat.type == "private":
        raise bad("there are no administrators in the private chat")
    people = {**state.users, state.bot.id: state.bot}
    return [
        member(people[user_id].json(), status)
        for user_id, status in chat.members.items()
        if status in ("administrator", "creator")
    ]


def get_chat_member_count(state: State, params: Params) -> int:
    chat = state.chat_to_read(params.chat())
    if chat.type == "private":
        return 2
    return sum(status not in ("left", "kicked") for status in chat.members.values())
