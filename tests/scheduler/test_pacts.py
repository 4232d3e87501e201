"""Invitations and pacts straight through the actions: races, keys, what an end leaves behind."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.actions import invites, leaving, pacts, reviews, terms
from scheduler.actions.invites import LASTS, Refused
from scheduler.actions.people import become_ready, first_thing
from scheduler.rules.hours import Hours
from scheduler.tick import tick
from storage.records import Contact, DayState, Line, Pair, Person, Reach, StepKind, Way
from storage.store import Store, Transaction

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
WORDS = "I'm going to call you right now and stay on the line while you do it."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'pacts.db'}")
    made.upgrade()
    yield made
    made.close()


def somebody(tx: Transaction, number: int, zone: str = "Europe/Berlin") -> Person:
    """Someone set up, with Telegram id `number`."""
    person = tx.people.add(number, f"Person {number}", "en", None, NOW, zone=zone)
    return become_ready(tx, person, NOW)


def a_pact(store: Store) -> tuple[Pair, Person, Person]:
    with store.transaction() as tx:
        one, two = somebody(tx, 1), somebody(tx, 2)
        begun = pacts.begin(tx, (one, two), WORDS, NOW)
        assert not isinstance(begun, Refused)
        return begun.pair, one, two


def accepted(store: Store) -> tuple[int, int, int]:
    """An invitation that someone accepted: its id, the inviter's, the guest's."""
    with store.transaction() as tx:
        ben, ana = somebody(tx, 1), somebody(tx, 2)
        made, token = invites.invite(tx, ben, NOW)
        assert not isinstance(invites.opened(tx, ana, token, NOW), Refused)
        assert not isinstance(invites.accept(tx, ana, made.id, NOW), Refused)
        return made.id, ben.id, ana.id


def test_fifty_redemptions_at_once_give_one_pact(store: Store) -> None:
    with store.transaction() as tx:
        ben = somebody(tx, 1)
        made, token = invites.invite(tx, ben, NOW)
        guests = [somebody(tx, 100 + n).id for n in range(50)]

    def redeem(guest_id: int) -> bool:
        with store.transaction() as tx:
            guest = tx.people.get(guest_id)
            if isinstance(invites.opened(tx, guest, token, NOW), Refused):
                return False
            return not isinstance(invites.accept(tx, guest, made.id, NOW), Refused)

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(redeem, guests))
    assert sum(won) == 1


def test_two_yeses_to_one_guest_make_one_pact(store: Store) -> None:
    invite_id, ben_id, ana_id = accepted(store)

    def confirm(_: int) -> bool:
        with store.transaction() as tx:
            ben = tx.people.get(ben_id)
            found = invites.waiting(tx, ben, invite_id)
            return found is not None and not isinstance(
                pacts.confirm(tx, ben, found, WORDS, NOW), Refused
            )

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(confirm, range(8))) == 1
    with store.transaction() as tx:
        pair = tx.pairs.living_of(ana_id)
        assert pair is not None
        assert pair.members == tuple(sorted((ben_id, ana_id)))


def test_an_invitation_that_nobody_opened_is_opened_by_no_button(store: Store) -> None:
    with store.transaction() as tx:
        ben, eve = somebody(tx, 1), somebody(tx, 2)
        made, _ = invites.invite(tx, ben, NOW)
        refused = invites.accept(tx, eve, made.id, NOW)
    assert refused == Refused("old-button")


def test_the_clock_ends_an_invitation_and_tells_who_waits(store: Store) -> None:
    invite_id, _, _ = accepted(store)
    tick(store, NOW + LASTS)
    with store.transaction() as tx:
        found = tx.invites.get(invite_id)
        assert found is not None
        assert found.outcome == "expired"
        said = [out.key for out in tx.outbox.claim(NOW + LASTS, timedelta(minutes=1), 9)]
    assert said == ["invitation-over"]


def test_whoever_is_refused_reads_what_an_expired_invitation_says(store: Store) -> None:
    with store.transaction() as tx:
        ben, ana = somebody(tx, 1), somebody(tx, 2)
        tx.refusals.add(ana.id, ben.id)
        _, token = invites.invite(tx, ben, NOW)
        refused = invites.opened(tx, ana, token, NOW)
    assert refused == Refused("invite-expired")


# -- terms ----------------------------------------------------------------------------------------


def test_a_proposal_counts_only_for_exactly_what_was_accepted(store: Store) -> None:
    pair, one, two = a_pact(store)
    with store.transaction() as tx:
        first = terms.propose_words(tx, one, pair, "Let me call you.", NOW)
        second = terms.propose_words(tx, one, pair, "Shall I call you?", NOW)
        assert first != second
        assert not terms.settle(tx, two, pair, "words", first, True, NOW)
        assert not terms.settle(tx, one, pair, "words", second, True, NOW)
        assert terms.settle(tx, two, pair, "words", second, True, NOW)
        assert tx.pairs.get(pair.id).words == "Shall I call you?"
        assert not terms.settle(tx, two, pair, "words", second, True, NOW)


def test_wider_hours_of_the_other_wait_for_the_other(store: Store) -> None:
    pair, one, two = a_pact(store)
    with store.transaction() as tx:
        code = terms.propose_hours(tx, one, pair, Hours(), NOW)
        assert tx.people.get(two.id) == two
        assert terms.settle(tx, two, pair, "hours", code, False, NOW)
        assert tx.people.get(two.id) == two


@pytest.mark.parametrize(
    ("before", "after", "at_once"),
    [
        (Way.CALL, Way.WRITE, True),
        (Way.CALL, Way.NEITHER, True),
        (Way.NEITHER, Way.WRITE, False),
        (Way.WRITE, Way.CALL, False),
    ],
)
def test_less_help_needs_one_and_more_needs_two(
    store: Store, before: Way, after: Way, at_once: bool
) -> None:
    pair, one, _ = a_pact(store)
    with store.transaction() as tx:
        tx.people.save(replace(one, way=before))
        code = terms.choose_way(tx, tx.people.get(one.id), pair, after, NOW)
        assert (code is None) is at_once
        assert (tx.people.get(one.id).way is after) is at_once


# -- the end --------------------------------------------------------------------------------------


def test_an_end_leaves_nothing_of_the_two_behind(store: Store) -> None:
    pair, one, two = a_pact(store)
    with store.transaction() as tx:
        tx.lines.add(one.id, "partner-did-line", {"name": "Ana", "text": "It"}, NOW)
        tx.lines.add_many([Line(0, one.id, "own-line", {}, NOW)])
        terms.keep_phone(tx, tx.people.get(two.id), "+4915112345678")
        leaving.leave(tx, tx.people.get(one.id), pair, NOW)
    with store.transaction() as tx:
        assert tx.pairs.living_of(one.id) is None
        assert tx.pairs.living_of(two.id) is None
        assert tx.contacts.get(two.id) is None
        assert tx.people.get(two.id).reach is Reach.TELEGRAM
        assert [line.key for line in tx.lines.take(one.id)] == ["own-line"]
        assert not [s for s in tx.steps.due(NOW + timedelta(days=99), 99) if s.pair_id]


def test_only_who_was_in_a_pact_that_ended_refuses_the_other(store: Store) -> None:
    pair, one, two = a_pact(store)
    with store.transaction() as tx:
        eve = somebody(tx, 3)
        assert leaving.refuse(tx, one, pair.id) is None
        leaving.leave(tx, one, pair, NOW)
        assert leaving.refuse(tx, eve, pair.id) is None
        assert leaving.refuse(tx, one, pair.id) == two.name
        assert tx.refusals.exists(one.id, two.id)
        assert not tx.refusals.exists(two.id, one.id)


# -- looking again --------------------------------------------------------------------------------


def test_the_question_comes_at_noon_of_the_fifteenth_date(store: Store) -> None:
    pair, _, _ = a_pact(store)
    with store.transaction() as tx:
        [step] = [s for s in tx.steps.due(NOW + timedelta(days=15), 99) if s.pair_id == pair.id]
    assert step.kind is StepKind.REVIEW
    assert step.due_at == datetime(2026, 3, 18, 11, tzinfo=UTC)


@pytest.mark.parametrize("said", ["", "stay", "part "])
def test_an_answer_that_was_not_offered_is_none(store: Store, said: str) -> None:
    pair, one, _ = a_pact(store)
    with store.transaction() as tx:
        assert reviews.answer(tx, one, pair, said, NOW + timedelta(days=20)) is None


def test_before_its_time_nobody_answers_whether_to_keep_going(store: Store) -> None:
    pair, one, _ = a_pact(store)
    with store.transaction() as tx:
        assert reviews.answer(tx, one, pair, "part", NOW + timedelta(days=13)) is None


def test_only_a_resting_pact_is_woken(store: Store) -> None:
    pair, one, _ = a_pact(store)
    with store.transaction() as tx:
        assert reviews.wake(tx, one, NOW) is None
        tx.pairs.save(replace(pair, rests_since=NOW))
        assert reviews.wake(tx, one, NOW) is not None
        assert tx.pairs.get(pair.id).rests_since is None


# -- joining --------------------------------------------------------------------------------------


def test_becoming_ready_twice_opens_one_date(store: Store) -> None:
    with store.transaction() as tx:
        person = somebody(tx, 1)
        assert become_ready(tx, person, NOW + timedelta(days=1)) == person
        [day] = tx.days.between(person.id, NOW.date(), NOW.date())
    assert day.state is DayState.REST


def test_after_a_friday_evening_the_first_thing_is_for_monday(store: Store) -> None:
    friday = datetime(2026, 3, 6, 21, tzinfo=UTC)
    with store.transaction() as tx:
        person = tx.people.add(1, "Ana", "en", None, friday, zone="Europe/Berlin")
        person = become_ready(tx, person, friday)
        day = tx.days.open_of(person.id)
    assert day is not None
    thing = first_thing(person, day, friday)
    assert (thing.kind, str(thing.on), thing.tomorrow) == ("tomorrow", "2026-03-09", False)


def test_contact_data_keeps_apart_what_was_given(store: Store) -> None:
    with store.transaction() as tx:
        person = somebody(tx, 1)
        terms.keep_phone(tx, person, "+49151")
        terms.keep_room(tx, tx.people.get(person.id), "https://meet.example.org")
        assert tx.contacts.get(person.id) == Contact(
            person.id, "+49151", "https://meet.example.org"
        )
