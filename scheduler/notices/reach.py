"""What is said about how a call comes: Telegram, a number, a room; and about trying the ring.

`name` is always the other person's, `pair` the pact's id.
"""

from dataclasses import dataclass

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class ContactChoice(Notice):
    """By which means a call comes. `bare`: without a username nothing opens the chat."""

    SLOT = "contact-choice:{pair}"
    pair: int
    name: str | None  # None: alone, for a partner to come
    reach: str
    has_phone: bool = False
    room: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class NumberAsked(Notice):
    """The keyboard that sends one's own number."""

    SLOT = "number"
    name: str | None  # None: alone, for a partner to come


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
    name: str | None  # None: alone, for a partner to come


@dataclass(frozen=True, slots=True)
class ContactLeft(Notice):
    """Without username, number or room: how it goes then."""

    SLOT = "contact-choice:{pair}"
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
