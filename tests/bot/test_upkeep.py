"""The host's commands beside the bot: what each says, and the code it ends with."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import upkeep
from bot.__main__ import main
from bot.nightly import Nightly
from bot.pulse import Pulse
from bot.settings import Settings
from deploy.playground.telegram import Telegram
from scheduler.clock import SystemClock
from storage.errors import AlreadyRunning
from storage.store import Store
from tests.process import Process

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)


class NightClock(SystemClock):
    """It is three in the night, UTC."""

    def now(self) -> datetime:
        return NOW


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A database in which nobody is known."""
    url = f"sqlite:///{tmp_path / 'line.db'}"
    store = Store(url)
    store.upgrade()
    store.close()
    return Settings(database_url=url)


def do(settings: Settings, *arguments: str) -> int:
    return upkeep.run(settings, NightClock(), list(arguments))


def spoil(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "line.db")) as file, file:
        for statement in statements:
            file.execute(statement)


def test_verify_says_in_one_line_that_all_agrees(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(settings, "verify") == 0
    assert capsys.readouterr().out == "All agrees: 0 people, 0 dates, 0 journal lines.\n"


def test_verify_lists_what_is_off_and_ends_with_one(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(tmp_path, "INSERT INTO leases VALUES ('poller', 'one', '2036-01-01 00:00:00')")
    assert do(settings, "verify") == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first == "leases poller is held until far ahead"
    assert last.startswith("1 thing is off")


def test_a_nightly_copy_takes_the_place_of_the_oldest(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 9):
        (folder / f"2026-02-0{day}.db").write_bytes(b"old")
    assert do(settings, "backup") == 0
    assert str(folder / "2026-03-04.db") in capsys.readouterr().out
    assert len(list(folder.iterdir())) == 7
    assert not (folder / "2026-02-02.db").exists()


def test_a_copy_with_a_name_of_its_own_removes_none(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 9):
        (folder / f"2026-02-0{day}.db").write_bytes(b"old")
    assert do(settings, "backup", str(folder / "mine.db")) == 0
    assert len(list(folder.iterdir())) == 9


def test_restore_says_where_the_old_file_is(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    do(settings, "backup", str(tmp_path / "copy.db"))
    assert do(settings, "restore", str(tmp_path / "copy.db")) == 0
    aside = capsys.readouterr().out.split()[-1]
    assert Path(aside).is_file()


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["verify", "me"], ["backup", "a", "b"], ["restore"], ["doctor", "who"]],
)
def test_who_asks_wrongly_gets_the_usage(
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("usage: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_without_a_database_each_refuses_in_one_line(
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


# The copy each night


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(SystemClock())


@pytest.fixture
def _own_process(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process that makes the copy is started with."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def copies(folder: Path) -> list[str]:
    made = folder / "backups"
    return [path.name for path in made.iterdir()] if made.exists() else []


@pytest.mark.usefixtures("_own_process")
async def test_each_date_has_one_copy_but_none_is_made_at_the_start(
    settings: Settings, pulse: Pulse, tmp_path: Path
) -> None:
    clock = SystemClock()
    nightly = Nightly(settings, clock, pulse)
    await nightly()
    assert copies(tmp_path) == []
    await nightly()
    [name] = copies(tmp_path)
    written = (tmp_path / "backups" / name).stat().st_mtime_ns
    await nightly()
    assert (tmp_path / "backups" / name).stat().st_mtime_ns == written
    assert pulse.ailments() == {}


@pytest.mark.usefixtures("_own_process")
async def test_a_copy_that_fails_turns_the_health_red_until_one_succeeds(
    settings: Settings, pulse: Pulse, tmp_path: Path
) -> None:
    nightly = Nightly(settings, SystemClock(), pulse)
    await nightly()
    (tmp_path / "backups").write_text("a file where the folder should be")
    await nightly()
    assert "backups" in pulse.ailments()["backup"]
    (tmp_path / "backups").unlink()
    await nightly()
    assert pulse.ailments() == {}


@pytest.mark.parametrize(
    "other", [{"backups": 0}, {"database_url": "postgresql+psycopg://ana@db/line"}]
)
async def test_who_wants_none_or_has_no_file_gets_none(
    settings: Settings, pulse: Pulse, tmp_path: Path, other: dict[str, object]
) -> None:
    nightly = Nightly(settings.model_copy(update=other), SystemClock(), pulse)
    await nightly()
    await nightly()
    assert copies(tmp_path) == []
    assert pulse.ailments() == {}


async def test_beside_a_running_bot_all_is_looked_at_and_copied_but_nothing_replaced(
    tmp_path: Path,
) -> None:
    telegram = Telegram(lambda: datetime.now(UTC))
    await telegram.start()
    process = Process(tmp_path, telegram_token=telegram.token, telegram_api_url=telegram.url)
    try:
        await process.start_polling(telegram)
        settings = Settings(database_url=process.url)
        copy = str(tmp_path / "copy.db")
        assert do(settings, "verify") == 0
        assert do(settings, "backup", copy) == 0
        with pytest.raises(AlreadyRunning):
            do(settings, "restore", copy)
        assert await process.terminate() == 0
        assert do(settings, "restore", copy) == 0
    finally:
        await process.end()
        await telegram.stop()
    assert "Traceback" not in process.said()
