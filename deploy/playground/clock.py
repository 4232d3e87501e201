"""A clock that can be moved on: real time plus an offset that only ever grows.

Rule: this and the system's clock are the only places that read the real time.
"""

import time
from datetime import UTC, datetime, timedelta


class SkippingClock:
    """The playground's time; satisfies the house's Clock."""

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start` (aware), or at the real present without one."""
        self._offset = start - _real_now() if start else timedelta(0)

    def now(self) -> datetime:
        """The present of the playground, aware and in UTC; it runs at the real pace."""
        return _real_now() + self._offset

    def monotonic(self) -> float:
        """Seconds that never go back; what was skipped counts, so that pauses end with it."""
        return time.monotonic() + self._offset.total_seconds()

    def skip_to(self, instant: datetime) -> None:
        """Make `instant` the present; an instant already behind us changes nothing."""
        ahead = instant - self.now()
        if ahead > timedelta(0):
            self._offset += ahead


def _real_now() -> datetime:
    return datetime.now(UTC)
