"""Who holds the two phones: facts only. Their call hours overlap: London is an hour behind."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

LANGUAGES = (("en", "English"), ("de", "Deutsch"))


@dataclass(frozen=True)
class Holder:
    """A pretend person with a phone; `zone` is the phone's, the bot has to ask for it."""

    key: str
    id: int
    name: str
    username: str
    number: str
    city: str
    zone: ZoneInfo
    latitude: float
    longitude: float


ANA = Holder(
    "ana", 101, "Ana", "ana_in_berlin", "+491515550101",
    "Berlin", ZoneInfo("Europe/Berlin"), 52.52, 13.405,
)  # fmt: skip
BEN = Holder(
    "ben", 102, "Ben", "ben_in_london", "+447700900123",
    "London", ZoneInfo("Europe/London"), 51.5074, -0.1278,
)  # fmt: skip
HOLDERS = (ANA, BEN)


def friend_of(holder: Holder) -> Holder:
    """The one with the other phone."""
    return BEN if holder is ANA else ANA
