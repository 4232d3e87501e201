"""Who may be called when, and what the rules ask about a call. Pure.

A caller is asked for nothing while resting, paused, quiet or unreachable, nor outside both hours.
"""

from datetime import datetime, timedelta

from scheduler.rules.events import Event
from scheduler.rules.hours import Side, closes, within
from storage.records import (
    KEPT,
    CallOutcome,
    CallState,
    Day,
    DayState,
    Person,
    Scene,
    Way,
)

TO_CORRECT = timedelta(minutes=30)  # Not quite yet
UNTIL_ALERT = timedelta(minutes=60)
A_WEEK = timedelta(days=7)
CALLS_A_WEEK = 3  # then both are asked what would be easier
OFF_DUTY = frozenset({DayState.REST, DayState.PAUSED})


def is_off_duty(person: Person, day: Day | None, now: datetime) -> bool:
    """Resting, paused, quiet or unreachable: asked for nothing."""
    if person.unreachable_at or person.paused_since or person.quiet_since:
        return True
    return day is not None and day.state in OFF_DUTY and person.first_named_at is not None


def hours_open(scene: Scene, at: datetime) -> bool:
    """Both call hours are open at `at`."""
    people = (scene.person, scene.partner)
    return all(p is not None and within(Side.of(p).hours, at, p.zone, p.day_end) for p in people)


def may_be_called(scene: Scene, at: datetime) -> bool:
    """The pact, the person's way, the partner and the hours allow a call at `at`."""
    return not scene.day.no_call and could_be_called(scene, at)


def could_be_called(scene: Scene, at: datetime) -> bool:
    """As `may_be_called`, for who asks for it: that takes an earlier No call today back."""
    pair, partner = scene.pair, scene.partner
    if pair is None or partner is None or scene.person.way is Way.NEITHER:
        return False
    if pair.rests_since or (pair.calls_from and at < pair.calls_from):
        return False
    return not is_off_duty(partner, scene.partner_day, at) and hours_open(scene, at)


def alerted_today(scene: Scene) -> bool:
    """An alert went out on this date by the clock already: at most one a day."""
    return any(c.day_id == scene.day.id and c.caller_id for c in scene.calls)


def two_without_reaction(scene: Scene) -> bool:
    """The last two alerts to this caller passed without any reaction."""
    mine = [c for c in scene.calls if scene.partner and c.caller_id == scene.partner.id]
    last = [c for c in mine if c.state is CallState.ENDED][:2]
    return len(last) == 2 and all(
        not c.reacted and c.outcome == CallOutcome.UNANSWERED for c in last
    )


def third_call(scene: Scene) -> bool:
    """The open call is the third of this pact in seven days: exactly then both are asked."""
    since, this = scene.now - A_WEEK, scene.call
    of_pact = [c for c in scene.calls if scene.pair and c.pair_id == scene.pair.id and c.caller_id]
    ids = [c.id for c in of_pact if c.opened_at >= since and this and c.id <= this.id]
    return len(ids) == CALLS_A_WEEK


def caller_at(scene: Scene, at: datetime) -> bool:
    """The clock's alert may go out at `at`."""
    return (
        may_be_called(scene, at) and not alerted_today(scene) and not two_without_reaction(scene)
    )


def caller_free(scene: Scene, event: Event) -> bool:
    """The clock's alert may go out now."""
    return caller_at(scene, scene.now)


def caller_free_if_asked(scene: Scene, event: Event) -> bool:
    """The person asked for it: the once-a-day cap does not count, all else does."""
    return could_be_called(scene, scene.now)


def call_open(scene: Scene, event: Event) -> bool:
    """A call with a caller is open for this date."""
    return scene.call is not None and scene.call.state is not CallState.ENDED


def company_there(scene: Scene, event: Event) -> bool:
    """Someone took the call, or the bot stays already."""
    call = scene.call
    return call is not None and call.state in (CallState.TAKEN, CallState.UNDER_WAY)


def just_called(scene: Scene, event: Event) -> bool:
    """A call or the bot's company was on within the hour: the question after it is the last."""
    since = scene.now - UNTIL_ALERT
    mine = [c for c in scene.calls if c.day_id == scene.day.id and c.taken_at]
    return any(c.ended_at is None or c.ended_at >= since for c in mine)


def call_waits(scene: Scene, event: Event) -> bool:
    """A call waits for its caller or is being made: the check-in waits for its end."""
    call = scene.call
    return call is not None and call.state in (CallState.ALERTED, CallState.TAKEN)


def on_the_line(scene: Scene, event: Event) -> bool:
    """Someone took the call: a done is done together."""
    call = scene.call
    return bool(call and call.caller_id and call.state in (CallState.TAKEN, CallState.UNDER_WAY))


def wants_call_anyway(scene: Scene, event: Event) -> bool:
    return scene.person.call_anyway and caller_ahead(scene)


def caller_ahead(scene: Scene) -> bool:
    """By today's knowledge, a call will be possible an hour after the check-in."""
    checked = scene.day.checked_at or scene.now
    return caller_at(scene, max(scene.now, checked + UNTIL_ALERT))


def taken_before_end(scene: Scene, event: Event) -> bool:
    """The call was taken before the date ended."""
    call = scene.call
    return bool(call and call.taken_at and call.taken_at <= scene.day.ends_at)


def done_during_call(scene: Scene, event: Event) -> bool:
    """The day was done while this call was taken."""
    call, done = scene.call, scene.day.ended_at
    return bool(call and call.taken_at and done and call.taken_at <= done)


def has_caller(scene: Scene, event: Event) -> bool:
    """Someone calls: not the bot's presence."""
    return scene.call is not None and scene.call.caller_id is not None


def can_reopen(scene: Scene, event: Event) -> bool:
    """A call that nobody took may still be taken within both hours while the check-in is open."""
    call = scene.call
    free = call is not None and call.outcome in (CallOutcome.UNANSWERED, CallOutcome.DECLINED)
    open_still = scene.day.state is DayState.CHECKING and of_this_pact(scene)
    return free and open_still and may_be_called(scene, scene.now)


def of_this_pact(scene: Scene) -> bool:
    """The call is of the pact that lives now."""
    call, pair = scene.call, scene.pair
    return call is not None and pair is not None and call.pair_id == pair.id


def can_return(scene: Scene, event: Event) -> bool:
    """I'm here now: nobody picked up, and the check-in is still open."""
    call = scene.call
    missed = call is not None and call.outcome == CallOutcome.NO_ANSWER
    open_still = scene.day.state is DayState.CHECKING and of_this_pact(scene)
    return missed and open_still and could_be_called(scene, scene.now)


def together_lately(scene: Scene, event: Event) -> bool:
    """The caller said Done together less than 30 minutes ago, and nothing is over since."""
    call = scene.call
    if scene.day.closed_at is not None or scene.day.state not in KEPT or not of_this_pact(scene):
        return False
    if call is None or call.outcome != CallOutcome.TOGETHER or call.ended_at is None:
        return False
    return event.at - call.ended_at <= TO_CORRECT


def writes_only(scene: Scene) -> bool:
    return scene.person.way is Way.WRITE


def hours_end(scene: Scene) -> datetime | None:
    """When the first of both call hours ends; None when they are closed now."""
    ends = [
        closes(Side.of(p).hours, scene.now, p.zone, p.day_end)
        for p in (scene.person, scene.partner)
        if p is not None
    ]
    known = [end for end in ends if end is not None]
    return min(known) if len(known) == len(ends) and known else None
