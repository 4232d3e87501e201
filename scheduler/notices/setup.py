"""What is said in the first minutes, and about invitations.

`name` is always the other person's; `invite` and `day` are ids; wall times are the reader's own.
"""

from dataclasses import dataclass
from datetime import date, time

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class Welcome(Notice):
    """The first bubble: is it this time where you are? (VOICE 2) `place` stands for the zone."""

    SLOT = "start"
    at: time
    place: int
    name: str | None = None  # who invited


@dataclass(frozen=True, slots=True)
class CityAsked(Notice):
    """Another city: which one?"""

    SLOT = "start"


@dataclass(frozen=True, slots=True)
class LocationOffered(Notice):
    """The keyboard that shares a location, of which only the zone is kept."""

    SLOT = "location"


@dataclass(frozen=True, slots=True)
class PlaceChoice(Notice):
    """Several places have that name. `places` stand for the zones, in the order of `cities`."""

    SLOT = "start"
    cities: list[str]
    places: list[int]


@dataclass(frozen=True, slots=True)
class PlaceFound(Notice):
    """The typed or shared place is understood; takes the location keyboard away."""

    SLOT = "location"
    city: str
    at: time


@dataclass(frozen=True, slots=True)
class FriendOffered(Notice):
    """Nobody invited: send an invitation, or alone for now. `words` go out in one's own voice."""

    SLOT = "start"
    SECRET = True
    invite: int
    link: str
    words: str


@dataclass(frozen=True, slots=True)
class Invitation(Notice):
    """What the invited person reads. (VOICE 4) `at` is when the call would come."""

    SLOT = "invitation:{invite}"
    invite: int
    name: str
    words: str
    weekdays: str
    at: time
    host: str | None = None


@dataclass(frozen=True, slots=True)
class InvitationMore(Notice):
    """How does it work? The same invitation at more length."""

    SLOT = "invitation:{invite}"
    invite: int
    name: str
    host: str | None = None


@dataclass(frozen=True, slots=True)
class InvitationLeft(Notice):
    """Not now: nobody is told."""

    SLOT = "invitation:{invite}"
    invite: int
    name: str


@dataclass(frozen=True, slots=True)
class Ready(Notice):
    """Set up: the defaults in one line, and the question for the one thing.

    `name` is the inviter who is asked to confirm. `on` is the date asked about, None for today.
    """

    SLOT = "ready:{day}"
    day: int
    weekdays: str
    morning: time
    check_in: time
    call_from: time
    call_to: time
    name: str | None = None
    on: date | None = None
    tomorrow: bool = False
    asks: bool = True


@dataclass(frozen=True, slots=True)
class StartAgain(Notice):
    """/start from who is set up already."""


@dataclass(frozen=True, slots=True)
class InviteReady(Notice):
    """The invitation to send, in the sender's own voice. (VOICE 3)"""

    SLOT = "invite:{invite}"
    SECRET = True
    invite: int
    link: str
    words: str


@dataclass(frozen=True, slots=True)
class InviteTakenBack(Notice):
    """The link no longer works."""

    SLOT = "invite:{invite}"
    invite: int


@dataclass(frozen=True, slots=True)
class AcceptedBy(Notice):
    """To the inviter: is that the person you meant? Nothing is shared before."""

    SLOT = "accepted:{invite}"
    SOUND = True
    invite: int
    name: str


@dataclass(frozen=True, slots=True)
class NotMeant(Notice):
    """To the inviter: it was someone else; nothing was shared."""

    SLOT = "accepted:{invite}"
    invite: int


@dataclass(frozen=True, slots=True)
class InvitationOver(Notice):
    """To who accepted: it did not come about."""

    SLOT = "invitation:{invite}"
    invite: int
    name: str
