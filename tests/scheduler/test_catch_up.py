"""The bot was down, or the clock was set: every date is recorded, and hardly anything is said.

At most one message a person that the clock caused, and what happened with the partner meanwhile
in one more; a step that is too late to speak changes the date in silence.
"""

from datetime import UTC, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest

from scheduler.rules import events as e
from storage.records import OPEN_STATES, DayState
from tests.scheduler.invariants import Watch, check
from tests.scheduler.rig import Heard, Rig

DOWN = {"a minute": 1 / 60, "an hour": 1.1, "26 hours": 26, "8 days": 192}  # hours
HOURS = [6, 8, 12, 20, 21]  # by the clock of Berlin, when it goes down
NEWS = {"partner-thing", "partner-did", "partner-quiet", "partner-quiet-long", "look-again"}
EVERY_DAY = "1234567"


def at(hour: float, day: int = 2) -> datetime:
    """A moment of March 2026 by the clock of Berlin."""
    return datetime(2026, 3, day, tzinfo=UTC) + timedelta(hours=hour - 1)


def pair(rig: Rig, **settings: Any) -> tuple[int, int]:
    ana = rig.person("Ana", weekdays=EVERY_DAY, **settings)
    ben = rig.person("Ben", "Europe/London", weekdays=EVERY_DAY, **settings)
    rig.pact(ana, ben)
    Watch(rig)
    return ana, ben


def since(rig: Rig, start: datetime) -> list[Heard]:
    """The new messages that nobody's own word caused."""
    return [h for h in rig.heard if h.at >= start and h.is_new and h.by is None]


@pytest.mark.parametrize(("length", "hour"), list(product(DOWN, HOURS)))
def test_after_a_time_without_us_one_message_a_person_at_most(
    rig: Rig, length: str, hour: int
) -> None:
    """Ana named her thing, Ben said nothing; both had the usual evening before it went down."""
    ana, ben = pair(rig)
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.keeps(ben, "Call the tax office")
    rig.until(at(hour, day=3) if hour <= 6 else at(hour))
    heard = len(rig.heard)
    rig.down(hours=DOWN[length])
    check(rig)
    for who in (ana, ben):
        new = [h.out.key for h in rig.heard[heard:] if h.to == who and h.is_new]
        assert len([key for key in new if key not in NEWS]) <= 1, new
        assert len([key for key in new if key in NEWS]) <= 1, new
        over = rig.dates(who)[:-1]
        assert all(day.state not in OPEN_STATES for day in over)
        assert rig.today(who).begins_at <= rig.now < rig.today(who).ends_at


def test_eight_days_without_us_are_eight_dates_that_nobody_is_held_to(rig: Rig) -> None:
    ana, _ = pair(rig)
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(12))
    rig.down(days=8)
    ends = [day.state for day in rig.dates(ana)[:-1]]
    assert ends == [DayState.UNASKED] * 8


@pytest.mark.parametrize(
    ("step", "down_at", "hours", "silent"),
    [
        ("morning-question", 7.9, 2.9, False),
        ("morning-question", 7.9, 3.2, True),
        ("check-in", 19.9, 2.9, False),
        ("reminder-call", 20.4, 0.5, False),
        ("reminder-call", 20.4, 0.7, True),
        ("alert", 20.9, 0.7, False),
        ("alert", 20.9, 1, True),
    ],
)
def test_what_comes_too_late_is_not_said(
    rig: Rig, step: str, down_at: float, hours: float, silent: bool
) -> None:
    ana, ben = pair(rig)
    if step != "morning-question":
        rig.until(at(9))
        rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(down_at))
    start = rig.now
    rig.down(hours=hours)
    told = [h.out.key for h in since(rig, start) if h.to == (ben if step == "alert" else ana)]
    assert (step in told) is not silent


def test_who_has_own_question_and_a_call_waiting_hears_one_of_them(rig: Rig) -> None:
    """Down from 20:10 to 20:50 in Berlin: Ana's call is due, and so is Ben's own question."""
    ana = rig.person("Ana", check_in=time(19, 30))
    ben = rig.person("Ben", check_in=time(20, 15))
    rig.pact(ana, ben)
    rig.until(at(9))
    for who in (ana, ben):
        rig.does(who, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(20.2))
    start = rig.now
    rig.down(minutes=40)
    assert [h.out.key for h in since(rig, start) if h.to == ben] == ["check-in"]
    assert [h.out.key for h in since(rig, start) if h.to == ana] == ["presence-offer"]
    check(rig)


def test_what_rings_goes_before_what_does_not(rig: Rig) -> None:
    """Ben named nothing: the call for Ana goes before the question for tomorrow."""
    ana, ben = rig.person("Ana", check_in=time(19, 30)), rig.person("Ben", check_in=time(20, 15))
    rig.pact(ana, ben)
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(20.2))
    start = rig.now
    rig.down(minutes=40)
    assert [h.out.key for h in since(rig, start) if h.to == ben] == ["alert"]


def test_a_call_that_timed_out_meanwhile_is_over_without_a_word(rig: Rig) -> None:
    ana, _ben = pair(rig)
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(21.1))
    start = rig.now
    rig.down(hours=2)
    assert rig.today(ana).state is DayState.CHECKING
    assert since(rig, start + timedelta(minutes=1)) == []
    check(rig)


def test_after_the_evening_was_lost_the_missed_question_is_not_held_against_anyone(
    rig: Rig,
) -> None:
    ana, _ = pair(rig)
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(18))
    rig.down(hours=11)
    assert rig.dates(ana)[0].state is DayState.UNASKED
    assert "check-in" not in rig.told(ana)


def test_the_plan_of_last_night_counts_although_its_morning_was_lost(rig: Rig) -> None:
    ana, ben = pair(rig)
    rig.until(at(3, day=3))
    rig.keeps(ana, "Write to Dr Weiss")
    rig.until(at(7, day=3))
    rig.down(hours=12)
    assert rig.today(ana).state is DayState.COMMITTED
    assert rig.told(ana, at(3, day=3)) == []
    rig.until(at(20.1, day=3))
    assert rig.told(ana, at(3, day=3)) == ["check-in"]
    assert rig.told(ben, at(15, day=3)) == ["partner-thing"]


def test_a_lost_morning_is_asked_once_at_the_check_in(rig: Rig) -> None:
    ana, _ = pair(rig)
    rig.down(hours=13)
    assert rig.told(ana) == []
    rig.until(at(23))
    assert rig.told(ana) == ["morning-question"]


def test_a_lost_morning_is_asked_once_after_the_check_in_too(rig: Rig) -> None:
    ana, _ = pair(rig)
    rig.down(hours=15.5)
    rig.until(at(23))
    assert rig.told(ana) == ["morning-question"]


@pytest.mark.parametrize("back", [1, 24])
@pytest.mark.parametrize("hour", [8.1, 20.6, 21.1])
def test_a_clock_set_back_prompts_nobody_twice(rig: Rig, back: int, hour: float) -> None:
    ana, ben = pair(rig)
    rig.until(at(8.05))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(hour))
    rig.now -= timedelta(hours=back)
    rig.settle()
    rig.until(at(hour))
    rig.until(at(23.9))
    for who in (ana, ben):
        told = rig.told(who)
        assert sorted(told) == sorted(set(told)), told
    rig.until(at(9, day=4))
    assert [day.on.day for day in rig.dates(ana)] == [2, 3, 4]


def test_what_was_named_before_it_went_down_is_told_once_it_is_up(rig: Rig) -> None:
    ana, ben = pair(rig)
    rig.until(at(9.5))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    start = rig.now
    rig.down(hours=5)
    assert rig.told(ben, start) == ["partner-thing"]


def test_named_and_done_while_it_was_down_is_one_piece_of_news(rig: Rig) -> None:
    """Both messages lie in the inbox when it starts: they are heard before the clock."""
    ana, ben = pair(rig)
    rig.until(at(9.5))
    start = rig.now
    rig.now = at(19)
    with rig.store.transaction() as tx:
        tx.inbox.put_many([(1, 100, 100, at(10), rig.now, {})])
    rig.settle()
    assert rig.told(ana, start) == []
    rig.does(ana, e.Named(at(10), "Write to Dr Weiss"))
    rig.does(ana, e.Did(at(15)))
    with rig.store.transaction() as tx:
        tx.inbox.done(1, "handled", rig.now)
    rig.settle()
    assert rig.told(ben, start) == ["partner-did"]
