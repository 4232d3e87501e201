"""Runs and sums, counted from the rows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.sums import days_together, kept_of, run
from storage.records import KEPT, OPEN_ENDS, DayState

WORDS = {"K": DayState.DONE, "R": DayState.RESCUED, "o": DayState.MISSED, "s": DayState.SILENT}
WORDS |= {"e": DayState.EXCUSED, "r": DayState.REST, "p": DayState.PAUSED, "u": DayState.UNASKED}
WORDS |= {"w": DayState.WAITING, "c": DayState.COMMITTED}
MONDAY = date(2026, 3, 2)


def days(text: str) -> list[DayState]:
    return [WORDS[letter] for letter in text.replace(" ", "")]


def dated(text: str, first: date = MONDAY) -> list[tuple[date, str]]:
    return [(first + timedelta(days=n), str(state)) for n, state in enumerate(days(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K K o K K K", 5),
        ("K K o K o K", 2),
        ("o K K K", 3),
        ("KKKKKKK o KKKKKK o", 13),
        ("KKKKKKK o KKKKK o", 5),
        ("", 0),
        ("o", 0),
        ("o o", 0),
        ("K", 1),
        ("K r p e u K", 2),
        ("K s r r r r r r r o K", 1),
        ("R K R", 3),
        ("K K c", 2),
    ],
)
def test_runs(text: str, expected: int) -> None:
    assert run(days(text)) == expected


def by_definition(states: list[DayState]) -> int:
    """Every tail, every seven in a row within it."""
    counted = [state for state in states if state in KEPT or state in OPEN_ENDS]
    tails = [counted[start:] for start in range(len(counted) + 1)]
    longest = max((tail for tail in tails if forgiven(tail)), key=len)
    return sum(state in KEPT for state in longest)


def forgiven(tail: list[DayState]) -> bool:
    sevens = [tail[start : start + 7] for start in range(len(tail))]
    return all(sum(state in OPEN_ENDS for state in seven) < 2 for seven in sevens)


@given(st.lists(st.sampled_from([*WORDS.values(), DayState.DONE, DayState.DONE]), max_size=60))
def test_a_run_is_what_its_definition_says(states: list[DayState]) -> None:
    assert run(states) == by_definition(states)


@given(st.text("KKKKKKo", max_size=40))
def test_neutral_days_neither_raise_nor_break_a_run(text: str) -> None:
    assert run(days("e".join(text))) == run(days(text))


def test_kept_of_counts_kept_and_open_but_nothing_neutral() -> None:
    assert kept_of(dated("K R o s e r p u w K")) == (3, 5)
    assert kept_of([]) == (0, 0)


def test_days_together_are_dates_both_kept_since_the_pact() -> None:
    mine, theirs = dated("K K o K R"), dated("K o K K K")
    assert days_together(mine, theirs, MONDAY) == 3
    assert days_together(mine, theirs, MONDAY + timedelta(days=1)) == 2
    assert days_together(mine, dated("KKKKK", MONDAY + timedelta(days=7)), MONDAY) == 0


@given(st.text("Ko", max_size=30), st.text("Ko", max_size=30))
def test_the_sum_of_days_together_never_falls_as_days_go_by(mine: str, theirs: str) -> None:
    both = min(len(mine), len(theirs))
    sums = [days_together(dated(mine[:n]), dated(theirs[:n]), MONDAY) for n in range(both + 1)]
    assert sums == sorted(sums)
