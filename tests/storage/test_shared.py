"""One PostgreSQL for many: claims without doubles, one migration, one clock, wake-ups."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from scheduler.clock import FollowingClock
from scheduler.tick import tick
from storage.errors import Conflict, Unavailable
from storage.ledger import opens
from storage.news import INBOX, LEASES, OUTBOX, STEPS
from storage.records import DayState, StepKind
from storage.store import Store
from storage.tables import outbox, steps
from tests.clock import TestClock
from tests.crowd import settle_in
from tests.postgres import Server
from tests.storage.house import (
    ANA,
    BEN,
    DAY,
    HOUR,
    MINUTE,
    MORNING,
    SECOND,
    couple,
    notice,
    open_day,
    person,
)
from tests.storage.test_steps import plan

pytestmark = pytest.mark.postgres
WORKERS, PEOPLE = 4, 400


@pytest.fixture
def stores(postgres: Server) -> Iterator[list[Store]]:
    """One a process."""
    url = postgres.fresh()
    made = [Store(url) for _ in range(WORKERS)]
    yield made
    for store in made:
        store.close()


def side_by_side(works: list[object]) -> None:
    start, failed = Barrier(len(works)), list[BaseException]()

    def begin(work: object) -> None:
        start.wait()
        try:
            work()  # type: ignore[operator]
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=begin, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_due_steps_are_played_once_whoever_plays(stores: list[Store]) -> None:
    now = MORNING
    due = [(StepKind.MORNING, now)] * PEOPLE
    settle_in(stores[0], PEOPLE, now, DayState.WAITING, due, paired=True)
    played: list[int] = []
    side_by_side([lambda s=s: played.append(tick(s, now)) for s in stores])
    with stores[0].transaction() as tx:
        chats = select(outbox.c.chat_id, func.count()).group_by(outbox.c.chat_id)
        counts: dict[int, int] = dict(tx.marks._sql.execute(chats).all())
        left = select(func.count()).where(steps.c.kind == StepKind.MORNING)
        assert tx.marks._sql.scalar(left) == 0
    assert sum(played) == PEOPLE
    assert set(counts.values()) == {1}
    assert len(counts) == PEOPLE


def test_notices_are_claimed_once_whoever_claims(stores: list[Store]) -> None:
    with stores[0].transaction() as tx:
        tx.outbox.put_many([notice(n) for n in range(PEOPLE)], MORNING)
    held: list[int] = []

    def claim(store: Store) -> None:
        while True:
            with store.transaction() as tx:
                claimed = tx.outbox.claim(MORNING, HOUR, 7, 7)
            if not claimed:
                return
            held.extend(one.id for one in claimed)

    side_by_side([lambda s=s: claim(s) for s in stores])
    assert len(held) == len(set(held)) == PEOPLE


def test_what_is_busy_is_passed_over_and_played_later(stores: list[Store]) -> None:
    with stores[0].transaction() as tx:
        couple(tx)
    with stores[0].transaction() as tx:
        ana = tx.people.known(ANA)
        assert ana
        plan(tx, StepKind.NUDGE, MORNING, day_id=open_day(tx, ana.id).id)
    with stores[1].transaction() as busy:
        assert busy.people.by_telegram(BEN)  # and Ana with him
        with stores[0].transaction() as tx:
            assert tx.steps.due(MORNING, 10) == []
    with stores[0].transaction() as tx:
        assert len(tx.steps.due(MORNING, 10)) == 1


def test_all_may_start_at_once_on_an_empty_database(postgres: Server) -> None:
    url = postgres.make("begun")
    made = [Store(url) for _ in range(WORKERS)]
    side_by_side([store.upgrade for store in made])
    for store in made:
        store.close()
    assert opens(url)


def test_who_adds_what_another_has_just_added_is_told_to_begin_again(
    stores: list[Store],
) -> None:
    first, second = stores[:2]
    outcomes: list[str] = []

    def add(store: Store) -> None:
        try:
            with store.transaction() as tx:
                person(tx, ANA)
            outcomes.append("added")
        except Conflict:
            outcomes.append("again")

    side_by_side([lambda s=s: add(s) for s in (first, second)])
    assert sorted(outcomes) == ["added", "again"]


def test_a_lease_is_held_by_one_renewed_and_taken_over_when_it_lapsed(
    stores: list[Store],
) -> None:
    def take(store: Store, who: str, seconds: int) -> bool | None:
        with store.transaction() as tx:
            return tx.leases.take("poller", who, MORNING + seconds * SECOND, 8 * SECOND)

    one, two = stores[:2]
    assert take(one, "one", 0) is True
    assert take(two, "two", 7) is None
    assert take(one, "one", 7) is False
    assert take(two, "two", 14) is None
    assert take(two, "two", 15) is True
    assert take(one, "one", 16) is None
    with two.transaction() as tx:
        assert tx.leases.drop("two", ["poller"]) == 1
    assert take(one, "one", 17) is True


def test_a_free_lease_wanted_by_all_at_once_goes_to_one(stores: list[Store]) -> None:
    got: list[bool | None] = []

    def take(store: Store, who: str) -> None:
        with store.transaction() as tx:
            got.append(tx.leases.take("sender", who, MORNING, MINUTE))

    side_by_side([lambda s=s, n=n: take(s, str(n)) for n, s in enumerate(stores)])
    assert sorted(got, key=str) == [None, None, None, True]


def test_processes_whose_clocks_differ_go_by_the_database_s(stores: list[Store]) -> None:
    theirs = stores[0].now()
    clocks = [FollowingClock(TestClock(theirs + off)) for off in (90 * SECOND, -2 * DAY)]
    for clock in clocks:
        clock.look(stores[0].now)
    first, second = (clock.now() for clock in clocks)
    assert abs(first - second) < 2 * SECOND
    assert timedelta() <= first - theirs < MINUTE


def test_a_commit_says_what_may_be_taken_up_and_from_when(stores: list[Store]) -> None:
    told: list[set[str]] = []
    stores[0].told = lambda news: told.append(news.due(MORNING))
    with stores[0].transaction() as tx:
        ana = person(tx)
        plan(tx, StepKind.NUDGE, MORNING, day_id=open_day(tx, ana.id).id)
        tx.outbox.put_many([notice(due_at=MORNING + HOUR)], MORNING)
        tx.inbox.put_many([(1, ANA, ANA, MORNING, MORNING, {})])
    with stores[0].transaction() as tx:
        tx.people.get(ana.id)
    assert told == [{INBOX, STEPS}, set()]


def test_a_bell_is_heard_by_the_others_and_not_by_who_rings(stores: list[Store]) -> None:
    one, two = (store.bell(name) for store, name in zip(stores, ("one", "two"), strict=False))
    assert one.wait(0) == two.wait(0) == {INBOX, STEPS, OUTBOX, LEASES}  # whatever was missed
    one.ring({OUTBOX, STEPS})
    assert two.wait(30) == {OUTBOX, STEPS}
    assert one.wait(0.1) == set()
    one.close()
    two.close()


def test_a_bell_whose_connection_was_cut_is_heard_again(
    stores: list[Store], postgres: Server
) -> None:
    bell = stores[0].bell("one")
    bell.wait(0)
    postgres.cut_off()
    with pytest.raises(Unavailable):
        bell.wait(5)
    assert bell.wait(0) == {INBOX, STEPS, OUTBOX, LEASES}
    bell.close()
