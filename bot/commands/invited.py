"""The invitation as the invited person answers it, and the question for the first one thing."""

from datetime import datetime

from bot import texts
from bot.buttons import Tap
from bot.commands import host
from bot.visit import Visit
from scheduler.actions import day as days
from scheduler.actions import invites, people
from scheduler.actions.invites import Refused
from scheduler.notices import setup as say
from scheduler.rules.calling import UNTIL_ALERT
from storage.records import Invite


def invitation(visit: Visit, found: Invite) -> None:
    """Who asks, what is agreed, what is seen, how to stop."""
    inviter, person = visit.tx.people.get(found.person_id), visit.person
    asked = datetime.combine(visit.now.date(), person.check_in)
    words = texts.say(inviter.language, "agreed-words")
    at = (asked + UNTIL_ALERT).time()
    named = host.name(visit.tx, visit.settings) or None
    visit.answer(say.Invitation(found.id, inviter.name, words, person.weekdays, at, named))


def press_how(visit: Visit, tap: Tap) -> None:
    found = _tapped(visit, tap)
    if found is not None:
        inviter = visit.tx.people.get(found.person_id)
        named = host.name(visit.tx, visit.settings) or None
        visit.answer(say.InvitationMore(found.id, inviter.name, named))


def _tapped(visit: Visit, tap: Tap) -> Invite | None:
    found = invites.leave_be(visit.tx, visit.person, tap.id)
    if found is None or visit.person.ready_at is None:
        visit.toast("old-button")
        return None
    return found


def press_not_now(visit: Visit, tap: Tap) -> None:
    """Not now tells nobody. Who has not begun yet can begin without."""
    found = _tapped(visit, tap)
    if found is not None:
        inviter = visit.tx.people.get(found.person_id)
        visit.answer(say.InvitationLeft(found.id, inviter.name))
        _begin_without(visit)


def _begin_without(visit: Visit) -> None:
    if visit.person.first_named_at is None and not visit.person.next_text:
        visit.tapped = None
        ready(visit)


def press_accept(visit: Visit, tap: Tap) -> None:
    """Accepted: the inviter is asked whether this is who was meant."""
    if visit.person.ready_at is None:
        visit.toast("old-button")
        return
    done = invites.accept(visit.tx, visit.person, tap.id, visit.at)
    if isinstance(done, Refused):
        visit.refuse(done.because, name=done.name)
        return
    inviter = visit.tx.people.get(done.person_id)
    visit.tell(inviter, say.AcceptedBy(done.id, visit.person.name))
    ready(visit, inviter.name)


def press_alone(visit: Visit, _: Tap) -> None:
    """Alone for now: the defaults, and the one thing."""
    if visit.person.ready_at is None:
        visit.toast("old-button")
    else:
        ready(visit)


def ready(visit: Visit, name: str | None = None) -> None:
    """What is set, in one line, and the question for the first one thing."""
    person, thing = visit.person, ask_thing(visit)
    today = days.today(visit.tx, person)
    visit.answer(
        say.Ready(
            today.id,
            person.weekdays,
            person.morning,
            person.check_in,
            person.call_from,
            person.call_to,
            name,
            thing.on,
            thing.tomorrow,
            thing.asks,
        )
    )


def ask_thing(visit: Visit) -> people.FirstThing:
    """The next text is the one thing, if there is one to ask for."""
    today = days.today(visit.tx, visit.person)
    thing = people.first_thing(visit.person, today, visit.now)
    if thing.asks:
        visit.ask(thing.kind, minutes=None)
    return thing
