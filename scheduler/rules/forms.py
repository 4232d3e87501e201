"""The forms a rule can have, shared by the tables DAY and CALL.

A rule is a value: a refusal too, so that old buttons, double taps and replays are ordinary cells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from scheduler.notices import Notice
from scheduler.rules.events import Event
from storage.records import CallOutcome, CallState, DayState, Scene, StepKind


class Reader(StrEnum):
    """Whom a notice is for. For a call, PARTNER is its caller."""

    SELF = "self"
    PARTNER = "partner"


class Opens(StrEnum):
    """What kind of call a day's rule opens."""

    ALERT = "alert"  # the partner is asked
    PRESENCE = "presence"  # the bot stays: a call without a caller


Tell = tuple[tuple[Reader, type[Notice]], ...]
S = TypeVar("S", DayState, CallState)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """The subject goes `to` a state; entering it plans the state's own steps (WAITS).

    `tell` who hears what; `plan` further steps; `call`/`day` the event that the other table gets;
    `opens` a call; `outcome` when a call ends.
    """

    to: S
    tell: Tell = ()
    plan: tuple[StepKind, ...] = ()
    call: type[Event] | None = None
    day: type[Event] | None = None
    opens: Opens | None = None
    outcome: CallOutcome | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """The state stays and its steps stay; something is said, noted or planned.

    `keeps`: the event's text is kept for the next date. `clears`: open steps that fall away.
    """

    tell: Tell = ()
    plan: tuple[StepKind, ...] = ()
    call: type[Event] | None = None
    day: type[Event] | None = None
    opens: Opens | None = None
    keeps: bool = False
    clears: tuple[StepKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """Nothing changes. A person is answered with `because`; the clock is silent."""

    because: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """The day goes back to the state it had before its Done."""

    tell: Tell = ()


@dataclass(frozen=True, slots=True)
class Close(Generic[S]):
    """The date is over: it ends in `to` (None: as it is) and the next one opens."""

    to: S | None = None
    call: type[Event] | None = None


@dataclass(frozen=True, slots=True)
class If:
    """Two ways on; `question` is a named predicate over the scene and the event."""

    question: Callable[[Scene, Event], bool]
    then: "Rule"
    otherwise: "Rule"


Plain = Move[DayState] | Move[CallState] | Say | Stay | Back | Close[DayState]
Rule = Plain | If


def settle(rule: Rule, scene: Scene, event: Event) -> Plain:
    """The rule that applies, its questions answered."""
    while isinstance(rule, If):
        rule = rule.then if rule.question(scene, event) else rule.otherwise
    return rule


def leaves(rule: Rule) -> list[Plain]:
    """Every plain rule a cell can come to, for tests and the diagram."""
    if isinstance(rule, If):
        return leaves(rule.then) + leaves(rule.otherwise)
    return [rule]


SELF, PARTNER = Reader
QUIET = Stay()
"A cell where nothing happens."


def me(*notices: type[Notice]) -> Tell:
    """The person whose day it is hears this."""
    return tuple((SELF, notice) for notice in notices)


def both(mine: type[Notice], theirs: type[Notice]) -> Tell:
    """The person hears the one, the partner or caller the other."""
    return ((SELF, mine), (PARTNER, theirs))
