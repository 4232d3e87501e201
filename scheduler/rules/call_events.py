"""What can happen to a call, in the past tense; see events.py for `at`."""

from dataclasses import dataclass

from scheduler.rules.event import Event


@dataclass(frozen=True, slots=True)
class Taken(Event):
    """I'll call now, I'll write."""

    writing: bool = False


@dataclass(frozen=True, slots=True)
class Declined(Event):
    """Can't right now."""


@dataclass(frozen=True, slots=True)
class AlertTaken(Event):
    """Telegram took the alert: the 30 minutes for a reaction begin."""


@dataclass(frozen=True, slots=True)
class AlertLost(Event):
    """The alert was refused or expired, or the caller blocks the bot."""


@dataclass(frozen=True, slots=True)
class NobodyReacted(Event):
    """30 minutes without a reaction."""


@dataclass(frozen=True, slots=True)
class IsHere(Event):
    """I'm here."""


@dataclass(frozen=True, slots=True)
class InFive(Event):
    """In 5 minutes."""


@dataclass(frozen=True, slots=True)
class WritingAsked(Event):
    """Write instead."""


@dataclass(frozen=True, slots=True)
class PersonDid(Event):
    """The person's own Done while a call is open."""


@dataclass(frozen=True, slots=True)
class PersonLetGo(Event):
    """The person's Not today or No call today while a call is open."""


@dataclass(frozen=True, slots=True)
class PersonWithdrew(Event):
    """The person or the caller pauses or rests."""


@dataclass(frozen=True, slots=True)
class Together(Event):
    """Done together."""


@dataclass(frozen=True, slots=True)
class NotYet(Event):
    """Not quite yet."""


@dataclass(frozen=True, slots=True)
class HadDone(Event):
    """Already did it."""


@dataclass(frozen=True, slots=True)
class GotGoing(Event):
    """Under way."""


@dataclass(frozen=True, slots=True)
class FoundNobody(Event):
    """No answer."""


@dataclass(frozen=True, slots=True)
class TimeRanOut(Event):
    """The 25 minutes are over without an outcome."""


@dataclass(frozen=True, slots=True)
class CallerStayedSilent(Event):
    """Asked once, the caller gave no outcome within 30 minutes."""


@dataclass(frozen=True, slots=True)
class PactGone(Event):
    """The pact ended, or someone is forgotten."""


@dataclass(frozen=True, slots=True)
class DateClosed(Event):
    """The day's end came while the call was open."""


CALL_EVENTS: tuple[type[Event], ...] = (
    Taken,
    Declined,
    AlertTaken,
    AlertLost,
    NobodyReacted,
    IsHere,
    InFive,
    WritingAsked,
    PersonDid,
    PersonLetGo,
    PersonWithdrew,
    Together,
    NotYet,
    HadDone,
    GotGoing,
    FoundNobody,
    TimeRanOut,
    CallerStayedSilent,
    PactGone,
    DateClosed,
)
