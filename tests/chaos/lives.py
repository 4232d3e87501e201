"""Lives of the process under test: born by the zygote, killed or told to stop, and how they end.

Nothing of the developer's `.env` or settings reaches them.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.settings import Settings
from tests.process import ROOT

START = 60.0  # seconds until a life that was ordered counts as never born
STOP = 10.0  # seconds that SIGTERM may take


@dataclass
class Nursery:
    """The zygote, and what it says of those it bore."""

    process: asyncio.subprocess.Process
    born: dict[int, asyncio.Future[int]] = field(default_factory=dict)
    ended: dict[int, asyncio.Future[int]] = field(default_factory=dict)
    orders: int = 0

    async def bear(self, order: dict[str, Any]) -> int:
        """The pid."""
        assert self.process.stdin is not None
        self.orders += 1
        born = self.born[self.orders] = asyncio.get_running_loop().create_future()
        line = json.dumps({"order": self.orders, **order}) + "\n"
        self.process.stdin.write(line.encode())
        async with asyncio.timeout(START):
            return int(await born)

    def end_of(self, pid: int) -> asyncio.Future[int]:
        """Its exit code, or minus the signal."""
        return self.ended.setdefault(pid, asyncio.get_running_loop().create_future())

    async def listen(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            said = json.loads(line)
            if "pid" in said:
                self.born.pop(said["order"]).set_result(said["pid"])
            else:
                self.end_of(said["ended"]).set_result(said["code"])


@asynccontextmanager
async def a_nursery() -> AsyncIterator[Nursery]:
    """Nothing born in it outlives it."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.chaos.zygote"),
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=pipe,
        stdout=pipe,
    )
    nursery = Nursery(process)
    listening = asyncio.ensure_future(nursery.listen())
    try:
        yield nursery
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await listening


@dataclass
class Life:
    """One process at a time, in its folder; `start` begins the next."""

    nursery: Nursery
    folder: Path
    main: str
    settings: dict[str, str]
    plan: dict[str, Any]
    pid: int = 0
    deaths: int = 0

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    @property
    def alive(self) -> bool:
        return bool(self.pid) and not self.nursery.end_of(self.pid).done()

    async def start(self, *arguments: str, **plan: Any) -> int:
        order = {
            "main": self.main,
            "arguments": list(arguments),
            "plan": {**self.plan, **plan},
            "log": str(self.log),
            "folder": str(self.folder),
            "environment": environment(self.settings),
        }
        pid = await self.nursery.bear(order)
        if not arguments:
            self.pid = pid
        return pid

    async def kill(self) -> None:
        """SIGKILL: nothing of it runs any more, and nothing of it was told."""
        if self.alive:
            os.kill(self.pid, signal.SIGKILL)
        await self.ended()
        self.deaths += 1

    async def terminate(self) -> int:
        """SIGTERM, then its exit code. Raises TimeoutError after ten seconds."""
        os.kill(self.pid, signal.SIGTERM)
        async with asyncio.timeout(STOP):
            return await self.ended()

    async def over(self) -> int:
        """Its exit code, told to stop or not."""
        return await (self.terminate() if self.alive else self.ended())

    async def ended(self) -> int:
        return await asyncio.shield(self.nursery.end_of(self.pid))

    async def run(self, *arguments: str) -> int:
        """A command line beside it or instead; its exit code."""
        pid = await self.start(*arguments)
        async with asyncio.timeout(START):
            return await asyncio.shield(self.nursery.end_of(pid))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


def environment(settings: dict[str, str]) -> dict[str, str]:
    """Ours without any setting of the bot, then those given."""
    names = {name.upper() for name in Settings.model_fields}
    inherited = {key: value for key, value in os.environ.items() if key.upper() not in names}
    chosen = {"listen": "127.0.0.1:0", "who_may_join": "anyone", **settings}
    return {**inherited, **{name.upper(): value for name, value in chosen.items()}}
