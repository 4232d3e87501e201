"""Posts that come side by side -> the inbox, together and in the order of Telegram's count.

Telegram numbers updates one by one and posts them over many connections, so a later one may be
here first. A lower number that is missing is waited for, here and at our other processes, but
never longer than HOLD.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.arrivals import Raw, keep
from bot.desk import Desk
from bot.faultpoints import STORED, Faultpoint, nothing

HOLD = 0.25  # seconds
LOOK = 0.05  # seconds between two looks whether another process has what is missing
NEAR = 200  # numbers; what is missing further below is not coming


@dataclass(eq=False)
class _Post:
    id: int
    update: Raw
    since: float
    kept: asyncio.Future[None]


class Gathering:
    """`keep` waits until `run`, which lives as long as the process, has committed. Seconds are
    the event loop's."""

    def __init__(
        self,
        desk: Desk,
        stored: Callable[[], None],
        faultpoint: Faultpoint = nothing,
    ) -> None:
        self.hold = HOLD
        self.stored_at = float("-inf")
        """When an update was last kept, in seconds of the event loop."""
        self._desk, self._stored, self._faultpoint = desk, stored, faultpoint
        self._waiting: list[_Post] = []
        self._came = asyncio.Event()
        self._upto: int | None = None

    async def keep(self, update_id: int, update: Raw) -> None:
        """Returns once it is committed. Raises StorageError, or what ended `run`."""
        loop = asyncio.get_running_loop()
        post = _Post(update_id, update, loop.time(), loop.create_future())
        self._waiting.append(post)
        self._came.set()
        await post.kept

    async def run(self) -> None:
        """Let in what came, for ever."""
        try:
            while True:
                self._came.clear()
                while ready := self._ready():
                    await self._commit(ready)
                if self._waiting:
                    await self._look()
                await self._rest()
        finally:
            self._answer(self._waiting, ConnectionAbortedError())

    def _ready(self) -> list[_Post]:
        """Those with nothing missing before them, or that have waited; with all below them."""
        posts = sorted(self._waiting, key=lambda post: post.id)
        late = asyncio.get_running_loop().time() - self.hold
        waited = max((n for n, post in enumerate(posts, 1) if post.since <= late), default=0)
        upto = posts[waited - 1].id if waited else self._upto
        while waited < len(posts) and _follows(posts[waited].id, upto):
            upto = max(upto or 0, posts[waited].id)
            waited += 1
        return posts[:waited]

    async def _commit(self, posts: Sequence[_Post]) -> None:
        try:
            new = await keep(self._desk, [post.update for post in posts])
        except Exception as error:
            self._answer(posts, error)
            return
        self._faultpoint(STORED)
        self._note(max(post.id for post in posts))
        self._answer(posts)
        if new:
            self._stored()

    async def _look(self) -> None:
        """Has another process kept all that is missing below the lowest that waits?"""
        lowest = min(post.id for post in self._waiting)
        upto = self._upto
        if upto is None or lowest < upto - NEAR:
            upto = lowest - 2  # nothing is known of what is here: the one before says enough
        missing = range(max(upto + 1, lowest - NEAR), lowest)
        try:
            known = await self._desk.run(lambda tx, _: tx.inbox.known(missing))
        except Exception:  # what waits goes in without this, and meets the fault itself
            return
        if known.issuperset(missing):
            self._upto = lowest - 1
            self._came.set()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK if self._waiting else None):
                await self._came.wait()
        except TimeoutError:
            return

    def _note(self, highest: int) -> None:
        """Up to where all has come; after a quiet week the count begins anew, perhaps lower."""
        self.stored_at = asyncio.get_running_loop().time()
        if self._upto is None or highest > self._upto or highest < self._upto - NEAR:
            self._upto = highest

    def _answer(self, posts: Sequence[_Post], error: Exception | None = None) -> None:
        answered = set(posts)
        self._waiting = [post for post in self._waiting if post not in answered]
        for post in posts:
            if post.kept.done():  # whoever asked has gone
                continue
            if error is None:
                post.kept.set_result(None)
            else:
                post.kept.set_exception(error)


def _follows(update_id: int, upto: int | None) -> bool:
    """The next, or one that comes late or again; far below, the count has begun anew."""
    return upto is not None and upto - NEAR <= update_id <= upto + 1
