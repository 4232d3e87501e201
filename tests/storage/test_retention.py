"""What people wrote does not stay for ever; that it was done does."""

from datetime import timedelta

from storage.records import DayState, Entry
from storage.store import Store
from tests.storage.house import MORNING, TODAY, closed, person

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
