"""The day: every state, every event, and what follows.

Rule 1: whatever changes an open date is written in DAY and nowhere else (a closed one: YESTERDAY).
Rule 2: nothing here reads a clock, a table or a chat. Rule 3: the table is total; `QUIET` is a
cell where nothing happens.
"""

from dataclasses import replace

from scheduler.notices import evening, morning, naming, news, rest
from scheduler.notices.call import AlertAsked
from scheduler.rules import calling
from scheduler.rules import events as e
from scheduler.rules import questions as q
from scheduler.rules.day_clock import NO_ONE, PRESENCE, clock
from scheduler.rules.forms import (
    QUIET,
    Back,
    If,
    Move,
    Opens,
    Rule,
    Say,
    Stay,
    both,
    me,
)
from storage.records import DayState as D
from storage.records import StepKind as K

KEEP = Say(me(naming.KeptForTomorrow), keeps=True)
SET = If(
    q.was_told,
    Move(D.COMMITTED, both(naming.Set, news.PartnerThing)),
    Move(D.COMMITTED, me(naming.Set)),
)
NAME = If(q.may_change, SET, KEEP)
DID = both(evening.Done, news.PartnerDid)
DONE = If(
    calling.on_the_line,
    Move(D.RESCUED, call=e.PersonDid),
    Move(D.DONE, DID, call=e.PersonDid),
)
WHAT = Say(me(evening.WhatWasIt))
REST = Move(D.REST, both(rest.Resting, news.PartnerRestsLine), call=e.PersonWithdrew)
REST_LATER = Say(both(rest.Resting, news.PartnerRestsLine))
PAUSE = Move(D.PAUSED, both(rest.Paused, news.PartnerRestsLine), call=e.PersonWithdrew)
PAUSE_LATER = Say(both(rest.Paused, news.PartnerRestsLine))
PARTED = Say(call=e.PactGone)
BACK = If(
    q.check_in_far,
    If(
        q.has_text,
        Move(D.COMMITTED, me(naming.Set)),
        Move(D.ASKED, me(morning.MorningQuestion)),
    ),
    Say(me(rest.BackFrom)),
)
ATTEST = Move(D.DONE, both(news.AttestedBy, news.Attested), call=e.HadDone)
CALL = If(
    calling.call_open,
    Stay("call-asked"),
    If(calling.caller_free_if_asked, Say(me(AlertAsked), opens=Opens.ALERT), PRESENCE),
)
WAVED_OFF = Say(me(evening.NoCallToday), call=e.PersonLetGo, clears=(K.REMINDER, K.ALERT))
STAY_WITH = If(
    calling.company_there,
    Stay("old-button"),
    Say(me(evening.PresenceStarted), call=e.PersonWithdrew, opens=Opens.PRESENCE),
)
WITH_COMPANY = If(
    calling.company_there,
    Stay("old-button"),
    Move(D.HELPING, me(evening.PresenceStarted), call=e.PersonWithdrew, opens=Opens.PRESENCE),
)
RESCUE = Move(D.RESCUED)
CHECK_SOON = Move(D.COMMITTED)

_PERSON: dict[D, dict[type[e.Event], Rule]] = {
    D.WAITING: {
        e.Named: NAME,
        e.Did: WHAT,
        e.DidThis: DONE,
        e.Undone: Stay("nothing-to-undo"),
        e.Delayed: Stay("not-asked-yet"),
        e.CallWanted: CALL,
        e.LetGo: Stay("nothing-named"),
        e.CallWavedOff: WAVED_OFF,
        e.Rested: REST,
        e.WasAway: QUIET,
        e.PauseBegan: PAUSE,
        e.CameBack: Stay("not-resting"),
        e.PactEnded: PARTED,
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
                Move(D.ASKED, both(naming.Unset, news.PartnerUnnamed)),
                Move(D.ASKED, me(naming.Unset)),
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
        e.PactEnded: PARTED,
        e.PresenceTaken: STAY_WITH,
    },
    D.CHECKING: {
        e.Named: KEEP,
        e.Did: DONE,
        e.DidThis: DONE,
        e.Undone: Stay("nothing-to-undo"),
        e.Delayed: Move(D.COMMITTED, me(evening.LaterSet)),
        e.CallWanted: If(
            calling.call_open,
            Stay("call-asked"),
            If(
                calling.caller_free_if_asked,
                Move(D.HELPING, me(AlertAsked), opens=Opens.ALERT),
                PRESENCE,
            ),
        ),
        e.LetGo: If(
            calling.wants_call_anyway,
            Say(me(evening.NotTodayAnyway), clears=(K.REMINDER,)),
            Move(D.MISSED, me(evening.NotToday)),
        ),
        e.CallWavedOff: WAVED_OFF,
        e.Rested: Move(D.MISSED, both(rest.Resting, news.PartnerRestsLine)),
        e.WasAway: QUIET,
        e.PauseBegan: replace(PAUSE_LATER, clears=(K.REMINDER, K.ALERT)),
        e.CameBack: Stay("not-resting"),
        e.PactEnded: PARTED,
        e.PresenceTaken: WITH_COMPANY,
    },
    D.HELPING: {
        e.Named: KEEP,
        e.Did: DONE,
        e.DidThis: DONE,
        e.Undone: Stay("nothing-to-undo"),
        e.Delayed: Stay("call-asked"),
        e.CallWanted: Stay("call-asked"),
        e.LetGo: Move(D.MISSED, me(evening.NotToday), call=e.PersonLetGo),
        e.CallWavedOff: Move(D.CHECKING, me(evening.NoCallToday), call=e.PersonLetGo),
        e.Rested: Move(D.MISSED, both(rest.Resting, news.PartnerRestsLine), call=e.PersonLetGo),
        e.WasAway: QUIET,
        e.PauseBegan: If(
            calling.company_there,
            PAUSE_LATER,
            Move(D.CHECKING, both(rest.Paused, news.PartnerRestsLine), call=e.PersonWithdrew),
        ),
        e.CameBack: Stay("not-resting"),
        e.PactEnded: If(
            calling.has_caller,
            Move(D.CHECKING, me(evening.PresenceOffer), call=e.PactGone),
            QUIET,
        ),
        e.PresenceTaken: WITH_COMPANY,
    },
}
_PERSON[D.ASKED] = _PERSON[D.WAITING]

CORRECTED = Back(both(evening.DoneUndone, news.PartnerCorrected))
UNDID = If(q.was_attested, CORRECTED, Back(both(evening.DoneUndone, news.PartnerUndid)))
_UNDO: dict[D, Rule] = {D.DONE: UNDID, D.RESCUED: CORRECTED}
_REDONE = Move(D.DONE, DID, call=e.PersonDid)


def _ended(state: D) -> dict[type[e.Event], Rule]:
    """The person's events on an open date that has its end state already."""
    kept = state in (D.DONE, D.RESCUED)
    off = state in (D.REST, D.PAUSED)
    neutral = off or state is D.EXCUSED
    return {
        e.Named: NAME if neutral else KEEP,
        e.Did: Stay("already-done") if kept else If(q.has_text, _REDONE, WHAT),
        e.DidThis: Stay("already-done") if kept else _REDONE,
        e.Undone: _UNDO.get(state, Stay("nothing-to-undo")),
        e.Delayed: Stay("old-button"),
        e.CallWanted: Stay(_no_more(state)),
        e.LetGo: Stay("already-done" if kept else "already-let-go"),
        e.CallWavedOff: Stay("already-done" if kept else "already-let-go"),
        e.Rested: REST_LATER,
        e.WasAway: QUIET,
        e.PauseBegan: PAUSE_LATER,
        e.CameBack: BACK if off else Stay("not-resting"),
        e.PactEnded: PARTED,
        e.PresenceTaken: Stay(_no_more(state)),
    }


def _no_more(state: D) -> str:
    """Why there is no call for a date that has its end state."""
    if state in (D.DONE, D.RESCUED):
        return "already-done"
    return {D.REST: "resting", D.PAUSED: "paused"}.get(state, "already-let-go")


def _partner(state: D) -> dict[type[e.Event], Rule]:
    """The partner's events and the call's outcomes on an open date."""
    early = state in (D.WAITING, D.ASKED)
    trying = state in (D.COMMITTED, D.CHECKING, D.HELPING)
    attest: Rule = Stay("nothing-to-attest")
    if early or state is D.COMMITTED:
        attest = Stay("not-before-check-in")
    elif trying or state is D.MISSED:
        attest = ATTEST
    brought: Rule = QUIET
    if early or trying or state is D.MISSED:
        brought = RESCUE
    elif state is D.DONE:
        brought = If(calling.done_during_call, RESCUE, QUIET)
    found_nobody: Rule = If(
        q.presence_after, Move(D.CHECKING, me(evening.PresenceOffer)), Move(D.CHECKING)
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
        e.CallWasTooLate: Move(D.DONE, me(news.AttestedBy)) if trying else QUIET,
        e.CallTakenBack: CHECK_SOON if state in (D.DONE, D.RESCUED) else QUIET,
    }


DAY: dict[D, dict[type[e.Event], Rule]] = {
    state: {**(_PERSON.get(state) or _ended(state)), **_partner(state), **clock(state)}
    for state in D
}

WAITS: dict[D, tuple[K, ...]] = {
    D.WAITING: (K.MORNING, K.CHECK_IN, K.DAY_END),
    D.ASKED: (K.CHECK_IN, K.DAY_END),
    D.COMMITTED: (K.TELL, K.PLAN, K.CHECK_IN, K.DAY_END),
    D.CHECKING: (K.DAY_END,),
    D.HELPING: (K.DAY_END,),
    **dict.fromkeys(list(D)[5:], (K.DAY_END,)),
}
