"""What is said about a pact: its beginning, its terms, looking again, and its end.

`name` is always the other person's, `pair` the pact's id; wall times are the reader's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class PartnersNow(Notice):
    """Both agreed. (VOICE 5) `on` is the date asked about, None for today."""

    SLOT = "pact:{pair}"
    SOUND = True
    pair: int
    day: int
    name: str
    until: date
    check_in: time
    call_from: time
    call_to: time
    way: str  # call, write, neither
    reach: str  # telegram, phone, room
    anyway: bool  # "not today" still means a call
    on: date | None = None
    tomorrow: bool = False
    asks: bool = True


@dataclass(frozen=True, slots=True)
class PactView(Notice):
    """/pact: both clocks, the words, the ways, the hours."""

    SLOT = "pact-view:{pair}"
    pair: int
    name: str
    words: str
    until: date
    here: time
    there: time
    check_in: time
    call_from: time
    call_to: time
    free_from: time
    free_to: time
    their_from: time
    their_to: time
    way: str
    reach: str
    anyway: bool
    rests: bool = False


@dataclass(frozen=True, slots=True)
class WaysChoice(Notice):
    """How the partner may help, and what "not today" means."""

    SLOT = "pact-view:{pair}"
    pair: int
    name: str
    way: str
    anyway: bool


@dataclass(frozen=True, slots=True)
class ContactChoice(Notice):
    """By which means a call comes. `bare`: without a username nothing opens the chat."""

    SLOT = "contact-choice:{pair}"
    pair: int
    name: str
    reach: str
    has_phone: bool = False
    room: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class NumberAsked(Notice):
    """The keyboard that sends one's own number."""

    SLOT = "number"
    name: str


@dataclass(frozen=True, slots=True)
class NumberKept(Notice):
    """The number is kept for calls; takes the keyboard away."""

    SLOT = "number"
    name: str | None = None


@dataclass(frozen=True, slots=True)
class RoomAsked(Notice):
    """Which room? The next text is its address."""

    SLOT = "room"
    pair: int


@dataclass(frozen=True, slots=True)
class RoomKept(Notice):
    """The room is kept for calls."""

    SLOT = "room"
    room: str


@dataclass(frozen=True, slots=True)
class ContactGone(Notice):
    """Number and room are withdrawn."""

    SLOT = "contact-choice:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class ContactLeft(Notice):
    """Without username, number or room: how it goes then."""

    SLOT = "contact-choice:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class HoursAsked(Notice):
    """From when to when may calls come? The next text says it."""

    SLOT = "hours"
    pair: int
    call_from: time
    call_to: time
    free_from: time
    free_to: time


@dataclass(frozen=True, slots=True)
class HoursKept(Notice):
    """The own call hours are changed."""

    SLOT = "hours"
    call_from: time
    call_to: time
    free_from: time
    free_to: time


@dataclass(frozen=True, slots=True)
class HoursClash(Notice):
    """The call does not always fit both hours; `options` say what would help, `codes` stand for
    them. `on` is the first date without room.
    """

    SLOT = "clash:{pair}"
    pair: int
    name: str
    on: date
    options: list[str]
    codes: list[int]


@dataclass(frozen=True, slots=True)
class ClashLeft(Notice):
    """Left as it is: on such evenings the bot stays."""

    SLOT = "clash:{pair}"
    pair: int


@dataclass(frozen=True, slots=True)
class FitMade(Notice):
    """The hours are changed. `name`: the partner was asked for the rest."""

    SLOT = "clash:{pair}"
    pair: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class WordsAsked(Notice):
    """Which other words? The next text says them."""

    SLOT = "words"
    pair: int
    words: str


@dataclass(frozen=True, slots=True)
class Proposed(Notice):
    """To who proposes: it counts once the other agrees."""

    SLOT = "proposed:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class WordsProposed(Notice):
    """To the other: other words for the call. `code` stands for exactly these."""

    SLOT = "proposal-words:{pair}"
    pair: int
    name: str
    words: str
    code: int


@dataclass(frozen=True, slots=True)
class HoursProposed(Notice):
    """To the other: wider hours of the reader. `code` stands for exactly these."""

    SLOT = "proposal-hours:{pair}"
    pair: int
    name: str
    call_from: time
    call_to: time
    free_from: time
    free_to: time
    code: int


@dataclass(frozen=True, slots=True)
class WayProposed(Notice):
    """To the other: the partner would like more help again. `way`: call or write."""

    SLOT = "proposal-way:{pair}"
    pair: int
    name: str
    way: str
    code: int


@dataclass(frozen=True, slots=True)
class Agreed(Notice):
    """To who agreed: it counts now."""

    SLOT = "proposed:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class AgreedBy(Notice):
    """To who proposed: the other agreed, it counts now."""

    SLOT = "proposed:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class Disagreed(Notice):
    """To who would rather not: all stays as it is."""

    SLOT = "proposed:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class DisagreedBy(Notice):
    """To who proposed: it stays as it is."""

    SLOT = "proposed:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class TrialRing(Notice):
    """The partner would like to try the ring: the caller's card, with no effect on any day."""

    SLOT = "ring:{pair}"
    SOUND = True
    pair: int
    name: str
    words: str
    reach: str = "telegram"
    username: str | None = None
    user_id: int | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class RingAsked(Notice):
    """To who wants to try: the other has the card now."""

    SLOT = "ring-asked:{pair}"
    pair: int
    name: str


@dataclass(frozen=True, slots=True)
class RingTried(Notice):
    """To who tried: noted."""

    SLOT = "ring:{pair}"
    pair: int
    name: str


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
