"""The questions that the day's rules ask: named predicates over the scene and the event. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.rules.calendar import label_at, on_label
from scheduler.rules.calling import UNTIL_ALERT
from scheduler.rules.events import Event
from scheduler.rules.hours import Side, within
from storage.records import (
    Day,
    DayState,
    Person,
    Scene,
)

TO_UNDO = timedelta(seconds=60)
AFTER_NAMING = timedelta(minutes=60)  # no check-in sooner after the commitment
BEFORE_END = timedelta(minutes=90)  # the latest check-in before the day end
ASKED_BEFORE = timedelta(hours=3)  # silent only if asked this long before the end
CHECKED_BEFORE = timedelta(hours=1)  # missed only if a check-in came this long before the end
QUIET_AFTER = 3  # silent dates in a row


def may_ask_tomorrow(scene: Scene, event: Event) -> bool:
    """Not after a silent date: two unanswered messages, then quiet."""
    return not _silent(scene.recent, scene.person)


def was_late(scene: Scene, event: Event) -> bool:
    """The end state came after the date's end: only such a one can be taken back then."""
    return scene.day.late


def was_attested(scene: Scene, event: Event) -> bool:
    return scene.day.attested


def has_text(scene: Scene, event: Event) -> bool:
    return bool(scene.day.text)


def check_in_near(scene: Scene, event: Event) -> bool:
    """The check-in comes within the hour: it need not be asked twice."""
    at = scene.day.check_in_at
    return at is not None and at <= scene.now + UNTIL_ALERT


def was_told(scene: Scene, event: Event) -> bool:
    return scene.day.told_at is not None


def has_plan(scene: Scene, event: Event) -> bool:
    """A thing was kept before this date began; one kept since then is for the next."""
    said = scene.person.next_at
    return bool(scene.person.next_text) and (said is None or said < scene.day.begins_at)


def room_today(scene: Scene, event: Event) -> bool:
    """A check-in still fits: 60 minutes from now and 90 before the day end."""
    return event.at + AFTER_NAMING <= scene.day.ends_at - BEFORE_END


def may_change(scene: Scene, event: Event) -> bool:
    """A commitment can be changed until its check-in, whatever the hour."""
    return scene.day.state is DayState.COMMITTED or room_today(scene, event)


def can_undo_naming(scene: Scene, event: Event) -> bool:
    named = scene.day.named_at
    return named is not None and event.at - named <= TO_UNDO + timedelta(seconds=5)


def quiet_days(scene: Scene) -> int:
    """How many asked dates in a row, up to yesterday, stayed without any word or tap.

    Who takes calls, answers or looks is not quiet, though nothing is named.
    """
    heard = scene.person.heard_on
    since = [day for day in scene.recent if heard is None or day.on > heard]
    return _silent(since, scene.person)


def _silent(recent: Sequence[Day], person: Person) -> int:
    """How many asked dates in a row, newest first, have nothing named."""
    count = 0
    for day in recent:
        if day.state is DayState.SILENT:
            count += 1
        elif day.state not in (DayState.REST, DayState.UNASKED, DayState.EXCUSED):
            break
        elif day.state is DayState.REST and day.asked_at and not person.first_named_at:
            count += 1
    return count


def third_silent(scene: Scene, event: Event) -> bool:
    """Two silent dates lie behind: this is the third."""
    return quiet_days(scene) >= QUIET_AFTER - 1


def may_nudge(scene: Scene, event: Event) -> bool:
    """Not after a silent date, and not within two hours of the check-in."""
    return not _silent(scene.recent, scene.person) and scene.now + timedelta(
        hours=2
    ) <= default_check_in(scene.person, scene.day)


def asked_in_time(scene: Scene, event: Event) -> bool:
    asked = scene.day.asked_at
    return asked is not None and asked <= scene.day.ends_at - ASKED_BEFORE


def checked_in_time(scene: Scene, event: Event) -> bool:
    checked = scene.day.checked_at
    if scene.day.let_go:
        return True
    return checked is not None and checked <= scene.day.ends_at - CHECKED_BEFORE


def ever_named(scene: Scene, event: Event) -> bool:
    return scene.person.first_named_at is not None


def check_in_far(scene: Scene, event: Event) -> bool:
    """The check-in is at least two hours away."""
    return scene.now + timedelta(hours=2) <= default_check_in(scene.person, scene.day)


def date_over(scene: Scene, event: Event) -> bool:
    return scene.day.closed_at is not None


def reminder_fits(scene: Scene, event: Event) -> bool:
    """No reminder at night, unless the person set the check-in's time."""
    return not is_night(scene) or scene.day.deadline is not None or scene.day.laters > 0


def presence_fits(scene: Scene, event: Event) -> bool:
    """At night the person gets only what was asked for."""
    return not scene.day.no_call and not is_night(scene)


def presence_after(scene: Scene, event: Event) -> bool:
    """Nobody could call: the presence is offered unless calls were waved off or it is night."""
    return presence_fits(scene, event)


def is_night(scene: Scene) -> bool:
    """After the evening: past call hours and 90 minutes past the usual check-in."""
    person, side = scene.person, Side.of(scene.person)
    if within(side.hours, scene.now, person.zone, person.day_end):
        return False
    evening = default_check_in(person, scene.day) + timedelta(minutes=95)
    start = on_label(scene.day.on, person.morning, person.day_end, person.zone)
    return not (start <= scene.now <= evening)


def default_check_in(person: Person, day: Day) -> datetime:
    """The check-in of this date by the person's own times (UTC)."""
    return on_label(day.on, person.check_in, person.day_end, person.zone)


def same_date(scene: Scene) -> bool:
    """Both people are in a date of the same label now."""
    partner = scene.partner
    return partner is None or label_at(scene.now, partner.day_end, partner.zone) == scene.day.on


def morning_soon(scene: Scene, ahead: timedelta) -> bool:
    """The partner's own morning question comes within `ahead`: the news can join it."""
    theirs, partner = scene.partner_day, scene.partner
    if theirs is None or partner is None or theirs.state is not DayState.WAITING:
        return False
    morning = on_label(theirs.on, partner.morning, partner.day_end, partner.zone)
    return scene.now <= morning <= scene.now + ahead


def quiet_for(scene: Scene) -> int:
    """The how-manieth date of silence this is, once it has become quiet; 0 before."""
    since = scene.person.quiet_since
    return (scene.day.on - since).days + QUIET_AFTER + 1 if since else 0


def seventh_quiet(scene: Scene, event: Event) -> bool:
    return quiet_for(scene) == 7


def tenth_quiet(scene: Scene, event: Event) -> bool:
    return quiet_for(scene) == 10
