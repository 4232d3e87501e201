"""What is said when someone looks: today, sums, the log, why the bot wrote, what it keeps.

`day` is the reader's open date; `name` is always the partner; instants are UTC. Of the partner
there is only the last wording and how the date went: `how` is kept, kept-call, open, rest or live.
"""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class Today(Notice):
    """The reader's own date, with the live buttons of its `state`.

    waiting, asked, committed, checking, alerted, called, presence; then kept, kept-call, open,
    rest, paused, neutral. `at` is when the next question about it comes.
    """

    SLOT = "today:{day}"
    day: int
    state: str
    text: str | None = None
    at: datetime | None = None
    call: int = 0
    can_later: bool = False
    can_call: bool = False
    plans: bool = False  # nothing is kept for the next date yet


@dataclass(frozen=True, slots=True)
class TodayNextLine(Notice):
    """Line: what is kept for the next date."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class TodayPartnerLine(Notice):
    """Line: the partner's date. `on` when it is another one than the reader's."""

    name: str
    how: str
    text: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Progress(Notice):
    """What was kept in the last `days` dates. `run` only from 3 on."""

    SLOT = "progress"
    days: int
    kept: int
    counted: int
    on_the_line: int
    run: int | None = None


@dataclass(frozen=True, slots=True)
class ProgressPairLine(Notice):
    """Line: dates on which both kept theirs, since the pact began."""

    name: str
    together: int


@dataclass(frozen=True, slots=True)
class Log(Notice):
    """A page of dates, one LogRow each. `name`: it is the partner's page.

    `older` and `newer` are the last dates of those pages, as day numbers; None: there is none.
    """

    SLOT = "log"
    name: str | None = None
    older: int | None = None
    newer: int | None = None
    partner: bool = False  # there is another page to look at: the other's
    empty: bool = False


@dataclass(frozen=True, slots=True)
class LogRow(Notice):
    """One date. `mark`: late, attested, both or none, in the reader's own log only."""

    on: date
    how: str
    mark: str = "none"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Why(Notice):
    """Why the bot wrote last without being asked. `on` when that was not today."""

    SLOT = "why"
    what: str
    at: datetime | None = None
    on: date | None = None
    can_stop: bool = False


@dataclass(frozen=True, slots=True)
class NextLine(Notice):
    """Line: what comes next, and when. `on` when that is not today."""

    what: str
    at: datetime | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Muted(Notice):
    """This kind of message will not come any more."""

    SLOT = "why"
    what: str


@dataclass(frozen=True, slots=True)
class Unmuted(Notice):
    """It comes again."""

    SLOT = "why"
    what: str


@dataclass(frozen=True, slots=True)
class Help(Notice):
    """How it works, the commands, and what a program cannot do. `contact` is the host's."""

    SLOT = "help"
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Privacy(Notice):
    """What is kept, why, how long, and who can read it."""

    SLOT = "privacy"
    host: str | None = None
    contact: str | None = None
    texts: int = 365  # days; so are `sent`, `dead` and `copies`, which are nights
    sent: int = 30
    updates: int = 48  # hours
    dead: int = 7
    copies: int = 7
    server: bool = False  # PostgreSQL: logs and backups are not ours


@dataclass(frozen=True, slots=True)
class Cancelled(Notice):
    """The open question is closed; nothing was changed."""
