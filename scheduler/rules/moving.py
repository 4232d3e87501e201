"""What new times or a new zone do to the open date: its end, its check-in, what is due. Pure.

Source: DAY.md, "changes times", "moves zone", "Dates". Rules: what was asked stays asked; an end
only ever moves later; a step that is no longer planned is never planned anew, so that no date is
asked twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.rules.calendar import ends, on_label, zone_info
from scheduler.rules.questions import AFTER_NAMING, BEFORE_END, default_check_in
from storage.records import Day, DayState, Person
from storage.records import StepKind as K

SOON = timedelta(hours=12)  # a check-in this near keeps its instant when the zone moves
TO_ANSWER = timedelta(hours=2)  # a morning question comes at least so long before the check-in
CHOOSING = (DayState.WAITING, DayState.ASKED)

Planned = Mapping[K, datetime]


@dataclass(frozen=True, slots=True)
class Retimed:
    """The open date as it stands now. `due`: when its steps come; None: this one comes no more.

    Kinds that are not named stay as they were planned.
    """

    day: Day
    due: Mapping[K, datetime | None]


def retimed(before: Person, after: Person, day: Day, planned: Planned, now: datetime) -> Retimed:
    """What new settings do to the open date. `planned` are its steps, `now` and all else UTC."""
    later = replace(day, ends_at=_end(after, day))
    if before.zone != after.zone:
        later, due = _moved(before, after, later, now)
    else:
        later, due = _changed(before, after, later, now)
    return Retimed(later, {kind: at for kind, at in due.items() if kind in planned})


def morning(person: Person, day: Day) -> datetime | None:
    """When the morning question of a date is due (UTC); None: it would come too late.

    A date that a move let begin after its morning is asked at its begin, if two hours are left.
    """
    at = on_label(day.on, person.morning, person.day_end, person.zone)
    if day.begins_at <= at:
        return at
    return day.begins_at if _time_to_answer(person, day, day.begins_at) else None


def _end(person: Person, day: Day) -> datetime:
    """The later of the old and the new: nobody loses time that was promised."""
    return max(day.ends_at, ends(day.on, person.day_end, person.zone))


def _time_to_answer(person: Person, day: Day, asked: datetime) -> bool:
    return asked + TO_ANSWER <= default_check_in(person, day)


def _changed(
    before: Person, after: Person, day: Day, now: datetime
) -> tuple[Day, dict[K, datetime | None]]:
    """New times count today where they are still ahead, else from tomorrow."""
    due: dict[K, datetime | None] = {K.DAY_END: day.ends_at}
    at = on_label(day.on, after.morning, after.day_end, after.zone)
    if day.state is DayState.WAITING and at > now:
        due[K.MORNING] = at
    check_in = default_check_in(after, day)
    if check_in <= now:
        return day, due
    if day.state in CHOOSING:
        due[K.CHECK_IN] = check_in
    elif day.state is DayState.COMMITTED and _is_usual(before, day):
        day = replace(day, check_in_at=_fitting(check_in, day))
        due[K.CHECK_IN] = day.check_in_at
    return day, due


def _is_usual(before: Person, day: Day) -> bool:
    """The check-in stands where the times put it: no deadline, no Later, no call moved it."""
    usual = default_check_in(before, day)
    return day.deadline is None and day.check_in_at in (usual, _fitting(usual, day))


def _fitting(check_in: datetime, day: Day) -> datetime:
    named = day.named_at or day.begins_at
    return min(max(check_in, named + AFTER_NAMING), day.ends_at - BEFORE_END)


def _moved(
    before: Person, after: Person, day: Day, now: datetime
) -> tuple[Day, dict[K, datetime | None]]:
    """The same date under another clock."""
    due: dict[K, datetime | None] = {K.DAY_END: day.ends_at}
    if day.state is DayState.WAITING:
        due[K.MORNING] = _morning_there(after, day, now)
    if day.state in CHOOSING:
        check_in = default_check_in(after, day)
        due[K.CHECK_IN] = check_in if check_in > now else None
    if day.state is DayState.COMMITTED:
        day = _carried(before, after, day, now)
        due[K.CHECK_IN], due[K.PLAN] = day.check_in_at, day.plan_at
    return day, due


def _morning_there(person: Person, day: Day, now: datetime) -> datetime | None:
    """At its wall time; at once where that is over and there is time to answer."""
    at = on_label(day.on, person.morning, person.day_end, person.zone)
    if at > now:
        return at
    return now if _time_to_answer(person, day, now) else None


def _carried(before: Person, after: Person, day: Day, now: datetime) -> Day:
    """A commitment's moments: what is near keeps its instant, the rest its wall time."""
    latest = day.ends_at - BEFORE_END

    def carried(at: datetime | None) -> datetime | None:
        if at is None or at - now <= SOON:
            return at
        wall = at.astimezone(zone_info(before.zone)).time()
        there = on_label(day.on, wall, after.day_end, after.zone)
        return min(max(there, now + AFTER_NAMING), latest)

    return replace(
        day,
        check_in_at=carried(day.check_in_at),
        deadline=carried(day.deadline),
        plan_at=carried(day.plan_at),
    )
