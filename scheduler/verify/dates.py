"""A person's dates: every label once since joining, one open, each waiting for what it may."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from scheduler.rules.calendar import check_times, is_zone, next_label
from scheduler.rules.day import DAY, WAITS
from scheduler.rules.event import Event
from scheduler.rules.forms import Move, Rule, Say, leaves
from storage.ledger import Lives, Oddity
from storage.records import OPEN_STATES, Day, DayState, Person, Step, StepKind

WEEK = frozenset("1234567")
Table = Mapping[Any, Mapping[type[Event], Rule]]


def planned(table: Table, state: object) -> frozenset[StepKind]:
    """What the table plans for who stays in this state or comes to it."""
    stays = [leaf for cell in table[state].values() for leaf in leaves(cell)]
    comes = [leaf for row in table.values() for cell in row.values() for leaf in leaves(cell)]
    says = {kind for leaf in stays if isinstance(leaf, Say) for kind in leaf.plan}
    moves = {k for leaf in comes if isinstance(leaf, Move) and leaf.to == state for k in leaf.plan}
    return frozenset(says | moves)


MAY_WAIT = {state: planned(DAY, state) | frozenset(WAITS[state]) for state in DayState}
MAY_WAIT[DayState.PAUSED] |= {StepKind.MORNING}  # the hellos of a quiet time


def settings_of(person: Person) -> Iterator[Oddity]:
    """Settings that no day can be made of."""
    if not is_zone(person.zone):
        yield _person(person, "is in a zone that is none")
    if check_times(person.day_end, person.morning, person.check_in) is not None:
        yield _person(person, "has times that make no day")
    if not set(person.weekdays) <= WEEK:
        yield _person(person, "has days that no week has")


def dates_of(person: Person, lives: Lives) -> Iterator[Oddity]:
    """Labels without gap or repeat, and what each waits for."""
    dates = lives.days.get(person.id, [])
    if person.telegram_id is not None:
        yield from _in_a_row(person, dates)
    for day in dates:
        if day.closed_at is not None and day.state in OPEN_STATES:
            yield odd_day(day, f"is over and still {day.state}")
        yield from _waits(day, lives.day_steps.get(day.id, []))


def _in_a_row(person: Person, dates: Sequence[Day]) -> Iterator[Oddity]:
    if dates and person.joined_at is not None and dates[0].begins_at > person.joined_at:
        yield odd_day(dates[0], "is the first and begins after the person joined")
    for before, after in pairwise(dates):
        if after.on != next_label(before.on):
            yield odd_day(after, f"follows {before.on}")
        if after.begins_at != before.ends_at:
            yield odd_day(after, "does not begin where the date before ends")
        if before.closed_at is None:
            yield odd_day(before, "is open and not the last")
    if dates and dates[-1].closed_at is not None:
        yield odd_day(dates[-1], "is over and no date follows")


def _waits(day: Day, steps: Sequence[Step]) -> Iterator[Oddity]:
    if day.closed_at is not None:
        return  # storage.oddities names each step of a closed date
    ends = [step.due_at for step in steps if step.kind is StepKind.DAY_END]
    if ends != [day.ends_at]:
        yield odd_day(day, "does not wait for its end")
    for step in steps:
        if step.kind not in MAY_WAIT[day.state]:
            yield Oddity("steps", str(step.id), f"is {step.kind}, and its day is {day.state}")


def odd_day(day: Day, what: str) -> Oddity:
    return Oddity("days", f"{day.id} (person {day.person_id}, {day.on})", what)


def _person(person: Person, what: str) -> Oddity:
    return Oddity("people", str(person.id), what)
