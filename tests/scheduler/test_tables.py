"""The two tables alone: no database, no clock, no Telegram."""

from itertools import product

import pytest

from scheduler.rules.call import CALL
from scheduler.rules.day import DAY, WAITS
from scheduler.rules.events import CALL_EVENTS, DAY_EVENTS, FROM_CLOCK, Event
from scheduler.rules.forms import Back, Close, If, Move, Rule, Say, Stay, leaves
from scheduler.rules.yesterday import YESTERDAY
from scheduler.tell import BUILD
from storage.records import OPEN_STATES, CallState, DayState, StepKind

DAY_CELLS = [
    (table, state, event)
    for table in (DAY, YESTERDAY)
    for state, event in product(DayState, DAY_EVENTS)
]
CALL_CELLS = list(product(CallState, CALL_EVENTS))
EVERY_RULE = [table[state][event] for table, state, event in DAY_CELLS] + [
    CALL[state][event] for state, event in CALL_CELLS
]


def depth(rule: Rule) -> int:
    return 1 + max(depth(rule.then), depth(rule.otherwise)) if isinstance(rule, If) else 0


@pytest.mark.parametrize("table", [DAY, YESTERDAY], ids=["day", "yesterday"])
def test_every_event_has_a_rule_in_every_state_of_a_day(
    table: dict[DayState, dict[type[Event], Rule]],
) -> None:
    assert {state: set(table[state]) for state in table} == {
        state: set(DAY_EVENTS) for state in DayState
    }


def test_every_event_has_a_rule_in_every_state_of_a_call() -> None:
    assert {state: set(CALL[state]) for state in CALL} == {
        state: set(CALL_EVENTS) for state in CallState
    }


def test_a_condition_is_at_most_two_deep() -> None:
    assert max(depth(rule) for rule in EVERY_RULE) <= 2


def test_every_notice_that_a_rule_tells_can_be_built() -> None:
    told = {
        kind
        for rule in EVERY_RULE
        for leaf in leaves(rule)
        if isinstance(leaf, Move | Say | Back)
        for _, kind in leaf.tell
    }
    assert told <= set(BUILD)


def test_a_rule_that_sends_an_event_on_sends_one_that_the_other_table_knows() -> None:
    for rule in EVERY_RULE:
        for leaf in leaves(rule):
            assert getattr(leaf, "call", None) in (None, *CALL_EVENTS)
            assert getattr(leaf, "day", None) in (None, *DAY_EVENTS)


def test_every_open_state_is_closed_into_an_end_state_by_the_day_end() -> None:
    from scheduler.rules.events import DayEnded

    for state in DayState:
        for leaf in leaves(DAY[state][DayEnded]):
            assert isinstance(leaf, Close)
            ends_in = leaf.to or state
            assert ends_in not in OPEN_STATES


def test_nothing_but_the_day_end_closes_a_date() -> None:
    closing = {
        event
        for state, event in product(DayState, DAY_EVENTS)
        for leaf in leaves(DAY[state][event])
        if isinstance(leaf, Close)
    }
    assert [event.__name__ for event in closing] == ["DayEnded"]


def test_a_closed_date_is_corrected_only_towards_kept_or_neutral() -> None:
    for state, event in product(DayState, DAY_EVENTS):
        for leaf in leaves(YESTERDAY[state][event]):
            assert isinstance(leaf, Move | Stay | Back)
            if isinstance(leaf, Back):
                assert state in (DayState.DONE, DayState.RESCUED)
            if isinstance(leaf, Move):
                assert leaf.to in (DayState.DONE, DayState.RESCUED, DayState.EXCUSED)


def test_every_state_waits_for_its_day_end() -> None:
    assert set(WAITS) == set(DayState)
    assert all(StepKind.DAY_END in kinds for kinds in WAITS.values())


def test_every_step_of_a_day_or_call_has_its_event() -> None:
    of_pacts = {StepKind.REVIEW, StepKind.FAREWELL, StepKind.INVITE_OVER}
    assert set(FROM_CLOCK) == set(StepKind) - of_pacts


def test_no_rule_opens_a_call_after_the_person_said_no() -> None:
    from scheduler.rules import events as e

    for event in (e.LetGo, e.CallWavedOff, e.Rested, e.PauseBegan):
        for state in DayState:
            assert all(getattr(leaf, "opens", None) is None for leaf in leaves(DAY[state][event]))
