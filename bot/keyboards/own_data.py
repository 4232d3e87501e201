"""The keys around erasing everything, and of what others read of it."""

from collections.abc import Callable
from typing import Any

from bot.buttons import Act
from bot.keyboards.keys import Rows, key
from scheduler.notices import Notice
from scheduler.notices import own_data as say


def _asked(notice: say.ForgetAsked) -> Rows:
    return [[key(Act.FORGET, notice.id), key(Act.KEEP_ALL, 0)]]


def _closed(_: say.PactClosed) -> Rows:
    return [[key(Act.INVITE, 0), key(Act.GO_ALONE, 0)]]


KEYBOARDS: dict[type[Notice], Callable[[Any], Rows | None]] = {
    say.ForgetAsked: _asked,
    say.PactClosed: _closed,
}
