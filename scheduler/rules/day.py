"""The day: every state, every event, and what follows.

Rule 1: whatever changes a day is written in DAY (open date) or YESTERDAY (closed) and nowhere else.
Rule 2: nothing here reads a clock, a table or a chat. Rule 3: both tables are total; `QUIET` is a
cell where nothing happens. Source: DAY.md of the product's description, row by row.
"""

from scheduler.notices import day as say
from scheduler.notices.base import Notice
from scheduler.notices.call import AlertAsked
from scheduler.rules import events as e
from scheduler.rules import questions as q
from scheduler.rules.forms import Back, Close, If, Move, Opens, Reader, Rule, Say, Stay, Tell
from storage.records import DayState as D
from storage.records import StepKind as K

SELF, PARTNER = Reader


def me(*notices: type[Notice]) -> Tell:
    return tuple((SELF, notice) for notice in notices)


def both(mine: type[Notice], theirs: type[Notice]) -> Tell:
    return ((SELF, mine), (PARTNER, theirs))


QUIET = Stay()
KEEP = Say(me(say.KeptForTomorrow), keeps=True)
SET = If(
    q.was_told,
    Move(D.COMMITTED, both(say.Set, say.PartnerThing)),
    Move(D.COMMITTED, me(say.Set)),
)
NAME = If(q.may_change, SET, KEEP)
DID = both(say.Done, say.PartnerDid)
DONE = If(
    q.on_the_line,
    Move(D.RESCUED, call=e.PersonDid),
    Move(D.DONE, DID, call=e.PersonDid),
)
WHAT = Say(me(say.WhatWasIt))
REST = Move(D.REST, both(say.Resting, say.PartnerRestsLine), call=e.PersonWithdrew)
REST_LATER = Say(both(say.Resting, say.PartnerRestsLine))
PAUSE = Move(D.PAUSED, both(say.Paused, say.PartnerRestsLine), call=e.PersonWithdrew)
PAUSE_LATER = Say(both(say.Paused, say.PartnerRestsLine))
BACK = If(q.check_in_far, Move(D.ASKED, me(say.MorningQuestion)), Say(me(say.BackFrom)))
ATTEST = Move(D.DONE, both(say.AttestedBy, say.Attested), call=e.HadDone)
PRESENCE = Say(me(say.PresenceOffer))
CALL = If(
    q.call_open,
    Stay("call-asked"),
    If(q.caller_free_if_asked, Say(me(AlertAsked), opens=Opens.ALERT), PRESENCE),
)
WAVED_OFF = Say(me(say.NoCallToday), call=e.PersonLetGo, clears=(K.REMINDER, K.ALERT))
STAY_WITH = Say(me(say.PresenceStarted), opens=Opens.PRESENCE)
MORNING = If(
    q.has_plan,
    Move(D.COMMITTED, me(say.MorningPlanned)),
    If(
        q.third_silent,
        Move(D.ASKED, both(say.KindQuestion, say.PartnerQuiet)),
        Move(D.ASKED, me(say.MorningQuestion)),
    ),
)
ASKED_LATE = Move(D.ASKED, me(say.MorningQuestion))
NO_ONE = If(q.presence_fits, PRESENCE, QUIET)
ALERT = If(
    q.caller_free,
    Move(D.HELPING, opens=Opens.ALERT),
    NO_ONE,
)
ENDED_OPEN = If(q.checked_in_time, Close(D.MISSED), Close(D.UNASKED))
RESCUE = Move(D.RESCUED)
CHECK_SOON = Move(D.COMMITTED)

_PERSON: dict[D, dict[type[e.Event], Rule]] = {
    D.WAITING: {
        e.Named: NAME,
        e.Did: WHAT,
        e.DidThis: Move(D.DONE, DID),
        e.Undone: Stay("nothing-to-undo"),
        e.Delayed: Stay("not-asked-yet"),
        e.CallWanted: CALL,
        e.LetGo: Stay("nothing-named"),
        e.CallWavedOff: WAVED_OFF,
        e.Rested: REST,
        e.WasAway: QUIET,
        e.PauseBegan: PAUSE,
        e.CameBack: Stay("not-resting"),
        e.PactEnded: QUIET,
        e.PresenceTaken: STAY_WITH,
    },
    D.COMMITTED: {
        e.Named: NAME,
        e.Did: DONE,
        e.DidThis: DONE,
        e.Undone: If(
            q.can_undo_naming,
            If(
                q.was_told,
                Move(D.ASKED, both(say.Unset, say.PartnerUnnamed)),
                Move(D.ASKED, me(say.Unset)),
            ),
            Stay("too-late-to-undo"),
        ),
        e.Delayed: Stay("not-asked-yet"),
        e.CallWanted: CALL,
        e.LetGo: REST,
        e.CallWavedOff: WAVED_OFF,
        e.Rested: REST,
        e.WasAway: QUIET,
        e.PauseBegan: PAUSE,
        e.CameBack: Stay("not-resting"),
        e.PactEnded: Say(call=e.PactGone),
        e.PresenceTaken: STAY_WITH,
    },
    D.CHECKING: {
        e.Named: KEEP,
        e.Did: DONE,
        e.DidThis: DONE,
        e.Undone: Stay("nothing-to-undo"),
        e.Delayed: Move(D.COMMITTED, me(say.LaterSet)),
        e.CallWanted: If(
            q.caller_free_if_asked, Move(D.HELPING, me(AlertAsked), opens=Opens.ALERT), PRESENCE
        ),
        e.LetGo: If(
            q.wants_call_anyway, Say(me(say.NotTodayAnyway)), Move(D.MISSED, me(say.NotToday))
        ),
        e.CallWavedOff: WAVED_OFF,
        e.Rested: Move(D.MISSED, both(say.Resting, say.PartnerRestsLine)),
        e.WasAway: QUIET,
        e.PauseBegan: PAUSE_LATER,
        e.CameBack: Stay("not-resting"),
        e.PactEnded: QUIET,
        e.PresenceTaken: Move(D.HELPING, me(say.PresenceStarted), opens=Opens.PRESENCE),
    },
    D.HELPING: {
        e.Named: KEEP,
        e.Did: DONE,
        e.DidThis: DONE,
        e.Undone: Stay("nothing-to-undo"),
        e.Delayed: Stay("call-asked"),
        e.CallWanted: Stay("call-asked"),
        e.LetGo: Move(D.MISSED, me(say.NotToday), call=e.PersonLetGo),
        e.CallWavedOff: Move(D.CHECKING, me(say.NoCallToday), call=e.PersonLetGo),
        e.Rested: Move(D.MISSED, both(say.Resting, say.PartnerRestsLine), call=e.PersonLetGo),
        e.WasAway: QUIET,
        e.PauseBegan: Move(
            D.CHECKING, both(say.Paused, say.PartnerRestsLine), call=e.PersonWithdrew
        ),
        e.CameBack: Stay("not-resting"),
        e.PactEnded: Move(D.CHECKING, me(say.PresenceOffer), call=e.PactGone),
        e.PresenceTaken: Move(
            D.HELPING, me(say.PresenceStarted), call=e.PersonWithdrew, opens=Opens.PRESENCE
        ),
    },
}
_PERSON[D.ASKED] = _PERSON[D.WAITING]

_UNDO: dict[D, Rule] = {
    D.DONE: Back(both(say.DoneUndone, say.PartnerUndid)),
    D.RESCUED: Back(both(say.DoneUndone, say.PartnerUndid)),
}
_REDONE = Move(D.DONE, DID)


def _ended(state: D) -> dict[type[e.Event], Rule]:
    """The person's events on an open date that has its end state already."""
    kept = state in (D.DONE, D.RESCUED)
    off = state in (D.REST, D.PAUSED)
    neutral = off or state is D.EXCUSED
    return {
        e.Named: NAME if neutral else KEEP,
        e.Did: Stay("already-done") if kept else WHAT if off or state is D.UNASKED else _REDONE,
        e.DidThis: Stay("already-done") if kept else _REDONE,
        e.Undone: _UNDO.get(state, Stay("nothing-to-undo")),
        e.Delayed: Stay("old-button"),
        e.CallWanted: Stay("already-done" if kept else "resting" if neutral else "day-is-over"),
        e.LetGo: Stay("already-done" if kept else "already-let-go"),
        e.CallWavedOff: Stay("already-done" if kept else "already-let-go"),
        e.Rested: REST_LATER,
        e.WasAway: QUIET,
        e.PauseBegan: PAUSE_LATER,
        e.CameBack: BACK if off else Stay("not-resting"),
        e.PactEnded: QUIET,
        e.PresenceTaken: Stay("already-done" if kept else "day-is-over"),
    }


def _partner(state: D) -> dict[type[e.Event], Rule]:
    """The partner's events and the call's outcomes on an open date."""
    early = state in (D.WAITING, D.ASKED)
    trying = state in (D.COMMITTED, D.CHECKING, D.HELPING)
    attest: Rule = Stay("day-is-over")
    if early or state is D.COMMITTED:
        attest = Stay("not-before-check-in")
    elif trying or state is D.MISSED:
        attest = ATTEST
    brought: Rule = QUIET
    if early or trying or state is D.MISSED:
        brought = RESCUE
    elif state is D.DONE:
        brought = If(q.done_during_call, RESCUE, QUIET)
    found_nobody: Rule = If(
        q.presence_after, Move(D.CHECKING, me(say.PresenceOffer)), Move(D.CHECKING)
    )
    return {
        e.WasAttested: attest,
        e.CallBroughtIt: brought,
        e.CallGotGoing: CHECK_SOON if trying else QUIET,
        e.CallFoundNobody: found_nobody
        if state is D.HELPING
        else NO_ONE
        if trying or early
        else QUIET,
        e.CallNotPickedUp: Move(D.CHECKING) if state is D.HELPING else QUIET,
        e.CallResumed: Move(D.HELPING) if state is D.CHECKING else QUIET,
        e.CallWasTooLate: Move(D.DONE, me(say.AttestedBy)) if trying else QUIET,
        e.CallTakenBack: CHECK_SOON if state in (D.DONE, D.RESCUED) else QUIET,
    }


_CLOCK: dict[D, dict[type[e.Event], Rule]] = {
    D.WAITING: {
        e.MorningCame: MORNING,
        e.CheckInCame: ASKED_LATE,
        e.DayEnded: Close(D.UNASKED),
    },
    D.ASKED: {
        e.NudgeCame: If(q.may_nudge, Say(me(say.Nudge)), QUIET),
        e.CheckInCame: If(q.may_ask_tomorrow, Say(me(say.TomorrowAsk)), QUIET),
        e.DayEnded: If(
            q.asked_in_time, If(q.ever_named, Close(D.SILENT), Close(D.REST)), Close(D.UNASKED)
        ),
        e.MorningTaken: Say(plan=(K.NUDGE,)),
    },
    D.COMMITTED: {
        e.TellingCame: Say(((PARTNER, say.PartnerThing),)),
        e.PlanCame: Say(me(say.PlanReminder)),
        e.CheckInCame: If(
            q.call_waits, Say(plan=(K.CHECK_IN,)), Move(D.CHECKING, me(say.CheckIn))
        ),
        e.PresenceEnded: Move(D.CHECKING, me(say.CheckIn)),
        e.DayEnded: If(
            q.checked_in_time, Close(D.MISSED, e.DateClosed), Close(D.UNASKED, e.DateClosed)
        ),
    },
    D.CHECKING: {
        e.TellingCame: Say(((PARTNER, say.PartnerThing),)),
        e.ReminderCame: If(q.reminder_fits, Say(me(say.ReminderCall)), QUIET),
        e.AlertCame: ALERT,
        e.PresenceEnded: Say(me(say.CheckIn)),
        e.DayEnded: ENDED_OPEN,
        e.CheckInTaken: Say(plan=(K.REMINDER, K.ALERT)),
        e.ReminderTaken: Say(plan=(K.ALERT,)),
    },
    D.PAUSED: {
        e.MorningCame: If(
            q.tenth_quiet,
            Say(me(say.HelloAgain)),
            If(q.seventh_quiet, Say(((PARTNER, say.PartnerQuietLong),)), QUIET),
        ),
        e.DayEnded: Close(),
    },
    D.HELPING: {
        e.TellingCame: Say(((PARTNER, say.PartnerThing),)),
        e.PresenceEnded: Move(D.CHECKING, me(say.CheckIn)),
        e.DayEnded: Close(D.MISSED, e.DateClosed),
        e.CheckInTaken: Say(),
    },
}
_TAKEN: dict[type[e.Event], Rule] = {
    e.MorningTaken: Say(),
    e.CheckInTaken: QUIET,
    e.ReminderTaken: QUIET,
}
CLOCK_EVENTS = e.DAY_EVENTS[e.DAY_EVENTS.index(e.MorningCame) :]


def _clock(state: D) -> dict[type[e.Event], Rule]:
    """The clock's and delivery's events: quiet unless written above."""
    ended: dict[type[e.Event], Rule] = {e.DayEnded: Close()}
    written = _CLOCK.get(state, ended)
    return {event: written.get(event, _TAKEN.get(event, QUIET)) for event in CLOCK_EVENTS}


DAY: dict[D, dict[type[e.Event], Rule]] = {
    state: {**(_PERSON.get(state) or _ended(state)), **_partner(state), **_clock(state)}
    for state in D
}

_LATE = Move(D.DONE, DID)
_EXCUSE: Rule = Move(D.EXCUSED)
_BROUGHT_LATE: Rule = If(q.taken_before_end, RESCUE, QUIET)
_LATE_ATTEST: Rule = Move(D.DONE, both(say.AttestedBy, say.Attested))


def _yesterday(state: D) -> dict[type[e.Event], Rule]:
    """A closed date: corrected only towards kept, until the next date ends; buttons die after."""
    kept = state in (D.DONE, D.RESCUED)
    over: dict[type[e.Event], Rule] = dict.fromkeys(
        e.DAY_EVENTS, QUIET if kept else Stay("day-is-over")
    )
    over |= dict.fromkeys(CLOCK_EVENTS, QUIET)
    if state in (D.MISSED, D.UNASKED):
        over |= {e.Did: _LATE, e.DidThis: _LATE, e.WasAttested: _LATE_ATTEST}
    if state is D.MISSED:
        over |= {
            e.CallBroughtIt: _BROUGHT_LATE,
            e.CallWasTooLate: Move(D.DONE, me(say.AttestedBy)),
        }
    if state is D.SILENT:
        over |= {
            e.Did: Stay("nothing-named-yesterday"),
            e.DidThis: Stay("nothing-named-yesterday"),
        }
    if state in (D.SILENT, D.MISSED):
        over |= {e.WasAway: _EXCUSE}
    if state in (D.DONE, D.RESCUED):
        over |= {e.Did: Stay("already-done"), e.DidThis: Stay("already-done")}
        over |= {e.Undone: Stay("day-is-over")}
    return over


YESTERDAY: dict[D, dict[type[e.Event], Rule]] = {state: _yesterday(state) for state in D}

WAITS: dict[D, tuple[K, ...]] = {
    D.WAITING: (K.MORNING, K.CHECK_IN, K.DAY_END),
    D.ASKED: (K.CHECK_IN, K.DAY_END),
    D.COMMITTED: (K.TELL, K.PLAN, K.CHECK_IN, K.DAY_END),
    D.CHECKING: (K.DAY_END,),
    D.HELPING: (K.DAY_END,),
    **{state: (K.DAY_END,) for state in list(D)[5:]},
}
