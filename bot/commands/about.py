"""/help, /privacy, /cancel: what this is, what is kept, and how to leave a question open."""

from bot.commands import host
from bot.visit import Visit
from scheduler.notices import looking as say


def help_(visit: Visit) -> None:
    """How it works in a few lines, and what a program cannot do."""
    visit.answer(say.Help(_contact(visit)))


def privacy(visit: Visit) -> None:
    """What is kept, for how long, and who can read it."""
    named = host.name(visit.tx, visit.settings) or None
    how = visit.settings
    kept = say.Privacy(
        named,
        _contact(visit),
        how.keep_texts_days,
        how.keep_sent_days,
        how.keep_updates_hours,
        how.keep_dead_updates_days,
        how.backups,
        not how.database_url.startswith("sqlite"),
    )
    visit.answer(kept)


def cancel(visit: Visit) -> None:
    """Close the open question; nothing else changes."""
    asked = visit.tx.questions.of(visit.person.id)
    over = asked is not None and asked.expires_at is not None and asked.expires_at < visit.at
    visit.tx.questions.clear(visit.person.id)
    if asked is None or over:
        visit.refuse("nothing-to-cancel")
    else:
        visit.answer(say.Cancelled())


def _contact(visit: Visit) -> str | None:
    return visit.settings.host_contact or None
