"""Whether two people's hours leave room for the call, and what would make some.

Rules: pure; one date stands for all of the same weekday and clock offsets; what is proposed was
tried out for the whole coming year before.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from scheduler.rules.calendar import (
    AFTER_CHECK_IN,
    DAY,
    check_times,
    exists,
    label_at,
    on_label,
    since_day_end,
    zone_info,
)
from scheduler.rules.hours import Hours, Side, Span, Window, around

UNTIL_ALERT = timedelta(minutes=60)
AWAKE = timedelta(hours=15)  # no call is proposed before someone's morning or later than this
_HALF_HOUR = timedelta(minutes=30)
_QUARTER = timedelta(minutes=15)
_A_YEAR = 366


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would have to change for the call to fit; what is None stays as it is."""

    check_in: time | None = None
    own: Hours | None = None
    partner: Hours | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the call always has room; else the first date without, and what would help."""

    fits: bool
    first_clash: date | None = None
    proposals: tuple[Proposal, ...] = ()


def call_fits(person: Side, partner: Side, now: datetime) -> Fit:
    """Whether check-in + 60 to + 90 min lies in both call hours on every day of a year.

    Looks at the person's days from `now` on, once for each combination of weekday and clock
    offsets. Proposals are tried out before they are made: each of them fits for the whole year.
    """
    samples = _samples(person, partner, now)
    clash = _first_clash(samples, person.check_in, person)
    if clash is None:
        return Fit(True)
    hours = _other_hours(samples, person, partner, now)
    found = (*hours, *_other_times(samples, person))
    return Fit(False, clash, found or tuple(_both(samples, person, partner, now)))


@dataclass(frozen=True, slots=True)
class _Sample:
    """One date that stands for all of its kind, and both people's call hours around it."""

    label: date
    own: tuple[Window, ...]
    partner: tuple[Window, ...]

    def has_room(self, call: Window) -> bool:
        return _covers(self.own, call) and _covers(self.partner, call)


def _covers(windows: Iterable[Window], call: Window) -> bool:
    return any(start <= call[0] and call[1] <= end for start, end in windows)


def _call(label: date, check_in: time, person: Side) -> Window:
    asked = on_label(label, check_in, person.day_end, person.zone)
    return asked + UNTIL_ALERT, asked + AFTER_CHECK_IN


def _samples(person: Side, partner: Side, now: datetime) -> tuple[_Sample, ...]:
    kinds: dict[tuple[object, ...], tuple[date, datetime]] = {}
    for label in _asked_labels(person, now):
        at = on_label(label, person.check_in, person.day_end, person.zone)
        kinds.setdefault(_kind(label, at, person, partner), (label, at))
    return tuple(
        _Sample(label, _side_around(person, at), _side_around(partner, at))
        for label, at in kinds.values()
    )


def _asked_labels(person: Side, now: datetime) -> Iterator[date]:
    first = label_at(now, person.day_end, person.zone)
    year = (first + DAY * n for n in range(_A_YEAR))
    return (
        label
        for label in year
        if label.isoweekday() in person.hours.weekdays and exists(label, person.zone)
    )


def _kind(label: date, at: datetime, person: Side, partner: Side) -> tuple[object, ...]:
    """Dates with the same weekday and the same offsets two days around behave the same."""
    moments = (at - 2 * DAY, at, at + 2 * DAY)
    own, other = zone_info(person.zone), zone_info(partner.zone)
    return (
        label.isoweekday(),
        *(moment.astimezone(own).utcoffset() for moment in moments),
        *(moment.astimezone(other).utcoffset() for moment in moments),
    )


def _side_around(side: Side, at: datetime) -> tuple[Window, ...]:
    return around(side.hours, at, side.zone, side.day_end)


def _first_clash(samples: Iterable[_Sample], check_in: time, person: Side) -> date | None:
    clashes = (s.label for s in samples if not s.has_room(_call(s.label, check_in, person)))
    return min(clashes, default=None)


def _other_hours(
    samples: tuple[_Sample, ...], person: Side, partner: Side, now: datetime
) -> Iterator[Proposal]:
    """Wider hours for whoever lacks them, if they keep out of the night."""
    calls = [(s, _call(s.label, person.check_in, person)) for s in samples]
    own = _widened(person, [call for s, call in calls if not _covers(s.own, call)])
    other = _widened(partner, [call for s, call in calls if not _covers(s.partner, call)])
    if own is None or other is None:
        return
    again = _samples(replace(person, hours=own), replace(partner, hours=other), now)
    if _first_clash(again, person.check_in, person) is None:
        yield Proposal(
            own=own if own != person.hours else None,
            partner=other if other != partner.hours else None,
        )


def _both(
    samples: tuple[_Sample, ...], person: Side, partner: Side, now: datetime
) -> Iterator[Proposal]:
    """For far apart clocks: the nearest full hour at which wider hours are enough."""
    at = _from_day_end(time(0))
    hours = (at(timedelta(hours=n)) for n in range(24))
    for check_in in sorted(hours, key=lambda hour: _apart(hour, person.check_in)):
        if check_times(person.day_end, person.morning, check_in) is None:
            moved = replace(person, check_in=check_in)
            for found in _other_hours(samples, moved, partner, now):
                yield replace(found, check_in=check_in)
                return


def _apart(one: time, other: time) -> timedelta:
    return min(since_day_end(one, other), since_day_end(other, one))


def _widened(side: Side, calls: Iterable[Window]) -> Hours | None:
    """The side's hours, as much wider as these calls need; None when one falls into the night."""
    hours = side.hours
    for start, end in calls:
        label = label_at(start, side.day_end, side.zone)
        span = _stretched(hours.on(label), side, _wall(start, side), _wall(end, side))
        if span is None:
            return None
        working = label.isoweekday() in hours.weekdays
        hours = replace(hours, working=span) if working else replace(hours, free=span)
    return hours


def _stretched(span: Span, side: Side, start: time, end: time) -> Span | None:
    """Counted from the day end, so that a night stays in one piece; to the half hour."""
    earliest = since_day_end(side.morning, side.day_end)
    first, last = (since_day_end(at, side.day_end) for at in (start, end))
    first -= first % _HALF_HOUR
    last += -last % _HALF_HOUR
    if not earliest <= first < last <= earliest + AWAKE:
        return None
    opening = since_day_end(span[0], side.day_end)
    closing = opening + (since_day_end(span[1], span[0]) or DAY)
    at = _from_day_end(side.day_end)
    return at(min(opening, first)), at(max(closing, last))


def _from_day_end(day_end: time) -> Callable[[timedelta], time]:
    base = datetime.combine(date(2000, 1, 1), day_end, UTC)
    return lambda since: (base + since).time()


def _wall(at: datetime, side: Side) -> time:
    return at.astimezone(zone_info(side.zone)).time()


def _other_times(samples: tuple[_Sample, ...], person: Side) -> Iterator[Proposal]:
    """The nearest earlier and the nearest later check-in with room, in quarter hours."""
    at = _from_day_end(person.day_end)
    now = since_day_end(person.check_in, person.day_end)
    earlier = (at(since) for since in _steps(now - now % _QUARTER, -_QUARTER))
    later = (at(since) for since in _steps(now + -now % _QUARTER, _QUARTER))
    for times in (earlier, later):
        possible = (t for t in times if check_times(person.day_end, person.morning, t) is None)
        fitting = (t for t in possible if _first_clash(samples, t, person) is None)
        if (found := next(fitting, None)) is not None:
            yield Proposal(check_in=found)


def _steps(start: timedelta, step: timedelta) -> Iterator[timedelta]:
    since = start
    while timedelta(0) <= since < DAY:
        yield since
        since += step
