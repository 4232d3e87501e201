"""Small facts of the installation, e.g. the polling offset. Values are JSON."""

from typing import Any

from sqlalchemy import select

from storage.rows import Noun, upsert
from storage.tables import marks


class Marks(Noun):
    def get(self, name: str) -> Any:
        """None when it was never put."""
        return self._sql.scalar(select(marks.c.value).where(marks.c.name == name))

    def put(self, name: str, value: Any) -> None:
        upsert(self._sql, marks, ["name"], [{"name": name, "value": value}])
