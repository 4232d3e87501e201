"""The real bot as a process of its own: started, killed and stopped as an operator would.

It runs in the folder it is given, on the SQLite file there, against the Bot API server it is told.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from bot.settings import Settings
from deploy.playground.telegram import Telegram
from deploy.playground.telegram.records import Arrival

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "bot")
PATIENCE = 60.0  # seconds until a process that does not do what is awaited counts as broken


class Process:
    """`python -m bot` with settings of its own; nothing of the developer's `.env` reaches it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.database = folder / "bot.db"
        self.log = folder / "bot.log"
        self._environment = _environment({"database_url": self.url, **settings})
        self._running: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    @property
    def pid(self) -> int:
        assert self._running is not None, "it was not started"
        return self._running.pid

    async def start(self) -> None:
        """Returns as soon as it runs; it is still reading its own code then."""
        with self.log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *COMMAND, cwd=self.folder, env=self._environment, stdout=log, stderr=log
            )

    async def start_polling(self, telegram: Telegram) -> None:
        """Start it and wait for its first question for updates."""
        calls = arrivals(telegram)
        await self.start()
        asked = asyncio.ensure_future(_polls(calls))
        ended = asyncio.ensure_future(self.ended())
        await asyncio.wait({asked, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not asked.done():
            asked.cancel()
            raise AssertionError(f"it ended before it asked for updates:\n{self.said()}")
        await asked

    async def kill(self) -> None:
        """SIGKILL: nothing of it runs any more, and nothing of it was told."""
        os.kill(self.pid, signal.SIGKILL)
        await self.ended()

    async def terminate(self) -> int:
        """SIGTERM, then its exit code."""
        os.kill(self.pid, signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Its exit code, once it is over."""
        assert self._running is not None, "it was not started"
        return await self._running.wait()

    async def end(self) -> None:
        """Let nothing of it stay behind, whatever happened."""
        if self._running is not None and self._running.returncode is None:
            await self.kill()

    def said(self) -> str:
        """All that it wrote to its console, over all its lives."""
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def resident(self) -> float:
        """MiB of memory that it holds now."""
        text = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def arrivals(telegram: Telegram) -> AsyncIterator[Arrival]:
    """Every call that reaches Telegram from now on."""
    return _arrivals(telegram, len(telegram.arrivals))


async def _arrivals(telegram: Telegram, seen: int) -> AsyncIterator[Arrival]:
    while True:
        for arrival in telegram.arrivals[seen:]:
            seen += 1
            yield arrival
        if seen == len(telegram.arrivals):
            await telegram.next_arrival()


async def first(calls: AsyncIterator[Arrival], method: str, chat: int | None = None) -> Arrival:
    """The first of them with this method, to this chat if one is given."""
    async with asyncio.timeout(PATIENCE):
        async for arrival in calls:
            if arrival.method == method and chat in (None, arrival.chat_id):
                return arrival
    raise AssertionError("calls arrive for ever")


async def _polls(calls: AsyncIterator[Arrival]) -> None:
    """A late question of a dead process is no life: the living first ask who they are."""
    await first(calls, "getMe")
    await first(calls, "getUpdates")


def _environment(settings: dict[str, str]) -> dict[str, str]:
    """Ours without any setting of the bot, then those given."""
    names = {name.upper() for name in Settings.model_fields}
    inherited = {key: value for key, value in os.environ.items() if key.upper() not in names}
    chosen = {"listen": "127.0.0.1:0", "who_may_join": "anyone", **settings}
    return {
        **inherited,
        "PYTHONPATH": str(ROOT),
        **{name.upper(): value for name, value in chosen.items()},
    }
