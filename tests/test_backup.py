"""Copies of the database: whole, checked, made beside a running bot, and put back safely."""

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.verify import verify
from storage.backup import back_up, keep_newest, nightly_path, restore
from storage.engine import connect
from storage.errors import AlreadyRunning, Unusable
from storage.ledger import reading
from storage.store import Store
from storage.upgrade import upgrade
from tests.journeys.people import named, sent, settle_in
from tests.world import World

NOW = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)
ASIDE = "line.db.before-2026-03-04T03-00-00"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database in which one person is known."""
    path = tmp_path / "line.db"
    store = Store(url_of(path))
    store.upgrade()
    know(store, 1)
    store.close()
    return path


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def know(store: Store, telegram_id: int) -> None:
    with store.transaction() as tx:
        tx.people.add(telegram_id, f"P{telegram_id}", "en", None, NOW)


def known(file: Path) -> list[int]:
    with closing(sqlite3.connect(file)) as opened:
        return [row[0] for row in opened.execute("SELECT telegram_id FROM people ORDER BY 1")]


def spoil(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(statement)


# Backup


def test_a_copy_made_while_the_bot_writes_is_whole_and_alone(file: Path, tmp_path: Path) -> None:
    store = Store(url_of(file))
    know(store, 2)
    with store.transaction() as tx:
        tx.people.add(3, "not yet committed", "en", None, NOW)
        copy = back_up(url_of(file), tmp_path / "copies" / "one.db")
    assert known(copy) == [1, 2]
    assert [path.name for path in copy.parent.iterdir()] == ["one.db"]
    assert known(file) == [1, 2, 3]
    store.close()


def test_a_copy_can_be_read_by_its_owner_alone(file: Path, tmp_path: Path) -> None:
    copy = back_up(url_of(file), tmp_path / "copies" / "one.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def test_the_nightly_copy_lies_beside_the_database_under_its_date(file: Path) -> None:
    assert nightly_path(url_of(file), NOW) == file.parent / "backups" / "2026-03-04.db"


def test_only_the_newest_dated_copies_are_kept(file: Path) -> None:
    folder = file.parent / "backups"
    for back in range(10):
        back_up(url_of(file), nightly_path(url_of(file), NOW - timedelta(days=back)))
    back_up(url_of(file), folder / "before-the-upgrade.db")
    assert len(keep_newest(folder, 7)) == 3
    left = sorted(path.name for path in folder.iterdir())
    assert left == [*(f"2026-0{day}.db" for day in FEBRUARY_TO_MARCH), "before-the-upgrade.db"]


FEBRUARY_TO_MARCH = ("2-26", "2-27", "2-28", "3-01", "3-02", "3-03", "3-04")


def test_a_corrupt_database_leaves_no_copy_and_the_older_one_stays(
    file: Path, tmp_path: Path
) -> None:
    copy = back_up(url_of(file), tmp_path / "copies" / "one.db")
    before = copy.read_bytes()
    tear(file)
    with pytest.raises(Unusable, match=r"one\.db: "):
        back_up(url_of(file), copy)
    assert copy.read_bytes() == before
    assert list(copy.parent.iterdir()) == [copy]


def tear(file: Path) -> None:
    """Overwrite all but the first page."""
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xff" * (file.stat().st_size - 4096))


def test_what_an_interrupted_backup_left_is_in_nobodys_way(file: Path, tmp_path: Path) -> None:
    (tmp_path / "one.db.unfinished").write_bytes(b"half")
    copy = back_up(url_of(file), tmp_path / "one.db")
    assert known(copy) == [1]
    assert not (tmp_path / "one.db.unfinished").exists()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:////nowhere/at/all.db", "No such file"),
        ("postgresql+psycopg://ana@db/line", "pg_dump"),
    ],
)
def test_what_cannot_be_copied_is_refused_in_one_line(tmp_path: Path, url: str, why: str) -> None:
    with pytest.raises(Unusable, match=why) as refused:
        back_up(url, tmp_path / "copy.db")
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


# Restore


def test_what_was_copied_is_there_again_and_the_old_file_is_kept(file: Path) -> None:
    copy = back_up(url_of(file), nightly_path(url_of(file), NOW))
    store = Store(url_of(file))
    know(store, 2)
    store.close()
    aside = restore(url_of(file), copy, NOW)
    assert known(file) == [1]
    assert aside == file.with_name(ASIDE)
    assert known(aside) == [1, 2]
    assert known(copy) == [1]


def test_what_only_the_log_beside_the_file_holds_goes_aside_with_it(
    file: Path, tmp_path: Path
) -> None:
    copy = back_up(url_of(file), tmp_path / "copy.db")
    died = tmp_path / "died.db"
    store = Store(url_of(file))
    know(store, 2)
    for end in ("", "-wal"):
        shutil.copy(f"{file}{end}", f"{died}{end}")  # as a killed process leaves them
    store.close()
    assert Path(f"{died}-wal").stat().st_size
    aside = restore(url_of(died), copy, NOW)
    assert known(died) == [1]
    assert aside is not None
    assert known(aside) == [1, 2]


def test_a_bot_starts_on_what_was_restored(file: Path) -> None:
    copy = back_up(url_of(file), nightly_path(url_of(file), NOW))
    restore(url_of(file), copy, NOW)
    store = Store(url_of(file))
    store.upgrade()
    know(store, 2)
    store.close()
    with reading(url_of(file)) as ledger:
        assert verify(ledger, NOW).oddities == ()


def test_where_nothing_was_a_copy_is_put_as_well(file: Path, tmp_path: Path) -> None:
    new = tmp_path / "other" / "line.db"
    assert restore(url_of(new), file, NOW) is None
    assert known(new) == [1]


def test_a_copy_of_an_older_version_is_brought_up(file: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    make_older(old)
    restore(url_of(file), old, NOW)
    with reading(url_of(file)) as ledger:
        assert ledger.count("people") == 0


def make_older(file: Path) -> None:
    """A database of the first version, as its migration made it."""
    engine = connect(url_of(file))
    upgrade(engine, "r001")
    engine.dispose()


def test_while_a_bot_runs_nothing_is_replaced(file: Path, tmp_path: Path) -> None:
    copy = back_up(url_of(file), tmp_path / "copy.db")
    store = Store(url_of(file))
    know(store, 2)
    with pytest.raises(AlreadyRunning):
        restore(url_of(file), copy, NOW)
    assert known(file) == [1, 2]
    store.close()


def replace_with(file: Path, statement: str) -> None:
    file.unlink()
    spoil(file, statement)


SPOILT: dict[str, Callable[[Path], object]] = {
    "malformed": tear,
    "another program": lambda file: replace_with(file, "CREATE TABLE recipes (name)"),
    "newer version": lambda file: spoil(file, "UPDATE alembic_version SET version_num = 'r999'"),
    "empty": lambda file: replace_with(file, "PRAGMA user_version = 1"),
    "not a SQLite database": lambda file: file.write_text("dear diary"),
    "No such file": Path.unlink,
}


@pytest.mark.parametrize("why", SPOILT)
def test_a_copy_that_is_not_right_changes_nothing(file: Path, tmp_path: Path, why: str) -> None:
    copy = back_up(url_of(file), tmp_path / "copies" / "one.db")
    SPOILT[why](copy)
    with pytest.raises(Unusable, match=why) as refused:
        restore(url_of(file), copy, NOW)
    assert "\n" not in str(refused.value)
    assert known(file) == [1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "copies",
        "line.db",
        "line.db.lock",
    ]


def test_the_database_itself_is_no_copy(file: Path) -> None:
    with pytest.raises(Unusable, match="is the database itself"):
        restore(url_of(file), file, NOW)
    assert known(file) == [1]


# Life after a restore


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_after_days_that_a_copy_does_not_know_each_hears_one_message_and_all_agrees(
    world: World,
) -> None:
    ana, ben = world.person("Ana", "Europe/Berlin"), world.person("Ben", "Europe/London")
    await settle_in(world, ana, ben, facts=[{"weekdays": "1234567"}] * 2)
    await named(world, ana)
    url = url_of(world.file)
    copy = back_up(url, world.file.with_name("copy.db"))
    for _ in range(4):
        await named(world, ana)
        await world.write(ana, "/done")
    await world.house.stop()
    before = {who.id: len(sent(world, who)) for who in (ana, ben)}
    restore(url, copy, world.now)
    world.house = world.assemble()
    await world.house.open()
    await world.settle()
    for who in (ana, ben):
        assert len(sent(world, who)) - before[who.id] <= 1
    with reading(url) as ledger:
        assert verify(ledger, world.now).oddities == ()
