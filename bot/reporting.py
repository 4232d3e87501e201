"""What became of parcels, in one transaction: outbox rows, the slots' messages, the way back.

Rule: a row that is finished already stays as it is, so that noting twice does nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.packing import Parcel
from bot.posting import Said
from scheduler.actions import delivery as reports
from scheduler.actions.moving import moved
from storage.records import Lane, Outgoing, Post, Verb
from storage.store import Transaction

LASTING = (Verb.SEND, Verb.EDIT, Verb.COPY)


@dataclass(frozen=True, slots=True)
class Taken:
    """Telegram has it."""

    parcel: Parcel
    said: Said


@dataclass(frozen=True, slots=True)
class Finished:
    """It will never be taken. `gone`: nor will anything else sent to this chat."""

    parcel: Parcel
    why: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """It goes later, after as many `tries` whose fate nobody knows."""

    parcel: Parcel
    wait: timedelta
    tries: int


@dataclass(frozen=True, slots=True)
class Moved:
    """It goes at once, with all that waits for its chat, to where the chat is now."""

    parcel: Parcel
    to: int


Report = Taken | Finished | PutOff | Moved


def note(tx: Transaction, landed: Sequence[Report], now: datetime) -> None:
    """Write what became of each, in as few statements as there are kinds."""
    _note_taken(tx, [report for report in landed if isinstance(report, Taken)], now)
    for report in landed:
        match report:
            case Finished(parcel, why, gone):
                finished(tx, parcel, why, now, gone)
            case PutOff(parcel, wait, tries):
                tx.outbox.release(parcel.outgoing.id, now + wait, tries, parcel.outgoing.tries)
            case Moved(parcel, to):
                tries = parcel.outgoing.tries
                tx.outbox.release(parcel.outgoing.id, now, tries, tries)
                moved(tx, parcel.outgoing.chat_id, to, now)


def taken(tx: Transaction, parcel: Parcel, said: Said, now: datetime) -> None:
    """Telegram has it: what counts from this moment is planned."""
    _note_taken(tx, [Taken(parcel, said)], now)


def finished(tx: Transaction, parcel: Parcel, why: str, now: datetime, gone: bool = False) -> None:
    """It will never be taken. `gone`: nor will anything else sent to this chat."""
    out = parcel.outgoing
    is_noted = tx.outbox.finish_many([(out.id, why, None)], now).get(out.id)
    if gone:
        reports.unreachable(tx, out.chat_id, now)
    if is_noted:
        reports.undelivered(tx, out, why, now)


def _note_taken(tx: Transaction, landed: Sequence[Taken], now: datetime) -> None:
    said = [(one.parcel.outgoing.id, one.said.outcome, one.said.message_id) for one in landed]
    is_noted = tx.outbox.finish_many(said, now)
    for one in landed:
        if one.parcel.outgoing.id not in is_noted:
            _take_back(tx, one.parcel.outgoing, one.said, now)
    new = [one for one in landed if is_noted.get(one.parcel.outgoing.id)]
    _remember(tx, new, now)
    reports.all_taken(tx, [one.parcel.outgoing for one in new], now)


def _take_back(tx: Transaction, out: Outgoing, said: Said, now: datetime) -> None:
    """While it was on its way, who it is about was erased: nobody is to read it."""
    is_new = out.verb in (Verb.SEND, Verb.COPY) and said.message_id is not None
    if is_new and tx.people.by_telegram(out.chat_id) is not None:
        gone = {"message_id": said.message_id}
        back = Outgoing(out.chat_id, Verb.DELETE, "", gone, lane=Lane.ANSWER)
        tx.outbox.put_many([back], now)


def _remember(tx: Transaction, landed: Sequence[Taken], now: datetime) -> None:
    """Which message plays the role now. An edited one keeps its role and takes on its new one."""
    shown: list[tuple[int, int, str | None]] = []
    roles: list[Post] = []
    for one in landed:
        out, parcel, message_id = one.parcel.outgoing, one.parcel, one.said.message_id
        if out.verb is Verb.DELETE and out.slot is not None:
            tx.posts.remove(out.chat_id, out.slot)
        if out.verb is Verb.STRIP and parcel.post is not None:
            shown.append((out.chat_id, parcel.post.message_id, parcel.digest))
        if out.verb not in LASTING or message_id is None:
            continue
        if parcel.edits:  # nothing else can play a role by a message that is new
            shown.append((out.chat_id, message_id, parcel.digest))
        slots = dict.fromkeys(slot for slot in (out.slot, parcel.own_slot) if slot)
        roles += [Post(out.chat_id, s, message_id, out.day_id, parcel.digest) for s in slots]
    tx.posts.show_many(shown)
    tx.posts.put_many(roles, now)
