"""What people see when they look: today, sums, the log, why and what next. Reads, never writes.

Of the partner only what PRODUCT allows: per date the last wording, and kept, kept with a call,
open or rest. All instants are UTC; dates are the labels of whoever's they are.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.facts import delays, weekdays
from scheduler.rules.calendar import next_asked_label, on_label
from scheduler.rules.moving import morning
from scheduler.rules.sums import RUN_SHOWN_FROM, kept_of, run
from storage.records import (
    NEUTRAL,
    OPEN_ENDS,
    CallState,
    Day,
    DayState,
    Outgoing,
    Pair,
    Person,
    Scene,
    StepKind,
    Way,
)
from storage.store import Transaction

PAGE = 10  # dates
RANGES = (7, 30, 90)  # dates
DATE = timedelta(days=1)
HOW = {
    DayState.DONE: "kept",
    DayState.RESCUED: "kept-call",
    **dict.fromkeys(OPEN_ENDS, "open"),
    **dict.fromkeys(NEUTRAL, "rest"),
}
TALKING = (  # steps by which a person hears something
    StepKind.MORNING,
    StepKind.NUDGE,
    StepKind.PLAN,
    StepKind.CHECK_IN,
    StepKind.REMINDER,
    StepKind.ALERT,
)
KINDS = {  # of messages that come without being asked for, by what people call them
    "nudge": ("nudge",),
    "news": ("partner-thing", "partner-did"),
    "tomorrow": ("tomorrow-ask",),
    "hello": ("hello-again",),
    "quiet": ("partner-quiet", "partner-quiet-long"),
    "plan": ("plan-reminder",),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One date as it may be shown. `how`: kept, kept-call, open, rest, or live while it lasts."""

    on: date
    how: str
    text: str | None = None
    late: bool = False
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """The person's own date. `state` is what its buttons go by, see the notice Today."""

    day: Day
    state: str
    at: datetime | None = None
    call_id: int = 0
    can_later: bool = False
    can_call: bool = False
    next_on: date | None = None
    partner: Person | None = None
    theirs: Seen | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """What was kept in so many dates up to today; `run` is None below 3.

    `together` counts the dates both kept since the pact began.
    """

    days: int
    kept: int
    counted: int
    on_the_line: int
    run: int | None
    partner: Person | None = None
    together: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Dates, newest first, and the last dates of the pages beside this one."""

    rows: tuple[Seen, ...]
    older: date | None
    newer: date | None


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: a step's kind, at this instant; on another date if `on` is given."""

    kind: StepKind
    at: datetime
    on: date | None = None


def glance(tx: Transaction, person: Person, now: datetime) -> Glance:
    """How today stands, for the person, and what may be known of the partner's."""
    day = tx.days.open_of(person.id)
    assert day is not None, "a person who is set up has an open date"
    scene = tx.scenes([day.id], now)[day.id]
    partner = scene.partner
    return Glance(
        day,
        _standing(scene),
        _asks_at(person, day, now),
        scene.call.id if scene.call else 0,
        can_later=bool(delays(scene)),
        can_call=scene.pair is not None and person.way is not Way.NEITHER,
        next_on=next_asked(person, day) if person.next_text else None,
        partner=partner,
        theirs=_theirs(tx, scene, partner) if partner else None,
    )


def sums(tx: Transaction, person: Person, days: int) -> Sums:
    """Counted from the rows of the last `days` dates, today's included."""
    today = tx.days.open_of(person.id)
    assert today is not None, "a person who is set up has an open date"
    found = tx.days.between(person.id, today.on - DATE * (days - 1), today.on)
    kept, counted = kept_of((day.on, day.state) for day in found)
    length = run(state for _, state in tx.days.all_states(person.id))
    pair = tx.pairs.living_of(person.id)
    return Sums(
        days,
        kept,
        counted,
        on_the_line=sum(day.state is DayState.RESCUED for day in found),
        run=length if length >= RUN_SHOWN_FROM else None,
        partner=partner_of(tx, person, pair),
        together=tx.pairs.kept_together([pair.id]).get(pair.id, 0) if pair else 0,
    )


def own_page(tx: Transaction, person: Person, last: date | None) -> Page:
    """The person's own dates up to `last` (None: to today)."""
    today = tx.days.open_of(person.id)
    assert today is not None, "a person who is set up has an open date"
    last = min(last or today.on, today.on)
    found = tx.days.between(person.id, last - DATE * (PAGE - 1), last)
    rows = tuple(_seen(day) for day in reversed(found))
    before = last - DATE * PAGE
    older = before if tx.days.on(person.id, before) else None
    return Page(rows, older, min(last + DATE * PAGE, today.on) if last < today.on else None)


def partner_page(tx: Transaction, person: Person, last: date | None) -> Page | None:
    """The partner's dates under the present pact; None without one."""
    pair = tx.pairs.living_of(person.id)
    partner = partner_of(tx, person, pair)
    today = tx.days.open_of(partner.id) if partner else None
    if pair is None or partner is None or today is None:
        return None
    last = min(last or today.on, today.on)
    first = last - DATE * (PAGE - 1)
    worded = tx.journal.worded(pair.id, partner.id, first, last)
    found = [day for day in tx.days.between(partner.id, first, last) if day.on in worded]
    rows = tuple(_allowed(day, worded[day.on]) for day in reversed(found))
    before = last - DATE * PAGE
    more = tx.journal.worded(pair.id, partner.id, before - DATE * (PAGE - 1), before)
    newer = min(last + DATE * PAGE, today.on) if last < today.on else None
    return Page(rows, before if more else None, newer)


def why(tx: Transaction, person: Person) -> tuple[Outgoing, datetime] | None:
    """What the bot said last without being asked, and when Telegram took it."""
    if person.telegram_id is None:
        return None
    return tx.outbox.last_unasked(person.telegram_id)


def next_for(tx: Transaction, person: Person, now: datetime) -> Next | None:
    """What this person hears next by the clock; None while nothing is planned (paused)."""
    day = tx.days.open_of(person.id)
    if day is None:
        return None
    muted = person.muted.split(",")
    for step in tx.steps.of_day(day.id):
        if step.kind in TALKING and step.kind not in muted and step.due_at > now:
            return Next(step.kind, step.due_at)
    if person.paused_since and person.paused_until is None:
        return None
    on = next_asked(person, day)
    at = on_label(on, person.morning, person.day_end, person.zone) if on else None
    return Next(StepKind.MORNING, max(at, day.ends_at), on) if at else None


def next_asked(person: Person, day: Day) -> date | None:
    """The first date after this one on which the person is asked again."""
    away = [on for on in (person.rest_until, person.paused_until) if on]
    return next_asked_label(day.on, weekdays(person), max(away, default=None), person.zone)


def partner_of(tx: Transaction, person: Person, pair: Pair | None) -> Person | None:
    others = [member for member in pair.members if member != person.id] if pair else []
    return tx.people.get(others[0]) if others else None


def _standing(scene: Scene) -> str:
    day, call = scene.day, scene.call
    if call is not None and call.state is not CallState.ENDED:
        if call.caller_id is None:
            return "presence"
        return "alerted" if call.state is CallState.ALERTED else "called"
    if day.state in HOW:
        return str(day.state) if day.state is DayState.PAUSED else _ended(day)
    return "checking" if day.state is DayState.HELPING else str(day.state)


def _ended(day: Day) -> str:
    own = HOW[day.state]
    return "neutral" if own == "rest" and day.state is not DayState.REST else own


def _asks_at(person: Person, day: Day, now: datetime) -> datetime | None:
    """When the next question about this date comes, if that is still ahead."""
    at = day.check_in_at if day.state is DayState.COMMITTED else None
    if day.state is DayState.WAITING:
        at = morning(person, day)
    return at if at is not None and at > now else None


def _theirs(tx: Transaction, scene: Scene, partner: Person) -> Seen | None:
    day, pair = scene.partner_day, scene.pair
    if day is None or pair is None:
        return None
    worded = tx.journal.worded(pair.id, partner.id, day.on, day.on)
    return _allowed(day, worded.get(day.on, ""))


def _seen(day: Day) -> Seen:
    return Seen(day.on, HOW.get(day.state, "live"), day.text, day.late, day.attested)


def _allowed(day: Day, text: str) -> Seen:
    """A partner's date: no wording within its 60 s, nor one from before the pact."""
    told = day.told_at is not None or day.state in HOW
    return Seen(day.on, HOW.get(day.state, "live"), (text or None) if told and day.text else None)
