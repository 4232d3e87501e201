"""What comes next, in words for the bar: the house's next instant, and whose it is."""

from datetime import datetime
from typing import Any, Protocol

from deploy.playground.people import HOLDERS
from storage.store import Store, Transaction
from storage.words import StepKind

NAMES = {
    StepKind.MORNING: "morning message",
    StepKind.TELL: "minute to undo ends",
    StepKind.NUDGE: "nudge",
    StepKind.PLAN: "when and where",
    StepKind.CHECK_IN: "check-in",
    StepKind.REMINDER: "reminder",
    StepKind.ALERT: "call",
    StepKind.DAY_END: "day ends",
    StepKind.NO_REACTION: "call goes unanswered",
    StepKind.CALL_OVER: "call ends",
    StepKind.CALL_ASKED: "question after the call",
    StepKind.REVIEW: "look at the two weeks",
    StepKind.FAREWELL: "farewell",
    StepKind.INVITE_OVER: "an invitation ends",
}


class Planned(Protocol):
    """The part of the house that knows what is due."""

    store: Store

    def next_due(self) -> datetime | None: ...


def coming(house: Planned) -> dict[str, Any] | None:
    """{at, phone, what} of the next due instant; phone or what is None when nobody's."""
    if (at := house.next_due()) is None:
        return None
    with house.store.transaction() as tx:
        for step in tx.steps.due(at, 1):
            phone = _phone(tx, step.day_id, step.call_id)
            return {"at": at.isoformat(), "phone": phone, "what": NAMES.get(step.kind)}
    return {"at": at.isoformat(), "phone": None, "what": "a message"}


def _phone(tx: Transaction, day_id: int | None, call_id: int | None) -> str | None:
    subject = tx.days.get(day_id) if day_id else tx.calls.get(call_id) if call_id else None
    telegram_id = tx.people.get(subject.person_id).telegram_id if subject else None
    return next((holder.key for holder in HOLDERS if holder.id == telegram_id), None)
