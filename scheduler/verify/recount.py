"""The journal played through the tables DAY and YESTERDAY: what a date must have come to.

Rules: each line begins where the one before ended, goes where a cell of the table leads, and the
last is where the date stands. It shares the tables with `advance`, and not its code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.rules import events as e
from scheduler.rules.call import CALL
from scheduler.rules.day import DAY
from scheduler.rules.forms import Back, Close, Move, Plain, leaves
from scheduler.rules.yesterday import YESTERDAY
from storage.ledger import Oddity
from storage.records import KEPT, Day, DayState, Entry, Person

OPENINGS = frozenset({DayState.WAITING, DayState.REST, DayState.PAUSED})
REMEMBERING = frozenset({DayState.WAITING, DayState.ASKED, DayState.COMMITTED, DayState.CHECKING})
DAY_EVENTS = {event.__name__: event for event in e.DAY_EVENTS}
CALL_EVENTS = {event.__name__: event for event in e.CALL_EVENTS}
STATES = frozenset(map(str, DayState))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a date stands, and where it stood before it was kept."""

    state: DayState
    before: DayState | None = None
    closed: bool = False


def recounted(person: Person, day: Day, entries: Sequence[Entry]) -> Iterator[Oddity]:
    """What the journal says against the row of the day."""
    lines = [entry for entry in entries if "to" in entry.facts]
    if person.telegram_id is None and not lines:
        return  # forgotten: the dates stay, what was said about them does not
    wrong = [line for line in lines if not _is_readable(line)]
    yield from (_of(line, "says what nobody knows") for line in wrong)
    if wrong:
        return
    stand = Stand(DayState(lines[0].facts["from"]) if lines else _opening(day))
    if stand.state not in OPENINGS:
        which = f"journal {lines[0].id}" if lines else "nothing in the journal"
        yield _day(day, f"cannot have opened as {stand.state}: {which}")
    for line in lines:
        ways = follow(stand, line)
        if line.facts["from"] != stand.state:
            yield _of(line, f"begins as {line.facts['from']}, the day was {stand.state}")
        elif not ways:
            yield _of(line, f"goes from {stand.state} to {line.facts['to']} by {line.kind}")
        stand = ways[0] if ways else replace(stand, state=DayState(line.facts["to"]))
    yield from _compared(day, stand)


def follow(stand: Stand, line: Entry) -> list[Stand]:
    """The stands that some cell leads to and this line tells of; none: no cell does."""
    ways = [stand] + [_after(stand, rule) for rule in _rules(stand, line.kind)]
    if line.kind in DAY_EVENTS:
        ways = ways[1:]
    return [way for way in ways if way.state == line.facts["to"]]


def _rules(stand: Stand, kind: str) -> list[Plain]:
    """The plain rules this event may have met; one of a call reaches its day through CALL."""
    table = YESTERDAY if stand.closed else DAY
    if kind in DAY_EVENTS:
        return leaves(table[stand.state][DAY_EVENTS[kind]])
    cells = [leaf for row in CALL.values() for leaf in leaves(row[CALL_EVENTS[kind]])]
    sent_on = {getattr(leaf, "day", None) for leaf in cells} - {None}
    return [leaf for event in sent_on if event for leaf in leaves(table[stand.state][event])]


def _after(stand: Stand, rule: Plain) -> Stand:
    if isinstance(rule, Close):
        return replace(stand, state=rule.to or stand.state, closed=True)
    if isinstance(rule, Back):
        before = stand.before or DayState.CHECKING
        helped = before is DayState.HELPING
        return replace(stand, state=DayState.CHECKING if helped else before, before=None)
    if isinstance(rule, Move):
        to = DayState(rule.to)
        return replace(stand, state=to, before=_remembered(stand, to))
    return stand


def _remembered(stand: Stand, to: DayState) -> DayState | None:
    """What Undo goes back to."""
    if stand.closed:
        return stand.state
    if to in REMEMBERING:
        return stand.before
    if to not in KEPT:
        return None
    return stand.before if stand.state in KEPT else stand.state


def _compared(day: Day, stand: Stand) -> Iterator[Oddity]:
    if day.state is not stand.state:
        yield _day(day, f"is {day.state}, and {stand.state} by the journal")
    if (day.closed_at is not None) != stand.closed:
        is_, was = ("closed", "open") if day.closed_at else ("open", "closed")
        yield _day(day, f"is {is_}, and {was} by the journal")


def _is_readable(line: Entry) -> bool:
    known = line.kind in DAY_EVENTS or line.kind in CALL_EVENTS
    return known and {line.facts.get("from"), line.facts["to"]} <= STATES


def _opening(day: Day) -> DayState:
    """Nothing happened yet: a date stands as it opened."""
    return day.state


def _of(line: Entry, what: str) -> Oddity:
    return Oddity("journal", str(line.id), what)


def _day(day: Day, what: str) -> Oddity:
    return Oddity("days", f"{day.id} (person {day.person_id}, {day.on})", what)
