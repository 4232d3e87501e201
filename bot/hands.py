"""Who handles what waits in the inbox: one by one, or side by side where that is possible."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.desk import Desk
from bot.faultpoints import COMMITTED, Faultpoint, nothing
from bot.handling import Handled, Handling
from bot.toasts import Toasts
from storage.errors import Unavailable
from storage.store import Store

AT_ONCE = 8  # updates a turn at the desk: sending and the clock's part wait for no more


class Hands:
    """As many as the desk has threads. `handled` is called after every commit."""

    def __init__(
        self,
        desk: Desk,
        handling: Handling,
        toasts: Toasts,
        handled: Callable[[], None],
        faultpoint: Faultpoint = nothing,
    ) -> None:
        self.told: Callable[[str], object] = lambda _: None  # hears every outcome
        self._desk, self._handling, self._toasts = desk, handling, toasts
        self._handled, self._faultpoint = handled, faultpoint

    async def handle(self) -> int:
        """Handle every update whose turn it is; how many. Raises StorageError, perhaps several."""
        first, more = await self._some()
        if not more:
            return first
        if self._desk.threads == 1:
            return first + await self._all()
        async with asyncio.TaskGroup() as group:
            hands = [group.create_task(self._all()) for _ in range(self._desk.threads)]
        return first + sum(hand.result() for hand in hands)

    async def _all(self) -> int:
        count, more = 0, True
        while more:
            handled, more = await self._some()
            count += handled
        return count

    async def _some(self) -> tuple[int, bool]:
        """One turn at the desk: how many were handled, and whether there may be more."""
        some = await self._desk.play(self._in_a_row)
        for handled in some:
            self._faultpoint(COMMITTED)
            self.told(handled.outcome)
            if handled.query_id is not None:
                self._toasts.put(handled.query_id, handled.toast)
        if some:
            self._handled()
        return len(some), bool(some) and some[-1].more

    def _in_a_row(self, store: Store, now: datetime) -> list[Handled]:
        """Each in a transaction of its own. Alone in a turn each would wait for all else."""
        some: list[Handled] = []
        try:
            while len(some) < AT_ONCE and (handled := self._handling.next(store, now)):
                some.append(handled)
                if not handled.more:
                    break
        except Unavailable:
            if not some:
                raise
        return some
