"""Which of many processes plays a part that only one may play, and until when.

A lease is a row: it outlives its holder by seconds at most, and no connection has to be kept for
it. `now` comes from the one Clock, so that all processes judge the same row alike.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from storage.rows import Noun, own_insert
from storage.tables import leases


class Leases(Noun):
    def take(self, name: str, holder: str, now: datetime, span: timedelta) -> bool | None:
        """Hold it until `now + span`, if it is free, lapsed or held by `holder` already.

        None: somebody else has it. True: it was not ours before; False: it was.
        """
        found = self._of(name, lock=False)
        if found is not None and found[0] != holder and found[1] > now:
            return None
        row = {"name": name, "holder": holder, "until": now + span}
        new = own_insert(self._sql, leases).on_conflict_do_nothing().returning(leases.c.name)
        if self._sql.execute(new, row).first() is not None:
            return True
        return self._take_over(name, holder, now, span)

    def drop(self, holder: str, names: Collection[str]) -> int:
        """Let go of these, so that others need not wait; how many there were."""
        ours = delete(leases).where(leases.c.holder == holder, leases.c.name.in_(names))
        return self._sql.execute(ours).rowcount

    def forget(self, name: str) -> None:
        """Whoever holds it."""
        self._sql.execute(delete(leases).where(leases.c.name == name))

    def is_held(self, name: str, now: datetime) -> bool:
        """By anybody."""
        found = self._of(name, lock=False)
        return found is not None and found[1] > now

    def _take_over(self, name: str, holder: str, now: datetime, span: timedelta) -> bool | None:
        found = self._of(name, lock=True)
        if found is None or (found[0] != holder and found[1] > now):
            return None
        one = update(leases).where(leases.c.name == name)
        self._sql.execute(one.values(holder=holder, until=now + span))
        return found[0] != holder

    def _of(self, name: str, lock: bool) -> tuple[str, datetime] | None:
        found = select(leases.c.holder, leases.c.until).where(leases.c.name == name)
        row = self._sql.execute(found.with_for_update() if lock else found).first()
        return None if row is None else (row.holder, row.until)
