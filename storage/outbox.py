"""Notices until Telegram has them. Written with the deed, claimed under a lease, finished once.

Order per chat: a notice goes only when no earlier due one of its chat waits, a put-off one
included. A chat with an answer waiting goes first, so that bulk never delays who just wrote.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Integer,
    Select,
    Update,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from storage.news import OUTBOX
from storage.records import Lane, Outgoing, Verb
from storage.rows import Noun, add_many, columns, values
from storage.tables import outbox

NOTICE = columns(outbox, Outgoing)
WAITING = outbox.c.done_at.is_(None)
AHEAD = outbox.alias("ahead")
NOW = bindparam("now", type_=outbox.c.due_at.type)
KEEP = timedelta(days=30)
REPLACEABLE = {Verb.EDIT: (Verb.EDIT, Verb.STRIP), Verb.STRIP: (Verb.STRIP,)}
BULK = (Lane.PROMPT, Lane.NEWS)
OWN_WORDS = ("relayed-words", "relayed-as", "cheered", "thanked", "hello-from")
ASKED_FOR = (*OWN_WORDS, "plan-reminder", "caller-asked")  # who took the call asked for it
REPLACED, WITHDRAWN = "replaced", "withdrawn"
UNSAID: dict[str, Any] = {}  # what was never said is not kept either: a text, or a secret link


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
        self, now: datetime, lease: timedelta, limit: int, answers_only: bool = False
    ) -> list[Outgoing]:
        """Lease at most one notice a chat: answers first, then prompts, then news, oldest first.

        `tries` counts the attempts before: a lease that ran out is one, its fate unknown.
        `answers_only` leaves the rest where it is, also when it stands before an answer.
        """
        chosen: list[int] = []
        for queue in (ALONE,) if answers_only else QUEUES:
            room = limit - len(chosen)
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

    def forget(self, notice_id: int) -> None:
        """Keep nothing, not even that something was said."""
        self._sql.execute(delete(outbox).where(outbox.c.id == notice_id))

    def erase(self, notice_id: int) -> None:
        """Keep that it was said, not what: for facts nobody else may know."""
        self._change(notice_id, facts={})

    def release(self, notice_id: int, due_at: datetime, tries: int) -> None:
        """Try again at `due_at`. It keeps its place: later notices of the chat wait behind it."""
        self._change(notice_id, retry_at=due_at, tries=tries, claimed_until=None)

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
        found = select(*NOTICE).where(WAITING, _unclaimed(now), outbox.c.chat_id == chat_id)
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
        free = select(func.min(outbox.c.due_at)).where(WAITING, ~busy, ~_one_ahead().where(held))
        back = func.coalesce(outbox.c.claimed_until, outbox.c.retry_at)
        moments = [self._sql.scalar(free), self._sql.scalar(select(func.min(back)).where(WAITING))]
        return min((at for at in moments if at is not None), default=None)

    def purge(self, now: datetime) -> int:
        """Forget what was finished 30 days ago. Returns how many."""
        return self._sql.execute(delete(outbox).where(outbox.c.done_at <= now - KEEP)).rowcount

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


def _heads(who: ColumnElement[bool], counts: ColumnElement[bool] | None = None) -> Select[Any]:
    """Those of `who` that may go: due, free, nothing of their chat that `counts` before them.

    Made once, at import: putting it together costs more than running it.
    """
    ahead = _one_ahead() if counts is None else _one_ahead().where(counts)
    return (
        select(outbox.c.id)
        .where(who, outbox.c.id.not_in(bindparam("chosen", expanding=True)))
        .where(WAITING, outbox.c.due_at <= NOW, _unclaimed(NOW), ~ahead)
        .where(outbox.c.retry_at.is_(None) | (outbox.c.retry_at <= NOW))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, of=outbox)
    )


def _one_ahead() -> Exists:
    """Whatever is ahead of a due notice is due too, sent or not yet taken back."""
    place = tuple_(AHEAD.c.due_at, AHEAD.c.id) < tuple_(outbox.c.due_at, outbox.c.id)
    return exists().where(AHEAD.c.chat_id == outbox.c.chat_id, AHEAD.c.done_at.is_(None), place)


def _older(verbs: Collection[Verb]) -> Update:
    """Takes the unsent ones of these verbs and of one slot off, before a newer one."""
    at = bindparam("at", type_=outbox.c.due_at.type)
    old = update(outbox).where(
        WAITING,
        _unclaimed(at),
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
        .where(WAITING, _unclaimed(at), *where)
        .values(done_at=at, outcome=WITHDRAWN, facts=UNSAID)
    )


def _chat_has_answer() -> ColumnElement[bool]:
    answers = outbox.alias("answers")
    waiting = answers.c.done_at.is_(None) & (answers.c.due_at <= NOW)
    chats = select(answers.c.chat_id).where(answers.c.lane == Lane.ANSWER, waiting)
    return outbox.c.chat_id.in_(chats)


def _unclaimed(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return outbox.c.claimed_until.is_(None) | (outbox.c.claimed_until <= now)


QUEUES = (_heads(_chat_has_answer()), *(_heads(outbox.c.lane == lane) for lane in BULK))
ALONE = _heads(outbox.c.lane == Lane.ANSWER, AHEAD.c.lane == Lane.ANSWER)
REPLACE = {verb: _older(verbs) for verb, verbs in REPLACEABLE.items()}
LEASE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        claimed_until=bindparam("until"),
        tries=outbox.c.tries + case((outbox.c.claimed_until.is_(None), 0), else_=1),
    )
    .returning(*NOTICE)
)
