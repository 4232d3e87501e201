"""The keys of the questions that text answers."""

from collections.abc import Callable
from typing import Any

from bot.buttons import Act
from bot.keyboards.day import check_in
from bot.keyboards.keys import Key, Rows, key
from scheduler.notices import Notice
from scheduler.notices import words as say


def _for_what(notice: say.ForWhat) -> Rows:
    day = notice.day
    keys = [key(Act.FOR_TODAY, day, "today", "for-today")] if notice.today else []
    if notice.tomorrow:
        keys.append(key(Act.FOR_TODAY, day, "tomorrow", "for-tomorrow"))
    partner = key(Act.FOR_TODAY, day, "partner").tap
    others = [Key("for-partner", partner, facts={"name": notice.name})] if notice.name else []
    others.append(key(Act.FOR_TODAY, day, "nothing", "for-nothing"))
    return [keys, others]


def _noted(notice: say.Noted) -> Rows:
    tomorrow = key(Act.FOR_TODAY, notice.day, "tomorrow", "for-tomorrow")
    partner = key(Act.FOR_TODAY, notice.day, "partner").tap
    others = [Key("for-partner", partner, facts={"name": notice.name})] if notice.name else []
    return [*check_in(notice.day, notice.can_later, notice.can_call), [tomorrow, *others]]


def _drop(notice: say.AskThing | say.Ideas) -> Rows | None:
    return [[key(Act.NEXT_LATER, notice.day)]] if notice.tomorrow else None


KEYBOARDS: dict[type[Notice], Callable[[Any], Rows | None]] = {
    say.AskThing: _drop,
    say.Ideas: _drop,
    say.ForWhat: _for_what,
    say.Noted: _noted,
}
