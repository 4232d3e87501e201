"""Who handles what waits in the inbox: one by one, or side by side where that is possible."""

import asyncio
from collections.abc import Callable

from bot.desk import Desk
from bot.faultpoints import COMMITTED, Faultpoint, nothing
from bot.handling import Handled, Handling
from bot.toasts import Toasts


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
        first = await self._one()
        if first is None or not first.more:
            return 0 if first is None else 1
        if self._desk.threads == 1:
            return 1 + await self._all()
        async with asyncio.TaskGroup() as group:
            hands = [group.create_task(self._all()) for _ in range(self._desk.threads)]
        return 1 + sum(hand.result() for hand in hands)

    async def _all(self) -> int:
        count, more = 0, True
        while more and (handled := await self._one()) is not None:
            count, more = count + 1, handled.more
        return count

    async def _one(self) -> Handled | None:
        handled = await self._desk.play(self._handling.next)
        if handled is None:
            return None
        self._faultpoint(COMMITTED)
        self.told(handled.outcome)
        if handled.query_id is not None:
            self._toasts.put(handled.query_id, handled.toast)
        self._handled()
        return handled
