"""Runs every kind of fault in a world of its own, ours and the control's, and tells of it.

Everything is drawn from one seed: what people do, and when they and the fault do it.
"""

import asyncio
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.chaos.day import Days, weekdays
from tests.chaos.joining import join
from tests.chaos.lives import Nursery, a_nursery
from tests.chaos.oracle import Verdict, sent
from tests.chaos.script import SUNDAY, town
from tests.chaos.world import Template, World, a_world, kept
from tests.postgres import Server

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
PROCESSES = 3  # of one bot on one PostgreSQL
TAKEN_OVER = 30.0  # seconds of patience: a lease of ten goes by before another process sends
AT_ONCE = 3  # worlds; most of the time each waits
Do = Callable[[Days, Random, int], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """A kind of fault: what does it, how often, over how many dates, to how many pairs."""

    name: str
    do: Do
    count: int = 1
    dates: int = 1
    pairs: int = 4
    control: bool = False
    plan: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A fault, what it did to ours, and to the control if it was run."""

    fault: Fault
    ours: Verdict
    control: Verdict | None = None


class Campaign:
    """On SQLite, or with a server on PostgreSQL, one world after another and several processes."""

    def __init__(
        self, nursery: Nursery, folder: Path, seed: int, server: Server | None = None
    ) -> None:
        self.nursery, self.folder, self.seed, self.server = nursery, folder, seed, server
        self._templates: dict[tuple[str, int], asyncio.Task[Template]] = {}
        self._room = asyncio.Semaphore(1 if server else AT_ONCE)

    async def run(self, faults: Sequence[Fault], only_ours: bool = False) -> list[Line]:
        """All of them, some at once; told as they come in."""
        return list(await asyncio.gather(*(self._line(one, only_ours) for one in faults)))

    async def _line(self, fault: Fault, only_ours: bool) -> Line:
        ours = await self._verdict(fault, "bot")
        control = None
        if fault.control and not only_ours:
            control = await self._verdict(fault, "control")
        line = Line(fault, ours, control)
        sys.stdout.write(row(line) + "\n")
        if not ours.well:
            sys.stdout.write(details(ours) + "\n")
        sys.stdout.flush()
        return line

    async def _verdict(self, fault: Fault, main: str) -> Verdict:
        """What became of one world. A world that breaks down counts as wrong."""
        template = await self._template(main, fault.pairs)
        async with self._room:
            try:
                return await self._live(fault, main, template)
            except Exception as error:
                sys.stderr.write("".join(traceback.format_exception(error)))
                return Verdict(fault.name, wrong=[f"{type(error).__name__}: {error}"])

    async def _live(self, fault: Fault, main: str, template: Template) -> Verdict:
        began = time.monotonic()
        folder = self.folder / f"{fault.name} {main}".replace(" ", "-").replace("/", "")
        people = town(fault.pairs)
        where = self._database("world", "joined")
        async with a_world(
            self.nursery, folder, main, people, START, template, database_url=where
        ) as world:
            world.life.plan.update(fault.plan)
            await world.start()
            if self.server:
                world.server, world.patience = self.server, TAKEN_OVER
                world.beside = [replace(world.life, pid=0) for _ in range(PROCESSES - 1)]
                await world.rise()
            dates = weekdays(SUNDAY + timedelta(days=1), fault.dates)
            days = Days(world, self.seed, dates)
            await fault.do(days, Random(f"{self.seed} {fault.name}"), fault.count)
            verdict = await days.verdict()
            if not verdict.well:
                _keep(world, fault, self.seed)
            if world.held_up:
                sys.stdout.write(f"{fault.name}: the machine held us up {world.held_up} times\n")
        verdict.fault, verdict.seconds = fault.name, time.monotonic() - began
        return verdict

    def _template(self, main: str, pairs: int) -> asyncio.Task[Template]:
        if (main, pairs) not in self._templates:
            self._templates[main, pairs] = asyncio.ensure_future(self._joined(main, pairs))
        return self._templates[main, pairs]

    async def _joined(self, main: str, pairs: int) -> Template:
        folder = self.folder / f"joining-{main}-{pairs}"
        where = self._database("joined")
        async with a_world(
            self.nursery, folder, main, town(pairs), START, database_url=where
        ) as world:
            await join(world)
            return kept(world)

    def _database(self, name: str, like: str = "template1") -> str | None:
        """The address of a new one of this name, like another; None for a file."""
        if self.server is None:
            return None
        self.server.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.server.run(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.server.url(name)


def _keep(world: World, fault: Fault, seed: int) -> None:
    """What everybody did and heard, and what the bot said to its console, to be read."""
    lines = [
        f"{one.at:%d %H:%M:%S.%f} {one.chat} < {one.text!r}"
        for one in sent(world.telegram.arrivals)
    ]
    lines += [f"{act.at:%d %H:%M:%S.%f} {act.who.id} > {act.text!r}" for act in world.ledger.acts]
    lines += [f"{blow.at:%d %H:%M:%S.%f} ! {blow.kind}" for blow in world.ledger.blows]
    file = Path(tempfile.gettempdir()) / f"chaos-{seed}-{fault.name.replace(' ', '-')}.txt"
    file.write_text("\n".join([*sorted(lines), world.life.said()]), encoding="utf-8")
    sys.stdout.write(f"{fault.name}: all of it is in {file}\n")


async def campaign(
    faults: Sequence[Fault], seed: int, only_ours: bool = False, server: Server | None = None
) -> list[Line]:
    """The lines of the table, in the order of the faults."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with a_nursery() as nursery:
            whole = Campaign(nursery, Path(folder), seed, server)
            return await whole.run(faults, only_ours or bool(server))


HEAD = (
    f"{'fault':32} {'fired':>6} {'lost':>5} {'doubled':>8} {'wrong':>6} {'repeats':>12}   control"
)


def row(line: Line) -> str:
    """One line of the table: ours, then lost, doubled and wrong of the control."""
    one = line.ours
    repeats = f"{one.repeats} (<= {one.bound})"
    ours = (
        f"{line.fault.name:32} {one.fired:6} {len(one.lost):5} {len(one.doubled):8}"
        f" {len(one.wrong):6} {repeats:>12}"
    )
    if line.control is None:
        return f"{ours}   -"
    two = line.control
    return f"{ours}   {len(two.lost)} lost, {len(two.doubled)} doubled, {len(two.wrong)} wrong"


def details(verdict: Verdict, most: int = 8) -> str:
    """What exactly is amiss."""
    found = [
        f"  {name}: {one}"
        for name in ("lost", "doubled", "wrong")
        for one in getattr(verdict, name)[:most]
    ]
    return "\n".join([f"{verdict.fault}:", *found])
