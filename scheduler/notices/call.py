"""What is said around a call: to who is called and to who calls.

`call` is the call's id; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class Alert(Notice):
    """Time to call. (VOICE 14) `writing_only`: chose to be helped in writing."""

    SLOT = "alert:{call}"
    SOUND = True
    BACK = "alerted"
    EXPIRES = timedelta(minutes=45)
    call: int
    name: str
    text: str | None
    words: str
    writing_only: bool = False
    asked: bool = False  # the person asked for it just now (/call, Call me)
    yours_open: bool = False  # the reader's own one thing is open too


@dataclass(frozen=True, slots=True)
class AlertAsked(Notice):
    """To who asked for a call: the partner has been asked, and until when an answer is awaited."""

    SLOT = "asked:{call}"
    call: int
    name: str
    at: datetime
    writing: bool = False
    day: int = 0  # the day the call is about, for its buttons


@dataclass(frozen=True, slots=True)
class CallerCard(Notice):
    """The caller's card. (VOICE 16) One of username, user_id, phone, room tells how to reach."""

    SLOT = "alert:{call}"
    EDITS = True
    call: int
    name: str
    words: str
    minutes: int = 25
    writing: bool = False
    reach: str = "telegram"  # telegram, phone, room
    username: str | None = None
    user_id: int | None = None
    room: str | None = None
    asks: bool = False  # 25 minutes are over: how did it go?


@dataclass(frozen=True, slots=True)
class CallerAsked(Notice):
    """25 minutes over without an outcome: the caller is asked once."""

    SLOT = "alert-asks:{call}"
    call: int
    name: str


@dataclass(frozen=True, slots=True)
class ContactCard(Notice):
    """The contact of who is to be called; deleted when the call ends. Phone is read at sending."""

    SLOT = "contact:{call}"
    call: int
    person: int


@dataclass(frozen=True, slots=True)
class BeingCalled(Notice):
    """Ben is calling you now. (VOICE 15)"""

    SLOT = "called:{call}"
    SOUND = True
    EXPIRES = timedelta(minutes=20)
    call: int
    name: str
    writing: bool = False
    day: int = 0  # the day the call is about, for its buttons


@dataclass(frozen=True, slots=True)
class CalledHere(Notice):
    """To the called: the caller knows. `how`: here, five, write."""

    SLOT = "called:{call}"
    EDITS = True
    call: int
    name: str
    how: str
    day: int = 0  # the day the call is about, for its buttons


@dataclass(frozen=True, slots=True)
class CallerHears(Notice):
    """To the caller, silent: `how` is here, five, write, back (not quite yet)."""

    SLOT = "caller-hears:{call}"
    call: int
    name: str
    how: str


@dataclass(frozen=True, slots=True)
class AlertOver(Notice):
    """Edits the alert. `why` is the outcome, or done, or under-way."""

    SLOT = "alert:{call}"
    EDITS = True
    ANEW = False
    call: int
    name: str
    why: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class CallerToldDone(Notice):
    """A done while the call was taken: a new message, the caller may be dialling."""

    SLOT = "caller-done:{call}"
    call: int
    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class NobodyPickedUp(Notice):
    """Ben tried to reach you. (VOICE 17a) Edits "is calling you", no new sound."""

    SLOT = "called:{call}"
    EDITS = True
    call: int
    name: str
    day: int = 0  # the day the call is about, for its buttons


@dataclass(frozen=True, slots=True)
class UnderWay(Notice):
    """To the called: under way; one question in `minutes`."""

    SLOT = "called:{call}"
    EDITS = True
    call: int
    name: str
    minutes: int = 25
    day: int = 0  # the day the call is about, for its buttons


@dataclass(frozen=True, slots=True)
class CallLetGo(Notice):
    """To the called: the call is off (edits "is calling you")."""

    SLOT = "called:{call}"
    EDITS = True
    ANEW = False
    call: int
    name: str


@dataclass(frozen=True, slots=True)
class Rescued(Notice):
    """Done, with Ben on the line. (VOICE +1) `by_caller`: Ben said so; Not quite yet is there."""

    SLOT = "called:{call}"
    EDITS = True
    call: int
    day: int
    name: str
    text: str
    by_caller: bool = False
    thanked: bool = False


@dataclass(frozen=True, slots=True)
class RescuedCaller(Notice):
    """To the caller: done together, a cheer is offered."""

    SLOT = "alert:{call}"
    EDITS = True
    call: int
    day: int
    name: str
    text: str
    cheered: bool = False


@dataclass(frozen=True, slots=True)
class NotQuiteYet(Notice):
    """To the called: it goes on, one question in `minutes`."""

    SLOT = "called:{call}"
    EDITS = True
    ANEW = False
    call: int
    name: str
    minutes: int = 25
    day: int = 0  # the day the call is about, for its buttons


@dataclass(frozen=True, slots=True)
class ManyCalls(Notice):
    """Three calls in seven days: both are asked, apart, what would be easier."""

    SLOT = "many-calls:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class ManyCallsAnswered(Notice):
    """What was chosen: `how` is smaller, hour, write or week."""

    SLOT = "many-calls:{pair}"
    pair: int
    name: str
    how: str
