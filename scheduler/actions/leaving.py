"""The end of a pact: everything between two people stops in one transaction.

Rules: no reason is asked; alerts, relays, waiting messages and contact data end at once; the other
hears it once, within call hours. Instants are UTC.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.actions.parted import silence
from scheduler.actions.two import Two, members, other_of, put, put_in_hours
from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.notices.parting import PactLeft, PactOver
from scheduler.rules import events as e
from scheduler.rules.calendar import DAY, label_at
from scheduler.rules.sums import kept_of
from storage.records import Call, DayState, Pair, Person, Reach
from storage.store import Transaction

CALLS_BACK = 2 * DAY  # no call stays open longer


@dataclass(frozen=True, slots=True)
class Sum:
    """What two people did since their pact began."""

    kept: int
    counted: int
    called: int  # kept with a call

    @classmethod
    def of(cls, tx: Transaction, pair: Pair, two: Two) -> "Sum":
        rows = [row for person in two for row in _since(tx, pair, person)]
        kept, counted = kept_of(rows)
        return cls(kept, counted, sum(state is DayState.RESCUED for _, state in rows))


def _since(tx: Transaction, pair: Pair, person: Person) -> list[tuple[date, DayState]]:
    first = label_at(pair.began_at, person.day_end, person.zone) - DAY
    last = pair.trial_ends_on + 400 * DAY
    days = tx.days.between(person.id, first, last)
    return [(day.on, day.state) for day in days if day.ends_at > pair.began_at]


def leave(tx: Transaction, leaver: Person, pair: Pair, now: datetime) -> PactLeft:
    """One of the two leaves. Returns what that person reads; the other hears it in time."""
    two = members(tx, pair)
    total = Sum.of(tx, pair, two)
    other = other_of(two, leaver)
    in_a_call = bool(_open_calls(tx, pair, now))
    part(tx, pair, two, now)
    farewell(tx, pair, other, leaver, total, now, at_once=in_a_call)
    return PactLeft(pair.id, other.name, total.kept)


def part(tx: Transaction, pair: Pair, two: Two, now: datetime) -> None:
    """End the pact for both, with all that is under way between them."""
    tx.pairs.end(pair.id, now)
    tx.steps.clear(pair_ids=[pair.id])
    for person in two:
        silence(tx, person, now)
    _end_calls(tx, pair, two, now)
    for person in two:
        _forget_contact(tx, person)


def farewell(
    tx: Transaction,
    pair: Pair,
    to: Person,
    leaver: Person,
    total: Sum,
    now: datetime,
    *,
    at_once: bool = False,
) -> None:
    """The other hears it once, silently, when call hours are open; `at_once`: a call was on."""
    said = PactOver(pair.id, leaver.name, total.kept, total.called)
    if at_once:
        put(tx, to, said, now)
    else:
        put_in_hours(tx, to, said, now)


def _forget_contact(tx: Transaction, person: Person) -> None:
    """A number or room was given for this partner."""
    tx.contacts.remove(person.id)
    present = tx.people.get(person.id)
    if present.reach is not Reach.TELEGRAM:
        tx.people.save(replace(present, reach=Reach.TELEGRAM))


def _end_calls(tx: Transaction, pair: Pair, two: Two, now: datetime) -> None:
    days = tx.days.open_of_many([person.id for person in two])
    advance(tx, [Happening(day.id, e.PactEnded(now)) for day in days.values()], now)
    for left in _open_calls(tx, pair, now):
        advance(tx, [Happening(left.day_id, e.PactGone(now), left.id)], now)


def _open_calls(tx: Transaction, pair: Pair, now: datetime) -> list[Call]:
    """Calls that no open date ended: of a date that is over, or asked for early."""
    first, _ = pair.members
    recent = tx.calls.recent_many([first], now - CALLS_BACK)[first]
    return [call for call in recent if call.pair_id == pair.id and call.ended_at is None]


def refuse(tx: Transaction, person: Person, pair_id: int) -> str | None:
    """No more invites from the other of an ended pact; that name, None if it is not theirs."""
    try:
        pair = tx.pairs.get(pair_id)
    except KeyError:
        return None
    if person.id not in pair.members or pair.ended_at is None:
        return None
    other = next(member for member in pair.members if member != person.id)
    tx.refusals.add(person.id, other)
    return tx.people.get(other).name
