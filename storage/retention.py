"""Erasing what people wrote once it is old; dates and counts stay.

Source: what /privacy promises, by the settings of whoever hosts the bot.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, update

from storage.rows import Noun
from storage.tables import (
    days,
    journal,
    lines,
    outbox,
    pairs,
    people,
    posts,
    proofs,
    proposals,
    questions,
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long what is kept: texts and proofs, what was sent, updates once they are handled."""

    texts: timedelta = timedelta(days=365)
    sent: timedelta = timedelta(days=30)
    updates: timedelta = timedelta(hours=48)
    dead: timedelta = timedelta(days=7)  # updates that could not be handled, with what they hold


DEFAULT = Keeping()


class Retention(Noun):
    def erase_texts(self, now: datetime, keep: timedelta = DEFAULT.texts) -> int:
        """Erase texts, plans, proofs and what waits that are older. Returns how many rows."""
        old = now - keep
        written = or_(days.c.text.is_not(None), days.c.plan.is_not(None))
        said, agreed = journal.c.text.is_not(None), pairs.c.words != ""
        changes = (
            update(days).where(days.c.ends_at < old, written).values(text=None, plan=None),
            update(journal).where(journal.c.at < old, said).values(text=None),
            update(people).where(people.c.next_at < old).values(next_text=None, next_at=None),
            update(pairs).where(pairs.c.ended_at < old, agreed).values(words=""),
            delete(proofs).where(proofs.c.at < old),
            delete(lines).where(lines.c.at < old),
            delete(proposals).where(proposals.c.at < old),
            delete(questions).where(questions.c.asked_at < old),
            delete(posts).where(posts.c.at < old),
        )
        return sum(self._sql.execute(change).rowcount for change in changes)

    def erase_strangers(self, now: datetime, keep: timedelta = DEFAULT.sent) -> int:
        """Erase who wrote once and never set anything up, when nothing sent to them is left."""
        gone = delete(people).where(
            people.c.ready_at.is_(None),
            people.c.telegram_id.is_not(None),
            people.c.barred.is_(False),
            people.c.joined_at < now - keep,
            ~exists().where(outbox.c.chat_id == people.c.telegram_id),
        )
        return self._sql.execute(gone).rowcount
