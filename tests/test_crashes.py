"""The process dies at every named moment and at any other: nothing lost, nothing done twice."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.faultpoints import (
    ACCEPTED,
    ALL,
    CLAIMED,
    COMMITTED,
    FINISHED,
    HANDLED,
    NOTED,
    STORED,
    TICKED,
)
from bot.packing import DEATHS_AT_MOST
from deploy.playground.telegram import Telegram, User
from storage.records import Verb
from tests.echo import EFFECTS, ROUTES, count, outcome, outgoing, put, words_heard
from tests.world import Died, World, a_world, eventually

IN_AN_UPDATE = [STORED, HANDLED, COMMITTED, CLAIMED, ACCEPTED, NOTED, FINISHED]
KILLS, IN_FLIGHT, PEOPLE = 20, 5, 6
MOMENTS = 0.6  # seconds of work within which the process is killed


async def die(world: World) -> None:
    """Settle until the process dies, and begin anew on what it left behind."""
    with pytest.raises(BaseException) as died:  # noqa: PT011 - alone, or in a group of tasks
        await world.settle()
    assert died.group_contains(Died) if isinstance(died.value, BaseExceptionGroup) else True
    assert isinstance(died.value, Died | BaseExceptionGroup)
    await world.restart()


def test_every_named_moment_is_tried_here() -> None:
    assert {*IN_AN_UPDATE, TICKED} == set(ALL)


@pytest.mark.parametrize("at", IN_AN_UPDATE)
@pytest.mark.parametrize("after", range(2))
async def test_dying_at_a_named_moment_loses_nothing(
    tmp_path: Path, database_url: str, at: str, after: int
) -> None:
    async with a_world(tmp_path, routes=ROUTES, database_url=database_url) as world:
        people = [world.person(name) for name in ("Ana", "Ben", "Cleo")]
        world.telegram.limits = False
        for n in range(2):
            for who in people:
                world.telegram.write(who.user, f"/echo {n}")
        world.dies_at(at, 0 if at == STORED else after)  # the six come in one batch
        await die(world)
        await world.minutes(3)
        assert count(world) == 6
        heard = [words_heard(world, who) for who in people]
        assert [list(dict.fromkeys(words)) for words in heard] == [["0", "1"]] * 3
        most = 1 if at in (STORED, HANDLED, COMMITTED) else 2  # later some may be in flight
        assert {words.count(word) for words in heard for word in words} <= {1, most}


@pytest.mark.parametrize(("at", "shown"), [(CLAIMED, 1), (ACCEPTED, 4)])
async def test_a_notice_that_three_crashes_met_goes_once_more_after_each(
    tmp_path: Path, database_url: str, at: str, shown: int
) -> None:
    async with a_world(tmp_path, routes=ROUTES, database_url=database_url) as world:
        ana = world.person("Ana")
        await world.write(ana, "/echo hello")
        [sent] = put(world, outgoing(ana, "perhaps"))
        for _ in range(3):
            world.dies_at(at)
            await die(world)
        await world.minutes(5)
        assert words_heard(world, ana) == ["hello"] + ["perhaps"] * shown
        assert outcome(world, sent) == "taken"


async def test_a_notice_that_every_process_dies_of_is_given_up(
    tmp_path: Path, database_url: str
) -> None:
    async with a_world(tmp_path, routes=ROUTES, database_url=database_url) as world:
        ana = world.person("Ana")
        await world.write(ana, "/echo hello")
        [sent] = put(world, outgoing(ana, "perhaps"))
        for _ in range(DEATHS_AT_MOST):
            world.dies_at(CLAIMED)
            await die(world)
        await world.minutes(5)
        assert words_heard(world, ana) == ["hello"]
        assert outcome(world, sent) == "unknown"


async def test_an_edit_in_flight_at_a_crash_leaves_one_message(
    tmp_path: Path, database_url: str
) -> None:
    async with a_world(tmp_path, routes=ROUTES, database_url=database_url) as world:
        ana = world.person("Ana")
        await world.write(ana, "/echo hello")
        for n in range(3):
            put(world, outgoing(ana, f"edit {n}", slot="thing:0", verb=Verb.EDIT))
            world.dies_at(ACCEPTED)
            await die(world)
            await world.settle()
        assert [m.text for m in world.chat(ana)[1:]] == [world.last(ana).text]
        assert "edit 2" in world.last(ana).text


class Process:
    """`tests/victim.py`, the real thing in a process of its own, to be killed."""

    def __init__(self, telegram: Telegram, folder: Path) -> None:
        self._telegram, self._folder = telegram, folder
        self._process: asyncio.subprocess.Process | None = None

    async def begin(self) -> None:
        seen = len(self._telegram.arrivals)
        database = f"sqlite:///{self._folder / 'victim.db'}"
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.victim", self._telegram.url, database),
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stderr=asyncio.subprocess.PIPE,
        )
        arrivals = self._telegram.arrivals
        await eventually(lambda: any(a.method == "getUpdates" for a in arrivals[seen:]))

    async def end(self, how: signal.Signals) -> tuple[int, str]:
        """The exit code and what was said on the way."""
        assert self._process is not None
        self._process.send_signal(how)
        _, said = await self._process.communicate()
        return self._process.returncode or 0, said.decode()


@pytest.mark.slow
async def test_killed_at_random_moments_the_real_process_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("KILL_SEED", "4"))
    chance = random.Random(seed)
    telegram = Telegram(lambda: datetime.now(UTC))
    await telegram.start()
    people = [telegram.person(101 + n, f"P{n}") for n in range(PEOPLE)]
    process, written = Process(telegram, tmp_path), 0
    kills: list[int] = []
    try:
        await process.begin()
        while len(kills) < KILLS:
            for _ in range(chance.randint(IN_FLIGHT, 40)):
                written += 1
                telegram.write(chance.choice(people), f"/echo {written}")
            await asyncio.sleep(chance.random() * MOMENTS)
            while telegram.pending_updates < IN_FLIGHT:
                written += 1
                telegram.write(chance.choice(people), f"/echo {written}")
            kills.append(telegram.pending_updates)
            assert await process.end(signal.SIGKILL) == (-signal.SIGKILL, "")
            await process.begin()
        said = await _everything(telegram, people, written)
        assert await process.end(signal.SIGTERM) == (0, "")
    finally:
        await telegram.stop()
    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}: killed with {kills} updates unconfirmed; ")
        sys.stdout.write(f"{written} written, {len(said) - written} answers shown twice\n")
    assert min(kills) >= IN_FLIGHT
    assert sorted(set(said)) == list(range(1, written + 1))
    assert len(said) - written <= KILLS * PEOPLE
    assert _counted(tmp_path) == written


async def _everything(telegram: Telegram, people: list[User], written: int) -> list[int]:
    """The number of every answer, once all that was written has one."""
    said: list[int] = []

    def all_said() -> bool:
        for who in people:
            said.extend(int(text.split("“")[1].split("”")[0]) for text in telegram.heard(who))
        return len(set(said)) == written

    await eventually(all_said)
    return said


def _counted(folder: Path) -> int:
    """How many effects there are in the database."""
    with closing(sqlite3.connect(folder / "victim.db")) as database:
        return int(database.execute(EFFECTS).fetchone()[0])
