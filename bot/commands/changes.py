"""What all changed settings have in common: the question closes, and room for calls is checked."""

from bot.commands import fit
from bot.visit import Visit
from scheduler.actions import terms
from scheduler.actions.settings import Effect
from scheduler.actions.two import partner
from scheduler.notices import Notice
from scheduler.notices.pact import HoursClash
from storage.records import Lane, Outgoing, Person, Verb

QUESTION, BUBBLE = "setting", "settings"


def changed(visit: Visit, effect: Effect, said: Notice) -> None:
    """The question is answered; its old bubble keeps its words and loses its keys."""
    before, visit.person = visit.person, effect.person
    close(visit)
    strip(visit)
    visit.answer(said)
    _say_if_no_room(visit, before)


def _say_if_no_room(visit: Visit, before: Person) -> None:
    """Calls of the pact may have no room any more: each hears it, the partner only if it's new."""
    person, found = visit.person, partner(visit.tx, visit.person)
    if found is None or person == before:
        return
    pair, other = found
    asked_elsewhere = (before.check_in, before.zone) != (person.check_in, person.zone)
    if asked_elsewhere or terms.fit(before, other, visit.now).fits:
        _say(visit, person, fit.clash(pair, person, other, visit))
    if terms.fit(other, before, visit.now).fits:
        _say(visit, other, fit.clash(pair, other, person, visit))


def _say(visit: Visit, reader: Person, notice: HoursClash | None) -> None:
    if notice is not None:
        fit.tell(visit, reader, notice)


def close(visit: Visit) -> None:
    """What the bubble asked is not asked any more."""
    asked = visit.tx.questions.of(visit.person.id)
    if asked is not None and asked.kind == QUESTION:
        visit.tx.questions.clear(visit.person.id)


def strip(visit: Visit) -> None:
    """After a typed answer the bubble above keeps its words and loses its keys."""
    chat = visit.person.telegram_id
    if chat is None or visit.tapped is not None or visit.tx.posts.of(chat, BUBBLE) is None:
        return
    bare = Outgoing(chat, Verb.STRIP, "", {}, slot=BUBBLE, lane=Lane.ANSWER)
    visit.tx.outbox.put_many([bare], visit.now)
