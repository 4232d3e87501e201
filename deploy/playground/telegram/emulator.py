"""The emulated Telegram in one object: start it, act as people, look at their screens, break it.

In memory, one event loop. Time comes from `now` (aware UTC); only long polls wait in real
seconds.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from deploy.playground.telegram.attachments import Attachments
from deploy.playground.telegram.faults import Fault
from deploy.playground.telegram.records import (
    Arrival,
    CallbackAnswer,
    Chat,
    Json,
    Message,
    User,
)
from deploy.playground.telegram.server import Server
from deploy.playground.telegram.state import State
from deploy.playground.telegram.updates import Updates
from deploy.playground.telegram.webhook import Webhook


class Telegram(Attachments):
    """A Bot API server for one bot, and everybody who talks to it."""

    def __init__(
        self,
        now: Callable[[], datetime],
        bot_username: str = "on_the_line_bot",
        token: str = "1:playground",
    ) -> None:
        bot = User(int(token.split(":")[0]), "On the Line", bot_username, None, is_bot=True)
        super().__init__(State(now=now, bot=bot, updates=Updates(now)))
        self.token, self._host = token, "127.0.0.1"
        self._server = Server(self.state, token)

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self._host = host
        await self._server.start(host, port)

    async def stop(self) -> None:
        await self._server.stop()

    @property
    def url(self) -> str:
        """The root a bot is pointed at; calls go to {url}/bot<token>/<method>."""
        return f"http://{self._host}:{self._server.port}"

    def person(
        self,
        id: int,
        first_name: str,
        username: str | None = None,
        language_code: str | None = "en",
        private_links: bool = True,
        last_name: str | None = None,
    ) -> User:
        """Somebody with a phone. The bot knows nothing of them until they write."""
        who = User(id, first_name, username, language_code, private_links, last_name=last_name)
        self.state.users[id] = who
        self.state.chats[id] = Chat(id, "private")
        return who

    def group(
        self, id: int, title: str, *people: User, type: str = "group", bot: str = "member"
    ) -> Chat:
        """A group with these members and the bot in it; `bot` is the bot's status there."""
        members = {who.id: "member" for who in people} | {self.state.bot.id: bot}
        chat = Chat(id, type, title, members)
        self.state.chats[id] = chat
        self.state.seen.update(who.id for who in people)
        return chat

    # What a person sees.

    def chat(self, who: User, chat: int | None = None) -> list[Message]:
        """The messages shown now, oldest first; deleted ones are gone."""
        return self.state.chats[chat or who.id].shown()

    def last(self, who: User, chat: int | None = None) -> Message:
        """The newest message of the bot that is no service message."""
        for message in reversed(self.chat(who, chat)):
            if message.from_bot and not message.service:
                return message
        raise LookupError(f"the bot has said nothing to {who.first_name}")

    def heard(self, who: User, chat: int | None = None) -> list[str]:
        """Texts the bot said (new messages and edits) since this was last asked."""
        return self.state.said.pop(chat or who.id, [])

    def keyboard(self, who: User) -> Json | None:
        """The reply keyboard shown under the chat now, in Telegram's form."""
        return self.state.chats[who.id].keyboard

    def commands(self, who: User) -> list[tuple[str, str]]:
        """The command menu of this person: (command, description)."""
        found = self.state.profile.commands_in_private(who)
        return [(item["command"], item["description"]) for item in found]

    def description(self, language: str | None = None) -> str:
        """What an empty chat with the bot shows, in this language or the default."""
        return self.state.profile.in_language(self.state.profile.descriptions, language)

    @property
    def callback_answers(self) -> list[CallbackAnswer]:
        return self.state.answers

    @property
    def arrivals(self) -> list[Arrival]:
        """Every API call in order of arrival; entries change until they are answered."""
        return self.state.arrivals

    def next_arrival(self) -> asyncio.Future[Arrival]:
        """Comes true with the next call that arrives from now on, before it is answered."""
        watcher = asyncio.get_running_loop().create_future()
        self._server.watchers.append(watcher)
        return watcher

    @property
    def version(self) -> int:
        """Grows with every visible change: whoever shows screens compares it."""
        return self.state.version

    @property
    def pending_updates(self) -> int:
        """Updates the bot has not confirmed yet."""
        return self.state.updates.pending()

    @property
    def webhook(self) -> Webhook:
        """Where updates are posted when the bot asked for that; `proxy` says what stands there."""
        return self._server.webhook

    # Faults.

    def fail(
        self,
        method: str = "*",
        times: int | None = 1,
        chat: int | User | None = None,
        kind: str = "500",
        retry_after: int = 1,
        after: int = 0,
        text: str | None = None,
        migrate_to: int | None = None,
    ) -> None:
        """Let the next `times` calls (None: all until mend()) of this method and chat meet this
        fault, after letting `after` of them pass. "*" is every method but getUpdates;
        "webhook" is a post of Telegram's own. The kinds are in faults.py.
        """
        chat_id = chat.id if isinstance(chat, User) else chat
        self._server.faults.add(
            Fault(method, kind, times, chat_id, after, retry_after, text, migrate_to)
        )

    def mend(self) -> None:
        """Forget every fault that has not fired, and answer again."""
        self._server.faults.waiting.clear()
        self._server.faults.down = False

    def down(self, down: bool = True) -> None:
        """Reset every connection, waiting polls too, until down(False)."""
        self._server.faults.down = down
        if down:
            self._server.drop_waiting()

    @property
    def faults_fired(self) -> Counter[str]:
        return self._server.faults.fired

    def raw_update(self, form: Json) -> int:
        """Queue any object as an update, poison included; returns its update_id."""
        return self.state.updates.add_raw(form)

    def redeliver(self, update_id: int, times: int = 2) -> None:
        """Hand an update over again `times` times, even when it was confirmed."""
        self.state.updates.redeliver(update_id, times)

    def shuffle(self, order: random.Random | None) -> None:
        """Hand batches over in an order drawn from `order`; None restores Telegram's."""
        self.state.updates.shuffle = order

    @property
    def skew(self) -> timedelta:
        """Added to the Date header of every answer."""
        return self._server.skew

    @skew.setter
    def skew(self, skew: timedelta) -> None:
        self._server.skew = skew

    @property
    def limits(self) -> bool:
        """Whether Telegram's pace is enforced with 429."""
        return self._server.limits.on

    @limits.setter
    def limits(self, on: bool) -> None:
        self._server.limits.on = on

    @property
    def unknown_parameters(self) -> list[tuple[str, str]]:
        """(method, parameter) of every parameter no such method has; Telegram ignores them."""
        return self._server.unknown_parameters
