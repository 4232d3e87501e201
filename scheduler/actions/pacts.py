"""A pact begins, and what the clock brings to pacts and invitations.

Rules: at most one living pact a person, kept by a key; whatever tightens it needs both.
Instants are UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.actions import invites, reviews
from scheduler.actions.invites import Refused
from scheduler.actions.people import first_thing
from scheduler.actions.two import look_at, put
from scheduler.notices.pact import PartnersNow
from scheduler.notices.setup import InvitationOver
from scheduler.rules.calendar import label_at
from storage.errors import Conflict
from storage.records import Invite, Pair, Person, Question, Step
from storage.store import Transaction

TRIAL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Begun:
    """A pact that has begun, and what each of the two reads."""

    pair: Pair
    notices: tuple[tuple[Person, PartnersNow], ...]


def confirm(
    tx: Transaction, inviter: Person, found: Invite, words: str, now: datetime
) -> Begun | Refused:
    """The inviter says yes to who accepted: both are partners. `words` are the agreed words."""
    assert found.accepted_by is not None
    people = tx.people.lock([inviter.id, found.accepted_by])
    guest = people[found.accepted_by]
    if tx.pairs.living_of(inviter.id) is not None:
        return Refused("in-pact")
    if tx.pairs.living_of(guest.id) is not None:
        return Refused("they-in-pact", guest.name)
    if guest.telegram_id is None or guest.barred or tx.refusals.exists(guest.id, inviter.id):
        return Refused("invite-over")
    invites.end(tx, found, "confirmed", now)
    return begin(tx, (people[inviter.id], guest), words, now)


def begin(
    tx: Transaction, two: tuple[Person, Person], words: str, now: datetime
) -> Begun | Refused:
    """A pact on trial for 14 days, with the question for the one thing open for both."""
    first, second = two
    until = label_at(now, first.day_end, first.zone) + TRIAL
    try:
        pair = tx.pairs.add(words, (first.id, second.id), now, until)
    except Conflict:
        return Refused("in-pact")
    look_at(tx, pair, two)
    told = ((first, _now(tx, pair, *two, now)), (second, _now(tx, pair, second, first, now)))
    return Begun(pair, told)


def _now(tx: Transaction, pair: Pair, reader: Person, other: Person, now: datetime) -> PartnersNow:
    day = tx.days.open_of(reader.id)
    assert day is not None, "a person who is set up has an open date"
    thing = first_thing(reader, day, now)
    if thing.asks:
        tx.questions.ask(Question(reader.id, thing.kind, {}, now, None))
    return PartnersNow(
        pair.id,
        day.id,
        other.name,
        pair.trial_ends_on,
        reader.check_in,
        reader.call_from,
        reader.call_to,
        str(reader.way),
        str(reader.reach),
        reader.call_anyway,
        thing.on,
        thing.tomorrow,
        thing.asks,
    )


def play(tx: Transaction, step: Step, now: datetime) -> None:
    """Play a due step of a pair or an invite."""
    if step.invite_id is not None:
        _invite_over(tx, step.invite_id, now)
    else:
        reviews.play(tx, step, now)


def _invite_over(tx: Transaction, invite_id: int, now: datetime) -> None:
    """72 hours without a yes: over, without a word but to who waits for an answer."""
    found = tx.invites.get(invite_id)
    if found is None or found.ended_at is not None:
        return
    invites.end(tx, found, "expired", now)
    if found.accepted_by is not None:
        inviter = tx.people.get(found.person_id)
        guest = tx.people.get(found.accepted_by)
        put(tx, guest, InvitationOver(found.id, inviter.name), now)
