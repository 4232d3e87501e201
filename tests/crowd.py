"""Many people who are set up and in the middle of their date, by the real clock.

Written into a database before the bot starts on it: nobody types a hundred set-ups.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from deploy.playground.telegram import Telegram, User
from scheduler.rules.calendar import begins, ends, label_at
from storage import tables
from storage.records import Day, DayState, Person, Step, StepKind
from storage.rows import add_many, values
from storage.store import Store, Transaction

FIRST = 10_001
BATCH = 10_000  # people written in one go


def clock() -> datetime:
    """The system's own, as the bot's process reads it."""
    return datetime.now(UTC)


def midday_zone(now: datetime) -> str:
    """A zone in which it is around noon: nothing falls due there by itself for hours."""
    east = 12 - now.hour
    return f"Etc/GMT{-east:+d}"  # the sign of these names is turned around


def settle_in(
    store: Store,
    count: int,
    now: datetime,
    state: DayState = DayState.WAITING,
    due: Sequence[tuple[StepKind, datetime]] = (),
    paired: bool = False,
) -> list[int]:
    """Store so many people in the middle of an open date in `state`; their Telegram ids.

    `due`: what the first of them have to come, one each; the others have only the day's end.
    `paired`: each two have a pact.
    """
    zone, ids = midday_zone(now), range(FIRST, FIRST + count)
    for at in range(0, count, BATCH):
        with store.transaction() as tx:
            people = _add(tx, [_person(n, zone, now) for n in ids[at : at + BATCH]])
            days = tx.days.add_many([_day(person, state, now) for person in people])
            tx.steps.plan_many([Step(0, StepKind.DAY_END, d.ends_at, day_id=d.id) for d in days])
            if paired:
                _pair(tx, people, now)
            own = zip(due[at : at + BATCH], days, strict=False)
            tx.steps.plan_many([Step(0, kind, when, day_id=d.id) for (kind, when), d in own])
    return list(ids)


def phones(telegram: Telegram, ids: Sequence[int]) -> list[User]:
    """Their phones, on which the bot may write: they all wrote to it before."""
    people = [telegram.person(number, f"No {number}") for number in ids]
    for person in people:
        telegram.state.chats[person.id].started = True
    return people


def _person(telegram_id: int, zone: str, now: datetime) -> Person:
    person = Person(0, telegram_id, f"No {telegram_id}", zone=zone, weekdays="1234567")
    return replace(person, joined_at=now, ready_at=now)


def _add(tx: Transaction, people: Sequence[Person]) -> list[Person]:
    """All at once; the bot itself only ever meets one stranger at a time."""
    rows = [values(tables.people, person) for person in people]
    ids = add_many(tx.people._sql, tables.people, rows)
    return [replace(person, id=key) for person, key in zip(people, ids, strict=True)]


def _pair(tx: Transaction, people: Sequence[Person], now: datetime) -> None:
    trial_ends_on = now.date() + timedelta(days=14)
    for one, other in zip(people[::2], people[1::2], strict=True):
        tx.pairs.add("I'm going to call you right now.", (one.id, other.id), now, trial_ends_on)


def _day(person: Person, state: DayState, now: datetime) -> Day:
    on = label_at(now, person.day_end, person.zone)
    begin, end = (edge(on, person.day_end, person.zone) for edge in (begins, ends))
    committed = state in (DayState.COMMITTED, DayState.CHECKING)
    text, named_at = (f"a thing of {person.name}", now) if committed else (None, None)
    soon = now + timedelta(hours=8) if committed else None
    return Day(0, person.id, on, state, begin, end, text, named_at, check_in_at=soon)
