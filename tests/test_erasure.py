"""After /forget nothing is left: not in the file, its log, what was logged, nor by an old copy."""

import io
import re
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import create_engine, select

from bot import upkeep
from bot.logs import set_up
from bot.settings import Settings
from scheduler.actions.forgetting import forget
from scheduler.notices import KINDS
from scheduler.verify import verify
from storage.backup import back_up
from storage.errors import Unusable
from storage.forgetting import OF_CHAT, OF_PERSON
from storage.ledger import reading
from storage.records import Entry, Outgoing, Person, Question, Verb
from storage.scrubbing import PATIENCE
from storage.store import Store, Transaction
from storage.tables import metadata
from tests.clock import MORNING
from tests.journeys.invitations import partners
from tests.journeys.people import named
from tests.world import Somebody, World

ROOT = Path(__file__).parent.parent
NAME, USERNAME, ID = "Anastasia", "anastasia_m", 7_313_370_042
PHONE, THING, NOTE = "+49 30 98765432", "Xylophon stimmen", "Quittengelee war dabei"
WORDS, NEXT = "Bin gleich bei dir am Hörer", "Zweitens Ölfarben mischen"
SECRETS = (NAME, USERNAME, str(ID), "98765432", THING, NOTE, WORDS, "Ölfarben")


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def on_disk(world: World) -> bytes:
    """Everything that lies in the database's folder, but for what is kept beside the backups."""
    files = [file for file in world.file.parent.iterdir() if file.is_file()]
    return b"".join(file.read_bytes() for file in files)


def in_rows(url: str) -> str:
    """Every row of every table, as text."""
    engine = create_engine(url)
    with engine.connect() as sql:
        found = [str(sql.execute(select(t)).all()) for t in metadata.sorted_tables]
    engine.dispose()
    return " ".join(found)


def left(raw: bytes | str) -> list[str]:
    """Which of the secrets can be read there, in whatever form."""
    text = raw if isinstance(raw, bytes) else raw.encode()
    forms = {
        secret: {secret.encode(), secret.encode("unicode_escape"), secret.encode("utf-16-le")}
        for secret in SECRETS
    }
    return [secret for secret, found in forms.items() if any(form in text for form in found)]


def number_in(raw: bytes) -> bool:
    """Telegram's id as SQLite writes a number of its size: six bytes, the highest first."""
    return ID.to_bytes(6, "big") in raw


@pytest.fixture
def logged() -> io.StringIO:
    """All that is logged, down to DEBUG."""
    stream = io.StringIO()
    set_up("DEBUG", "json", stream=stream)
    return stream


@pytest.fixture
async def lived(world: World) -> tuple[Somebody, Somebody]:
    """Ana has lived through most of what there is, with Ben, and is in a pact with him."""
    ana = world.person(NAME, "Europe/Berlin", USERNAME, id=ID)
    ben = world.person("Ben", "Europe/London", "ben")
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Other words")
    await world.write(ana, WORDS)
    await world.tap(ben, "Agree")
    await world.write(ana, "/pact")
    await world.tap(ana, "How I'm called")
    await world.tap(ana, "My number")
    world.telegram.send_contact(ana.user, PHONE)
    await world.settle()
    await named(world, ana, THING)
    await world.time("21:00", of=ana)
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Done together")
    await world.write(ana, f"/tomorrow {NEXT}")
    await world.days(1)
    await world.write(ana, f"/done {NOTE}")
    await world.write(ben, "/log")
    await world.write(ben, "/today")
    return ana, ben


async def erased(world: World, who: Somebody) -> None:
    await world.write(who, "/forget")
    await world.tap(who, "Erase everything")
    assert await world.house.erasing()


async def test_what_was_lived_can_be_read_before(
    world: World, lived: tuple[Somebody, Somebody]
) -> None:
    assert left(in_rows(world.database_url)) == list(SECRETS)


async def test_afterwards_no_row_holds_any_of_it(
    world: World, lived: tuple[Somebody, Somebody]
) -> None:
    await erased(world, lived[0])
    assert left(in_rows(world.database_url)) == []
    with reading(world.database_url) as ledger:
        assert verify(ledger, world.now).oddities == ()


@ON_SQLITE
async def test_not_a_byte_is_left_in_the_file_its_log_and_what_was_logged(
    world: World, lived: tuple[Somebody, Somebody], logged: io.StringIO
) -> None:
    assert left(on_disk(world)) == list(SECRETS)
    assert number_in(on_disk(world))
    await erased(world, lived[0])
    assert left(on_disk(world)) == []
    assert not number_in(on_disk(world))
    await world.days(1)
    assert left(on_disk(world)) == []
    assert left(logged.getvalue()) == []


async def test_while_somebody_reads_the_log_waits_and_is_cleared_then(
    world: World, lived: tuple[Somebody, Somebody]
) -> None:
    with reading(world.database_url) as ledger:
        assert ledger.count("people") == 2
        await world.write(lived[0], "/forget yes")
        assert not await world.house.erasing()
        world.clock.move_to(world.now + timedelta(minutes=2))
        assert not await world.house.erasing()
        assert "erasing" in world.house.pulse.ailments()
    assert await world.house.erasing()
    assert world.house.pulse.ailments() == {}
    assert left(in_rows(world.database_url)) == []


# Old copies


@ON_SQLITE
async def test_an_old_copy_brings_nobody_back_and_the_partner_keeps_own_days(
    world: World, lived: tuple[Somebody, Somebody]
) -> None:
    ana, ben = lived
    copy = back_up(world.database_url, world.file.parent / "backups" / "2026-03-04.db")
    await erased(world, ana)
    await world.house.stop()
    settings = Settings(database_url=world.database_url)
    assert upkeep.run(settings, world.clock, ["restore", str(copy)]) == 0
    assert left(world.file.read_bytes()) == []
    assert not number_in(world.file.read_bytes())
    with reading(world.database_url) as ledger:
        verdict = verify(ledger, world.now)
    assert verdict.oddities == ()
    assert verdict.people == 2
    world.house = world.assemble()
    await world.house.open()
    await world.settle()
    assert world.stored(ben).name == "Ben"
    assert [text for text in world.heard(ana) if "morning" in text] == []


@ON_SQLITE
async def test_who_came_back_since_is_not_erased_with_the_life_before(
    world: World, lived: tuple[Somebody, Somebody]
) -> None:
    ana, _ = lived
    await erased(world, ana)
    await world.minutes(5)
    await world.write(ana, "/start")
    copy = back_up(world.database_url, world.file.parent / "backups" / "2026-03-05.db")
    await world.house.stop()
    settings = Settings(database_url=world.database_url)
    assert upkeep.run(settings, world.clock, ["restore", str(copy)]) == 0
    world.house = world.assemble()
    await world.house.open()
    assert world.stored(ana).name == NAME


@ON_SQLITE
async def test_the_list_beside_the_backups_holds_no_id_and_the_key_is_the_owners(
    world: World, lived: tuple[Somebody, Somebody]
) -> None:
    await erased(world, lived[0])
    kept = (world.file.parent / "backups" / "erased").read_text()
    assert kept.count("\n") == 1
    assert str(ID) not in kept
    key = world.file.with_name(f"{world.file.name}.erasure-key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()
    copy = back_up(world.database_url, world.file.parent / "copy.db")
    await world.house.stop()
    with pytest.raises(Unusable, match="erasure-key"):
        upkeep.run(Settings(database_url=world.database_url), world.clock, ["restore", str(copy)])
    world.house = world.assemble()
    await world.house.open()


# Marks


OF_NOBODY = {  # by the id of a row that goes with its person, of a group, or of the installation
    *("album", "cheered", "erased", "hello", "in-private", "profile", "thanked"),
}


def test_every_kind_of_mark_goes_with_its_person_or_is_nobodys() -> None:
    code = "".join(
        path.read_text("utf-8")
        for room in ("bot", "scheduler", "storage")
        for path in (ROOT / room).rglob("*.py")
    )
    named = re.findall(r'(?:marks\.\w+\(|once\([^"]*|= |return |, )f"([a-z-]+):\{', code)
    slots = {key.split(":")[0] for kind in KINDS.values() if (key := kind.SLOT)}
    known = {*OF_PERSON, *OF_CHAT, "ring"}
    assert set(named) - slots - SLOTS - OF_NOBODY <= known
    assert known - {"ring"} <= set(named)


SLOTS = {"accepted", "days", "invite", "named", "relay"}  # roles of messages, a proposal: no marks


# What SQLite leaves between its rows


def secret_of(number: int) -> str:
    return f"secret-of-{number:03d}."


def test_rows_that_moved_from_page_to_page_leave_nothing_between_them(tmp_path: Path) -> None:
    chance = Random(2)
    store = Store(f"sqlite:///{tmp_path / 'house.db'}")
    store.upgrade()
    crowd = [crowded(store, number) for number in range(60)]
    for _ in range(20):
        with store.transaction() as tx:
            for number, person in enumerate(crowd):
                write_much(tx, person, secret_of(number), chance)
    for number in chance.sample(range(60), 30):
        with store.transaction() as tx:
            forget(tx, tx.people.get(crowd[number].id), MORNING, MORNING)
        assert store.scrub([])
        files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert secret_of(number).encode() not in files
    store.close()


def crowded(store: Store, number: int) -> Person:
    with store.transaction() as tx:
        return tx.people.add(ID + number, secret_of(number), "en", None, MORNING)


def write_much(tx: Transaction, person: Person, secret: str, chance: Random) -> None:
    """Rows of all sizes, so that the pages they are in split and merge."""
    text = secret + "x" * chance.randint(1, 900) + secret
    said = [Entry(person.id, None, None, None, "Said", MORNING, {"t": text}, text)] * 2
    tx.journal.add_many(said)
    facts = {"name": text * chance.randint(1, 6)}
    chat = person.telegram_id or 0
    tx.outbox.put_many([Outgoing(chat, Verb.SEND, "said", facts)], MORNING)
    tx.lines.add(person.id, "said", {"t": text}, MORNING)
    tx.questions.ask(Question(person.id, "thing", {"t": text}, MORNING, None))


def test_a_file_that_cannot_be_written_anew_is_waited_for_as_before(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'house.db'}")
    store.upgrade()
    with closing(sqlite3.connect(tmp_path / "house.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not store.scrub([])
        other.execute("ROLLBACK")
    with store.transaction() as tx:
        patience = tx.marks._sql.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert patience == PATIENCE
    assert store.scrub([])
    store.close()
