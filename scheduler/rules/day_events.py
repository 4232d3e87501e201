"""What can happen to a day, in the past tense.

`at` is when it happened (a message's date, the step's due instant), an aware UTC instant; it may
lie before the moment at which it is applied.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.rules.event import Event

# -- what the person does -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named(Event):
    """A text became the one thing. `deadline` is its own instant, if the words gave one."""

    text: str
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Did(Event):
    """Done, by tap, word, command, photo or voice."""


@dataclass(frozen=True, slots=True)
class DidThis(Event):
    """Done, and only now it is said what it was."""

    text: str


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """The naming or the Done is taken back."""


@dataclass(frozen=True, slots=True)
class Delayed(Event):
    """Later: the check-in comes `by` later."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class CallWanted(Event):
    """Call me, /call."""


@dataclass(frozen=True, slots=True)
class LetGo(Event):
    """Not today."""


@dataclass(frozen=True, slots=True)
class CallWavedOff(Event):
    """No call today."""


@dataclass(frozen=True, slots=True)
class Rested(Event):
    """Rest. `until` is the last date of rest, None for the date it is said on."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class WasAway(Event):
    """I was ill or away: said about a date that is over."""


@dataclass(frozen=True, slots=True)
class PauseBegan(Event):
    """/pause. `until` is the last paused date, None for until /resume."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class CameBack(Event):
    """/resume, Back earlier."""


@dataclass(frozen=True, slots=True)
class PactEnded(Event):
    """Left, or was left."""


@dataclass(frozen=True, slots=True)
class PresenceTaken(Event):
    """Stay with me: a quiet timer with the bot."""

    minutes: int


# -- what the partner does ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WasAttested(Event):
    """The partner says it was done."""


@dataclass(frozen=True, slots=True)
class CallBroughtIt(Event):
    """Call outcome: Done together."""


@dataclass(frozen=True, slots=True)
class CallGotGoing(Event):
    """Call outcome: under way; one question in 25 minutes."""


@dataclass(frozen=True, slots=True)
class CallFoundNobody(Event):
    """Call outcome: nobody could call."""


@dataclass(frozen=True, slots=True)
class CallNotPickedUp(Event):
    """Call outcome: No answer; the caller's edit says it, nothing more is asked."""


@dataclass(frozen=True, slots=True)
class CallResumed(Event):
    """A call that had ended without anyone is on after all."""


@dataclass(frozen=True, slots=True)
class CallWasTooLate(Event):
    """Call outcome: it had been done already, says the caller."""


@dataclass(frozen=True, slots=True)
class CallTakenBack(Event):
    """Not quite yet: her word wins over his Done together."""


# -- the clock ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MorningCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class TellingCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class NudgeCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class PlanCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class CheckInCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class ReminderCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class AlertCame(Event):
    pass


@dataclass(frozen=True, slots=True)
class PresenceEnded(Event):
    pass


@dataclass(frozen=True, slots=True)
class DayEnded(Event):
    pass


# -- delivery -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MorningTaken(Event):
    """Telegram took the morning question."""


@dataclass(frozen=True, slots=True)
class CheckInTaken(Event):
    """Telegram took the check-in."""


@dataclass(frozen=True, slots=True)
class ReminderTaken(Event):
    """Telegram took the reminder."""


@dataclass(frozen=True, slots=True)
class QuestionLost(Event):
    """A question was refused or expired: nothing follows from it."""


DAY_EVENTS: tuple[type[Event], ...] = (
    Named,
    Did,
    DidThis,
    Undone,
    Delayed,
    CallWanted,
    LetGo,
    CallWavedOff,
    Rested,
    WasAway,
    PauseBegan,
    CameBack,
    PactEnded,
    PresenceTaken,
    WasAttested,
    CallBroughtIt,
    CallGotGoing,
    CallFoundNobody,
    CallNotPickedUp,
    CallResumed,
    CallWasTooLate,
    CallTakenBack,
    MorningCame,
    TellingCame,
    NudgeCame,
    PlanCame,
    CheckInCame,
    ReminderCame,
    AlertCame,
    PresenceEnded,
    DayEnded,
    MorningTaken,
    CheckInTaken,
    ReminderTaken,
    QuestionLost,
)
