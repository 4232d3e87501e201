"""Owns every long task and beat; the only place that knows APScheduler and makes tasks.

APScheduler turns the handle and never holds the truth: a beat that was missed, doubled or rung by
`wake` must find its work in the database. No sleep is longer than a second.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler.clock import Clock, StepWatch

Work = Callable[[], Awaitable[object]]

BACKOFF = (1, 2, 5, 15, 30)  # seconds between the lives of a long task that keeps failing
LAST_WORDS = 1.0  # seconds of stop()'s time left to those who had to be cancelled
logger = logging.getLogger(__name__)


@dataclass
class _Beat:
    work: Work
    seconds: float
    due: asyncio.Event = field(default_factory=asyncio.Event)

    async def ring(self) -> None:
        self.due.set()


@dataclass
class _Kept:
    work: Work
    patient: bool


class Runner:
    """Everything that lives as long as the process. Set up first, then `start`, then `stop`.

    Names are unique over beats and tasks. What a beat or a task raises is logged, never passed on.
    """

    def __init__(self, clock: Clock, backoff: Sequence[int] = BACKOFF) -> None:
        self.stopping = asyncio.Event()
        """Set when the end is near; long tasks that are `patient` watch it."""
        self._clock = clock
        self._backoff = backoff
        self._beats: dict[str, _Beat] = {}
        self._kept: dict[str, _Kept] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = 0

    def every(self, seconds: float, work: Work, name: str) -> None:
        """Run `work` at the start, then each so many seconds, never twice at once."""
        self._check(name)
        self._beats[name] = _Beat(work, seconds)

    def keep(self, work: Work, name: str, *, patient: bool = False) -> None:
        """Run `work` until it returns or the runner stops; start it anew when it raises.

        At the stop it is cancelled, unless it is patient: then it has the time given to `stop` to
        see `stopping` and return by itself.
        """
        self._check(name)
        self._kept[name] = _Kept(work, patient)

    def wake(self, name: str) -> None:
        """Run that beat now, from any thread; during a run: once more after it.

        Raises KeyError for a name that `every` never got.
        """
        due = self._beats[name].due
        if self._loop is None or threading.get_ident() == self._thread:
            due.set()
        else:
            with suppress(RuntimeError):  # the loop is closed: nobody is left to be woken
                self._loop.call_soon_threadsafe(due.set)

    async def start(self) -> None:
        self._loop, self._thread = asyncio.get_running_loop(), threading.get_ident()
        for name, beat in self._beats.items():
            beat.due.set()
            self._scheduler.add_job(
                beat.ring,
                _Each(beat.seconds),
                id=name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
            self._begin(name, self._beat(name, beat))
        for name, kept in self._kept.items():
            self._begin(name, self._keep(name, kept))
        self._begin("runner: clock", self._watch_clock())
        self._scheduler.start()

    # ASYNC109 wants asyncio.timeout around the call, but that would cut the orderly end short.
    async def stop(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """End everything within `timeout` seconds; a beat that is running finishes if it can."""
        if not self.stopping.is_set():
            logger.info("stopping")
        self.stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for beat in self._beats.values():
            beat.due.set()  # so that a waiting one sees the end
        self._cancel(name for name, kept in self._kept.items() if not kept.patient)
        await self._ended(max(timeout - LAST_WORDS, timeout / 2))
        self._cancel(late := self._unfinished())
        if late:
            logger.warning("cut short at the stop: %s", ", ".join(late))
            await self._ended(min(LAST_WORDS, timeout / 2))

    def _check(self, name: str) -> None:
        if self._loop is not None:
            raise RuntimeError("the runner has started; its work is fixed")
        if name in self._beats or name in self._kept:
            raise ValueError(f"two pieces of work named {name!r}")

    def _begin(self, name: str, life: Coroutine[Any, Any, None]) -> None:
        self._tasks[name] = asyncio.create_task(life, name=name)  # noqa: TID251 - kept and ended here

    async def _beat(self, name: str, beat: _Beat) -> None:
        while True:
            await beat.due.wait()
            if self.stopping.is_set():
                return
            beat.due.clear()
            await self._lived(name, beat.work)

    async def _keep(self, name: str, kept: _Kept) -> None:
        failures = 0
        while not self.stopping.is_set():
            born = self._clock.monotonic()
            if await self._lived(name, kept.work):
                logger.info("%s is over", name)
                return
            if self._clock.monotonic() - born > max(self._backoff):
                failures = 0
            pause = self._backoff[min(failures, len(self._backoff) - 1)]
            failures += 1
            for _ in range(pause):
                if await self._stops_within(1):
                    return

    async def _lived(self, name: str, work: Work) -> bool:
        await asyncio.sleep(0)  # work that never waits must not starve the rest
        try:
            await work()
        except asyncio.CancelledError:
            if (task := asyncio.current_task()) is None or task.cancelling():
                raise
            logger.error("%s waited for something that was cancelled", name)
            return False
        except Exception:
            logger.exception("%s failed", name)
            return False
        return True

    async def _watch_clock(self) -> None:
        """After the clock was set back an hour APScheduler alone would sleep for that hour."""
        watch = StepWatch(self._clock)
        while not await self._stops_within(1):
            if step := watch.step():
                logger.warning("the clock moved by %+.0f s", step.total_seconds())
                self._rearm()

    def _rearm(self) -> None:
        for name, beat in self._beats.items():
            self._scheduler.reschedule_job(name, trigger=_Each(beat.seconds))
            beat.due.set()

    async def _stops_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return False
        return True

    def _unfinished(self) -> list[str]:
        return [name for name, task in self._tasks.items() if not task.done()]

    def _cancel(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self._tasks:
                self._tasks[name].cancel()

    async def _ended(self, seconds: float) -> None:
        if pending := [task for task in self._tasks.values() if not task.done()]:
            await asyncio.wait(pending, timeout=seconds)


class _Each(BaseTrigger):  # type: ignore[misc]  # APScheduler publishes no types
    """An interval counted from now.

    The library's own lists every moment since the last one: after a jump of ten years that is
    315 million for a beat of a second, and the process hangs.
    """

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        return now + self._interval
