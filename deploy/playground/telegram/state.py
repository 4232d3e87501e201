"""All the emulator remembers: people, chats, files, the bot's own profile, calls and their ids.

One process, one event loop, no locks. Ids grow as on Telegram: messages of private chats and
groups share one count, a supergroup has its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from deploy.playground.telegram.errors import bad, forbidden
from deploy.playground.telegram.files import Files
from deploy.playground.telegram.profile import Profile
from deploy.playground.telegram.records import (
    Arrival,
    CallbackAnswer,
    Chat,
    Json,
    Message,
    User,
)
from deploy.playground.telegram.updates import Updates


@dataclass
class Press:
    """A callback query the bot has not answered yet."""

    user_id: int
    at: datetime
    answered: bool = False


@dataclass
class State:
    now: Callable[[], datetime]
    "aware UTC"
    bot: User
    updates: Updates
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    "people the bot has met elsewhere (a group, a contact), though they never wrote to it"
    presses: dict[str, Press] = field(default_factory=dict)
    answers: list[CallbackAnswer] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    said: dict[int, list[str]] = field(default_factory=dict)
    "what the bot said in each chat (new texts and edits), since somebody listened"
    files: Files = field(default_factory=Files)
    profile: Profile = field(default_factory=Profile)
    webhook: Json = field(default_factory=dict)
    version: int = 0
    "grows with every visible change"
    last_message: int = 0
    last_query: int = 4_000_000_000_000

    def changed(self) -> None:
        self.version += 1

    def chat_to_write(self, chat_id: int | str, even_blocked: bool = False) -> Chat:
        """The chat the bot wants to write to, or Telegram's refusal."""
        chat = self.chat_to_read(chat_id)
        if chat.type == "private":
            self._check_private(chat, even_blocked)
        elif chat.migrated_to:
            error = bad("group chat was upgraded to a supergroup chat")
            error.parameters["migrate_to_chat_id"] = chat.migrated_to
            raise error
        elif chat.members.get(self.bot.id) in (None, "left", "kicked"):
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        return chat

    def chat_to_read(self, chat_id: int | str) -> Chat:
        if chat_id in ("", None):
            raise bad("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not (chat.started or chat.id in self.seen or chat.type != "private"):
            raise bad("chat not found")
        return chat

    def _check_private(self, chat: Chat, even_blocked: bool) -> None:
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked and not even_blocked:
            raise forbidden("bot was blocked by the user")

    def message(self, chat: Chat, message_id: int, role: str) -> Message:
        """A message that still exists; `role` is Telegram's name for it in the refusal."""
        message = chat.messages.get(message_id)
        if message is None or message.deleted:
            raise bad(f"{role} not found")
        return message

    def next_message_id(self, chat: Chat) -> int:
        if chat.type == "supergroup":
            return max(chat.messages, default=0) + 1
        self.last_message += 1
        return self.last_message

    def post(self, message: Message) -> Message:
        """Put a message where it belongs and let the screens know."""
        self.chats[message.chat_id].messages[message.id] = message
        if message.from_bot and message.text:
            self.said.setdefault(message.chat_id, []).append(message.text)
        self.changed()
        return message

    def message_json(self, message: Message, nested: bool = True) -> Json:
        """Telegram's Message; `nested` False leaves out what it answers."""
        chat = self.chats[message.chat_id]
        form: Json = {
            "message_id": message.id,
            "from": message.sender.json(),
            "chat": self.chat_json(chat),
            "date": int(message.date.timestamp()),
            **message.content,
        }
        if message.edited_at:
            form["edit_date"] = int(message.edited_at.timestamp())
        if message.origin:
            form["forward_origin"] = message.origin
        if message.markup:
            form["reply_markup"] = message.markup
        if message.protected:
            form["has_protected_content"] = True
        if nested and message.reply_to in chat.messages:
            form["reply_to_message"] = self.message_json(chat.messages[message.reply_to], False)
        return form

    def chat_json(self, chat: Chat) -> Json:
        form: Json = {"id": chat.id, "type": chat.type}
        if chat.type != "private":
            return {**form, "title": chat.title}
        user = self.users[chat.id]
        named = {"first_name": user.first_name, "last_name": user.last_name}
        return form | {k: v for k, v in (named | {"username": user.username}).items() if v}
