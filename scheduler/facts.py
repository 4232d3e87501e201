"""What several notices say of a scene: names, texts, what is still possible. Pure."""

from datetime import date, datetime, timedelta

from scheduler.rules import calling
from scheduler.rules.calendar import next_asked_label, next_label
from storage.records import (
    KEPT,
    Day,
    DayState,
    Person,
    Scene,
)

DELAYS = (30, 60, 120)  # minutes
LATERS = 2


def delays(scene: Scene) -> list[int]:
    """The delays (minutes) that Later may offer: those that leave room (DAY, Later)."""
    if scene.day.laters >= LATERS:
        return []
    latest = scene.day.ends_at - timedelta(minutes=60)
    fits = [n for n in DELAYS if scene.now + timedelta(minutes=n) <= latest]
    ahead = timedelta(minutes=60)
    called = [
        n for n in fits if calling.caller_at(scene, scene.now + timedelta(minutes=n) + ahead)
    ]
    return called if calling.caller_ahead(scene) else fits


def partner_name(scene: Scene) -> str:
    person = scene.partner
    return person.name if person else ""


def partner_or_none(scene: Scene) -> str | None:
    return scene.partner.name if scene.partner and not pact_rests(scene) else None


def pact_rests(scene: Scene) -> bool:
    return scene.pair is not None and scene.pair.rests_since is not None


def caller_name(scene: Scene) -> str:
    person = scene.caller or scene.partner
    return person.name if person else ""


def text_of(scene: Scene) -> str:
    return scene.day.text or ""


def partner_text(scene: Scene) -> str | None:
    theirs = scene.partner_day
    if theirs is None or pact_rests(scene) or theirs.state not in (DayState.COMMITTED,):
        return None
    return theirs.text


def check_in_of(day: Day) -> datetime:
    assert day.check_in_at is not None
    return day.check_in_at


def partner_off_duty(scene: Scene) -> bool:
    partner = scene.partner
    return partner is not None and calling.is_off_duty(partner, scene.partner_day, scene.now)


def days_together(scene: Scene) -> int | None:
    theirs = scene.partner_day
    if theirs is None or theirs.on != scene.day.on or theirs.state not in KEPT:
        return None
    return scene.kept_together + 1


def back_on(person: Person, day: Day, until: date | None) -> date:
    """The first date after `until` on which the person is asked again."""
    after = max(until, day.on) if until else day.on
    return next_asked_label(after, weekdays(person)) or next_label(after)


def next_on(person: Person, day: Day) -> date | None:
    """The next date asked about, None when that is simply tomorrow."""
    on = back_on(person, day, person.rest_until)
    return None if on == next_label(day.on) else on


def weekdays(person: Person) -> frozenset[int]:
    return frozenset(int(n) for n in person.weekdays)


def call_id(scene: Scene) -> int:
    assert scene.call is not None
    return scene.call.id
