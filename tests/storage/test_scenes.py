"""Scenes: everything a rule may look at, for many days, in as many statements as for one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage.records import Contact, Day, DayState
from storage.store import Store, Transaction
from tests.storage.house import (
    ANA,
    BEN,
    DAY,
    MORNING,
    SECOND,
    TODAY,
    a_call,
    closed,
    couple,
    open_day,
    person,
)


def scene_of(tx: Transaction, day: Day) -> Any:
    return tx.scenes([day.id], MORNING)[day.id]


def test_a_person_alone_has_a_scene_without_a_partner(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        day = open_day(tx, ana.id)
        scene = scene_of(tx, day)
        assert (scene.day, scene.person, scene.now) == (day, ana, MORNING)
        assert (scene.partner, scene.pair, scene.partner_day, scene.call) == (None,) * 4
        assert (scene.recent, scene.calls, scene.kept_together) == ((), (), 0)


def test_a_scene_shows_who_stands_beside_and_their_open_day(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        hers = open_day(tx, ana.id)
        [_, his] = tx.days.add_many([closed(ben.id, TODAY), closed(ben.id, TODAY - DAY)])
        assert scene_of(tx, hers).partner_day is None
        his = open_day(tx, ben.id, TODAY + DAY)
        found = tx.scenes([hers.id, his.id], MORNING)
        assert (found[hers.id].partner, found[hers.id].partner_day) == (ben, his)
        assert (found[his.id].partner, found[his.id].partner_day) == (ana, hers)
        assert found[hers.id].pair == found[his.id].pair == pair


def test_after_a_pact_nobody_stands_beside(store: Store) -> None:
    with store.transaction() as tx:
        ana, _, pair = couple(tx)
        tx.pairs.end(pair.id, MORNING)
        scene = scene_of(tx, open_day(tx, ana.id))
        assert (scene.partner, scene.pair) == (None, None)


def test_recent_days_reach_ten_dates_back_newest_first(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        past = [closed(ana.id, TODAY - n * DAY) for n in (1, 2, 10, 11)]
        tx.days.add_many(past)
        today = open_day(tx, ana.id)
        on = [day.on for day in scene_of(tx, today).recent]
        assert on == [TODAY - DAY, TODAY - 2 * DAY, TODAY - 10 * DAY]


def test_each_days_recent_days_end_before_it(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        [yesterday] = tx.days.add_many([closed(ana.id, TODAY - DAY)])
        today = open_day(tx, ana.id)
        found = tx.scenes([yesterday.id, today.id], MORNING)
        assert found[yesterday.id].recent == ()
        assert found[today.id].recent == (yesterday,)


def test_calls_of_either_reach_eight_days_back_newest_first(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        eve = person(tx, 4713)
        hers, his, eves = (open_day(tx, who.id) for who in (ana, ben, eve))
        [first, old, second, _] = tx.calls.add_many(
            [
                a_call(hers, ben.id, MORNING - DAY, ended_at=MORNING),
                a_call(hers, ben.id, MORNING - 8 * DAY - SECOND, ended_at=MORNING),
                a_call(his, None, MORNING - SECOND, ended_at=MORNING),
                a_call(eves, None, MORNING, ended_at=MORNING),
            ]
        )
        assert scene_of(tx, hers).calls == (second, first)
        assert old not in scene_of(tx, hers).calls


def test_the_call_is_the_days_open_one_however_old(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        day = open_day(tx, ana.id)
        [call] = tx.calls.add_many([a_call(day, ben.id, MORNING - 30 * DAY)])
        scene = scene_of(tx, day)
        assert (scene.call, scene.caller, scene.calls) == (call, ben, ())


def test_the_call_that_the_event_is_about_comes_first(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        day = open_day(tx, ana.id)
        [ended] = tx.calls.add_many([a_call(day, ben.id, MORNING - 9 * DAY, ended_at=MORNING)])
        [running] = tx.calls.add_many([a_call(day, ben.id)])
        assert scene_of(tx, day).call == running
        assert tx.scenes([day.id], MORNING, {day.id: ended.id})[day.id].call == ended


def test_how_to_reach_a_person_is_read_only_while_a_call_is_open(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        contact = Contact(ana.id, phone="+49123")
        tx.contacts.put(contact)
        day = open_day(tx, ana.id)
        assert scene_of(tx, day).contact is None
        tx.calls.add_many([a_call(day, ben.id)])
        assert scene_of(tx, day).contact == contact


def test_a_caller_of_an_ended_pact_is_still_known(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        day = open_day(tx, ana.id)
        tx.calls.add_many([a_call(day, ben.id)])
        tx.pairs.end(pair.id, MORNING)
        assert scene_of(tx, day).caller == ben


@pytest.mark.parametrize(
    ("hers", "his", "together"),
    [
        (DayState.DONE, DayState.DONE, 1),
        (DayState.RESCUED, DayState.DONE, 1),
        (DayState.DONE, DayState.MISSED, 0),
        (DayState.REST, DayState.DONE, 0),
    ],
)
def test_a_date_counts_for_both_when_both_kept_theirs(
    store: Store, hers: DayState, his: DayState, together: int
) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        tx.days.add_many([closed(ana.id, TODAY, hers), closed(ben.id, TODAY, his)])
        assert scene_of(tx, open_day(tx, ana.id, TODAY + DAY)).kept_together == together


def test_dates_before_the_pact_do_not_count(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)  # at 08:00 on TODAY
        dates = [TODAY - 2 * DAY, TODAY - DAY, TODAY, TODAY + DAY]
        tx.days.add_many([closed(who.id, on) for who in (ana, ben) for on in dates])
        assert scene_of(tx, open_day(tx, ana.id, TODAY + 2 * DAY)).kept_together == 2


def test_an_unknown_day_has_no_scene(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.scenes([404], MORNING) == {}
        assert tx.scenes([], MORNING) == {}


def test_the_number_of_statements_does_not_grow_with_the_days(store: Store) -> None:
    with store.transaction() as tx:
        days = []
        for n in range(10):
            ana, ben, _ = couple(tx, 2 * n, 2 * n + 1)
            days += [open_day(tx, ana.id), open_day(tx, ben.id)]
            tx.calls.add_many([a_call(days[-2], ben.id)])
            tx.days.add_many([closed(ana.id, TODAY - DAY), closed(ben.id, TODAY - DAY)])
        with statements() as for_one:
            tx.scenes([days[0].id], MORNING)
        with statements() as for_all:
            assert len(tx.scenes([day.id for day in days], MORNING)) == 20
    assert len(for_all) == len(for_one) > 0


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to any database meanwhile."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_scene_shows_the_days_as_saved(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx, BEN).id)
        open_day(tx, person(tx, ANA).id)
        tx.days.save_many([replace(day, state=DayState.DONE, text="run")])
        assert scene_of(tx, day).day == replace(day, state=DayState.DONE, text="run", version=1)
