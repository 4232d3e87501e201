"""The call: every state, every event, and what follows. The sister of the table DAY.

Rule 1: one row per (day, caller); the bot's presence is a call without a caller and enters at
`taken`. Rule 2: her word wins. Rule 3: total, as DAY. Source: DAY.md, "The call".
"""

from scheduler.notices import call as say
from scheduler.rules import calling
from scheduler.rules import events as e
from scheduler.rules import questions as q
from scheduler.rules.forms import QUIET, If, Move, Reader, Rule, Say, Stay, Tell, both
from storage.records import CallOutcome as O
from storage.records import CallState as C
from storage.records import StepKind as K

CALLER = Reader.PARTNER

OVER = Stay("call-over")
NOT_TAKEN = Stay("call-not-taken")
CALLER_EDIT: Tell = ((CALLER, say.AlertOver),)
TAKE = Move(C.TAKEN, both(say.BeingCalled, say.CallerCard), plan=(K.CALL_OVER,))
TELL_CALLER = Say(both(say.CalledHere, say.CallerHears))
TOGETHER = Move(
    C.ENDED, both(say.Rescued, say.RescuedCaller), day=e.CallBroughtIt, outcome=O.TOGETHER
)
NO_ANSWER = Move(
    C.ENDED, both(say.NobodyPickedUp, say.AlertOver), day=e.CallNotPickedUp, outcome=O.NO_ANSWER
)
NOBODY = Move(C.ENDED, CALLER_EDIT, day=e.CallFoundNobody, outcome=O.UNANSWERED)
HAD_DONE = Move(C.ENDED, CALLER_EDIT, day=e.CallWasTooLate, outcome=O.ALREADY_DONE)
LET_GO = Move(C.ENDED, CALLER_EDIT, outcome=O.LET_GO)
GOING = Move(
    C.UNDER_WAY, both(say.UnderWay, say.AlertOver), plan=(K.CALL_OVER,), day=e.CallGotGoing
)
STARTED = Move(C.ENDED, outcome=O.STARTED)
GONE = Move(C.ENDED, outcome=O.WITHDRAWN)
DONE_ON_THE_LINE = If(
    calling.has_caller,
    Move(C.ENDED, both(say.Rescued, say.CallerToldDone), outcome=O.TOGETHER),
    GONE,
)
TIME_OUT = If(
    calling.has_caller,
    Say(((CALLER, say.CallerAsked),), plan=(K.CALL_ASKED,)),
    Move(C.ENDED, day=e.PresenceEnded, outcome=O.STARTED),
)

CALL: dict[C, dict[type[e.Event], Rule]] = {
    C.ALERTED: {
        e.Taken: TAKE,
        e.Declined: Move(C.ENDED, CALLER_EDIT, day=e.CallFoundNobody, outcome=O.DECLINED),
        e.AlertTaken: Say(plan=(K.NO_REACTION,)),
        e.AlertLost: Move(C.ENDED, day=e.CallFoundNobody, outcome=O.UNANSWERED),
        e.NobodyReacted: NOBODY,
        e.IsHere: NOT_TAKEN,
        e.InFive: NOT_TAKEN,
        e.WritingAsked: NOT_TAKEN,
        e.PersonDid: Move(C.ENDED, CALLER_EDIT, outcome=O.WITHDRAWN),
        e.PersonLetGo: LET_GO,
        e.PersonWithdrew: Move(C.ENDED, CALLER_EDIT, day=e.CallFoundNobody, outcome=O.WITHDRAWN),
        e.Together: NOT_TAKEN,
        e.NotYet: Stay("old-button"),
        e.HadDone: HAD_DONE,
        e.GotGoing: NOT_TAKEN,
        e.FoundNobody: NOT_TAKEN,
        e.TimeRanOut: QUIET,
        e.CallerStayedSilent: QUIET,
        e.PactGone: GONE,
        e.DateClosed: Move(C.ENDED, CALLER_EDIT, outcome=O.UNANSWERED),
    },
    C.TAKEN: {
        e.Taken: Stay("call-taken"),
        e.Declined: NO_ANSWER,
        e.AlertTaken: QUIET,
        e.AlertLost: QUIET,
        e.NobodyReacted: QUIET,
        e.IsHere: TELL_CALLER,
        e.InFive: Say(both(say.CalledHere, say.CallerHears), plan=(K.CALL_OVER,)),
        e.WritingAsked: TELL_CALLER,
        e.PersonDid: DONE_ON_THE_LINE,
        e.PersonLetGo: LET_GO,
        e.PersonWithdrew: If(calling.has_caller, QUIET, GONE),
        e.Together: TOGETHER,
        e.NotYet: Stay("old-button"),
        e.HadDone: HAD_DONE,
        e.GotGoing: GOING,
        e.FoundNobody: NO_ANSWER,
        e.TimeRanOut: TIME_OUT,
        e.CallerStayedSilent: If(q.date_over, STARTED, GOING),
        e.PactGone: GONE,
        e.DateClosed: If(calling.has_caller, Say(plan=(K.CALL_ASKED,)), GONE),
    },
    C.UNDER_WAY: {
        e.Taken: Stay("call-taken"),
        e.Declined: NO_ANSWER,
        e.AlertTaken: QUIET,
        e.AlertLost: QUIET,
        e.NobodyReacted: QUIET,
        e.IsHere: TELL_CALLER,
        e.InFive: TELL_CALLER,
        e.WritingAsked: TELL_CALLER,
        e.PersonDid: DONE_ON_THE_LINE,
        e.PersonLetGo: LET_GO,
        e.PersonWithdrew: If(calling.has_caller, QUIET, GONE),
        e.Together: TOGETHER,
        e.NotYet: Stay("old-button"),
        e.HadDone: HAD_DONE,
        e.GotGoing: Stay("call-taken"),
        e.FoundNobody: NO_ANSWER,
        e.TimeRanOut: STARTED,
        e.CallerStayedSilent: STARTED,
        e.PactGone: GONE,
        e.DateClosed: Say(plan=(K.CALL_ASKED,)),
    },
    C.ENDED: {
        **dict.fromkeys(e.CALL_EVENTS, OVER),
        **dict.fromkeys(
            (
                e.AlertTaken,
                e.AlertLost,
                e.NobodyReacted,
                e.PersonDid,
                e.PersonLetGo,
                e.PersonWithdrew,
                e.TimeRanOut,
                e.CallerStayedSilent,
                e.PactGone,
                e.DateClosed,
            ),
            QUIET,
        ),
        e.Taken: If(
            calling.can_reopen,
            Move(
                C.TAKEN,
                both(say.BeingCalled, say.CallerCard),
                plan=(K.CALL_OVER,),
                day=e.CallResumed,
            ),
            OVER,
        ),
        e.IsHere: If(
            calling.can_return,
            Move(C.ALERTED, both(say.AlertAsked, say.Alert), day=e.CallResumed),
            OVER,
        ),
        e.NotYet: If(
            calling.together_lately,
            Move(
                C.UNDER_WAY,
                both(say.NotQuiteYet, say.CallerHears),
                plan=(K.CALL_OVER,),
                day=e.CallTakenBack,
            ),
            Stay("old-button"),
        ),
    },
}
