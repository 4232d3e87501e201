"""A date that is closed: what can still correct it, until the date after it ends.

Rule: corrected only towards kept, or made neutral afterwards; such a late done can be taken back;
every other button is dead.
"""

from scheduler.notices import evening, news
from scheduler.rules import calling
from scheduler.rules import events as e
from scheduler.rules import questions as q
from scheduler.rules.day import DID, RESCUE
from scheduler.rules.day_clock import CLOCK_EVENTS
from scheduler.rules.forms import QUIET, Back, If, Move, Rule, Stay, both, me
from storage.records import DayState as D

_LATE = Move(D.DONE, DID)
_EXCUSE: Rule = Move(D.EXCUSED)
_BROUGHT_LATE: Rule = If(calling.taken_before_end, RESCUE, QUIET)
_CORRECTED = Back(both(evening.DoneUndone, news.PartnerCorrected))
_UNDO_LATE: Rule = If(
    q.was_late,
    If(q.was_attested, _CORRECTED, Back(both(evening.DoneUndone, news.PartnerUndid))),
    Stay("day-is-over"),
)
_LATE_ATTEST: Rule = Move(D.DONE, both(news.AttestedBy, news.Attested))


def _yesterday(state: D) -> dict[type[e.Event], Rule]:
    """A closed date: corrected only towards kept, until the next date ends; buttons die after."""
    kept = state in (D.DONE, D.RESCUED)
    over: dict[type[e.Event], Rule] = dict.fromkeys(
        e.DAY_EVENTS, QUIET if kept else Stay("day-is-over")
    )
    over |= dict.fromkeys(CLOCK_EVENTS, QUIET)
    if state in (D.MISSED, D.UNASKED):
        over |= {e.Did: _LATE, e.DidThis: _LATE, e.WasAttested: _LATE_ATTEST}
    if state in (D.MISSED, D.UNASKED):
        over |= {
            e.CallBroughtIt: _BROUGHT_LATE,
            e.CallWasTooLate: Move(D.DONE, me(news.AttestedBy)),
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
        over |= {e.Undone: _UNDO_LATE, e.CallTakenBack: If(q.was_late, Back(), QUIET)}
        over |= {e.WasAttested: Stay("nothing-to-attest")}
    return over


YESTERDAY: dict[D, dict[type[e.Event], Rule]] = {state: _yesterday(state) for state in D}
