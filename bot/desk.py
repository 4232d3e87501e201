"""Where the event loop hands work to the database: first come, first served.

One thread on SQLite, whose writers queue here fairly, not busily; a small pool on PostgreSQL.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar

from bot.pulse import Pulse
from scheduler.clock import Clock
from storage.again import until_settled
from storage.errors import Unavailable
from storage.store import Store, Transaction

T = TypeVar("T")


class Desk:
    """Every unit of work reads the clock once, when it begins."""

    def __init__(self, store: Store, clock: Clock, pulse: Pulse, threads: int = 1) -> None:
        self._store, self._clock, self._pulse = store, clock, pulse
        self.threads = threads
        """How many units of work are done side by side."""
        self._seat = threading.local()
        self._loops: list[asyncio.AbstractEventLoop] = []
        self._pool = ThreadPoolExecutor(threads, "desk", initializer=self._sit_down)

    async def run(self, work: Callable[[Transaction, datetime], T]) -> T:
        """Do the work in a transaction of its own, again when somebody was faster.

        Raises what it raises, and storage's errors.
        """
        return await self._hand_over(lambda: self._in_transaction(work))

    async def play(self, work: Callable[[Store, datetime], T]) -> T:
        """Do work that opens its own transactions."""
        return await self._hand_over(lambda: work(self._store, self._clock.now()))

    def finish(self, awaited: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end inside a unit of work, on the thread's own loop."""
        loop: asyncio.AbstractEventLoop = self._seat.loop
        return loop.run_until_complete(awaited)

    def close(self) -> None:
        """Wait for what was begun; nothing can be handed over afterwards."""
        self._pool.shutdown(cancel_futures=True)
        for loop in self._loops:
            loop.close()

    def _sit_down(self) -> None:
        self._seat.loop = asyncio.new_event_loop()
        self._loops.append(self._seat.loop)

    def _in_transaction(self, work: Callable[[Transaction, datetime], T]) -> T:
        return until_settled(lambda: self._once(work))

    def _once(self, work: Callable[[Transaction, datetime], T]) -> T:
        with self._store.transaction() as tx:
            return work(tx, self._clock.now())

    async def _hand_over(self, work: Callable[[], T]) -> T:
        # When the wait is cancelled the work still runs to its end: done is done.
        try:
            done = await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except Unavailable as error:
            self._pulse.ail("database", str(error))
            raise
        self._pulse.heal("database")
        return done
