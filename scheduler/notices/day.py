"""What is said in the course of a day, to the person and to the partner.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
class PartnerQuiet(Notice):
    """Day 3 of silence, once, to the partner. (VOICE +2b)"""

    day: int
    name: str


@dataclass(frozen=True, slots=True)
class PartnerQuietLong(Notice):
    """Day 7 of silence: parting is offered to the partner."""

    day: int
    name: str


@dataclass(frozen=True, slots=True)
class Nudge(Notice):
    """Four hours on, silent, once. (VOICE 9)"""

    SLOT = "nudge:{day}"
    EXPIRES = timedelta(minutes=30)
    PROMPT = True
    day: int


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
class PlanReminder(Notice):
    """The if-then moment, silent: their own words."""

    SLOT = "plan:{day}"
    EXPIRES = timedelta(minutes=30)
    PROMPT = True
    day: int
    text: str
    plan: str


@dataclass(frozen=True, slots=True)
class PlanSet(Notice):
    """The when-and-where was kept; `at` is when the silent reminder comes, if it does."""

    SLOT = "set:{day}"
    day: int
    text: str
    plan: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartnerThing(Notice):
    """The partner's one thing. (VOICE 8) `on` is given when the two dates differ."""

    SLOT = "thing:{day}"
    EXPIRES = timedelta(hours=12)
    day: int
    name: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PartnerUnnamed(Notice):
    """The partner took the one thing back after it was told."""

    SLOT = "thing:{day}"
    EDITS = True
    ANEW = False
    day: int
    name: str


@dataclass(frozen=True, slots=True)
class CheckIn(Notice):
    """How did it go today? (VOICE 10)"""

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
class RestChoice(Notice):
    """How long? No reason asked."""

    SLOT = "rest:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class Done(Notice):
    """Done. (VOICE 11) `late`: it was yesterday's."""

    SLOT = "done:{day}"
    day: int
    text: str
    name: str | None = None
    late: bool = False
    asks_tomorrow: bool = True


@dataclass(frozen=True, slots=True)
class DoneUndone(Notice):
    """A Done was taken back; the question stands again, with its buttons."""

    SLOT = "done:{day}"
    day: int
    text: str
    name: str | None = None
    can_later: bool = True
    can_call: bool = True


@dataclass(frozen=True, slots=True)
class PartnerDid(Notice):
    """The partner did it. (VOICE 12) `together` counts the days both kept, when both did today."""

    SLOT = "did:{day}"
    day: int
    name: str
    text: str
    together: int | None = None
    on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class PartnerUndid(Notice):
    """The partner took a Done back: edits what was said."""

    SLOT = "did:{day}"
    EDITS = True
    ANEW = False
    day: int
    name: str
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


@dataclass(frozen=True, slots=True)
class NoCallToday(Notice):
    """Called off, no reason asked. `asked`: the check-in has come already."""

    SLOT = "no-call:{day}"
    day: int
    text: str | None = None
    asked: bool = True


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
class KeptForTomorrow(Notice):
    """A text is kept for `on`. `today_open`: today's is still open."""

    SLOT = "next:{day}"
    day: int
    text: str
    on: date
    today_open: bool = False


@dataclass(frozen=True, slots=True)
class AttestedBy(Notice):
    """The partner said it was done; can be corrected with Not quite."""

    SLOT = "attested:{day}"
    day: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Attested(Notice):
    """The answer to the partner who attested."""

    SLOT = "attest:{day}"
    day: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Excused(Notice):
    """I was ill or away: `days` dates became neutral."""

    SLOT = "ill:{day}"
    day: int
    days: int


@dataclass(frozen=True, slots=True)
class PresenceOffer(Notice):
    """No caller: the bot stays. (VOICE 17b) `name` None when nobody was to be asked."""

    SLOT = "presence:{day}"
    SOUND = True
    EXPIRES = timedelta(minutes=45)
    PROMPT = True
    day: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class PresenceStarted(Notice):
    """A quiet timer of `minutes`: the first step only. `until` is its end."""

    SLOT = "presence:{day}"
    day: int
    minutes: int
    until: datetime
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PartnerRestsLine(Notice):
    """Line: the partner rests until `until`, or today. (VOICE 20b)"""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PartnerThingLine(Notice):
    """Line: what the partner named meanwhile."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PartnerDidLine(Notice):
    """Line: what the partner did meanwhile."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class MeanwhileLine(Notice):
    """Line: more than three waited: they are summed."""

    name: str
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Refusal(Notice):
    """Why nothing changed and what to do instead. `because` names the text, see R1 … in tests."""

    because: str
    name: str | None = None
    text: str | None = None
    at: datetime | None = None
