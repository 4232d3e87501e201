"""A phone number lies in one table, is read where a call needs it, and goes nowhere else."""

import io
import re
from pathlib import Path

from sqlalchemy import create_engine, select

from bot.logs import set_up
from storage.tables import metadata
from tests.journeys.invitations import partners
from tests.journeys.people import alerted
from tests.world import Somebody, World

ROOT = Path(__file__).parent.parent
PHONE = "+4915112345678"
READERS = {
    "bot/packing.py": "the contact card, at the moment it is sent",
    "bot/commands/reach.py": "to its owner: whether there is one, and the room for a trial ring",
    "scheduler/actions/terms.py": "its owner gives it or takes it back",
    "scheduler/actions/leaving.py": "goes with the pact it was given for",
    "storage/scenes.py": "the scene of an open call",
    "storage/people.py": "the table's own queries",
    "storage/store.py": "where transactions get them",
}


def holding(url: str, words: str) -> list[str]:
    """The tables with a row in which this stands."""
    engine = create_engine(url)
    with engine.connect() as sql:
        found = [
            t.name for t in metadata.sorted_tables if words in str(sql.execute(select(t)).all())
        ]
    engine.dispose()
    return found


async def gave_number(world: World, who: Somebody) -> None:
    await world.write(who, "/pact")
    await world.tap(who, "How I'm called")
    await world.tap(who, "My number")
    world.telegram.send_contact(who.user, PHONE)
    await world.settle()


async def test_from_giving_it_to_the_end_of_the_call_one_table_holds_it(world: World) -> None:
    logged = io.StringIO()
    set_up("DEBUG", "json", stream=logged)
    ben, ana = world.person("Ben", "Europe/London"), world.person("Ana", "Europe/Berlin")
    await partners(world, ben, ana)
    await gave_number(world, ana)
    assert holding(world.database_url, PHONE) == ["contacts"]
    await alerted(world, ana)
    assert PHONE not in str([m.content for m in world.chat(ben)])
    assert holding(world.database_url, PHONE) == ["contacts"]
    await world.tap(ben, "📞 I'll call now")
    [card] = [m for m in world.chat(ben) if "contact" in m.content]
    assert card.content["contact"]["phone_number"] == PHONE
    assert holding(world.database_url, PHONE) == ["contacts"]
    await world.tap(ben, "Done together")
    assert card.deleted
    assert holding(world.database_url, PHONE) == ["contacts"]
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    assert holding(world.database_url, PHONE) == []
    assert PHONE not in logged.getvalue()


def test_only_these_read_it_and_each_says_why() -> None:
    reads = re.compile(r"\b(tx|self|read)\.(_?contacts)\b|import .*\bContacts\b|class Contacts\b")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("bot", "scheduler", "storage")
        for path in (ROOT / room).rglob("*.py")
        if reads.search(path.read_text("utf-8"))
    }
    assert found == READERS.keys()
