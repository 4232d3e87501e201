"""By which means a call comes: Telegram, a number, a room; and trying the ring once."""

from bot.buttons import Tap
from bot.commands import pact
from bot.keyboards.keys import is_web
from bot.visit import Visit
from scheduler.actions import day as days
from scheduler.actions import terms
from scheduler.actions.two import partner
from scheduler.addressing import as_news
from scheduler.notices import reach as say
from scheduler.rules.calling import is_off_duty
from scheduler.rules.hours import Side, within
from storage.records import Pair, Person, Reach

LONGEST_ROOM = 300
Whose = tuple[int, str | None]  # the pact's id and the partner's name; 0 and None: alone


def press_reached(visit: Visit, tap: Tap) -> None:
    if (whose := _whose(visit, tap)) is not None:
        pact.beside(visit, contact_of(visit, visit.person, *whose))


def _whose(visit: Visit, tap: Tap) -> Whose | None:
    """Of the pact that the button is about, or of who has none: then for a partner to come."""
    if tap.id == 0 and partner(visit.tx, visit.person) is None:
        return 0, None
    found = pact.ours(visit, tap)
    return None if found is None else (found[0].id, found[1].name)


def contact_of(visit: Visit, person: Person, pair_id: int, name: str | None) -> say.ContactChoice:
    """By which means a call comes to this person; `name` is the partner's."""
    kept = visit.tx.contacts.get(person.id)
    phone, room_ = (kept.phone, kept.room) if kept else (None, None)
    bare = person.username is None and not (phone or room_)
    reach = str(person.reach)
    return say.ContactChoice(pair_id, name, reach, bool(phone), room_, bare)


def press_reach(visit: Visit, tap: Tap) -> None:
    """Another means: a number or a room is asked for, Telegram and none count at once."""
    if (whose := _whose(visit, tap)) is None:
        return
    if tap.arg == Reach.PHONE:
        visit.ask("number")
        visit.send(say.NumberAsked(whose[1]))
    elif tap.arg == Reach.ROOM:
        visit.ask("room")
        visit.send(say.RoomAsked(whose[0]))
    elif tap.arg == "none":
        visit.person = terms.forget_contact(visit.tx, visit.person, visit.now)
        visit.answer(say.ContactGone(*whose))
    else:
        visit.person = terms.by_telegram(visit.tx, visit.person)
        visit.answer(contact_of(visit, visit.person, *whose))


def number(visit: Visit) -> None:
    """A contact was shared: only one's own is taken."""
    contact = visit.message.contact if visit.message else None
    found = partner(visit.tx, visit.person)
    if contact is None:
        visit.refuse("number-by-button")
    elif contact.user_id != visit.person.telegram_id or pact.is_forwarded(visit):
        visit.refuse("foreign-contact")
    else:
        visit.tx.questions.clear(visit.person.id)
        visit.person = terms.keep_phone(visit.tx, visit.person, contact.phone_number)
        visit.send(say.NumberKept(found[1].name if found else None))


def room(visit: Visit) -> None:
    """The address of a room: http or https, nothing else."""
    if len(visit.words) > LONGEST_ROOM or not is_web(visit.words):
        visit.refuse("no-room-link")
        return
    visit.tx.questions.clear(visit.person.id)
    visit.person = terms.keep_room(visit.tx, visit.person, visit.words)
    visit.answer(say.RoomKept(visit.words))


def press_ring(visit: Visit, tap: Tap) -> None:
    """The other gets the caller's card, once, with no effect on any day."""
    found = pact.ours(visit, tap)
    if found is None:
        return
    pair, other = found
    if is_off_duty(other, visit.tx.days.open_of(other.id), visit.now):
        visit.toast("ring-later", name=other.name)
    elif not days.once(visit.tx, f"ring:{pair.id}:{visit.person.id}", visit.now):
        visit.toast("ring-tried")
    else:
        _ring(visit, pair, other)


def _ring(visit: Visit, pair: Pair, other: Person) -> None:
    me = visit.person
    kept = visit.tx.contacts.get(me.id)
    room_ = kept.room if kept and me.reach is Reach.ROOM else None
    reach = "room" if room_ else "telegram"
    card = say.TrialRing(pair.id, me.name, pair.words, reach, me.username, me.telegram_id, room_)
    silent = not all(_may_ring(person, visit) for person in (me, other))
    visit.tx.outbox.put_many([as_news(other.telegram_id or 0, card, silent=silent)], visit.now)
    pact.beside(visit, say.RingAsked(pair.id, other.name))


def _may_ring(person: Person, visit: Visit) -> bool:
    return within(Side.of(person).hours, visit.now, person.zone, person.day_end)


def press_rang(visit: Visit, tap: Tap) -> None:
    if (found := pact.ours(visit, tap)) is not None:
        visit.answer(say.RingTried(found[0].id, found[1].name))
