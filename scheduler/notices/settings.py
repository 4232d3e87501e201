"""What is said about a person's settings. Wall times are the reader's own; instants are UTC."""

from dataclasses import dataclass
from datetime import datetime, time

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class Settings(Notice):
    """The whole bubble: everything that is set, a button for each.

    `pair`: in a pact the ways of help and the hours are the pact's to change; 0 alone. `muted`:
    how many kinds of messages are stopped.
    """

    SLOT = "settings"
    city: str
    weekdays: str
    morning: time
    check_in: time
    day_end: time
    call_from: time
    call_to: time
    free_from: time
    free_to: time
    way: str
    anyway: bool
    pair: int = 0
    muted: int = 0


@dataclass(frozen=True, slots=True)
class SettingAsk(Notice):
    """The next text is this: city, days, morning, check-in, day-end, hours, free-hours."""

    SLOT = "settings"
    what: str


@dataclass(frozen=True, slots=True)
class SettingChoice(Notice):
    """One of a few: language, way, not-today. `now` is what holds."""

    SLOT = "settings"
    what: str
    now: str


@dataclass(frozen=True, slots=True)
class CityChoice(Notice):
    """Several places have that name; `places` stand for their zones, in the same order."""

    SLOT = "settings"
    cities: list[str]
    places: list[int]


@dataclass(frozen=True, slots=True)
class TimesClash(Notice):
    """These times make no day. `what` is morning, check-in or day-end; `fits` the nearest."""

    SLOT = "settings"
    what: str
    fits: time | None = None


@dataclass(frozen=True, slots=True)
class TimeChanged(Notice):
    """A time was set. `what` is morning, check-in or day-end.

    `from_today`: today's question moved; `check_in` is when today's thing is asked about now.
    """

    SLOT = "settings"
    what: str
    wall: time
    from_today: bool = False
    check_in: datetime | None = None


@dataclass(frozen=True, slots=True)
class DaysChanged(Notice):
    """The days were set; they count from the next date on."""

    SLOT = "settings"
    weekdays: str


@dataclass(frozen=True, slots=True)
class HoursChanged(Notice):
    """The call hours were set; `free`: those of the other days."""

    SLOT = "settings"
    opens: time
    closes: time
    free: bool = False


@dataclass(frozen=True, slots=True)
class Moved(Notice):
    """Another zone. `at` is the present instant; `check_in` as in TimeChanged."""

    SLOT = "settings"
    city: str
    at: datetime
    check_in: datetime | None = None


@dataclass(frozen=True, slots=True)
class MoreDays(Notice):
    """To the partner: more days than were agreed. `person` asks, `stamp` is what exactly."""

    SLOT = "more-days:{person}"
    person: int
    stamp: int
    name: str
    weekdays: str


@dataclass(frozen=True, slots=True)
class MoreDaysAsked(Notice):
    """To who asks for more days: until the partner agrees all stays as it is."""

    SLOT = "settings"
    name: str


@dataclass(frozen=True, slots=True)
class MoreDaysAgreed(Notice):
    """To who asked: the days hold now."""

    name: str
    weekdays: str


@dataclass(frozen=True, slots=True)
class MoreDaysAnswered(Notice):
    """To the partner who was asked: what the tap did."""

    SLOT = "more-days:{person}"
    person: int
    name: str
    agreed: bool
