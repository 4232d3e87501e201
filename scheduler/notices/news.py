"""What is said to, of and by the partner in the course of a day; news that can wait as lines.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class PartnerThing(Notice):
    """The partner's one thing. (VOICE 8) `on` is given when the two dates differ."""

    SLOT = "thing:{day}"
    EXPIRES = timedelta(hours=12)
    day: int
    name: str
    text: str
    on: date | None = None
    liked: bool = False  # the reader's 👍 was passed on


@dataclass(frozen=True, slots=True)
class PartnerUnnamed(Notice):
    """The partner took the one thing back after it was told."""

    SLOT = "thing:{day}"
    EDITS = True
    ANEW = False
    day: int
    name: str


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
    cheered: bool = False  # the reader's 🎉 was passed on


@dataclass(frozen=True, slots=True)
class PartnerUndid(Notice):
    """The partner took a Done back: edits what was said."""

    SLOT = "did:{day}"
    EDITS = True
    ANEW = False
    day: int
    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PartnerCorrected(Notice):
    """The person says: not quite, of a done the partner had a hand in (a call, an attestation)."""

    SLOT = "undid:{day}"
    day: int
    name: str
    text: str


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
class PartnerRestsLine(Notice):
    """Line: the partner rests until `until`, `today`, or without an end. (VOICE 20b)"""

    name: str
    until: date | None = None
    today: bool = False


@dataclass(frozen=True, slots=True)
class PartnerAsksLine(Notice):
    """Line: the partner asked for something about the pact while the reader rested."""

    name: str


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
