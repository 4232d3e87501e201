"""How the notices of a day are built from the scene after the event. Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta

from scheduler.facts import (
    back_on,
    check_in_of,
    delays,
    next_on,
    partner_name,
    partner_off_duty,
    partner_or_none,
    partner_text,
    text_of,
)
from scheduler.notices import Notice, evening, morning, naming, rest
from scheduler.rules import calling
from scheduler.rules import questions as q
from scheduler.rules.events import (
    AlertCame,
    Event,
    Named,
    PresenceTaken,
)
from scheduler.rules.times import REMIND_AFTER
from storage.records import (
    OPEN_ENDS,
    DayState,
    Scene,
    Way,
)

Build = Callable[[Scene, Event], Notice | None]


def _morning(scene: Scene, event: Event) -> Notice:
    before = next((day for day in scene.recent), None)
    if before is not None and before.state in OPEN_ENDS and before.text:
        again = len(scene.recent) > 1 and scene.recent[1].state in OPEN_ENDS
        return morning.MorningAfterOpen(scene.day.id, before.id, before.text, again)
    text = partner_text(scene)
    return morning.MorningQuestion(scene.day.id, partner_or_none(scene) if text else None, text)


def _planned(scene: Scene, event: Event) -> Notice:
    text = partner_text(scene)
    name = partner_or_none(scene) if text else None
    return morning.MorningPlanned(scene.day.id, text_of(scene), check_in_of(scene.day), name, text)


def _set(scene: Scene, event: Event) -> Notice:
    day, at = scene.day, check_in_of(scene.day)
    told = day.told_at is not None
    hears = isinstance(event, Named) and not partner_off_duty(scene)
    return naming.Set(
        day.id,
        text_of(scene),
        at,
        partner_or_none(scene) if hears else None,
        told=told,
        changed=told and isinstance(event, Named),
        call_fits=_call_fits(scene, at),
    )


def _call_fits(scene: Scene, at: datetime) -> bool:
    """False only for a check-in later than usual, after which nobody may call any more."""
    wants = scene.pair is not None and scene.person.way is not Way.NEITHER
    later = at > q.default_check_in(scene.person, scene.day)
    return not (wants and later) or calling.could_be_called(scene, at + calling.UNTIL_ALERT)


def _check_in_notice(scene: Scene, event: Event) -> Notice:
    can_later = scene.day.state is DayState.CHECKING and bool(delays(scene))
    can_call = calling.could_be_called(scene, scene.now)
    return evening.CheckIn(scene.day.id, text_of(scene), can_later, can_call)


def _reminder(scene: Scene, event: Event) -> Notice | None:
    at = scene.now + REMIND_AFTER
    can_later = bool(delays(scene))
    if calling.caller_at(scene, at):
        writing = calling.writes_only(scene)
        return evening.ReminderCall(
            scene.day.id, text_of(scene), partner_name(scene), at, writing, can_later=can_later
        )
    if scene.day.no_call:
        return None
    return evening.ReminderAlone(scene.day.id, text_of(scene), at, can_later=can_later)


def _resting(scene: Scene, event: Event) -> Notice:
    person, day = scene.person, scene.day
    until = person.rest_until or day.on
    later = day.state not in (DayState.REST, DayState.PAUSED)
    if day.state is DayState.MISSED and person.rest_until is None:
        return _not_today(scene, event)
    return rest.Resting(
        day.id,
        until,
        back_on(person, day, until),
        today_only=until == day.on,
        name=partner_or_none(scene),
        from_tomorrow=later,
    )


def _paused(scene: Scene, event: Event) -> Notice:
    until = scene.person.paused_until
    return rest.Paused(
        scene.day.id,
        until,
        back_on(scene.person, scene.day, until) if until else None,
        partner_or_none(scene),
        from_tomorrow=scene.day.state is not DayState.PAUSED,
    )


def _kept(scene: Scene, event: Event) -> Notice:
    open_today = scene.day.state in (DayState.CHECKING, DayState.HELPING)
    on = back_on(scene.person, scene.day, scene.person.rest_until)
    text = event.text if isinstance(event, Named) else scene.person.next_text or ""
    return naming.KeptForTomorrow(scene.day.id, text, on, open_today)


def _presence(scene: Scene, event: Event) -> Notice:
    closed = scene.partner is not None and not calling.hours_open(scene, scene.now)
    known = isinstance(event, AlertCame) and partner_off_duty(scene)  # no news, no refusal
    calls = scene.person.way is not Way.NEITHER and not known
    return evening.PresenceOffer(scene.day.id, partner_or_none(scene) if calls else None, closed)


def _presence_started(scene: Scene, event: Event) -> Notice:
    minutes = event.minutes if isinstance(event, PresenceTaken) else 15
    until = scene.now + timedelta(minutes=minutes)
    return evening.PresenceStarted(scene.day.id, minutes, until, scene.day.text)


def _undone(scene: Scene, event: Event) -> Notice:
    day = scene.day
    if day.state in (DayState.WAITING, DayState.ASKED):
        return naming.Unset(day.id)
    is_open = day.state is DayState.CHECKING
    return evening.DoneUndone(
        day.id,
        text_of(scene),
        partner_or_none(scene),
        bool(delays(scene)),
        calling.could_be_called(scene, scene.now),
        is_open,
        check_in_of(day) if day.state is DayState.COMMITTED else None,
    )


def _not_today_anyway(scene: Scene, event: Event) -> Notice:
    checked = scene.day.checked_at or scene.now
    return evening.NotTodayAnyway(
        scene.day.id, text_of(scene), partner_name(scene), checked + calling.UNTIL_ALERT
    )


def _not_today(scene: Scene, event: Event) -> Notice:
    return evening.NotToday(scene.day.id, text_of(scene), next_on(scene.person, scene.day))


def _no_call(scene: Scene, event: Event) -> Notice:
    day = scene.day
    asked = day.checked_at is not None
    return evening.NoCallToday(day.id, day.text, asked, next_on(scene.person, day))


def _done(scene: Scene, event: Event) -> Notice:
    day = scene.day
    return evening.Done(
        day.id,
        text_of(scene),
        None if partner_off_duty(scene) else partner_or_none(scene),
        late=day.closed_at is not None,
        asks_tomorrow=day.closed_at is None and not scene.person.next_text,
        today=_unnamed_today(scene),
        on=next_on(scene.person, day),
    )


def _unnamed_today(scene: Scene) -> int | None:
    """The open date after this closed one, while it has no thing yet."""
    today = scene.today
    choosing = today is not None and today.state in (DayState.WAITING, DayState.ASKED)
    return today.id if today is not None and choosing else None


def _day_only(kind: Callable[[int], Notice]) -> Build:
    return lambda scene, _: kind(scene.day.id)


DAY_NOTICES: dict[type[Notice], Build] = {
    morning.MorningQuestion: _morning,
    morning.MorningPlanned: _planned,
    morning.KindQuestion: _day_only(morning.KindQuestion),
    morning.HelloAgain: _day_only(morning.HelloAgain),
    morning.Nudge: _day_only(morning.Nudge),
    naming.Set: _set,
    naming.Unset: _day_only(naming.Unset),
    morning.PlanReminder: lambda s, _: morning.PlanReminder(
        s.day.id, text_of(s), s.day.plan or ""
    ),
    evening.CheckIn: _check_in_notice,
    evening.TomorrowAsk: lambda s, _: evening.TomorrowAsk(s.day.id, next_on(s.person, s.day)),
    evening.LaterSet: lambda s, _: evening.LaterSet(s.day.id, text_of(s), check_in_of(s.day)),
    evening.Done: _done,
    evening.DoneUndone: _undone,
    evening.ReminderCall: _reminder,
    evening.NotTodayAnyway: _not_today_anyway,
    evening.NotToday: _not_today,
    evening.NoCallToday: _no_call,
    rest.Resting: _resting,
    rest.Paused: _paused,
    rest.BackFrom: lambda s, _: rest.BackFrom(s.day.id, back_on(s.person, s.day, None)),
    evening.WhatWasIt: _day_only(evening.WhatWasIt),
    naming.KeptForTomorrow: _kept,
    evening.PresenceOffer: _presence,
    evening.PresenceStarted: _presence_started,
}
