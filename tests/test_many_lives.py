"""Three real processes on one PostgreSQL, killed in every part they play; nothing is lost."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.playground.telegram import Telegram
from tests.echo import EFFECTS
from tests.postgres import Server

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
PROCESSES, PEOPLE = 3, 6
ROUNDS = int(os.environ.get("KILL_ROUNDS", "1"))
TAKEN_OVER = 10.0  # seconds
PATIENCE = 90.0  # seconds until what is awaited counts as not coming


class Crowd:
    """`tests/victim.py` several times, and people who write all the while."""

    def __init__(self, telegram: Telegram, url: str, server: Server) -> None:
        self.telegram, self.server = telegram, server
        self.people = [telegram.person(101 + n, f"P{n}") for n in range(PEOPLE)]
        self.written = 0
        self.said: list[int] = []
        self._url = url
        self._processes: dict[int, asyncio.subprocess.Process] = {}

    async def begin(self) -> None:
        """Returns once it lives."""
        met = self._met()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.victim", self.telegram.url, self._url),
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stderr=asyncio.subprocess.DEVNULL,
        )
        self._processes[process.pid] = process
        async with asyncio.timeout(PATIENCE):
            while self._met() == met:
                await _a_while()

    def _met(self) -> int:
        """How many lives have asked who they are."""
        return sum(arrival.method == "getMe" for arrival in self.telegram.arrivals)

    async def end(self, pid: int, how: signal.Signals) -> int:
        process = self._processes.pop(pid)
        process.send_signal(how)
        return await process.wait()

    async def end_all(self, how: signal.Signals) -> list[int]:
        return [await self.end(pid, how) for pid in list(self._processes)]

    def holder(self, part: str) -> int | None:
        """Which process plays this part; None when none of ours does."""
        rows = self.server.run(f"SELECT holder FROM leases WHERE name = '{part}'", "house")
        pid = int(rows[0][0].split(":")[1]) if rows else 0
        return pid if pid in self._processes else None

    def others(self) -> list[int]:
        """Who plays neither part."""
        busy = {self.holder("poller"), self.holder("sender")}
        return [pid for pid in self._processes if pid not in busy]

    async def led(self) -> None:
        """Both parts are played by processes that live."""
        async with asyncio.timeout(PATIENCE):
            while not (self.holder("poller") and self.holder("sender")):
                await _a_while()

    def write(self, chance: random.Random, times: int) -> None:
        for _ in range(times):
            self.written += 1
            self.telegram.write(chance.choice(self.people), f"/echo {self.written}")

    async def heard_out(self) -> None:
        """Until all that was written has its answer."""
        async with asyncio.timeout(PATIENCE):
            while len(set(self.said)) < self.written:
                await _a_while()
                for who in self.people:
                    self.said += [_number(text) for text in self.telegram.heard(who)]

    def effects(self) -> int:
        [[count]] = self.server.run(EFFECTS, "house")
        return int(count)


async def _a_while() -> None:
    await asyncio.sleep(0.2)


def _number(text: str) -> int:
    return int(text.split("“")[1].split("”")[0])


@asynccontextmanager
async def a_crowd(server: Server) -> AsyncIterator[Crowd]:
    telegram = Telegram(lambda: datetime.now(UTC))
    await telegram.start()
    crowd = Crowd(telegram, server.fresh(), server)
    try:
        for _ in range(PROCESSES):
            await crowd.begin()
        await crowd.led()
        yield crowd
    finally:
        await crowd.end_all(signal.SIGKILL)
        await telegram.stop()


async def test_whoever_is_killed_nothing_is_lost_and_another_follows(
    postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(int(os.environ.get("KILL_SEED", "7")))
    took: list[float] = []
    async with a_crowd(postgres) as crowd:
        loop = asyncio.get_running_loop()
        for part in ("poller", "sender", "neither") * ROUNDS:
            crowd.write(chance, chance.randint(10, 40))
            await asyncio.sleep(chance.random())
            pid = next(iter(crowd.others()), None) if part == "neither" else crowd.holder(part)
            if pid is None:
                continue
            await crowd.end(pid, signal.SIGKILL)
            at = loop.time()
            crowd.write(chance, 10)
            await crowd.led()
            took.append(loop.time() - at)
            await crowd.begin()
        await crowd.heard_out()
        assert crowd.effects() == crowd.written
        assert await crowd.end_all(signal.SIGTERM) == [0] * PROCESSES
        assert crowd.server.run("SELECT name FROM leases", "house") == []
        repeats = len(crowd.said) - crowd.written
    with capsys.disabled():
        spans = ", ".join(f"{span:.1f}" for span in took)
        sys.stdout.write(f"\nkilled {len(took)} of them; parts taken over after {spans} s; ")
        sys.stdout.write(f"{crowd.written} written, {repeats} answers shown twice\n")
    assert max(took) < TAKEN_OVER + 5.0  # the machine may be slow; the leases are not
    assert repeats <= len(took) * PEOPLE


async def test_a_postgres_that_is_stopped_at_once_loses_nothing(postgres: Server) -> None:
    chance = random.Random(11)
    async with a_crowd(postgres) as crowd:
        for _ in range(1 + ROUNDS):
            crowd.write(chance, 20)
            await asyncio.sleep(chance.random())
            await asyncio.to_thread(postgres.stop, True)
            crowd.write(chance, 10)
            await asyncio.sleep(1.0)
            await asyncio.to_thread(postgres.start)
        await crowd.heard_out()
        assert crowd.effects() == crowd.written
        assert len(crowd.said) - crowd.written <= (1 + ROUNDS) * PEOPLE
        assert await crowd.end_all(signal.SIGTERM) == [0] * PROCESSES
