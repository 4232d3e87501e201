"""A copy of one's own data: complete, one's own, in the private chat, safe in a spreadsheet."""

import csv
import io
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table

from bot import upkeep
from bot.bundling import guarded
from bot.settings import Settings
from storage.exporting import EXCEPTIONS, SECTIONS
from storage.tables import metadata
from tests.journeys.invitations import partners, set_up
from tests.journeys.people import THING, alerted, named
from tests.world import Somebody, World

PHONE = "+4915112345678"


@pytest.fixture
def ben(world: World) -> Somebody:
    return world.person("Benjamin", "Europe/London", "benjamin_b")


@pytest.fixture
def ana(world: World) -> Somebody:
    return world.person("Anastasia", "Europe/Berlin", "anastasia_m", id=7_313_370_042)


def sent_file(world: World, who: Somebody) -> bytes:
    """The newest file in this person's chat."""
    last = world.last(who)
    file = world.telegram.state.files.by_id[last.content["document"]["file_id"]]
    return file.data


def opened(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as zipped:
        return {name: zipped.read(name).decode() for name in zipped.namelist()}


async def exported(world: World, who: Somebody) -> tuple[dict[str, Any], dict[str, str]]:
    """Everything as JSON, and each file as text."""
    await world.write(who, "/export")
    files = opened(sent_file(world, who))
    return json.loads(files["everything.json"]), files


async def test_the_file_holds_ones_own_words_and_how_they_went(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "How I'm called")
    await world.tap(ana, "My number")
    world.telegram.send_contact(ana.user, PHONE)
    await world.settle()
    await named(world, ben, "Call the tax office")
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Done together")
    copy, files = await exported(world, ana)
    assert "All that is kept about you." in world.last(ana).text
    [me] = copy["profile"]
    assert (me["name"], me["telegram_id"], me["zone"]) == ("Anastasia", ana.id, "Europe/Berlin")
    assert [(day["text"], day["state"]) for day in copy["dates"]][-1] == (THING, "rescued")
    assert THING in [line["text"] for line in copy["journal"]]
    assert copy["contact"][0]["phone"] == PHONE
    assert copy["calls"][0]["outcome"] == "together"
    assert copy["sums"][0]["kept"] == copy["sums"][0]["on_the_line"] == 1
    rows = list(csv.DictReader(io.StringIO(files["dates.csv"])))
    assert rows[-1]["text"] == THING
    told = json.dumps(copy) + " ".join(files.values())
    for others in ("Benjamin", "benjamin_b", "Call the tax office"):
        assert others not in told
    theirs, _ = await exported(world, ben)
    assert theirs["calls-as-caller"][0]["outcome"] == "together"
    for others in ("Anastasia", THING, PHONE, str(ana.id)):
        assert others not in json.dumps(theirs)


async def test_nothing_of_the_file_lies_in_the_database(world: World, ana: Somebody) -> None:
    await set_up(world, ana)
    world.telegram.write(ana.user, "/export")
    await world.house.intake.drain()
    await world.house.handle()
    with world.store.transaction() as tx:
        waiting = tx.outbox.claim(world.now, world.clock.now() - world.now, 10)
    assert [out.facts for out in waiting if out.key == "export-file"] == [{}]


@pytest.mark.refusal("too-many-exports")
async def test_three_copies_a_day_are_made(world: World, ana: Somebody) -> None:
    await set_up(world, ana)
    for _ in range(3):
        await world.write(ana, "/export")
        assert "document" in world.last(ana).content
    await world.write(ana, "/export")
    assert "Three copies in a day" in world.last(ana).text
    await world.days(1.1)
    await world.write(ana, "/export")
    assert "document" in world.last(ana).content


async def test_who_is_not_set_up_yet_gets_what_there_is(world: World, ana: Somebody) -> None:
    await world.write(ana, "/start")
    copy, _ = await exported(world, ana)
    assert copy["profile"][0]["name"] == "Anastasia"
    assert copy["dates"] == []


async def test_in_a_group_it_is_answered_once_an_hour_and_shows_nothing(
    world: World, ana: Somebody
) -> None:
    await set_up(world, ana)
    group = world.telegram.group(-4001, "Friends", ana.user)
    for command in ("/export", "/forget", "/export@on_the_line_bot"):
        await world.write(ana, command, chat=group.id)
    said = [m for m in world.telegram.chat(ana.user, group.id) if m.from_bot]
    assert [m.text.split("\n")[0] for m in said] == ["That works in our private chat."]
    assert world.stored(ana).name == "Anastasia"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 151", "-2", "@SUM(A1)", "\tx", "\rx", "\n=x", " =1", "＝1", "＋1", "\u00a0=1"],
)
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Write to Dr Weiss", "1-2", "a=b", "", "2026-03-04"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


# Complete


def columns() -> Iterator[tuple[Table, Column[Any]]]:
    return ((table, c) for table in metadata.sorted_tables for c in table.columns)


def test_every_column_of_every_table_is_in_the_copy_or_left_out_with_a_reason() -> None:
    given: set[str] = set()
    for section in SECTIONS:
        assert section.without.keys() <= {c.name for c in section.table.columns}, section.name
        assert all(section.without.values())
        given |= {str(c) for c in section.table.columns}
    there = {str(c) for table, c in columns() if table.name not in EXCEPTIONS}
    assert given == there


def test_what_knows_a_person_is_no_exception() -> None:
    knowing = {"chat_id", "from_id", "telegram_id", "person_id"}
    for table, column in columns():
        to_person = any(key.column.table.name == "people" for key in column.foreign_keys)
        if to_person or column.name in knowing:
            assert table.name not in EXCEPTIONS, f"{table.name}.{column.name}"


# For the host


async def test_the_host_can_write_the_file_beside_the_running_bot(
    world: World, ana: Somebody, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await set_up(world, ana)
    settings, to = Settings(database_url=world.database_url), tmp_path / "ana.zip"
    assert upkeep.run(settings, world.clock, ["export", str(ana.id), str(to)]) == 0
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    copy = json.loads(opened(to.read_bytes())["everything.json"])
    assert copy["profile"][0]["telegram_id"] == ana.id
    assert upkeep.run(settings, world.clock, ["export", "999", str(to)]) == 1
    assert "Nobody with this id" in capsys.readouterr().out
