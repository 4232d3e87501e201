"""Small cases that random lives stumbled over, each as short as it gets."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from scheduler.rules import events as e
from scheduler.rules.forms import Stay
from storage.records import Call, CallOutcome, CallState, DayState, StepKind
from tests.scheduler.rig import Rig


@pytest.fixture
def two(rig: Rig) -> tuple[int, int]:
    """Ana and Ben in Berlin, with a pact; both are in their first ordinary date."""
    ana, ben = rig.person("Ana"), rig.person("Ben")
    rig.pact(ana, ben)
    return ana, ben


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    """A moment of March 2026 by the clock of Berlin."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def asked(rig: Rig, ana: int) -> None:
    """Ana has named a thing and was asked at 20:00."""
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(20, 5))


def alerted(rig: Rig, ana: int) -> Call:
    """Ana did not answer, and her partner is asked to call at 21:00."""
    asked(rig, ana)
    rig.until(at(21, 1))
    return rig.calls(ana)[0]


def taken(rig: Rig, ana: int, ben: int) -> Call:
    call = alerted(rig, ana)
    rig.does(ben, e.Taken(rig.now), call=call.id)
    return rig.calls(ana)[0]


def test_a_done_named_late_ends_a_call_that_was_asked_for(rig: Rig, two: tuple[int, int]) -> None:
    ana, _ = two
    rig.until(at(18, 30))
    rig.does(ana, e.CallWanted(rig.now))
    rig.does(ana, e.DidThis(rig.now, "Tidy the desk"))
    assert rig.calls(ana)[0].state is CallState.ENDED


def test_a_pact_that_ends_before_anything_was_named_ends_its_call(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, ben = two
    rig.until(at(18, 30))
    rig.does(ana, e.CallWanted(rig.now))
    rig.part(ben)
    assert rig.calls(ana)[0].outcome == CallOutcome.WITHDRAWN


def test_company_asked_for_twice_is_one_company(rig: Rig, two: tuple[int, int]) -> None:
    ana, _ = two
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.does(ana, e.PresenceTaken(rig.now, 15))
    assert isinstance(rig.does(ana, e.PresenceTaken(rig.now, 15)), Stay)
    asked(rig, ana)
    rig.does(ana, e.PresenceTaken(rig.now, 15))
    rig.passes(minutes=1)
    assert isinstance(rig.does(ana, e.PresenceTaken(rig.now, 25)), Stay)
    assert rig.calls(ana)[0].until == at(20, 20)


def test_company_takes_the_place_of_an_alert_nobody_answered_yet(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, _ = two
    call = alerted(rig, ana)
    rig.does(ana, e.PresenceTaken(rig.now, 15))
    presence, before = rig.calls(ana)[:2]
    assert (before.id, before.outcome) == (call.id, CallOutcome.WITHDRAWN)
    assert presence.caller_id is None
    assert rig.today(ana).state is DayState.HELPING


def test_company_does_not_push_out_a_caller(rig: Rig, two: tuple[int, int]) -> None:
    ana, ben = two
    call = taken(rig, ana, ben)
    assert isinstance(rig.does(ana, e.PresenceTaken(rig.now, 15)), Stay)
    assert [c.id for c in rig.calls(ana) if c.state is not CallState.ENDED] == [call.id]


def test_a_pause_while_the_caller_rings_leaves_the_call_alone(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, ben = two
    taken(rig, ana, ben)
    rig.does(ana, e.PauseBegan(rig.now))
    assert rig.today(ana).state is DayState.HELPING
    assert rig.calls(ana)[0].state is CallState.TAKEN


@pytest.mark.parametrize("event", [e.PauseBegan, e.Rested, e.LetGo, e.CallWavedOff])
def test_after_a_no_in_the_evening_nobody_is_asked_to_call(
    rig: Rig, two: tuple[int, int], event: type[e.Event]
) -> None:
    ana, _ = two
    asked(rig, ana)
    rig.does(ana, event(rig.now))
    rig.until(at(23))
    assert rig.calls(ana) == []
    assert "reminder-call" not in rig.told(ana)


def test_an_alert_that_nobody_took_ends_with_the_date(rig: Rig) -> None:
    late: dict[str, Any] = {"day_end": time(0), "morning": time(6), "call_to": time(0)}
    ana, ben = rig.person("Ana", **late), rig.person("Ben", **late)
    rig.pact(ana, ben)
    rig.until(at(23, 50))
    rig.does(ana, e.CallWanted(rig.now))
    assert rig.calls(ana)[0].state is CallState.ALERTED
    rig.until(at(0, 1, day=3))
    assert rig.calls(ana)[0].outcome == CallOutcome.UNANSWERED


def test_a_date_is_missed_only_if_it_was_asked_about(rig: Rig, two: tuple[int, int]) -> None:
    ana, _ = two
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.fate = lambda out: "refused" if out.key == "check-in" else "taken"
    rig.until(at(20, 1))
    rig.does(ana, e.PresenceTaken(rig.now, 25))
    assert rig.today(ana).state is DayState.HELPING
    rig.down(hours=9)
    assert rig.dates(ana)[0].state is DayState.UNASKED


def test_company_stays_when_the_pact_ends(rig: Rig, two: tuple[int, int]) -> None:
    ana, ben = two
    asked(rig, ana)
    rig.does(ana, e.PresenceTaken(rig.now, 25))
    rig.part(ben)
    assert rig.calls(ana)[0].state is CallState.TAKEN
    assert rig.today(ana).state is DayState.HELPING


def test_an_alert_waits_no_longer_than_the_call_hours(rig: Rig) -> None:
    ana, ben = rig.person("Ana"), rig.person("Ben", call_to=time(21, 10))
    rig.pact(ana, ben)
    alerted(rig, ana)
    rig.until(at(21, 10))
    assert rig.calls(ana)[0].outcome == CallOutcome.UNANSWERED
    assert rig.told(ana)[-1] == "presence-offer"


def test_an_alert_held_up_past_the_call_hours_is_not_sent(rig: Rig) -> None:
    ana, ben = rig.person("Ana"), rig.person("Ben", call_to=time(21, 10))
    rig.pact(ana, ben)
    asked(rig, ana)
    rig.until(at(20, 59))
    rig.telegram_is_up = False
    rig.until(at(21, 15))
    rig.telegram_is_up = True
    rig.settle()
    assert "alert" not in rig.told(ben)
    assert rig.calls(ana)[0].outcome == CallOutcome.UNANSWERED


def test_a_done_taken_back_brings_the_reminder_and_the_call_back(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, _ = two
    asked(rig, ana)
    before = {(s.kind, s.due_at) for s in rig.steps(ana)}
    rig.does(ana, e.Did(rig.now))
    rig.does(ana, e.Undone(rig.now))
    assert {(s.kind, s.due_at) for s in rig.steps(ana)} == before
    assert (StepKind.ALERT, at(21)) in before


def test_a_done_of_a_date_in_which_the_question_was_asked_can_be_undone_with_its_nudge(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, _ = two
    rig.until(at(8, 5))
    before = {(s.kind, s.due_at) for s in rig.steps(ana)}
    rig.does(ana, e.DidThis(rig.now, "Tidy the desk"))
    rig.does(ana, e.Undone(rig.now))
    assert {(s.kind, s.due_at) for s in rig.steps(ana)} == before


def test_done_with_a_caller_after_a_done_of_ones_own_is_undone_at_once(
    rig: Rig, two: tuple[int, int]
) -> None:
    """Undo leads out of the done, not from one kind of done into another."""
    ana, ben = two
    call = taken(rig, ana, ben)
    rig.does(ben, e.Together(rig.now), call=call.id)
    assert rig.today(ana).state is DayState.RESCUED
    rig.does(ana, e.Undone(rig.now))
    assert rig.today(ana).state is DayState.CHECKING


def test_a_call_under_way_is_followed_by_one_question(rig: Rig, two: tuple[int, int]) -> None:
    ana, ben = two
    call = taken(rig, ana, ben)
    rig.does(ben, e.GotGoing(rig.now), call=call.id)
    since = rig.now + timedelta(minutes=1)
    rig.until(at(3, day=3))
    assert rig.told(ana, since) == ["check-in"]


def test_not_quite_yet_means_nothing_to_an_ended_pact(rig: Rig, two: tuple[int, int]) -> None:
    ana, ben = two
    call = taken(rig, ana, ben)
    rig.does(ben, e.Together(rig.now), call=call.id)
    rig.part(ana)
    assert isinstance(rig.does(ana, e.NotYet(rig.now), call=call.id), Stay)
    assert rig.calls(ana)[0].state is CallState.ENDED


def test_not_quite_yet_means_nothing_once_the_date_is_over(rig: Rig) -> None:
    late: dict[str, Any] = {
        "day_end": time(0),
        "morning": time(6),
        "call_to": time(0),
        "check_in": time(22),
    }
    ana, ben = rig.person("Ana", **late), rig.person("Ben", **late)
    rig.pact(ana, ben)
    rig.until(at(9))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.until(at(23, 5))
    call = rig.calls(ana)[0]
    rig.does(ben, e.Taken(rig.now), call=call.id)
    rig.until(at(23, 50))
    rig.does(ben, e.Together(rig.now), call=call.id)
    rig.until(at(0, 5, day=3))
    assert isinstance(rig.does(ana, e.NotYet(rig.now), call=call.id), Stay)
    assert rig.calls(ana)[0].state is CallState.ENDED


def test_i_am_here_now_does_not_bring_back_who_has_left(rig: Rig, two: tuple[int, int]) -> None:
    ana, ben = two
    call = taken(rig, ana, ben)
    rig.does(ben, e.FoundNobody(rig.now), call=call.id)
    rig.part(ben)
    rig.does(ana, e.IsHere(rig.now), call=call.id)
    assert rig.calls(ana)[0].state is CallState.ENDED


def test_an_alert_that_was_declined_cannot_be_taken_after_the_caller_left(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, ben = two
    call = alerted(rig, ana)
    rig.does(ben, e.Declined(rig.now), call=call.id)
    rig.part(ben)
    rig.does(ben, e.Taken(rig.now), call=call.id)
    assert rig.calls(ana)[0].state is CallState.ENDED


def test_of_steps_played_together_each_sees_what_the_one_before_did(rig: Rig) -> None:
    """Back after a night: Ana's news of Monday meets Ben's Tuesday, which is a day of rest."""
    ana, ben = rig.person("Ana"), rig.person("Ben", weekdays="1")
    rig.pact(ana, ben)
    rig.until(at(8, 30))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
    rig.down(hours=24)
    assert rig.today(ben).state is DayState.REST
    assert "partner-thing" not in rig.told(ben)


def test_what_is_kept_for_tomorrow_before_the_morning_is_not_taken_for_today(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, _ = two
    rig.keeps(ana, "Call the tax office")
    rig.until(at(8))
    assert rig.told(ana) == ["morning-question"]
    rig.until(at(8, day=3))
    assert rig.today(ana).text == "Call the tax office"


def test_a_done_taken_back_after_the_call_hour_calls_nobody(
    rig: Rig, two: tuple[int, int]
) -> None:
    ana, ben = two
    with_calls_later = {"call_from": time(22), "call_to": time(23)}
    rig.changes(ben, **with_calls_later)
    asked(rig, ana)
    rig.until(at(21, 30))
    assert rig.told(ana)[-1] == "presence-offer"
    rig.does(ana, e.Did(rig.now))
    rig.does(ana, e.Undone(rig.now))
    rig.until(at(23))
    assert rig.told(ana)[-1] == "presence-offer"
    assert rig.calls(ana) == []


def test_a_rest_taken_back_by_naming_lets_nothing_go(rig: Rig, two: tuple[int, int]) -> None:
    ana, _ = two
    rig.until(at(9))
    rig.does(ana, e.Rested(rig.now))
    rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))

    assert not rig.today(ana).let_go
