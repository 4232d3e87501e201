"""Everything that is remembered, as it was at one moment; read beside a running bot.

Rules: nothing is changed and nobody is kept waiting; people come in batches, so that memory does
not grow with them.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, Table, and_, create_engine, event, select
from sqlalchemy.exc import DatabaseError

from storage.calls import CALL
from storage.days import DAY
from storage.engine import POSTGRES
from storage.errors import Unusable
from storage.files import sqlite_file
from storage.journal import ENTRY
from storage.oddities import ODDITIES
from storage.people import PERSON
from storage.records import Call, Day, Entry, Person, Step
from storage.steps import STEP
from storage.tables import calls, days, journal, metadata, outbox, people, steps
from storage.upgrade import config_for, is_up_to_date, refuse_what_is_not_ours

BATCH = 50  # people; each may have years of dates
AT_ONCE = 1000  # rows
LONG = timedelta(days=1)
UNREADABLE = (ValueError, TypeError, LookupError)
PRAGMAS = ("busy_timeout=60000", "query_only=ON")
K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Oddity:
    """A row that cannot be right: in which table, which one, and what about it. No user text."""

    table: str
    row: str
    what: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.table, self.row, self.what) if part)


@dataclass(frozen=True, slots=True)
class Lives:
    """Some people, and by key all that belongs to their dates, each in the order it came."""

    people: Sequence[Person]
    days: dict[int, list[Day]]  # by person
    entries: dict[int, list[Entry]]  # by day
    calls: dict[int, list[Call]]  # by day
    day_steps: dict[int, list[Step]]
    call_steps: dict[int, list[Step]]
    unsent: frozenset[int]  # calls of which something is still to be said


class Ledger:
    """The database at one moment."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def broken(self) -> list[Oddity]:
        """What the database itself finds wrong with its file."""
        if self._sql.dialect.name != "sqlite":
            return []
        verdicts = self._sql.exec_driver_sql("PRAGMA integrity_check").scalars()
        return [Oddity("the file:", "", str(verdict)) for verdict in verdicts if verdict != "ok"]

    def astray(self) -> list[Oddity]:
        """Rows that point nowhere."""
        if self._sql.dialect.name != "sqlite":
            return []
        rows = self._sql.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [Oddity(row[0], str(row[1]), f"points to no row of {row[2]}") for row in rows]

    def unreadable(self) -> list[Oddity]:
        """Rows that hold what no row can: an unknown state, a date that is none, broken JSON."""
        return [found for table in metadata.sorted_tables for found in self._unreadable(table)]

    def oddities(self, now: datetime) -> list[Oddity]:
        """Rows that contradict themselves or each other: see storage.oddities."""
        found = []
        for table, what, where in ODDITIES:
            keys = select(*table.primary_key.columns).where(where)
            rows = self._sql.execute(keys, {"long_ago": now - LONG, "soon": now + LONG})
            found += [Oddity(table.name, _key(row), what) for row in rows]
        return found

    def lives(self) -> Iterator[Lives]:
        """Everyone, a batch at a time, by id."""
        last = 0
        while batch := self._people(last):
            last = batch[-1].id
            yield self._lives(batch)

    def count(self, table: str) -> int:
        counted = self._sql.exec_driver_sql(f"SELECT count(*) FROM {metadata.tables[table]}")
        return int(counted.scalar_one())

    def _people(self, after: int) -> list[Person]:
        found = select(*PERSON).where(people.c.id > after).order_by(people.c.id).limit(BATCH)
        return [Person(*row) for row in self._sql.execute(found)]

    def _lives(self, batch: Sequence[Person]) -> Lives:
        ids = [person.id for person in batch]
        theirs, of_calls = days.c.person_id.in_(ids), calls.c.person_id.in_(ids)
        waiting = select(outbox.c.call_id).join(calls, calls.c.id == outbox.c.call_id)
        unsent = waiting.where(of_calls, outbox.c.done_at.is_(None))
        of_days = select(*STEP).join(days, days.c.id == steps.c.day_id).where(theirs)
        for_calls = select(*STEP).join(calls, calls.c.id == steps.c.call_id).where(of_calls)
        lines = select(*ENTRY).where(journal.c.person_id.in_(ids), journal.c.day_id.is_not(None))
        return Lives(
            batch,
            self._by(select(*DAY).where(theirs).order_by(days.c.on), Day, _whose),
            self._by(lines.order_by(journal.c.id), Entry, _of_day),
            self._by(select(*CALL).where(of_calls).order_by(calls.c.id), Call, _of_day),
            self._by(of_days.order_by(steps.c.id), Step, _of_day),
            self._by(for_calls.order_by(steps.c.id), Step, lambda step: int(step.call_id)),
            frozenset(self._sql.scalars(unsent)),
        )

    def _by(
        self, found: Select[Any], record: Callable[..., R], key: Callable[[Any], K]
    ) -> dict[K, list[R]]:
        gathered: dict[K, list[R]] = defaultdict(list)
        for row in self._sql.execute(found):
            one = record(*row)
            gathered[key(one)].append(one)
        return gathered

    def _unreadable(self, table: Table) -> Iterable[Oddity]:
        try:
            for _ in self._read(select(table)):
                pass
        except UNREADABLE:
            return list(self._which(table))
        return ()

    def _which(self, table: Table) -> Iterator[Oddity]:
        keys = list(table.primary_key.columns)
        for row in self._sql.execute(select(*keys)).all():
            same = and_(*(column == value for column, value in zip(keys, row, strict=True)))
            try:
                self._sql.execute(select(table).where(same)).all()
            except UNREADABLE as error:
                yield Oddity(table.name, _key(row), f"cannot be read: {type(error).__name__}")

    def _read(self, found: Select[Any]) -> Iterable[Row[Any]]:
        return self._sql.execute(found, execution_options={"yield_per": AT_ONCE})


def _whose(day: Day) -> int:
    return day.person_id


def _of_day(one: Any) -> int:
    return int(one.day_id)


def _key(row: Row[Any]) -> str:
    return "/".join(map(str, row))


@contextmanager
def reading(url: str) -> Iterator[Ledger]:
    """The database as it is now, for as long as this lasts.

    Raises Unusable when it is not there, corrupt, foreign, or not of this version.
    """
    with looking(url) as connection:
        if not is_up_to_date(connection):
            raise Unusable("the database is of an older version; start the bot once")
        yield Ledger(connection)


def opens(url: str) -> bool:
    """Whether it is of this version; False: of an older one. Raises Unusable as `reading`."""
    with looking(url) as connection:
        if damage := Ledger(connection).broken():
            raise Unusable(f"the database is corrupt: {damage[0].what}")
        return is_up_to_date(connection)


@contextmanager
def looking(url: str) -> Iterator[Connection]:
    """A connection that only reads, to what is there and ours. Raises Unusable."""
    path = sqlite_file(url)
    if path is not None and not path.exists():
        raise Unusable(f"{path} is not there")
    engine = _for_looking(url)
    try:
        with engine.connect() as connection, connection.begin():
            refuse_what_is_not_ours(connection, config_for(connection))
            yield connection
    except (DatabaseError, sqlite3.DatabaseError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        raise Unusable(f"the database cannot be read: {str(reason).splitlines()[0]}") from error
    finally:
        engine.dispose()


def _for_looking(url: str) -> Engine:
    """Its reader takes no lock and holds nobody up; on SQLite that is what WAL is for."""
    if not url.startswith("sqlite"):
        return create_engine(
            url, hide_parameters=True, connect_args=POSTGRES, isolation_level="REPEATABLE READ"
        )
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _only_look)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _only_look(connection: Any, _: object) -> None:
    connection.isolation_level = None  # BEGIN is ours
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
