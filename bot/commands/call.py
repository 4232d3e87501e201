"""The call: asking for it, taking it, how it went, company from the bot, and thanks.

Who may press what is looked up at the press: the caller's buttons are the caller's, the called's
the called's.
"""

from dataclasses import replace
from datetime import timedelta

from bot.buttons import Tap
from bot.commands.whose import own_day
from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.notices import evening, words
from scheduler.notices.call import ManyCallsAnswered, Rescued, RescuedCaller
from scheduler.notices.news import PartnerDid, PartnerThing
from scheduler.rules import events as e
from storage.records import Call, Day, DayState, Way

A_WEEK = timedelta(days=7)
KEPT = (DayState.DONE, DayState.RESCUED)


def call(visit: Visit) -> None:
    """/call: I'm stuck, ask my partner now; also before the check-in."""
    visit.happen(e.CallWanted(visit.at))


def press_call_me(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        visit.happen_on(day.id, e.CallWanted(visit.at))


def press_presence(visit: Visit, tap: Tap) -> None:
    """A quiet timer of 15 or 25 minutes with the bot."""
    day = own_day(visit, tap)
    if day is not None and tap.arg in ("15", "25"):
        visit.happen_on(day.id, e.PresenceTaken(visit.at, int(tap.arg)))


def press_stay(visit: Visit, tap: Tap) -> None:
    """Stay with me: how long?"""
    if (day := own_day(visit, tap)) is not None:
        visit.answer(evening.PresenceOffer(day.id))


# -- the caller -----------------------------------------------------------------------------------


def _as_caller(visit: Visit, tap: Tap) -> Call | None:
    found = visit.tx.calls.get(tap.id)
    if found is None or found.caller_id != visit.person.id:
        visit.toast("not-yours")
        return None
    return found


def _caller_says(visit: Visit, tap: Tap, event: e.Event) -> None:
    if (found := _as_caller(visit, tap)) is not None:
        visit.happen_on(found.day_id, event, found.id)


def press_take(visit: Visit, tap: Tap) -> None:
    _caller_says(visit, tap, e.Taken(visit.at, writing=tap.arg == "write"))


def press_cant(visit: Visit, tap: Tap) -> None:
    _caller_says(visit, tap, e.Declined(visit.at))


def press_together(visit: Visit, tap: Tap) -> None:
    _caller_says(visit, tap, e.Together(visit.at))


def press_under_way(visit: Visit, tap: Tap) -> None:
    _caller_says(visit, tap, e.GotGoing(visit.at))


def press_no_answer(visit: Visit, tap: Tap) -> None:
    _caller_says(visit, tap, e.FoundNobody(visit.at))


def press_already(visit: Visit, tap: Tap) -> None:
    _caller_says(visit, tap, e.HadDone(visit.at))


# -- the called -----------------------------------------------------------------------------------


def _called_says(visit: Visit, tap: Tap, event: e.Event) -> None:
    found = visit.tx.calls.get(tap.id)
    if found is None or found.person_id != visit.person.id:
        visit.toast("not-yours")
        return
    visit.happen_on(found.day_id, event, found.id)


def press_here(visit: Visit, tap: Tap) -> None:
    _called_says(visit, tap, e.IsHere(visit.at))


def press_five(visit: Visit, tap: Tap) -> None:
    _called_says(visit, tap, e.InFive(visit.at))


def press_write_instead(visit: Visit, tap: Tap) -> None:
    _called_says(visit, tap, e.WritingAsked(visit.at))


def press_not_yet(visit: Visit, tap: Tap) -> None:
    _called_says(visit, tap, e.NotYet(visit.at))


def press_thank(visit: Visit, tap: Tap) -> None:
    """Thanks to the caller, once, while the pact lives."""
    found = visit.tx.calls.get(tap.id)
    partner = act.partner_of(visit.tx, visit.person)
    if found is None or found.person_id != visit.person.id:
        visit.toast("not-yours")
    elif partner is None or found.caller_id != partner.id:
        visit.toast("nothing-to-relay")
    elif act.once(visit.tx, f"thanked:{found.id}", visit.now):
        visit.tell(partner, words.Thanked(found.id, visit.person.name))
        _thanked(visit, found, partner.name)
    else:
        visit.toast("thanked")


def _thanked(visit: Visit, found: Call, name: str) -> None:
    visit.toast("thanked")
    day = visit.tx.days.get(found.day_id)
    if day is not None and day.state is DayState.RESCUED and day.closed_at is None:
        visit.answer(Rescued(found.id, day.id, name, day.text or "", thanked=True))


# -- to the partner -------------------------------------------------------------------------------


def _partners_day(visit: Visit, tap: Tap) -> Day | None:
    """The tapped day if it is the living partner's; else a toast says why."""
    partner = act.partner_of(visit.tx, visit.person)
    day = visit.tx.days.get(tap.id)
    if partner is None or day is None or day.person_id != partner.id:
        visit.toast("nothing-to-relay")
        return None
    return day


def press_thumb(visit: Visit, tap: Tap) -> None:
    """A reaction on the message with which the partner named the thing."""
    day = _partners_day(visit, tap)
    if day is not None:
        act.react(visit.tx, visit.tx.people.get(day.person_id), day, "👍", visit.now)
        visit.toast("thumb-sent")
        news = act.read_again(visit.tx, PartnerThing, day, visit.now)
        assert isinstance(news, PartnerThing)
        visit.answer(replace(news, liked=True))


def press_cheer(visit: Visit, tap: Tap) -> None:
    """A cheer for a done, once a day; the first word in an hour has sound."""
    day = _partners_day(visit, tap)
    if day is None:
        return
    if day.state not in KEPT:
        visit.toast("nothing-to-relay")
        return
    if not _may_nudge(visit, name := f"cheered:{day.id}"):
        return
    if act.once(visit.tx, name, visit.now):
        sound = act.is_first_of_hour(visit.tx, visit.person, visit.now)
        on = day.on if day.closed_at else None
        cheer = words.Cheered(day.id, visit.person.name, on)
        act.tell_partner(visit.tx, visit.person, [cheer], visit.now, sound=sound)
    visit.toast("cheer-sent")
    _cheered(visit, day)


def _cheered(visit: Visit, day: Day) -> None:
    """The message cheered loses its button and says so."""
    slot = visit.tapped or ""
    if slot.startswith("did:"):
        news = act.read_again(visit.tx, PartnerDid, day, visit.now)
        assert isinstance(news, PartnerDid)
        together = act.kept_by_both(visit.tx, day, visit.person, visit.now)
        visit.answer(replace(news, together=together, cheered=True))
    elif slot.startswith("alert") and day.state is DayState.RESCUED:
        called = int(slot.split(":")[1])
        partner = visit.tx.people.get(day.person_id)
        visit.answer(RescuedCaller(called, day.id, partner.name, day.text or "", cheered=True))


def press_attest(visit: Visit, tap: Tap) -> None:
    """The partner did it: said by who saw it."""
    day = _partners_day(visit, tap)
    if day is not None:
        attest(visit, day)


def attest(visit: Visit, day: Day) -> None:
    """Bring the attestation to the partner's day, open or just closed."""
    partner = visit.tx.people.get(day.person_id)
    open_or_last = day.closed_at is None or act.is_yesterday(visit.tx, day, partner)
    if open_or_last:
        visit.happen_on(day.id, e.WasAttested(visit.at))
    else:
        visit.refuse("day-is-over")


def _may_nudge(visit: Visit, name: str) -> bool:
    """Three hellos and cheers a day; one that was sent already counts no more."""
    fresh = visit.tx.marks.get(name) is None
    if fresh and not act.may_nudge(visit.tx, visit.person, visit.now):
        visit.toast("nudged-enough")
        return False
    return True


def press_hello(visit: Visit, tap: Tap) -> None:
    """Say hello to a partner who has been quiet, once."""
    day = _partners_day(visit, tap)
    if day is None:
        return
    if not _may_nudge(visit, name := f"hello:{day.id}"):
        return
    if act.once(visit.tx, name, visit.now):
        hello = words.HelloFrom(visit.person.name)
        act.tell_partner(visit.tx, visit.person, [hello], visit.now, sound=True)
    visit.toast("hello-sent")


def press_easier(visit: Visit, tap: Tap) -> None:
    """After three calls in a week: smaller, another hour, in writing, or a week without calls."""
    pair = visit.tx.pairs.living_of(visit.person.id)
    partner = act.partner_of(visit.tx, visit.person)
    if pair is None or partner is None or pair.id != tap.id:
        visit.toast("old-button")
        return
    if tap.arg == "week":
        visit.tx.pairs.save(replace(pair, calls_from=visit.now + A_WEEK))
    if tap.arg == "write":
        visit.save(replace(visit.person, way=Way.WRITE))
    how = tap.arg if tap.arg in ("week", "write", "hour") else "smaller"
    visit.answer(ManyCallsAnswered(pair.id, partner.name, how))
