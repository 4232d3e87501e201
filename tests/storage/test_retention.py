"""What people wrote does not stay for ever; that it was done does."""

from dataclasses import replace
from datetime import timedelta

from storage.records import DayState, Entry, Post
from storage.store import Store
from tests.storage.house import (
    ANA,
    BEN,
    DAY,
    MORNING,
    SECOND,
    TODAY,
    closed,
    couple,
    notice,
    person,
)

OLD = MORNING - timedelta(days=366)


def test_texts_older_than_a_year_go_and_the_day_stays(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        day = closed(ana.id, TODAY - timedelta(days=367), text="an old thing")
        [old, new] = tx.days.add_many([day, closed(ana.id, TODAY, text="a new thing")])
        said = Entry(ana.id, old.id, old.on, None, "Named", OLD, {"to": "committed"}, "an old")
        tx.journal.add_many([said])
        tx.proofs.add(old.id, "note", OLD, "a note")

    with store.transaction() as tx:
        tx.retention.erase_texts(MORNING)

    with store.transaction() as tx:
        found = {day.id: day for day in tx.days.between(ana.id, old.on, new.on)}
        assert (found[old.id].text, found[old.id].state) == (None, DayState.DONE)
        assert found[new.id].text == "a new thing"
        [line] = tx.journal.of_person(ana.id, 10)
        assert (line.text, line.facts) == (None, {"to": "committed"})
        assert tx.proofs.of_day(old.id) == []


def test_a_mark_goes_when_it_is_not_needed_any_more(store: Store) -> None:
    with store.transaction() as tx:
        tx.marks.put("once", True, MORNING)
        tx.marks.put("for good", True)
        tx.marks.purge(MORNING)
        assert (tx.marks.get("once"), tx.marks.get("for good")) == (None, True)


def test_each_kind_goes_to_the_day_that_the_settings_name(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx, ready_at=MORNING)
        [day] = tx.days.add_many([closed(ana.id, TODAY, text="a thing")])
        tx.proofs.add(day.id, "note", MORNING, "a note")
        tx.posts.put(Post(ANA, "set:1", 7), MORNING)
        tx.people.save(replace(ana, next_text="tomorrow's", next_at=MORNING))
    with store.transaction() as tx:
        tx.retention.erase_texts(MORNING + 10 * DAY, 10 * DAY)
        assert tx.proofs.of_day(day.id)
        assert tx.posts.of(ANA, "set:1")
        assert tx.people.get(ana.id).next_text
    with store.transaction() as tx:
        tx.retention.erase_texts(MORNING + 10 * DAY + SECOND, 10 * DAY)
        assert tx.proofs.of_day(day.id) == []
        assert tx.posts.of(ANA, "set:1") is None
        assert tx.people.get(ana.id).next_text is None


def test_agreed_words_of_an_ended_pact_go_and_those_of_a_living_one_stay(store: Store) -> None:
    with store.transaction() as tx:
        _, _, ended = couple(tx)
        _, _, living = couple(tx, 4713, 4714)
        tx.pairs.end(ended.id, MORNING)
        tx.retention.erase_texts(MORNING + 366 * DAY)
        assert (tx.pairs.get(ended.id).words, tx.pairs.get(living.id).words) == ("", living.words)


def test_a_stranger_goes_when_nothing_said_to_them_is_left(store: Store) -> None:
    with store.transaction() as tx:
        person(tx, ANA)
        person(tx, BEN, ready_at=MORNING)
        [said] = tx.outbox.put_many([notice(ANA)], MORNING)
        tx.outbox.finish(said, MORNING + 5 * DAY, "taken", 1)
    for after, left in ((30 * DAY, True), (35 * DAY, False)):
        with store.transaction() as tx:
            tx.outbox.purge(MORNING + after + SECOND)
            tx.retention.erase_strangers(MORNING + after + SECOND)
            assert (tx.people.by_telegram(ANA) is not None) is left
            assert tx.people.by_telegram(BEN) is not None
