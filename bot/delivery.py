"""Outbox -> Telegram: claimed under a lease, paced, sent side by side, and reported back.

Rules: order per chat is kept; one bad chat or notice never stops another; what may have been sent
is repeated at most once; a notice is finished in the transaction that reports what became of it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.desk import Desk
from bot.faultpoints import ACCEPTED, CLAIMED, FINISHED, NOTED, Faultpoint, nothing
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
UNTIL = 1.0
logger = logging.getLogger(__name__)
Pause = Callable[[float], Awaitable[object]]
Work = Callable[[Transaction, datetime], object]


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
        self._promised = 0
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
                    await self._launch(group)
                except StorageError as error:
                    logger.warning("the outbox cannot be read: %s", type(error).__name__)
                    await pause(1.0)
                    continue
                self._pulse.beat("delivery")
                await self._rest()

    async def deliver(self) -> int:
        """Send all that is due now and may go; how many notices were tried."""
        before = self._sent
        async with asyncio.TaskGroup() as group:
            while await self._launch(group) or self._flying:
                await self._landed.wait()
        return self._sent - before

    async def _rest(self) -> None:
        """Until something is due or may go again; a second at most."""
        wait = self._pace.wait(self._clock.monotonic())
        try:
            async with asyncio.timeout(min(wait, 1.0) or 1.0):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _launch(self, group: asyncio.TaskGroup) -> int:
        if self._flying >= WIDTH or self._pace.room(self._clock.monotonic()) <= 0:
            return 0
        return self._spread(group, await self._claim(_nothing))

    async def _claim(self, first: Work, landing: int = 0) -> Sequence[Parcel]:
        """Do `first` and claim as many as may go now, in one transaction.

        Room is promised on the way: several claim at once, and together they keep the pace.
        """
        width = WIDTH - self._flying - self._promised + landing
        free = self._pace.room(self._clock.monotonic()) - self._promised
        room = max(0, min(width, free))
        self._promised += room
        claimed: Sequence[Parcel] = ()
        try:
            claimed = await self._desk.run(lambda tx, now: self._take(tx, now, first, room))
        finally:
            self._promised -= room - len(claimed)
        if not room:
            self._woken.set()
        return claimed

    def _take(self, tx: Transaction, now: datetime, first: Work, room: int) -> list[Parcel]:
        first(tx, now)
        self._faultpoint(NOTED)
        if not room:
            return []
        claimed = tx.outbox.claim(now, LEASE, room, answers_only=not self._sanity.sane)
        return pack(tx, claimed, now) if claimed else []

    def _spread(self, group: asyncio.TaskGroup, parcels: Sequence[Parcel]) -> int:
        if parcels:
            self._faultpoint(CLAIMED)
            self._landed.clear()
        for parcel in parcels:
            self._flying += 1
            group.create_task(self._carry(group, parcel))
        return len(parcels)

    async def _carry(self, group: asyncio.TaskGroup, parcel: Parcel) -> None:
        """Bring it there, and go on with what became free by it."""
        following: Sequence[Parcel] = ()
        try:
            following = await self._try(parcel)
        except Exception:  # the others go on; the lease brings this one back
            logger.exception("notice %s was not carried", parcel.outgoing.id)
        finally:
            self._flying -= 1
            self._sent += 1
            self._spread(group, following)
            if not self._flying:
                self._landed.set()

    async def _try(self, parcel: Parcel) -> Sequence[Parcel]:
        out, at = parcel.outgoing, self._clock.monotonic()
        self._promised -= 1
        if (why := _lapsed(parcel)) is not None:
            return await self._note(out, lambda tx, now: finished(tx, parcel, why, now))
        if parcel.edits and parcel.post and parcel.post.digest == parcel.digest is not None:
            same = Said(parcel.post.message_id, "taken: same")
            return await self._note(out, lambda tx, now: taken(tx, parcel, same, now))
        if (wait := self._pace.wait_of(out.chat_id, at)) > 0:
            return await self._put_off(out, timedelta(seconds=wait))
        call = self._pace.went(out.chat_id, at, edit=parcel.edits)
        try:
            said = await self._say(parcel)
        finally:
            self._pace.landed(call, self._clock.monotonic())
        if isinstance(said, Said):
            self._pace.taken(call)
        return await self._landed_with(parcel, said)

    async def _landed_with(self, parcel: Parcel, said: Said | Outcome) -> Sequence[Parcel]:
        if isinstance(said, Outcome):
            return await self._was_not_taken(parcel, said)
        self._faultpoint(ACCEPTED)
        self._failures = 0
        if parcel.outgoing.tries and parcel.outgoing.verb not in REPEATABLE:
            self.repeats += 1
            logger.info("notice %s may have been shown twice", parcel.outgoing.id)
        out = parcel.outgoing
        following = await self._note(out, lambda tx, now: taken(tx, parcel, said, now))
        self._faultpoint(FINISHED)
        return following

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

    async def _was_not_taken(self, parcel: Parcel, outcome: Outcome) -> Sequence[Parcel]:
        out, at = parcel.outgoing, self._clock.monotonic()
        match outcome.kind:
            case Kind.SLOW_DOWN:
                self._pace.refused(out.chat_id, outcome.wait.total_seconds(), at)
                return await self._put_off(out, outcome.wait)
            case Kind.LOCKED_OUT:
                self._pulse.ail("token", "Telegram refuses the token")
                self._pace.stop_all(at + LOCKED_OUT)
                return await self._put_off(out, timedelta(seconds=LOCKED_OUT))
            case Kind.LATER:
                return await self._put_off(out, self._backoff())
            case Kind.UNKNOWN:
                return await self._nobody_knows(parcel)
        logger.info("notice %s was refused: %s", out.id, outcome.reason)
        why, gone = f"refused: {outcome.reason}", outcome.kind is Kind.GONE
        return await self._note(out, lambda tx, now: finished(tx, parcel, why, now, gone=gone))

    async def _nobody_knows(self, parcel: Parcel) -> Sequence[Parcel]:
        out = parcel.outgoing
        tries = out.tries if out.verb in REPEATABLE else out.tries + 1
        if tries >= UNKNOWN_AT_MOST:
            return await self._note(out, lambda tx, now: finished(tx, parcel, "unknown", now))
        return await self._put_off(out, self._backoff(), tries)

    def _backoff(self) -> timedelta:
        """Longer while everything fails; any success ends it."""
        seconds = BACKOFF[min(self._failures // WIDTH, len(BACKOFF) - 1)]
        self._failures += 1
        return timedelta(seconds=seconds)

    async def _put_off(
        self, out: Outgoing, wait: timedelta, tries: int | None = None
    ) -> Sequence[Parcel]:
        kept = out.tries if tries is None else tries
        return await self._note(out, lambda tx, now: tx.outbox.release(out.id, now + wait, kept))

    async def _note(self, out: Outgoing, work: Work) -> Sequence[Parcel]:
        """Write what became of a notice, and claim what follows it.

        It must be written, or it would be said again: so until it is, and without its report
        if the report is what fails.
        """
        while True:
            try:
                return await self._claim(work, landing=1)
            except StorageError as error:
                logger.warning("an outcome waits to be written: %s", type(error).__name__)
                await asyncio.sleep(UNTIL)
            except Exception as error:
                logger.exception("what became of notice %s cannot be reported", out.id)
                return await self._bury(out, f"dead: {type(error).__name__}")

    async def _bury(self, out: Outgoing, why: str) -> Sequence[Parcel]:
        return await self._claim(lambda tx, now: tx.outbox.finish(out.id, now, why), landing=1)


def _nothing(tx: Transaction, now: datetime) -> None:
    """No work of its own: only the claim."""


def _lapsed(parcel: Parcel) -> str | None:
    """Why this does not go at all; None if it goes.

    One that was claimed when the process died was perhaps never sent: it goes after every death.
    """
    out = parcel.outgoing
    if parcel.lapsed is None and out.verb not in REPEATABLE and out.tries >= DEATHS_AT_MOST:
        return "unknown"
    return parcel.lapsed
