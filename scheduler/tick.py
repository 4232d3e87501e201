"""What the clock does: play the due steps, hundreds in one transaction.

A step is locked, not leased: nothing here waits on the network, so the lock lives as long as the
transaction and a dead worker's steps are free at once.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from scheduler.actions.pacts import play as play_pact
from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.rules.events import FROM_CLOCK
from storage.again import until_settled
from storage.errors import Unavailable
from storage.records import Step
from storage.store import Store, Transaction

BATCH = 200
logger = logging.getLogger(__name__)
Fault = Callable[[str], None]


def no_fault(name: str) -> None:
    """The named points at which tests let the process fail."""


def tick(store: Store, now: datetime, fault: Fault = no_fault) -> int:
    """Play every step that is due at `now` (UTC). Returns how many were played."""
    played = 0
    while count := batch(store, now, fault):
        played += count
    return played


def batch(store: Store, now: datetime, fault: Fault = no_fault) -> int:
    """Play the oldest due steps, 200 at most: whoever waits for the database gets a turn between.

    Returns how many were played. Raises Unavailable when the database fails us.
    """
    try:
        return until_settled(lambda: _together(store, now, fault))
    except (OSError, Unavailable):
        raise
    except Exception:  # one broken day must not stop the others: find it by playing one by one
        logger.exception("a batch of steps failed; playing them one by one")
        return _apart(store, now)


def _together(store: Store, now: datetime, fault: Fault) -> int:
    with store.transaction() as tx:
        due = _one_each(tx, tx.steps.due(now, BATCH))
        _play(tx, due, now)
        fault("tick-before-commit")
        return len(due)


def _apart(store: Store, now: datetime) -> int:
    with store.transaction() as tx:
        due = [step for step, _ in _one_each(tx, tx.steps.due(now, BATCH))]
    return sum(_alone(store, step, now) for step in due)


def _alone(store: Store, step: Step, now: datetime) -> int:
    try:
        return until_settled(lambda: _by_itself(store, step, now))
    except (OSError, Unavailable):
        raise
    except Exception:
        logger.exception("step %s (%s) failed and is set aside", step.id, step.kind)
        with store.transaction() as tx:
            tx.steps.failed(step.id, now)
        return 0


def _by_itself(store: Store, step: Step, now: datetime) -> int:
    with store.transaction() as tx:
        if not tx.steps.still_due(step):
            return 0
        _play(tx, _one_each(tx, [step]), now)
        return 1


Due = list[tuple[Step, int | None]]


def _one_each(tx: Transaction, due: Sequence[Step]) -> Due:
    """One step a day, with that day's id; later ones wait for the next batch and see what the
    first did. A call's step counts for its day."""
    calls = tx.calls.many([step.call_id for step in due if step.call_id is not None])
    first: dict[tuple[int | None, ...], tuple[Step, int | None]] = {}
    for step in due:
        call = calls.get(step.call_id) if step.call_id is not None else None
        day_id = call.day_id if call else step.day_id
        first.setdefault((day_id, step.pair_id, step.invite_id), (step, day_id))
    return list(first.values())


def _play(tx: Transaction, due: Due, now: datetime) -> None:
    tx.steps.finish([step.id for step, _ in due])
    happened = [
        Happening(day_id, FROM_CLOCK[step.kind](step.due_at), step.call_id, step=step.kind)
        for step, day_id in due
        if day_id is not None
    ]
    if happened:
        advance(tx, happened, now)
    for step, day_id in due:
        if day_id is None:
            play_pact(tx, step, now)
