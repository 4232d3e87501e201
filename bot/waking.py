"""Wake-ups: a commit that put something down wakes whoever takes it up, here and elsewhere.

Rule: a wake-up may be lost; the beats find what was missed within a second.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

from bot.desk import Desk
from scheduler.clock import Clock
from storage.bell import Bell
from storage.errors import Unavailable
from storage.news import News

PATIENCE = 1.0  # seconds of listening at a time, and between two tries
logger = logging.getLogger(__name__)


class Waking:
    """`told` from any thread, all else in the event loop's. Without a bell nobody else is told."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        bell: Bell | None,
        wake: Callable[[str], None],
        concerns_others: Callable[[str], bool],
    ) -> None:
        self._concerns_others = concerns_others
        self._desk, self._clock, self._bell, self._wake = desk, clock, bell, wake
        self._loop: asyncio.AbstractEventLoop | None = None
        self._unrung: set[str] = set()
        self._rings = asyncio.Event()
        self._ear = ThreadPoolExecutor(1, "bell")

    def begin(self) -> None:
        """From now on commits wake."""
        self._loop = asyncio.get_running_loop()

    def told(self, news: News) -> None:
        """A commit was made."""
        if self._loop is not None and (kinds := news.due(self._clock.now())):
            self._loop.call_soon_threadsafe(self._spread, kinds)

    async def ring(self) -> None:
        """Tell the others, for ever; what comes together is told together."""
        while True:
            await self._rings.wait()
            self._rings.clear()
            kinds, self._unrung = self._unrung, set()
            try:
                await self.tell(kinds)
            except Unavailable:
                await asyncio.sleep(PATIENCE)

    async def tell(self, kinds: Collection[str]) -> None:
        """Tell the others now. Raises Unavailable."""
        if self._bell is not None and kinds:
            bell = self._bell
            await self._desk.play(lambda _, __: bell.ring(kinds))

    async def listen(self) -> None:
        """Hear the others, for ever."""
        assert self._bell is not None
        loop = asyncio.get_running_loop()
        while True:
            try:
                kinds = await loop.run_in_executor(self._ear, self._bell.wait, PATIENCE)
            except Unavailable as error:
                logger.info("%s", error)
                await asyncio.sleep(PATIENCE)
                continue
            for kind in kinds:
                self._wake(kind)

    def close(self) -> None:
        """Once nobody listens any more; waits for the last ear, a second at most."""
        self._loop = None
        self._ear.shutdown()
        if self._bell is not None:
            self._bell.close()

    def _spread(self, kinds: set[str]) -> None:
        for kind in kinds:
            self._wake(kind)
        self._unrung |= {kind for kind in kinds if self._concerns_others(kind)}
        self._rings.set()
