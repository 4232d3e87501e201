"""How much waits and for how long: what a host wants to know; nothing is changed or locked.

Each figure is read from an index over what is unfinished, so that asking stays cheap.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, text

from storage.rows import Noun
from storage.tables import inbox, outbox, steps

DEAD_UPDATES, DEAD_NOTICES = "outcome = 'dead'", "outcome LIKE 'dead%'"  # as their indexes say


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts, and since when (UTC) the oldest of each waits; None where nothing does."""

    updates: int
    oldest_update: datetime | None  # whose turn it is; not what failed or is paced
    steps_due: int
    oldest_step: datetime | None  # but for those set aside after a fault
    notices: int
    notices_due: int
    oldest_notice: datetime | None  # but for those put off
    last_finished: datetime | None  # when a notice was last taken, refused or given up
    dead_updates: int
    dead_notices: int


class Queues(Noun):
    def look(self, now: datetime) -> Waiting:
        """As it is at `now` (UTC)."""
        turned = (inbox.c.tries == 0) & (inbox.c.turn_at <= now)
        unhandled, unsent = inbox.c.done_at.is_(None), outbox.c.done_at.is_(None)
        step_due, notice_due = steps.c.due_at <= now, unsent & (outbox.c.due_at <= now)
        free = outbox.c.retry_at.is_(None) | (outbox.c.retry_at <= now)
        return Waiting(
            updates=self._count(unhandled),
            oldest_update=self._sql.scalar(_oldest(inbox.c.received_at, unhandled & turned)),
            steps_due=self._count(step_due),
            oldest_step=self._sql.scalar(
                _oldest(steps.c.due_at, step_due & steps.c.retry_at.is_(None))
            ),
            notices=self._count(unsent),
            notices_due=self._count(notice_due),
            oldest_notice=self._sql.scalar(_oldest(outbox.c.due_at, notice_due & free)),
            last_finished=self._sql.scalar(select(func.max(outbox.c.done_at))),
            dead_updates=self._dead("inbox", DEAD_UPDATES),
            dead_notices=self._dead("outbox", DEAD_NOTICES),
        )

    def _count(self, which: ColumnElement[bool]) -> int:
        return self._sql.scalar(select(func.count()).where(which)) or 0

    def _dead(self, table: str, which: str) -> int:
        return self._sql.scalar(text(f"SELECT count(*) FROM {table} WHERE {which}")) or 0


def _oldest(at: ColumnElement[datetime], which: ColumnElement[bool]) -> Select[datetime]:
    return select(at).where(which).order_by(at).limit(1)
