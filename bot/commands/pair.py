"""Inviting someone: the link to send, taking it back, and saying yes to who accepted."""

from typing import TypeVar

from bot import texts
from bot.buttons import Tap
from bot.commands import fit
from bot.commands.reach import contact_of
from bot.visit import Visit
from scheduler.actions import invites, pacts
from scheduler.actions.invites import Refused
from scheduler.notices import setup as say
from storage.records import Invite, Lane, Outgoing, Person, Verb

Offer = TypeVar("Offer", say.FriendOffered, say.InviteReady)


def pair(visit: Visit) -> None:
    """/pair: an invitation to send; who waits for a yes comes first."""
    if visit.tx.pairs.living_of(visit.person.id) is not None:
        visit.refuse("in-pact")
        return
    before = visit.tx.invites.open_of(visit.person.id)
    if before is not None and before.accepted_by is not None:
        guest = visit.tx.people.get(before.accepted_by)
        visit.answer(say.AcceptedBy(before.id, guest.name))
    else:
        visit.answer(offered(visit, say.InviteReady))


def offered(visit: Visit, kind: type[Offer]) -> Offer:
    """A new invitation, with the words that go out in the sender's own voice."""
    _strip_last(visit)
    made, token = invites.invite(visit.tx, visit.person, visit.now)
    link = f"https://t.me/{visit.update.get_bot().username}?start={token}"
    return kind(made.id, link, texts.say(visit.person.language, "invite-words"))


def _strip_last(visit: Visit) -> None:
    """The message of an invitation that a new one takes back loses its buttons."""
    before = visit.tx.invites.open_of(visit.person.id)
    if before is not None:
        _strip(visit, visit.person, f"invite:{before.id}", "start")


def _strip(visit: Visit, person: Person, *slots: str) -> None:
    """Buttons that mean nothing any more; the message being tapped gets new ones anyway."""
    bare = [
        Outgoing(person.telegram_id or 0, Verb.STRIP, "", {}, slot=slot, lane=Lane.ANSWER)
        for slot in slots
        if slot != visit.tapped or person.id != visit.person.id
    ]
    visit.tx.outbox.put_many(bare, visit.now)


def press_invite(visit: Visit, _: Tap) -> None:
    """Invite someone: as /pair, below what was said."""
    visit.tapped = None
    pair(visit)


def press_take_back(visit: Visit, tap: Tap) -> None:
    done = invites.take_back(visit.tx, visit.person, tap.id, visit.now)
    if isinstance(done, Refused):
        visit.toast(done.because)
        return
    visit.answer(say.InviteTakenBack(done.id))
    _tell_guest(visit, done)


def press_confirm(visit: Visit, tap: Tap) -> None:
    """Yes, start: the pact begins for both."""
    found = invites.waiting(visit.tx, visit.person, tap.id)
    if found is None:
        visit.toast("invite-over")
        return
    words = texts.say(visit.person.language, "agreed-words")
    begun = pacts.confirm(visit.tx, visit.person, found, words, visit.now)
    if isinstance(begun, Refused):
        visit.refuse(begun.because, name=begun.name)
        return
    _begin(visit, found.id, begun)


def _begin(visit: Visit, invite_id: int, begun: pacts.Begun) -> None:
    """Both read that they are partners; what led here loses its buttons."""
    for person, notice in begun.notices:
        if person.id == visit.person.id:
            _strip(visit, person, f"invite:{invite_id}", "start")
            visit.answer(notice)
        else:
            _strip(visit, person, f"invitation:{invite_id}")
            visit.tell(person, notice)
    two = (begun.notices[0][0], begun.notices[1][0])
    for person, other in (two, two[::-1]):
        if person.username is None:
            visit.tell(person, contact_of(visit, person, begun.pair.id, other.name))
    fit.check(visit, begun.pair, two)


def press_not_meant(visit: Visit, tap: Tap) -> None:
    """Not who I meant: nothing was shared, and the link is used up."""
    found = invites.waiting(visit.tx, visit.person, tap.id)
    if found is None:
        visit.toast("invite-over")
        return
    invites.end(visit.tx, found, "declined", visit.now)
    visit.answer(say.NotMeant(found.id))
    _tell_guest(visit, found)


def _tell_guest(visit: Visit, found: Invite) -> None:
    """Who accepted and waits hears that it did not come about."""
    if found.accepted_by is not None:
        guest: Person = visit.tx.people.get(found.accepted_by)
        visit.tell(guest, say.InvitationOver(found.id, visit.person.name))
