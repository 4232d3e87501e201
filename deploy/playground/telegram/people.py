"""What people do: write, press, send, react, block. Each act becomes an update as Telegram
makes it; the id of the update is returned (0: the bot did not ask for updates of this kind).
"""

from datetime import datetime
from typing import Any

from deploy.playground.telegram.entities import clean, found_in, units
from deploy.playground.telegram.records import Button, Chat, Json, Message, User
from deploy.playground.telegram.state import Press, State

LONGEST = 4096


class People:
    """The hands of everybody but the bot."""

    def __init__(self, state: State) -> None:
        self.state = state

    def write(
        self,
        who: User,
        text: str,
        reply_to: int | None = None,
        at: datetime | None = None,
        forwarded: bool = False,
        chat: int | None = None,
    ) -> int:
        """A text, split at 4,096 as clients do; the last part's update id is returned."""
        texts = split(clean(text).strip())
        if not texts:
            raise ValueError("Telegram sends no empty message; use raw_update for the impossible")
        origin = self._origin(who, at) if forwarded else None
        for piece in texts:
            content: Json = {"text": piece}
            if entities := found_in(piece):
                content["entities"] = entities
            update_id = self.send(who, content, chat=chat, at=at, reply_to=reply_to, origin=origin)
        return update_id

    def send(
        self,
        who: User,
        content: Json,
        *,
        chat: int | None = None,
        at: datetime | None = None,
        reply_to: int | None = None,
        origin: Json | None = None,
    ) -> int:
        """Any message of a person, its content in Telegram's form."""
        place = self._place(who, chat)
        message = Message(
            self.state.next_message_id(place), place.id, at or self.state.now(), who, content
        )
        message.reply_to, message.origin = reply_to, origin
        self.state.post(message)
        form = self.state.message_json(message)
        return self.state.updates.add("message", {"message": form}, message.date)

    def edit(self, who: User, message_id: int, text: str, chat: int | None = None) -> int:
        """A person edits a text or caption of their own."""
        message = self._shown(who, message_id, chat)
        if message.sender.id != who.id:
            raise ValueError("only one's own messages can be edited")
        text = clean(text).strip()
        field = "text" if "text" in message.content else "caption"
        message.content[field] = text
        message.content[_marks(field)] = found_in(text)
        message.edited_at, message.reworded = self.state.now(), True
        self.state.changed()
        form = self.state.message_json(message)
        return self.state.updates.add("edited_message", {"edited_message": form})

    def press(
        self,
        who: User,
        message_id: int,
        label: str,
        chat: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """Press the button with this label or this callback_data under this message."""
        message = self._shown(who, message_id, chat)
        button = find(message.buttons, label)
        if button.data is None:
            raise LookupError(f"the button {label!r} is no callback button: {button}")
        return self.forge_press(who, message_id, button.data, chat, at)

    def forge_press(
        self,
        who: User,
        message_id: int,
        data: str,
        chat: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """A press with any data on any message, as an old or a tampered client sends it."""
        place = self.state.chats[chat or who.id]
        self.state.last_query += 1
        query_id, moment = str(self.state.last_query), at or self.state.now()
        self.state.presses[query_id] = Press(who.id, moment)
        query = {
            "id": query_id,
            "from": who.json(),
            "message": self._pressed(place, message_id),
            "chat_instance": str(-7_000_000_000 - place.id),
            "data": data,
        }
        return self.state.updates.add("callback_query", {"callback_query": query}, moment)

    def _pressed(self, place: Chat, message_id: int) -> Json:
        """The message under the button; of one that is gone only where it was."""
        message = place.messages.get(message_id)
        if message and not message.deleted:
            return self.state.message_json(message)
        return {"chat": self.state.chat_json(place), "message_id": message_id, "date": 0}

    def react(self, who: User, message_id: int, *emoji: str, chat: int | None = None) -> int:
        """Set this person's reactions on a message; none takes them back."""
        message = self._shown(who, message_id, chat)
        before, message.reactions[who.id] = message.reactions.get(who.id, []), list(emoji)
        self.state.changed()
        change = {
            "chat": self.state.chat_json(self.state.chats[message.chat_id]),
            "message_id": message.id,
            "user": who.json(),
            "date": int(self.state.now().timestamp()),
            "old_reaction": [{"type": "emoji", "emoji": one} for one in before],
            "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
        }
        return self.state.updates.add("message_reaction", {"message_reaction": change})

    def delete_message(self, who: User, message_id: int, chat: int | None = None) -> None:
        """A person deletes a message for both; bots are not told."""
        self._shown(who, message_id, chat).deleted = True
        self.state.changed()

    def block(self, who: User) -> int:
        """The person blocks the bot."""
        return self._turn(who, blocked=True)

    def unblock(self, who: User) -> int:
        return self._turn(who, blocked=False)

    def deactivate(self, who: User) -> None:
        """The person deletes their account; bots are not told."""
        self.state.chats[who.id].deactivated = True
        self.state.changed()

    def _turn(self, who: User, blocked: bool) -> int:
        chat = self.state.chats[who.id]
        before, chat.blocked = chat.blocked, blocked
        self.state.changed()
        change: dict[str, Any] = {
            "chat": self.state.chat_json(chat),
            "from": who.json(),
            "date": int(self.state.now().timestamp()),
            "old_chat_member": _membership(self.state.bot, before),
            "new_chat_member": _membership(self.state.bot, blocked),
        }
        return self.state.updates.add("my_chat_member", {"my_chat_member": change})

    def _place(self, who: User, chat: int | None) -> Chat:
        """The chat acted in. The first private message starts the chat and lifts a block."""
        place = self.state.chats[chat or who.id]
        if place.type == "private":
            place.started = True
            if place.blocked:
                self.unblock(who)
        return place

    def _shown(self, who: User, message_id: int, chat: int | None) -> Message:
        message = self.state.chats[chat or who.id].messages.get(message_id)
        if message is None or message.deleted:
            raise LookupError(f"{who.first_name} sees no message {message_id}")
        return message

    def _origin(self, who: User, at: datetime | None) -> Json:
        date = int((at or self.state.now()).timestamp()) - 3600
        return {"type": "user", "date": date, "sender_user": who.json()}


def split(text: str) -> list[str]:
    """Parts of at most 4,096 UTF-16 units."""
    parts = []
    while text:
        part = text[:LONGEST]
        while units(part) > LONGEST:
            part = part[:-1]
        parts.append(part)
        text = text[len(part) :]
    return parts


def find(rows: list[list[Button]], label: str) -> Button:
    """The button with this text, or else this callback_data."""
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if button.text == label:
            return button
    for button in buttons:
        if button.data == label:
            return button
    raise LookupError(f"no button {label!r} among {[b.text for b in buttons]}")


def _marks(field: str) -> str:
    return "entities" if field == "text" else "caption_entities"


def _membership(bot: User, blocked: bool) -> Json:
    if blocked:
        return {"user": bot.json(), "status": "kicked", "until_date": 0}
    return {"user": bot.json(), "status": "member"}
