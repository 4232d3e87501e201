"""What is said in the morning, and to who has been quiet.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.notices.base import Notice

MORNING_LASTS = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class MorningQuestion(Notice):
    """Nothing is planned: what is the one thing? (VOICE 6a)"""

    SLOT = "morning:{day}"
    SOUND = True
    BACK = "asked"
    EXPIRES = MORNING_LASTS
    PROMPT = True
    day: int
    name: str | None = None
    partner_text: str | None = None


@dataclass(frozen=True, slots=True)
class MorningPlanned(Notice):
    """The plan of last night is the commitment. (VOICE 6b)"""

    SLOT = "morning:{day}"
    SOUND = True
    BACK = "asked"
    EXPIRES = MORNING_LASTS
    PROMPT = True
    day: int
    text: str
    check_in: datetime
    name: str | None = None
    partner_text: str | None = None


@dataclass(frozen=True, slots=True)
class MorningAfterOpen(Notice):
    """Yesterday stayed open: its text and the four ways on. (VOICE 19)"""

    SLOT = "morning:{day}"
    SOUND = True
    BACK = "asked"
    EXPIRES = MORNING_LASTS
    PROMPT = True
    day: int
    yesterday: int
    text: str
    again: bool = False  # the second open day in a row: says it differently


@dataclass(frozen=True, slots=True)
class KindQuestion(Notice):
    """The third silent day. (VOICE +2a)"""

    SLOT = "morning:{day}"
    SOUND = True
    BACK = "asked"
    EXPIRES = MORNING_LASTS
    PROMPT = True
    day: int


@dataclass(frozen=True, slots=True)
class HelloAgain(Notice):
    """One hello on the tenth quiet day."""

    SLOT = "morning:{day}"
    EXPIRES = MORNING_LASTS
    PROMPT = True
    day: int


@dataclass(frozen=True, slots=True)
class Nudge(Notice):
    """Four hours on, silent, once. (VOICE 9)"""

    SLOT = "nudge:{day}"
    EXPIRES = timedelta(minutes=30)
    PROMPT = True
    day: int


@dataclass(frozen=True, slots=True)
class PlanReminder(Notice):
    """The if-then moment, silent: their own words."""

    SLOT = "plan:{day}"
    EXPIRES = timedelta(minutes=30)
    PROMPT = True
    day: int
    text: str
    plan: str
