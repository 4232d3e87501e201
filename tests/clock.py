"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
"A Wednesday, in winter time, before anybody's morning question."


class TestClock:
    """Satisfies the house's Clock."""

    __test__ = False

    def __init__(self, now: datetime = MORNING) -> None:
        self._now, self._passed = now, 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._passed

    def move_to(self, instant: datetime) -> None:
        """Let time pass until `instant`; one already behind us changes nothing."""
        self.pass_for(max(instant - self._now, timedelta()))

    def pass_for(self, span: timedelta) -> None:
        self._now += span
        self._passed += span.total_seconds()

    def set_to(self, instant: datetime) -> None:
        """The wall clock is set, forth or back; no time passes by it."""
        self._now = instant
