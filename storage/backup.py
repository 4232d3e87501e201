"""Copies of the SQLite file: made while the bot runs, checked before they count, put back safely.

Rules: a copy is whole or not there; a file is never overwritten, what was there is kept aside;
only one who holds the file may replace it.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from storage.engine import connect
from storage.errors import Unusable
from storage.files import MAGIC, Hold, flush, sqlite_file
from storage.upgrade import config_for, migrating, refuse_what_is_not_ours, upgrade

NAMED = re.compile(r"\d{4}-\d\d-\d\d\.db")


def nightly_path(url: str, now: datetime) -> Path:
    """Where the copy of this date (UTC) belongs. Raises Unusable where there is no file."""
    return _file_of(url).parent / "backups" / f"{now:%Y-%m-%d}.db"


def back_up(url: str, to: Path) -> Path:
    """Copy the database as it is now, beside a running bot, and check the copy. Returns `to`.

    A copy of the same name is replaced once the new one is good. Raises Unusable: the database
    is not there, not ours or corrupt, or there is no room.
    """
    file = _file_of(url)
    _is_a_database(file)
    unfinished = to.with_name(f"{to.name}.unfinished")
    with _named(to), _gone_unless_good(unfinished):
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(file, unfinished)
        _check(unfinished)
        _keep(unfinished, to)
    return to


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Remove all but the newest copies that carry a date. Returns those that went."""
    dated = sorted(file for file in folder.iterdir() if NAMED.fullmatch(file.name))
    gone = dated[:-count] if count else dated
    for file in gone:
        file.unlink()
    return gone


def restore(
    url: str, copy: Path, now: datetime, amend: Callable[[Path], object] = lambda _: None
) -> Path | None:
    """Put a copy in the database's place, brought to this version. Where the old one is now.

    `amend` may change it first, under a name at which no bot finds it; what that erases is gone
    from the file too. Raises AlreadyRunning while a bot holds the file, and Unusable for a copy
    that is corrupt, foreign or newer; then nothing has changed.
    """
    file = _file_of(url)
    _is_a_database(copy)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and copy.samefile(file):
        raise Unusable(f"{copy} is the database itself")
    hold = Hold(file)
    coming = file.with_name(f"{file.name}.restoring")
    try:
        with _named(copy), _gone_unless_good(coming):
            _copy(copy, coming)
            _check(coming)
            _bring_up_to_date(coming)
            amend(coming)
            _write_anew(coming)
            aside = _set_aside(file, now)
            _keep(coming, file)
        return aside
    finally:
        hold.release()


def _file_of(url: str) -> Path:
    file = sqlite_file(url)
    if file is None:
        raise Unusable("only a SQLite file is copied by this; for PostgreSQL use pg_dump")
    return file


def _is_a_database(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(MAGIC))
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from error
    if begins != MAGIC:
        raise Unusable(f"{file} is not a SQLite database")


def _copy(source: Path, target: Path) -> None:
    """In one step, so that nothing written meanwhile can make it begin again."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.execute("PRAGMA busy_timeout=60000")
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def _check(file: Path) -> None:
    """Every page and every pointer, and that it is ours."""
    engine = connect(f"sqlite:///{file}")
    try:
        with migrating(engine) as connection:
            refuse_what_is_not_ours(connection, config_for(connection))
            if not inspect(connection).get_table_names():
                raise Unusable("the database is empty")
            verdict = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if verdict != "ok":
                raise Unusable("the database is corrupt")
    finally:
        engine.dispose()


def _bring_up_to_date(file: Path) -> None:
    engine = connect(f"sqlite:///{file}")
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _write_anew(file: Path) -> None:
    """Nothing of what was erased stays between the rows."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute("VACUUM")


def _set_aside(file: Path, now: datetime) -> Path | None:
    """Keep what was there under another name. Its log goes first: it must never meet the copy."""
    if not file.exists():
        return None
    aside = file.with_name(f"{file.name}.before-{now:%Y-%m-%dT%H-%M-%S}")
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _link(file, aside)
    log = file.with_name(f"{file.name}-wal")
    if log.exists():
        log.rename(f"{aside}-wal")
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
    return aside


def _link(file: Path, name: Path) -> None:
    """A second name, so that there is a database at every moment."""
    try:
        name.hardlink_to(file)
    except OSError:  # some file systems have no second names
        shutil.copy2(file, name)


def _keep(unfinished: Path, name: Path) -> None:
    """On the disk first, then under its name, in one step."""
    flush(unfinished)
    unfinished.replace(name)
    flush(name.parent)


@contextmanager
def _gone_unless_good(file: Path) -> Iterator[None]:
    """Nothing half made stays behind, now or from a time before."""
    leftovers = [file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))]
    for left in leftovers:
        left.unlink(missing_ok=True)
    try:
        yield
    finally:
        for left in leftovers:
            left.unlink(missing_ok=True)


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """A fault in one line that says which file it is about."""
    try:
        yield
    except (sqlite3.Error, OSError, Unusable) as error:
        why = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise Unusable(f"{file}: {why}") from error
