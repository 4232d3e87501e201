"""Wall times and instants: every zone, every jump of a clock, every label."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules import calendar
from scheduler.rules.calendar import (
    begins,
    check_times,
    ends,
    exists,
    instant,
    is_zone,
    label_at,
    next_asked_label,
    on_label,
)

YEAR = 2026
TIMES = (time(0, 0), time(2, 30), time(9, 0), time(23, 45))
ALL_ZONES = sorted(calendar.zone_names())
FOUR = time(4, 0)
EVERY_DAY = frozenset(range(1, 8))
SECOND = timedelta(seconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


Segment = tuple[datetime, datetime, timedelta]


def offset_at(at: datetime, zone: ZoneInfo) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first second with the later offset, found by halving."""
    before = offset_at(low, zone)
    while high - low > SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if offset_at(middle, zone) == before else (low, middle)
    return high


@cache
def segments(name: str, year: int) -> tuple[Segment, ...]:
    """Stretches of one offset, read off the clock every six hours."""
    zone, step = ZoneInfo(name), timedelta(hours=6)
    start = at = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=3)
    found: list[Segment] = []
    while at < datetime(year + 1, 1, 4, tzinfo=UTC):
        if offset_at(at + step, zone) != offset_at(at, zone):
            change = change_between(at, at + step, zone)
            found.append((start, change, offset_at(at, zone)))
            start = change
        at += step
    return (*found, (start, at, offset_at(at, zone)))


def by_definition(on: date, at: time, name: str) -> datetime:
    """The rule in its own words, over the stretches."""
    wall = datetime.combine(on, at, UTC)
    parts = segments(name, on.year)
    shown = [wall - off for start, end, off in parts if start <= wall - off < end]
    if shown:
        return min(shown)
    jump = next(start for start, _, off in parts[1:] if start + off > wall)
    return jump if jump.astimezone(ZoneInfo(name)).date() == on else jump - SECOND


def days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))


@pytest.mark.slow
def test_every_zone_has_exactly_one_instant_for_every_time_of_every_day() -> None:
    wrong = []
    for name in ALL_ZONES:
        zone = ZoneInfo(name)
        for at in TIMES:
            before = utc("1900-01-01")
            for on in days_of(YEAR):
                found = instant(on, at, name)
                if found.astimezone(zone).date() != on or found <= before:
                    wrong.append((name, on, at, found))
                before = found
    assert wrong == []
    assert len(ALL_ZONES) > 400


@pytest.mark.slow
def test_around_every_change_of_a_clock_the_instant_is_the_one_the_rule_names() -> None:
    wrong, looked_at = [], 0
    for name in ALL_ZONES:
        for _, change, off in segments(name, YEAR)[:-1]:
            middle = (change + off).date()
            for on in (middle + timedelta(days=n) for n in (-1, 0, 1)):
                for quarter in range(96):
                    at = time(quarter // 4, quarter % 4 * 15)
                    looked_at += 1
                    if instant(on, at, name) != by_definition(on, at, name):
                        wrong.append((name, on, at))
    assert wrong == []
    assert looked_at > 50_000


@pytest.mark.parametrize(
    ("zone", "on", "at", "expected"),
    [
        ("Europe/Berlin", "2026-03-04", "20:00", "2026-03-04T19:00:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00"),
        ("America/Nuuk", "2026-03-28", "23:45", "2026-03-29T00:59:59"),
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00:00"),
        ("America/Havana", "2026-03-08", "00:30", "2026-03-08T05:00:00"),
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30:00"),
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00:00"),
        ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28T22:00:00"),
        ("Atlantic/Azores", "2026-03-29", "00:15", "2026-03-29T01:00:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00"),
        ("Antarctica/Troll", "2026-03-29", "02:00", "2026-03-29T01:00:00"),
        ("Asia/Kathmandu", "2026-03-04", "09:00", "2026-03-04T03:15:00"),
    ],
)
def test_known_jumps(zone: str, on: str, at: str, expected: str) -> None:
    found = instant(date.fromisoformat(on), time.fromisoformat(at), zone)
    assert found == utc(expected)
    assert found.tzinfo is UTC


def test_a_fold_or_zone_on_the_given_time_changes_nothing() -> None:
    on, plain = date(2026, 10, 25), time(2, 30)
    assert instant(on, plain.replace(fold=1), "Europe/Berlin") == utc("2026-10-25T00:30:00")
    assert instant(on, plain.replace(tzinfo=UTC), "Europe/Berlin") == utc("2026-10-25T00:30:00")


def test_samoa_never_lived_through_the_thirtieth() -> None:
    assert not exists(date(2011, 12, 30), "Pacific/Apia")
    assert exists(date(2011, 12, 29), "Pacific/Apia")
    assert exists(date(2011, 12, 31), "Pacific/Apia")
    assert exists(date(2011, 12, 30), "Pacific/Auckland")


def test_a_left_out_label_is_empty_and_its_night_belongs_to_the_label_before() -> None:
    zone, gone = "Pacific/Apia", date(2011, 12, 30)
    assert begins(gone, FOUR, zone) == ends(gone, FOUR, zone) == utc("2011-12-30T14:00:00")
    night = utc("2011-12-30T12:00:00")  # 02:00 on the 31st
    assert label_at(night, FOUR, zone) == date(2011, 12, 29)
    assert on_label(date(2011, 12, 29), time(2, 0), FOUR, zone) == night
    assert on_label(gone, time(20, 0), FOUR, zone) == begins(gone, FOUR, zone)


def test_a_time_before_the_day_end_belongs_to_the_following_calendar_day() -> None:
    label, zone = date(2026, 3, 4), "Europe/Berlin"
    assert on_label(label, time(3, 59), FOUR, zone) == utc("2026-03-05T02:59:00")
    assert on_label(label, time(4, 0), FOUR, zone) == utc("2026-03-04T03:00:00")
    assert on_label(label, time(6, 0), time(12, 0), zone) == utc("2026-03-05T05:00:00")


def test_a_time_swallowed_by_a_jump_to_the_day_end_stays_inside_its_label() -> None:
    label, zone = date(2026, 3, 28), "Europe/Helsinki"  # 03:00 jumps to 04:00 on the 29th
    found = on_label(label, time(3, 30), FOUR, zone)
    assert found == ends(label, FOUR, zone) - SECOND
    assert label_at(found, FOUR, zone) == label


def test_where_midnight_comes_twice_the_label_does_not_go_back() -> None:
    zone, label = "America/St_Johns", date(2010, 11, 7)  # 00:01 goes back to 23:01
    first = begins(label, time(0, 0), zone)
    assert label_at(first, time(0, 0), zone) == label
    assert label_at(first + timedelta(minutes=30), time(0, 0), zone) == label
    assert (first + timedelta(minutes=30)).astimezone(ZoneInfo(zone)).date() == date(2010, 11, 6)


instants = st.integers(0, 10_000 * 86_400).map(
    lambda seconds: datetime(2009, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
day_ends = st.integers(0, 48).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@given(now=instants, day_end=day_ends, zone=st.sampled_from(ALL_ZONES))
def test_every_instant_lies_in_exactly_one_label(now: datetime, day_end: time, zone: str) -> None:
    label = label_at(now, day_end, zone)
    assert begins(label, day_end, zone) <= now < ends(label, day_end, zone)
    assert ends(label, day_end, zone) == begins(label + timedelta(days=1), day_end, zone)


@given(
    label=st.dates(date(2009, 1, 1), date(2036, 12, 30)),
    minute=st.integers(0, 1439),
    day_end=day_ends,
    zone=st.sampled_from(ALL_ZONES),
)
def test_every_wall_time_of_a_label_lies_inside_it(
    label: date, minute: int, day_end: time, zone: str
) -> None:
    found = on_label(label, time(minute // 60, minute % 60), day_end, zone)
    if exists(label, zone):
        assert label_at(found, day_end, zone) == label


def test_the_next_asked_label_is_one_of_the_persons_days_after_the_rest() -> None:
    friday = date(2026, 3, 6)
    workdays = frozenset({1, 2, 3, 4, 5})
    assert next_asked_label(friday, workdays) == date(2026, 3, 9)
    assert next_asked_label(friday, EVERY_DAY) == date(2026, 3, 7)
    assert next_asked_label(friday, workdays, rest_until=date(2026, 3, 12)) == date(2026, 3, 13)
    assert next_asked_label(friday, workdays, rest_until=date(2026, 3, 1)) == date(2026, 3, 9)
    assert next_asked_label(friday, frozenset({5})) == date(2026, 3, 13)
    assert next_asked_label(friday, frozenset()) is None
    assert next_asked_label(date(2011, 12, 29), EVERY_DAY, zone="Pacific/Apia") == date(
        2011, 12, 31
    )


@pytest.mark.parametrize(
    ("day_end", "morning", "check_in"),
    [
        ("04:00", "08:00", "20:00"),
        ("12:00", "18:00", "06:00"),
        ("04:00", "04:00", "02:30"),
        ("00:00", "00:00", "22:30"),
        ("12:00", "12:00", "10:30"),
    ],
)
def test_times_that_make_a_day(day_end: str, morning: str, check_in: str) -> None:
    assert check_times(*map(time.fromisoformat, (day_end, morning, check_in))) is None


@pytest.mark.parametrize(
    ("day_end", "morning", "check_in", "better_morning", "better_check_in"),
    [
        ("04:00", "08:00", "03:00", None, "02:30"),
        ("04:00", "21:00", "20:00", "19:45", "21:15"),
        ("04:00", "03:00", "20:00", "04:00", None),
        ("00:00", "08:00", "23:30", None, "22:30"),
        ("04:00", "20:00", "20:00", "19:45", "20:15"),
        ("00:05", "22:31", "22:31", "22:30", "22:32"),
    ],
)
def test_times_that_do_not_make_a_day_get_the_nearest_that_does(
    day_end: str,
    morning: str,
    check_in: str,
    better_morning: str | None,
    better_check_in: str | None,
) -> None:
    found = check_times(*map(time.fromisoformat, (day_end, morning, check_in)))
    assert found is not None
    assert found.morning == (better_morning and time.fromisoformat(better_morning))
    assert found.check_in == (better_check_in and time.fromisoformat(better_check_in))


def test_a_day_end_in_the_afternoon_is_refused_with_the_nearest_that_fits() -> None:
    found = check_times(time(15, 0), time(18, 0), time(6, 0))
    assert found is not None
    assert found.day_end == time(12, 0)


@pytest.mark.parametrize(
    "name",
    [
        "Europe/../etc",
        "../../etc/passwd",
        "/etc/localtime",
        "/usr/share/zoneinfo/Europe/Berlin",
        "Europe/Berlin\0",
        "\0",
        "",
        ".",
        "Europe",
        "europe/berlin",
        "localtime",
        "Factory",
        "posix/Europe/Berlin",
        "A" * 10_000,
        "Europe/" * 5_000,
        "\ud800",
    ],
)
def test_hostile_zone_names_are_no_zones(name: str) -> None:
    assert not is_zone(name)


def test_zones_are_known_by_their_names() -> None:
    assert is_zone("Europe/Berlin")
    assert is_zone("America/Argentina/Buenos_Aires")
    assert is_zone("UTC")
