"""The playground's world: one clock, one emulated Telegram, one real bot, two phones.

One process, one event loop. Time only goes forward; a reset is a new world in a new folder.
"""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.compose import House
from deploy.playground.clock import SkippingClock
from deploy.playground.coming import coming
from deploy.playground.friends import Friends
from deploy.playground.people import ANA, HOLDERS, Holder
from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.files import File
from deploy.playground.telegram.records import Chat

STALLED = 5
"how often the same due instant may come up before the skip gives up on it"
RETRY_AFTER = 5
PATIENCE = 30
"real seconds a single settling may take, say while Telegram is down"
EVENING, MORNING = time(20, 0), time(8, 0)


Folder = tempfile.TemporaryDirectory[str]
MakeHouse = Callable[[SkippingClock, str, Path], House]
"(clock, root of the Bot API, folder for the database) -> a bot not yet started"


@dataclass
class Phone:
    """`start` is the parameter of a link just opened and not yet sent by START."""

    holder: Holder
    user: User
    start: str | None = None


class Scene:
    """Everything the page shows and can do; `version` grows with every visible change."""

    bot_name = "On the Line"
    bot_username = "on_the_line_bot"

    def __init__(self, make_house: MakeHouse, start: datetime | None = None) -> None:
        """A world that begins at `start` (aware), or at the real present."""
        self._make_house = make_house
        self._begins = start
        self._moving = asyncio.Lock()
        self._changes = 0
        self.generation = 0
        self.busy = False

    async def open(self) -> None:
        """Start Telegram and the bot; the phones are empty."""
        folder = tempfile.TemporaryDirectory(prefix="on-the-line-")
        clock = SkippingClock(self._begins)
        telegram = Telegram(now=clock.now, bot_username=self.bot_username)
        await telegram.start()
        phones = {holder.key: Phone(holder, _join(telegram, holder)) for holder in HOLDERS}
        try:
            house = self._make_house(clock, telegram.url, Path(folder.name))
            await house.start()
        except BaseException:
            await telegram.stop()
            folder.cleanup()
            raise
        # All at once and last: whoever draws meanwhile still sees a whole world.
        self._folder, self.clock, self.telegram, self.house = folder, clock, telegram, house
        self.phones, self.friends, self._down = phones, Friends(), False
        self.generation += 1

    async def close(self) -> None:
        """Stop everything; the database goes with its folder."""
        await _shut(self.house, self.telegram, self._folder)

    async def reset(self) -> None:
        """A new world at the beginning of time, then away with the old one."""
        async with self._moving:
            old = self.house, self.telegram, self._folder
            await self.open()
            await _shut(*old)

    @property
    def version(self) -> tuple[int, ...]:
        """Two equal versions draw the same page, but for the time."""
        return (
            self.generation,
            self._changes,
            self.telegram.version,
            len(self.telegram.callback_answers),
            self.friends.version,
        )

    def touch(self) -> None:
        self._changes += 1

    @property
    def bot_id(self) -> int:
        return self.telegram.state.bot.id

    def chat(self, phone: Phone) -> Chat:
        return self.telegram.state.chats[phone.user.id]

    def file(self, file_id: str) -> File | None:
        return self.telegram.state.files.by_id.get(file_id)

    def speak(self, phone: Phone, language: str) -> None:
        """Change the language this phone tells the bot from its next update on."""
        phone.user = replace(phone.user, language_code=language)
        self.telegram.state.users[phone.user.id] = phone.user
        self.touch()

    # Time

    def coming(self) -> dict[str, Any] | None:
        """The next due instant, whose it is, and what."""
        return coming(self.house)

    async def move(self, to: str) -> None:
        """Go to "next", "hour", "evening" (20:00 in Berlin) or "day" (the next 08:00 there)."""
        if self._moving.locked():
            raise ValueError("Time is moving already.")
        async with self._moving:
            await self._while_busy(to)

    async def _while_busy(self, to: str) -> None:
        self.busy = True
        self.touch()
        try:
            await self._settle()
            await self.skip(self._target(to))
        finally:
            self.busy = False
            self.touch()

    def _target(self, to: str) -> datetime:
        now = self.clock.now()
        if to == "next":
            return self.house.next_due() or now
        if to == "hour":
            return now + timedelta(hours=1)
        if to in ("evening", "day"):
            return _next_time(now.astimezone(ANA.zone), EVENING if to == "evening" else MORNING)
        raise ValueError("Move to what? next, hour, evening or day.")

    async def skip(self, target: datetime) -> None:
        """Play every due instant up to `target` in its turn, and arrive there."""
        last, times = None, 0
        while (due := self.house.next_due()) is not None and due <= target:
            last, times = due, times + 1 if due == last else 0
            if times > STALLED:
                break
            await self._arrive(due)
        await self._arrive(target)

    async def _arrive(self, instant: datetime) -> None:
        self.clock.skip_to(instant)
        await self._settle()
        self.touch()

    async def _settle(self) -> None:
        """Wait until all that is due has been said. ValueError after PATIENCE seconds."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.house.settle()
        except TimeoutError:
            raise ValueError("The bot does not come to rest; time stands here.") from None

    # Trouble

    def trouble(self, kind: str, on: bool) -> None:
        """Make Telegram misbehave: "down" until switched off, "drop" and "limit" (429) once."""
        if kind == "down":
            self.telegram.down(on)
        elif kind == "drop":
            self.telegram.fail(method="sendMessage", kind="drop_answer")
        elif kind == "limit":
            self.telegram.fail(method="sendMessage", kind="429", retry_after=RETRY_AFTER)
        else:
            raise ValueError("Which trouble? down, drop or limit.")
        self._down = on if kind == "down" else self._down
        self.touch()

    def troubles(self) -> dict[str, bool]:
        return {"down": self._down}


def _join(telegram: Telegram, holder: Holder) -> User:
    return telegram.person(
        id=holder.id, first_name=holder.name, username=holder.username, language_code="en"
    )


async def _shut(house: House, telegram: Telegram, folder: Folder) -> None:
    try:
        await house.stop()
    finally:
        await telegram.stop()
        folder.cleanup()


def _next_time(local: datetime, wanted: time) -> datetime:
    """The next instant after `local` at which that zone's clocks show `wanted`."""
    day = local.date() + timedelta(days=1 if local.time() >= wanted else 0)
    return datetime.combine(day, wanted, tzinfo=local.tzinfo)
