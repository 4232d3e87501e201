"""What a host is told of what waits: how much of it, and since when."""

from storage.records import Step, StepKind
from storage.store import Store
from tests.storage.house import ANA, HOUR, MINUTE, MORNING, notice, open_day, person


def test_an_empty_house_waits_for_nothing(store: Store) -> None:
    with store.transaction() as tx:
        seen = tx.queues.look(MORNING)
    assert (seen.updates, seen.steps_due, seen.notices, seen.notices_due) == (0, 0, 0, 0)
    assert (seen.oldest_update, seen.oldest_step, seen.oldest_notice) == (None, None, None)
    assert (seen.last_finished, seen.dead_updates, seen.dead_notices) == (None, 0, 0)


def test_updates_wait_from_their_receipt_until_they_are_handled_or_failed(store: Store) -> None:
    with store.transaction() as tx:
        for n in range(4):
            came = MORNING + n * MINUTE
            tx.inbox.put_many([(n, ANA, ANA, MORNING - HOUR, came, {})])
        tx.inbox.done(0, "handled", MORNING + HOUR)
        for _ in range(5):
            tx.inbox.failed(2, MORNING + HOUR)
        tx.inbox.failed(1, MORNING + HOUR)
        seen = tx.queues.look(MORNING + HOUR)
    assert (seen.updates, seen.oldest_update) == (2, MORNING + 3 * MINUTE)
    assert seen.dead_updates == 1


def test_steps_count_from_when_they_are_due_but_not_those_set_aside(store: Store) -> None:
    with store.transaction() as tx:
        day = open_day(tx, person(tx).id)
        kinds = (StepKind.CHECK_IN, StepKind.NUDGE, StepKind.DAY_END)
        for n, kind in enumerate(kinds):
            tx.steps.plan_many([Step(0, kind, MORNING + n * MINUTE, day_id=day.id)])
        first = tx.steps.due(MORNING, 1)[0]
        tx.steps.failed(first.id, MORNING)
        seen = tx.queues.look(MORNING + MINUTE)
    assert (seen.steps_due, seen.oldest_step) == (2, MORNING + MINUTE)


def test_notices_wait_from_when_they_are_due_but_not_those_put_off(store: Store) -> None:
    with store.transaction() as tx:
        due = [MORNING, MORNING + MINUTE, MORNING + 2 * MINUTE, MORNING + HOUR]
        ids = tx.outbox.put_many(
            [notice(chat_id=n, due_at=at) for n, at in enumerate(due)], MORNING
        )
        tx.outbox.release(ids[0], MORNING + HOUR, 1, 0)
        tx.outbox.finish(ids[2], MORNING + 3 * MINUTE, "dead: ValueError")
        seen = tx.queues.look(MORNING + 3 * MINUTE)
    assert (seen.notices, seen.notices_due, seen.oldest_notice) == (3, 2, MORNING + MINUTE)
    assert (seen.dead_notices, seen.last_finished) == (1, MORNING + 3 * MINUTE)
