"""A small world for journeys: people with phones, the real bot, an emulated Telegram, a clock.

Nothing runs by itself: every act settles the house, so a test reads like a day as it was lived.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import NullPool, create_engine, text

from bot.compose import House, assemble
from bot.faultpoints import Faultpoint, nothing
from bot.pace import Pace
from bot.routing import Routes
from bot.settings import Settings
from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.records import Message
from storage.records import Day, Person, Step
from storage.store import Store
from tests.clock import MORNING, TestClock
from tests.spec import check_arrivals

T = TypeVar("T")
DAYS = timedelta(days=1)
PATIENCE = 30  # seconds until waiting for something counts as waiting in vain
STALLED = 5  # times the same due instant may come up before time goes on without it


class Died(BaseException):
    """The process was killed here."""


@dataclass(frozen=True)
class Somebody:
    """A person with a phone, as a test knows them."""

    user: User
    zone: ZoneInfo

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.first_name


class World:
    """Made by `a_world`. Times without a person are UTC."""

    def __init__(
        self,
        clock: TestClock,
        telegram: Telegram,
        routes: Routes | None,
        database_url: str,
        settings: dict[str, Any],
    ) -> None:
        self.clock, self.telegram = clock, telegram
        self.database_url = database_url
        self.pace = Pace(math.inf)
        self.faultpoint: Faultpoint = nothing
        self._routes, self._more = routes, settings
        self._people: list[Somebody] = []
        self.house = self.assemble()

    @property
    def store(self) -> Store:
        return self.house.store

    @property
    def file(self) -> Path:
        """Where the database lies, on SQLite."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def now(self) -> datetime:
        return self.clock.now()

    # People

    def person(
        self,
        name: str,
        zone: str = "Europe/Berlin",
        username: str | None = None,
        language: str = "en",
        id: int | None = None,
        private_links: bool = True,
    ) -> Somebody:
        """A stranger to the bot, with a phone. `zone` is what `time(of=…)` goes by."""
        user = self.telegram.person(
            id or 101 + len(self._people), name, username, language, private_links
        )
        somebody = Somebody(user, ZoneInfo(zone))
        self._people.append(somebody)
        return somebody

    async def write(self, who: Somebody, text: str, **how: Any) -> None:
        """Write to the bot. `how`: reply_to, at, forwarded, chat (see the emulator)."""
        self.telegram.write(who.user, text, **how)
        await self.settle()

    async def tap(self, who: Somebody, label: str, at: datetime | None = None) -> None:
        """Press the button with this label under the newest message that has one."""
        self.telegram.press(who.user, self.find(who, label).id, label, at=at)
        await self.settle()

    async def edit(self, who: Somebody, message_id: int, text: str) -> None:
        self.telegram.edit(who.user, message_id, text)
        await self.settle()

    async def open(self, who: Somebody, link: str) -> None:
        """Open a link of the bot's and press START."""
        self.telegram.open_link(who.user, link)
        await self.settle()

    async def settle(self) -> None:
        await self.house.settle()

    # Time

    async def time(self, wanted: str, of: Somebody | None = None) -> None:
        """To the next moment at which that person's clock shows "20:00", by every due instant."""
        zone = of.zone if of else ZoneInfo("UTC")
        local = self.now.astimezone(zone)
        at = time.fromisoformat(wanted)
        on = local.date() + (timedelta() if local.time() < at else DAYS)
        await self.until(datetime.combine(on, at, zone))

    async def days(self, count: float) -> None:
        """Let so many times 24 hours pass."""
        await self.until(self.now + count * DAYS)

    async def minutes(self, count: float) -> None:
        await self.until(self.now + timedelta(minutes=count))

    async def until(self, target: datetime) -> None:
        """Go through every due instant up to `target`, settling at each."""
        last, times = None, 0
        while (due := self.house.next_due()) is not None and due <= target:
            last, times = due, times + 1 if due == last else 0
            if times > STALLED:
                break
            self.clock.move_to(due)
            await self.settle()
        self.clock.move_to(target)
        await self.settle()

    # What is seen

    def heard(self, who: Somebody) -> list[str]:
        """Every text, new or edited, since this was last asked."""
        return self.telegram.heard(who.user)

    def last(self, who: Somebody) -> Message:
        """The bot's newest message in this person's chat."""
        return self.telegram.last(who.user)

    def chat(self, who: Somebody) -> list[Message]:
        return self.telegram.chat(who.user)

    def labels(self, who: Somebody) -> list[str]:
        """The buttons under the newest message."""
        return [button.text for row in self.last(who).buttons for button in row]

    def find(self, who: Somebody, label: str) -> Message:
        """The newest message with this button. LookupError if there is none."""
        for message in reversed(self.telegram.chat(who.user)):
            if any(label in (b.text, b.data) for row in message.buttons for b in row):
                return message
        raise LookupError(f"{who.name} sees no button {label!r}; the last: {self.labels(who)}")

    def toasts(self, who: Somebody) -> list[str]:
        """Texts shown for a moment after this person's presses, all so far."""
        answers = self.telegram.callback_answers
        return [a.text for a in answers if a.user_id == who.id and a.text]

    # What is stored

    def stored(self, who: Somebody) -> Person:
        with self.store.transaction() as tx:
            found = tx.people.by_telegram(who.id)
        assert found is not None, f"{who.name} is not known"
        return found

    def know(self, who: Somebody, **facts: Any) -> Person:
        """Store what setting up would have: with `zone` as set, ready, and the facts given."""
        with self.store.transaction() as tx:
            known = tx.people.by_telegram(who.id) or tx.people.add(
                who.id, who.name, who.user.language_code or "en", who.user.username, self.now
            )
            zone = facts.pop("zone", str(who.zone))
            tx.people.save(replace(known, **{"zone": zone, "ready_at": self.now, **facts}))
            return tx.people.get(known.id)

    def today(self, who: Somebody) -> Day | None:
        """The person's open date."""
        with self.store.transaction() as tx:
            person = tx.people.by_telegram(who.id)
            return tx.days.open_of(person.id) if person else None

    def steps(self, who: Somebody) -> list[Step]:
        """What the open date waits for."""
        day = self.today(who)
        with self.store.transaction() as tx:
            return tx.steps.of_day(day.id) if day else []

    def sql(self, statement: str, **given: Any) -> list[tuple[Any, ...]]:
        """Read or change the database from outside, as no code of ours would."""
        engine = create_engine(self.database_url, poolclass=NullPool)
        with engine.begin() as connection:
            done = connection.execute(text(statement), given)
            return [tuple(row) for row in done] if done.returns_rows else []

    # The process

    def assemble(self) -> House:
        settings = {
            "telegram_token": SecretStr(self.telegram.token),
            "telegram_api_url": self.telegram.url,
            "database_url": self.database_url,
            "who_may_join": "anyone",
            **self._more,
        }
        routes = {"routes": self._routes} if self._routes else {}
        return assemble(
            Settings(**settings),
            self.clock,
            pace=self.pace,
            faultpoint=lambda name: self.faultpoint(name),
            **routes,
        )

    async def restart(self) -> None:
        """End this process as it is, and begin another on the same database."""
        await self.house.stop()
        self.faultpoint = nothing
        self.house = self.assemble()
        await self.house.open()

    def dies_at(self, name: str, after: int = 0) -> None:
        """Be killed when this point is reached, letting it pass `after` times before."""
        left = [after]

        def die(reached: str) -> None:
            if reached == name:
                left[0] -= 1
                if left[0] < 0:
                    raise Died(name)

        self.faultpoint = die


async def eventually(seen: Callable[[], T]) -> T:
    """Wait for what a living house will do by itself; what is seen then."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if found := seen():
                return found
            await asyncio.sleep(0.01)


@asynccontextmanager
async def a_world(
    folder: Path,
    now: datetime = MORNING,
    routes: Routes | None = None,
    database_url: str = "",
    **settings: Any,
) -> AsyncIterator[World]:
    """A world whose database lies in `folder`, unless another is named; `routes` in place of
    the bot's own."""
    clock = TestClock(now)
    telegram = Telegram(clock.now)
    await telegram.start()
    url = database_url or f"sqlite:///{folder / 'world.db'}"
    world = World(clock, telegram, routes, url, settings)
    try:
        await world.house.open()
        yield world
        check_arrivals(telegram)  # every call of every journey is one that Telegram knows
    finally:
        await world.house.stop()
        await telegram.stop()
