"""Bring a database to this version's tables, or refuse it in one line and leave it as it was.

All migrations run in one transaction. On SQLite foreign keys are off meanwhile: rebuilding a
table drops the old one, and the drop would cascade into every row that points there.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from storage.errors import Unusable

MIGRATIONS = Path(__file__).parent / "migrations"
OURS = {"people", "days", "steps"}
ONE_AT_A_TIME = 7_210_001  # any number, the same in every process


def upgrade(engine: Engine, to: str = "head") -> None:
    """Raises Unusable for a corrupt, foreign or newer database."""
    try:
        with migrating(engine) as connection:
            config = config_for(connection)
            refuse_what_is_not_ours(connection, config)
            command.upgrade(config, to)
        _write_ahead(engine)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        raise Unusable(f"the database cannot be used: {str(reason).splitlines()[0]}") from error


def _write_ahead(engine: Engine) -> None:
    """Readers beside the writer. Kept in the file, so only a file known to be ours gets it."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.execute("PRAGMA journal_mode=WAL")


def config_for(connection: Connection) -> Config:
    """Alembic's settings, for the connection to work on."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be rebuilt, by one process at a time."""
    with engine.connect() as connection, _foreign_keys_off(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ONE_AT_A_TIME})
        yield connection
        _check_foreign_keys(connection)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise Unusable("the database has rows that point nowhere")


def refuse_what_is_not_ours(connection: Connection, config: Config) -> None:
    """Raises Unusable for a database that is corrupt, foreign or of a newer version."""
    if connection.dialect.name == "sqlite":
        verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if verdict != "ok":
            raise Unusable("the database is corrupt; restore a backup")
    tables = set(inspect(connection).get_table_names())
    heads = set(MigrationContext.configure(connection).get_current_heads())
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if tables and not tables >= OURS and tables != {"alembic_version"}:
        raise Unusable("the database belongs to another program; it was left as it is")
    if tables >= OURS and not heads:
        raise Unusable("the database does not say its version; it was left as it is")
    if heads - known:
        raise Unusable("the database was written by a newer version; it was left as it is")


def is_up_to_date(connection: Connection) -> bool:
    """Whether every migration of this version has run."""
    heads = set(MigrationContext.configure(connection).get_current_heads())
    return heads == set(ScriptDirectory(str(MIGRATIONS)).get_heads())
