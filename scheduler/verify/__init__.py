"""The ledger recounted and compared: is every promise about what is stored still true?

Rules: nothing is changed; a finding names a table, a row and what is wrong, never a word of a
person. What no row may ever be stands in storage.oddities, what the rules allow stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scheduler.verify.calls import calls_of
from scheduler.verify.dates import dates_of, settings_of
from scheduler.verify.recount import recounted
from storage.ledger import Ledger, Lives, Oddity


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, and how much was looked at."""

    oddities: tuple[Oddity, ...]
    people: int
    dates: int
    lines: int


def verify(ledger: Ledger, now: datetime) -> Verdict:
    """Look at everything. `now` (UTC) is for judging how long something waits.

    A file that is damaged or holds unreadable rows is not recounted: that comes first.
    """
    people, dates, lines = (ledger.count(table) for table in ("people", "days", "journal"))
    found = ledger.broken() + ledger.unreadable()
    if not found:
        found = ledger.astray() + ledger.oddities(now)
        found += [odd for lives in ledger.lives() for odd in _lived(lives)]
    return Verdict(tuple(found), people, dates, lines)


def _lived(lives: Lives) -> Iterator[Oddity]:
    for person in lives.people:
        yield from settings_of(person)
        yield from dates_of(person, lives)
        for day in lives.days.get(person.id, ()):
            yield from recounted(person, day, lives.entries.get(day.id, ()))
            yield from calls_of(day, lives)
