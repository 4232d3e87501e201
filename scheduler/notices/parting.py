"""What is said when a pact is looked at again, rests, ends, or a message is reported.

`name` is always the other person's, `pair` the pact's id.
"""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class LeaveAsked(Notice):
    """/leave: one confirmation."""

    SLOT = "leave:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class Stayed(Notice):
    """Stay: nothing was said to anyone."""

    SLOT = "leave:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class PactLeft(Notice):
    """The end, to the one who leaves. (VOICE +3a)"""

    SLOT = "leave:{pair}"
    pair: int
    name: str
    done: int


@dataclass(frozen=True, slots=True)
class PactOver(Notice):
    """The end, to the other, within call hours. (VOICE +3b)"""

    SLOT = "leave:{pair}"
    pair: int
    name: str
    done: int
    called: int


@dataclass(frozen=True, slots=True)
class NoMoreInvites(Notice):
    """No more invites from this person; never shown there."""

    SLOT = "leave:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class GoOnAlone(Notice):
    """Go on alone: what stays."""

    SLOT = "alone"


@dataclass(frozen=True, slots=True)
class LookAgain(Notice):
    """The trial is over: keep going? (VOICE +4) `weeks` since the last look."""

    SLOT = "review:{pair}"
    pair: int
    name: str
    weeks: int
    kept: int
    counted: int
    called: int


@dataclass(frozen=True, slots=True)
class LookAnswered(Notice):
    """Noted; the other's answer is still to come."""

    SLOT = "review:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class GoesOn(Notice):
    """Both keep going until the next look. `adjust`: one of the two would like changes."""

    SLOT = "review:{pair}"
    pair: int
    name: str
    until: date
    adjust: bool = False


@dataclass(frozen=True, slots=True)
class PactRests(Notice):
    """Nobody answered: no calls until either wakes it."""

    SLOT = "review:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class PactAwake(Notice):
    """The pact is awake again."""

    SLOT = "review:{pair}"
    pair: int
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class PartnerAway(Notice):
    """The partner cannot be reached; said once."""

    name: str


@dataclass(frozen=True, slots=True)
class PartnerReachable(Notice):
    """The partner is back; said once."""

    name: str


@dataclass(frozen=True, slots=True)
class ReportHow(Notice):
    """/report without a message: how it works."""

    host: str | None = None


@dataclass(frozen=True, slots=True)
class ReportSent(Notice):
    """The one message went to the host."""

    host: str | None = None


@dataclass(frozen=True, slots=True)
class ReportFor(Notice):
    """To the host: who reports a message that follows. `name` reports, `by` wrote it."""

    name: str
    by: str
    at: datetime
