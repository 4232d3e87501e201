"""Outbox -> Telegram: claimed under a lease, paced, sent side by side, and reported back.

Rules: order per chat is kept; one bad chat or notice never stops another; what may have been sent
is repeated at most once; what landed is written and what follows is claimed in one transaction,
as many as there are.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.desk import Desk
from bot.faultpoints import ACCEPTED, CLAIMED, FINISHED, NOTED, Faultpoint, nothing
from bot.outcomes import Differently, Kind, Outcome, judge
from bot.pace import Call, Pace
from bot.packing import REPEATABLE, Parcel, pack, why_not
from bot.posting import Said, post
from bot.pulse import Pulse
from bot.reporting import Finished, Moved, PutOff, Report, Taken, note
from bot.wire import Sanity, Wire
from scheduler.clock import Clock
from storage.errors import StorageError
from storage.store import Transaction

LEASE = timedelta(minutes=2)  # longer than a call and its other ways can take
WIDTH = 100  # chats spoken to at once, fewer than the connections there are
SPARE = 20  # of them kept for answers, so that no bulk that hangs keeps them waiting
TOGETHER = 40  # written or claimed in one transaction: updates wait for no longer one
UNKNOWN_AT_MOST = 2  # attempts whose fate nobody knows, the last of them by a time-out
BACKOFF = (1, 2, 5, 10, 30)  # seconds
FAILURES = 30  # in a row until the next of them
LOCKED_OUT = 30.0
UNTIL = 1.0
logger = logging.getLogger(__name__)


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
        self.repeats = 0  # sends that Telegram may have shown twice, since the start
        self.unknown = 0  # calls whose fate nobody knows, since the start
        self.may: Callable[[], bool] = lambda: True
        """Whether sending is ours: asked before each claim and each call."""
        self.told: Callable[[Report], object] = lambda _: None  # hears each attempt's end
        self._recalled = False
        self._wire, self._desk, self._clock, self._pulse = wire, desk, clock, pulse
        self._pace, self._sanity, self._faultpoint = pace, sanity, faultpoint
        self._woken = asyncio.Event()
        self._landed: list[Report] = []
        self._flying = self._starting = 0  # the starting are not counted by the pace yet
        self._sent = 0
        self._failures = 0

    def wake(self) -> None:
        """Something may be due; for the event loop's thread."""
        self._woken.set()

    def take_over(self) -> None:
        """Another process sent until now: what it said counts for the pace."""
        self._recalled = False
        self.wake()

    async def run(self, stopping: asyncio.Event) -> None:
        """Send what is due as it falls due, until `stopping`; ends when all that landed is noted.

        What was said in the last minute, by whatever process, counts for the pace.
        """
        self._flying = self._starting = 0  # what an earlier run did not end, is over
        async with asyncio.TaskGroup() as group:
            while self._busy or not stopping.is_set():
                self._woken.clear()
                try:
                    self._recalled = self._recalled or await self._recall()
                    await self._turn(group, claims=not stopping.is_set())
                except StorageError as error:
                    logger.warning("the outbox cannot be used: %s", type(error).__name__)
                    await asyncio.sleep(UNTIL)
                    continue
                self._pulse.beat("delivery")
                await self._rest()

    async def deliver(self) -> int:
        """Send all that is due now and may go; how many notices were tried."""
        before = self._sent
        async with asyncio.TaskGroup() as group:
            while True:
                self._woken.clear()
                try:
                    claimed = await self._turn(group)
                except StorageError:
                    if not self._busy:
                        raise
                    await asyncio.sleep(UNTIL)
                    continue
                if not (claimed or self._busy):
                    return self._sent - before
                if not self._landed:
                    await self._woken.wait()

    @property
    def _busy(self) -> bool:
        return bool(self._flying or self._landed)

    async def _recall(self) -> bool:
        spoken, now = await self._desk.run(lambda tx, now: (tx.outbox.said_lately(now), now))
        at = self._clock.monotonic()
        self._pace.recall((chat, at - (now - then).total_seconds()) for chat, then in spoken)
        return True

    async def _rest(self) -> None:
        """Until something landed, is due or may go again; a second at most."""
        wait = self._pace.wait(self._clock.monotonic())
        try:
            async with asyncio.timeout(min(wait, 1.0) or 1.0):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _turn(self, group: asyncio.TaskGroup, claims: bool = True) -> int:
        """Note what landed and send what may go now; how many were claimed.

        What landed must be written, or it would be said again: so it is kept until it is.
        """
        landed, self._landed = self._landed[:TOGETHER], self._landed[TOGETHER:]
        free = self._pace.room(self._clock.monotonic()) - self._starting
        room = min(TOGETHER, WIDTH - self._flying, free)
        claims = claims and self.may()
        claimed: Sequence[Parcel] = ()
        try:
            if landed or (claims and room > 0):
                claimed = await self._write(landed, room if claims else 0)
        except StorageError:
            self._landed = landed + self._landed
            raise
        for report in landed:
            if isinstance(report, Taken):
                self._faultpoint(FINISHED)
        if claimed:
            self._faultpoint(CLAIMED)
        if self._landed or (room and len(claimed) == room):
            self._woken.set()  # there is more, or there may be
        for parcel in claimed:
            self._flying += 1
            self._starting += 1
            group.create_task(self._carry(parcel))
        return len(claimed)

    async def _write(self, landed: list[Report], room: int) -> Sequence[Parcel]:
        try:
            return await self._desk.run(lambda tx, now: self._book(tx, now, landed, room))
        except StorageError:
            raise
        except Exception:
            if not landed:
                raise
            logger.exception("what became of %s notices cannot be noted together", len(landed))
        await self._write_apart(landed)
        return ()

    async def _write_apart(self, landed: list[Report]) -> None:
        """One by one, each without its report if the report is what fails.

        What is written is taken off, so that no StorageError makes it be written twice.
        """
        while landed:
            await self._write_one(landed[0])
            landed.pop(0)

    async def _write_one(self, report: Report) -> None:
        out = report.parcel.outgoing
        try:
            await self._desk.run(lambda tx, now: self._book(tx, now, [report], 0))
        except StorageError:
            raise
        except Exception as error:
            logger.exception("what became of notice %s cannot be reported", out.id)
            why = f"dead: {type(error).__name__}"
            await self._desk.run(lambda tx, now: tx.outbox.finish(out.id, now, why))

    def _book(
        self, tx: Transaction, now: datetime, landed: Sequence[Report], room: int
    ) -> Sequence[Parcel]:
        note(tx, landed, now)
        for _ in landed:
            self._faultpoint(NOTED)
        if room <= 0:
            return ()
        bulk = min(room, WIDTH - SPARE - self._flying)
        claimed = tx.outbox.claim(now, LEASE, room, bulk, answers_only=not self._sanity.sane)
        return pack(tx, claimed, now) if claimed else ()

    async def _carry(self, parcel: Parcel) -> None:
        """Bring it there, and say what became of it."""
        self._starting -= 1
        try:
            if self.may():  # otherwise whoever sends now has taken the claim back
                report = await self._try(parcel)
                self._landed.append(report)
                self.told(report)
        except Exception:  # the others go on; the lease brings this one back
            logger.exception("notice %s was not carried", parcel.outgoing.id)
        finally:
            self._flying -= 1
            self._sent += 1
            self._woken.set()

    async def _try(self, parcel: Parcel) -> Report:
        out, at = parcel.outgoing, self._clock.monotonic()
        if (why := why_not(parcel)) is not None:
            return Finished(parcel, why)
        if parcel.edits and parcel.post and parcel.post.digest == parcel.digest is not None:
            return Taken(parcel, Said(parcel.post.message_id, "taken: same"))
        if (wait := self._pace.wait_of(out.chat_id, at)) > 0:
            return self._put_off(parcel, timedelta(seconds=wait))
        call = self._pace.went(out.chat_id, at, edit=parcel.edits)
        try:
            said = await self._say(parcel, call)
        finally:
            self._pace.landed(call, self._clock.monotonic())
        if isinstance(said, Outcome):
            return self._not_taken(parcel, said)
        self._was_taken(parcel, call)
        return Taken(parcel, said)

    def _was_taken(self, parcel: Parcel, call: Call) -> None:
        self._faultpoint(ACCEPTED)
        self._pace.taken(call)
        self._failures = 0
        if parcel.outgoing.tries and parcel.outgoing.verb not in REPEATABLE:
            self.repeats += 1
            logger.info("notice %s may have been shown twice", parcel.outgoing.id)

    async def _say(self, parcel: Parcel, call: Call) -> Said | Outcome:
        """Make the call, each other way at most once."""
        ways: frozenset[Differently] = frozenset()
        while True:
            try:
                return await post(self._wire, parcel, ways, paid=call.paid)
            except TelegramError as error:
                outcome = judge(error)
            way = outcome.differently
            if outcome.kind is Kind.SUCCESS:
                held = parcel.post.message_id if parcel.post else None
                return Said(held, f"taken: {outcome.reason}")
            if way is None or way in ways:
                return outcome
            ways |= {way}

    def _not_taken(self, parcel: Parcel, outcome: Outcome) -> Report:
        out, at = parcel.outgoing, self._clock.monotonic()
        match outcome.kind:
            case Kind.SLOW_DOWN:
                self._pace.refused(out.chat_id, outcome.wait.total_seconds(), at)
                return self._put_off(parcel, outcome.wait)
            case Kind.LOCKED_OUT:
                self._pulse.ail("token", "Telegram refuses the token")
                self._pace.stop_all(at + LOCKED_OUT)
                return self._put_off(parcel, timedelta(seconds=LOCKED_OUT))
            case Kind.LATER:
                return self._put_off(parcel, self._backoff())
            case Kind.UNKNOWN:
                return self._nobody_knows(parcel)
            case Kind.MOVED if outcome.moved_to not in (None, out.chat_id):
                assert outcome.moved_to is not None
                self._pace.moved(out.chat_id, outcome.moved_to)
                return Moved(parcel, outcome.moved_to)
        logger.info("notice %s was refused: %s", out.id, outcome.reason)
        return Finished(parcel, f"refused: {outcome.reason}", gone=outcome.kind is Kind.GONE)

    def _nobody_knows(self, parcel: Parcel) -> Report:
        self.unknown += 1
        out = parcel.outgoing
        tries = out.tries if out.verb in REPEATABLE else out.tries + 1
        if tries >= UNKNOWN_AT_MOST:
            return Finished(parcel, "unknown")
        return PutOff(parcel, self._backoff(), tries)

    def _backoff(self) -> timedelta:
        """Longer while everything fails; any success ends it."""
        seconds = BACKOFF[min(self._failures // FAILURES, len(BACKOFF) - 1)]
        self._failures += 1
        return timedelta(seconds=seconds)

    def _put_off(self, parcel: Parcel, wait: timedelta) -> PutOff:
        if wait < timedelta(seconds=UNTIL):
            asyncio.get_running_loop().call_later(wait.total_seconds(), self._woken.set)
        return PutOff(parcel, wait, parcel.outgoing.tries)
