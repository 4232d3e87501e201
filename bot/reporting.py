"""What became of a parcel, in one transaction: outbox row, the slot's message, the way back."""

from datetime import datetime

from bot.packing import Parcel
from bot.posting import Said
from scheduler.actions import delivery as reports
from storage.records import Outgoing, Post, Verb
from storage.store import Transaction


def taken(tx: Transaction, parcel: Parcel, said: Said, now: datetime) -> None:
    """Telegram has it: what counts from this moment is planned."""
    out = parcel.outgoing
    tx.outbox.finish(out.id, now, said.outcome, said.message_id)
    _remember(tx, parcel, said, now)
    reports.taken(tx, out, now, now)


def finished(tx: Transaction, parcel: Parcel, why: str, now: datetime, gone: bool = False) -> None:
    """It will never be taken. `gone`: nor will anything else sent to this chat."""
    out = parcel.outgoing
    tx.outbox.finish(out.id, now, why)
    if gone:
        reports.unreachable(tx, out.chat_id, now)
    reports.undelivered(tx, out, why, now)


def _remember(tx: Transaction, parcel: Parcel, said: Said, now: datetime) -> None:
    """Which message plays the role now. An edited one keeps its role and takes on its new one."""
    out = parcel.outgoing
    if out.verb is Verb.DELETE:
        _forget(tx, out)
    if out.verb is Verb.STRIP and parcel.post is not None:
        tx.posts.show(out.chat_id, parcel.post.message_id, parcel.digest)
    if out.verb not in (Verb.SEND, Verb.EDIT, Verb.COPY) or said.message_id is None:
        return
    roles = dict.fromkeys(slot for slot in (out.slot, parcel.own_slot) if slot)
    tx.posts.show(out.chat_id, said.message_id, parcel.digest)
    for slot in roles:
        kept = Post(out.chat_id, slot, said.message_id, out.day_id, parcel.digest)
        tx.posts.put(kept, now)


def _forget(tx: Transaction, out: Outgoing) -> None:
    if out.slot is not None:
        tx.posts.remove(out.chat_id, out.slot)
