"""/forget: one person is erased, in one transaction; whoever was a partner keeps own days.

Rules: the pact ends as by leaving, the other hears it once and no name; the dates of a pact stay
as a nameless row, so that nobody else's sums change. Instants are UTC.
"""

from collections.abc import Collection
from datetime import datetime

from scheduler.actions import invites, leaving
from scheduler.actions.leaving import Sum
from scheduler.actions.two import members, partner, put_in_hours
from scheduler.actions.unsaying import unsay
from scheduler.notices.own_data import InvitationGone, PactClosed
from storage.records import Lane, Outgoing, Person, Verb
from storage.store import Transaction


def forget(
    tx: Transaction,
    person: Person,
    at: datetime,
    now: datetime,
    hosts: Collection[int] = (),
    signature: str | None = None,
) -> None:
    """Erase the person, who asked for it at `at`.

    `hosts` are the chats to which something may have been reported; `signature` is what the
    erasure is written down as, for the day on which an old copy is put back.
    """
    around = tx.people.many(tx.forgetting.around(person.id))
    chats = [one.telegram_id for one in around.values() if one.telegram_id is not None]
    chats = [chat for chat in dict.fromkeys([*chats, *hosts]) if chat != person.telegram_id]
    parted = _part(tx, person, now)
    unsay(tx, person, chats, now)
    _end_invitations(tx, person, now)
    tx.forgetting.erase(person, chats, at)
    if parted is not None:
        put_in_hours(tx, *parted, now)
    tx.forgetting.note(signature, at)


def _part(tx: Transaction, person: Person, now: datetime) -> tuple[Person, PactClosed] | None:
    """End the pact, if there is one. Who the other is, and what that one reads in time."""
    found = partner(tx, person)
    if found is None:
        return None
    pair, other = found
    two = members(tx, pair)
    total = Sum.of(tx, pair, two)
    leaving.part(tx, pair, two, now)
    return other, PactClosed(pair.id, total.kept, total.called)


def _end_invitations(tx: Transaction, person: Person, now: datetime) -> None:
    """Open links lead nowhere any more; whoever waits for a yes reads that it is over."""
    for invite_id, inviter in tx.forgetting.accepted_by(person.id):
        found = tx.invites.get(invite_id)
        if found is not None:
            invites.end(tx, found, "expired", now)
            _over(tx, inviter, invite_id, f"accepted:{invite_id}", now)
    for invite_id, guest in tx.forgetting.waiting_for(person.id):
        _over(tx, guest, invite_id, f"invitation:{invite_id}", now)


def _over(tx: Transaction, reader_id: int, invite_id: int, slot: str, now: datetime) -> None:
    reader = tx.people.get(reader_id)
    if reader.telegram_id is None:
        return
    said = InvitationGone(invite_id)
    edit = Outgoing(
        reader.telegram_id, Verb.EDIT, said.key(), said.pack(), slot=slot, lane=Lane.NEWS
    )
    tx.outbox.put_many([edit], now)
