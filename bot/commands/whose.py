"""Whose button it is, and whether it still means something: looked up at the press."""

from bot.buttons import Tap
from bot.visit import Visit
from scheduler.actions import day as act
from storage.records import Day


def own_day(visit: Visit, tap: Tap, closed: bool = False) -> Day | None:
    """The tapped day if it is the person's and still means something; else a toast says why.

    `closed`: the date just before the open one counts too.
    """
    day = visit.tx.days.get(tap.id)
    if day is None or day.person_id != visit.person.id:
        visit.toast("not-yours")
        return None
    if day.closed_at is None or (closed and act.is_yesterday(visit.tx, day, visit.person)):
        return day
    visit.toast("day-is-over")
    return None
