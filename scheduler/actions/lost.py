"""What had no effect, because it broke us five times or was far too much: who sent it hears so.

Rule: one line in ten minutes, however much breaks; nothing to who can't be reached.
"""

from datetime import datetime, timedelta

from scheduler.notices.refusal import Refusal
from storage.records import Lane, Outgoing, Verb
from storage.store import Transaction

ONCE_IN = timedelta(minutes=10)


def tell(
    tx: Transaction, telegram_id: int | None, now: datetime, because: str = "not-through"
) -> None:
    """In the transaction that sets the update aside. `telegram_id` is also the private chat's."""
    if telegram_id is None or _told_lately(tx, telegram_id, now):
        return
    person = tx.people.by_telegram(telegram_id)
    if person is not None and person.unreachable_at is not None:
        return
    said = Refusal(because)
    out = Outgoing(telegram_id, Verb.SEND, said.key(), said.pack(), lane=Lane.ANSWER, silent=True)
    tx.outbox.put_many([out], now)


def _told_lately(tx: Transaction, telegram_id: int, now: datetime) -> bool:
    name = f"lost:{telegram_id}"
    last = tx.marks.get(name)
    if last is not None and now - datetime.fromisoformat(str(last)) < ONCE_IN:
        return True
    tx.marks.put(name, now.isoformat(), now + ONCE_IN)
    return False
