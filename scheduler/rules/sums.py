"""What is counted: runs, kept of counted, days together.

Rules: pure; counted from the end states of days in order of their dates, never stored.
"""

from collections.abc import Iterable
from datetime import date

from storage.records import KEPT, OPEN_ENDS

RUN_SHOWN_FROM = 3
FORGIVEN_IN = 7  # of so many counted days in a row one may be open

Rows = Iterable[tuple[date, str]]


def run(states: Iterable[str]) -> int:
    """The kept days in the longest tail in which no seven counted days hold two open ones.

    States oldest first. Neutral and still open days neither raise nor break a run.
    """
    counted = [state in KEPT for state in states if state in KEPT or state in OPEN_ENDS]
    kept, since_open = 0, FORGIVEN_IN
    for was_kept in reversed(counted):
        since_open += 1
        if was_kept:
            kept += 1
        elif since_open < FORGIVEN_IN:
            break
        else:
            since_open = 0
    return kept


def kept_of(rows: Rows) -> tuple[int, int]:
    """How many of the counted days were kept: the 9 and the 12 of "9 of 12"."""
    states = [state for _, state in rows]
    kept = sum(state in KEPT for state in states)
    return kept, kept + sum(state in OPEN_ENDS for state in states)


def days_together(mine: Rows, theirs: Rows, since: date) -> int:
    """On how many dates from `since` on both kept theirs; zones do not matter, labels do."""
    return len(_kept_dates(mine, since) & _kept_dates(theirs, since))


def _kept_dates(rows: Rows, since: date) -> set[date]:
    return {on for on, state in rows if state in KEPT and on >= since}
