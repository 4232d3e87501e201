"""What an event means for the records it touches: day, person, call. Pure.

The tables say where a subject goes; this file says which facts it takes along.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from scheduler.rules import events as e
from scheduler.rules.calendar import next_label
from scheduler.rules.forms import Back, Close, Move, Plain, Say
from scheduler.rules.questions import AFTER_NAMING, BEFORE_END, default_check_in, has_plan
from scheduler.rules.times import CALL_LASTS
from storage.records import KEPT, OPEN_STATES, Call, CallState, Day, DayState, Person, Scene

UNNAMED = (DayState.WAITING, DayState.ASKED)
NAMING = ("text", "named_at", "deadline", "check_in_at", "told_at", "plan", "plan_at")
CALLER_CHANGES = (e.Taken, e.Declined, e.Together, e.GotGoing, e.FoundNobody, e.HadDone)


def day_after(scene: Scene, event: e.Event, rule: Plain) -> Day:
    """The day with what the event brought, in the state the rule sends it to."""
    day = scene.day
    if isinstance(rule, Move):
        facts: Change = _MOVED.get(type(event), _nothing)
        return _enter(replace(day, **facts(scene, event)), rule.to, event)
    if isinstance(rule, Say):
        noted: Change = _SAID.get(type(event), _nothing)
        return replace(day, **noted(scene, event))
    if isinstance(rule, Back):
        return _taken_back(day)
    if isinstance(rule, Close):
        ended = event.at if rule.to else day.ended_at
        return replace(day, state=rule.to or day.state, closed_at=scene.now, ended_at=ended)
    return day


def _enter(day: Day, to: Any, event: e.Event) -> Day:
    if day.closed_at is not None:
        late = to in KEPT and event.at >= day.ends_at
        return replace(day, state=to, ended_at=event.at, late=late, before=day.state)
    if to in (DayState.WAITING, DayState.ASKED, DayState.COMMITTED, DayState.CHECKING):
        return replace(day, state=to, ended_at=None)
    before = day.before if day.state in KEPT else day.state
    ended = None if to is DayState.HELPING else event.at
    return replace(day, state=to, ended_at=ended, before=before if to in KEPT else None)


def _taken_back(day: Day) -> Day:
    """The state before the Done; what was named with it goes with it."""
    before = DayState(day.before or DayState.CHECKING)
    state = DayState.CHECKING if before is DayState.HELPING else before
    named: dict[str, Any] = {} if before not in UNNAMED else dict.fromkeys(NAMING)
    ended = None if state in OPEN_STATES else day.ends_at if day.closed_at else day.ended_at
    facts: dict[str, Any] = {"before": None, "ended_at": ended, "attested": False, "late": False}
    return replace(day, state=state, **facts, **named)


def check_in_for(scene: Scene, at: datetime, deadline: datetime | None) -> datetime:
    """When the check-in of a commitment named `at` comes: DAY, "Offsets, grace, catch-up"."""
    wanted = deadline or default_check_in(scene.person, scene.day)
    return min(max(wanted, at + AFTER_NAMING), scene.day.ends_at - BEFORE_END)


Change = Callable[[Scene, Any], dict[str, Any]]


def _nothing(scene: Scene, event: e.Event) -> dict[str, Any]:
    return {}


def _named(scene: Scene, event: e.Named) -> dict[str, Any]:
    day = scene.day
    check_in = check_in_for(scene, event.at, event.deadline)
    moved = day.state is DayState.COMMITTED and day.deadline is None
    if moved and event.deadline is None and day.check_in_at:
        check_in = day.check_in_at  # put off, or planned after a call: new words change nothing
    return {
        "text": event.text,
        "named_at": event.at,
        "deadline": event.deadline,
        "check_in_at": check_in,
    }


def _planned(scene: Scene, event: e.MorningCame) -> dict[str, Any]:
    if not has_plan(scene, event):
        return {}
    return {
        "text": scene.person.next_text,
        "named_at": event.at,
        "check_in_at": check_in_for(scene, event.at, None),
    }


def _unnamed(scene: Scene, event: e.Undone) -> dict[str, Any]:
    return dict.fromkeys(NAMING)


def _back(scene: Scene, event: e.CameBack) -> dict[str, Any]:
    """The thing of before stands again, with a check-in that is still ahead."""
    if not scene.day.text:
        return {}
    return {"check_in_at": check_in_for(scene, event.at, scene.day.deadline)}


def _delayed(scene: Scene, event: e.Delayed) -> dict[str, Any]:
    latest = scene.day.ends_at - timedelta(minutes=60)
    return {"check_in_at": min(event.at + event.by, latest), "laters": scene.day.laters + 1}


def _soon(scene: Scene, event: e.Event) -> dict[str, Any]:
    return {"check_in_at": event.at + CALL_LASTS}


def _did_this(scene: Scene, event: e.DidThis) -> dict[str, Any]:
    return {"text": scene.day.text or event.text, "named_at": scene.day.named_at or event.at}


def _let_go(scene: Scene, event: e.LetGo | e.Rested) -> dict[str, Any]:
    """Only what was asked about is let go; before that the date is simply a day off."""
    return {"let_go": scene.day.state in (DayState.CHECKING, DayState.HELPING)}


def _fact(name: str, value: Any = None) -> Change:
    return lambda _, event: {name: event.at if value is None else value}


_MOVED: dict[type[e.Event], Change] = {
    e.Named: _named,
    e.MorningCame: _planned,
    e.Undone: _unnamed,
    e.Delayed: _delayed,
    e.CameBack: _back,
    e.DidThis: _did_this,
    e.LetGo: _let_go,
    e.Rested: _let_go,
    e.CallWavedOff: _fact("no_call", True),
    e.CallWanted: _fact("no_call", False),
    e.CallGotGoing: _soon,
    e.CallTakenBack: _soon,
    e.WasAttested: _fact("attested", True),
    e.CallWasTooLate: _fact("attested", True),
}
_SAID: dict[type[e.Event], Change] = {
    e.TellingCame: _fact("told_at"),
    e.CallWavedOff: _fact("no_call", True),
    e.CallWanted: _fact("no_call", False),
    e.MorningTaken: _fact("asked_at"),
    e.CheckInTaken: _fact("checked_at"),
    e.ReminderTaken: _fact("reminded_at"),
}


def person_after(scene: Scene, event: e.Event, rule: Plain) -> Person:
    """The person with what the event brought: the plan, rest, pause, the first commitment."""
    person = scene.person
    if isinstance(rule, Say) and rule.keeps and isinstance(event, e.Named):
        return replace(person, next_text=event.text, next_at=event.at)
    if isinstance(event, e.Named | e.DidThis | e.MorningCame) and isinstance(rule, Move):
        return _has_named(person, event, rule)
    if isinstance(event, e.Rested):
        return _resting(scene, event, rule)
    if isinstance(event, e.PauseBegan):
        return replace(person, paused_since=event.at, paused_until=event.until)
    if isinstance(event, e.CameBack) and isinstance(rule, Move | Say):
        return replace(person, rest_until=None, paused_since=None, paused_until=None)
    return person


def _has_named(person: Person, event: e.Event, rule: Plain) -> Person:
    by_clock = isinstance(event, e.MorningCame)
    if by_clock and not (isinstance(rule, Move) and rule.to is DayState.COMMITTED):
        return person
    next_text = None if by_clock else person.next_text
    first = person.first_named_at or event.at
    return replace(person, next_text=next_text, first_named_at=first)


def _resting(scene: Scene, event: e.Rested, rule: Plain) -> Person:
    if isinstance(rule, Move) and rule.to is DayState.MISSED:
        return replace(scene.person, rest_until=event.until or scene.person.rest_until)
    from_tomorrow = isinstance(rule, Say)
    first = next_label(scene.day.on) if from_tomorrow else scene.day.on
    until = max(event.until, first) if event.until else first
    return replace(scene.person, rest_until=until)


def call_after(scene: Scene, event: e.Event, rule: Plain) -> Call:
    """The call with what the event brought."""
    call = scene.call
    assert call is not None
    if type(event) in CALLER_CHANGES:
        call = replace(call, reacted=True)
    if isinstance(event, e.TimeRanOut) and isinstance(rule, Say):
        call = replace(call, asked_caller=True)
    if isinstance(event, e.WritingAsked) and isinstance(rule, Say):
        call = replace(call, writing=True)
    return _call_moved(call, event, rule) if isinstance(rule, Move) else call


def _call_moved(call: Call, event: e.Event, rule: "Move[Any]") -> Call:
    if rule.to is CallState.ENDED:
        return replace(call, state=rule.to, ended_at=event.at, outcome=rule.outcome)
    if rule.to is CallState.TAKEN:
        writing = event.writing if isinstance(event, e.Taken) else call.writing
        taken = call.taken_at or event.at
        return replace(
            call, state=rule.to, taken_at=taken, writing=writing, ended_at=None, outcome=None
        )
    taken_at = None if rule.to is CallState.ALERTED else call.taken_at
    return replace(call, state=rule.to, taken_at=taken_at, ended_at=None, outcome=None)
