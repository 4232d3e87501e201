"""The two parts that only one process may play: asking Telegram for updates, and sending.

Rules: who holds the lease plays; it is renewed every second and taken over when it lapsed, at once
after an orderly stop. Whoever stalls stops by its own watch before another can begin. On a file of
one's own every part is one's own.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot.desk import Desk
from scheduler.clock import Clock
from storage.news import OUTBOX
from storage.store import Transaction

POLLER, SENDER, HEARD = "poller", "sender", "heard"
LOOK = 0.2  # seconds between two looks at whether a part is ours
LEASE = timedelta(seconds=8)  # with a beat of a second: taken over within ten
SPARE = 1.5  # seconds before the lease ends in which nothing is begun any more
FRESH = timedelta(seconds=3)  # how long it counts that Telegram's queue was read empty


class Roles:
    """`holds` may be asked from any thread."""

    def __init__(self, desk: Desk, clock: Clock, is_shared: bool) -> None:
        self.name = f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
        """This process, among those on the same database; a host who looks finds it by this."""
        self._desk, self._clock, self._is_shared = desk, clock, is_shared
        self._until: dict[str, float] = {}

    def holds(self, part: str) -> bool:
        """Whether this process plays the part now, and for as long as a call takes to begin."""
        if not self._is_shared:
            return True
        return self._clock.monotonic() < self._until.get(part, float("-inf")) - SPARE

    async def renew(self, caught_up: bool) -> set[str]:
        """Take what is free and keep what is ours; the parts that are newly ours.

        `caught_up` is whether this process, if it polls, has read all that was written. Raises
        StorageError; what is not renewed ends by itself.
        """
        if not self._is_shared:
            return set()
        at = self._clock.monotonic()
        found = await self._desk.run(lambda tx, now: self._renewed(tx, now, caught_up))
        end = at + LEASE.total_seconds()
        before = {part for part in found if self.holds(part)}
        self._until = {part: end for part, taken in found.items() if taken is not None}
        return set(self._until) - before

    def concerns_others(self, kind: str) -> bool:
        """Whether another process may take up what was put down here."""
        return kind != OUTBOX or not self.holds(SENDER)

    async def keep(self) -> None:
        """Renew once more what is ours: what is in flight is to end. Raises StorageError."""
        if self._until:
            await self.renew(caught_up=False)

    async def all_heard(self, caught_up: bool) -> bool:
        """Whether the process that polls, whichever it is, has read all that was written."""
        if not self._is_shared:
            return caught_up
        if self.holds(POLLER) and not caught_up:
            return False
        return await self._desk.run(lambda tx, now: tx.leases.is_held(HEARD, now))

    async def play(
        self, part: str, work: Callable[[], Coroutine[Any, Any, None]], idle: Callable[[], None]
    ) -> None:
        """Let the work go on while the part is ours, for ever; `idle` is called while it is not.

        Raises what the work raises.
        """
        if not self._is_shared:
            return await work()
        while True:
            while not self.holds(part):
                idle()
                await _a_moment()
            async with asyncio.TaskGroup() as group:
                playing = group.create_task(work())
                while self.holds(part) and not playing.done():
                    await _a_moment()
                playing.cancel()

    async def leave(self) -> None:
        """Let go of all, so that another begins at once. Raises StorageError."""
        self._until = {}
        if self._is_shared:
            parts = (POLLER, SENDER, HEARD)
            await self._desk.run(lambda tx, _: tx.leases.drop(self.name, parts))

    def _renewed(self, tx: Transaction, now: datetime, caught_up: bool) -> dict[str, bool | None]:
        found = {part: tx.leases.take(part, self.name, now, LEASE) for part in (POLLER, SENDER)}
        if found[SENDER] is not None and not self.holds(SENDER):
            tx.outbox.lapse(now)  # what was claimed before, by whomever, is left behind
        if found[POLLER] is None:
            return found
        if found[POLLER] or not caught_up:
            tx.leases.forget(HEARD)
        else:
            tx.leases.take(HEARD, self.name, now, FRESH)
        return found


async def _a_moment() -> None:
    await asyncio.sleep(LOOK)
