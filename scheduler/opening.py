"""Opening the date that follows a closed one: its bounds and its first state. Pure.

Rules (DAY, "Dates"): labels never repeat and never gap; a date begins where the last one ended;
one that the calendar or a move leaves out is `rest` and closes at once.
"""

from dataclasses import replace
from datetime import date, datetime

from scheduler.facts import weekdays
from scheduler.rules.calendar import ends, exists, next_label
from scheduler.rules.questions import QUIET_AFTER, quiet_days
from storage.records import Day, DayState, Person, Scene


def next_day(scene: Scene) -> tuple[Day, Person]:
    """The day after the scene's, just closed, and the person as this day finds them."""
    label = next_label(scene.day.on)
    person = _as_of(scene, label)
    begins_at = scene.day.ends_at
    ends_at = max(begins_at, ends(label, person.day_end, person.zone))
    skipped = not exists(label, person.zone) or ends_at == begins_at
    state = DayState.REST if skipped else first_state(person, label)
    return Day(0, person.id, label, state, begins_at, ends_at), person


def _as_of(scene: Scene, label: date) -> Person:
    """Rest and pause that are over fall away; after the third silent date it grows quiet."""
    person = scene.person
    if person.rest_until and person.rest_until < label:
        person = replace(person, rest_until=None)
    if person.paused_until and person.paused_until < label:
        person = replace(person, paused_since=None, paused_until=None)
    if person.quiet_since is None and _grew_quiet(scene):
        person = replace(person, quiet_since=label)
    return person


def _grew_quiet(scene: Scene) -> bool:
    after = replace(scene, recent=(scene.day, *scene.recent))
    return quiet_days(after) >= QUIET_AFTER


def first_state(person: Person, label: date) -> DayState:
    """How a date opens: PRODUCT §1, DAY "Dates"."""
    away = person.unreachable_at or person.paused_since or person.quiet_since
    if away:
        return DayState.PAUSED
    resting = person.rest_until is not None and label <= person.rest_until
    off = label.isoweekday() not in weekdays(person)
    return DayState.REST if resting or off else DayState.WAITING


def bounds(person: Person, label: date, now: datetime) -> tuple[datetime, datetime]:
    """Begin and end of a first date, opened at `now` (UTC)."""
    return now, ends(label, person.day_end, person.zone)
