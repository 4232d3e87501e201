"""Small facts: of the installation, and of people for as long as they matter. Values are JSON."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.rows import Noun, upsert
from storage.tables import marks


class Marks(Noun):
    def get(self, name: str) -> Any:
        """None when it was never put, or has been purged."""
        return self._sql.scalar(select(marks.c.value).where(marks.c.name == name))

    def put(self, name: str, value: Any, until: datetime | None = None) -> None:
        """`until` (UTC) is when it may be purged; None keeps it for good."""
        upsert(self._sql, marks, ["name"], [{"name": name, "value": value, "until": until}])

    def purge(self, now: datetime) -> int:
        """Drop what is not needed any more. Returns how many."""
        return self._sql.execute(delete(marks).where(marks.c.until <= now)).rowcount
