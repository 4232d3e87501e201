"""What is said when the one thing is named, changed, planned or kept for another date.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class Set(Notice):
    """The one thing stands. (VOICE 7) `changed`: it replaced an earlier wording."""

    SLOT = "set:{day}"
    day: int
    text: str
    check_in: datetime
    name: str | None = None  # the partner who will hear; None = alone
    told: bool = False  # the partner has heard already, their message was edited
    changed: bool = False
    call_fits: bool = True  # False: after this check-in no call fits tonight
    undo: bool = True


@dataclass(frozen=True, slots=True)
class Unset(Notice):
    """Naming was undone within its 60 seconds."""

    SLOT = "set:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class PlanSet(Notice):
    """The when-and-where was kept; `at` is when the silent reminder comes, if it does."""

    SLOT = "set:{day}"
    day: int
    text: str
    plan: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptForTomorrow(Notice):
    """A text is kept for `on`. `today_open`: today's is still open."""

    SLOT = "next:{day}"
    day: int
    text: str
    on: date
    today_open: bool = False
