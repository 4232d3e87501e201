"""The store: whole transactions, one process a file, and errors that say nothing private."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest

from storage.errors import AlreadyRunning, Conflict, Unavailable, Unusable
from storage.store import Store
from storage.tables import outbox
from tests.storage.house import ANA, BEN, MINUTE, MORNING, TODAY, notice, open_day, person, rows


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def write_and_fail() -> None:
        with store.transaction() as tx:
            open_day(tx, person(tx).id)
            tx.outbox.put_many([notice()], MORNING)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with store.transaction() as tx:
        assert tx.people.by_telegram(ANA) is None
        assert tx.outbox.waiting() == 0


def test_two_who_open_the_same_day_at_once_get_one_day(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx)
    start, outcomes = Barrier(8), []

    def open_it() -> None:
        start.wait()
        try:
            with store.transaction() as tx:
                open_day(tx, ana.id)
            outcomes.append("opened")
        except Conflict:
            outcomes.append("refused")

    together([open_it] * 8)
    assert sorted(outcomes) == ["opened"] + ["refused"] * 7


def test_many_who_accept_the_same_person_at_once_give_one_pair(store: Store) -> None:
    with store.transaction() as tx:
        ana = person(tx, ANA)
        eager = [person(tx, 100 + n).id for n in range(10)]
    start, pairs = Barrier(10), []

    def redeem(who: int) -> None:
        start.wait()
        try:
            with store.transaction() as tx:
                pairs.append(tx.pairs.add("words", (ana.id, who), MORNING, TODAY))
        except Conflict:
            pass

    together([partial(redeem, who) for who in eager])
    with store.transaction() as tx:
        assert [tx.pairs.living_of(ana.id)] == pairs


def test_claimers_at_once_never_hold_the_same_notice(store: Store) -> None:
    with store.transaction() as tx:
        tx.outbox.put_many([notice(n) for n in range(60)], MORNING)
    start = Barrier(4)
    held: list[int] = []

    def take() -> None:
        start.wait()
        for _ in range(10):
            with store.transaction() as tx:
                held.extend(one.id for one in tx.outbox.claim(MORNING, MINUTE, 5))

    together([take] * 4)
    with store.transaction() as tx:
        assert sorted(held) == sorted(row.id for row in rows(tx, outbox))


def together(works: Sequence[Callable[[], None]]) -> None:
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_second_process_on_one_file_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    first = Store(url_of(path))
    with pytest.raises(AlreadyRunning) as refused:
        Store(url_of(path))
    assert str(refused.value) == f"another process already runs on {path}"
    first.close()
    Store(url_of(path)).close()


def test_a_process_that_was_killed_leaves_the_file_free(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    opens = f"from storage.store import Store; held = Store({url_of(path)!r})"
    code = f"{opens}; print('open', flush=True); input()"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()
    with pytest.raises(AlreadyRunning):
        Store(url_of(path))
    child.send_signal(signal.SIGKILL)
    child.communicate()
    Store(url_of(path)).close()


def test_someone_may_look_on_beside_a_running_bot(tmp_path: Path) -> None:
    running = Store(url_of(tmp_path / "house.db"))
    running.upgrade()
    with running.transaction() as tx:
        ana = person(tx)
    looking = Store(url_of(tmp_path / "house.db"), beside=True)
    with looking.transaction() as tx:
        assert tx.people.get(ana.id) == ana
    looking.close()
    running.close()


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "deep" / "down" / "house.db"))
    store.upgrade()
    store.close()
    assert (tmp_path / "deep" / "down" / "house.db").exists()


def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    path.write_text("Dear diary, this is no database.")
    with pytest.raises(Unusable, match="not a SQLite database"):
        Store(url_of(path))
    assert path.read_text() == "Dear diary, this is no database."


def test_a_folder_where_the_file_should_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="directory"):
        Store(url_of(tmp_path))


def test_an_address_that_cannot_be_read_is_refused_without_repeating_it() -> None:
    with pytest.raises(Unusable) as refused:
        Store("postgres//someone:secret@host")
    assert "secret" not in str(refused.value)


def test_nobody_else_may_read_the_database(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "house.db"))
    store.upgrade()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    store.close()
    assert {name: mode & 0o077 for name, mode in modes.items() if mode & 0o077} == {}


def test_sqlite_waits_keeps_and_erases_as_promised(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "house.db"))
    store.upgrade()
    names = ("busy_timeout", "journal_mode", "synchronous", "foreign_keys", "secure_delete")
    with store.transaction() as tx:
        sql = tx.marks._sql
        found = {name: sql.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
    store.close()
    assert found == {
        "busy_timeout": 60_000,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_a_database_that_fails_is_unavailable_and_its_error_holds_no_words(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    store = Store(url_of(path))
    store.upgrade()
    with sqlite3.connect(path) as other:
        other.execute("ALTER TABLE lines RENAME TO lines_gone")
    other.close()
    with store.transaction() as tx:
        ana = person(tx)
    with pytest.raises(Unavailable) as failed, store.transaction() as tx:
        tx.lines.add(ana.id, "kept", {"text": "my secret plan"}, MORNING)
    store.close()
    told = f"{failed.value} {failed.value.__cause__}"
    assert "lines" in told
    assert "secret" not in told


def test_a_full_disk_is_unavailable_and_all_is_well_when_there_is_room(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "house.db"))
    store.upgrade()
    with store.transaction() as tx:
        tx.marks._sql.exec_driver_sql("PRAGMA max_page_count=1")

    def fill_up() -> None:
        with store.transaction() as tx:
            for n in range(1000):
                person(tx, n)

    with pytest.raises(Unavailable, match="full"):
        fill_up()
    with store.transaction() as tx:
        tx.marks._sql.exec_driver_sql("PRAGMA max_page_count=1000000")
        assert tx.people.by_telegram(0) is None
        person(tx, BEN)
    store.close()


def test_what_was_erased_is_not_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    store = Store(url_of(path))
    store.upgrade()
    with store.transaction() as tx:
        tx.inbox.put_many([(1, ANA, ANA, MORNING, MORNING, {"text": "unforgettable"})])
    with store.transaction() as tx:
        tx.inbox.done(1, "ok", MORNING)
    store.close()
    left = [f.name for f in tmp_path.iterdir() if b"unforgettable" in f.read_bytes()]
    assert left == []
    assert os.path.getsize(path) > 0
