"""Erasing what people wrote once it is old; dates and counts stay.

Source: the product's promise in /privacy, 365 days for texts and proofs.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update

from storage.rows import Noun
from storage.tables import days, journal, lines, proofs

TEXTS = timedelta(days=365)


class Retention(Noun):
    def erase_texts(self, now: datetime) -> int:
        """Erase texts, plans, proofs and waiting lines older than 365 days. Returns how many."""
        old = now - TEXTS
        written = or_(days.c.text.is_not(None), days.c.plan.is_not(None))
        said = journal.c.text.is_not(None)
        changes = (
            update(days).where(days.c.ends_at < old, written).values(text=None, plan=None),
            update(journal).where(journal.c.at < old, said).values(text=None),
            delete(proofs).where(proofs.c.at < old),
            delete(lines).where(lines.c.at < old),
        )
        return sum(self._sql.execute(change).rowcount for change in changes)
