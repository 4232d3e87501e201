"""The clock's part, without network: a sweep that finds nothing, and a thousand steps at once."""

import statistics
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.tick import tick
from storage.store import Store
from tests.bench.measure import TIMES, Measure, seconds
from tests.bench.towns import DUE, copy

SWEEPS = 20  # a round; its median counts, as one alone is shorter than the machine's hiccups


def sweeps(town: Path, now: datetime, folder: Path) -> Measure:
    """Nothing is due: the instant lies before the only morning."""
    before = now - timedelta(hours=1)
    store = Store(copy(town, folder / "sweep.db"))
    rounds = [
        statistics.median(seconds(lambda: tick(store, before)) for _ in range(SWEEPS))
        for _ in range(TIMES)
    ]
    store.close()
    values = [1000 * value for value in rounds]
    return Measure("a sweep with nothing due, 100,000 people", "ms", values, 5)


def steps(town: Path, now: datetime, folder: Path) -> Measure:
    """Every check-in is played: dates, next steps, questions in the outbox, journal, committed."""
    values = []
    for number in range(TIMES):
        store = Store(copy(town, folder / f"steps{number}.db"))
        tick(store, now - timedelta(hours=1))  # the first use of a database opens it
        played: list[int] = []
        values.append(seconds(lambda: played.append(tick(store, now))))  # noqa: B023 - used at once
        assert played == [DUE], played
        store.close()
    return Measure("1,000 due check-ins played", "s", values, 1)
