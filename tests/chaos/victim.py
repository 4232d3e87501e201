"""`python -m bot` with three things of the campaign's: its clock, its quicker beat, its deaths.

A plan may also plant a bug (planted.py), to see whether the oracle finds it.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import bot.__main__
import bot.compose
from bot.wire import TOLERANCE, Sanity
from tests.chaos import boundaries, planted
from tests.chaos.clock import SteppedClock

BEAT = 0.1  # seconds; after a skip nobody wakes the tick, and a day has many skips


def main(arguments: list[str], plan: dict[str, Any]) -> int:
    """The exit code of `python -m bot`.

    `plan`: clock (its file), dies (see boundaries), bug (a name in planted).
    """
    clock = SteppedClock(Path(plan["clock"]), wrong=True)
    vars(bot.__main__)["SystemClock"] = lambda: clock
    bot.compose.BEAT = BEAT
    _let_dates_arrive(clock)
    if bug := plan.get("bug"):
        planted.BUGS[bug]()
    if dies := plan.get("dies"):
        deaths = boundaries.Deaths(Path(dies["notes"]), dies["share"], dies["seed"])
        boundaries.arm(deaths)
    return bot.__main__.main(arguments)


def _let_dates_arrive(clock: SteppedClock) -> None:
    """No real answer is on its way while hours pass: its Date says nothing of the clock."""
    note = Sanity.note

    def note_unless_skipped(self: Sanity, date: datetime) -> None:
        if abs(clock.now() - date) <= TOLERANCE or not clock.has_just_skipped():
            note(self, date)

    Sanity.note = note_unless_skipped  # type: ignore[method-assign]
