"""When a step of a day or a call is due, and how late it may still speak. Pure.

Source: DAY.md, "Offsets, grace, catch-up". Offsets count from the moment Telegram took the message
before. All instants are UTC.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from scheduler.rules.calling import UNTIL_ALERT, hours_end
from scheduler.rules.events import CheckInTaken, DateClosed, Event, GotGoing, InFive, MorningTaken
from scheduler.rules.moving import morning
from scheduler.rules.questions import default_check_in
from storage.records import DayState, Scene
from storage.records import StepKind as K

TELL_AFTER = timedelta(seconds=60)
NUDGE_AFTER = timedelta(hours=4)
REMIND_AFTER = timedelta(minutes=30)
TO_REACT = timedelta(minutes=30)
CALL_LASTS = timedelta(minutes=25)
FIVE = timedelta(minutes=5)
CALLER_ANSWERS = timedelta(minutes=30)
AFTER_THE_END = timedelta(minutes=60)  # a taken call goes on this long after the day end
CHECK_IN_WAITS = timedelta(minutes=2)  # while a call is open the check-in looks again

GRACE: dict[K, timedelta] = {
    K.MORNING: timedelta(hours=3),
    K.NUDGE: timedelta(minutes=30),
    K.PLAN: timedelta(minutes=30),
    K.REMINDER: timedelta(minutes=30),
    K.ALERT: timedelta(minutes=45),
    K.NO_REACTION: timedelta(minutes=15),
    K.CALL_OVER: timedelta(minutes=15),
    K.CALL_ASKED: timedelta(minutes=15),
}
CHECK_IN_UNTIL = timedelta(minutes=60)  # before the day end


def due(kind: K, scene: Scene, event: Event) -> datetime | None:
    """When a step planned because of this event is due; None when it has no moment."""
    if kind in _OF_DAY:
        return _OF_DAY[kind](scene, event)
    return _of_call(kind, scene, event)


def _check_in(scene: Scene, event: Event) -> datetime | None:
    day = scene.day
    if day.state is DayState.WAITING and morning(scene.person, day) is None:
        return None  # a move let this date begin too late to be asked about
    if day.state is DayState.ASKED and default_check_in(scene.person, day) <= scene.now:
        return None  # asked at its time or later: once is enough
    if scene.call is not None and not isinstance(event, MorningTaken) and day.check_in_at:
        return max(day.check_in_at, scene.now + CHECK_IN_WAITS)
    return day.check_in_at or default_check_in(scene.person, day)


def _alert(scene: Scene, event: Event) -> datetime:
    checked = scene.day.checked_at or event.at
    if isinstance(event, CheckInTaken):
        return checked + UNTIL_ALERT
    return max(checked + UNTIL_ALERT, event.at + REMIND_AFTER)


def _tell(scene: Scene, event: Event) -> datetime | None:
    """Nobody is told of a thing named alone; who comes along that day hears of its next change."""
    day = scene.day
    if scene.partner is None or not day.named_at or day.told_at:
        return None
    return day.named_at + TELL_AFTER


def _plan(scene: Scene, event: Event) -> datetime | None:
    at = scene.day.plan_at
    return at if at is not None and at > scene.now else None


_OF_DAY: dict[K, Callable[[Scene, Event], datetime | None]] = {
    K.MORNING: lambda scene, _: morning(scene.person, scene.day),
    K.TELL: _tell,
    K.PLAN: _plan,
    K.CHECK_IN: _check_in,
    K.DAY_END: lambda scene, _: scene.day.ends_at,
    K.NUDGE: lambda scene, event: (scene.day.asked_at or event.at) + NUDGE_AFTER,
    K.REMINDER: lambda scene, event: (scene.day.checked_at or event.at) + REMIND_AFTER,
    K.ALERT: _alert,
}


def _of_call(kind: K, scene: Scene, event: Event) -> datetime | None:
    if kind is K.NO_REACTION:
        return min(event.at + TO_REACT, hours_end(scene) or event.at)
    if kind is K.CALL_OVER:
        late = FIVE if isinstance(event, InFive) else timedelta()
        call = scene.call
        presence = call is not None and call.caller_id is None and call.until is not None
        return call.until if presence and call else event.at + CALL_LASTS + late
    if kind is K.CALL_ASKED:
        last = AFTER_THE_END if isinstance(event, DateClosed) else CALLER_ANSWERS
        return event.at + last
    return None


def speaks(kind: K, due_at: datetime, scene: Scene) -> bool:
    """Whether a step played now may still say something to a person."""
    if kind is K.CHECK_IN:
        return scene.now <= scene.day.ends_at - CHECK_IN_UNTIL
    grace = GRACE.get(kind)
    return grace is None or scene.now - due_at <= grace


__all__ = ["CALL_LASTS", "GRACE", "GotGoing", "due", "speaks"]
