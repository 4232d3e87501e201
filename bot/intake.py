"""Updates -> inbox: what Telegram gives is committed before the next offset says that we have it.

Rule: until Telegram has answered with none after a start or a lost connection, `caught_up` is
false and no step may be played.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.desk import Desk
from bot.faultpoints import STORED, Faultpoint, nothing
from bot.outcomes import span
from bot.pulse import Pulse
from bot.wire import Wire
from scheduler.clock import Clock
from storage.errors import StorageError
from storage.store import Transaction

Arrival = tuple[int, int | None, int | None, datetime, datetime, dict[str, Any]]

LONG = 20  # seconds of a long poll; shorter than the pulse's patience
CATCH_UP = 30.0  # seconds of reading after which steps are played although more is waiting
BIG = 2**62  # ids beyond this are nobody's, and fit no column
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
        batch = await self._wire.updates(self._offset, seconds)
        self._answered(empty=not batch)
        if not batch:
            self._offset = None  # all is confirmed; ids may begin anew after a quiet week
            return None
        new = await self._keep(batch)
        self._faultpoint(STORED)
        self._offset = max((_id(update) or 0 for update in batch), default=0) + 1
        if new:
            self._stored()
        return new

    async def _keep(self, batch: list[dict[str, Any]]) -> int:
        try:
            return await self._desk.run(lambda tx, now: _put(tx, batch, now))
        except StorageError:
            raise
        except Exception:  # one that no column takes must not keep out the others
            logger.exception("a batch of updates could not be kept; keeping them one by one")
        return sum([await self._keep_alone(update) for update in batch])

    async def _keep_alone(self, update: dict[str, Any]) -> int:
        try:
            return await self._desk.run(lambda tx, now: _put(tx, [update], now))
        except StorageError:
            raise
        except Exception:
            logger.exception("an update cannot be kept and is left out")
            return 0

    def _answered(self, empty: bool) -> None:
        at = self._clock.monotonic()
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
        case Conflict():
            return "another process asks for this bot's updates", 1.0
        case RetryAfter():
            return "asked to wait", span(error.retry_after).total_seconds()
        case StorageError():
            return f"the database: {type(error).__name__}", 1.0
        case _:
            return f"Telegram does not answer ({type(error).__name__})", 1.0


def _put(tx: Transaction, batch: list[dict[str, Any]], now: datetime) -> int:
    rows = [row for update in batch if (row := arrival(update, now)) is not None]
    return len(tx.inbox.put_many(rows))


def arrival(update: dict[str, Any], now: datetime) -> Arrival | None:
    """The inbox row of a raw update, whatever its shape; None without an id to know it by."""
    update_id = _id(update)
    if update_id is None:
        return None
    body = _dict(next((value for key, value in update.items() if key != "update_id"), None))
    message = _part(body, "message") if "callback_query" in update else body
    sender, chat = _part(body, "from") or _part(body, "user"), _part(message, "chat")
    from_id, chat_id = _number(sender.get("id")), _number(chat.get("id"))
    return update_id, from_id, chat_id, _when(body, now), now, update


def _when(body: Mapping[str, Any], now: datetime) -> datetime:
    """edit_date, date, or now: a press has no date, its message's would be the wrong one."""
    said = body.get("edit_date") or body.get("date")
    try:
        return min(datetime.fromtimestamp(said, UTC), now) if said else now
    except (TypeError, ValueError, OverflowError, OSError):
        return now


def _id(update: Mapping[str, Any]) -> int | None:
    return _number(update.get("update_id"))


def _number(value: object) -> int | None:
    return value if type(value) is int and abs(value) < BIG else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _part(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    return _dict(body.get(name))
