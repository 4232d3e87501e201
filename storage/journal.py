"""What happened, line by line, and the proofs that came with it. Lines are only ever added.

A line carries the pact it was written under: a partner may read it only under that same pact.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select

from storage.records import Entry, Proof
from storage.rows import Noun, add_many, columns, values
from storage.tables import journal, proofs

ENTRY = columns(journal, Entry)
PROOF = columns(proofs, Proof)


class Journal(Noun):
    def add_many(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._sql.execute(insert(journal), [values(journal, entry) for entry in entries])

    def of_person(self, person_id: int, limit: int, before_id: int | None = None) -> list[Entry]:
        """Newest first; `before_id` is the last id of the page before."""
        return self._page(journal.c.person_id == person_id, limit, before_id)

    def of_pair(self, pair_id: int, limit: int, before_id: int | None = None) -> list[Entry]:
        """Both members' lines written under this pact, newest first."""
        return self._page(journal.c.pair_id == pair_id, limit, before_id)

    def worded(self, pair_id: int, person_id: int, first: date, last: date) -> dict[date, str]:
        """One member's dates that were lived under this pact, each with its last wording there.

        Without any wording the text is empty. Both ends included.
        """
        found = select(journal.c.on, journal.c.text).where(
            journal.c.pair_id == pair_id,
            journal.c.person_id == person_id,
            journal.c.on.between(first, last),
        )
        worded: dict[date, str] = {}
        for on, text in self._sql.execute(found.order_by(journal.c.id)):
            worded[on] = worded.get(on, "") if text is None else text
        return worded

    def _page(self, whose: ColumnElement[bool], limit: int, before_id: int | None) -> list[Entry]:
        found = select(*ENTRY).where(whose)
        if before_id is not None:
            found = found.where(journal.c.id < before_id)
        rows = self._sql.execute(found.order_by(journal.c.id.desc()).limit(limit))
        return [Entry(*row) for row in rows]


class Proofs(Noun):
    def add(
        self,
        day_id: int,
        kind: str,
        at: datetime,
        text: str | None = None,
        chat_id: int | None = None,
        message_id: int | None = None,
    ) -> Proof:
        row: dict[str, Any] = {
            "kind": kind,
            "text": text,
            "chat_id": chat_id,
            "message_id": message_id,
            "at": at,
        }
        [new] = add_many(self._sql, proofs, [{"day_id": day_id, **row}])
        return Proof(new, day_id, **row)

    def of_day(self, day_id: int) -> list[Proof]:
        """In the order they came."""
        found = select(*PROOF).where(proofs.c.day_id == day_id).order_by(proofs.c.id)
        return [Proof(*row) for row in self._sql.execute(found)]
