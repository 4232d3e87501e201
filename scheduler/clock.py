"""The only place that reads the time.

Everywhere else an instant is an argument: read once per unit of work, aware, in UTC.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=2)
VAGUE = 1.0  # seconds to answer; half of it is how wrong the answer may be
BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", None)


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, aware and in UTC. It may jump, in both directions."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment, for measuring spans. It never goes back."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class FollowingClock:
    """Shows another's time, carried on by this machine's steady clock between two looks at it.

    Setting this machine's clock changes nothing: all who follow the same clock agree.
    """

    def __init__(self, own: Clock) -> None:
        """Until the first look it shows `own`."""
        self._own = own
        self._seen: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        if self._seen is None:
            return self._own.now()
        theirs, at = self._seen
        return theirs + timedelta(seconds=steady() - at)

    def monotonic(self) -> float:
        return self._own.monotonic()

    def look(self, ask: Callable[[], datetime]) -> None:
        """Ask for the other's time; an answer that took too long says too little."""
        before = steady()
        theirs = ask()
        took = steady() - before
        if self._seen is None or took <= VAGUE:
            self._seen = theirs, before + took / 2


def steady() -> float:
    """Seconds that nobody can set, and that go on while the machine sleeps where it knows how."""
    return time.clock_gettime(BOOT) if BOOT is not None else time.monotonic()


class StepWatch:
    """Notices that the wall clock was set, or that the machine slept.

    Slow drift adds up to a step in the end; whoever re-arms then does so once more than needed.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._origin = self._offset()

    def step(self) -> timedelta | None:
        """How far the wall clock was moved since the last step seen, None while it is steady."""
        moved = self._offset() - self._origin
        if abs(moved) <= STEP:
            return None
        self._origin += moved
        return moved

    def _offset(self) -> datetime:
        return self._clock.now() - timedelta(seconds=self._clock.monotonic())
