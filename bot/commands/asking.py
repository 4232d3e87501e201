"""Asking the other of a pact for a yes: at once, or once the rest is over.

Rule: who rests or pauses is asked for nothing; one line in the next message says that something
waits, and /pact shows it with its buttons.
"""

from bot.visit import Visit
from scheduler.notices import Notice
from scheduler.notices.news import PartnerAsksLine
from storage.records import Person


def ask(visit: Visit, other: Person, notice: Notice) -> None:
    """The other is asked, or reads later that something waits."""
    if rests(other):
        line = PartnerAsksLine(visit.person.name)
        visit.tx.lines.add(other.id, line.key(), line.pack(), visit.now)
    else:
        visit.tell(other, notice)


def rests(person: Person) -> bool:
    """By the person's own word, or quiet; a day off in the week is no rest from questions."""
    return bool(person.rest_until or person.paused_since or person.quiet_since)
