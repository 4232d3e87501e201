"""The one door through which days and calls change: read many, decide each, write many.

A person's tap is a list of one; a tick brings a list of hundreds. Deciding is pure; everything is
written in the caller's transaction. At most one happening per day in one call.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from scheduler.addressing import said
from scheduler.caps import hold_back
from scheduler.catching_up import one_each
from scheduler.decide import Happening, Turn, changes, decide
from scheduler.lines import PROMPTS, with_lines
from scheduler.opening import next_day
from scheduler.rules.calling import UNTIL_ALERT, just_called
from scheduler.rules.day import WAITS
from scheduler.rules.events import Event
from scheduler.rules.forms import Back, Close, Move, Plain, Say
from scheduler.rules.times import NUDGE_AFTER, REMIND_AFTER, due
from scheduler.said_before import put_right
from storage.records import (
    CallState,
    Day,
    DayState,
    Entry,
    Outgoing,
    Person,
    Scene,
    Step,
    StepKind,
)
from storage.store import Transaction

UNSEEN = ("alert", "being-called")  # withdrawn unsent, nothing is said of their end
PUT_ASIDE = {  # planned by what Telegram took, not by the state alone
    DayState.ASKED: {StepKind.NUDGE: NUDGE_AFTER},
    DayState.CHECKING: {StepKind.REMINDER: REMIND_AFTER, StepKind.ALERT: UNTIL_ALERT},
}
CALL_STEPS = (StepKind.NO_REACTION, StepKind.CALL_OVER, StepKind.CALL_ASKED)


def advance(tx: Transaction, happened: Sequence[Happening], now: datetime) -> list[Plain]:
    """Apply each happening to its day or call. Returns the rule that answered each, in order.

    A happening whose day is gone is passed over. Raises Conflict when a row moved meanwhile.
    """
    about = {h.day_id: h.call_id for h in happened if h.call_id is not None}
    scenes = tx.scenes([h.day_id for h in happened], now, about)
    turns = _open_calls(tx, _one_by_one(scenes, happened))
    _write(tx, turns, now)
    return [turn.rule for turn in turns]


def _one_by_one(scenes: dict[int, Scene], happened: Sequence[Happening]) -> list[Turn]:
    """Decide in order; of two partners the second sees the first as they are by then."""
    turns: list[Turn] = []
    present: dict[int, tuple[Person, Day]] = {}
    for one in happened:
        scene = scenes.get(one.day_id)
        if scene is None:
            continue
        if scene.partner is not None and scene.partner.id in present:
            partner, theirs = present[scene.partner.id]
            scene = replace(scene, partner=partner, partner_day=theirs)
        turn = decide(scene, one)
        turns.append(turn)
        if turn.before.day.closed_at is None:
            present[scene.person.id] = _present(turn)
    return turns


def _present(turn: Turn) -> tuple[Person, Day]:
    if isinstance(turn.day_rule, Close):
        day, person = next_day(turn.after)
        return person, day
    return turn.after.person, turn.after.day


def _open_calls(tx: Transaction, turns: Sequence[Turn]) -> list[Turn]:
    """Store the calls that open, so that what is said of them knows their ids."""
    _save_calls(tx, turns)
    opened = [turn.opened for turn in turns if turn.opened is not None]
    if not opened:
        return list(turns)
    stored = iter(tx.calls.add_many(opened))
    return [_with_call(turn, next(stored)) if turn.opened else turn for turn in turns]


def _with_call(turn: Turn, call: Any) -> Turn:
    caller = turn.before.partner if call.caller_id else None
    return replace(turn, opened=call, after=replace(turn.after, call=call, caller=caller))


def _save_calls(tx: Transaction, turns: Sequence[Turn]) -> None:
    changed = [t.moved for t in turns if t.moved is not None and t.moved != t.before.call]
    tx.calls.save_many(changed)


def _write(tx: Transaction, turns: Sequence[Turn], now: datetime) -> None:
    tx.days.save_many([turn.after.day for turn in turns if turn.after.day != turn.before.day])
    next_days, people = _next_days(turns)
    tx.people.save(*people)
    opened = tx.days.add_many(next_days)
    _write_steps(tx, turns, opened)
    withdrawn = _withdraw(tx, turns, now)
    _write_notices(tx, turns, withdrawn, now)
    tx.journal.add_many([_entry(turn) for turn in turns if turn.after != turn.before])


def _next_days(turns: Sequence[Turn]) -> tuple[list[Day], list[Person]]:
    days, people = [], []
    for turn in turns:
        person, day = _present(turn)
        if isinstance(turn.day_rule, Close):
            days.append(day)
        if person != turn.before.person:
            people.append(person)
    return days, people


def _write_steps(tx: Transaction, turns: Sequence[Turn], opened: Sequence[Day]) -> None:
    entered = [turn for turn in turns if changes(turn)]
    tx.steps.clear(day_ids=[turn.before.day.id for turn in entered])
    moved = [t.moved.id for t in turns if t.moved and isinstance(t.call_rule, Move)]
    tx.steps.clear(call_ids=moved)
    for turn in turns:
        if isinstance(turn.day_rule, Say) and turn.day_rule.clears:
            tx.steps.clear(day_ids=[turn.before.day.id], kinds=turn.day_rule.clears)
    persons = {turn.before.person.id: turn for turn in turns}
    planned = [step for turn in turns for step in _steps_of(turn)]
    planned += [step for day in opened for step in _first_steps(day, persons[day.person_id])]
    tx.steps.plan_many(planned)


def _steps_of(turn: Turn) -> list[Step]:
    kinds: tuple[StepKind, ...] = ()
    if changes(turn) and not isinstance(turn.day_rule, Close):
        kinds = _waits(turn.after.day)
    if isinstance(turn.day_rule, Back):
        kinds += _ahead_again(turn)
    kinds += tuple(getattr(turn.day_rule, "plan", ()))
    event = turn.happening.event
    scene = turn.after
    steps = [_step(kind, scene, event) for kind in kinds]
    call_kinds = tuple(getattr(turn.call_rule, "plan", ()))
    if turn.opened is not None and turn.opened.caller_id is None:
        call_kinds = (StepKind.CALL_OVER,)
    steps += [_step(kind, scene, event) for kind in call_kinds]
    return [step for step in steps if step is not None]


def _ahead_again(turn: Turn) -> tuple[StepKind, ...]:
    """What a done that is taken back had put aside, as far as it is still to come."""
    scene, event, day = turn.after, turn.happening.event, turn.after.day
    asked = {DayState.ASKED: day.asked_at, DayState.CHECKING: day.checked_at}.get(day.state)
    was_helped = turn.before.day.before == DayState.HELPING or just_called(scene, event)
    if asked is None or was_helped or day.no_call or scene.person.paused_since:
        return ()
    put_aside = PUT_ASIDE[day.state].items()
    coming = tuple(kind for kind, after in put_aside if asked + after > scene.now)
    announced = day.reminded_at is not None or StepKind.REMINDER in coming
    return coming if announced or StepKind.ALERT not in coming else ()


def _waits(day: Day) -> tuple[StepKind, ...]:
    if day.closed_at is not None:
        return ()
    return tuple(k for k in WAITS[day.state] if k is not StepKind.TELL or day.told_at is None)


def _step(kind: StepKind, scene: Scene, event: Event) -> Step | None:
    at = due(kind, scene, event)
    if at is None:
        return None
    if kind in CALL_STEPS:
        return Step(0, kind, at, call_id=scene.call.id if scene.call else None)
    return Step(0, kind, at, day_id=scene.day.id)


def _first_steps(day: Day, turn: Turn) -> list[Step]:
    """The steps of a date that opens; a quiet one keeps its two hellos."""
    person = turn.after.person
    scene = Scene(day, next_day(turn.after)[1], turn.before.now)
    kinds = WAITS[day.state]
    if day.state is DayState.PAUSED and scene.person.quiet_since and not person.paused_since:
        kinds = (StepKind.MORNING, *kinds)
    steps = [_step(kind, scene, turn.happening.event) for kind in kinds]
    return [step for step in steps if step is not None]


def _withdraw(tx: Transaction, turns: Sequence[Turn], now: datetime) -> set[int]:
    """Take back what is unsent and no longer true; the calls whose alert nobody saw."""
    unseen: set[int] = set()
    for turn in turns:
        by_clock = turn.happening.step is not None
        if not by_clock and isinstance(turn.day_rule, Move):
            tx.outbox.withdraw(now, day_id=turn.before.day.id, keys=PROMPTS)
        call = turn.moved
        over = call is not None and call.state is CallState.ENDED
        if over and call and tx.outbox.withdraw(now, call_id=call.id, keys=UNSEEN):
            unseen.add(call.id)
    return unseen


def _write_notices(
    tx: Transaction, turns: Sequence[Turn], unseen: set[int], now: datetime
) -> None:
    spoken = [(turn, said(turn)) for turn in turns]
    put_right(tx, spoken)
    hold_back(tx, spoken, now)
    speaking = [out for _, out in spoken]
    tx.lines.add_many([line for out in speaking for line in out.lines])
    notices = [n for n in one_each(tx, turns, speaking, now) if _is_wanted(n, unseen)]
    unsaid = [n for n in notices if n.expires_at == now]
    said_now = [n for n in notices if n.expires_at != now]
    tx.outbox.put_many([*with_lines(tx, said_now, turns), *unsaid], now)


def _is_wanted(notice: Outgoing, unseen: set[int]) -> bool:
    return not (notice.key == "alert-over" and notice.call_id in unseen)


def _entry(turn: Turn) -> Entry:
    """The journal's line of this turn, stamped with the pact in force."""
    before, after = turn.before, turn.after
    facts: dict[str, Any] = {"from": str(before.day.state), "to": str(after.day.state)}
    changed = after.day.text != before.day.text
    if after.call is not None:
        facts["call"] = [after.call.id, str(after.call.state), after.call.outcome]
    pair_id = before.pair.id if before.pair else None
    kind = type(turn.happening.event).__name__
    day = before.day
    text = (after.day.text or "") if changed else None
    at = turn.happening.event.at
    return Entry(day.person_id, day.id, day.on, pair_id, kind, at, facts, text)
