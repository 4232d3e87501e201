"""What is measured and how it is told: five times each, the median, beside what was asked for."""

import os
import platform
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TIMES = 5


@dataclass(frozen=True)
class Measure:
    """One row of the table. `most` is what was asked for; None: only for information."""

    name: str
    unit: str
    values: Sequence[float]
    most: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def verdict(self) -> str:
        if self.most is None:
            return ""
        return f"{'kept' if self.median <= self.most else 'MISSED'}, {self.ratio:.2f} of it"

    @property
    def ratio(self) -> float:
        return self.median / self.most if self.most else 0.0

    def row(self) -> list[str]:
        span = f"{_short(min(self.values))} to {_short(max(self.values))}"
        target = "" if self.most is None else f"<= {_short(self.most)}"
        return [self.name, self.unit, _short(self.median), span, target, self.verdict]


HEAD = ["what", "unit", "median", "of five", "target", ""]


def table(measures: Sequence[Measure]) -> str:
    rows = [HEAD, *(measure.row() for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def machine(folder: Path) -> str:
    """Where this was measured, and how fast and how busy it was just then."""
    one, busy = os.cpu_count() or 1, os.getloadavg()[0]
    return (
        f"{one} cores, {_memory():.1f} GiB, load {busy:.1f}, {platform.system()} "
        f"{platform.machine()}; Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}; "
        f"a million additions {_additions() * 1000:.0f} ms, one synced write "
        f"{_synced(folder) * 1000:.2f} ms (medians of five)"
    )


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _additions() -> float:
    return statistics.median(seconds(lambda: _add(1_000_000)) for _ in range(TIMES))


def _add(count: int) -> int:
    total = 0
    for number in range(count):
        total += number
    return total


def _synced(folder: Path) -> float:
    with (folder / "synced").open("wb", buffering=0) as file:

        def write() -> None:
            file.write(b"x" * 4096)
            os.fsync(file.fileno())

        return statistics.median(seconds(write) for _ in range(TIMES))


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
