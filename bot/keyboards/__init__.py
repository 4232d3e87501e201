"""Which keys stand under which message, one literal table per theme, VOICE's rows.

Rule: a key carries the notice's `day` or `call` as bot/buttons.py says of its act.
"""

from collections.abc import Callable
from typing import Any

from bot.keyboards import call, day, looking, own_data, pact, settings, setup, words
from bot.keyboards.keys import Ask, Inline, Key, Keyboard, Removed, Reply, Rows
from scheduler.notices import Notice

KEYBOARDS: dict[type[Notice], Callable[[Any], Keyboard | Rows | None]] = {
    **day.KEYBOARDS,
    **call.KEYBOARDS,
    **words.KEYBOARDS,
    **setup.KEYBOARDS,
    **pact.KEYBOARDS,
    **looking.KEYBOARDS,
    **settings.KEYBOARDS,
    **own_data.KEYBOARDS,
}


def keyboard(notice: Notice) -> Keyboard | None:
    """The keyboard of a notice, its labels not yet said; None when it has none."""
    made = KEYBOARDS.get(type(notice), lambda _: None)(notice)
    if made is None or isinstance(made, Inline | Reply | Removed):
        return made
    rows = [list(row) for row in made if row]
    return Inline(rows) if rows else None


__all__ = ["KEYBOARDS", "Ask", "Inline", "Key", "Keyboard", "Removed", "Reply", "Rows", "keyboard"]
