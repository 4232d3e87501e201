"""What is said around words: questions that text answers, and what people say to each other.

`day` is the id of the day it is about; `name` is always the other person's.
"""

from dataclasses import dataclass
from datetime import date

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class AskThing(Notice):
    """What is the one thing? `smaller`: a smaller piece of it; `tomorrow`: for the next date."""

    SLOT = "ask:{day}"
    day: int
    smaller: bool = False
    tomorrow: bool = False
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class Ideas(Notice):
    """A few small first steps, to pick from by typing."""

    SLOT = "ask:{day}"
    day: int
    tomorrow: bool = False
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class AskPlan(Notice):
    """When and where? The next text is the if-then plan."""

    SLOT = "ask:{day}"
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class NextLater(Notice):
    """Tomorrow's can wait: it is asked in the morning."""

    SLOT = "ask:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class NextDropped(Notice):
    """What was kept for the next date is taken back."""

    SLOT = "next:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class ForWhat(Notice):
    """A loose text: the one thing, tomorrow's, or for the partner? `text` is quoted."""

    SLOT = "for-what:{day}"
    day: int
    text: str
    name: str | None = None
    today: bool = True  # today's thing is a possible answer
    tomorrow: bool = False
    loose: bool = False  # a greeting, a question, no words: it may well be none of these
    on: date | None = None  # the next date asked about, if that is not tomorrow


@dataclass(frozen=True, slots=True)
class Noted(Notice):
    """A loose text while the evening's question is open: asked again, with the other ways."""

    SLOT = "for-what:{day}"
    day: int
    text: str
    name: str | None = None
    can_later: bool = True
    can_call: bool = True


@dataclass(frozen=True, slots=True)
class LetBe(Notice):
    """The loose text is left alone."""

    SLOT = "for-what:{day}"
    day: int


@dataclass(frozen=True, slots=True)
class SentOn(Notice):
    """Words were passed to the partner."""

    name: str


@dataclass(frozen=True, slots=True)
class RelayedWords(Notice):
    """The partner's own words. With sound for the first in an hour."""

    SLOT = "words:{about}:{message}"
    PROTECTED = True
    name: str
    text: str
    about: int = 0  # the reader's day it is about
    message: int = 0


@dataclass(frozen=True, slots=True)
class RelayedAs(Notice):
    """Announces a voice message, photo or sticker of the partner that follows as it is."""

    name: str
    kind: str  # photo, voice, video_note, document, sticker


@dataclass(frozen=True, slots=True)
class Cheered(Notice):
    """The partner cheers. `on` when it is about an earlier date."""

    SLOT = "cheered:{day}"
    day: int
    name: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Thanked(Notice):
    """Thanks for the call."""

    SLOT = "thanked:{call}"
    call: int
    name: str


@dataclass(frozen=True, slots=True)
class HelloFrom(Notice):
    """The partner says hello to who has been quiet."""

    name: str


@dataclass(frozen=True, slots=True)
class ProofKept(Notice):
    """A note, photo or voice message is kept with a done day."""

    SLOT = "proof:{day}"
    day: int
    name: str | None = None


@dataclass(frozen=True, slots=True)
class AttestAsk(Notice):
    """Nothing to attest: when the partner can be said to have done it."""

    name: str
