"""Steps: due once, in order, after what people wrote before them."""

from datetime import datetime

import pytest

from storage.records import Step, StepKind
from storage.store import Store, Transaction
from tests.storage.house import (
    ANA,
    BEN,
    HOUR,
    MORNING,
    SECOND,
    a_call,
    couple,
    open_day,
    person,
)
from tests.storage.test_inbox import update


def due(tx: Transaction, now: datetime = MORNING, limit: int = 100) -> list[StepKind]:
    return [step.kind for step in tx.steps.due(now, limit)]


def plan(tx: Transaction, kind: StepKind, at: datetime = MORNING, **subject: int) -> None:
    tx.steps.plan_many([Step(0, kind, at, **subject)])


def test_what_is_due_comes_oldest_first_up_to_the_limit(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id).id
        plan(tx, StepKind.NUDGE, MORNING - HOUR, day_id=day)
        plan(tx, StepKind.MORNING, MORNING, day_id=day)
        plan(tx, StepKind.CHECK_IN, MORNING + SECOND, day_id=day)
        plan(tx, StepKind.TELL, MORNING - 2 * HOUR, day_id=day)
        assert due(tx) == [StepKind.TELL, StepKind.NUDGE, StepKind.MORNING]
        assert due(tx, limit=2) == [StepKind.TELL, StepKind.NUDGE]


def test_planning_a_step_again_moves_it(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id).id
        plan(tx, StepKind.CHECK_IN, MORNING, day_id=day)
        plan(tx, StepKind.CHECK_IN, MORNING + HOUR, day_id=day)
        [step] = tx.steps.of_day(day)
        assert (step.kind, step.due_at) == (StepKind.CHECK_IN, MORNING + HOUR)


def test_each_kind_of_subject_has_its_own_steps(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        day = open_day(tx, ana.id)
        [call] = tx.calls.add_many([a_call(day, ben.id)])
        invite = tx.invites.add(ana.id, "hash", MORNING, MORNING + HOUR)
        subjects = [{"day_id": day.id}, {"call_id": call.id}, {"pair_id": pair.id}]
        planned = [Step(0, StepKind.REVIEW, MORNING, **subject) for subject in subjects]
        planned.append(Step(0, StepKind.INVITE_OVER, MORNING, invite_id=invite.id))
        tx.steps.plan_many(planned)
        found = tx.steps.due(MORNING, 10)
        assert sorted(_subjects(found)) == sorted(_subjects(planned))


def _subjects(steps: list[Step]) -> list[str]:
    return [f"{s.kind} {s.day_id} {s.call_id} {s.pair_id} {s.invite_id}" for s in steps]


@pytest.mark.parametrize("subjects", [{}, {"day_id": 1, "call_id": 1}])
def test_a_step_has_exactly_one_subject(store: Store, subjects: dict[str, int]) -> None:
    with store.transaction() as tx, pytest.raises(ValueError, match="values to unpack"):
        plan(tx, StepKind.NUDGE, MORNING, **subjects)


def test_a_finished_step_is_gone(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id).id
        plan(tx, StepKind.MORNING, day_id=day)
        [step] = tx.steps.due(MORNING, 10)
        tx.steps.finish([step.id])
        assert tx.steps.of_day(day) == []
        assert tx.steps.next_due() is None


def test_clearing_forgets_only_the_subjects_and_kinds_named(store: Store) -> None:
    with store.transaction() as tx:
        ana, ben, pair = couple(tx)
        first, second = open_day(tx, ana.id).id, open_day(tx, ben.id).id
        for day in (first, second):
            plan(tx, StepKind.NUDGE, day_id=day)
            plan(tx, StepKind.CHECK_IN, day_id=day)
        plan(tx, StepKind.REVIEW, pair_id=pair.id)
        tx.steps.clear()
        assert len(due(tx)) == 5
        tx.steps.clear(day_ids=[first], kinds=[StepKind.NUDGE])
        assert [step.kind for step in tx.steps.of_day(first)] == [StepKind.CHECK_IN]
        tx.steps.clear(day_ids=[first, second], pair_ids=[pair.id])
        assert due(tx) == []


def test_a_step_waits_for_what_its_person_wrote_before_it_was_due(store: Store) -> None:
    with store.transaction() as tx:
        plan(tx, StepKind.ALERT, day_id=open_day(tx, person(tx).id).id)
        tx.inbox.put_many([update(1, ANA, MORNING)])
        assert due(tx, MORNING + HOUR) == []
        tx.inbox.done(1, "ok", MORNING + HOUR)
        assert due(tx, MORNING + HOUR) == [StepKind.ALERT]


def test_a_step_does_not_wait_for_what_was_written_after_it_was_due(store: Store) -> None:
    with store.transaction() as tx:
        plan(tx, StepKind.ALERT, day_id=open_day(tx, person(tx).id).id)
        tx.inbox.put_many([update(1, ANA, MORNING + SECOND)])
        assert due(tx, MORNING + HOUR) == [StepKind.ALERT]


def test_a_day_does_not_wait_for_someone_elses_words(store: Store) -> None:
    with store.transaction() as tx:
        ana, _, _ = couple(tx)
        plan(tx, StepKind.ALERT, day_id=open_day(tx, ana.id).id)
        tx.inbox.put_many([update(1, BEN), update(2, 999), update(3, None)])
        assert due(tx) == [StepKind.ALERT]


@pytest.mark.parametrize("who", [ANA, BEN])
def test_a_call_waits_for_the_words_of_either_end(store: Store, who: int) -> None:
    with store.transaction() as tx:
        ana, ben, _ = couple(tx)
        [call] = tx.calls.add_many([a_call(open_day(tx, ana.id), ben.id)])
        plan(tx, StepKind.NO_REACTION, call_id=call.id)
        tx.inbox.put_many([update(1, who)])
        assert due(tx) == []


def test_a_step_does_not_wait_for_a_dead_letter(store: Store) -> None:
    with store.transaction() as tx:
        plan(tx, StepKind.ALERT, day_id=open_day(tx, person(tx).id).id)
        tx.inbox.put_many([update(1, ANA)])
        for _ in range(5):
            assert due(tx) == []
            tx.inbox.failed(1, MORNING)
        assert due(tx) == [StepKind.ALERT]


def test_a_failing_step_stops_no_other(store: Store) -> None:
    with store.transaction() as tx:
        plan(tx, StepKind.TELL, MORNING, day_id=open_day(tx, person(tx, ANA).id).id)
        plan(tx, StepKind.NUDGE, MORNING, day_id=open_day(tx, person(tx, BEN).id).id)
        [poison, _] = tx.steps.due(MORNING, 10)
        assert tx.steps.failed(poison.id, MORNING) == 1
        assert due(tx) == [StepKind.NUDGE]
        assert tx.steps.due(MORNING + 5 * SECOND, 1) == [poison]


def test_a_failing_step_is_set_aside_for_ever_longer_up_to_an_hour(store: Store) -> None:
    now, waits = MORNING, []
    with store.transaction() as tx:
        plan(tx, StepKind.TELL, MORNING, day_id=open_day(tx, person(tx).id).id)
        [poison] = tx.steps.due(MORNING, 10)
        for _ in range(14):
            tx.steps.failed(poison.id, now)
            again = tx.steps.next_due()
            assert again is not None
            assert due(tx, again - SECOND) == []
            waits.append(again - now)
            now = again
        assert due(tx, now) == [StepKind.TELL]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (5 * SECOND, HOUR)


def test_planning_a_step_anew_forgets_its_failures(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id).id
        plan(tx, StepKind.NUDGE, day_id=day)
        [step] = tx.steps.of_day(day)
        tx.steps.failed(step.id, MORNING)
        assert tx.steps.next_due() == MORNING + 5 * SECOND
        plan(tx, StepKind.NUDGE, MORNING + SECOND, day_id=day)
        assert tx.steps.next_due() == MORNING + SECOND
        assert tx.steps.failed(step.id, MORNING) == 1


def test_a_step_that_is_gone_cannot_fail(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.steps.failed(404, MORNING) == 0
