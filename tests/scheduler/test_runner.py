"""Beats and long tasks on a real event loop. Nothing here waits for a time, only for events."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.clock import StepWatch, SystemClock
from scheduler.runner import Runner, _Each

NEVER = 86_400.0  # a beat that the clock alone does not ring during a test


class SettableClock(SystemClock):
    """The machine's clock, with an operator who sets it."""

    def __init__(self) -> None:
        self.set_by = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.set_by


class Counter:
    """Work that counts its runs, may be held in the middle, and may fail."""

    def __init__(self) -> None:
        self.runs = 0
        self.ended = 0
        self.fails = False
        self.gate = asyncio.Event()
        self.gate.set()
        self._changed = asyncio.Condition()

    async def __call__(self) -> None:
        self.runs += 1
        await self._tell()
        await self.gate.wait()
        if self.fails:
            raise RuntimeError("as told")
        self.ended += 1
        await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def started(self, times: int) -> None:
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: self.runs >= times)

    async def done(self, times: int) -> None:
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: self.ended >= times)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest_asyncio.fixture
async def runner(clock: SettableClock) -> AsyncIterator[Runner]:
    runner = Runner(clock, backoff=(0,))
    yield runner
    await runner.stop()


async def _turns(count: int = 20) -> None:
    """Lets everything that is ready to run have its turn."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_beat_runs_at_the_start_and_again(runner: Runner) -> None:
    beat = Counter()
    runner.every(0.01, beat, "tick")
    await runner.start()
    await beat.done(5)


async def test_a_beat_that_raises_is_logged_and_beats_again(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    beat = Counter()
    beat.fails = True
    runner.every(0.01, beat, "tick")
    with caplog.at_level(logging.ERROR):
        await runner.start()
        await beat.started(3)
    assert {record.message for record in caplog.records} == {"tick failed"}


async def test_a_beat_whose_wait_was_cancelled_by_another_beats_again(runner: Runner) -> None:
    runs = Counter()

    async def waits_in_vain() -> None:
        await runs()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        future.cancel()
        await future

    runner.every(0.01, waits_in_vain, "tick")
    await runner.start()
    await runs.done(3)


async def test_a_beat_never_runs_twice_at_once(runner: Runner) -> None:
    slow, quick = Counter(), Counter()
    slow.gate.clear()
    runner.every(0.01, slow, "slow")
    runner.every(0.01, quick, "quick")
    await runner.start()
    await quick.done(10)
    assert slow.runs == 1
    slow.gate.set()
    await slow.done(2)


async def test_a_wake_runs_the_beat_now(runner: Runner) -> None:
    beat = Counter()
    runner.every(NEVER, beat, "tick")
    await runner.start()
    await beat.done(1)
    runner.wake("tick")
    await beat.done(2)


async def test_wakes_during_a_run_make_one_more_run(runner: Runner) -> None:
    beat = Counter()
    runner.every(NEVER, beat, "tick")
    beat.gate.clear()
    await runner.start()
    await beat.started(1)
    for _ in range(5):
        runner.wake("tick")
    beat.gate.set()
    await beat.done(2)
    await _turns()
    assert beat.runs == 2


async def test_a_wake_from_another_thread_arrives(runner: Runner) -> None:
    beat = Counter()
    runner.every(NEVER, beat, "tick")
    await runner.start()
    await beat.done(1)
    threading.Thread(target=runner.wake, args=("tick",)).start()
    await beat.done(2)


async def test_a_wake_before_the_start_is_one_with_the_first_run(runner: Runner) -> None:
    beat = Counter()
    runner.every(NEVER, beat, "tick")
    runner.wake("tick")
    await runner.start()
    await beat.done(1)
    await _turns()
    assert beat.runs == 1


async def test_names_are_known_and_unique(runner: Runner) -> None:
    runner.every(NEVER, Counter(), "tick")
    with pytest.raises(ValueError, match="tick"):
        runner.keep(Counter(), "tick")
    with pytest.raises(KeyError):
        runner.wake("tock")
    await runner.start()
    with pytest.raises(RuntimeError):
        runner.every(1, Counter(), "late")


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(days=3650), timedelta(seconds=3)])
async def test_beats_are_armed_anew_when_the_clock_is_set(
    runner: Runner, clock: SettableClock, step: timedelta
) -> None:
    beat = Counter()
    runner.every(NEVER, beat, "tick")
    await runner.start()
    await beat.done(1)
    clock.set_by += step
    await beat.done(2)


async def test_a_beat_missed_for_ten_years_rings_once_and_at_once() -> None:
    beat = Counter()
    missed = datetime(2016, 1, 1, tzinfo=UTC)
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(beat.__call__, _Each(1), next_run_time=missed, misfire_grace_time=None)
    scheduler.start()  # the library's own interval would list 315 million moments here
    await beat.done(1)
    scheduler.shutdown()


def test_a_step_is_noticed_once_and_drift_below_two_seconds_never() -> None:
    clock = SettableClock()
    watch = StepWatch(clock)
    clock.set_by = timedelta(seconds=1)
    assert watch.step() is None
    clock.set_by = timedelta(hours=-1)
    moved = watch.step()
    assert moved is not None
    assert round(moved.total_seconds()) == -3600
    assert watch.step() is None


async def test_a_long_task_that_dies_is_started_anew(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    poll = Counter()
    poll.fails = True
    runner.keep(poll, "poll")
    with caplog.at_level(logging.ERROR):
        await runner.start()
        await poll.started(3)
    poll.fails = False
    await poll.done(1)
    assert "poll failed" in caplog.text


async def test_a_long_task_that_returns_is_over(runner: Runner) -> None:
    once, beat = Counter(), Counter()
    runner.keep(once, "once")
    runner.every(0.01, beat, "tick")
    await runner.start()
    await beat.done(3)
    assert once.runs == 1


async def test_the_stop_lets_a_running_beat_finish(runner: Runner) -> None:
    beat = Counter()
    beat.gate.clear()
    runner.every(0.01, beat, "tick")
    await runner.start()
    await beat.started(1)
    stopping = asyncio.create_task(runner.stop())
    await runner.stopping.wait()
    await _turns()
    assert not stopping.done()
    beat.gate.set()
    await stopping
    assert (beat.runs, beat.ended) == (1, 1)


async def test_after_the_stop_nothing_runs(runner: Runner) -> None:
    beat = Counter()
    runner.every(0.001, beat, "tick")
    await runner.start()
    await beat.done(1)
    await runner.stop()
    runs = beat.runs
    runner.wake("tick")
    await _turns()
    assert beat.runs == runs
    await runner.stop()


async def test_the_stop_cancels_long_tasks_but_patient_ones_end_by_themselves(
    runner: Runner,
) -> None:
    ends: list[str] = []

    async def poll() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ends.append("poll was cut")

    async def send() -> None:
        await runner.stopping.wait()
        await _turns()
        ends.append("send ended its work")

    runner.keep(poll, "poll")
    runner.keep(send, "send", patient=True)
    await runner.start()
    await _turns()
    await runner.stop()
    assert ends == ["poll was cut", "send ended its work"]


async def test_a_beat_that_hangs_does_not_hold_up_the_stop(
    runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    beat = Counter()
    beat.gate.clear()
    runner.every(NEVER, beat, "tick")
    await runner.start()
    await beat.started(1)
    with caplog.at_level(logging.WARNING):
        await runner.stop(timeout=0.1)
    assert "cut short at the stop: tick" in caplog.text
    assert len(asyncio.all_tasks()) == 1


async def test_a_failing_task_does_not_hold_up_the_stop(clock: SettableClock) -> None:
    poll = Counter()
    poll.fails = True
    runner = Runner(clock, backoff=(3600,))
    runner.keep(poll, "poll", patient=True)
    await runner.start()
    await poll.started(1)
    await runner.stop()
    assert poll.runs == 1


async def test_a_runner_that_never_started_stops(clock: SettableClock) -> None:
    runner = Runner(clock)
    runner.every(1, Counter(), "tick")
    await runner.stop()
    assert runner.stopping.is_set()
