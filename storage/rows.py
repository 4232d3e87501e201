"""From records to rows and back: what every noun's queries share.

A record's field has its column's name, so a row read in field order is a record. Statements are
made once and kept: putting one together costs more than running it.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, Connection, Table, Update, bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert

from storage.errors import Conflict
from storage.news import News


class Noun:
    """The queries about one kind of row, inside one transaction."""

    def __init__(self, connection: Connection, news: News | None = None) -> None:
        """`news` hears of what others have to take up."""
        self._sql, self._news = connection, news or News()


def columns(table: Table, record: type[Any]) -> list[Column[Any]]:
    """The record's columns in the order of its fields."""
    return [table.c[field.name] for field in fields(record) if field.name in table.c]


def values(table: Table, record: Any) -> dict[str, Any]:
    """What an insert or update writes; the id is the database's to give."""
    names = _written(table, cast(Hashable, type(record)))
    return {name: getattr(record, name) for name in names}


@cache
def _written(table: Table, record: Any) -> tuple[str, ...]:
    return tuple(column.name for column in columns(table, record) if column.name != "id")


def add_many(sql: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert; the ids in the order of the rows. Conflict, writing none, if a key refuses."""
    if not rows:
        return []
    with refused_as_conflict(sql, table.name):
        return list(sql.scalars(_adding(table), list(rows)))


@cache
def _adding(table: Table) -> ReturningInsert[tuple[int]]:
    return insert(table).returning(table.c.id, sort_by_parameter_order=True)


@contextmanager
def refused_as_conflict(sql: Connection, name: str) -> Iterator[None]:
    """Turn a broken key into Conflict; the transaction around it stays usable."""
    try:
        with sql.begin_nested():
            yield
    except IntegrityError as error:
        raise Conflict(f"{name}: a key refused") from error


def save_many(sql: Connection, table: Table, records: Sequence[Any]) -> None:
    """Write what was read and changed. Raises Conflict if any row has moved on since."""
    if not records:
        return
    rows = [
        {
            **values(table, record),
            "key": record.id,
            "seen": record.version,
            "version": record.version + 1,
        }
        for record in records
    ]
    if sql.execute(_saving(table), rows).rowcount != len(rows):
        raise Conflict(f"{table.name}: a row moved on")


@cache
def _saving(table: Table) -> Update:
    return update(table).where(
        table.c.id == bindparam("key"), table.c.version == bindparam("seen")
    )


def upsert(
    sql: Connection, table: Table, keys: Collection[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert, or overwrite the row with the same keys."""
    if rows:
        statement = _upserting(sql.dialect.name, table, tuple(keys), tuple(rows[0]))
        sql.execute(statement, list(rows))


@cache
def _upserting(
    dialect: str, table: Table, keys: tuple[str, ...], names: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    statement = _insert(dialect, table)
    news = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=news)


def own_insert(sql: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The dialect's own INSERT, for ON CONFLICT; the two spell it alike."""
    return _insert(sql.dialect.name, table)


def _insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
