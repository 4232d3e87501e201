"""The nouns of the bot: what exists, as plain frozen values.

Nothing here knows SQL, Telegram or the time of day. Instants are aware UTC datetimes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from storage.words import (
    KEPT,
    NEUTRAL,
    OPEN_ENDS,
    OPEN_STATES,
    CallOutcome,
    CallState,
    DayState,
    Lane,
    Reach,
    StepKind,
    Verb,
    Way,
)

__all__ = (  # the words belong to the records they describe
    "KEPT",
    "NEUTRAL",
    "OPEN_ENDS",
    "OPEN_STATES",
    "CallOutcome",
    "CallState",
    "DayState",
    "Lane",
    "Reach",
    "StepKind",
    "Verb",
    "Way",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user who talked to the bot. Wall times are in `zone`; weekdays are ISO 1-7."""

    id: int
    telegram_id: int | None
    name: str
    language: str = "en"
    username: str | None = None
    zone: str = "UTC"
    day_end: time = time(4)
    morning: time = time(8)
    check_in: time = time(20)
    weekdays: str = "12345"
    call_from: time = time(18)
    call_to: time = time(22)
    free_from: time = time(10)
    free_to: time = time(22)
    way: Way = Way.CALL
    reach: Reach = Reach.TELEGRAM
    call_anyway: bool = False  # what "not today" means: False = no call
    next_text: str | None = None  # tomorrow's one thing, waiting for the next asked date
    next_at: datetime | None = None  # when it was said
    rest_until: date | None = None  # last date of rest, inclusive
    paused_since: datetime | None = None
    paused_until: date | None = None  # last paused date, inclusive; None = until /resume
    quiet_since: date | None = None  # set after the third silent date, cleared by anything said
    heard_on: date | None = None  # the last date with a word or tap, whatever it was about
    first_named_at: datetime | None = None
    ready_at: datetime | None = None  # onboarding finished: the zone is known
    unreachable_at: datetime | None = None
    joined_at: datetime | None = None
    muted: str = ""  # kinds of messages stopped with /why, comma-separated
    barred: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """Kept apart from the person; read only when an alert needs it."""

    person_id: int
    phone: str | None = None
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """What two people accepted. `words` are the agreed words of the call."""

    id: int
    words: str
    began_at: datetime
    trial_ends_on: date
    members: tuple[int, ...] = ()
    ended_at: datetime | None = None
    rests_since: datetime | None = None
    calls_from: datetime | None = None  # no calls before this instant (a week without calls)


@dataclass(frozen=True, slots=True)
class Invite:
    id: int
    person_id: int
    token_hash: str
    created_at: datetime
    expires_at: datetime
    accepted_by: int | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None  # confirmed, revoked, declined, expired


@dataclass(frozen=True, slots=True)
class Day:
    """One person's date: one promise, one end state. A date is a label, see DAY "Dates"."""

    id: int
    person_id: int
    on: date
    state: DayState
    begins_at: datetime
    ends_at: datetime
    text: str | None = None
    named_at: datetime | None = None
    deadline: datetime | None = None
    check_in_at: datetime | None = None  # when the next check-in is due, once committed
    plan: str | None = None  # "When it is 10:00 and ...": the if-then words
    plan_at: datetime | None = None
    asked_at: datetime | None = None  # Telegram took the morning question
    checked_at: datetime | None = None  # Telegram took the (last) check-in
    reminded_at: datetime | None = None
    told_at: datetime | None = None  # the partner was told (or will be, as a line)
    laters: int = 0
    no_call: bool = False  # "No call today"
    let_go: bool = False
    ended_at: datetime | None = None  # when the present end state was reached
    before: str | None = None  # the state before Done, for Undo
    late: bool = False
    attested: bool = False
    closed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """What follows an alert until its outcome. `caller_id` None is the bot's presence."""

    id: int
    day_id: int
    person_id: int
    caller_id: int | None
    pair_id: int | None
    state: CallState
    opened_at: datetime
    writing: bool = False
    taken_at: datetime | None = None
    until: datetime | None = None  # when the present timer runs out
    asked_caller: bool = False
    ended_at: datetime | None = None
    outcome: str | None = None
    reacted: bool = False  # the caller pressed anything
    version: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Something due at an instant; deleted when played. Exactly one subject is set."""

    id: int
    kind: StepKind
    due_at: datetime
    day_id: int | None = None
    call_id: int | None = None
    pair_id: int | None = None
    invite_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `pair_id` is stamped when written: see HOUSE, tables."""

    person_id: int
    day_id: int | None
    on: date | None
    pair_id: int | None
    kind: str
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    text: str | None = None  # the new wording, "" when it was taken back
    id: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """A note, photo or voice message that came with a done."""

    id: int
    day_id: int
    kind: str  # note, photo, voice, video_note, document, sticker
    text: str | None
    chat_id: int | None
    message_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One notice for one chat, as it waits in the outbox. `facts` are JSON values."""

    chat_id: int
    verb: Verb
    key: str
    facts: dict[str, Any]
    slot: str | None = None
    lane: Lane = Lane.PROMPT
    silent: bool = True
    due_at: datetime | None = None  # None = at once
    expires_at: datetime | None = None
    day_id: int | None = None
    call_id: int | None = None
    back: str | None = None  # what taking it means: asked, checked, reminded, alerted
    id: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update that waits to be handled, as Telegram gave it."""

    update_id: int
    from_id: int | None
    chat_id: int | None
    happened_at: datetime  # message.date, edit_date, or when a press was stored
    received_at: datetime
    payload: dict[str, Any]
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """Which Telegram message plays a slot's role in a chat."""

    chat_id: int
    slot: str
    message_id: int
    about: int | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """The open question of a private chat: what the next plain text answers."""

    person_id: int
    kind: str
    facts: dict[str, Any]
    asked_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits to become a line in the next message to a person."""

    id: int
    person_id: int
    key: str
    facts: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """All a rule may look at: the day, whose it is, who stands beside, and the unit's time `now`.

    `recent` are the person's earlier days of ten dates back, newest first; `calls` are the calls
    of either of the pair opened within eight days, newest first; `call` is the one the event is
    about, else the day's open one.
    """

    day: Day
    person: Person
    now: datetime
    partner: Person | None = None
    pair: Pair | None = None
    partner_day: Day | None = None
    today: Day | None = None  # the person's open date, if `day` is not that
    call: Call | None = None
    caller: Person | None = None  # whom `call` asks; None for the bot's presence
    contact: Contact | None = None  # the person's own, read only while a call is open
    recent: tuple[Day, ...] = ()
    calls: tuple[Call, ...] = ()
    kept_together: int = 0
