"""Rest, pause, illness: what a person says of days off, by command or button. No reason asked."""

from dataclasses import replace
from datetime import date, timedelta

from bot.buttons import Tap
from bot.commands.whose import own_day
from bot.reading import InThePast, TooFar, Unreadable, until
from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.facts import back_on
from scheduler.notices import rest as say
from scheduler.rules import events as e
from scheduler.rules.calendar import next_label
from storage.records import Day, DayState


def _rest(visit: Visit, day: Day, last: date | None) -> None:
    visit.happen_on(day.id, e.Rested(visit.at, last))
    _step_back(visit)


def _pause(visit: Visit, day: Day, last: date | None) -> None:
    visit.happen_on(day.id, e.PauseBegan(visit.at, last))
    _step_back(visit)


def _step_back(visit: Visit) -> None:
    """Who rests or pauses is not called on: an alert that waits for them goes on without them."""
    asked = visit.tx.calls.open_of_caller(visit.person.id)
    if asked is not None:
        event = e.PersonWithdrew(visit.at)
        act.happen(visit.tx, asked.day_id, event, visit.now, actor=None, call_id=asked.id)


def press_rest(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        visit.answer(say.RestChoice(day.id))


def press_rest_for(visit: Visit, tap: Tap) -> None:
    day = own_day(visit, tap)
    if day is None:
        return
    sunday = day.on + timedelta(days=7 - day.on.isoweekday())
    last = {"today": None, "tomorrow": next_label(day.on), "week": sunday}
    if tap.arg in last:
        _rest(visit, day, last[tap.arg])
    else:
        visit.toast("old-button")


def press_rest_week(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        _rest(visit, day, day.on + timedelta(days=6))


def skip(visit: Visit) -> None:
    """/skip, or until a day: rest, no reason asked."""
    day = act.today(visit.tx, visit.person)
    if not visit.words:
        visit.answer(say.RestChoice(day.id))
        return
    try:
        last = until(visit.words, visit.person.language, day.on)
    except InThePast:
        visit.refuse("past-until")
    except (TooFar, Unreadable) as unreadable:
        visit.refuse("unreadable-time", text=unreadable.part)
    else:
        _rest(visit, day, last)


def pause(visit: Visit) -> None:
    """/pause, or until a day; /resume ends it."""
    day = act.today(visit.tx, visit.person)
    try:
        last = until(visit.words, visit.person.language, day.on) if visit.words else None
    except InThePast:
        visit.refuse("past-until")
    except (TooFar, Unreadable) as unreadable:
        visit.refuse("unreadable-time", text=unreadable.part)
    else:
        _pause(visit, day, last)


def resume(visit: Visit) -> None:
    """/resume: back from rest or pause, also from one that begins tomorrow."""
    day, person = act.today(visit.tx, visit.person), visit.person
    if day.state in (DayState.REST, DayState.PAUSED):
        visit.happen_on(day.id, e.CameBack(visit.at))
    elif person.paused_since or (person.rest_until and person.rest_until > day.on):
        visit.save(replace(person, paused_since=None, paused_until=None, rest_until=None))
        visit.answer(say.BackFrom(day.id, back_on(visit.person, day, None)))
    else:
        visit.refuse("not-resting")


def press_back(visit: Visit, tap: Tap) -> None:
    if own_day(visit, tap) is not None:
        resume(visit)


def press_ill(visit: Visit, tap: Tap) -> None:
    """I was ill or away: silent and missed dates of a week back turn neutral."""
    if (day := own_day(visit, tap)) is not None:
        count = act.was_away(visit.tx, visit.person, visit.now)
        visit.answer(say.Excused(day.id, count))


def press_stop_here(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        _pause(visit, day, None)
