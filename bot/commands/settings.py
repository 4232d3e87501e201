"""/settings: one bubble with a key for each; typed answers to its questions.

In a pact the ways of help and the call hours are the pact's: their keys lead to its messages.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial
from typing import Any

from babel.dates import get_timezone_location
from telegram import Location

from bot import likely, places, texts
from bot.buttons import Tap
from bot.commands import asking
from bot.commands.changes import QUESTION, changed, close, strip
from bot.reading import clock_time, weekdays
from bot.reading.spans import span
from bot.visit import Visit
from scheduler.actions import settings as act
from scheduler.actions.settings import Effect
from scheduler.notices import settings as say
from storage.records import Way

TIMES = {"morning": "morning", "check-in": "check_in", "day-end": "day_end"}
HOURS = {"hours": ("call_from", "call_to"), "free-hours": ("free_from", "free_to")}
OF_PACT = ("hours", "free-hours", "way", "not-today")


def settings(visit: Visit) -> None:
    """/settings: everything that is set."""
    visit.answer(_bubble(visit))


def press_settings(visit: Visit, _: Tap) -> None:
    """Back to the whole bubble; what was asked is not asked any more."""
    close(visit)
    visit.answer(_bubble(visit))


def press_change_times(visit: Visit, _: Tap) -> None:
    """From a message that stays as it is: the bubble comes as a new one."""
    visit.send(_bubble(visit))


def _bubble(visit: Visit) -> say.Settings:
    person = visit.person
    pair = visit.tx.pairs.living_of(person.id)
    return say.Settings(
        city_of(person.zone, person.language),
        person.weekdays,
        person.morning,
        person.check_in,
        person.day_end,
        person.call_from,
        person.call_to,
        person.free_from,
        person.free_to,
        str(person.way),
        person.call_anyway,
        pair.id if pair else 0,
        len([kind for kind in person.muted.split(",") if kind]),
    )


def city_of(zone: str, language: str) -> str:
    """The city that a zone is named for, in the reader's language."""
    named = get_timezone_location(zone, locale=language, return_city=True)
    return str(named).rsplit("/", 1)[-1]


def press_setting(visit: Visit, tap: Tap) -> None:
    """One of them: asked for, or chosen from a few."""
    what = tap.arg or ""
    if what in OF_PACT and visit.tx.pairs.living_of(visit.person.id) is not None:
        visit.answer(_bubble(visit))
    elif what in READ:
        visit.ask(QUESTION, what=what)
        visit.answer(say.SettingAsk(what))
    elif what in CHOSEN:
        visit.answer(say.SettingChoice(what, _now(visit, what)))
    else:
        visit.toast("old-button")


def _now(visit: Visit, what: str) -> str:
    person = visit.person
    if what == "language":
        return texts.say(person.language, "language-name")
    return str(person.way) if what == "way" else "yes" if person.call_anyway else "no"


def typed(visit: Visit) -> None:
    """The answer to a question of this bubble, in words or as a shared location."""
    asked = visit.tx.questions.of(visit.person.id)
    what = str(asked.facts.get("what")) if asked else ""
    location = visit.message.location if visit.message else None
    if what == "city" and location is not None:
        _shared(visit, location)
    elif visit.message is not None and visit.message.forward_origin is not None:
        visit.refuse("forwarded")
    elif not visit.words:
        visit.refuse("empty-setting")
    elif what in READ:
        READ[what](visit, visit.words)
    else:
        visit.refuse("nothing-to-cancel")


# -- times, days, hours ---------------------------------------------------------------------------


def _time(what: str, visit: Visit, words: str) -> None:
    at = clock_time(words, visit.person.language)
    if at is None:
        visit.refuse("unreadable-clock")
    else:
        _set_time(visit, what, at)


def _set_time(visit: Visit, what: str, at: time) -> None:
    """Refused with the nearest that fits when the three times make no day."""
    changes = {TIMES[what]: at}
    fits = act.clash(visit.person, changes)
    if fits is not None:
        visit.answer(say.TimesClash(what, getattr(fits, TIMES[what])))
        return
    effect = act.change(visit.tx, visit.person, changes, visit.now)
    said = say.TimeChanged(what, at, effect.from_today, effect.check_in)
    changed(visit, effect, said)


def _days(visit: Visit, words: str) -> None:
    found = weekdays(words, visit.person.language)
    if found is None:
        visit.refuse("unreadable-days")
    else:
        _set_days(visit, "".join(str(day) for day in sorted(found)))


def _set_days(visit: Visit, days: str) -> None:
    effect = act.change_days(visit.tx, visit.person, days, visit.now)
    if effect.asked is None:
        changed(visit, effect, say.DaysChanged(days))
        return
    asker = visit.person
    asked = say.MoreDays(asker.id, effect.stamp, asker.name, days)
    asking.ask(visit, effect.asked, asked)
    changed(visit, effect, say.MoreDaysAsked(effect.asked.name))


def press_more_days(visit: Visit, tap: Tap) -> None:
    """The partner's answer to more days: both have accepted exactly these, or they are not."""
    answer, _, stamp = (tap.arg or "").partition(".")
    exactly = int(stamp) if stamp.isdecimal() else 0
    if answer == "yes":
        effect = act.agree(visit.tx, visit.person, tap.id, exactly, visit.now)
        if effect is not None:
            _agreed(visit, effect)
            return
    elif act.decline(visit.tx, visit.person, tap.id, exactly):
        asker = visit.tx.people.get(tap.id)
        visit.answer(say.MoreDaysAnswered(asker.id, asker.name, agreed=False))
        return
    visit.toast("old-button")


def _agreed(visit: Visit, effect: Effect) -> None:
    asker = effect.person
    visit.tell(asker, say.MoreDaysAgreed(visit.person.name, asker.weekdays))
    visit.answer(say.MoreDaysAnswered(asker.id, asker.name, agreed=True))


def _hours(what: str, visit: Visit, words: str) -> None:
    found = span(words, visit.person.language)
    if found is None:
        visit.refuse("unreadable-hours")
        return
    changes = dict(zip(HOURS[what], found, strict=True))
    effect = act.change(visit.tx, visit.person, changes, visit.now)
    changed(visit, effect, say.HoursChanged(*found, free=what == "free-hours"))


# -- where ----------------------------------------------------------------------------------------


def _city(visit: Visit, words: str) -> None:
    zone = places.read_zone(words)
    found = [] if zone else places.find(words)
    if zone is not None:
        _move(visit, zone)
    elif not found:
        visit.refuse("unknown-city")
    elif len({place.zone for place in found}) == 1:
        _move(visit, found[0].zone, found[0].name)
    else:
        strip(visit)
        cities = [likely.place_name(place, visit.person.language) for place in found]
        visit.send(say.CityChoice(cities, [likely.code_of(place.zone) for place in found]))


def _shared(visit: Visit, location: Location) -> None:
    """Of a location only the zone is kept."""
    zone = places.zone_at(location.latitude, location.longitude)
    if zone is None:
        visit.refuse("location-unknown")
    else:
        _move(visit, zone)


def press_set_city(visit: Visit, tap: Tap) -> None:
    zone = likely.zone_of_code(tap.id)
    if zone is None:
        visit.toast("old-button")
    else:
        _move(visit, zone)


def _move(visit: Visit, zone: str, city: str | None = None) -> None:
    effect = act.change(visit.tx, visit.person, {"zone": zone}, visit.now)
    named = city or city_of(zone, visit.person.language)
    changed(visit, effect, say.Moved(named, visit.now, effect.check_in))


# -- choices --------------------------------------------------------------------------------------


def press_set(visit: Visit, tap: Tap) -> None:
    """One of a few was chosen: the arg is what.value."""
    what, _, value = (tap.arg or "").partition(".")
    if what in TIMES and (at := _four_digits(value)) is not None:
        _set_time(visit, what, at)
    elif what == "days" and value and set(value) <= set("1234567"):
        _set_days(visit, "".join(sorted(set(value))))
    elif what in CHOSEN and value in CHOSEN[what]:
        _choose(visit, what, CHOSEN[what][value])
    else:
        visit.toast("old-button")


def _four_digits(value: str) -> time | None:
    if len(value) != 4 or not value.isdecimal():
        return None
    hour, minute = int(value[:2]), int(value[2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _choose(visit: Visit, what: str, changes: dict[str, Any]) -> None:
    if what in OF_PACT and visit.tx.pairs.living_of(visit.person.id) is not None:
        visit.toast("old-button")
        return
    visit.save(replace(visit.person, **changes))
    visit.answer(_bubble(visit))


READ: dict[str, Callable[[Visit, str], None]] = {
    "city": _city,
    "days": _days,
    **{what: partial(_time, what) for what in TIMES},
    **{what: partial(_hours, what) for what in HOURS},
}
CHOSEN: dict[str, dict[str, dict[str, Any]]] = {
    "language": {code: {"language": code} for code in texts.languages()},
    "way": {str(way): {"way": way} for way in Way},
    "not-today": {"yes": {"call_anyway": True}, "no": {"call_anyway": False}},
}
