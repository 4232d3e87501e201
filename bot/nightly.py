"""A copy of the database each night, made by a process of its own: the bot is kept from nothing.

Rules: one a date (UTC), none in the first hour of a life; what fails turns the health red.
"""

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE

from bot.pulse import Pulse
from bot.settings import Settings
from scheduler.clock import Clock
from storage.backup import nightly_path

HOUR = 3600.0  # how often it looks
COMMAND = (sys.executable, "-m", "bot", "backup")
logger = logging.getLogger(__name__)


class Nightly:
    """A beat: called every hour it makes the copy of the date if there is none yet."""

    def __init__(self, settings: Settings, clock: Clock, pulse: Pulse) -> None:
        self._url, self._clock, self._pulse = settings.database_url, clock, pulse
        self._wanted = settings.backups > 0 and settings.database_url.startswith("sqlite")
        self._looked = False

    async def __call__(self) -> None:
        """Returns once the copy is made, or why it is not was said."""
        is_first, self._looked = not self._looked, True
        if is_first or not self._wanted:
            return
        if not nightly_path(self._url, self._clock.now()).exists():
            await self._make()

    async def _make(self) -> None:
        process = await asyncio.create_subprocess_exec(*COMMAND, stdout=DEVNULL, stderr=PIPE)
        try:
            _, said = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode == 0:
            self._pulse.heal("backup")
            return
        why = said.decode(errors="replace").strip().rpartition("\n")[2] or "it was killed"
        self._pulse.ail("backup", why)
        logger.warning("no backup was made: %s", why)
