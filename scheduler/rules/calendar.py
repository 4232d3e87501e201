"""When a wall time of a person's date falls, as an instant, and which date an instant is in.

Rules: pure; a date is a label that begins at the person's day end; every existing label has
exactly one begin, one end and one instant per wall time, whatever its zone's clock does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
LATEST_DAY_END = time(12, 0)
AFTER_CHECK_IN = timedelta(minutes=90)
_DAY_MINUTES = 24 * 60
_NOT_PLACES = {"Factory", "localtime", "posixrules"}


@lru_cache(maxsize=4096)
def instant(on: date, at: time, zone: str) -> datetime:
    """The one instant (UTC) at which the wall clock of `zone` shows `at` on `on`.

    Twice shown: the first. Never shown (the clock jumps over it): the first second whose wall
    clock is later, or, when that is already another date, the second before the jump.
    """
    tz = zone_info(zone)
    wall = datetime.combine(on, at.replace(fold=0, tzinfo=None))
    before = _offset(wall, tz)
    after = _offset(wall.replace(fold=1), tz)
    if before >= after:
        return (wall - before).replace(tzinfo=UTC)
    jump = _jump(wall, wall - after, wall - before, tz)
    return jump if jump.astimezone(tz).date() == on else jump - SECOND


def on_label(label: date, at: time, day_end: time, zone: str) -> datetime:
    """The instant (UTC) of a wall time within the date `label`, always inside it.

    A time before the day end belongs to the following calendar day. On a label that the
    calendar leaves out everything falls on its empty begin.
    """
    if not exists(label, zone):
        return begins(label, day_end, zone)
    if at >= day_end:
        return instant(label, at, zone)
    following = _existing(next_label(label), zone)
    return min(instant(following, at, zone), ends(label, day_end, zone) - SECOND)


def begins(label: date, day_end: time, zone: str) -> datetime:
    """The first instant (UTC) of a label; one that the calendar leaves out is empty."""
    return instant(_existing(label, zone), day_end, zone)


def ends(label: date, day_end: time, zone: str) -> datetime:
    """The first instant (UTC) after a label: the begin of the next one."""
    return begins(next_label(label), day_end, zone)


def label_at(now: datetime, day_end: time, zone: str) -> date:
    """The label with begins <= now < ends; never one that the calendar leaves out."""
    wall = now.astimezone(zone_info(zone))
    label = wall.date() if wall.time() >= day_end else wall.date() - DAY
    while now < begins(label, day_end, zone):
        label -= DAY
    while now >= ends(label, day_end, zone):
        label += DAY
    return label


@lru_cache(maxsize=4096)
def exists(on: date, zone: str) -> bool:
    """Whether any clock of `zone` ever showed that date (Pacific/Apia left out 2011-12-30)."""
    tz = zone_info(zone)
    return instant(on, time.min, zone).astimezone(tz).date() == on


def next_label(label: date) -> date:
    """The label after this one, also when the calendar of a zone leaves it out."""
    return label + DAY


def next_asked_label(
    after: date,
    weekdays: frozenset[int],
    rest_until: date | None = None,
    zone: str | None = None,
) -> date | None:
    """The first label after `after` that is one of the person's days (ISO 1 to 7).

    `rest_until` is the last label of a rest. With a zone, labels that its calendar leaves out
    are passed over. None when the person has no days at all.
    """
    start = max(after, rest_until) if rest_until else after
    coming = (start + DAY * ahead for ahead in range(1, 16))
    ours = (label for label in coming if label.isoweekday() in weekdays)
    return next((label for label in ours if zone is None or exists(label, zone)), None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """For each setting the nearest value that fits when the other two stay; None: none does."""

    day_end: time | None
    morning: time | None
    check_in: time | None


def check_times(day_end: time, morning: time, check_in: time) -> Suggestion | None:
    """None when the three wall times make a day, else what would.

    A day: day end between 00:00 and 12:00, day end <= morning < check-in in the order of the
    label, and 90 minutes from the check-in to the next day end.
    """
    if _make_a_day(day_end, morning, check_in):
        return None
    return Suggestion(
        day_end=_nearest(day_end, lambda at: _make_a_day(at, morning, check_in)),
        morning=_nearest(morning, lambda at: _make_a_day(day_end, at, check_in)),
        check_in=_nearest(check_in, lambda at: _make_a_day(day_end, morning, at)),
    )


def since_day_end(at: time, day_end: time) -> timedelta:
    """How far into a label a wall time lies, on a day without a clock change."""
    return timedelta(minutes=(_minutes(at) - _minutes(day_end)) % _DAY_MINUTES)


def is_zone(name: str) -> bool:
    """Whether this is the exact name of a zone we can compute with; safe for any text."""
    return name in zone_names()


@cache
def zone_names() -> frozenset[str]:
    """Every IANA name of this machine's time zone data."""
    return frozenset(available_timezones()) - _NOT_PLACES


@lru_cache(maxsize=512)
def zone_info(zone: str) -> ZoneInfo:
    """The zone's rules; ZoneInfo keeps only eight of them at hand by itself."""
    return ZoneInfo(zone)


def _offset(wall: datetime, tz: ZoneInfo) -> timedelta:
    offset = tz.utcoffset(wall)
    assert offset is not None  # only None for None
    return offset


def _jump(wall: datetime, early: datetime, late: datetime, tz: ZoneInfo) -> datetime:
    """The first second (UTC) whose wall clock is past `wall`; it lies in (early, late]."""
    low, high = 0, int((late - early).total_seconds())
    start = early.replace(tzinfo=UTC)
    while high - low > 1:
        middle = (low + high) // 2
        shown = (start + SECOND * middle).astimezone(tz).replace(tzinfo=None)
        low, high = (low, middle) if shown >= wall else (middle, high)
    return (start + SECOND * high).replace(microsecond=0)


def _existing(label: date, zone: str) -> date:
    while not exists(label, zone):
        label += DAY
    return label


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _make_a_day(day_end: time, morning: time, check_in: time) -> bool:
    opening, asking = since_day_end(morning, day_end), since_day_end(check_in, day_end)
    return day_end <= LATEST_DAY_END and opening < asking <= DAY - AFTER_CHECK_IN


def _nearest(wanted: time, fits: Callable[[time], bool]) -> time | None:
    """Quarter hours first: nobody wants to be told 20:01."""
    for step in (15, 1):
        near = (at for at in _outwards(wanted, step) if fits(at))
        if (found := next(near, None)) is not None:
            return found
    return None


def _outwards(wanted: time, step: int) -> Iterator[time]:
    here = _minutes(wanted)

    def distance(at: int) -> int:
        return min((at - here) % _DAY_MINUTES, (here - at) % _DAY_MINUTES)

    for at in sorted(range(0, _DAY_MINUTES, step), key=distance):
        yield time(at // 60, at % 60)
