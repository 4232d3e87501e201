"""The one way in: a store gives transactions, a transaction gives every noun's queries."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnection

from storage.bell import Bell
from storage.calls import Calls
from storage.days import Days
from storage.engine import connect
from storage.errors import Conflict, Unavailable
from storage.exporting import Exporting
from storage.files import Hold, prepare, sqlite_file
from storage.forgetting import Forgetting
from storage.inbox import Inbox
from storage.invites import Invites, Refusals
from storage.journal import Journal, Proofs
from storage.leases import Leases
from storage.lines import Lines
from storage.marks import Marks
from storage.news import News
from storage.outbox import Outbox
from storage.pairs import Pairs
from storage.people import Contacts, People
from storage.posts import Posts
from storage.questions import Questions
from storage.queues import Queues
from storage.records import Scene
from storage.retention import Retention
from storage.sayings import Sayings
from storage.scenes import Scenes
from storage.scrubbing import scrub
from storage.steps import Steps
from storage.upgrade import upgrade

# PostgreSQL: serialization failure, deadlock; a key that another transaction was faster with.
UNBOUND = re.compile("binding parameter|cannot adapt type")  # a value of a type no column takes
TRY_AGAIN = {"40001", "40P01", "23505", "23503"}
NOW = text("SELECT clock_timestamp()")


class Transaction:
    """Everything that is, for as long as the transaction lasts."""

    def __init__(self, sql: Connection) -> None:
        self.news = News()
        self.people = People(sql)
        self.contacts = Contacts(sql)
        self.pairs = Pairs(sql)
        self.invites = Invites(sql)
        self.refusals = Refusals(sql)
        self.days = Days(sql)
        self.calls = Calls(sql)
        self.steps = Steps(sql, self.news)
        self.journal = Journal(sql)
        self.proofs = Proofs(sql)
        self.inbox = Inbox(sql, self.news)
        self.outbox = Outbox(sql, self.news)
        self.posts = Posts(sql)
        self.questions = Questions(sql)
        self.lines = Lines(sql)
        self.marks = Marks(sql)
        self.leases = Leases(sql)
        self.retention = Retention(sql)
        self.forgetting = Forgetting(sql)
        self.exporting = Exporting(sql)
        self.sayings = Sayings(sql)
        self.queues = Queues(sql)
        self._scenes = Scenes(self.people, self.contacts, self.pairs, self.days, self.calls)

    def scenes(
        self, day_ids: Collection[int], now: datetime, calls: Mapping[int, int] | None = None
    ) -> dict[int, Scene]:
        """The days' scenes, everyone in them locked. `calls` names by day the call it is about."""
        return self._scenes.of(day_ids, now, calls or {})


class Store:
    """One database. A SQLite file belongs to one store at a time.

    `beside` opens it next to a running bot, for looking: raises no AlreadyRunning.
    Raises Unusable or AlreadyRunning, one line each.
    """

    def __init__(self, url: str, beside: bool = False, width: int = 1) -> None:
        """`width` is how many transactions at once are usual."""
        path = sqlite_file(url)
        if path is not None:
            prepare(path)
        self._hold = Hold(path) if path is not None and not beside else None
        self._engine = connect(url, width)
        self.is_shared = path is None and self._engine.dialect.name == "postgresql"
        """Whether other processes may work on it at the same time."""
        self.told: Callable[[News], None] = _keep_quiet
        """Hears of every commit that put something down, in the thread that made it."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit on leaving; roll everything back on any error.

        Raises Unavailable when the database fails us, Conflict when it asks to begin again.
        """
        try:
            with self._engine.begin() as connection:
                tx = Transaction(connection)
                yield tx
        except (DBAPIError, NoConnection) as error:
            if (ours := _as_ours(error)) is None:
                raise  # what no row may hold: a fault of ours, with its traceback
            raise ours from error
        self.told(tx.news)

    def now(self) -> datetime:
        """The database's own time: for measuring how far ours is from it. Raises Unavailable."""
        try:
            with self._engine.connect() as connection:
                said: datetime = connection.execute(NOW).scalar_one()
                return said.astimezone(UTC)
        except (DBAPIError, NoConnection) as error:
            raise Unavailable("the database does not say its time") from error

    def bell(self, who: str) -> Bell:
        """Wake-ups to and from the other processes on this database."""
        return Bell(self._engine, who)

    def upgrade(self) -> None:
        """Bring the tables to this version, all or nothing. Raises Unusable."""
        upgrade(self._engine)

    def scrub(self, erased: Iterable[str]) -> bool:
        """Clear the traces of these erasures. False: somebody still reads the state before.

        Raises Unavailable.
        """
        try:
            return scrub(self._engine, erased)
        except (DBAPIError, NoConnection) as error:
            raise Unavailable("the traces of an erasure cannot be cleared") from error

    def close(self) -> None:
        """Let go of the database and of its file."""
        self._engine.dispose()
        if self._hold is not None:
            self._hold.release()


def _as_ours(error: DBAPIError | NoConnection) -> Conflict | Unavailable | None:
    if isinstance(error, NoConnection):
        return Unavailable("no connection to the database is free")
    if getattr(error.orig, "sqlstate", None) in TRY_AGAIN:
        return Conflict("the database asks to begin again")
    if isinstance(error, IntegrityError | DataError) or UNBOUND.search(str(error.orig)):
        return None
    return Unavailable(str(error.orig).splitlines()[0])


def _keep_quiet(news: News) -> None:
    """Nobody wants to hear of it."""
