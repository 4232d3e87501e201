"""What the page draws: the whole scene as one JSON-able state. Reads, never changes.

Instants go out as ISO texts in UTC; the page shows them in each phone's own zone.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from deploy.playground.friends import Friends, Note
from deploy.playground.people import LANGUAGES, Holder, friend_of
from deploy.playground.telegram.records import Button, Chat, Message

if TYPE_CHECKING:
    from deploy.playground.scene import Phone, Scene

Json = dict[str, Any]
SHOWN = 300
"the newest messages of a chat that go to the page"
PICTURE = 1000
"a file smaller than this is a stand-in, drawn by the page itself"


def state_of(scene: "Scene") -> Json:
    """The state of everything the page shows, at the scene's present."""
    return {
        "now": _iso(scene.clock.now()),
        "busy": scene.busy,
        "bot": {"name": scene.bot_name, "username": scene.bot_username, "id": scene.bot_id},
        "next": scene.coming(),
        "faults": scene.troubles(),
        "call": _call(scene.friends),
        "phones": [_phone(scene, phone) for phone in scene.phones.values()],
    }


def _phone(scene: "Scene", phone: "Phone") -> Json:
    holder, chat = phone.holder, scene.chat(phone)
    return {
        "world": scene.generation,
        "key": holder.key,
        "id": holder.id,
        "name": holder.name,
        "username": holder.username,
        "city": holder.city,
        "zone": holder.zone.key,
        "language": phone.user.language_code,
        "languages": LANGUAGES,
        "description": scene.telegram.description(phone.user.language_code or ""),
        "commands": scene.telegram.commands(phone.user),
        "start": _start(phone, chat),
        "blocked": chat.blocked,
        "keyboard": _keyboard(chat),
        "toast": _toast(scene, holder),
        "messages": [_message(scene, chat, each) for each in _shown(chat)],
        "friend_messages": [_note(note, holder) for note in scene.friends.notes],
    }


def _shown(chat: Chat) -> list[Message]:
    return [message for message in chat.shown() if not message.service][-SHOWN:]


def _start(phone: "Phone", chat: Chat) -> str | None:
    """The parameter START would carry, or None when the chat shows its input instead."""
    if phone.start is not None:
        return phone.start
    return None if chat.started else ""


def _toast(scene: "Scene", holder: Holder) -> Json | None:
    answers = scene.telegram.callback_answers
    for number in range(len(answers) - 1, -1, -1):
        if answers[number].user_id == holder.id:
            answer = answers[number]
            return {"seq": number + 1, "text": answer.text, "alert": answer.show_alert}
    return None


def _keyboard(chat: Chat) -> Json | None:
    rows = (chat.keyboard or {}).get("keyboard")
    if not rows or chat.keyboard is None:
        return None
    return {
        "rows": [[_reply_key(Button.read(button)) for button in row] for row in rows],
        "placeholder": chat.keyboard.get("input_field_placeholder"),
    }


def _reply_key(button: Button) -> Json:
    kind = "contact" if button.request_contact else "text"
    return {"text": button.text, "kind": "location" if button.request_location else kind}


def _message(scene: "Scene", chat: Chat, message: Message) -> Json:
    return {
        "id": message.id,
        "mine": not message.from_bot,
        "from": scene.bot_name if message.from_bot else message.sender.first_name,
        "kind": _kind(message),
        "text": _shown_text(message),
        "entities": message.entities,
        "at": _iso(message.date),
        "edited": message.reworded,
        "silent": message.silent,
        "forwarded": message.origin is not None,
        "reply_to": _quote(scene, chat, message.reply_to),
        "reactions": _reactions(message, chat.id),
        "buttons": [[_key(button, y, x) for x, button in enumerate(row)]
                    for y, row in enumerate(message.buttons)],
        **_media(scene, message),
    }  # fmt: skip


def _shown_text(message: Message) -> str:
    """As apps show it: the parameter of a link's START stays out of sight."""
    return "/start" if message.text.startswith("/start ") else message.text


def _kind(message: Message) -> str:
    for kind in ("photo", "voice", "sticker", "contact", "location", "document"):
        if kind in message.content:
            return kind
    return "text"


def _media(scene: "Scene", message: Message) -> Json:
    if contact := message.contact:
        return {"contact": {"name": contact["first_name"], "phone": contact["phone_number"]}}
    if photo := message.photo:
        large = scene.file(photo[-1]["file_id"])
        return {"image": f"/file/{large.id}"} if large and len(large.data) > PICTURE else {}
    if sticker := message.content.get("sticker"):
        return {"emoji": sticker.get("emoji")}
    return {}


def _quote(scene: "Scene", chat: Chat, number: int | None) -> Json | None:
    answered = chat.messages.get(number) if number else None
    if answered is None or answered.deleted:
        return None
    name = scene.bot_name if answered.from_bot else answered.sender.first_name
    return {"id": answered.id, "name": name, "text": answered.text[:120] or _kind(answered)}


def _reactions(message: Message, owner: int) -> list[Json]:
    return [
        {"emoji": emoji, "mine": user == owner}
        for user, emojis in message.reactions.items()
        for emoji in emojis
    ]


def _key(button: Button, row: int, column: int) -> Json:
    kind, value = "callback", ""
    if button.url is not None:
        kind, value = "url", button.url
    elif button.copy_text is not None:
        kind, value = "copy", button.copy_text
    elif button.switch_inline_query is not None:
        kind, value = "switch", button.switch_inline_query
    return {"text": button.text, "kind": kind, "value": value, "row": row, "column": column}


def _note(note: Note, reader: Holder) -> Json:
    mine = note.sender == reader.key
    form = {
        "id": note.id,
        "mine": mine,
        "from": reader.name if mine else friend_of(reader).name,
        "kind": "call" if note.label else "text",
        "text": note.text,
        "label": note.label,
        "at": _iso(note.at),
    }
    return form | ({"kind": "invite", "url": note.invitation} if note.invitation else {})


def _call(friends: Friends) -> Json | None:
    if not (call := friends.call):
        return None
    state = "on" if call.answered_at else "ringing"
    return {"from": call.caller, "to": call.callee, "state": state}


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")
