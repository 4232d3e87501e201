"""From "who hears what" in a rule to the notice itself, with its facts from the scene. Pure.

The scene is the one after the event. A builder that returns None has nothing to say.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from scheduler.notices import Notice
from scheduler.notices import call as c
from scheduler.notices import day as d
from scheduler.rules import questions as q
from scheduler.rules.calendar import next_asked_label, next_label
from scheduler.rules.events import (
    CallTakenBack,
    Event,
    InFive,
    IsHere,
    Named,
    PauseBegan,
    PresenceTaken,
    WritingAsked,
)
from scheduler.rules.times import CALL_LASTS, REMIND_AFTER
from storage.records import (
    KEPT,
    OPEN_ENDS,
    CallState,
    Day,
    DayState,
    Person,
    Reach,
    Scene,
    Way,
)

DELAYS = (30, 60, 120)  # minutes
LATERS = 2
Build = Callable[[Scene, Event], Notice | None]


def notice(kind: type[Notice], scene: Scene, event: Event) -> Notice | None:
    """The notice of this class for this scene, or None when there is nothing to say."""
    built = BUILD[kind](scene, event)
    about_a_call = getattr(built, "day", None) == 0
    return replace(cast(Any, built), day=scene.day.id) if about_a_call else built


def delays(scene: Scene) -> list[int]:
    """The delays (minutes) that Later may offer: those that leave room (DAY, Later)."""
    if scene.day.laters >= LATERS:
        return []
    latest = scene.day.ends_at - timedelta(minutes=60)
    fits = [n for n in DELAYS if scene.now + timedelta(minutes=n) <= latest]
    ahead = timedelta(minutes=60)
    called = [n for n in fits if q.caller_at(scene, scene.now + timedelta(minutes=n) + ahead)]
    return called if q.caller_ahead(scene) else fits


def _partner(scene: Scene) -> str:
    person = scene.partner
    return person.name if person else ""


def _partner_or_none(scene: Scene) -> str | None:
    return scene.partner.name if scene.partner and not _pact_rests(scene) else None


def _pact_rests(scene: Scene) -> bool:
    return scene.pair is not None and scene.pair.rests_since is not None


def _caller(scene: Scene) -> str:
    person = scene.caller or scene.partner
    return person.name if person else ""


def _text(scene: Scene) -> str:
    return scene.day.text or ""


def _partner_text(scene: Scene) -> str | None:
    theirs = scene.partner_day
    if theirs is None or _pact_rests(scene) or theirs.state not in (DayState.COMMITTED,):
        return None
    return theirs.text


def _morning(scene: Scene, event: Event) -> Notice:
    before = next((day for day in scene.recent), None)
    if before is not None and before.state in OPEN_ENDS and before.text:
        again = len(scene.recent) > 1 and scene.recent[1].state in OPEN_ENDS
        return d.MorningAfterOpen(scene.day.id, before.id, before.text, again)
    text = _partner_text(scene)
    return d.MorningQuestion(scene.day.id, _partner_or_none(scene) if text else None, text)


def _planned(scene: Scene, event: Event) -> Notice:
    text = _partner_text(scene)
    name = _partner_or_none(scene) if text else None
    return d.MorningPlanned(scene.day.id, _text(scene), _check_in(scene.day), name, text)


def _check_in(day: Day) -> datetime:
    assert day.check_in_at is not None
    return day.check_in_at


def _set(scene: Scene, event: Event) -> Notice:
    day, at = scene.day, _check_in(scene.day)
    alone = scene.pair is None or scene.person.way is Way.NEITHER
    return d.Set(
        day.id,
        _text(scene),
        at,
        None if _off_duty_partner(scene) else _partner_or_none(scene),
        told=day.told_at is not None,
        call_fits=alone or q.may_be_called(scene, at + q.UNTIL_ALERT),
    )


def _off_duty_partner(scene: Scene) -> bool:
    partner = scene.partner
    return partner is not None and q.is_off_duty(partner, scene.partner_day, scene.now)


def _check_in_notice(scene: Scene, event: Event) -> Notice:
    can_call = scene.pair is not None and scene.person.way is not Way.NEITHER
    return d.CheckIn(scene.day.id, _text(scene), bool(delays(scene)), can_call)


def _reminder(scene: Scene, event: Event) -> Notice | None:
    at = scene.now + REMIND_AFTER
    can_later = bool(delays(scene))
    if q.caller_at(scene, at):
        writing = q.writes_only(scene)
        return d.ReminderCall(
            scene.day.id, _text(scene), _partner(scene), at, writing, can_later=can_later
        )
    if scene.day.no_call:
        return None
    return d.ReminderAlone(scene.day.id, _text(scene), at, can_later=can_later)


def _together(scene: Scene) -> int | None:
    theirs = scene.partner_day
    if theirs is None or theirs.on != scene.day.on or theirs.state not in KEPT:
        return None
    return scene.kept_together + 1


def _did(scene: Scene, event: Event) -> Notice:
    day = scene.day
    on = day.on if day.closed_at or not q.same_date(scene) else None
    return d.PartnerDid(
        day.id, scene.person.name, _text(scene), _together(scene), on=on, late=day.late
    )


def _resting(scene: Scene, event: Event) -> Notice:
    person, day = scene.person, scene.day
    until = person.rest_until or day.on
    later = day.state not in (DayState.REST, DayState.PAUSED)
    if day.state is DayState.MISSED and person.rest_until is None:
        return d.NotToday(day.id, _text(scene))
    return d.Resting(
        day.id,
        until,
        back_on(person, day, until),
        today_only=until == day.on,
        name=_partner_or_none(scene),
        from_tomorrow=later,
    )


def back_on(person: Person, day: Day, until: date | None) -> date:
    """The first date after `until` on which the person is asked again."""
    after = max(until, day.on) if until else day.on
    return next_asked_label(after, weekdays(person)) or next_label(after)


def weekdays(person: Person) -> frozenset[int]:
    return frozenset(int(n) for n in person.weekdays)


def _paused(scene: Scene, event: Event) -> Notice:
    until = scene.person.paused_until
    return d.Paused(
        scene.day.id,
        until,
        back_on(scene.person, scene.day, until) if until else None,
        _partner_or_none(scene),
        from_tomorrow=scene.day.state is not DayState.PAUSED,
    )


def _rest_line(scene: Scene, event: Event) -> Notice | None:
    if scene.day.state is DayState.MISSED and scene.person.rest_until is None:
        return None
    until = scene.person.rest_until
    if isinstance(event, PauseBegan):
        until = scene.person.paused_until
    return d.PartnerRestsLine(scene.person.name, until)


def _kept(scene: Scene, event: Event) -> Notice:
    open_today = scene.day.state in (DayState.CHECKING, DayState.HELPING)
    on = back_on(scene.person, scene.day, scene.person.rest_until)
    text = event.text if isinstance(event, Named) else scene.person.next_text or ""
    return d.KeptForTomorrow(scene.day.id, text, on, open_today)


def _quiet(scene: Scene, event: Event) -> Notice | None:
    return d.PartnerQuiet(scene.day.id, scene.person.name) if scene.partner else None


def _quiet_long(scene: Scene, event: Event) -> Notice | None:
    return d.PartnerQuietLong(scene.day.id, scene.person.name) if scene.partner else None


def _presence(scene: Scene, event: Event) -> Notice:
    return d.PresenceOffer(scene.day.id, _partner_or_none(scene))


def _presence_started(scene: Scene, event: Event) -> Notice:
    minutes = event.minutes if isinstance(event, PresenceTaken) else 15
    until = scene.now + timedelta(minutes=minutes)
    return d.PresenceStarted(scene.day.id, minutes, until, scene.day.text)


def _undone(scene: Scene, event: Event) -> Notice:
    can_call = scene.pair is not None and scene.person.way is not Way.NEITHER
    return d.DoneUndone(
        scene.day.id, _text(scene), _partner_or_none(scene), bool(delays(scene)), can_call
    )


def _not_today_anyway(scene: Scene, event: Event) -> Notice:
    checked = scene.day.checked_at or scene.now
    return d.NotTodayAnyway(scene.day.id, _text(scene), _partner(scene), checked + q.UNTIL_ALERT)


def _done(scene: Scene, event: Event) -> Notice:
    day = scene.day
    return d.Done(
        day.id,
        _text(scene),
        _partner_or_none(scene),
        late=day.closed_at is not None,
        asks_tomorrow=day.closed_at is None and not scene.person.next_text,
    )


def _thing(scene: Scene, event: Event) -> Notice:
    on = None if q.same_date(scene) else scene.day.on
    return d.PartnerThing(scene.day.id, scene.person.name, _text(scene), on)


def _alert(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    assert scene.pair is not None
    theirs = scene.partner_day
    yours = theirs is not None and theirs.state in (DayState.CHECKING, DayState.HELPING)
    return c.Alert(
        scene.call.id,
        scene.person.name,
        scene.day.text,
        scene.pair.words,
        q.writes_only(scene),
        asked=scene.day.checked_at is None or scene.now < scene.day.checked_at + q.UNTIL_ALERT,
        yours_open=yours,
    )


def _caller_card(scene: Scene, event: Event) -> Notice:
    """The caller's card with the one way of reaching that works: PRODUCT §4."""
    call, person, contact = scene.call, scene.person, scene.contact
    assert call is not None
    reach = person.reach
    if reach is Reach.PHONE and not (contact and contact.phone):
        reach = Reach.TELEGRAM
    if reach is Reach.ROOM and not (contact and contact.room):
        reach = Reach.TELEGRAM
    return c.CallerCard(
        call.id,
        person.name,
        scene.pair.words if scene.pair else "",
        writing=call.writing,
        reach=Reach.TELEGRAM if call.writing else reach,
        username=person.username,
        user_id=person.telegram_id,
        room=contact.room if contact and reach is Reach.ROOM else None,
    )


def _how(event: Event) -> str:
    ways = {IsHere: "here", InFive: "five", WritingAsked: "write", CallTakenBack: "back"}
    return ways.get(type(event), "back")


def _over(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    call = scene.call
    why = str(call.outcome or "under-way")
    if call.state is CallState.UNDER_WAY:
        why = "under-way"
    elif why in ("withdrawn", "already-done") and scene.day.state in KEPT:
        why = "done"
    return c.AlertOver(call.id, scene.person.name, why, scene.day.text)


def _asked(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    return c.AlertAsked(
        scene.call.id, _caller(scene), scene.now + CALL_LASTS + timedelta(minutes=5)
    )


def _rescued(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    own = type(event).__name__ in ("Did", "DidThis", "PersonDid")
    return c.Rescued(scene.call.id, scene.day.id, _caller(scene), _text(scene), by_caller=not own)


def _call_id(scene: Scene) -> int:
    assert scene.call is not None
    return scene.call.id


def _day_and_text(kind: Callable[[int, str], Notice]) -> Build:
    return lambda scene, _: kind(scene.day.id, _text(scene))


def _day_only(kind: Callable[[int], Notice]) -> Build:
    return lambda scene, _: kind(scene.day.id)


def _call_and_caller(kind: Callable[[int, str], Notice]) -> Build:
    return lambda scene, _: kind(_call_id(scene), _caller(scene))


def _call_and_person(kind: Callable[[int, str], Notice]) -> Build:
    return lambda scene, _: kind(_call_id(scene), scene.person.name)


def _about_person(kind: Callable[[int, str, str], Notice]) -> Build:
    return lambda scene, _: kind(scene.day.id, scene.person.name, _text(scene))


BUILD: dict[type[Notice], Build] = {
    d.MorningQuestion: _morning,
    d.MorningPlanned: _planned,
    d.KindQuestion: _day_only(d.KindQuestion),
    d.HelloAgain: _day_only(d.HelloAgain),
    d.PartnerQuiet: _quiet,
    d.PartnerQuietLong: _quiet_long,
    d.Nudge: _day_only(d.Nudge),
    d.Set: _set,
    d.Unset: _day_only(d.Unset),
    d.PlanReminder: lambda s, _: d.PlanReminder(s.day.id, _text(s), s.day.plan or ""),
    d.PartnerThing: _thing,
    d.PartnerUnnamed: lambda s, _: d.PartnerUnnamed(s.day.id, s.person.name),
    d.CheckIn: _check_in_notice,
    d.TomorrowAsk: _day_only(d.TomorrowAsk),
    d.LaterSet: lambda s, _: d.LaterSet(s.day.id, _text(s), _check_in(s.day)),
    d.Done: _done,
    d.DoneUndone: _undone,
    d.PartnerDid: _did,
    d.PartnerUndid: _about_person(d.PartnerUndid),
    d.ReminderCall: _reminder,
    d.NotTodayAnyway: _not_today_anyway,
    d.NotToday: _day_and_text(d.NotToday),
    d.NoCallToday: lambda s, _: d.NoCallToday(s.day.id, s.day.text, s.day.checked_at is not None),
    d.Resting: _resting,
    d.Paused: _paused,
    d.BackFrom: lambda s, _: d.BackFrom(s.day.id, back_on(s.person, s.day, None)),
    d.WhatWasIt: _day_only(d.WhatWasIt),
    d.KeptForTomorrow: _kept,
    d.AttestedBy: lambda s, _: d.AttestedBy(s.day.id, _partner(s), _text(s)),
    d.Attested: _about_person(d.Attested),
    d.PresenceOffer: _presence,
    d.PresenceStarted: _presence_started,
    d.PartnerRestsLine: _rest_line,
    c.Alert: _alert,
    c.AlertAsked: _asked,
    c.CallerCard: _caller_card,
    c.CallerAsked: _call_and_person(c.CallerAsked),
    c.BeingCalled: lambda s, _: c.BeingCalled(
        _call_id(s), _caller(s), bool(s.call and s.call.writing)
    ),
    c.CalledHere: lambda s, e: c.CalledHere(_call_id(s), _caller(s), _how(e)),
    c.CallerHears: lambda s, e: c.CallerHears(_call_id(s), s.person.name, _how(e)),
    c.AlertOver: _over,
    c.CallerToldDone: lambda s, _: c.CallerToldDone(_call_id(s), s.person.name, s.day.text),
    c.NobodyPickedUp: _call_and_caller(c.NobodyPickedUp),
    c.UnderWay: _call_and_caller(c.UnderWay),
    c.CallLetGo: _call_and_caller(c.CallLetGo),
    c.Rescued: _rescued,
    c.RescuedCaller: lambda s, _: c.RescuedCaller(_call_id(s), s.day.id, s.person.name, _text(s)),
    c.NotQuiteYet: _call_and_caller(c.NotQuiteYet),
}


def as_line(said: Notice) -> Notice | None:
    """What is left of a piece of news when it waits to become a line; None: it can't wait."""
    if isinstance(said, d.PartnerThing):
        return d.PartnerThingLine(said.name, said.text)
    if isinstance(said, d.PartnerDid):
        return d.PartnerDidLine(said.name, said.text)
    return said if isinstance(said, d.PartnerRestsLine) else None


__all__ = ["as_line", "back_on", "delays", "notice", "weekdays"]
