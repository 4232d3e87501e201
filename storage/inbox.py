"""Updates from Telegram until their effect is committed with them.

One row an update id, whatever Telegram repeats. A person's rows are handled in order: a later one
waits behind an earlier one that failed, but only through its first tries, some four seconds.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, select, update

from storage.news import INBOX
from storage.records import InboxRow
from storage.rows import Noun, columns, own_insert
from storage.tables import inbox

ROW = columns(inbox, InboxRow)
WAITING = inbox.c.done_at.is_(None)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 3, 15, 60))
LAST_TRY = len(PAUSES) + 1
BLOCKING_TRIES = 2  # PAUSES[0] + PAUSES[1] stay under the five seconds a person may wait
AT_ONCE = 20  # of one person's waiting rows; further ones take turns PACE apart
PACE = timedelta(milliseconds=50)
KEEP, KEEP_DEAD = timedelta(hours=48), timedelta(days=7)
DEAD, DROPPED = "dead", "dropped"

# update_id, from_id, chat_id, happened_at, received_at, payload
Arrival = tuple[int, int | None, int | None, datetime, datetime, dict[str, Any]]


class Inbox(Noun):
    def put_many(self, arrivals: Sequence[Arrival]) -> list[int]:
        """Keep what came, in the order of Telegram; the ids that were new."""
        if not arrivals:
            return []
        rows = self._with_turns(arrivals)
        statement = own_insert(self._sql, inbox).on_conflict_do_nothing()
        new = set(self._sql.scalars(statement.returning(inbox.c.update_id), rows))
        self._news.add(INBOX, [row["turn_at"] for row in rows if row["update_id"] in new])
        return [
            update_id for update_id in dict.fromkeys(a[0] for a in arrivals) if update_id in new
        ]

    def known(self, update_ids: Collection[int]) -> set[int]:
        """Those of them that were kept, handled or not."""
        found = select(inbox.c.update_id).where(inbox.c.update_id.in_(update_ids))
        return set(self._sql.scalars(found))

    def next(self, now: datetime) -> InboxRow | None:
        """The row whose turn it is, locked until this transaction ends."""
        row = self._sql.execute(NEXT, {"now": now}).first()
        return None if row is None else InboxRow(*row)

    def done(self, update_id: int, outcome: str, now: datetime) -> None:
        """Handled: what was written in it is erased."""
        self._sql.execute(DONE, {"key": update_id, "at": now, "how": outcome})

    def drop(self, first: InboxRow, until: datetime, now: datetime) -> int:
        """Leave this row and what the same one wrote up to `until` unhandled. Returns how many."""
        theirs = inbox.c.from_id == first.from_id
        if first.from_id is None:
            theirs = inbox.c.from_id.is_(None) & (inbox.c.chat_id == first.chat_id)
        flood = update(inbox).where(WAITING, theirs, inbox.c.happened_at <= until)
        left = flood.where(inbox.c.tries == 0).values(done_at=now, outcome=DROPPED, payload=None)
        return self._sql.execute(left).rowcount

    def failed(self, update_id: int, now: datetime) -> int:
        """Count a try and put the row off; after the last it is dead and keeps its payload."""
        one = select(inbox.c.tries).where(inbox.c.update_id == update_id, WAITING)
        before = self._sql.scalar(one.with_for_update())
        if before is None:
            return 0
        tries = int(before) + 1
        if tries >= LAST_TRY:
            self._finish(update_id, now, outcome=DEAD, tries=tries)
        else:
            self._change(update_id, tries=tries, turn_at=now + PAUSES[before])
        return tries

    def move(self, old: int, new: int) -> None:
        """A chat has another id: what waits from it was written there."""
        theirs = update(inbox).where(WAITING, inbox.c.chat_id == old)
        self._sql.execute(theirs.values(chat_id=new))

    def waiting(self) -> int:
        return self._sql.scalar(select(func.count()).select_from(inbox).where(WAITING)) or 0

    def next_turn(self) -> datetime | None:
        """When the next row may be handled; in the past if one waits now."""
        free = select(inbox.c.turn_at).where(WAITING, ~_held_up())
        first = self._sql.scalars(free.order_by(inbox.c.turn_at, inbox.c.update_id).limit(1))
        return first.one_or_none()

    def purge(
        self, now: datetime, keep: timedelta = KEEP, keep_dead: timedelta = KEEP_DEAD
    ) -> int:
        """Forget handled rows, and later dead ones. Returns how many."""
        old = (inbox.c.done_at <= now - keep) & (inbox.c.outcome != DEAD)
        return self._sql.execute(
            delete(inbox).where(old | (inbox.c.done_at <= now - keep_dead))
        ).rowcount

    def _with_turns(self, arrivals: Sequence[Arrival]) -> list[dict[str, Any]]:
        """In order of writing; whoever floods us is paced, so that others are not kept waiting."""
        queued = Counter(self._waiting_of({a[1] for a in arrivals if a[1] is not None}))
        rows = []
        for update_id, from_id, chat_id, happened_at, received_at, payload in arrivals:
            late = max(0, queued[from_id] - AT_ONCE) if from_id is not None else 0
            turn_at = received_at + PACE * late if late else min(happened_at, received_at)
            queued[from_id] += 1
            rows.append(
                {
                    "update_id": update_id,
                    "from_id": from_id,
                    "chat_id": chat_id,
                    "happened_at": happened_at,
                    "received_at": received_at,
                    "turn_at": turn_at,
                    "payload": payload,
                }
            )
        return rows

    def _waiting_of(self, from_ids: Collection[int]) -> dict[int | None, int]:
        found = select(inbox.c.from_id, func.count()).where(WAITING, inbox.c.from_id.in_(from_ids))
        return dict(self._sql.execute(found.group_by(inbox.c.from_id)).all())

    def _finish(self, update_id: int, now: datetime, **changes: Any) -> None:
        self._change(update_id, done_at=now, **changes)

    def _change(self, update_id: int, **changes: Any) -> None:
        one = update(inbox).where(inbox.c.update_id == update_id)
        self._sql.execute(one.values(**changes))


def _held_up() -> ColumnElement[bool]:
    """An earlier row of the same person is unfinished and still in its first tries.

    Earlier is what Telegram numbered lower: a press has no date of its own, only our receipt's.
    """
    earlier = inbox.alias("earlier")
    return exists().where(
        earlier.c.from_id == inbox.c.from_id,
        earlier.c.done_at.is_(None),
        earlier.c.tries <= BLOCKING_TRIES,
        earlier.c.update_id < inbox.c.update_id,
    )


NEXT = (  # made once: putting it together costs more than running it
    select(*ROW)
    .where(WAITING, inbox.c.turn_at <= bindparam("now"), ~_held_up())
    .order_by(inbox.c.turn_at, inbox.c.update_id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
DONE = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("key"))
    .values(done_at=bindparam("at"), outcome=bindparam("how"), payload=None)
)
