"""From SQLite to PostgreSQL by one command: all of it or nothing, and life goes on there."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from bot import upkeep
from bot.settings import Settings
from scheduler.clock import SystemClock
from storage.errors import AlreadyRunning, Unusable
from storage.store import Store
from storage.tables import metadata
from storage.transfer import LEFT, transfer
from tests.postgres import Server
from tests.test_verify import NOW, live
from tests.world import a_world

pytestmark = pytest.mark.postgres


class ThatClock(SystemClock):
    """It is the moment at which the lived days end."""

    def now(self) -> Any:
        return NOW


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(live(tmp_path_factory.mktemp("lived")))


@pytest.fixture
def file(lived: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived, tmp_path / "line.db"))


@pytest.fixture
def url(postgres: Server) -> str:
    """An empty database, without tables."""
    return postgres.make("moved")


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in LEFT
        }
    engine.dispose()
    return found


def test_every_row_of_every_table_comes_over(
    file: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(f"sqlite:///{file}")
    assert upkeep.run(Settings(database_url=url), ThatClock(), ["move", str(file)]) == 0
    said = capsys.readouterr().out.splitlines()
    rows = sum(map(len, before.values()))
    assert said[0] == f"Moved {rows} rows of {file} into PostgreSQL; the file stays as it was."
    assert said[1].startswith("All agrees: 2 people")
    assert everything(url) == before == everything(f"sqlite:///{file}")
    assert min(len(before[name]) for name in ("people", "days", "outbox", "journal")) > 0


async def test_life_goes_on_where_it_moved_to(file: Path, url: str, tmp_path: Path) -> None:
    transfer(file, url)
    async with a_world(tmp_path, now=NOW, database_url=url) as world:
        known = world.telegram.person(102, "Ana", "ana", "en")
        world.telegram.state.chats[known.id].started = True
        stranger = world.person("Cleo", id=333)
        await world.write(stranger, "/start")
        await world.until(NOW + timedelta(days=2))
        assert world.chat(stranger)
        assert world.telegram.heard(known)


def test_a_database_with_anyone_in_it_is_left_alone(file: Path, postgres: Server) -> None:
    there = Store(postgres.fresh())
    with there.transaction() as tx:
        tx.people.add(1, "Zoe", "en", None, NOW)
    there.close()
    with pytest.raises(Unusable, match="has people already; nothing was moved"):
        transfer(file, postgres.url())
    assert [len(rows) for rows in everything(postgres.url()).values() if rows] == [1]


def test_nothing_is_moved_from_under_a_running_bot(file: Path, url: str) -> None:
    running = Store(f"sqlite:///{file}")
    with pytest.raises(AlreadyRunning):
        transfer(file, url)
    running.close()


def test_what_cannot_be_moved_is_said_in_one_line(file: Path, url: str, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="is not there"):
        transfer(tmp_path / "absent.db", url)
    with pytest.raises(Unusable, match="must name the PostgreSQL"):
        transfer(file, f"sqlite:///{tmp_path / 'other.db'}")
    with pytest.raises(Unusable, match="cannot be used"):
        transfer(file, "postgresql+psycopg://nobody@/nothing?host=/nowhere")
