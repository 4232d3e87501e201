"""What is played before anybody writes leaves nothing behind, and says nothing."""

import logging

import pytest
from sqlalchemy import func, select

from bot.rehearsal import rehearse
from storage import tables
from tests.world import World


def rows(world: World) -> dict[str, int]:
    """How many rows each table holds, but for what only says who is there."""
    counts = {}
    with world.store.transaction() as tx:
        for table in tables.metadata.sorted_tables:
            if table is tables.leases:
                continue
            count = select(func.count()).select_from(table)
            counts[table.name] = tx.people._sql.scalar(count) or 0
    return counts


async def test_a_rehearsal_leaves_nothing_behind(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    ana = world.person("Ana")
    world.know(ana)
    await world.house.open()
    before, said = rows(world), len(world.telegram.arrivals)
    with caplog.at_level(logging.WARNING):
        await world.house.desk.play(lambda store, now: rehearse(world.house.handling, store, now))
    await world.settle()
    assert rows(world) == before
    assert not [call for call in world.telegram.arrivals[said:] if call.method != "getUpdates"]
    assert not caplog.records, "it was cut short"


async def test_a_rehearsal_writes_where_a_day_writes(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Only what it has really done once is fast for the first person."""
    await world.house.open()
    with caplog.at_level(logging.DEBUG, "sqlalchemy.engine"):
        logging.getLogger("sqlalchemy.engine.Engine").setLevel(logging.INFO)
        try:
            await world.house.desk.play(
                lambda store, now: rehearse(world.house.handling, store, now)
            )
        finally:
            logging.getLogger("sqlalchemy.engine.Engine").setLevel(logging.NOTSET)
    written = " ".join(record.getMessage() for record in caplog.records)
    for table in ("days", "steps", "journal", "outbox", "posts", "inbox", "people"):
        assert f"INTO {table}" in written or f"UPDATE {table}" in written, table
    assert written.rstrip().endswith("ROLLBACK")
