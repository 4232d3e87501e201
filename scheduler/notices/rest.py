"""What is said of rest, pause and illness.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import date

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class RestChoice(Notice):
    """How long? No reason asked."""

    SLOT = "rest:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class Resting(Notice):
    """Rest. (VOICE 20a) `until` is the last date of rest, `back` the next date asked about."""

    SLOT = "rest:{day}"
    day: int
    until: date
    back: date
    today_only: bool
    name: str | None = None
    from_tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class Paused(Notice):
    """Paused, until a date (inclusive) or until /resume."""

    SLOT = "rest:{day}"
    day: int
    until: date | None = None
    back: date | None = None
    name: str | None = None
    from_tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class BackFrom(Notice):
    """Back from rest or pause, but asked again on `on` only."""

    SLOT = "rest:{day}"
    day: int
    on: date


@dataclass(frozen=True, slots=True)
class Excused(Notice):
    """I was ill or away: `days` dates became neutral."""

    SLOT = "ill:{day}"
    day: int
    days: int
