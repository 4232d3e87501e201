"""The one way in: a store gives transactions, a transaction gives every noun's queries."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from storage.calls import Calls
from storage.days import Days
from storage.engine import connect
from storage.errors import Conflict, Unavailable
from storage.files import Hold, prepare, sqlite_file
from storage.inbox import Inbox
from storage.invites import Invites, Refusals
from storage.journal import Journal, Proofs
from storage.lines import Lines
from storage.marks import Marks
from storage.outbox import Outbox
from storage.pairs import Pairs
from storage.people import Contacts, People
from storage.posts import Posts
from storage.questions import Questions
from storage.records import Scene
from storage.retention import Retention
from storage.scenes import Scenes
from storage.steps import Steps
from storage.upgrade import upgrade

TRY_AGAIN = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock


class Transaction:
    """Everything that is, for as long as the transaction lasts."""

    def __init__(self, sql: Connection) -> None:
        self.people = People(sql)
        self.contacts = Contacts(sql)
        self.pairs = Pairs(sql)
        self.invites = Invites(sql)
        self.refusals = Refusals(sql)
        self.days = Days(sql)
        self.calls = Calls(sql)
        self.steps = Steps(sql)
        self.journal = Journal(sql)
        self.proofs = Proofs(sql)
        self.inbox = Inbox(sql)
        self.outbox = Outbox(sql)
        self.posts = Posts(sql)
        self.questions = Questions(sql)
        self.lines = Lines(sql)
        self.marks = Marks(sql)
        self.retention = Retention(sql)
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

    def __init__(self, url: str, beside: bool = False) -> None:
        path = sqlite_file(url)
        if path is not None:
            prepare(path)
        self._hold = Hold(path) if path is not None and not beside else None
        self._engine = connect(url)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit on leaving; roll everything back on any error.

        Raises Unavailable when the database fails us, Conflict when it asks to begin again.
        """
        try:
            with self._engine.begin() as connection:
                yield Transaction(connection)
        except (IntegrityError, DataError):
            raise  # what no row may hold: a fault of ours, with its traceback
        except DBAPIError as error:
            raise _as_ours(error) from error

    def upgrade(self) -> None:
        """Bring the tables to this version, all or nothing. Raises Unusable."""
        upgrade(self._engine)

    def close(self) -> None:
        """Let go of the database and of its file."""
        self._engine.dispose()
        if self._hold is not None:
            self._hold.release()


def _as_ours(error: DBAPIError) -> Conflict | Unavailable:
    if getattr(error.orig, "sqlstate", None) in TRY_AGAIN:
        return Conflict("the database asks to begin again")
    return Unavailable(str(error.orig).splitlines()[0])
