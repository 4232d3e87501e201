"""A copy of one's own data: what is stored, and one's own sums of each pact. Instants are UTC.

Rule: at most three copies in 24 hours.
"""

from datetime import datetime, timedelta

from scheduler.rules.calendar import DAY, label_at
from scheduler.rules.sums import kept_of
from storage.exporting import Cell, Rows
from storage.records import DayState, Person
from storage.store import Transaction

COPIES, WITHIN = 3, timedelta(hours=24)


def ask(tx: Transaction, person: Person, now: datetime) -> bool:
    """Count one more copy; False when there were enough of them lately."""
    name, since = f"exports:{person.id}", now - WITHIN
    before = [at for at in tx.marks.get(name) or [] if datetime.fromisoformat(at) > since]
    if len(before) >= COPIES:
        return False
    tx.marks.put(name, [*before, now.isoformat()], now + WITHIN)
    return True


def copy_of(tx: Transaction, person: Person) -> dict[str, Rows]:
    """Everything that is kept of the person, by section; nothing of anybody else."""
    stored = tx.exporting.of(person)
    sums = [_sum(tx, person, pact) for pact in stored["pacts"]]
    return stored | {"sums": sums}


def _sum(tx: Transaction, person: Person, pact: dict[str, Cell]) -> dict[str, Cell]:
    """What the person kept while this pact was, and on how many dates both did."""
    pair = tx.pairs.get(int(str(pact["id"])))
    first = label_at(pair.began_at, person.day_end, person.zone) - DAY
    last = label_at(pair.ended_at, person.day_end, person.zone) if pair.ended_at else None
    dates = tx.days.between(person.id, first, last or first + 4000 * DAY)
    lived = [(day.on, day.state) for day in dates if day.ends_at > pair.began_at]
    kept, counted = kept_of(lived)
    together = tx.pairs.kept_together([pair.id]).get(pair.id, 0)
    called = sum(state is DayState.RESCUED for _, state in lived)
    return {
        "pact": pair.id,
        "kept": kept,
        "counted": counted,
        "on_the_line": called,
        "days_together": together,
    }
