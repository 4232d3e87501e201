"""The first minutes: where someone is, then who comes along (invited.py).

One bubble, edited by taps; a typed answer gets a new one. Three taps to the first commitment.
"""

from dataclasses import replace

from telegram import Location

from bot import likely, places
from bot.buttons import Tap
from bot.commands import host, invited, pair
from bot.reading import Answer, answer
from bot.visit import Visit
from scheduler.actions import invites, people
from scheduler.actions.invites import Refused
from scheduler.notices import setup as say
from storage.records import Invite, Lane, Outgoing, Person, Verb

BUBBLE, PLACE = "start", "location"


def start(visit: Visit) -> None:
    """/start, with or without an invitation's token."""
    if visit.words and not _opened(visit):
        return
    if visit.person.ready_at is not None:
        _again(visit)
    elif _may_join(visit):
        _strip(visit)
        welcome(visit)
    else:
        contact = visit.settings.host_contact or host.name(visit.tx, visit.settings)
        visit.refuse("not-invited", text=contact or None)


def _opened(visit: Visit) -> bool:
    """Whether the link leads on; else it was said why not."""
    found = invites.opened(visit.tx, visit.person, visit.words, visit.at)
    if not isinstance(found, Refused):
        return True
    visit.refuse(found.because, name=found.name)
    return visit.person.ready_at is None and _may_join(visit)


def _again(visit: Visit) -> None:
    found = invites.held(visit.tx, visit.person) if visit.words else None
    if found is not None:
        invited.invitation(visit, found)
    else:
        visit.answer(say.StartAgain())


def _may_join(visit: Visit) -> bool:
    """Anyone, the host, or who holds an invitation (WHO_MAY_JOIN)."""
    open_to_all = visit.settings.anyone_may_join
    ours = host.is_host(visit.tx, visit.settings, visit.person.telegram_id)
    return open_to_all or ours or invites.was_invited(visit.tx, visit.person)


def welcome(visit: Visit) -> None:
    """Is it 18:05 where you are? The guess: who invited, the host, the language."""
    inviter = _inviter(visit)
    zone = _guess(visit, inviter)
    visit.ask("zone", minutes=None)
    at = likely.wall_time(visit.now, zone)
    name = inviter.name if inviter else None
    visit.answer(say.Welcome(at, likely.code_of(zone), name))


def _inviter(visit: Visit) -> Person | None:
    found = _invited(visit)
    return visit.tx.people.get(found.person_id) if found else None


def _invited(visit: Visit) -> Invite | None:
    """The invitation this person holds, if it can still be accepted."""
    found = invites.held(visit.tx, visit.person)
    if found is None or invites.check(visit.tx, visit.person, found, visit.now) is not None:
        return None
    return found


def _guess(visit: Visit, inviter: Person | None) -> str:
    near = inviter or _host(visit)
    if near is not None and near.ready_at is not None:
        return near.zone
    user = visit.update.effective_user
    return likely.zone_for(user.language_code if user else None)


def _host(visit: Visit) -> Person | None:
    ids = host.telegram_ids(visit.tx, visit.settings)
    others = (id_ for id_ in ids if id_ != visit.person.telegram_id)
    hosts = (visit.tx.people.by_telegram(id_) for id_ in others)
    return next((person for person in hosts if person is not None), None)


def press_zone(visit: Visit, tap: Tap) -> None:
    """Yes, or one of several places. In /settings the same button moves someone."""
    zone = likely.zone_of_code(tap.id)
    if zone is None or visit.person.ready_at is not None or not _may_join(visit):
        visit.toast("old-button")
        return
    settled(visit, zone)


def settled(visit: Visit, zone: str) -> None:
    """The zone is known: the person is ready; the invitation comes, or a friend is offered."""
    visit.tx.questions.clear(visit.person.id)
    weekdays = likely.working_days(zone)
    visit.save(replace(visit.person, zone=zone, weekdays=weekdays))
    visit.person = people.become_ready(visit.tx, visit.person, visit.now)
    invited.ask_thing(visit)
    found = _invited(visit)
    if found is not None:
        invited.invitation(visit, found)
    else:
        visit.answer(pair.offered(visit, say.FriendOffered))


def press_other_city(visit: Visit, _: Tap) -> None:
    """Another city: typed, shared, or a zone's name."""
    if visit.person.ready_at is not None or not _may_join(visit):
        visit.toast("old-button")
        return
    ask_city(visit)


def ask_city(visit: Visit) -> None:
    """Which city? The keyboard for a location comes as a message of its own."""
    visit.ask("zone", minutes=None)
    visit.answer(say.CityAsked())
    visit.send(say.LocationOffered())


def unready(visit: Visit) -> None:
    """Whatever comes before the zone is known answers where someone is, or gets the question."""
    message = visit.update.message
    if not _may_join(visit):
        start(visit)
    elif message is not None and message.location is not None:
        _shared(visit, message.location)
    elif visit.tx.questions.of(visit.person.id) is None or _is_command(visit):
        visit.words = ""
        start(visit)
    elif not visit.words or message is None or message.forward_origin is not None:
        visit.refuse("set-up-first")
    else:
        _typed(visit)


def _is_command(visit: Visit) -> bool:
    text = visit.update.message.text if visit.update.message else None
    return text is not None and text.startswith("/")


def _typed(visit: Visit) -> None:
    said = answer(visit.words)
    if said is Answer.DONE:
        zone = _guess(visit, _inviter(visit))
        _strip(visit)
        settled(visit, zone)
    elif said is Answer.NOT_TODAY:
        _strip(visit)
        ask_city(visit)
    else:
        _city(visit)


def _city(visit: Visit) -> None:
    zone = places.read_zone(visit.words)
    found = [] if zone else places.find(visit.words)
    if zone is not None:
        _arrived(visit, zone, zone)
    elif not found:
        visit.refuse("unknown-city")
    elif len({place.zone for place in found}) == 1:
        _arrived(visit, found[0].zone, likely.place_name(found[0], visit.person.language))
    else:
        _strip(visit)
        cities = [likely.place_name(place, visit.person.language) for place in found]
        visit.send(say.PlaceChoice(cities, [likely.code_of(place.zone) for place in found]))


def _shared(visit: Visit, location: Location) -> None:
    zone = places.zone_at(location.latitude, location.longitude)
    if zone is None:
        visit.refuse("location-unknown")
    else:
        _arrived(visit, zone, zone.rsplit("/", 1)[-1].replace("_", " "))


def _arrived(visit: Visit, zone: str, city: str) -> None:
    """Understood: the place is named, then the bubble goes on below it."""
    _strip(visit)
    visit.send(say.PlaceFound(city, likely.wall_time(visit.now, zone)))
    settled(visit, zone)


def _strip(visit: Visit) -> None:
    """The bubble that was answered by typing keeps its words and loses its buttons."""
    chat = visit.person.telegram_id
    if chat is None or visit.tx.posts.of(chat, BUBBLE) is None or visit.tapped is not None:
        return
    bare = Outgoing(chat, Verb.STRIP, "", {}, slot=BUBBLE, lane=Lane.ANSWER)
    visit.tx.outbox.put_many([bare], visit.now)
