"""The traces of what was erased: the log of SQLite, the dead rows of PostgreSQL.

Rules: outside of every transaction; nobody is waited for, so that nobody waits: whatever is still
being read is cleared the next time.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import Engine, text
from sqlalchemy.engine.interfaces import DBAPICursor

from storage.tables import metadata

PATIENCE = 60000  # milliseconds a connection waits otherwise, see engine.py
STILL_SEEN = text(
    "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND datname = current_database() AND backend_xmin IS NOT NULL"
    " AND age(backend_xmin) >= age(CAST(CAST(:number AS xid8) AS xid))"
)


def scrub(engine: Engine, erased: Iterable[str]) -> bool:
    """Clear what these erasures left behind. False: not possible now, somebody reads or writes.

    On PostgreSQL an erasure is named by the number of its transaction.
    """
    if engine.dialect.name == "sqlite":
        with suppress(sqlite3.OperationalError):  # locked, or no room to write it anew
            return _write_anew(engine)
        return False
    return _vacuum(engine, list(erased))


def _write_anew(engine: Engine) -> bool:
    """The whole file without what lies between the rows, then the log, cut to nothing.

    SQLite overwrites what is deleted, but when it moves rows from page to page their old bytes can
    stay in the gap: only writing all of it anew leaves none.
    """
    held = engine.raw_connection()
    cursor = held.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout=0")
        is_empty = _empty_log(cursor)
        if is_empty:  # nobody reads: it need not be done twice
            cursor.execute("VACUUM")
            is_empty = _empty_log(cursor)
        return is_empty
    finally:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
        held.close()


def _empty_log(cursor: DBAPICursor) -> bool:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    [(busy, _, _)] = cursor.fetchall()
    return not busy


def _vacuum(engine: Engine, erased: list[str]) -> bool:
    numbers = [one for one in erased if one.isdecimal()]  # one that was moved here has none
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        seen = [connection.scalar(STILL_SEEN, {"number": number}) for number in numbers]
        if any(seen):
            return False
        for table in metadata.sorted_tables:
            connection.exec_driver_sql(f"VACUUM {table.name}")
    return True
