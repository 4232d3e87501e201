"""The inbox: once each, in order, and nobody waits long for somebody else's failure."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.inbox import AT_ONCE, PACE, PAUSES, Arrival
from storage.store import Store, Transaction
from storage.tables import inbox
from tests.storage.house import ANA, BEN, DAY, HOUR, MINUTE, MORNING, SECOND, rows


def update(
    update_id: int, from_id: int | None = ANA, at: datetime = MORNING, **payload: Any
) -> Arrival:
    return (update_id, from_id, from_id, at, at, payload or {"text": "hello"})


def next_id(tx: Transaction, now: datetime) -> int | None:
    row = tx.inbox.next(now)
    return None if row is None else row.update_id


def handle_all(tx: Transaction, now: datetime) -> list[int]:
    handled = []
    while (found := next_id(tx, now)) is not None:
        tx.inbox.done(found, "ok", now)
        handled.append(found)
    return handled


def test_an_update_repeated_by_telegram_is_new_once(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.inbox.put_many([update(7), update(8), update(7)]) == [7, 8]
    with store.transaction() as tx:
        assert tx.inbox.put_many([update(8, text="other"), update(9)]) == [9]
        assert tx.inbox.waiting() == 3


def test_a_handled_update_that_comes_again_is_not_new(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(7)])
        tx.inbox.done(7, "ok", MORNING)
        assert tx.inbox.put_many([update(7)]) == []
        assert tx.inbox.next(MORNING + HOUR) is None


def test_ids_that_begin_again_lower_are_new(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.inbox.put_many([update(900_000), update(12)]) == [900_000, 12]


def test_rows_go_in_the_order_of_writing_whoever_wrote(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many(
            [
                update(3, ANA, MORNING + 2 * SECOND),
                update(1, BEN, MORNING + SECOND),
                update(2, ANA, MORNING),
                update(4, None, MORNING + SECOND),
            ]
        )
        assert handle_all(tx, MORNING + MINUTE) == [2, 1, 4, 3]


def test_one_person_s_rows_go_by_telegram_s_count_whatever_their_dates(store: Store) -> None:
    with store.transaction() as tx:
        pressed = update(2, ANA, MORNING + 2 * SECOND)  # dated by its receipt
        tx.inbox.put_many([update(3, ANA, MORNING), pressed, update(1, ANA, MORNING + SECOND)])
        assert handle_all(tx, MORNING + MINUTE) == [1, 2, 3]


def test_what_was_kept_is_known_also_when_it_is_handled(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(1), update(2), update(4)])
        tx.inbox.done(1, "ok", MORNING)
        assert tx.inbox.known([1, 2, 3]) == {1, 2}
        assert tx.inbox.known([]) == set()


def test_a_row_carries_what_telegram_gave(store: Store) -> None:
    strange = {"text": "\x00 \ud800 🎉", "n": [1, {"deep": None}]}
    with store.transaction() as tx:
        tx.inbox.put_many([(5, ANA, -100, MORNING, MORNING + SECOND, strange)])
    with store.transaction() as tx:
        row = tx.inbox.next(MORNING + SECOND)
        assert row is not None
        assert (row.payload, row.from_id, row.chat_id, row.tries) == (strange, ANA, -100, 0)
        assert (row.happened_at, row.received_at) == (MORNING, MORNING + SECOND)


def test_a_row_dated_ahead_of_our_clock_is_handled_at_once(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([(5, ANA, ANA, MORNING + MINUTE, MORNING, {})])
        assert next_id(tx, MORNING) == 5


def test_a_failed_row_holds_up_its_own_person_but_nobody_else(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(1), update(2), update(3, BEN)])
        assert tx.inbox.failed(1, MORNING) == 1
        assert handle_all(tx, MORNING) == [3]
        assert handle_all(tx, MORNING + PAUSES[0]) == [1, 2]


def test_a_row_that_keeps_failing_holds_up_its_person_less_than_five_seconds(store: Store) -> None:
    now = MORNING
    with store.transaction() as tx:
        tx.inbox.put_many([update(1), update(2)])
        while next_id(tx, now) == 1:
            tx.inbox.failed(1, now)
            if next_id(tx, now) is None:
                now = tx.inbox.next_turn() or now
                assert now > MORNING
        assert next_id(tx, now) == 2
    assert now - MORNING < 5 * SECOND


def test_after_five_tries_a_row_is_dead_and_keeps_its_payload(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(1)])
        assert [tx.inbox.failed(1, MORNING) for _ in range(6)] == [1, 2, 3, 4, 5, 0]
        assert tx.inbox.next(MORNING + DAY) is None
        assert tx.inbox.waiting() == 0
        assert payloads(tx) == {1: {"text": "hello"}}


def test_a_handled_row_is_erased_at_once(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(1), update(2)])
        tx.inbox.done(1, "ok", MORNING)
        assert payloads(tx) == {1: None, 2: {"text": "hello"}}


def test_handled_rows_are_kept_two_days_and_dead_ones_seven(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(1), update(2), update(3)])
        tx.inbox.done(1, "ok", MORNING)
        for _ in range(5):
            tx.inbox.failed(2, MORNING)
        assert tx.inbox.purge(MORNING + 2 * DAY - SECOND) == 0
        assert tx.inbox.purge(MORNING + 2 * DAY) == 1
        assert set(payloads(tx)) == {2, 3}
        assert tx.inbox.purge(MORNING + 7 * DAY) == 1
        assert set(payloads(tx)) == {3}


def test_a_flood_delays_only_who_floods(store: Store) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(n) for n in range(1, AT_ONCE + 41)])
        tx.inbox.put_many([update(900, BEN, MORNING + SECOND)])
        handled = handle_all(tx, MORNING + SECOND)
        assert 900 in handled
        assert len(handled) == AT_ONCE + 1 + SECOND // PACE + 1
        assert len(handle_all(tx, MORNING + timedelta(minutes=1))) == 40 - SECOND // PACE - 1


@pytest.mark.parametrize("count", [0, 1])
def test_next_turn_tells_when_to_look_again(store: Store, count: int) -> None:
    with store.transaction() as tx:
        tx.inbox.put_many([update(n) for n in range(count)])
        assert tx.inbox.next_turn() == (MORNING if count else None)
        tx.inbox.failed(0, MORNING)
        assert tx.inbox.next_turn() == (MORNING + PAUSES[0] if count else None)


def payloads(tx: Transaction) -> dict[int, Any]:
    return {row.update_id: row.payload for row in rows(tx, inbox)}
