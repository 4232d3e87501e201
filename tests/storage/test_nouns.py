"""What goes into the store comes out of it, noun by noun."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from storage.records import (
    Contact,
    DayState,
    Entry,
    Line,
    Person,
    Post,
    Question,
    Reach,
    Way,
)
from storage.store import Store
from tests.storage.house import (
    ANA,
    BEN,
    DAY,
    HOUR,
    MORNING,
    SECOND,
    TODAY,
    a_call,
    a_day,
    closed,
    couple,
    open_day,
    person,
)

ODD = datetime(2026, 3, 29, 2, 59, 59, 999_999, tzinfo=UTC)


def test_a_person_comes_back_with_every_field(store: Store) -> None:
    with store.transaction() as tx:
        tx.people.add(1, "Zoë 🦉", "de", "zoe", ODD, zone="Europe/Berlin", day_end=time(0))
    with store.transaction() as tx:
        zoe = tx.people.by_telegram(1)
        assert zoe is not None
        changed = replace(
            zoe,
            telegram_id=None,
            way=Way.WRITE,
            reach=Reach.ROOM,
            call_anyway=True,
            next_text="run",
            next_at=ODD,
            rest_until=date(2026, 4, 1),
            paused_since=ODD,
            paused_until=date(2026, 4, 2),
            quiet_since=TODAY,
            first_named_at=ODD,
            ready_at=ODD,
            unreachable_at=ODD,
            muted="morning,nudge",
            barred=True,
        )
        assert zoe == Person(
            zoe.id, 1, "Zoë 🦉", "de", "zoe", "Europe/Berlin", time(0), joined_at=ODD
        )
        tx.people.save(changed)
    with store.transaction() as tx:
        assert tx.people.get(zoe.id) == replace(changed, version=1)
        assert tx.people.by_telegram(1) is None


def test_a_stranger_is_nobody(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.people.by_telegram(404) is None
        assert tx.people.many([404]) == tx.people.lock([404]) == {}


def test_an_instant_of_any_zone_comes_back_in_utc(store: Store) -> None:
    there = timezone(timedelta(hours=5, minutes=45))
    with store.transaction() as tx:
        added = tx.people.add(1, "A", "en", None, datetime(2026, 3, 4, 13, 45, tzinfo=there))
        joined = tx.people.get(added.id).joined_at
        assert joined == MORNING
        assert joined is not None
        assert joined.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive"), store.transaction() as tx:
        tx.people.add(1, "A", "en", None, datetime(2026, 3, 4))  # noqa: DTZ001 - the point


def test_a_contact_is_replaced_and_removed(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        assert tx.contacts.get(ana.id) is None
        tx.contacts.put(Contact(ana.id, phone="+49"))
        tx.contacts.put(Contact(ana.id, room="https://room.example"))
        assert tx.contacts.get(ana.id) == Contact(ana.id, room="https://room.example")
        tx.contacts.remove(ana.id)
        assert tx.contacts.get(ana.id) is None


def test_a_pact_lives_until_it_is_ended_and_is_then_the_last_one(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        assert tx.pairs.living_of_many([ana.id, ben.id, 404]) == {ana.id: pair, ben.id: pair}
        rests = replace(pair, words="other", rests_since=ODD, calls_from=ODD)
        tx.pairs.save(rests)
        assert tx.pairs.living_of(ben.id) == rests
        tx.pairs.end(pair.id, MORNING)
        tx.pairs.end(pair.id, MORNING + DAY)
        assert tx.pairs.living_of(ana.id) is None
        assert tx.pairs.last_of(ana.id) == replace(rests, ended_at=MORNING)
        assert tx.pairs.get(pair.id).members == (ana.id, ben.id)


def test_the_last_pact_is_the_one_begun_last(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, first = couple(tx)
        tx.pairs.end(first.id, MORNING)
        second = tx.pairs.add("again", (ben.id, ana.id), MORNING + DAY, TODAY)
        assert tx.pairs.last_of(ana.id) == tx.pairs.living_of(ana.id) == second


def test_reviews_are_kept_apart(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        tx.pairs.review(pair.id, ana.id, "keep")
        assert tx.pairs.reviews(pair.id) == {ana.id: "keep", ben.id: None}
        tx.pairs.review(pair.id, ana.id, None)
        assert tx.pairs.reviews(pair.id) == {ana.id: None, ben.id: None}


def test_a_newer_proposal_of_a_kind_replaces_the_one_before(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        tx.pairs.propose(pair.id, ana.id, "words", {"words": "a"}, MORNING)
        tx.pairs.propose(pair.id, ana.id, "hours", {"to": 23}, MORNING)
        tx.pairs.propose(pair.id, ben.id, "words", {"words": "b"}, MORNING)
        assert tx.pairs.proposal(pair.id, "words") == (ben.id, {"words": "b"})
        tx.pairs.drop_proposal(pair.id, "words")
        assert tx.pairs.proposal(pair.id, "words") is None
        tx.pairs.end(pair.id, MORNING)
        assert tx.pairs.proposal(pair.id, "hours") is None


def test_a_refusal_has_a_direction_and_may_be_said_twice(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben = person(tx, ANA), person(tx, BEN)
        tx.refusals.add(ana.id, ben.id)
        tx.refusals.add(ana.id, ben.id)
        assert tx.refusals.exists(ana.id, ben.id)
        assert not tx.refusals.exists(ben.id, ana.id)


def test_an_invitation_comes_back_with_every_field(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben = person(tx, ANA), person(tx, BEN)
        invite = tx.invites.add(ana.id, "hash", MORNING, ODD)
        used = replace(invite, accepted_by=ben.id, accepted_at=ODD, ended_at=ODD, outcome="ok")
        tx.invites.save(used)
        assert tx.invites.get(invite.id) == tx.invites.by_hash("hash") == used
        assert tx.invites.by_hash("other") is tx.invites.open_of(ana.id) is None


def test_a_day_comes_back_with_every_field(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id)
        full = replace(
            day,
            state=DayState.DONE,
            text="it's 🎉",
            plan="When it is 10:00",
            laters=2,
            no_call=True,
            let_go=True,
            before="checking",
            late=True,
            attested=True,
            named_at=ODD,
            deadline=ODD + 1 * SECOND,
            check_in_at=ODD + 2 * SECOND,
            plan_at=ODD + 3 * SECOND,
            asked_at=ODD + 4 * SECOND,
            checked_at=ODD + 5 * SECOND,
            reminded_at=ODD + 6 * SECOND,
            told_at=ODD + 7 * SECOND,
            ended_at=ODD + 8 * SECOND,
        )
        tx.days.save_many([full])
        assert tx.days.get(day.id) == replace(full, version=1)


def test_days_are_found_by_date(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben = person(tx, ANA), person(tx, BEN)
        past = [closed(ana.id, TODAY - n * DAY, DayState.REST) for n in (5, 3, 1)]
        [five, three, one] = tx.days.add_many(past)
        [other] = tx.days.add_many([closed(ben.id, TODAY - 2 * DAY)])
        today = open_day(tx, ana.id)
        assert tx.days.on(ana.id, TODAY - 3 * DAY) == three
        assert tx.days.on(ana.id, TODAY - 2 * DAY) is None
        assert [tx.days.previous(day) for day in (today, one, five)] == [one, three, None]
        assert tx.days.between(ana.id, TODAY - 5 * DAY, TODAY - DAY) == [five, three, one]
        assert tx.days.recent_many([ana.id, ben.id, 404], TODAY - 3 * DAY) == {
            ana.id: [today, one, three],
            ben.id: [other],
            404: [],
        }
        assert tx.days.open_of_many([ana.id, ben.id]) == {ana.id: today}
        assert tx.days.all_states(ana.id)[0] == (TODAY - 5 * DAY, DayState.REST)


def test_many_days_get_their_ids_in_order(store: Store) -> None:
    with store.transaction() as tx:
        owners = [person(tx, n).id for n in range(30)]
        added = tx.days.add_many([a_day(owner) for owner in reversed(owners)])
        assert [tx.days.get(day.id) for day in added] == added


def test_a_call_is_found_from_either_end(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        day = open_day(tx, ana.id)
        new = replace(a_call(day, ben.id, ODD), pair_id=pair.id, until=ODD, writing=True)
        [call] = tx.calls.add_many([new])
        assert tx.calls.get(call.id) == tx.calls.open_of_caller(ben.id) == call
        assert tx.calls.open_of_caller(ana.id) is None
        found = tx.calls.recent_many([ana.id, ben.id, 404], ODD)
        assert found == {ana.id: [call], ben.id: [call], 404: []}
        assert tx.calls.recent_many([ana.id], ODD + SECOND) == {ana.id: []}


def test_the_journal_is_paged_backwards_and_kept_to_its_pact(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        lines = [
            Entry(who, None, TODAY, of, "done", MORNING + n * HOUR, {"n": n})
            for n, (who, of) in enumerate(
                [(ana.id, None), (ana.id, pair.id), (ben.id, pair.id), (ana.id, pair.id)]
            )
        ]
        tx.journal.add_many(lines)
        page = tx.journal.of_person(ana.id, 2)
        assert [entry.facts["n"] for entry in page] == [3, 1]
        rest = tx.journal.of_person(ana.id, 2, before_id=page[-1].id)
        assert [replace(entry, id=0) for entry in rest] == lines[:1]
        assert [entry.facts["n"] for entry in tx.journal.of_pair(pair.id, 9)] == [3, 2, 1]


def test_proofs_of_a_day_come_in_the_order_they_came(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id)
        note = tx.proofs.add(day.id, "note", MORNING, text="done it")
        photo = tx.proofs.add(day.id, "photo", MORNING, chat_id=ANA, message_id=7)
        assert tx.proofs.of_day(day.id) == [note, photo]


def test_a_slots_message_is_replaced_and_found_by_its_id(store: Store) -> None:
    first, second = Post(ANA, "board", 7), Post(ANA, "board", 8, about=1, digest="d")
    elsewhere = Post(BEN, "board", 7)
    with store.transaction() as tx:
        for post in (first, second, elsewhere):
            tx.posts.put(post, MORNING)
        assert tx.posts.of(ANA, "board") == tx.posts.by_message(ANA, 8) == second
        assert tx.posts.by_message(ANA, 7) is None
        found = tx.posts.of_many([(ANA, "board"), (BEN, "board"), (BEN, "other")])
        assert found == {(ANA, "board"): second, (BEN, "board"): elsewhere}
        tx.posts.remove(ANA, "board")
        assert tx.posts.of(ANA, "board") is None
        assert tx.posts.of_many([]) == {}


def test_a_new_question_replaces_the_open_one(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
        tx.questions.ask(Question(ana.id, "zone", {}, MORNING, None))
        asked = Question(ana.id, "thing", {"day": 3}, MORNING, ODD)
        tx.questions.ask(asked)
        assert tx.questions.of(ana.id) == asked
        tx.questions.clear(ana.id)
        assert tx.questions.of(ana.id) is None


def test_lines_are_taken_once_in_order(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben = person(tx, ANA), person(tx, BEN)
        for n in range(3):
            tx.lines.add(ana.id, "kept", {"n": n}, MORNING)
        tx.lines.add(ben.id, "kept", {"n": 9}, MORNING)
        assert tx.lines.count(ana.id) == 3
        assert [line.facts["n"] for line in tx.lines.take(ana.id)] == [0, 1, 2]
        assert tx.lines.take(ana.id) == []
        assert tx.lines.count(ben.id) == 1


def test_many_peoples_lines_are_added_and_taken_at_once(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, eve = (person(tx, n).id for n in (1, 2, 3))
        tx.lines.add_many([Line(0, who, "kept", {}, MORNING) for who in (ben, ana, ben)])
        taken = tx.lines.take_many([ana, ben, eve])
        assert {who: len(lines) for who, lines in taken.items()} == {ana: 1, ben: 2}
        assert tx.lines.take_many([ana, ben, eve]) == tx.lines.take_many([]) == {}


def test_what_a_message_shows_is_noted_in_all_its_roles(store: Store) -> None:
    with store.transaction() as tx:
        for slot in ("today", "check-in"):
            tx.posts.put(Post(ANA, slot, 7), MORNING)
        tx.posts.put(Post(ANA, "board", 8), MORNING)
        tx.posts.show(ANA, 7, "digest")
        found = [tx.posts.of(ANA, slot) for slot in ("today", "check-in", "board")]
        assert [post.digest for post in found if post] == ["digest", "digest", None]


def test_many_calls_and_contacts_are_read_by_id(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        [call] = tx.calls.add_many([a_call(open_day(tx, ana.id), ben.id)])
        tx.contacts.put(Contact(ana.id, phone="+49"))
        assert tx.calls.many([call.id, 404]) == {call.id: call}
        assert tx.contacts.many([ana.id, ben.id]) == {ana.id: Contact(ana.id, phone="+49")}
        assert tx.calls.many([]) == {}
        assert tx.contacts.many([]) == {}


@pytest.mark.parametrize("value", [None, 0, "text", [1, {"a": None}], {"offset": 2**53}])
def test_a_mark_holds_any_json(store: Store, value: object) -> None:
    with store.transaction() as tx:
        assert tx.marks.get("name") is None
        tx.marks.put("name", "before")
        tx.marks.put("name", value)
        assert tx.marks.get("name") == value
