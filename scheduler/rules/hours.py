"""When a person may be called.

Rules: pure; hours are wall times of a label, its weekday decides which; they may cross midnight.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.rules.calendar import DAY, exists, instant, label_at, next_label, on_label
from storage.records import Person

Span = tuple[time, time]
Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """From and to in wall time, on the person's days (ISO 1 to 7) and on the others."""

    working: Span = (time(18), time(22))
    free: Span = (time(10), time(22))
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})

    def on(self, label: date) -> Span:
        return self.working if label.isoweekday() in self.weekdays else self.free


@dataclass(frozen=True, slots=True)
class Side:
    """What of one person decides when a call can be: zone, times of the day, call hours."""

    zone: str
    hours: Hours = Hours()
    day_end: time = time(4)
    morning: time = time(8)
    check_in: time = time(20)

    @classmethod
    def of(cls, person: Person) -> "Side":
        hours = Hours(
            working=(person.call_from, person.call_to),
            free=(person.free_from, person.free_to),
            weekdays=frozenset(int(day) for day in person.weekdays),
        )
        return cls(person.zone, hours, person.day_end, person.morning, person.check_in)


def within(hours: Hours, at: datetime, zone: str, day_end: time = time(4)) -> bool:
    """Whether the person may be called at this instant."""
    return closes(hours, at, zone, day_end) is not None


def closes(hours: Hours, at: datetime, zone: str, day_end: time = time(4)) -> datetime | None:
    """When (UTC) the call hours that are open at this instant end; None outside of them."""
    end = None
    for start, until in sorted(around(hours, at, zone, day_end)):
        if start <= (end or at) < until:  # hours that go on from date to date have no end between
            end = until
    return end


def opens(hours: Hours, at: datetime, zone: str, day_end: time = time(4)) -> datetime:
    """The first instant (UTC) from `at` on at which the person may be called."""
    if within(hours, at, zone, day_end):
        return at
    label = label_at(at, day_end, zone) - DAY
    starts = (_window(hours, label + DAY * n, zone, day_end)[0] for n in range(5))
    return min(start for start in starts if start > at)


def _window(hours: Hours, label: date, zone: str, day_end: time) -> Window:
    """The label's call hours; equal times mean the whole day round."""
    start, end = hours.on(label)
    opening = on_label(label, start, day_end, zone)
    if not exists(label, zone):
        return opening, opening
    on = label if start >= day_end else next_label(label)
    return opening, instant(on if end > start else next_label(on), end, zone)


def around(hours: Hours, at: datetime, zone: str, day_end: time) -> tuple[Window, ...]:
    label = label_at(at, day_end, zone)
    return tuple(_window(hours, label + DAY * n, zone, day_end) for n in (-1, 0, 1))
