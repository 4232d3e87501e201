"""What a person changes about times, days and zone, and what that does to the open date.

Loosening counts at once; more days than the partner knows of count once the partner agrees to
exactly those (PRODUCT §4). Ways of help and call hours of a pact are changed in pacts.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scheduler.rules.calendar import Suggestion, check_times
from scheduler.rules.moving import retimed
from storage.records import Day, DayState, Entry, Pair, Person, Step, StepKind
from storage.store import Transaction

CLOCK_FIELDS = frozenset({"zone", "morning", "check_in", "day_end", "weekdays"})
PROMPTS = (StepKind.MORNING, StepKind.CHECK_IN)
Changes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change brought. `person` is as saved.

    `from_today`: a question of the open date moved; `check_in` is when the open commitment is
    asked about now (UTC); `asked`: this partner's yes is awaited under `stamp`, nothing changed.
    """

    person: Person
    from_today: bool = False
    check_in: datetime | None = None
    asked: Person | None = None
    stamp: int = 0


def clash(person: Person, changes: Changes) -> Suggestion | None:
    """What would fit instead, when these times do not make a day; None when they do."""
    after = replace(person, **changes)
    return check_times(after.day_end, after.morning, after.check_in)


def change(tx: Transaction, person: Person, changes: Changes, now: datetime) -> Effect:
    """Set these fields of the person; the open date and its steps follow at once.

    The times have passed `clash`; a zone is the name of one. Raises Conflict if a row moved.
    """
    after = replace(person, **changes)
    if after == person:
        return Effect(person, check_in=_check_in(tx, tx.days.open_of(person.id)))
    tx.people.save(after)
    after = replace(after, version=after.version + 1)
    noted = {"changed": sorted(changes)}
    tx.journal.add_many([Entry(person.id, None, None, None, "SettingsChanged", now, noted)])
    return _retime(tx, person, after, now) if CLOCK_FIELDS & changes.keys() else Effect(after)


def change_days(tx: Transaction, person: Person, weekdays: str, now: datetime) -> Effect:
    """Set the person's days (ISO digits), once the partner agrees where they are more."""
    pair = tx.pairs.living_of(person.id)
    if pair is None or set(weekdays) <= set(person.weekdays):
        _withdraw(tx, person, pair)
        return change(tx, person, {"weekdays": weekdays}, now)
    stamp = int(now.timestamp())
    facts = {"weekdays": weekdays, "at": stamp}
    tx.pairs.propose(pair.id, person.id, _kind(person.id), facts, now)
    return Effect(person, asked=_other(tx, person, pair), stamp=stamp)


def agree(
    tx: Transaction, partner: Person, asker_id: int, stamp: int, now: datetime
) -> Effect | None:
    """The partner agrees to exactly what was asked; None when that is not asked any more."""
    found = _asked_of(tx, partner, asker_id, stamp)
    if found is None:
        return None
    pair, weekdays = found
    asker = tx.people.lock([asker_id])[asker_id]
    _withdraw(tx, asker, pair)
    return change(tx, asker, {"weekdays": weekdays}, now)


def decline(tx: Transaction, partner: Person, asker_id: int, stamp: int) -> bool:
    """The partner would rather not; the asker is not told. False when it is not asked any more."""
    found = _asked_of(tx, partner, asker_id, stamp)
    if found is not None:
        tx.pairs.drop_proposal(found[0].id, _kind(asker_id))
    return found is not None


def asked_days(tx: Transaction, pair: Pair, asker: Person) -> tuple[str, int] | None:
    """The days this person asked the other for and the stamp of that; None without."""
    found = tx.pairs.proposal(pair.id, _kind(asker.id))
    return None if found is None else (str(found[1]["weekdays"]), int(found[1]["at"]))


def _asked_of(
    tx: Transaction, partner: Person, asker_id: int, stamp: int
) -> tuple[Pair, str] | None:
    pair = tx.pairs.living_of(partner.id)
    if pair is None or asker_id not in pair.members or asker_id == partner.id:
        return None
    found = tx.pairs.proposal(pair.id, _kind(asker_id))
    if found is None or found[1]["at"] != stamp:
        return None
    return pair, str(found[1]["weekdays"])


def _withdraw(tx: Transaction, person: Person, pair: Pair | None) -> None:
    if pair is not None:
        tx.pairs.drop_proposal(pair.id, _kind(person.id))


def _kind(person_id: int) -> str:
    return f"days:{person_id}"


def _other(tx: Transaction, person: Person, pair: Pair) -> Person | None:
    others = [member for member in pair.members if member != person.id]
    return tx.people.get(others[0]) if others else None


def _retime(tx: Transaction, before: Person, after: Person, now: datetime) -> Effect:
    """Bring the open date and its steps in line, in this transaction."""
    found = tx.days.lock((), [after.id])
    if not found:
        return Effect(after)
    [day] = found
    planned = {step.kind: step.due_at for step in tx.steps.of_day(day.id)}
    there = retimed(before, after, day, planned, now)
    if there.day != day:
        tx.days.save_many([there.day])
    gone = [kind for kind, at in there.due.items() if at is None]
    if gone:
        tx.steps.clear(day_ids=[day.id], kinds=gone)
    due = [Step(0, kind, at, day_id=day.id) for kind, at in there.due.items() if at is not None]
    tx.steps.plan_many(due)
    moved = any(there.due.get(kind, planned.get(kind)) != planned.get(kind) for kind in PROMPTS)
    return Effect(after, moved, _check_in(tx, there.day))


def _check_in(tx: Transaction, day: Day | None) -> datetime | None:
    """When the open commitment is asked about; None where that is over or never comes."""
    if day is None or day.state is not DayState.COMMITTED:
        return None
    steps = tx.steps.of_day(day.id)
    return next((step.due_at for step in steps if step.kind is StepKind.CHECK_IN), None)
