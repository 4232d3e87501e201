"""Someone blocks the bot, or lets it in again: the partner hears it once, neutrally.

Rules: silent, within call hours, never to someone who rests. Instants are UTC.
"""

from datetime import datetime

from scheduler.actions.two import partner, put_in_hours
from scheduler.notices.parting import PartnerAway, PartnerReachable
from scheduler.rules.calling import is_off_duty
from storage.records import Person
from storage.store import Transaction


def away(tx: Transaction, person: Person, now: datetime) -> None:
    """Tell the partner that this person can't be reached."""
    found = partner(tx, person)
    if found is None or is_off_duty(found[1], tx.days.open_of(found[1].id), now):
        return
    put_in_hours(tx, found[1], PartnerAway(person.name), now)
    tx.marks.put(_told(person), found[0].id)


def back(tx: Transaction, person: Person, now: datetime) -> None:
    """Tell the partner who heard of it that all goes on; what was not yet said is not said."""
    found = partner(tx, person)
    told = tx.marks.get(_told(person))
    if told is None:
        return
    tx.marks.put(_told(person), None)
    if found is None or found[0].id != told or found[1].telegram_id is None:
        return
    unsaid = tx.outbox.withdraw(now, chat_id=found[1].telegram_id, keys=(PartnerAway.key(),))
    if not unsaid:
        put_in_hours(tx, found[1], PartnerReachable(person.name), now)


def _told(person: Person) -> str:
    return f"away:{person.id}"
