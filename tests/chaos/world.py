"""One bot under test, the people who live with it, and time: what a fault is done to.

People and Telegram are real to the bot and live on when it dies. All that happened is written
down for the oracle: every call's arrival, every act, and when the bot was not there.
"""

import asyncio
import copy
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.records import Message
from tests.chaos.clock import SteppedClock
from tests.chaos.lives import Life, Nursery
from tests.chaos.script import Act, Person
from tests.postgres import Server

T = TypeVar("T")
PATIENCE = 12.0  # real seconds until what should have come counts as not coming now
LOOK = 0.01
LIVES = "Uvicorn running"  # said once the database was made ready
HELD_UP = 2.0


@dataclass(frozen=True)
class Blow:
    """A moment at which what was in flight may be repeated: a kill, a lost answer."""

    at: datetime
    arrivals: int
    kind: str


@dataclass
class Ledger:
    """What the oracle is given, beside the emulator's arrivals."""

    acts: list[Act] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    blows: list[Blow] = field(default_factory=list)
    fired: int = 0


class World:
    def __init__(
        self, telegram: Telegram, clock: SteppedClock, life: Life, people: Sequence[Person]
    ) -> None:
        self.telegram, self.clock, self.life, self.people = telegram, clock, life, people
        self.ledger = Ledger()
        self.users: dict[str, User] = {}
        self.held_up = 0
        self.patience = PATIENCE
        self.server: Server | None = None
        """The PostgreSQL that it lives on, to be stopped."""
        self.beside: list[Life] = []
        """More processes of the same bot, on the same database."""
        self._down_since: datetime | None = None

    # The process

    async def start(self, **plan: Any) -> None:
        """A new life, until it asks for updates."""
        seen = len(self.telegram.arrivals)
        await self.life.start(**plan)
        await self.until(lambda: self._asked(seen) or not self.life.alive)
        if self._down_since is not None:
            self.ledger.outages.append((self._down_since, self.clock.now()))
            self._down_since = None

    def _asked(self, seen: int) -> bool:
        return any(call.method == "getUpdates" for call in self.telegram.arrivals[seen:])

    async def kill(self) -> None:
        await self.life.kill()
        self.has_died("kill -9")

    async def kill_one(self, chance: Random) -> None:
        """Any of the processes; one that is alone is all."""
        one = chance.choice([self.life, *self.beside])
        if not self.beside:
            await self.kill()
        else:
            await one.kill()
            self.blow("kill -9")

    async def rise(self) -> None:
        """Whoever is dead begins anew, and lives before anything else happens."""
        for one in self.beside:
            if not one.alive:
                ready = self.life.said().count(LIVES)
                await one.start()
                await self.until(lambda before=ready: self.life.said().count(LIVES) > before)  # type: ignore[misc]  # a lambda's default
        if not self.life.alive:
            await (self.life.start() if self.beside else self.start())

    def has_died(self, kind: str) -> None:
        """It is dead now; note what was in flight."""
        self._down_since = self._down_since or self.clock.now()
        self.blow(kind)

    def blow(self, kind: str) -> None:
        self.ledger.blows.append(Blow(self.clock.now(), len(self.telegram.arrivals), kind))

    async def terminate(self) -> int:
        codes = [await one.over() for one in [*self.beside, self.life]]
        code = max(codes, key=abs)
        self._down_since = self.clock.now()
        return code

    async def watch(self) -> None:
        """When the machine holds us up, answers that we gave may have come too late."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(LOOK)
            if time.monotonic() - before > HELD_UP:
                await asyncio.sleep(1.0)
                self.held_up += 1
                self.blow("held up")

    # People

    def person(self, who: Person) -> User:
        return self.users[who.name]

    def act(self, act: Act) -> bool:
        """Whether it could be done: a button that nobody sees cannot be pressed."""
        user = self.person(act.who)
        if not act.press:
            self.telegram.write(user, act.text)
        elif (shown := self.button(act.who, act.text)) is not None:
            self.telegram.press(user, shown.id, act.text)
        else:
            return False
        self.ledger.acts.append(Act(self.clock.now(), act.who, act.text, act.press))
        return True

    def button(self, who: Person, label: str) -> Message | None:
        """The newest message that shows this button."""
        for message in reversed(self.telegram.chat(self.person(who))):
            if any(button.text == label for row in message.buttons for button in row):
                return message
        return None

    def said(self, who: Person, *words: str, since: int = 0) -> Message | None:
        """The newest message of the bot with all these words, from this id on."""
        for message in reversed(self.telegram.chat(self.person(who))):
            if message.from_bot and message.id > since and all(w in message.text for w in words):
                return message
        return None

    # Time

    def skip_to(self, instant: datetime) -> None:
        self.clock.skip_to(instant)

    def skip(self, **span: float) -> None:
        self.clock.skip_to(self.clock.now() + timedelta(**span))

    async def until(self, seen: Callable[[], T], patience: float = PATIENCE) -> T:
        """What is seen, once it is; or what is not, after a while."""
        give_up = time.monotonic() + patience
        while not (found := seen()) and time.monotonic() < give_up:  # noqa: ASYNC110 - only seen
            await asyncio.sleep(LOOK)
        return found

    async def calm(self, seconds: float = 0.25) -> None:
        """Until nothing has arrived for so long and no update waits, or it is dead."""
        heard, since = -1, time.monotonic()
        give_up = since + PATIENCE
        while self.life.alive and time.monotonic() < min(since + seconds, give_up):
            calls = len(self.telegram.arrivals)
            if calls != heard or self.telegram.pending_updates:
                heard, since = calls, time.monotonic()
            await asyncio.sleep(LOOK)


@dataclass
class Template:
    """A bot that was set up, at rest: its files and what its people's phones showed."""

    files: dict[str, bytes]
    chats: Any
    counts: tuple[int, int, int]
    now: datetime


def kept(world: World) -> Template:
    """The world as it is. The process must be over."""
    state = world.telegram.state
    files = {
        path.name: path.read_bytes()
        for path in world.life.folder.iterdir()
        if path.name.startswith("bot.db") and not path.name.endswith((".lock", ".log"))
    }
    counts = (state.last_message, state.last_query, state.updates.next_id)
    chats = copy.deepcopy((state.users, state.chats, state.seen))
    return Template(files, chats, counts, world.clock.now())


@asynccontextmanager
async def a_world(
    nursery: Nursery,
    folder: Path,
    main: str,
    people: Sequence[Person],
    start: datetime,
    template: Template | None = None,
    database_url: str | None = None,
) -> AsyncIterator[World]:
    """Nothing runs yet. With a template all is as it was then, and no earlier."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing runs yet
    clock = SteppedClock.made(folder / "clock", template.now if template else start)
    telegram = Telegram(clock.now)
    await telegram.start()
    chosen = {
        "telegram_token": telegram.token,
        "telegram_api_url": telegram.url,
        "database_url": database_url or f"sqlite:///{folder}/bot.db",
    }
    life = Life(nursery, folder, main, chosen, {"clock": str(folder / "clock")})
    world = World(telegram, clock, life, people)
    if template:
        _restore(world, template)
    else:
        world.users = {who.name: telegram.person(who.id, who.name, who.name) for who in people}
    watching = asyncio.ensure_future(world.watch())
    try:
        yield world
    finally:
        watching.cancel()
        for one in [life, *world.beside]:
            if one.alive:
                await one.kill()
        await telegram.stop()
        clock.close()


def _restore(world: World, template: Template) -> None:
    for name, content in template.files.items():
        (world.life.folder / name).write_bytes(content)
    state = world.telegram.state
    state.users, state.chats, state.seen = copy.deepcopy(template.chats)
    state.last_message, state.last_query, state.updates.next_id = template.counts
    state.updates.allowed = None
    by_name = {user.first_name: user for user in state.users.values()}
    world.users = {who.name: by_name[who.name] for who in world.people}
