"""Notices until Telegram has them. Written with the deed, claimed under a lease, finished once.

Order per chat: a notice goes only when no earlier due one of its chat waits, a put-off one
included. A chat with an answer waiting goes first, so that bulk never delays who just wrote.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Update,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from storage.claims import AHEAD, ALONE, LEASE, NOTICE, QUEUES, WAITING, one_ahead, unclaimed
from storage.news import OUTBOX
from storage.records import Lane, Outgoing, Verb
from storage.rows import Noun, add_many, values
from storage.tables import outbox

KEEP = timedelta(days=30)
REPLACEABLE = {Verb.EDIT: (Verb.EDIT, Verb.STRIP), Verb.STRIP: (Verb.STRIP,)}
OWN_WORDS = ("relayed-words", "relayed-as", "cheered", "thanked", "hello-from")
ASKED_FOR = (*OWN_WORDS, "plan-reminder", "caller-asked")  # who took the call asked for it
TOUCHING = [Verb.DELETE, Verb.STRIP, Verb.REACT, Verb.PIN, Verb.UNPIN]
GROUP_COUNTS, CHAT_COUNTS = timedelta(minutes=1), timedelta(seconds=5)
REPLACED, WITHDRAWN = "replaced", "withdrawn"
UNSAID: dict[str, Any] = {}  # what was never said is not kept either: a text, or a secret link

Done = tuple[int, str, int | None]  # a notice's id, what became of it, as which message


class Outbox(Noun):
    def put_many(self, notices: Sequence[Outgoing], now: datetime) -> list[int]:
        """Their ids, in order. A newer edit takes the place of the slot's unsent ones."""
        rows = [
            {**values(outbox, notice), "created_at": now, "due_at": notice.due_at or now}
            for notice in notices
        ]
        ids = add_many(self._sql, outbox, rows)
        self._news.add(OUTBOX, [row["due_at"] for row in rows])
        self._replace(list(zip(ids, notices, strict=True)), now)
        return ids

    def claim(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        bulk: int | None = None,
        answers_only: bool = False,
    ) -> list[Outgoing]:
        """Lease at most one notice a chat: answers first, then prompts, then news, oldest first.

        `tries` counts the attempts before: a lease that ran out is one, its fate unknown. No more
        than `bulk` are taken once what is not for a chat with an answer waiting begins.
        `answers_only` leaves the rest where it is, also when it stands before an answer.
        """
        chosen: list[int] = []
        for queue in (ALONE,) if answers_only else QUEUES:
            most = limit if bulk is None or queue is QUEUES[0] else min(limit, bulk)
            room = most - len(chosen)
            if room > 0:
                facts = {"now": now, "most": room, "chosen": chosen}
                chosen += self._sql.scalars(queue, facts)
        return self._lease(chosen, now + lease) if chosen else []

    def lapse(self, now: datetime) -> int:
        """End all leases: nobody else is there to hold one. Returns how many were left behind."""
        held = update(outbox).where(WAITING, outbox.c.claimed_until > now)
        return self._sql.execute(held.values(claimed_until=now)).rowcount

    def finish(
        self, notice_id: int, now: datetime, outcome: str, message_id: int | None = None
    ) -> None:
        """Telegram took it, refused it, or it went out of date."""
        self._change(
            notice_id, done_at=now, outcome=outcome, message_id=message_id, claimed_until=None
        )

    def finish_many(self, said: Sequence[Done], now: datetime) -> dict[int, bool]:
        """As `finish`. Of those that are still there, whether it was this that finished them."""
        if not said:
            return {}
        found = self._sql.execute(FOUND, {"ids": [notice_id for notice_id, _, _ in said]})
        open_ones = {row.id: row.done_at is None for row in found}
        rows = [
            {"notice": notice, "at": now, "how": how, "message": message}
            for notice, how, message in said
            if open_ones.get(notice)
        ]
        if rows:
            self._sql.execute(FINISH, rows)
        return open_ones

    def forget(self, notice_id: int) -> None:
        """Keep nothing, not even that something was said."""
        self._sql.execute(delete(outbox).where(outbox.c.id == notice_id))

    def erase(self, notice_id: int) -> None:
        """Keep that it was said, not what: for facts nobody else may know."""
        self._change(notice_id, facts={})

    def release(self, notice_id: int, due_at: datetime, tries: int, seen: int) -> None:
        """Try again at `due_at`. It keeps its place: later notices of the chat wait behind it.

        Nothing is changed if it was claimed anew since `seen` tries were counted.
        """
        ours = update(outbox).where(outbox.c.id == notice_id, outbox.c.tries == seen)
        self._sql.execute(ours.values(retry_at=due_at, tries=tries, claimed_until=None))

    def move(self, old: int, new: int, now: datetime) -> None:
        """A chat has another id: what waits goes there, but for what touches old messages."""
        touching = _withdrawing("chat_id_", "verb_")
        self._sql.execute(touching, {"at": now, "chat_id_": old, "verb_": TOUCHING})
        waiting = update(outbox).where(WAITING, outbox.c.chat_id == old)
        self._sql.execute(waiting.values(chat_id=new))

    def said_lately(self, now: datetime) -> list[tuple[int, datetime]]:
        """To which chats something was said, and when, as far back as Telegram counts."""
        groups = (outbox.c.chat_id < 0) & (outbox.c.done_at > now - GROUP_COUNTS)
        lately = select(outbox.c.chat_id, outbox.c.done_at).where(
            outbox.c.done_at > now - GROUP_COUNTS,
            outbox.c.message_id.is_not(None),
            (outbox.c.done_at > now - CHAT_COUNTS) | groups,
        )
        return [
            (row.chat_id, row.done_at) for row in self._sql.execute(lately.order_by("done_at"))
        ]

    def withdraw(
        self,
        now: datetime,
        *,
        chat_id: int | None = None,
        slot: str | None = None,
        day_id: int | None = None,
        call_id: int | None = None,
        keys: Collection[str] | None = None,
        verbs: Collection[Verb] | None = None,
    ) -> int:
        """Take back the unsent notices that match all that is given; how many."""
        only = {"chat_id": chat_id, "slot": slot, "day_id": day_id, "call_id": call_id}
        among = {"key": keys, "verb": verbs}
        given: dict[str, Any] = {f"{name}_": v for name, v in only.items() if v is not None}
        given |= {f"{name}_": list(some) for name, some in among.items() if some is not None}
        if not given:
            raise ValueError("withdraw needs to know what")
        return self._sql.execute(_withdrawing(*given), {"at": now, **given}).rowcount

    def get(self, notice_id: int) -> Outgoing | None:
        row = self._sql.execute(select(*NOTICE).where(outbox.c.id == notice_id)).first()
        return None if row is None else Outgoing(*row)

    def unsent(self, chat_id: int, now: datetime) -> list[Outgoing]:
        """What still waits for this chat and is not on its way, oldest first."""
        found = select(*NOTICE).where(WAITING, unclaimed(now), outbox.c.chat_id == chat_id)
        return [Outgoing(*row) for row in self._sql.execute(found.order_by(outbox.c.id))]

    def reword(self, notice_id: int, key: str, facts: dict[str, Any]) -> None:
        """Say this in its place; when and to whom stays."""
        self._change(notice_id, key=key, facts=facts)

    def unasked_since(
        self, chat_ids: Collection[int], since: datetime
    ) -> dict[int, list[tuple[datetime, bool]]]:
        """When each chat was sent what nobody in it asked for, no one's own words; if it rang."""
        found = select(outbox.c.chat_id, outbox.c.created_at, outbox.c.silent).where(
            outbox.c.chat_id.in_(chat_ids),
            outbox.c.created_at >= since,
            outbox.c.verb == Verb.SEND,
            or_(outbox.c.lane != Lane.ANSWER, outbox.c.silent.is_(False)),
            or_(WAITING, outbox.c.message_id.is_not(None)),
            outbox.c.key.not_in(ASKED_FOR),
        )
        sent: dict[int, list[tuple[datetime, bool]]] = {}
        for chat_id, at, silent in self._sql.execute(found):
            sent.setdefault(chat_id, []).append((at, not silent))
        return sent

    def last_unasked(self, chat_id: int) -> tuple[Outgoing, datetime] | None:
        """The newest message Telegram took that was no answer, and when it took it.

        What has sound is none, in whatever lane it travels: an alert goes with the answers.
        """
        found = select(*NOTICE, outbox.c.done_at).where(
            outbox.c.chat_id == chat_id,
            outbox.c.verb == Verb.SEND,
            (outbox.c.lane != Lane.ANSWER) | ~outbox.c.silent,
            outbox.c.message_id.is_not(None),
        )
        newest = found.order_by(outbox.c.done_at.desc(), outbox.c.id.desc()).limit(1)
        row = self._sql.execute(newest).first()
        return None if row is None else (Outgoing(*row[:-1]), row.done_at)

    def waiting(self) -> int:
        return self._sql.scalar(select(func.count()).select_from(outbox).where(WAITING)) or 0

    def next_due(self) -> datetime | None:
        """When a notice may go next, leases, put-offs and order included."""
        busy = outbox.c.claimed_until.is_not(None) | outbox.c.retry_at.is_not(None)
        held = AHEAD.c.claimed_until.is_not(None) | AHEAD.c.retry_at.is_not(None)
        free = select(func.min(outbox.c.due_at)).where(WAITING, ~busy, ~one_ahead().where(held))
        back = func.coalesce(outbox.c.claimed_until, outbox.c.retry_at)
        moments = [self._sql.scalar(free), self._sql.scalar(select(func.min(back)).where(WAITING))]
        return min((at for at in moments if at is not None), default=None)

    def purge(self, now: datetime, keep: timedelta = KEEP) -> int:
        """Forget what was finished so long ago. Returns how many."""
        return self._sql.execute(delete(outbox).where(outbox.c.done_at <= now - keep)).rowcount

    def _replace(self, new: Sequence[tuple[int, Outgoing]], now: datetime) -> None:
        for verb, older in REPLACE.items():
            rows = [
                {"at": now, "chat": notice.chat_id, "role": notice.slot, "below": notice_id}
                for notice_id, notice in new
                if notice.verb is verb and notice.slot is not None
            ]
            if rows:
                self._sql.execute(older, rows)

    def _lease(self, ids: Sequence[int], until: datetime) -> list[Outgoing]:
        leased = self._sql.execute(LEASE, {"ids": list(ids), "until": until})
        found = {row.id: Outgoing(*row) for row in leased}
        return [found[notice_id] for notice_id in ids]

    def _change(self, notice_id: int, **changes: Any) -> None:
        self._sql.execute(update(outbox).where(outbox.c.id == notice_id).values(**changes))


def _older(verbs: Collection[Verb]) -> Update:
    """Takes the unsent ones of these verbs and of one slot off, before a newer one."""
    at = bindparam("at", type_=outbox.c.due_at.type)
    old = update(outbox).where(
        WAITING,
        unclaimed(at),
        outbox.c.chat_id == bindparam("chat"),
        outbox.c.slot == bindparam("role"),
        or_(*(outbox.c.verb == verb for verb in verbs)),
        outbox.c.id < bindparam("below"),
    )
    return old.values(done_at=at, outcome=REPLACED, facts=UNSAID)


@cache
def _withdrawing(*given: str) -> Update:
    """Each name is a column's and a stroke: an UPDATE keeps the bare ones for itself."""
    where = [
        outbox.c[name[:-1]].in_(bindparam(name, expanding=True))
        if name in ("key_", "verb_")
        else outbox.c[name[:-1]] == bindparam(name)
        for name in given
    ]
    at = bindparam("at", type_=outbox.c.due_at.type)
    return (
        update(outbox)
        .where(WAITING, unclaimed(at), *where)
        .values(done_at=at, outcome=WITHDRAWN, facts=UNSAID)
    )


REPLACE = {verb: _older(verbs) for verb, verbs in REPLACEABLE.items()}
FOUND = (
    select(outbox.c.id, outbox.c.done_at)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(outbox.c.id)
    .with_for_update()
)
FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("notice"))
    .values(
        done_at=bindparam("at"),
        outcome=bindparam("how"),
        message_id=bindparam("message"),
        claimed_until=None,
    )
)
