"""Wake-ups between processes: NOTIFY after a commit, LISTEN for the others'.

A wake-up may be lost (a pooler, a cut connection, a death between commit and bell): whoever
listens must also look by itself now and then.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from storage.errors import Unavailable
from storage.news import KINDS

CHANNEL = "on_the_line"
RING = text("SELECT pg_notify(:channel, :word)")


class Bell:
    """On PostgreSQL. `wait` is for one thread at a time; `ring` for any."""

    def __init__(self, engine: Engine, who: str) -> None:
        """`who` rings; its own wake-ups are not heard."""
        self._engine, self._who = engine, who
        self._ear: Connection | None = None

    def ring(self, kinds: Collection[str]) -> None:
        """Tell the others what there is to do. Raises Unavailable."""
        word = " ".join((self._who, *kinds))
        try:
            with self._engine.connect() as connection:
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                alone.execute(RING, {"channel": CHANNEL, "word": word})
        except DBAPIError as error:
            raise Unavailable("the bell cannot be rung") from error

    def wait(self, seconds: float) -> set[str]:
        """What others rang for, as soon as anybody did; nothing after so many seconds.

        Everything when it may have missed something. Raises Unavailable.
        """
        import psycopg  # here, for its memory: who lives on SQLite never needs it

        try:
            if self._ear is None:
                self._ear = self._listening()
                return set(KINDS)
            driver = self._ear.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            rung = [note.payload for note in driver.notifies(timeout=seconds, stop_after=1)]
        except (DBAPIError, psycopg.Error, OSError) as error:
            self.close()
            raise Unavailable("the bell cannot be heard") from error
        return {kind for word in rung for kind in self._kinds(word)}

    def close(self) -> None:
        if self._ear is not None:
            self._ear.invalidate()
            self._ear.close()
        self._ear = None

    def _kinds(self, word: str) -> list[str]:
        who, *kinds = word.split()
        return [] if who == self._who else kinds

    def _listening(self) -> Connection:
        connection = self._engine.connect()
        try:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        except BaseException:
            connection.close()
            raise
        return connection
