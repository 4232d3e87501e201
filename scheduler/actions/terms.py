"""What a pact says: words, ways of help, hours, contact; loosened at once, tightened by both.

A proposal counts when the other accepts exactly it: its code stands for its very words. Instants
are UTC.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from scheduler.actions import settings
from scheduler.actions.two import Two, members, other_of
from scheduler.rules.fitting import Fit, Proposal, call_fits
from scheduler.rules.hours import Hours, Side
from storage.records import Contact, Lane, Outgoing, Pair, Person, Reach, Verb, Way
from storage.store import Transaction

MUCH = {Way.NEITHER: 0, Way.WRITE: 1, Way.CALL: 2}
WORDS, HOURS, WAY = KINDS = ("words", "hours", "way")


def choose_way(tx: Transaction, person: Person, pair: Pair, way: Way, now: datetime) -> int | None:
    """Less help counts at once (None); more is proposed, and the code of that is returned."""
    tx.pairs.drop_proposal(pair.id, WAY)
    if MUCH[way] <= MUCH[person.way]:
        settings.change(tx, person, {"way": way}, now)
        return None
    return _propose(tx, person, pair, WAY, {"way": str(way)}, now)


def propose_words(tx: Transaction, person: Person, pair: Pair, words: str, now: datetime) -> int:
    """Other words for the call. Returns the proposal's code."""
    return _propose(tx, person, pair, WORDS, {"words": words}, now)


def propose_hours(tx: Transaction, person: Person, pair: Pair, hours: Hours, now: datetime) -> int:
    """These call hours for the other. Returns the proposal's code."""
    return _propose(tx, person, pair, HOURS, _packed(hours), now)


def _propose(
    tx: Transaction, person: Person, pair: Pair, kind: str, facts: dict[str, Any], now: datetime
) -> int:
    tx.pairs.propose(pair.id, person.id, kind, facts, now)
    return code_of(person.id, facts)


def code_of(person_id: int, facts: Mapping[str, Any]) -> int:
    """What stands for exactly this proposal of this person in a button."""
    return zlib.crc32(json.dumps([person_id, dict(sorted(facts.items()))]).encode())


def settle(
    tx: Transaction, person: Person, pair: Pair, kind: str, code: int, agreed: bool, now: datetime
) -> bool:
    """The other's answer to exactly this proposal. False when it is not open any more."""
    found = tx.pairs.proposal(pair.id, kind) if kind in KINDS else None
    if found is None or found[0] == person.id or code_of(*found) != code:
        return False
    tx.pairs.drop_proposal(pair.id, kind)
    if agreed:
        _apply(tx, pair, members(tx, pair), person, kind, found[1], now)
    return True


def _apply(
    tx: Transaction,
    pair: Pair,
    two: Two,
    person: Person,
    kind: str,
    facts: dict[str, Any],
    now: datetime,
) -> None:
    if kind == WORDS:
        tx.pairs.save(replace(pair, words=facts["words"]))
    elif kind == HOURS:
        settings.change(tx, _fresh(two, person), unpacked(facts), now)
    else:
        asker = other_of(two, person)
        settings.change(tx, asker, {"way": Way(facts["way"])}, now)


def _fresh(two: Two, person: Person) -> Person:
    return next(one for one in two if one.id == person.id)


def spans(hours: Hours) -> dict[str, time]:
    """These hours as the person's fields."""
    (call_from, call_to), (free_from, free_to) = hours.working, hours.free
    return {
        "call_from": call_from,
        "call_to": call_to,
        "free_from": free_from,
        "free_to": free_to,
    }


def _packed(hours: Hours) -> dict[str, Any]:
    return {name: at.isoformat() for name, at in spans(hours).items()}


def unpacked(facts: Mapping[str, Any]) -> dict[str, time]:
    """Proposed hours as the person's fields."""
    return {name: time.fromisoformat(at) for name, at in facts.items()}


# -- whether the call fits ------------------------------------------------------------------------


def fit(person: Person, other: Person, now: datetime) -> Fit:
    """Whether this person's call always has room in both hours; who wants none always fits."""
    if person.way is Way.NEITHER:
        return Fit(True)
    return call_fits(Side.of(person), Side.of(other), now)


def way_out(person: Person, other: Person, code: int, now: datetime) -> Proposal | None:
    """The way out that a button offered, if it would still help; None if not."""
    found = fit(person, other, now).proposals
    return next((one for one in found if fit_code(one) == code), None)


def fit_code(proposal: Proposal) -> int:
    """What stands for exactly this way out in a button."""
    return zlib.crc32(repr(proposal).encode())


def make_fit(
    tx: Transaction, person: Person, pair: Pair, way: Proposal, now: datetime
) -> int | None:
    """The own part counts at once; the other's is proposed: its code, None without one."""
    changes: dict[str, Any] = {"check_in": way.check_in} if way.check_in else {}
    changes |= spans(way.own) if way.own else {}
    if changes:
        settings.change(tx, person, changes, now)
    return propose_hours(tx, person, pair, way.partner, now) if way.partner else None


# -- how a call comes -----------------------------------------------------------------------------


def keep_phone(tx: Transaction, person: Person, phone: str) -> Person:
    """The own number, kept apart; sent with a taken alert and never else."""
    kept = tx.contacts.get(person.id) or Contact(person.id)
    tx.contacts.put(replace(kept, phone=phone))
    return _reached_by(tx, person, Reach.PHONE)


def keep_room(tx: Transaction, person: Person, room: str) -> Person:
    """The address of a room of one's own."""
    kept = tx.contacts.get(person.id) or Contact(person.id)
    tx.contacts.put(replace(kept, room=room))
    return _reached_by(tx, person, Reach.ROOM)


def by_telegram(tx: Transaction, person: Person) -> Person:
    """Calls come on Telegram; what was kept stays."""
    return _reached_by(tx, person, Reach.TELEGRAM)


def forget_contact(tx: Transaction, person: Person, now: datetime) -> Person:
    """Number and room are withdrawn, from a caller's chat too."""
    tx.contacts.remove(person.id)
    day = tx.days.open_of(person.id)
    call = tx.calls.open_of_day(day.id) if day else None
    if call is not None and call.caller_id is not None:
        chat, slot = tx.people.get(call.caller_id).telegram_id, f"contact:{call.id}"
        gone = Outgoing(chat or 0, Verb.DELETE, "", {}, slot=slot, lane=Lane.ANSWER)
        tx.outbox.withdraw(now, call_id=call.id, keys=("contact-card",))
        tx.outbox.put_many([gone], now)
    return _reached_by(tx, person, Reach.TELEGRAM)


def _reached_by(tx: Transaction, person: Person, reach: Reach) -> Person:
    if person.reach is not reach:
        tx.people.save(replace(person, reach=reach))
    return tx.people.get(person.id)
