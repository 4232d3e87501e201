"""Outbox -> Telegram: claimed under a lease, paced, sent side by side, and reported back.

Rules: order per chat is kept; one bad chat or notice never stops another; what may have been sent
is repeated at most once; a notice is finished in the transaction that reports what became of it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.desk import Desk
from bot.faultpoints import ACCEPTED, CLAIMED, FINISHED, Faultpoint, nothing
from bot.outcomes import Differently, Kind, Outcome, judge
from bot.pace import Pace
from bot.packing import Parcel, pack
from bot.posting import Said, post
from bot.pulse import Pulse
from bot.reporting import finished, taken
from bot.wire import Sanity, Wire
from scheduler.clock import Clock
from storage.errors import StorageError
from storage.records import Outgoing, Verb
from storage.store import Transaction

LEASE = timedelta(minutes=2)  # longer than a call and its other ways can take
WIDTH = 30  # chats spoken to at once
REPEATABLE = (Verb.EDIT, Verb.DELETE, Verb.STRIP, Verb.REACT, Verb.PIN, Verb.UNPIN)
UNKNOWN_AT_MOST = 2  # attempts whose fate nobody knows, the last of them by a time-out
DEATHS_AT_MOST = 10  # of the process, with one notice under way, until it counts as the cause
BACKOFF = (1, 2, 5, 10, 30)  # seconds
LOCKED_OUT = 30.0
UNTIL = timedelta(seconds=1)
logger = logging.getLogger(__name__)
Pause = Callable[[float], Awaitable[object]]


class Delivery:
    """`deliver` sends all that is due; `run` does so for ever."""

    def __init__(
        self,
        wire: Wire,
        desk: Desk,
        clock: Clock,
        pulse: Pulse,
        pace: Pace,
        sanity: Sanity,
        faultpoint: Faultpoint = nothing,
    ) -> None:
        self.repeats = 0
        """Sends that Telegram may have shown twice, since the start."""
        self._wire, self._desk, self._clock, self._pulse = wire, desk, clock, pulse
        self._pace, self._sanity, self._faultpoint = pace, sanity, faultpoint
        self._woken = asyncio.Event()
        self._landed = asyncio.Event()
        self._flying = 0
        self._sent = 0
        self._failures = 0

    def wake(self) -> None:
        """Something may be due; for the event loop's thread."""
        self._woken.set()

    async def run(self, stopping: asyncio.Event, pause: Pause) -> None:
        """Send what is due as it falls due, until `stopping`; ends when nothing is in flight."""
        async with asyncio.TaskGroup() as group:
            while not stopping.is_set():
                self._woken.clear()
                try:
                    launched = await self._launch(group)
                except StorageError as error:
                    logger.warning("the outbox cannot be read: %s", type(error).__name__)
                    await pause(1.0)
                    continue
                self._pulse.beat("delivery")
                if not launched:
                    await self._rest()

    async def deliver(self) -> int:
        """Send all that is due now and may go; how many notices were tried."""
        before = self._sent
        async with asyncio.TaskGroup() as group:
            while await self._launch(group) or self._flying:
                self._landed.clear()
                if self._flying:
                    await self._landed.wait()
        return self._sent - before

    async def _rest(self) -> None:
        """Until something is due or a chat is free again; a second at most."""
        wait = self._pace.wait(self._clock.monotonic()) if not self._flying else 0.0
        try:
            async with asyncio.timeout(min(max(wait, 0.0), 1.0) or 1.0):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _launch(self, group: asyncio.TaskGroup) -> int:
        room = min(WIDTH - self._flying, self._pace.room(self._clock.monotonic()))
        if room <= 0:
            return 0
        parcels = await self._desk.run(lambda tx, now: self._claim(tx, room, now))
        if parcels:
            self._faultpoint(CLAIMED)
        for parcel in parcels:
            self._flying += 1
            group.create_task(self._carry(parcel))
        return len(parcels)

    def _claim(self, tx: Transaction, room: int, now: datetime) -> list[Parcel]:
        claimed = tx.outbox.claim(now, LEASE, room, answers_only=not self._sanity.sane)
        return pack(tx, claimed, now) if claimed else []

    async def _carry(self, parcel: Parcel) -> None:
        try:
            await self._try(parcel)
        except Exception:  # the others go on; the lease brings this one back
            logger.exception("notice %s was not carried", parcel.outgoing.id)
        finally:
            self._flying -= 1
            self._sent += 1
            self._landed.set()
            self._woken.set()

    async def _try(self, parcel: Parcel) -> None:
        out, at = parcel.outgoing, self._clock.monotonic()
        if (why := _lapsed(parcel)) is not None:
            await self._note(lambda tx, now: finished(tx, parcel, why, now))
        elif parcel.edits and parcel.post and parcel.post.digest == parcel.digest is not None:
            await self._note(lambda tx, now: taken(tx, parcel, Said(outcome="taken: same"), now))
        elif (wait := self._pace.wait_of(out.chat_id, at)) > 0:
            await self._put_off(out, timedelta(seconds=wait))
        else:
            self._pace.went(out.chat_id, at, edit=parcel.edits)
            await self._send(parcel)

    async def _send(self, parcel: Parcel) -> None:
        said = await self._say(parcel)
        if isinstance(said, Outcome):
            await self._was_not_taken(parcel, said)
            return
        self._faultpoint(ACCEPTED)
        self._failures = 0
        if parcel.outgoing.tries and parcel.outgoing.verb not in REPEATABLE:
            self.repeats += 1
            logger.info("notice %s may have been shown twice", parcel.outgoing.id)
        await self._note(lambda tx, now: taken(tx, parcel, said, now))
        self._faultpoint(FINISHED)

    async def _say(self, parcel: Parcel) -> Said | Outcome:
        """Make the call, each other way at most once."""
        ways: frozenset[Differently] = frozenset()
        while True:
            try:
                return await post(self._wire, parcel, ways)
            except TelegramError as error:
                outcome = judge(error)
            way = outcome.differently
            if outcome.kind is Kind.SUCCESS:
                held = parcel.post.message_id if parcel.post else None
                return Said(held, f"taken: {outcome.reason}")
            if way is None or way in ways:
                return outcome
            ways |= {way}

    async def _was_not_taken(self, parcel: Parcel, outcome: Outcome) -> None:
        out = parcel.outgoing
        match outcome.kind:
            case Kind.SLOW_DOWN:
                self._pace.refused(
                    out.chat_id, outcome.wait.total_seconds(), self._clock.monotonic()
                )
                await self._put_off(out, outcome.wait)
            case Kind.LOCKED_OUT:
                self._pulse.ail("token", "Telegram refuses the token")
                self._pace.stop_all(self._clock.monotonic() + LOCKED_OUT)
                await self._put_off(out, timedelta(seconds=LOCKED_OUT))
            case Kind.LATER:
                await self._put_off(out, self._backoff())
            case Kind.UNKNOWN:
                await self._nobody_knows(parcel)
            case _:
                gone = outcome.kind is Kind.GONE
                logger.info("notice %s was refused: %s", out.id, outcome.reason)
                why = f"refused: {outcome.reason}"
                await self._note(lambda tx, now: finished(tx, parcel, why, now, gone=gone))

    async def _nobody_knows(self, parcel: Parcel) -> None:
        out = parcel.outgoing
        tries = out.tries if out.verb in REPEATABLE else out.tries + 1
        if tries >= UNKNOWN_AT_MOST:
            await self._note(lambda tx, now: finished(tx, parcel, "unknown", now))
        else:
            await self._put_off(out, self._backoff(), tries)

    def _backoff(self) -> timedelta:
        """Longer while everything fails; any success ends it."""
        seconds = BACKOFF[min(self._failures // WIDTH, len(BACKOFF) - 1)]
        self._failures += 1
        return timedelta(seconds=seconds)

    async def _put_off(self, out: Outgoing, wait: timedelta, tries: int | None = None) -> None:
        kept = out.tries if tries is None else tries
        await self._note(lambda tx, now: tx.outbox.release(out.id, now + wait, kept))

    async def _note(self, work: Callable[[Transaction, datetime], None]) -> None:
        """What became of a notice must be written, or it would be said again: until it is."""
        while True:
            try:
                return await self._desk.run(work)
            except StorageError as error:
                logger.warning("an outcome waits to be written: %s", type(error).__name__)
                await asyncio.sleep(UNTIL.total_seconds())


def _lapsed(parcel: Parcel) -> str | None:
    """Why this does not go at all; None if it goes.

    One that was claimed when the process died was perhaps never sent: it goes after every death.
    """
    out = parcel.outgoing
    if parcel.lapsed is None and out.verb not in REPEATABLE and out.tries >= DEATHS_AT_MOST:
        return "unknown"
    return parcel.lapsed
