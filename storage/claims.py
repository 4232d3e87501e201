"""What the outbox asks when notices are claimed: which may go, and the lease on them.

Rules: every statement is made once, at import, as putting it together costs more than running it;
the order is due_at, then id, in a lane and in a chat.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Integer,
    Select,
    bindparam,
    case,
    exists,
    select,
    tuple_,
    update,
)

from storage.records import Lane, Outgoing
from storage.rows import columns
from storage.tables import outbox

NOTICE = columns(outbox, Outgoing)
WAITING = outbox.c.done_at.is_(None)
AHEAD = outbox.alias("ahead")
NOW = bindparam("now", type_=outbox.c.due_at.type)
BULK = (Lane.PROMPT, Lane.NEWS)


def _heads(who: ColumnElement[bool], counts: ColumnElement[bool] | None = None) -> Select[Any]:
    """Those of `who` that may go: due, free, nothing of their chat that `counts` before them."""
    ahead = one_ahead() if counts is None else one_ahead().where(counts)
    return (
        select(outbox.c.id)
        .where(who, outbox.c.id.not_in(bindparam("chosen", expanding=True)))
        .where(WAITING, outbox.c.due_at <= NOW, unclaimed(NOW), ~ahead)
        .where(outbox.c.retry_at.is_(None) | (outbox.c.retry_at <= NOW))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True, of=outbox)
    )


def one_ahead() -> Exists:
    """Whatever is ahead of a due notice is due too, sent or not yet taken back."""
    place = tuple_(AHEAD.c.due_at, AHEAD.c.id) < tuple_(outbox.c.due_at, outbox.c.id)
    return exists().where(AHEAD.c.chat_id == outbox.c.chat_id, AHEAD.c.done_at.is_(None), place)


def _chat_has_answer() -> ColumnElement[bool]:
    answers = outbox.alias("answers")
    waiting = answers.c.done_at.is_(None) & (answers.c.due_at <= NOW)
    chats = select(answers.c.chat_id).where(answers.c.lane == Lane.ANSWER, waiting)
    return outbox.c.chat_id.in_(chats)


def unclaimed(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return outbox.c.claimed_until.is_(None) | (outbox.c.claimed_until <= now)


QUEUES = (_heads(_chat_has_answer()), *(_heads(outbox.c.lane == lane) for lane in BULK))
ALONE = _heads(outbox.c.lane == Lane.ANSWER, AHEAD.c.lane == Lane.ANSWER)
LEASE = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        claimed_until=bindparam("until"),
        tries=outbox.c.tries + case((outbox.c.claimed_until.is_(None), 0), else_=1),
    )
    .returning(*NOTICE)
)
