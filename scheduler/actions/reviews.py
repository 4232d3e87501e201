"""Looking again: after 14 days, then every 28, both are asked apart whether to keep going.

Rules: neither's answer is seen before both are given; three days of silence from both and the
pact rests, until either wakes it. Instants are UTC.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.actions import leaving
from scheduler.actions.leaving import Sum
from scheduler.actions.two import Two, look_at, look_due, members, noon, other_of, put
from scheduler.addressing import as_news
from scheduler.notices import Notice
from scheduler.notices.parting import (
    GoesOn,
    LookAgain,
    LookAnswered,
    PactAwake,
    PactLeft,
    PactRests,
)
from scheduler.rules.calendar import label_at
from storage.records import Pair, Person, Step, StepKind
from storage.store import Transaction

NEXT_LOOK = timedelta(days=28)
TO_ANSWER = timedelta(days=3)
KEEP, ADJUST, PART = ANSWERS = ("keep", "adjust", "part")


def play(tx: Transaction, step: Step, now: datetime) -> None:
    """The date of looking again has come, or three days since."""
    assert step.pair_id is not None
    pair = tx.pairs.get(step.pair_id)
    if pair.ended_at is not None or pair.rests_since is not None:
        return
    two = members(tx, pair)
    if step.due_at < look_due(pair, two) + TO_ANSWER:
        _ask(tx, pair, two, now)
    else:
        _give_up_waiting(tx, pair, two, now)


def _ask(tx: Transaction, pair: Pair, two: Two, now: datetime) -> None:
    """Each at noon of the own clock, with what was done between the two."""
    total = Sum.of(tx, pair, two)
    for reader, other in (two, two[::-1]):
        began = label_at(pair.began_at, reader.day_end, reader.zone)
        weeks = round((pair.trial_ends_on - began).days / 7)
        question = LookAgain(pair.id, other.name, weeks, total.kept, total.counted, total.called)
        if reader.telegram_id is not None:
            said = as_news(reader.telegram_id, question, silent=True)
            due_at = max(now, noon(reader, pair.trial_ends_on))
            tx.outbox.put_many([replace(said, due_at=due_at)], now)
    over = look_due(pair, two) + TO_ANSWER
    tx.steps.plan_many([Step(0, StepKind.REVIEW, over, pair_id=pair.id)])


def answer(tx: Transaction, person: Person, pair: Pair, said: str, now: datetime) -> Notice | None:
    """Keep this answer; what the person reads. None when nothing is asked any more."""
    two = members(tx, pair)
    if said not in ANSWERS or not _is_asked(pair, two, now):
        return None
    tx.pairs.review(pair.id, person.id, said)
    given = {**tx.pairs.reviews(pair.id), person.id: said}
    other = other_of(two, person)
    if given.get(other.id) is None:
        return LookAnswered(pair.id, other.name)
    return _both_answered(tx, pair, person, other, given, now)


def _is_asked(pair: Pair, two: Two, now: datetime) -> bool:
    asked = look_due(pair, two) <= now
    return asked and pair.ended_at is None and pair.rests_since is None


def _both_answered(
    tx: Transaction,
    pair: Pair,
    person: Person,
    other: Person,
    given: dict[int, str | None],
    now: datetime,
) -> Notice:
    if PART in given.values():
        return _part(tx, pair, person, other, now)
    until = _go_on(tx, pair, (person, other), now)
    adjust = ADJUST in given.values()
    put(tx, other, GoesOn(pair.id, person.name, until.trial_ends_on, adjust), now)
    return GoesOn(pair.id, other.name, until.trial_ends_on, adjust)


def _part(tx: Transaction, pair: Pair, person: Person, other: Person, now: datetime) -> PactLeft:
    """As friends: both read the same kind words, whoever wanted it."""
    total = Sum.of(tx, pair, (person, other))
    leaving.part(tx, pair, (person, other), now)
    leaving.farewell(tx, pair, other, person, total, now)
    return PactLeft(pair.id, other.name, total.kept)


def _go_on(tx: Transaction, pair: Pair, two: Two, now: datetime) -> Pair:
    """The next look is in 28 days; the answers are forgotten."""
    today = label_at(now, two[0].day_end, two[0].zone)
    renewed = replace(pair, trial_ends_on=today + NEXT_LOOK, rests_since=None)
    tx.pairs.save(renewed)
    for person in two:
        tx.pairs.review(pair.id, person.id, None)
    look_at(tx, renewed, two)
    return renewed


def _give_up_waiting(tx: Transaction, pair: Pair, two: Two, now: datetime) -> None:
    """Three days are over: silence of one follows the other, silence of both lets it rest."""
    given = tx.pairs.reviews(pair.id)
    spoken = [said for said in given.values() if said is not None]
    if PART in spoken:
        total = Sum.of(tx, pair, two)
        leaving.part(tx, pair, two, now)
        for reader, other in (two, two[::-1]):
            leaving.farewell(tx, pair, reader, other, total, now)
    elif spoken:
        until = _go_on(tx, pair, two, now).trial_ends_on
        for reader, other in (two, two[::-1]):
            put(tx, reader, GoesOn(pair.id, other.name, until), now)
    else:
        tx.pairs.save(replace(pair, rests_since=now))
        for reader, other in (two, two[::-1]):
            put(tx, reader, PactRests(pair.id, other.name), now)


def wake(tx: Transaction, person: Person, now: datetime) -> PactAwake | None:
    """A resting pact goes on, by a tap or by naming a thing; the other hears it.

    Returns what the person may read; None when nothing rests.
    """
    pair = tx.pairs.living_of(person.id)
    if pair is None or pair.rests_since is None:
        return None
    two = members(tx, pair)
    other = other_of(two, person)
    until = _go_on(tx, pair, two, now).trial_ends_on
    put(tx, other, PactAwake(pair.id, person.name, until), now)
    return PactAwake(pair.id, other.name, until)
