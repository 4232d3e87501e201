"""Whole dates lived through every kind of clock change, and through moves around the world.

Each label is asked exactly once and ends in exactly one state, whatever the clock of the place
does that night.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from scheduler.rules import events as e
from scheduler.rules.calendar import exists, instant
from storage.records import DayState
from tests.scheduler.invariants import Watch, check
from tests.scheduler.rig import Rig, a_rig

QUESTIONS = {"morning-question", "morning-planned", "morning-after-open", "kind-question"}
CHANGES = {  # the date on which the clock moves, and how
    "Cairo, gap at midnight": ("Africa/Cairo", date(2026, 4, 24)),
    "Cairo, fold at midnight": ("Africa/Cairo", date(2026, 10, 30)),
    "Havana, gap at midnight": ("America/Havana", date(2026, 3, 8)),
    "Havana, fold at one": ("America/Havana", date(2026, 11, 1)),
    "Santiago, gap at midnight": ("America/Santiago", date(2026, 9, 6)),
    "Santiago, fold at midnight": ("America/Santiago", date(2026, 4, 5)),
    "Beirut, gap at midnight": ("Asia/Beirut", date(2026, 3, 29)),
    "Beirut, fold at midnight": ("Asia/Beirut", date(2026, 10, 25)),
    "Azores, gap at midnight": ("Atlantic/Azores", date(2026, 3, 29)),
    "Azores, fold at one": ("Atlantic/Azores", date(2026, 10, 25)),
    "Nuuk, gap up to midnight": ("America/Nuuk", date(2026, 3, 28)),
    "Nuuk, fold at midnight": ("America/Nuuk", date(2026, 10, 24)),
    "Lord Howe, half an hour forth": ("Australia/Lord_Howe", date(2026, 10, 4)),
    "Lord Howe, half an hour back": ("Australia/Lord_Howe", date(2026, 4, 5)),
    "Troll, two hours forth": ("Antarctica/Troll", date(2026, 3, 29)),
    "Troll, two hours back": ("Antarctica/Troll", date(2026, 10, 25)),
    "Berlin, gap at two": ("Europe/Berlin", date(2026, 3, 29)),
    "Berlin, fold at two": ("Europe/Berlin", date(2026, 10, 25)),
    "Apia, a date left out": ("Pacific/Apia", date(2011, 12, 30)),
}
EARLY: dict[str, Any] = {"day_end": time(0), "morning": time(0), "check_in": time(22)}
NIGHT: dict[str, Any] = {"day_end": time(12), "morning": time(18), "check_in": time(2, 30)}
USUAL: dict[str, Any] = {"day_end": time(4), "morning": time(8), "check_in": time(20)}
EDGE: dict[str, Any] = {"day_end": time(2, 30), "morning": time(2, 45), "check_in": time(23, 45)}
WORLD = "1234567"
AT_NIGHT = [name for name in CHANGES if "at two" in name or "Howe" in name]


def live(rig: Rig, days: float, naming: set[int]) -> None:
    """Let the days pass; those who name do so as soon as they were asked, and do it at night."""
    until = rig.now + timedelta(days=days)
    while (at := rig.next_due()) is not None and at <= until:
        rig.until(max(at, rig.now))
        for who in naming:
            answer(rig, who)
    check(rig)


def answer(rig: Rig, who: int) -> None:
    state = rig.today(who).state
    if state is DayState.ASKED:
        rig.does(who, e.Named(rig.now, "Write to Dr Weiss"))
    elif state is DayState.CHECKING:
        rig.does(who, e.Did(rig.now))


def asked(rig: Rig, who: int) -> dict[date, int]:
    """How often each date was asked about in its morning."""
    on = {day.id: day.on for day in rig.dates(who)}
    count = dict.fromkeys(on.values(), 0)
    for heard in rig.heard:
        if heard.to == who and heard.out.key in QUESTIONS and heard.out.day_id is not None:
            count[on[heard.out.day_id]] += 1
    return count


@pytest.mark.parametrize("change", CHANGES)
def test_every_date_is_asked_once_and_ends_once(change: str) -> None:
    """One lives right at midnight, one through a night that has a gap; both do their thing."""
    zone, on = CHANGES[change]
    lived_through(zone, on, [EARLY, NIGHT] if "gap" in change else [EARLY])


@pytest.mark.parametrize("change", AT_NIGHT)
def test_a_change_before_the_morning_or_right_at_the_day_end_moves_nothing(change: str) -> None:
    zone, on = CHANGES[change]
    lived_through(zone, on, [USUAL, EDGE])


def lived_through(zone: str, on: date, ways: list[dict[str, Any]]) -> None:
    """Three dates around the change, by people with these times."""
    begin = instant(on - timedelta(days=1), time(0), zone)
    with a_rig(begin) as rig:
        Watch(rig)
        people = [rig.person(f"P{n}", zone, weekdays=WORLD, **own) for n, own in enumerate(ways)]
        live(rig, days=3.1, naming=set(people))
        for who in people:
            over = [day for day in rig.dates(who)[:-1] if day.begins_at >= begin]
            assert on in {day.on for day in over}
            wanted = {day.on: int(exists(day.on, zone)) for day in over}
            counted = asked(rig, who)
            assert {label: counted[label] for label in wanted} == wanted
            done = {day.on for day in over if day.state is DayState.DONE}
            assert done == {label for label, times in wanted.items() if times}


MOVES = [
    ("Pacific/Auckland", "America/Los_Angeles"),
    ("America/Los_Angeles", "Pacific/Auckland"),
    ("Europe/Berlin", "Asia/Tokyo"),
    ("Asia/Tokyo", "Europe/Berlin"),
    ("Pacific/Kiritimati", "Pacific/Pago_Pago"),
    ("Pacific/Pago_Pago", "Pacific/Kiritimati"),
]


@pytest.mark.parametrize(("before", "after"), MOVES)
@pytest.mark.parametrize("hour", [9, 21])
def test_a_move_never_asks_twice_nor_calls_a_lived_date_missed(
    before: str, after: str, hour: int
) -> None:
    """Moves at some hour of the second date, in the middle of what is going on."""
    with a_rig(instant(date(2026, 5, 4), time(4), before)) as rig:
        ana = rig.person("Ana", before, weekdays=WORLD)
        live(rig, days=1, naming={ana})
        rig.until(instant(date(2026, 5, 5), time(hour), before))
        answer(rig, ana)
        rig.changes(ana, zone=after)
        check(rig)
        live(rig, days=3.2, naming={ana})
        over = rig.dates(ana)[:-1]
        assert max(asked(rig, ana).values()) == 1
        assert {day.state for day in over} <= {DayState.DONE, DayState.UNASKED, DayState.REST}
        assert [day.state for day in over].count(DayState.DONE) >= 3


def test_there_and_back_again_within_an_hour_changes_nothing_for_the_open_date() -> None:
    with a_rig(datetime(2026, 5, 4, 5, tzinfo=UTC)) as rig:
        ana = rig.person("Ana", "Europe/Berlin")
        rig.passes(hours=4)
        rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
        before = rig.today(ana)
        rig.changes(ana, zone="Asia/Tokyo")
        rig.changes(ana, zone="Europe/Berlin")
        after = rig.today(ana)
        assert (after.state, after.text, after.on) == (before.state, before.text, before.on)
        assert after.ends_at >= before.ends_at
        rig.passes(days=2)
        check(rig)
        assert max(asked(rig, ana).values()) == 1


def test_a_person_in_auckland_and_one_in_los_angeles_live_each_their_own_day() -> None:
    with a_rig(datetime(2026, 4, 2, 0, tzinfo=UTC)) as rig:
        Watch(rig)
        hours: dict[str, Any] = {
            "call_from": time(7),
            "call_to": time(23),
            "free_from": time(7),
            "free_to": time(23),
        }
        ana = rig.person("Ana", "Pacific/Auckland", weekdays=WORLD, **hours)
        ben = rig.person("Ben", "America/Los_Angeles", weekdays=WORLD, **hours)
        rig.pact(ana, ben)
        until = rig.now + timedelta(days=6)
        while (at := rig.next_due()) is not None and at <= until:
            rig.until(max(at, rig.now))
            for who in (ana, ben):
                if rig.today(who).state is DayState.ASKED:
                    rig.does(who, e.Named(rig.now, "Write to Dr Weiss"))
        check(rig)
        for who in (ana, ben):
            assert set(asked(rig, who).values()) <= {0, 1}
            assert {day.state for day in rig.dates(who)[1:-1]} == {DayState.MISSED}
