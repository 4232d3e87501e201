"""Becoming part of it: the first date opens when the zone is known. Instants are UTC."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.facts import weekdays
from scheduler.opening import bounds
from scheduler.rules.calendar import label_at, next_asked_label, next_label
from scheduler.rules.questions import AFTER_NAMING, default_check_in
from storage.records import Day, DayState, Person, Step, StepKind
from storage.store import Transaction

OPEN_QUESTION = (DayState.WAITING, DayState.ASKED)
TODAY_IS_NAMED = (DayState.COMMITTED, DayState.CHECKING, DayState.HELPING)


@dataclass(frozen=True, slots=True)
class FirstThing:
    """For which date the one thing is asked: `on` None is today; `asks` False: nothing to ask."""

    asks: bool
    on: date | None = None
    tomorrow: bool = False

    @property
    def kind(self) -> str:
        """The open question that takes the answer."""
        return "thing" if self.on is None else "tomorrow"


def become_ready(tx: Transaction, person: Person, now: datetime) -> Person:
    """The zone is known: the person joins, and the first date opens as a day of rest.

    Does nothing for who is ready already. Returns the person as stored.
    """
    if person.ready_at is not None:
        return person
    tx.people.save(replace(person, ready_at=now, joined_at=now))
    label = label_at(now, person.day_end, person.zone)
    begins_at, ends_at = bounds(person, label, now)
    [day] = tx.days.add_many([Day(0, person.id, label, DayState.REST, begins_at, ends_at)])
    tx.steps.plan_many([Step(0, StepKind.DAY_END, ends_at, day_id=day.id)])
    return tx.people.get(person.id)


def first_thing(person: Person, day: Day, now: datetime) -> FirstThing:
    """What may be asked of someone whose pact or first date begins now.

    On a date of rest it is for today while the usual check-in leaves room, else for the next of
    the person's dates.
    """
    if person.next_text or day.state in TODAY_IS_NAMED or person.rest_until or person.paused_since:
        return FirstThing(False)
    early = now + AFTER_NAMING <= default_check_in(person, day)
    if day.state in OPEN_QUESTION or (day.state is DayState.REST and early):
        return FirstThing(True)
    on = next_asked_label(day.on, weekdays(person), zone=person.zone) or next_label(day.on)
    return FirstThing(True, on, on == next_label(day.on))
