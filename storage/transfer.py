"""From a SQLite file into PostgreSQL: every row, in one transaction, or nothing at all.

Rules: the file is only read and held meanwhile, so that no bot runs on it; a database with
anything in it is refused.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage.engine import connect
from storage.errors import Unusable
from storage.files import Hold
from storage.ledger import looking
from storage.tables import metadata
from storage.upgrade import is_up_to_date, upgrade

AT_ONCE = 1000  # rows
LEFT = {"leases"}  # of processes that are gone


def transfer(file: Path, url: str) -> dict[str, int]:
    """Copy all of the file's tables; how many rows each had.

    Raises Unusable: the file is not there, not ours or of another version, the address is no
    PostgreSQL or holds something already. AlreadyRunning while a bot runs on the file.
    """
    if not url.startswith("postgresql"):
        raise Unusable("DATABASE_URL must name the PostgreSQL to move to")
    if not file.exists():
        raise Unusable(f"{file} is not there")
    hold = Hold(file)
    target = connect(url)
    try:
        with looking(f"sqlite:///{file}") as source:
            if not is_up_to_date(source):
                raise Unusable(f"{file} is of an older version; start the bot on it once")
            upgrade(target)
            with target.begin() as connection:
                return _copied(source, connection)
    except DBAPIError as error:
        raise Unusable(f"nothing was moved: {str(error.orig).splitlines()[0]}") from error
    finally:
        target.dispose()
        hold.release()


def _copied(source: Connection, target: Connection) -> dict[str, int]:
    tables = [table for table in metadata.sorted_tables if table.name not in LEFT]
    for table in tables:
        if target.scalar(select(func.count()).select_from(table)):
            raise Unusable(f"the PostgreSQL has {table.name} already; nothing was moved")
    counts = {table.name: _copy(source, target, table) for table in tables}
    for table in tables:
        there = target.scalar(select(func.count()).select_from(table))
        if there != counts[table.name]:
            raise Unusable(f"{there} of {counts[table.name]} {table.name} came; nothing was moved")
        _count_on(target, table)
    return counts


def _copy(source: Connection, target: Connection, table: Table) -> int:
    count = 0
    for rows in _batches(source, table):
        target.execute(insert(table), rows)
        count += len(rows)
    return count


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = source.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for batch in found.mappings().partitions():
        yield [dict(row) for row in batch]


def _count_on(target: Connection, table: Table) -> None:
    """The next id is above all that came."""
    [key, *_] = table.primary_key.columns
    name = target.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"),
        {"table": table.name, "column": key.name},
    )
    if name is not None:
        highest = target.scalar(select(func.max(key))) or 0
        target.execute(
            text("SELECT setval(:name, :next, false)"), {"name": name, "next": highest + 1}
        )
