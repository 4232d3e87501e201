"""Whether the call fits both people's hours: said plainly, with ways out as buttons."""

from datetime import time

from babel.dates import format_time

from bot import texts
from bot.buttons import Tap
from bot.commands import asking
from bot.visit import Visit
from bot.weeks import LOCALES
from scheduler.actions import terms
from scheduler.actions.two import partner, put
from scheduler.notices import pact as say
from scheduler.notices.reach import ContactLeft
from scheduler.rules.fitting import Proposal
from scheduler.rules.hours import Hours
from storage.records import Pair, Person


def check(visit: Visit, pair: Pair, two: tuple[Person, Person]) -> None:
    """Tell whoever of the two could not be called in the usual way; nothing if all fits."""
    for person, other in (two, two[::-1]):
        notice = clash(pair, person, other, visit)
        if notice is not None:
            tell(visit, person, notice)


def tell(visit: Visit, reader: Person, notice: say.HoursClash) -> None:
    """That a call has no room: to a partner who rests as a line, to everybody else at once."""
    if asking.rests(reader) and reader.id != visit.person.id:
        visit.tx.marks.put(_waits(reader), True)
        asking.ask(visit, reader, notice)
    else:
        put(visit.tx, reader, notice, visit.now)


def waiting(visit: Visit, pair: Pair, other: Person) -> say.HoursClash | None:
    """What this person was not told for resting, if it is so still; told now, it waits no more."""
    if not visit.tx.marks.get(_waits(visit.person)):
        return None
    visit.tx.marks.put(_waits(visit.person), None)
    return clash(pair, visit.person, other, visit)


def _waits(person: Person) -> str:
    return f"clash-waits:{person.id}"


def check_mine(visit: Visit) -> None:
    """The same after one of the two changed times, hours or zone."""
    found = partner(visit.tx, visit.person)
    if found is not None:
        pair, other = found
        check(visit, pair, (visit.tx.people.get(visit.person.id), other))


def clash(pair: Pair, person: Person, other: Person, visit: Visit) -> say.HoursClash | None:
    """What to say to this person, None when the call always has room."""
    fit = terms.fit(person, other, visit.now)
    if fit.fits or fit.first_clash is None:
        return None
    options = [_said(one, person, other) for one in fit.proposals]
    codes = [terms.fit_code(one) for one in fit.proposals]
    return say.HoursClash(pair.id, other.name, fit.first_clash, options, codes)


def _said(way: Proposal, person: Person, other: Person) -> str:
    language = person.language
    if way.check_in is not None and not (way.own or way.partner):
        return texts.say(language, "fit-check-in", at=_clock(way.check_in, language))
    if way.check_in is not None:
        return texts.say(language, "fit-both", at=_clock(way.check_in, language))
    if way.own is not None and way.partner is not None:
        return texts.say(language, "fit-hours-both")
    if way.partner is not None:
        spans = _changed(way.partner, other, language)
        return texts.say(language, "fit-partner", name=other.name, span=spans)
    assert way.own is not None
    return texts.say(language, "fit-own", span=_changed(way.own, person, language))


def _changed(hours: Hours, person: Person, language: str) -> str:
    """The span that would be wider: of the working days, else of the others."""
    now = (person.call_from, person.call_to)
    start, end = hours.working if hours.working != now else hours.free
    return f"{_clock(start, language)}\u2013{_clock(end, language)}"


def _clock(at: time, language: str) -> str:
    return format_time(at, "short", locale=LOCALES.get(language, language))


def press_fit(visit: Visit, tap: Tap) -> None:
    """One way out: the own part counts at once, the partner's when the partner agrees."""
    found = partner(visit.tx, visit.person)
    if found is None or found[0].id != tap.id:
        visit.toast("old-button")
        return
    pair, other = found
    code = int(tap.arg) if tap.arg and tap.arg.isdecimal() else 0
    way = terms.way_out(visit.person, other, code, visit.now)
    if way is None:
        visit.toast("old-button")
        return
    asked_by = terms.make_fit(visit.tx, visit.person, pair, way, visit.now)
    visit.person = visit.tx.people.get(visit.person.id)
    if asked_by is None or way.partner is None:
        visit.answer(say.FitMade(pair.id))
        return
    spans = terms.spans(way.partner)
    asked = say.HoursProposed(pair.id, visit.person.name, code=asked_by, **spans)
    asking.ask(visit, other, asked)
    visit.answer(say.FitMade(pair.id, other.name))


def press_leave_it(visit: Visit, tap: Tap) -> None:
    """Left as it is."""
    found = partner(visit.tx, visit.person)
    if found is None or found[0].id != tap.id:
        visit.toast("old-button")
    elif tap.arg == "contact":
        visit.answer(ContactLeft(tap.id, found[1].name))
    else:
        visit.answer(say.ClashLeft(tap.id))
