"""The outbox: nothing is lost, a chat's order is kept, answers go first."""

from dataclasses import replace
from datetime import datetime

import pytest

from storage.records import Lane, Outgoing, Verb
from storage.store import Store, Transaction
from storage.tables import outbox
from tests.storage.house import (
    ANA,
    BEN,
    DAY,
    HOUR,
    MINUTE,
    MORNING,
    SECOND,
    a_call,
    notice,
    open_day,
    person,
    rows,
)


def claim(tx: Transaction, now: datetime = MORNING, limit: int = 100) -> list[str]:
    return [claimed.key for claimed in tx.outbox.claim(now, MINUTE, limit)]


def send_all(tx: Transaction, now: datetime = MORNING) -> list[str]:
    """What a sender would send, one after the other."""
    sent = []
    while claimed := tx.outbox.claim(now, MINUTE, 100):
        for one in claimed:
            tx.outbox.finish(one.id, now, "taken", 1)
            sent.append(one.key)
    return sent


def outcomes(tx: Transaction) -> dict[str, str | None]:
    return {row.key: row.outcome for row in rows(tx, outbox)}


def test_a_notice_comes_out_as_it_was_put_in(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id)
        [call] = tx.calls.add_many([a_call(day, None)])
        put = Outgoing(
            ANA,
            Verb.EDIT,
            "check-in",
            {"n": 3, "names": ["Ana"], "none": None},
            slot="check-in:1",
            lane=Lane.NEWS,
            silent=False,
            due_at=MORNING,
            expires_at=MORNING + HOUR,
            day_id=day.id,
            call_id=call.id,
            back="checked",
        )
        [new] = tx.outbox.put_many([put], MORNING - HOUR)
        assert tx.outbox.get(new) == replace(put, id=new)
        assert tx.outbox.claim(MORNING, MINUTE, 1) == [replace(put, id=new)]


def test_a_notice_without_a_time_is_due_when_it_is_put(store: Store) -> None:
    with store.transaction() as tx:
        [new] = tx.outbox.put_many([notice()], MORNING)
        assert tx.outbox.claim(MORNING - SECOND, MINUTE, 10) == []
        assert tx.outbox.claim(MORNING, MINUTE, 10) == [replace(notice(), id=new, due_at=MORNING)]


def test_ids_come_in_the_order_of_the_notices(store: Store) -> None:
    with store.transaction() as tx:
        ids = tx.outbox.put_many([notice(key=f"k{n}") for n in range(50)], MORNING)
        found = [tx.outbox.get(new) for new in ids]
        assert [one.key for one in found if one] == [f"k{n}" for n in range(50)]


def test_one_notice_a_chat_is_claimed_at_a_time_and_in_order(store: Store) -> None:
    with store.transaction() as tx:
        put = [notice(ANA, "a1"), notice(ANA, "a2"), notice(BEN, "b1"), notice(ANA, "a3")]
        ids = tx.outbox.put_many(put, MORNING)
        assert claim(tx) == ["a1", "b1"]
        assert claim(tx) == []
        tx.outbox.finish(ids[0], MORNING, "taken", 1)
        assert claim(tx) == ["a2"]


def test_a_notice_due_later_does_not_hold_up_the_chat(store: Store) -> None:
    with store.transaction() as tx:
        late = notice(ANA, "undoable", due_at=MORNING + MINUTE)
        tx.outbox.put_many([late, notice(ANA, "now")], MORNING)
        assert send_all(tx) == ["now"]
        assert send_all(tx, MORNING + MINUTE) == ["undoable"]


def test_a_notice_put_off_keeps_its_place_in_the_chat(store: Store) -> None:
    with store.transaction() as tx:
        [first, _] = tx.outbox.put_many([notice(key="first"), notice(key="second")], MORNING)
        claim(tx)
        tx.outbox.release(first, MORNING + 5 * SECOND, tries=1, seen=0)
        assert claim(tx) == []
        assert tx.outbox.next_due() == MORNING + 5 * SECOND
        [again] = tx.outbox.claim(MORNING + 5 * SECOND, MINUTE, 10)
        assert (again.key, again.tries) == ("first", 1)


def test_a_chat_put_off_stops_no_other_chat(store: Store) -> None:
    with store.transaction() as tx:
        [first, _] = tx.outbox.put_many([notice(ANA, "a"), notice(BEN, "b")], MORNING)
        tx.outbox.release(first, MORNING + HOUR, tries=3, seen=0)
        assert send_all(tx) == ["b"]


def test_a_lease_that_ran_out_is_claimed_again_and_counts_as_a_try(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.put_many([notice()], MORNING)
        assert [one.tries for one in tx.outbox.claim(MORNING, MINUTE, 10)] == [0]
        assert tx.outbox.claim(MORNING + MINUTE - SECOND, MINUTE, 10) == []
        assert [one.tries for one in tx.outbox.claim(MORNING + MINUTE, MINUTE, 10)] == [1]


def test_answers_go_before_prompts_and_prompts_before_news(store: Store) -> None:
    with store.transaction() as tx:
        lanes = [Lane.NEWS, Lane.PROMPT, Lane.ANSWER, Lane.NEWS, Lane.PROMPT, Lane.ANSWER]
        put = [notice(n, f"{lane}{n}", lane=lane) for n, lane in enumerate(lanes)]
        tx.outbox.put_many(put, MORNING)
        expected = ["answer2", "answer5", "prompt1", "prompt4", "news0", "news3"]
        assert claim(tx) == expected


def test_an_answer_takes_its_chats_earlier_notices_along(store: Store) -> None:
    with store.transaction() as tx:
        crowd = [notice(n, f"prompt{n}") for n in range(20)]
        waiting = [notice(ANA, "news", lane=Lane.NEWS), notice(ANA, "answer", lane=Lane.ANSWER)]
        tx.outbox.put_many([*crowd, *waiting], MORNING)
        [first] = tx.outbox.claim(MORNING, MINUTE, 1)
        tx.outbox.finish(first.id, MORNING, "taken", 1)
        assert [first.key, *claim(tx, limit=1)] == ["news", "answer"]


def test_answers_alone_leave_the_rest_where_it_is(store: Store) -> None:
    with store.transaction() as tx:
        put = [notice(ANA, "news", lane=Lane.NEWS), notice(BEN, "prompt")]
        put += [notice(ANA, f"answer{n}", lane=Lane.ANSWER) for n in (1, 2)]
        tx.outbox.put_many(put, MORNING)
        for key in ("answer1", "answer2"):
            [answer] = tx.outbox.claim(MORNING, MINUTE, 10, answers_only=True)
            assert answer.key == key
            tx.outbox.finish(answer.id, MORNING, "taken", 1)
        assert claim(tx) == ["prompt", "news"]


def test_leases_that_a_dead_sender_left_can_be_ended(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.put_many([notice(ANA), notice(BEN)], MORNING)
        claim(tx)
        assert claim(tx) == []
        assert tx.outbox.lapse(MORNING) == 2
        assert [one.tries for one in tx.outbox.claim(MORNING, MINUTE, 10)] == [1, 1]


def test_within_a_lane_the_oldest_goes_first_and_the_limit_holds(store: Store) -> None:
    with store.transaction() as tx:
        put = [notice(n, f"k{n}", due_at=MORNING - n * SECOND) for n in range(5)]
        tx.outbox.put_many(put, MORNING)
        assert claim(tx, limit=3) == ["k4", "k3", "k2"]


def test_a_newer_edit_replaces_the_slots_unsent_edits(store: Store) -> None:
    with store.transaction() as tx:
        edits = [notice(key=f"e{n}", verb=Verb.EDIT, slot="board") for n in range(3)]
        tx.outbox.put_many(edits[:1], MORNING)
        tx.outbox.put_many(edits[1:], MORNING + SECOND)
        assert send_all(tx, MORNING + SECOND) == ["e2"]
        assert outcomes(tx) == {"e0": "replaced", "e1": "replaced", "e2": "taken"}


def test_an_edit_replaces_an_unsent_strip_but_a_strip_no_edit(store: Store) -> None:
    with store.transaction() as tx:
        edit = notice(key="edit", verb=Verb.EDIT, slot="s")
        strip = notice(key="strip", verb=Verb.STRIP, slot="s")
        tx.outbox.put_many([edit, strip], MORNING)
        assert send_all(tx) == ["edit", "strip"]
        tx.outbox.put_many([strip, edit], MORNING)
        assert send_all(tx) == ["edit"]


@pytest.mark.parametrize(
    "other",
    [
        notice(key="other", slot="board"),
        notice(key="other", verb=Verb.EDIT, slot="check-in"),
        notice(BEN, "other", verb=Verb.EDIT, slot="board"),
        notice(key="other", verb=Verb.DELETE, slot="board"),
        notice(key="other", verb=Verb.EDIT),
    ],
    ids=["a send", "another slot", "another chat", "a delete", "no slot"],
)
def test_an_edit_leaves_everything_else_as_it_is(store: Store, other: Outgoing) -> None:
    with store.transaction() as tx:
        tx.outbox.put_many([other], MORNING)
        tx.outbox.put_many([notice(key="edit", verb=Verb.EDIT, slot="board")], MORNING)
        assert sorted(send_all(tx)) == ["edit", "other"]


def test_an_edit_in_flight_is_not_replaced(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.put_many([notice(key="first", verb=Verb.EDIT, slot="s")], MORNING)
        assert claim(tx) == ["first"]
        tx.outbox.put_many([notice(key="second", verb=Verb.EDIT, slot="s")], MORNING)
        assert outcomes(tx) == {"first": None, "second": None}


def test_withdrawing_takes_back_only_what_matches_everything_given(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id)
        [call] = tx.calls.add_many([a_call(day, None)])
        put = [
            notice(ANA, "alert", slot="alert", call_id=call.id),
            notice(BEN, "alert-too", slot="alert", call_id=call.id),
            notice(ANA, "tell", slot="today", day_id=day.id),
            notice(ANA, "kept"),
        ]
        tx.outbox.put_many(put, MORNING)
        assert tx.outbox.withdraw(MORNING, chat_id=ANA, call_id=call.id) == 1
        assert tx.outbox.withdraw(MORNING, day_id=day.id, keys=["other"]) == 0
        assert tx.outbox.withdraw(MORNING, day_id=day.id, keys=["tell", "other"]) == 1
        assert tx.outbox.withdraw(MORNING, slot="alert") == 1
        assert send_all(tx) == ["kept"]


def test_what_is_in_flight_cannot_be_withdrawn(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.put_many([notice()], MORNING)
        claim(tx)
        assert tx.outbox.withdraw(MORNING, chat_id=ANA) == 0


def test_withdrawing_everything_by_mistake_is_refused(store: Store) -> None:
    with store.transaction() as tx, pytest.raises(ValueError, match="what"):
        tx.outbox.withdraw(MORNING)


def test_next_due_looks_past_what_is_held_up(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.outbox.next_due() is None
        later = notice(BEN, "later", due_at=MORNING + HOUR)
        [first, *_] = tx.outbox.put_many([notice(), notice(key="behind"), later], MORNING)
        assert tx.outbox.next_due() == MORNING
        claim(tx)
        assert tx.outbox.next_due() == MORNING + MINUTE
        tx.outbox.finish(first, MORNING, "taken", 1)
        assert tx.outbox.next_due() == MORNING
        assert send_all(tx) == ["behind"]
        assert tx.outbox.next_due() == MORNING + HOUR
        assert tx.outbox.waiting() == 1


def test_sent_notices_are_kept_thirty_days_and_unsent_ones_for_ever(store: Store) -> None:
    with store.transaction() as tx:
        [first, _] = tx.outbox.put_many([notice(key="sent"), notice(key="waits")], MORNING)
        tx.outbox.finish(first, MORNING, "taken", 77)
        assert tx.outbox.purge(MORNING + 30 * DAY - SECOND) == 0
        assert tx.outbox.purge(MORNING + 30 * DAY) == 1
        assert outcomes(tx) == {"waits": None}
