"""What a person does with a day: today's, yesterday's, tomorrow's.

Every action takes the transaction and `now` from its caller and never opens one; instants are UTC.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from scheduler.addressing import as_news
from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.notices import Notice
from scheduler.notices.naming import KeptForTomorrow
from scheduler.rules import events as e
from scheduler.rules.calendar import label_at, on_label
from scheduler.rules.forms import Plain
from scheduler.tell import notice
from storage.records import (
    KEPT,
    Day,
    DayState,
    Entry,
    Lane,
    Outgoing,
    Person,
    Proof,
    Scene,
    Step,
    StepKind,
    Verb,
)
from storage.store import Transaction

AWAY_BACK = 7  # dates back that "I was ill" turns neutral
CORRECTABLE = frozenset({DayState.MISSED, DayState.UNASKED})
FIRST_OF_THE_HOUR = timedelta(hours=1)
SAME_TEXT = timedelta(seconds=3)  # between the parts into which a client splits a long text
NUDGES, NUDGES_WITHIN = 3, timedelta(days=1)
REMEMBERED = timedelta(days=30)  # that a cheer, a thanks or a hello was passed on


def today(tx: Transaction, person: Person) -> Day:
    """The person's open date. Everyone who is set up has exactly one."""
    day = tx.days.open_of(person.id)
    assert day is not None, "a person who is set up has an open date"
    return day


def scene(tx: Transaction, day: Day, now: datetime, call_id: int | None = None) -> Scene:
    """All that is known around this day, with this call or its open one."""
    about = {} if call_id is None else {day.id: call_id}
    return tx.scenes([day.id], now, about)[day.id]


def around(tx: Transaction, day_id: int, reader: Person) -> dict[str, str | datetime | None]:
    """What a refusal about this day may name: the other person, and when a call was asked for."""
    day, asked = tx.days.get(day_id), tx.calls.open_of_day(day_id)
    owner = tx.people.get(day.person_id) if day is not None else reader
    other = owner if owner.id != reader.id else partner_of(tx, reader)
    at = asked.opened_at if asked is not None and asked.caller_id is not None else None
    return {"name": other.name if other is not None else None, "at": at}


def read_again(tx: Transaction, kind: type[Notice], day: Day, now: datetime) -> Notice:
    """The partner's news of this day as it would be said now, to be edited by a tap on it."""
    found = notice(kind, scene(tx, day, now), e.Did(now))
    assert found is not None
    return found


def kept_by_both(tx: Transaction, day: Day, reader: Person, now: datetime) -> int | None:
    """How many days together there are, if this date is one of them."""
    mine = tx.days.on(reader.id, day.on)
    both = mine is not None and mine.state in KEPT and day.state in KEPT
    return scene(tx, day, now).kept_together if both else None


def date_of(tx: Transaction, person: Person, at: datetime) -> Day:
    """The date that an instant belongs to: the open one, or the one before it."""
    day = today(tx, person)
    before = tx.days.previous(day) if at < day.begins_at else None
    return before or day


def happen(
    tx: Transaction,
    day_id: int,
    event: e.Event,
    now: datetime,
    *,
    actor: int | None,
    slot: str | None = None,
    call_id: int | None = None,
) -> Plain | None:
    """Bring an event to a day or a call; the rule that answered, None if the day is gone."""
    rules = advance(tx, [Happening(day_id, event, call_id, actor, slot)], now)
    return rules[0] if rules else None


def correctable_yesterday(tx: Transaction, day: Day) -> Day | None:
    """The date before, when it can still be said to have been done."""
    before = tx.days.previous(day)
    if before is None or before.state not in CORRECTABLE or not before.text:
        return None
    return before


def is_yesterday(tx: Transaction, day: Day, person: Person) -> bool:
    """Whether this closed date is the one just before the person's open date."""
    before = tx.days.previous(today(tx, person))
    return before is not None and before.id == day.id


def was_away(tx: Transaction, person: Person, now: datetime) -> int:
    """Turn silent and missed dates of seven days back neutral. Returns how many."""
    open_day = today(tx, person)
    first = open_day.on - timedelta(days=AWAY_BACK)
    found = tx.days.between(person.id, first, open_day.on)
    away = [d for d in found if d.closed_at and d.state in (DayState.SILENT, DayState.MISSED)]
    for day in away:
        advance(tx, [Happening(day.id, e.WasAway(now), actor=person.id)], now)
    return len(away)


def drop_plan(tx: Transaction, person: Person) -> Person:
    """Take back what was kept for the next date."""
    tx.people.save(replace(person, next_text=None, next_at=None))
    return tx.people.get(person.id)


def keep_for_next(tx: Transaction, person: Person, text: str, at: datetime) -> Person:
    """Keep a text as the one thing of the next date that is the person's."""
    tx.people.save(replace(person, next_text=text, next_at=at))
    return tx.people.get(person.id)


def kept(tx: Transaction, person: Person, now: datetime) -> Notice:
    """What is said of a text that was kept for the next date."""
    day = today(tx, person)
    found = notice(KeptForTomorrow, scene(tx, day, now), e.Named(now, person.next_text or ""))
    assert found is not None
    return found


def plan(tx: Transaction, day: Day, words: str, at: datetime | None, now: datetime) -> Day:
    """Keep the when-and-where of a commitment, with a silent reminder at `at` if it is ahead."""
    planned = replace(day, plan=words, plan_at=at)
    tx.days.save_many([planned])
    tx.steps.clear(day_ids=[day.id], kinds=(StepKind.PLAN,))
    if at is not None and at > now:
        tx.steps.plan_many([Step(0, StepKind.PLAN, at, day_id=day.id)])
    entry = Entry(day.person_id, day.id, day.on, None, "Planned", now, text=None)
    tx.journal.add_many([entry])
    return planned


def moment_today(person: Person, day: Day, wall: time) -> datetime:
    """The instant of a wall time within the person's date."""
    return on_label(day.on, wall, person.day_end, person.zone)


def heard(person: Person, at: datetime) -> Person:
    """The person said something at `at` (UTC): silence is counted anew, and its quiet is over."""
    on = label_at(at, person.day_end, person.zone)
    return replace(person, quiet_since=None, heard_on=max(on, person.heard_on or on))


def add_proof(
    tx: Transaction,
    day_id: int,
    kind: str,
    at: datetime,
    *,
    text: str | None = None,
    message: tuple[int, int] | None = None,
) -> Proof:
    """Keep a note, photo or voice message with a done day. `message` is (chat id, message id)."""
    chat, number = message or (None, None)
    return tx.proofs.add(day_id, kind, at, text, chat, number)


def tell_partner(
    tx: Transaction, person: Person, notices: Sequence[Notice], now: datetime, *, sound: bool
) -> Person | None:
    """Send notices to the living partner, in order; None when there is none to tell."""
    partner = partner_of(tx, person)
    if partner is None or partner.telegram_id is None:
        return None
    chat = partner.telegram_id
    tx.outbox.put_many([as_news(chat, notice, silent=not sound) for notice in notices], now)
    return partner


def pass_on(
    tx: Transaction, partner: Person, message: tuple[int, int], slot: str, now: datetime
) -> None:
    """Copy a message of one to the other as it is. `message` is (chat id, message id)."""
    facts = {"from_chat_id": message[0], "message_id": message[1]}
    chat = partner.telegram_id or 0
    tx.outbox.put_many([Outgoing(chat, Verb.COPY, "", facts, slot=slot, lane=Lane.NEWS)], now)


def partner_of(tx: Transaction, person: Person) -> Person | None:
    """The other of the living pact."""
    pair = tx.pairs.living_of(person.id)
    others = [member for member in pair.members if member != person.id] if pair else []
    return tx.people.get(others[0]) if others else None


def is_first_of_hour(tx: Transaction, person: Person, now: datetime) -> bool:
    """Whether this person's own words are the first in an hour: only those have sound."""
    name = f"words:{person.id}"
    last = tx.marks.get(name)
    tx.marks.put(name, now.isoformat(), now + FIRST_OF_THE_HOUR)
    return last is None or now - datetime.fromisoformat(str(last)) >= FIRST_OF_THE_HOUR


def refused_as_long(tx: Transaction, person: Person, at: datetime) -> None:
    """Remember that a text too long for one message was refused: its rest comes right behind."""
    tx.marks.put(f"long:{person.id}", at.isoformat(), at + SAME_TEXT)


def is_rest_of_long(tx: Transaction, person: Person, at: datetime) -> bool:
    """Whether what was written at `at` is the rest of a text refused for its length."""
    last = tx.marks.get(f"long:{person.id}")
    return last is not None and at - datetime.fromisoformat(str(last)) <= SAME_TEXT


def react(tx: Transaction, to: Person, day: Day, emoji: str, now: datetime) -> bool:
    """Put a reaction on the message with which the thing was named; False if there is none."""
    slot = f"named:{day.id}"
    if to.telegram_id is None or tx.posts.of(to.telegram_id, slot) is None:
        return False
    said = Outgoing(to.telegram_id, Verb.REACT, "", {"emoji": emoji}, slot=slot, lane=Lane.NEWS)
    tx.outbox.put_many([said], now)
    return True


def may_nudge(tx: Transaction, person: Person, now: datetime) -> bool:
    """Whether this person may send one more hello or cheer: three in 24 hours."""
    name = f"nudged:{person.id}"
    since = now - NUDGES_WITHIN
    lately = [at for at in tx.marks.get(name) or [] if datetime.fromisoformat(at) > since]
    if len(lately) >= NUDGES:
        return False
    tx.marks.put(name, [*lately, now.isoformat()], now + NUDGES_WITHIN)
    return True


def once(tx: Transaction, name: str, now: datetime) -> bool:
    """Whether this is done for the first time in 30 days; asked again it says no."""
    if tx.marks.get(name) is not None:
        return False
    tx.marks.put(name, True, now + REMEMBERED)
    return True
