"""Words for tests: people, days and notices with what a test does not care about filled in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, select

from storage.records import Call, CallState, Day, DayState, Lane, Outgoing, Pair, Person, Verb
from storage.store import Transaction

TODAY = date(2026, 3, 4)
MORNING = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)
ANA, BEN = 4711, 4712


def person(tx: Transaction, telegram_id: int = ANA, **defaults: Any) -> Person:
    return tx.people.add(telegram_id, f"P{telegram_id}", "en", None, MORNING, **defaults)


def couple(tx: Transaction, first: int = ANA, second: int = BEN) -> tuple[Person, Person, Pair]:
    ana, ben = person(tx, first), person(tx, second)
    pair = tx.pairs.add("I'll call you", (ana.id, ben.id), MORNING, TODAY + 14 * DAY)
    return ana, ben, pair


def a_day(person_id: int, on: date = TODAY, **fields: Any) -> Day:
    """Open, begun at 04:00 of its date."""
    begins = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
    state = fields.pop("state", DayState.COMMITTED)
    return Day(0, person_id, on, state, begins, begins + DAY, **fields)


def closed(person_id: int, on: date, state: DayState = DayState.DONE, **fields: Any) -> Day:
    day = a_day(person_id, on, state=state, **fields)
    return Day(**{**_fields(day), "closed_at": day.ends_at, "ended_at": day.ends_at})


def _fields(day: Day) -> dict[str, Any]:
    return {name: getattr(day, name) for name in day.__slots__}


def open_day(tx: Transaction, person_id: int, on: date = TODAY, **fields: Any) -> Day:
    [day] = tx.days.add_many([a_day(person_id, on, **fields)])
    return day


def a_call(day: Day, caller_id: int | None, at: datetime = MORNING, **fields: Any) -> Call:
    return Call(0, day.id, day.person_id, caller_id, None, CallState.ALERTED, at, **fields)


def notice(chat_id: int = ANA, key: str = "said", **fields: Any) -> Outgoing:
    fields.setdefault("lane", Lane.PROMPT)
    return Outgoing(chat_id, fields.pop("verb", Verb.SEND), key, fields.pop("facts", {}), **fields)


def rows(tx: Transaction, table: Table) -> list[Row[Any]]:
    """What really lies in the table, past the queries."""
    return list(tx.marks._sql.execute(select(table)))
