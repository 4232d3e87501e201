"""One press through the real handling, seen from the database, then taken back.

Everything happens on one connection of SQLite's, and nothing on it is ever committed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from bot.handling import Handled, Handling
from storage.engine import connect
from storage.records import InboxRow
from storage.store import Transaction
from storage.tables import metadata

Row = tuple[Any, ...]
Rows = frozenset[tuple[str, Row]]
UNSEEN = ("inbox", "leases")  # the update's own row; who polls and sends


class Rehearsal:
    """A database beside a house at rest: nothing that happens here stays."""

    def __init__(self, url: str) -> None:
        self._engine = connect(url)
        self.sql: Connection = self._engine.connect()

    @contextmanager
    def taken_back(self) -> Iterator[Transaction]:
        """A transaction that is rolled back in any case."""
        outer = self.sql.begin()
        try:
            yield Transaction(self.sql)
        finally:
            outer.rollback()

    def close(self) -> None:
        self.sql.close()
        self._engine.dispose()

    def handled(
        self, tx: Transaction, handling: Handling, update: dict[str, Any], now: datetime
    ) -> Handled:
        """What the bot's handling makes of this update; raises what it raises."""
        body = next(iter(update.values()))
        from_id = body["from"]["id"]
        row = InboxRow(1, from_id, from_id, now, now, {"update_id": 1, **update})
        return handling.handle(tx, row, now)

    @property
    def changes(self) -> int:
        """How many rows were written so far, the same again counting too."""
        found: int = self.sql.connection.dbapi_connection.total_changes  # type: ignore[union-attr]
        return found

    def rows(self) -> Rows:
        """Every row of every table."""
        return frozenset(
            (table, tuple(row))
            for table in metadata.tables
            if table not in UNSEEN
            for row in self.sql.execute(text(_all_of(table)))
        )


@cache
def _all_of(table: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in metadata.tables[table].columns)
    return f'SELECT {names} FROM "{table}"'


def press(who: dict[str, Any], data: str, message_id: int, group: bool = False) -> dict[str, Any]:
    """A press as Telegram sends it, on a message of the bot's in the presser's chat."""
    chat: dict[str, Any] = {"id": who["id"], "type": "private", "first_name": "x"}
    if group:
        chat = {"id": -100123, "type": "supergroup", "title": "Us"}
    message = {
        "message_id": message_id,
        "date": 1_700_000_000,
        "chat": chat,
        "from": {"id": 7, "is_bot": True, "first_name": "On the Line"},
        "text": "…",
    }
    query = {"id": "77", "from": who, "chat_instance": "1", "data": data, "message": message}
    return {"callback_query": query}
