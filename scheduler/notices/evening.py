"""What is said in the evening: the question, later, the reminder, done or not, company.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class CheckIn(Notice):
    """How did it go today? (VOICE 10) `can_call` False: the bot's company is offered instead."""

    SLOT = "check-in:{day}"
    SOUND = True
    BACK = "checked"
    EXPIRES = timedelta(hours=3)
    PROMPT = True
    day: int
    text: str
    can_later: bool = True
    can_call: bool = True


@dataclass(frozen=True, slots=True)
class TomorrowAsk(Notice):
    """Check-in time and nothing was named: one line for tomorrow."""

    SLOT = "check-in:{day}"
    EXPIRES = timedelta(hours=3)
    PROMPT = True
    day: int
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class LaterChoice(Notice):
    """How much later? `delays` in minutes, those that leave room."""

    SLOT = "check-in:{day}"
    day: int
    text: str
    delays: list[int]


@dataclass(frozen=True, slots=True)
class LaterSet(Notice):
    """The check-in comes later."""

    SLOT = "check-in:{day}"
    day: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Done(Notice):
    """Done. (VOICE 11) `late`: it was yesterday's; `today` is the day still without its thing."""

    SLOT = "done:{day}"
    day: int
    text: str
    name: str | None = None
    late: bool = False
    asks_tomorrow: bool = True
    today: int | None = None
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class DoneUndone(Notice):
    """A Done was taken back. `open`: the question stands again; `at`: it comes then."""

    SLOT = "done:{day}"
    day: int
    text: str
    name: str | None = None
    can_later: bool = True
    can_call: bool = True
    open: bool = True
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WhatWasIt(Notice):
    """Done without a name: what was it? `yesterday`: about the date before."""

    SLOT = "what:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class YesterdayOrToday(Notice):
    """/done on a new date with yesterday open: which one? (DAY, Done)"""

    SLOT = "which:{day}"
    day: int
    yesterday: int
    text: str


@dataclass(frozen=True, slots=True)
class ReminderCall(Notice):
    """Half an hour before the call: who calls when. (VOICE 13)"""

    SLOT = "reminder:{day}"
    SOUND = True
    BACK = "reminded"
    EXPIRES = timedelta(minutes=30)
    PROMPT = True
    day: int
    text: str
    name: str
    at: datetime
    writing: bool = False
    can_later: bool = True


@dataclass(frozen=True, slots=True)
class ReminderAlone(Notice):
    """No caller will be there: the presence will offer itself at `at`."""

    SLOT = "reminder:{day}"
    SOUND = True
    BACK = "reminded"
    EXPIRES = timedelta(minutes=30)
    PROMPT = True
    day: int
    text: str
    at: datetime
    can_later: bool = True


@dataclass(frozen=True, slots=True)
class NotTodayAnyway(Notice):
    """ "Not today" from one who chose "call me anyway": the call stands unless waved off."""

    SLOT = "check-in:{day}"
    day: int
    text: str
    name: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotToday(Notice):
    """All right, not today. (VOICE 18)"""

    SLOT = "not-today:{day}"
    day: int
    text: str
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class NoCallToday(Notice):
    """Called off, no reason asked. `asked`: the check-in has come already."""

    SLOT = "no-call:{day}"
    day: int
    text: str | None = None
    asked: bool = True
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class PresenceOffer(Notice):
    """No caller: the bot stays. (VOICE 17b) `name` None when nobody was to be asked.

    `closed`: it is no hour for calls.
    """

    SLOT = "presence:{day}"
    SOUND = True
    EXPIRES = timedelta(minutes=45)
    PROMPT = True
    day: int
    name: str | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class PresenceStarted(Notice):
    """A quiet timer of `minutes`: the first step only. `until` is its end."""

    SLOT = "presence:{day}"
    day: int
    minutes: int
    until: datetime
    text: str | None = None
