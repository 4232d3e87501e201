"""What the clock and delivery do to a date, state by state; quiet where nothing is written.

Part of the table DAY, see day.py. Rule: what is said by the clock is said once an evening.
"""

from scheduler.notices import evening, morning, news
from scheduler.rules import calling
from scheduler.rules import events as e
from scheduler.rules import questions as q
from scheduler.rules.forms import (
    PARTNER,
    QUIET,
    Close,
    If,
    Move,
    Opens,
    Rule,
    Say,
    both,
    me,
)
from storage.records import DayState as D
from storage.records import StepKind as K

PRESENCE = Say(me(evening.PresenceOffer))
MORNING = If(
    q.has_plan,
    Move(D.COMMITTED, me(morning.MorningPlanned)),
    If(
        q.third_silent,
        Move(D.ASKED, both(morning.KindQuestion, news.PartnerQuiet)),
        Move(D.ASKED, me(morning.MorningQuestion)),
    ),
)
ASKED_LATE = Move(D.ASKED, me(morning.MorningQuestion))
NO_ONE = If(q.presence_fits, PRESENCE, QUIET)
ALERT = If(
    calling.caller_free,
    Move(D.HELPING, opens=Opens.ALERT),
    NO_ONE,
)
ENDED_OPEN = If(q.checked_in_time, Close(D.MISSED, e.DateClosed), Close(D.UNASKED, e.DateClosed))

_CLOCK: dict[D, dict[type[e.Event], Rule]] = {
    D.WAITING: {
        e.MorningCame: MORNING,
        e.CheckInCame: ASKED_LATE,
        e.DayEnded: Close(D.UNASKED, e.DateClosed),
    },
    D.ASKED: {
        e.NudgeCame: If(q.may_nudge, Say(me(morning.Nudge)), QUIET),
        e.CheckInCame: If(q.may_ask_tomorrow, Say(me(evening.TomorrowAsk)), QUIET),
        e.DayEnded: If(
            q.asked_in_time,
            If(q.ever_named, Close(D.SILENT, e.DateClosed), Close(D.REST, e.DateClosed)),
            Close(D.UNASKED, e.DateClosed),
        ),
        e.MorningTaken: Say(plan=(K.NUDGE,)),
    },
    D.COMMITTED: {
        e.TellingCame: Say(((PARTNER, news.PartnerThing),)),
        e.PlanCame: Say(me(morning.PlanReminder)),
        e.CheckInCame: If(
            calling.call_waits, Say(plan=(K.CHECK_IN,)), Move(D.CHECKING, me(evening.CheckIn))
        ),
        e.PresenceEnded: If(
            q.check_in_near, Move(D.CHECKING, me(evening.CheckIn)), Say(me(evening.CheckIn))
        ),
        e.DayEnded: ENDED_OPEN,
    },
    D.CHECKING: {
        e.TellingCame: Say(((PARTNER, news.PartnerThing),)),
        e.ReminderCame: If(q.reminder_fits, Say(me(evening.ReminderCall)), QUIET),
        e.AlertCame: ALERT,
        e.PresenceEnded: Say(me(evening.CheckIn)),
        e.DayEnded: ENDED_OPEN,
        e.CheckInTaken: If(calling.just_called, Say(), Say(plan=(K.REMINDER, K.ALERT))),
        e.ReminderTaken: Say(plan=(K.ALERT,)),
    },
    D.PAUSED: {
        e.MorningCame: If(
            q.tenth_quiet,
            Say(me(morning.HelloAgain)),
            If(q.seventh_quiet, Say(((PARTNER, news.PartnerQuietLong),)), QUIET),
        ),
        e.DayEnded: Close(call=e.DateClosed),
    },
    D.HELPING: {
        e.TellingCame: Say(((PARTNER, news.PartnerThing),)),
        e.PresenceEnded: Move(D.CHECKING, me(evening.CheckIn)),
        e.DayEnded: ENDED_OPEN,
        e.CheckInTaken: Say(),
    },
}
_TAKEN: dict[type[e.Event], Rule] = {
    e.MorningTaken: Say(),
    e.CheckInTaken: QUIET,
    e.ReminderTaken: QUIET,
}
CLOCK_EVENTS = e.DAY_EVENTS[e.DAY_EVENTS.index(e.MorningCame) :]


def clock(state: D) -> dict[type[e.Event], Rule]:
    """The clock's and delivery's events: quiet unless written above."""
    ended: dict[type[e.Event], Rule] = {e.DayEnded: Close(call=e.DateClosed)}
    written = _CLOCK.get(state, ended)
    return {event: written.get(event, _TAKEN.get(event, QUIET)) for event in CLOCK_EVENTS}
