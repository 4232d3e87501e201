"""The two of a pact: who they are, when both are asked again, and telling one of them.

Instants are UTC.
"""

from dataclasses import replace
from datetime import date, datetime, time

from scheduler.addressing import as_news
from scheduler.notices import Notice
from scheduler.rules.calendar import on_label
from scheduler.rules.hours import Side, opens
from storage.records import Pair, Person, Step, StepKind
from storage.store import Transaction

LOOK_AT = time(12)  # by each one's own clock
Two = tuple[Person, Person]


def members(tx: Transaction, pair: Pair) -> Two:
    """The two of a pact, living or ended, in the order of ids; their rows are locked."""
    people = tx.people.lock(pair.members)
    first, second = (people[member] for member in sorted(pair.members))
    return first, second


def partner(tx: Transaction, person: Person) -> tuple[Pair, Person] | None:
    """The living pact and the other in it, both people locked; None for who has none."""
    pair = tx.pairs.living_of(person.id)
    if pair is None:
        return None
    return pair, other_of(members(tx, pair), person)


def other_of(two: Two, person: Person) -> Person:
    """The one of the two who is not this person."""
    return two[1] if two[0].id == person.id else two[0]


def put(tx: Transaction, to: Person, notice: Notice, now: datetime) -> None:
    """Say this to a person who did not ask; with sound if the notice has any."""
    if to.telegram_id is not None:
        tx.outbox.put_many([as_news(to.telegram_id, notice, silent=not notice.SOUND)], now)


def put_in_hours(tx: Transaction, to: Person, notice: Notice, now: datetime) -> None:
    """The same, silently, and not before the person's call hours are open."""
    if to.telegram_id is not None:
        due_at = opens(Side.of(to).hours, now, to.zone, to.day_end)
        said = as_news(to.telegram_id, notice, silent=True)
        tx.outbox.put_many([replace(said, due_at=due_at)], now)


def look_at(tx: Transaction, pair: Pair, two: Two) -> None:
    """Plan the question whether to keep going: at the first of both noons of its date."""
    tx.steps.plan_many([Step(0, StepKind.REVIEW, look_due(pair, two), pair_id=pair.id)])


def look_due(pair: Pair, two: Two) -> datetime:
    """When both are asked whether to keep going."""
    return min(noon(person, pair.trial_ends_on) for person in two)


def noon(person: Person, on: date) -> datetime:
    """The middle of this person's date."""
    return on_label(on, LOOK_AT, person.day_end, person.zone)
