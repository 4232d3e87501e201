"""What is said when someone erases everything, or takes a copy along; and what others read of it.

Nobody is named: who reads of an erasure knows who it was, or need not.
"""

from dataclasses import dataclass

from scheduler.notices.base import Notice

LAST = "last"  # instead of a way back: nothing is kept of it once it was said


@dataclass(frozen=True, slots=True)
class ForgetAsked(Notice):
    """/forget: once, with what goes and what stays. `id` is the person's.

    `copies`: for so many days it is still in a nightly copy of the database.
    """

    SLOT = "forget"
    id: int
    name: str | None = None  # the partner
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ForgetKept(Notice):
    """Nothing is erased."""

    SLOT = "forget"


@dataclass(frozen=True, slots=True)
class Forgotten(Notice):
    """The last message. `language`: nobody is there any more to look it up."""

    language: str
    copies: int = 0


@dataclass(frozen=True, slots=True)
class PactClosed(Notice):
    """The end of a pact, to the other: as PactOver, without a name."""

    SLOT = "leave:{pair}"
    pair: int
    done: int
    called: int


@dataclass(frozen=True, slots=True)
class InvitationGone(Notice):
    """To who holds an invitation, or waits for who accepted it: it came to nothing."""

    SLOT = "invitation:{invite}"
    invite: int


@dataclass(frozen=True, slots=True)
class ExportFile(Notice):
    """The copy of one's own data: the file itself is made when this is sent."""


@dataclass(frozen=True, slots=True)
class InPrivate(Notice):
    """In a group: own data is spoken of in the private chat. `language` is the asker's."""

    language: str
