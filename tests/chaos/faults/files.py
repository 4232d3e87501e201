"""What happens to the database: disk full, read-only, locked, corrupt, foreign, newer, taken back.

Where the bot must refuse, it must do so in words, with exit code 1, and leave the file as it is.
"""

import asyncio
import resource
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.chaos.day import Days
from tests.chaos.script import at
from tests.chaos.world import World

FULL, LOCKED = 2.0, 3.0  # seconds for which nothing can be written
NOBODY = 65534
UNLIMITED = resource.RLIM_INFINITY


async def disk_full(days: Days, chance: Random, count: int) -> None:
    """No file may grow while people write: the offset stays, and all is well afterwards."""
    world = days.world

    async def fill(moment: datetime) -> None:
        if moment in _busy(days, chance, count):
            resource.prlimit(world.life.pid, resource.RLIMIT_FSIZE, (0, UNLIMITED))

    async def empty(moment: datetime) -> None:
        if moment in _busy(days, chance, count):
            await asyncio.sleep(FULL)
            world.ledger.fired += world.telegram.pending_updates > 0
            resource.prlimit(world.life.pid, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))

    await days.live(before=fill, after=empty)


async def locked(days: Days, chance: Random, seconds: int) -> None:
    """Somebody else writes to the database all the time: it is waited for."""
    world = days.world
    with closing(sqlite3.connect(_file(world), isolation_level=None)) as other:

        async def lock(moment: datetime) -> None:
            if moment in _busy(days, chance, 2):
                other.execute("PRAGMA busy_timeout=10000")
                other.execute("BEGIN IMMEDIATE")

        async def unlock(moment: datetime) -> None:
            if moment in _busy(days, chance, 2):
                await asyncio.sleep(seconds)
                world.ledger.fired += world.telegram.pending_updates > 0
                other.execute("ROLLBACK")

        await days.live(before=lock, after=unlock)


def _busy(days: Days, chance: Random, count: int) -> list[datetime]:
    """The moments of the date at which people write, the busiest first."""
    agenda = days.agenda(days.dates[0])
    return [moment for moment, what in sorted(agenda, key=lambda m: -len(m[1]))][:count]


async def unusable(days: Days, chance: Random, count: int) -> None:
    """Between two moments the file is corrupt, foreign, newer or not writable; then as before."""
    world, broken = days.world, list(BREAKING)
    chance.shuffle(broken)

    async def refuse(_: datetime) -> None:
        if broken:
            await _refuses(world, broken.pop())

    await days.live(before=refuse)


async def _refuses(world: World, how: str) -> None:
    file = _file(world)
    await world.terminate()
    kept = file.with_suffix(".kept")
    shutil.copy(file, kept)
    BREAKING[how](file)
    before = file.read_bytes()
    told = len(world.life.said())
    code = await _ends(world, uid=NOBODY if how == "read-only" else None)
    line = world.life.said()[told:].strip()
    assert code == 1, f"{how}: exit code {code}, {line}"
    assert len(line.splitlines()) == 1, f"{how}: {line}"
    assert file.read_bytes() == before, f"{how}: the file was changed"
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    shutil.move(kept, file)
    file.chmod(0o600)
    world.ledger.fired += 1
    await world.start()


async def _ends(world: World, uid: int | None) -> int:
    await world.life.start(uid=uid)
    async with asyncio.timeout(10):
        return await world.life.ended()


def _corrupt(file: Path) -> None:
    """Whole pages in the middle are rubbish."""
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[4096:middle] = b"\xa5" * (middle - 4096)
    file.write_bytes(content)


def _rubbish(file: Path) -> None:
    file.write_bytes(b"not a database at all " * 400)


def _foreign(file: Path) -> None:
    """Somebody else's SQLite database."""
    file.unlink()
    with closing(sqlite3.connect(file)) as other, other:
        other.execute("CREATE TABLE songs (id INTEGER PRIMARY KEY, title TEXT)")


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as ours, ours:
        ours.execute("UPDATE alembic_version SET version_num = 'from-the-future'")


def _read_only(file: Path) -> None:
    """For somebody who is not its owner; see NOBODY."""
    file.chmod(0o444)
    (file.parent / "clock").chmod(0o666)
    for folder in (file.parent, file.parent.parent):
        folder.chmod(0o755)


BREAKING: dict[str, Callable[[Path], None]] = {
    "corrupt": _corrupt,
    "rubbish": _rubbish,
    "foreign": _foreign,
    "newer": _newer,
    "read-only": _read_only,
}


async def second_start(days: Days, chance: Random, count: int) -> None:
    """Another process on the same file refuses; the first goes on."""
    world = days.world
    first = world.life.pid

    async def another(_: datetime) -> None:
        if world.ledger.fired < count:
            assert await _ends(world, None) == 1, world.life.said()
            world.life.pid = first
            world.ledger.fired += 1

    await days.live(after=another)


async def restored(days: Days, chance: Random, count: int) -> None:
    """A backup of before the naming comes back at noon: what was said since is not said again."""
    world, on = days.world, days.dates[0]
    taken, back = at(on, "08:09"), at(on, "12:30")
    days.also = [taken, back, back + timedelta(minutes=2)]
    backup = str(world.life.folder / "backup.db")

    async def restore(moment: datetime) -> None:
        if moment == taken:
            assert await world.life.run("backup", backup) == 0, world.life.said()
        if moment == back:
            await world.terminate()
            days.model.forget(on)
            assert await world.life.run("restore", backup) == 0, world.life.said()
            await world.start()
            await _no_storm(days)

    await days.live(before=restore)


async def _no_storm(days: Days) -> None:
    """At most one message a person follows by itself."""
    world = days.world
    sent = len([call for call in world.telegram.arrivals if call.method == "sendMessage"])
    await asyncio.sleep(1.0)
    await world.calm()
    now = len([call for call in world.telegram.arrivals if call.method == "sendMessage"])
    assert now - sent <= len(world.people), f"{now - sent} messages after the restore"
    world.ledger.fired += 1


def _file(world: World) -> Path:
    return world.life.folder / "bot.db"
