"""What one happening means: which rules of DAY and CALL apply, and the scene that results. Pure.

An event of a day may send one on to its open call, an event of a call one to its day; never back.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from scheduler.rules import events as e
from scheduler.rules.call import CALL
from scheduler.rules.day import DAY
from scheduler.rules.effects import call_after, day_after, person_after
from scheduler.rules.forms import Back, Close, Move, Opens, Plain, Stay, Tell, settle
from scheduler.rules.questions import has_plan
from scheduler.rules.times import speaks
from scheduler.rules.yesterday import YESTERDAY
from storage.records import Call, CallState, Scene, StepKind

NOTHING = Stay()
ONLY_SPEAKS = frozenset(
    {StepKind.NUDGE, StepKind.PLAN, StepKind.REMINDER, StepKind.ALERT, StepKind.CHECK_IN}
)
IS_CALLS = frozenset(e.CALL_EVENTS)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a day, or with `call_id` to a call of that day.

    `actor` is the person who did it (None: the clock, delivery); `slot` names the message they
    tapped, which then carries the answer. `step` is the played step, for its grace.
    """

    day_id: int
    event: e.Event
    call_id: int | None = None
    actor: int | None = None
    slot: str | None = None
    step: StepKind | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A happening with its rules settled and the scene before and after."""

    happening: Happening
    before: Scene
    after: Scene
    day_rule: Plain
    call_rule: Plain
    opened: Call | None = None
    moved: Call | None = None
    """The call that was there before, as this leaves it; `after` holds the one that opened."""

    @property
    def rule(self) -> Plain:
        """The rule that answers whoever did it."""
        on_call = type(self.happening.event) in IS_CALLS
        return self.call_rule if on_call else self.day_rule

    @property
    def tells(self) -> tuple[tuple[Scene, Tell], ...]:
        """What is told, each with the scene it is told of: the call's end is the old call's."""
        of_call = replace(self.after, call=self.moved, caller=self.before.caller)
        return (self.after, _tells(self.day_rule)), (of_call, _tells(self.call_rule))


def decide(scene: Scene, happening: Happening) -> Turn:
    """Settle the rules for this happening and carry them out on the records."""
    event = happening.event
    if _lapsed(scene, happening):
        return Turn(happening, scene, scene, NOTHING, NOTHING)
    if type(event) in IS_CALLS:
        return _on_call(scene, happening, event)
    return _on_day(scene, happening, event)


def _lapsed(scene: Scene, happening: Happening) -> bool:
    """A step too late to speak that has nothing else to do is gone without a word."""
    step = happening.step
    if step is None or speaks(step, happening.event.at, scene):
        return False
    return step in ONLY_SPEAKS or (
        step is StepKind.MORNING and not has_plan(scene, happening.event)
    )


def _on_day(scene: Scene, happening: Happening, event: e.Event) -> Turn:
    rule = _day_rule(scene, event)
    after = _with_day(scene, event, rule)
    sent_on = getattr(rule, "call", None)
    call_rule: Plain = NOTHING
    moved = None
    if sent_on is not None and scene.call is not None:
        call_event = sent_on(event.at)
        call_rule = settle(CALL[scene.call.state][sent_on], scene, call_event)
        moved = call_after(scene, call_event, call_rule)
        after = replace(after, call=moved)
    return Turn(happening, scene, after, rule, call_rule, _opened(after, rule, event), moved)


def _on_call(scene: Scene, happening: Happening, event: e.Event) -> Turn:
    assert scene.call is not None
    call_rule = settle(CALL[scene.call.state][type(event)], scene, event)
    moved = call_after(scene, event, call_rule)
    after = replace(scene, call=moved)
    day_rule: Plain = NOTHING
    sent_on = getattr(call_rule, "day", None)
    if sent_on is not None:
        day_event = sent_on(event.at)
        day_rule = _day_rule(after, day_event)
        after = _with_day(after, day_event, day_rule)
    return Turn(happening, scene, after, day_rule, call_rule, moved=moved)


def _day_rule(scene: Scene, event: e.Event) -> Plain:
    table = DAY if scene.day.closed_at is None else YESTERDAY
    return settle(table[scene.day.state][type(event)], scene, event)


def _with_day(scene: Scene, event: e.Event, rule: Plain) -> Scene:
    day = day_after(scene, event, rule)
    return replace(scene, day=day, person=person_after(scene, event, rule))


def _opened(scene: Scene, rule: Plain, event: e.Event) -> Call | None:
    """The call that this rule opens, not yet stored: its id is 0."""
    opens = getattr(rule, "opens", None)
    if opens is None:
        return None
    alert = opens is Opens.ALERT
    minutes = event.minutes if isinstance(event, e.PresenceTaken) else 0
    return Call(
        0,
        scene.day.id,
        scene.person.id,
        scene.partner.id if alert and scene.partner else None,
        scene.pair.id if alert and scene.pair else None,
        CallState.ALERTED if alert else CallState.TAKEN,
        event.at if not alert else scene.now,
        taken_at=None if alert else scene.now,
        until=None if alert else scene.now + timedelta(minutes=minutes),
    )


def _tells(rule: Plain) -> Tell:
    tells: Any = getattr(rule, "tell", ())
    return tuple(tells)


def changes(turn: Turn) -> bool:
    """Whether the day entered a state anew, so that its steps are planned from WAITS."""
    return isinstance(turn.day_rule, Move | Close | Back)
