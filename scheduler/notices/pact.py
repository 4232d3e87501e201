"""What is said about a pact: its beginning, its terms, and changing them.

`name` is always the other person's, `pair` the pact's id; wall times are the reader's own.
"""

from dataclasses import dataclass
from datetime import date, time

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
