"""The keys that carry promises, and the versions that notice who came first."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from storage.errors import Conflict
from storage.records import DayState, Pair, Way
from storage.store import Store, Transaction
from tests.storage.house import (
    ANA,
    BEN,
    DAY,
    HOUR,
    MORNING,
    TODAY,
    a_call,
    a_day,
    closed,
    couple,
    open_day,
    person,
)


def refused(tx: Transaction, write: Callable[[], object]) -> None:
    """The write is refused, and the transaction can still be used."""
    with pytest.raises(Conflict):
        write()
    tx.marks.put("still", "usable")
    assert tx.marks.get("still") == "usable"


def test_a_telegram_user_is_one_person(store: Store) -> None:
    with store.transaction() as tx:
        person(tx, ANA)
        refused(tx, lambda: person(tx, ANA))


def test_a_person_has_at_most_one_living_pact(store: Store) -> None:
    with store.transaction() as tx:
        ana, _, pair = couple(tx)
        eve = person(tx, 4713)

        def add() -> Pair:
            return tx.pairs.add("again", (ana.id, eve.id), MORNING, TODAY)

        refused(tx, add)
        assert tx.pairs.living_of(eve.id) is None
        tx.pairs.end(pair.id, MORNING + DAY)
        assert add().members == (ana.id, eve.id)


def test_a_refused_pact_leaves_no_row_behind(store: Store) -> None:
    with store.transaction() as tx:
        ana, _, pair = couple(tx)
        eve = person(tx, 4713)
        refused(tx, lambda: tx.pairs.add("again", (eve.id, ana.id), MORNING, TODAY))
        assert tx.pairs.last_of(eve.id) is None
        assert tx.pairs.last_of(ana.id) == pair


def test_a_person_has_one_open_day(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        open_day(tx, ana.id)
        refused(tx, lambda: open_day(tx, ana.id, TODAY + DAY))


def test_a_date_has_one_row(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        tx.days.add_many([closed(ana.id, TODAY)])
        refused(tx, lambda: open_day(tx, ana.id, TODAY))


def test_a_batch_of_days_with_one_refused_adds_none(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben = person(tx, ANA), person(tx, BEN)
        open_day(tx, ana.id)
        refused(tx, lambda: tx.days.add_many([a_day(ben.id), a_day(ana.id, TODAY + DAY)]))
        assert tx.days.open_of(ben.id) is None


def test_a_day_has_one_open_call(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        day = open_day(tx, ana.id)
        [first] = tx.calls.add_many([a_call(day, ben.id)])
        refused(tx, lambda: tx.calls.add_many([a_call(day, None)]))
        tx.calls.save_many([replace(first, ended_at=MORNING)])
        [second] = tx.calls.add_many([a_call(day, None)])
        assert tx.calls.open_of_day(day.id) == second


def test_a_person_has_one_open_invitation(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        first = tx.invites.add(ana.id, "one", MORNING, MORNING + 72 * HOUR)
        refused(tx, lambda: tx.invites.add(ana.id, "two", MORNING, MORNING + 72 * HOUR))
        tx.invites.save(replace(first, ended_at=MORNING, outcome="revoked"))
        second = tx.invites.add(ana.id, "two", MORNING, MORNING + 72 * HOUR)
        assert tx.invites.open_of(ana.id) == second
        assert tx.invites.by_hash("one") == replace(first, ended_at=MORNING, outcome="revoked")


def test_a_token_is_one_invitation(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben = person(tx, ANA), person(tx, BEN)
        tx.invites.add(ana.id, "same", MORNING, MORNING + HOUR)
        refused(tx, lambda: tx.invites.add(ben.id, "same", MORNING, MORNING + HOUR))


def test_saving_a_person_read_before_another_change_is_a_conflict(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        tx.people.save(replace(ana, way=Way.WRITE))
        refused(tx, lambda: tx.people.save(replace(ana, way=Way.NEITHER)))
        assert tx.people.get(ana.id) == replace(ana, way=Way.WRITE, version=1)


def test_one_stale_day_among_many_is_a_conflict(store: Store) -> None:
    with store.transaction() as tx:
        days = tx.days.add_many([a_day(person(tx, ANA).id), a_day(person(tx, BEN).id)])
        tx.days.save_many(days[1:])
    with pytest.raises(Conflict), store.transaction() as tx:
        tx.days.save_many([replace(day, state=DayState.DONE) for day in days])
    with store.transaction() as tx:
        assert tx.days.get(days[0].id) == days[0]


def test_a_stale_call_is_a_conflict(store: Store) -> None:
    with store.transaction() as tx:
        [call] = tx.calls.add_many([a_call(open_day(tx, person(tx).id), None)])
        tx.calls.save_many([call])
        refused(tx, lambda: tx.calls.save_many([call]))
