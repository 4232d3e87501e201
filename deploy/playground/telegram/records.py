"""People, chats, messages and calls as the emulator keeps them; nothing here decides anything.

`json` methods give Telegram's own form of an object; times are aware UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


def words(text: str) -> frozenset[str]:
    """A set of names, written as one line of text."""
    return frozenset(text.split())


@dataclass(frozen=True)
class User:
    """A person or the bot. `private_links` False: tg://user buttons to them are refused."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "en"
    private_links: bool = True
    is_bot: bool = False
    last_name: str | None = None

    def json(self) -> Json:
        form: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                form[name] = value
        return form


@dataclass(frozen=True)
class Button:
    """One button of an inline or a reply keyboard; what it does is in exactly one other field."""

    text: str
    data: str | None = None
    url: str | None = None
    web_app: str | None = None
    switch_inline_query: str | None = None
    copy_text: str | None = None
    request_contact: bool = False
    request_location: bool = False

    @classmethod
    def read(cls, form: Json | str) -> "Button":
        if isinstance(form, str):
            return cls(form)
        query = form.get("switch_inline_query", form.get("switch_inline_query_current_chat"))
        chosen = form.get("switch_inline_query_chosen_chat")
        return cls(
            form["text"],
            form.get("callback_data"),
            form.get("url"),
            form.get("web_app", {}).get("url"),
            chosen.get("query", "") if chosen is not None else query,
            form.get("copy_text", {}).get("text"),
            bool(form.get("request_contact")),
            bool(form.get("request_location")),
        )


def read_rows(keyboard: list[list[Json]]) -> list[list[Button]]:
    return [[Button.read(button) for button in row] for row in keyboard]


@dataclass
class Message:
    """A message in a chat. `content` holds the fields of Telegram's Message that say what it
    is (text and entities, photo and caption, contact …)."""

    id: int
    chat_id: int
    date: datetime
    sender: User
    content: Json
    markup: Json | None = None
    "the inline keyboard under it, in Telegram's form"
    keyboard: Json | None = None
    "the reply keyboard (or its removal, or the forced reply) that came with it"
    reply_to: int | None = None
    origin: Json | None = None
    "forward_origin, for a forwarded message"
    reactions: dict[int, list[str]] = field(default_factory=dict)
    edited_at: datetime | None = None
    reworded: bool = False
    "its words were changed: what apps mark as edited; new buttons alone are not marked"
    silent: bool = False
    protected: bool = False
    deleted: bool = False
    pinned: bool = False
    preview: Json | None = None
    "link_preview_options as sent"

    @property
    def text(self) -> str:
        """The text, or the caption of a photo or voice."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        return list(self.content.get("entities") or self.content.get("caption_entities") or [])

    @property
    def from_bot(self) -> bool:
        return self.sender.is_bot

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline buttons under the message, in rows."""
        return read_rows((self.markup or {}).get("inline_keyboard", []))

    @property
    def reply_keyboard(self) -> list[list[Button]]:
        """The reply keyboard that came with this message, in rows."""
        return read_rows((self.keyboard or {}).get("keyboard", []))

    @property
    def photo(self) -> list[Json] | None:
        return self.content.get("photo")

    @property
    def voice(self) -> Json | None:
        return self.content.get("voice")

    @property
    def document(self) -> Json | None:
        return self.content.get("document")

    @property
    def contact(self) -> Json | None:
        return self.content.get("contact")

    @property
    def location(self) -> Json | None:
        return self.content.get("location")

    @property
    def service(self) -> bool:
        """True for what Telegram writes itself, such as "pinned a message"."""
        return "pinned_message" in self.content


@dataclass
class Chat:
    """A private chat (id of its person), a group or a supergroup, as the bot sees it."""

    id: int
    type: str
    title: str | None = None
    members: dict[int, str] = field(default_factory=dict)
    "status by user id, as getChatMember says it"
    messages: dict[int, Message] = field(default_factory=dict)
    started: bool = False
    "a person has written to the bot, so that the bot may write to them"
    blocked: bool = False
    deactivated: bool = False
    "the person deleted their account"
    actions: list[str] = field(default_factory=list)
    keyboard: Json | None = None
    "the reply keyboard shown under the chat now"
    migrated_to: int | None = None

    def shown(self) -> list[Message]:
        return [message for message in self.messages.values() if not message.deleted]


@dataclass
class Arrival:
    """One call as it arrived. `applied`: it had its effect; `answered`: the bot heard so."""

    seq: int
    at: datetime
    method: str
    params: Json
    chat_id: int | None = None
    message_id: int | None = None
    applied: bool = False
    answered: bool = False
    error: str | None = None


@dataclass(frozen=True)
class CallbackAnswer:
    """What a person saw after a press: a toast, or an alert to be closed."""

    query_id: str
    user_id: int
    text: str
    show_alert: bool
    url: str | None
    at: datetime
