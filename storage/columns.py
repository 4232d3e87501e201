"""The columns that tables are made of, the same for both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Time,
    TypeDecorator,
    false,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant, on SQLite too, where the driver drops the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """SQLite's text is read in one step: a tick reads tens of thousands of instants."""
        if dialect.name == "sqlite":
            return _from_text
        return super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


class Word(TypeDecorator[StrEnum]):
    """A plain string in the database, one of a closed list of words outside it."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum], length: int) -> None:
        super().__init__(length)
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Brief(TypeDecorator[str]):
    """Words of others, cut to what the column holds: PostgreSQL refuses what is longer."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.longest = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value[: self.longest]


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only INTEGER keys
Telegram = BigInteger()


def key() -> Column[int]:
    return Column("id", Id, primary_key=True)


def at(name: str, required: bool = False) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=not required)


def wall_times(*names: str) -> list[Column[time]]:
    return [Column(name, Time, nullable=False) for name in names]


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


def version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default="0")


def to(name: str, table: str, required: bool = False) -> Column[int]:
    """A row that goes when the one it points to goes."""
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=not required)


def part(name: str, table: str) -> Column[int]:
    """As `to`, and part of the key."""
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete="CASCADE"), primary_key=True)


def only(name: str, where: str, *names: str, unique: bool = False) -> Index:
    """An index over some of the rows, on both databases."""
    some = text(where)
    return Index(name, *names, unique=unique, sqlite_where=some, postgresql_where=some)


def waiting(name: str, *names: str) -> Index:
    """Over the rows that are not finished, so that it stays small."""
    return only(name, "done_at IS NULL", *names)
