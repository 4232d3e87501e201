"""Faults that nobody's silence tells: a disk that takes nothing, a Telegram that takes nothing.

A full or read-only disk is noticed only by who writes, so a mark is written every few seconds.
"""

from datetime import datetime

from bot.desk import Desk
from bot.pulse import Pulse
from storage.errors import StorageError
from storage.store import Transaction

EVERY = 10.0  # seconds
MARK = "written"
FAULTS, SERVER_FAULT = 3, 500


class Probe:
    """Call it every `EVERY` seconds."""

    def __init__(self, desk: Desk, pulse: Pulse) -> None:
        self._desk, self._pulse = desk, pulse

    async def __call__(self) -> None:
        try:
            await self._desk.run(_write)
        except StorageError as error:
            self._pulse.ail("disk", f"nothing can be written: {error}")
            return
        self._pulse.heal("disk")


def _write(tx: Transaction, now: datetime) -> None:
    tx.marks.put(MARK, now.isoformat())


class Sending:
    """Hears every answer to our calls: three faults in a row, and Telegram takes nothing."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse, self._row = pulse, 0

    def answered(self, answer: str) -> None:
        """A status code, or the name of the error that came instead of one."""
        if answer.isdigit() and int(answer) < SERVER_FAULT:
            self._row = 0
            self._pulse.heal("sending")
            return
        self._row += 1
        if self._row >= FAULTS:
            self._pulse.ail("sending", f"Telegram takes nothing ({answer})")
