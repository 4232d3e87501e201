"""What waits to become a line in the next message to a person."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from storage.records import Line
from storage.rows import Noun, columns
from storage.tables import lines

LINE = columns(lines, Line)


class Lines(Noun):
    def add(self, person_id: int, key: str, facts: dict[str, Any], at: datetime) -> None:
        row = {"person_id": person_id, "key": key, "facts": facts, "at": at}
        self._sql.execute(insert(lines), row)

    def take(self, person_id: int) -> list[Line]:
        """All that wait, oldest first; they are gone with this transaction's commit."""
        taken = delete(lines).where(lines.c.person_id == person_id).returning(*LINE)
        return sorted((Line(*row) for row in self._sql.execute(taken)), key=lambda line: line.id)

    def add_many(self, waiting: Collection[Line]) -> None:
        """Lines whose ids are not yet given."""
        rows = [
            {"person_id": w.person_id, "key": w.key, "facts": w.facts, "at": w.at} for w in waiting
        ]
        if rows:
            self._sql.execute(insert(lines), rows)

    def take_many(self, person_ids: Collection[int]) -> dict[int, list[Line]]:
        """As take, for many people; those without lines are missing."""
        if not person_ids:
            return {}
        taken = delete(lines).where(lines.c.person_id.in_(person_ids)).returning(*LINE)
        found: dict[int, list[Line]] = {}
        for line in sorted((Line(*row) for row in self._sql.execute(taken)), key=lambda w: w.id):
            found.setdefault(line.person_id, []).append(line)
        return found

    def count(self, person_id: int) -> int:
        found = select(func.count()).select_from(lines).where(lines.c.person_id == person_id)
        return self._sql.scalar(found) or 0
