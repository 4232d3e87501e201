"""Databases full of people, made once and copied for each measurement."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from storage.records import DayState, StepKind
from storage.store import Store
from tests.crowd import settle_in

MANY, DUE = 100_000, 1_000


def many(folder: Path, now: datetime) -> Path:
    """A hundred thousand people; the first one's morning was a second ago."""
    due = [(StepKind.MORNING, now - timedelta(seconds=1))]
    return _town(folder / "many.db", MANY, now, DayState.WAITING, due, paired=False)


def checking(folder: Path, now: datetime) -> Path:
    """A thousand people in five hundred pacts, whose check-ins all fall on `now`."""
    due = [(StepKind.CHECK_IN, now)] * DUE
    return _town(folder / "checking.db", DUE, now, DayState.COMMITTED, due, paired=True)


def copy(town: Path, to: Path) -> str:
    """The address of a copy of its own."""
    shutil.copyfile(town, to)
    return f"sqlite:///{to}"


def _town(
    file: Path,
    count: int,
    now: datetime,
    state: DayState,
    due: list[tuple[StepKind, datetime]],
    paired: bool,
) -> Path:
    store = Store(f"sqlite:///{file}")
    store.upgrade()
    settle_in(store, count, now, state, due, paired)
    store.close()  # the last to let go folds the log into the file
    return file
