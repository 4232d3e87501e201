"""Whose a row is: every table of the database, and the people whose it is."""

from collections.abc import Callable, Mapping
from typing import Any

from storage.tables import metadata
from tests.access.rehearsal import Row, Rows

Fields = Mapping[str, Any]
People = frozenset[int]


class Owners:
    """Made from all rows before and after, so that what is new has its owner too."""

    def __init__(self, rows: Rows) -> None:
        by_table: dict[str, list[Fields]] = {}
        for table, values in rows:
            by_table.setdefault(table, []).append(fields(table, values))
        self._chats = {row["telegram_id"]: row["id"] for row in by_table.get("people", [])}
        self.people: People = frozenset(self._chats.values())
        self._days = {row["id"]: row["person_id"] for row in by_table.get("days", [])}
        self._calls = {row["id"]: _both(row, "caller_id") for row in by_table.get("calls", [])}
        self._invites = {
            row["id"]: _both(row, "accepted_by") for row in by_table.get("invites", [])
        }
        self._pairs: dict[int, People] = {}
        for row in by_table.get("pair_members", []):
            before = self._pairs.get(row["pair_id"], frozenset())
            self._pairs[row["pair_id"]] = before | {row["person_id"]}

    def of(self, table: str, row: Row) -> People:
        """The people whose row this is. KeyError for a table that nobody has thought of."""
        return TABLES[table](self, fields(table, row))

    def chat(self, chat_id: int) -> People:
        return frozenset({self._chats.get(chat_id, -chat_id)})

    def subject(self, row: Fields) -> People:
        if row["day_id"] is not None:
            return frozenset({self._days[row["day_id"]]})
        if row["call_id"] is not None:
            return self._calls[row["call_id"]]
        return self.pair(row["pair_id"]) if row["pair_id"] else self._invites[row["invite_id"]]

    def pair(self, pair_id: int) -> People:
        return self._pairs[pair_id]

    def day(self, day_id: int) -> People:
        return frozenset({self._days[day_id]})


def fields(table: str, row: Row) -> Fields:
    names = [column.name for column in metadata.tables[table].columns]
    return dict(zip(names, row, strict=True))


def _both(row: Fields, other: str) -> People:
    return frozenset({row["person_id"], row[other]} - {None})


def _persons(_: object, row: Fields) -> People:
    return frozenset({row["person_id"]})


def _marks(_: object, row: Fields) -> People:
    """By its name: `invited:7`. Marks about a day, call or album are nobody's secret."""
    kind, _, number = str(row["name"]).partition(":")
    known = ("invited", "tries", "words", "long", "away", "nudged")
    return frozenset({int(number)}) if kind in known else frozenset()


TABLES: dict[str, Callable[[Owners, Fields], People]] = {
    "people": lambda owners, row: frozenset({row["id"]}),
    "contacts": _persons,
    "pairs": lambda owners, row: owners.pair(row["id"]),
    "pair_members": _persons,
    "proposals": lambda owners, row: owners.pair(row["pair_id"]),
    "invites": lambda owners, row: _both(row, "accepted_by"),
    "refusals": _persons,
    "days": _persons,
    "calls": lambda owners, row: _both(row, "caller_id"),
    "steps": Owners.subject,
    "journal": _persons,
    "proofs": lambda owners, row: owners.day(row["day_id"]),
    "outbox": lambda owners, row: owners.chat(row["chat_id"]),
    "posts": lambda owners, row: owners.chat(row["chat_id"]),
    "questions": _persons,
    "lines": _persons,
    "marks": _marks,
}
