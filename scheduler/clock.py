"""The only place that reads the time.

Everywhere else an instant is an argument: read once per unit of work, aware, in UTC.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEP = timedelta(seconds=2)


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
