"""A clock in a file, for several processes: real time, what was skipped, and how wrong it is.

Skipping lets time pass for all who read it. `shift` sets one reader's wall clock wrong, as a
person or NTP does: no time passes by it, and Telegram's own clock stays right.
"""

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

FORM = struct.Struct(
    "dddd"
)  # true time against the machine's, that at first, wall against true, when
SETTLED = 3.0  # seconds after a skip in which an answer may still carry a date of before


class SteppedClock:
    """Satisfies the house's Clock. Whoever made the file moves it; the others only read."""

    def __init__(self, file: Path, wrong: bool = False) -> None:
        """`wrong`: read the wall clock that `shift` sets, and not the true one."""
        self._wrong = wrong
        with file.open("r+b") as opened:
            self._held = mmap.mmap(opened.fileno(), FORM.size)

    @classmethod
    def made(cls, file: Path, start: datetime) -> "SteppedClock":
        """A new one that shows `start` now."""
        off = (start - datetime.now(UTC)).total_seconds()
        file.write_bytes(FORM.pack(off, off, 0.0, 0.0))
        return cls(file)

    def now(self) -> datetime:
        off, _, shift, _ = FORM.unpack(self._held)
        return datetime.now(UTC) + timedelta(seconds=off + shift if self._wrong else off)

    def monotonic(self) -> float:
        """Never goes back, since time is only skipped forward; a wrong wall does not change it."""
        off, first, *_ = FORM.unpack(self._held)
        return time.monotonic() + float(off - first)

    def skip_to(self, instant: datetime) -> None:
        """Let time pass until `instant`; one already behind us changes nothing."""
        off, first, shift, _ = FORM.unpack(self._held)
        ahead = (instant - self.now()).total_seconds()
        if ahead > 0:
            self._held[:] = FORM.pack(off + ahead, first, shift, time.monotonic())

    def set_wrong(self, by: timedelta) -> None:
        """From now on the wrong wall clock is off by this; zero mends it."""
        off, first, _, when = FORM.unpack(self._held)
        self._held[:] = FORM.pack(off, first, by.total_seconds(), when)

    def has_just_skipped(self) -> bool:
        """Whether what was on its way when time was skipped may still arrive."""
        return time.monotonic() - float(FORM.unpack(self._held)[3]) < SETTLED

    def close(self) -> None:
        self._held.close()
