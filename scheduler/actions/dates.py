"""Dates that were over before something was written, though the clock has not come round to it.

After a time without us what people wrote is heard before the clock: it must not count for a date
that had ended by then. Instants are UTC.
"""

from datetime import datetime

from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.rules import events as e
from storage.records import Person, StepKind
from storage.store import Transaction


def close_ended(tx: Transaction, person: Person, written: datetime, now: datetime) -> None:
    """Close each date of the person that had ended when this was written, as the clock does."""
    day = tx.days.open_of(person.id)
    while day is not None and day.ends_at <= written:
        advance(tx, [Happening(day.id, e.DayEnded(day.ends_at), step=StepKind.DAY_END)], now)
        day = tx.days.open_of(person.id)
