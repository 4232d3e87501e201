"""Updates -> inbox: what Telegram gives is committed before the next offset says that we have it.

Rule: until Telegram has answered with none after a start or a lost connection, `caught_up` is
false and no step may be played.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.arrivals import Raw, id_of, keep
from bot.desk import Desk
from bot.faultpoints import STORED, Faultpoint, nothing
from bot.outcomes import span
from bot.pulse import Pulse
from bot.wire import Wire
from scheduler.clock import Clock
from storage.errors import StorageError

LONG = 20  # seconds of a long poll; shorter than the pulse's patience
CATCH_UP = 30.0  # seconds of reading after which steps are played although more is waiting
logger = logging.getLogger(__name__)


class Intake:
    """Asks for updates and keeps them. `stored` is called whenever new ones were."""

    def __init__(
        self,
        wire: Wire,
        desk: Desk,
        clock: Clock,
        pulse: Pulse,
        stored: Callable[[], None],
        faultpoint: Faultpoint = nothing,
    ) -> None:
        self.caught_up = False
        self._wire, self._desk, self._clock, self._pulse = wire, desk, clock, pulse
        self._stored, self._faultpoint = stored, faultpoint
        self._offset: int | None = None
        self._since: float | None = None
        self._asking = asyncio.Lock()
        self._interrupt: asyncio.Timeout | None = None
        self._has_polled = False
        self._said = ""

    async def poll(self, pause: Callable[[float], Awaitable[object]]) -> None:
        """Ask for ever; `pause` waits, and raises when the end has come."""
        while True:
            try:
                async with self._asking:
                    await self._ask_long()
            except (TelegramError, StorageError) as error:
                await pause(self._lost(error))

    async def drain(self) -> int:
        """Ask until Telegram has no more; how many were new. A long poll under way gives way."""
        if self._interrupt is not None:
            self._interrupt.reschedule(asyncio.get_running_loop().time())
        async with self._asking:
            count = 0
            try:
                while (new := await self._ask(0)) is not None:
                    count += new
            except (TelegramError, StorageError) as error:
                self._lost(error)
            return count

    async def _ask_long(self) -> None:
        try:
            async with asyncio.timeout(None) as self._interrupt:
                await self._ask(LONG if self.caught_up else 0)
        except TimeoutError:  # drain wanted to ask; what we were told is told again
            await asyncio.sleep(0)
        finally:
            self._interrupt = None

    async def _ask(self, seconds: int) -> int | None:
        """One request; how many of its updates were new, None if there were none at all."""
        batch = await self._fetch(seconds)
        self._answered(empty=not batch)
        if not batch:
            self._offset = None  # all is confirmed; ids may begin anew after a quiet week
            return None
        new = await keep(self._desk, batch)
        self._faultpoint(STORED)
        self._offset = max((id_of(update) or 0 for update in batch), default=0) + 1
        if new:
            self._stored()
        return new

    async def _fetch(self, seconds: int) -> list[Raw]:
        """A webhook from before we came is deleted; one that was set since is another's to use."""
        try:
            return await self._wire.updates(self._offset, seconds)
        except Conflict as error:
            if self._has_polled or not _of_webhook(error):
                raise
        await self._wire.delete_webhook()
        logger.warning("a webhook was set; it is deleted, because this process polls")
        return await self._wire.updates(self._offset, seconds)

    def _answered(self, empty: bool) -> None:
        at, self._has_polled = self._clock.monotonic(), True
        self._since = at if self._since is None else self._since
        if empty or at - self._since > CATCH_UP:
            self.caught_up = True
        self._pulse.beat("intake")
        for what in ("updates", "token"):
            self._pulse.heal(what)
        self._said = ""

    def _lost(self, error: Exception) -> float:
        """Note that we may have missed something; seconds until asking again."""
        self.caught_up, self._since = False, None
        why, wait = why_silent(error)
        self._pulse.ail("token" if isinstance(error, InvalidToken) else "updates", why)
        if why != self._said:
            logger.warning("no updates: %s; trying again", why)
        self._said = why
        return wait


def why_silent(error: Exception) -> tuple[str, float]:
    """For the host: what keeps Telegram from us, and the seconds until asking again."""
    match error:
        case InvalidToken():
            return "Telegram refuses the token", 30.0
        case Conflict() if _of_webhook(error):
            return "a webhook is set, so asking brings nothing", 5.0
        case Conflict():
            return "another process asks for this bot's updates", 1.0
        case RetryAfter():
            return "asked to wait", span(error.retry_after).total_seconds()
        case StorageError():
            return f"the database: {type(error).__name__}", 1.0
        case _:
            return f"Telegram does not answer ({type(error).__name__})", 1.0


def _of_webhook(error: Exception) -> bool:
    return "webhook is active" in str(error).lower()
