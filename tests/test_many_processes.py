"""Several processes on one PostgreSQL: who plays which part, and that nothing happens twice."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.compose import House
from bot.roles import LEASE, POLLER, SENDER
from scheduler.verify import verify
from storage.errors import Unavailable
from storage.ledger import reading
from storage.records import DayState
from tests.echo import ROUTES, count, outgoing, put, words_heard
from tests.journeys.people import alerted, asked, day_of, sent, settle_in
from tests.postgres import Server
from tests.world import World, a_world

pytestmark = pytest.mark.postgres


@pytest.fixture
async def world(tmp_path: Path, postgres: Server) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=ROUTES, database_url=postgres.fresh()) as made:
        yield made


@pytest.fixture(autouse=True)
def nobody_waits_in_a_circle(postgres: Server) -> Iterator[None]:
    """Two that cross begin again, but only after a second: it must not happen by itself."""
    before = postgres.said().count("deadlock")
    yield
    assert postgres.said().count("deadlock") == before


@pytest.fixture
async def other(world: World) -> AsyncIterator[House]:
    """A second process; it came later."""
    house = world.assemble()
    await house.open()
    yield house
    await house.stop()


async def test_who_came_first_polls_and_sends_and_both_handle(world: World, other: House) -> None:
    ana = world.person("Ana")
    assert [world.house.roles.holds(part) for part in (POLLER, SENDER)] == [True, True]
    assert [other.roles.holds(part) for part in (POLLER, SENDER)] == [False, False]
    world.telegram.write(ana.user, "/echo one")
    await other.settle()
    assert count(world) == 0
    await world.house.intake.drain()
    await other.settle()
    assert (count(world), words_heard(world, ana)) == (1, [])
    await world.settle()
    assert words_heard(world, ana) == ["one"]


async def test_a_dead_process_is_followed_within_ten_seconds(world: World, other: House) -> None:
    ana = world.person("Ana")
    world.telegram.write(ana.user, "/echo one")
    world.clock.pass_for(LEASE * 0.9)
    await other.settle()
    assert words_heard(world, ana) == []
    world.clock.pass_for(timedelta(seconds=10) - LEASE * 0.9)
    await other.settle()
    assert words_heard(world, ana) == ["one"]


async def test_a_process_that_stops_in_order_is_followed_at_once(
    world: World, other: House
) -> None:
    ana = world.person("Ana")
    world.telegram.write(ana.user, "/echo one")
    first, world.house = world.house, other
    await first.stop()
    await other.settle()
    assert words_heard(world, ana) == ["one"]


async def test_who_stalls_sends_nothing_even_before_another_follows(world: World) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/echo one")
    assert words_heard(world, ana) == ["one"]
    put(world, outgoing(ana, "two"))
    world.clock.pass_for(LEASE)
    assert await world.house.delivery.deliver() == 0
    await world.settle()
    assert words_heard(world, ana) == ["two"]


async def test_what_a_dead_sender_had_in_hand_is_sent_by_the_next(
    world: World, other: House
) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/echo one")
    put(world, outgoing(ana, "two"))
    with world.store.transaction() as tx:
        assert len(tx.outbox.claim(world.now, timedelta(minutes=2), 10, 10)) == 1
    world.clock.pass_for(timedelta(seconds=10))
    await other.settle()
    assert words_heard(world, ana) == ["one", "two"]


async def test_people_handled_side_by_side_keep_their_order_and_lose_nothing(
    world: World, other: House
) -> None:
    people = [world.person(name) for name in ("Ana", "Ben", "Cleo")]
    for n in range(10):
        for who in people:
            world.telegram.write(who.user, f"/echo {n}")
    await world.house.intake.drain()
    await asyncio.gather(world.house.handle(), other.handle())
    await world.settle()
    assert count(world) == 30
    assert [words_heard(world, who) for who in people] == [[str(n) for n in range(10)]] * 3


async def test_no_step_is_played_anywhere_before_all_that_was_written_is_read(
    tmp_path: Path, postgres: Server
) -> None:
    async with a_world(tmp_path, database_url=postgres.fresh()) as world:
        ana, ben = world.person("Ana"), world.person("Ben", "Europe/London")
        await settle_in(world, ana, ben)
        await asked(world, ana)
        other = world.assemble()
        await other.open()
        due = world.house.next_due()
        assert due is not None
        world.clock.move_to(due)  # the lease has lapsed: whoever comes first polls, and must read
        await other.roles.renew(caught_up=False)
        assert (await other.tick(), await world.house.tick()) == (0, 0)
        await other.settle()
        assert other.next_due() != due
        await other.stop()


@pytest.mark.parametrize("round_", range(4))
async def test_two_partners_who_act_at_once_in_two_processes_both_count(
    tmp_path: Path, postgres: Server, round_: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_world(tmp_path, database_url=postgres.fresh()) as world:
        ana, ben = world.person("Ana"), world.person("Ben", "Europe/London")
        await settle_in(world, ana, ben)
        await alerted(world, ana)
        other = world.assemble()
        await other.open()
        world.telegram.press(ana.user, world.find(ana, "✅ Done").id, "✅ Done")
        label = "📞 I'll call now"
        world.telegram.press(ben.user, world.find(ben, label).id, label)
        await world.house.intake.drain()
        await asyncio.gather(other.handle(), world.house.handle())
        await world.settle()
        await other.settle()
        assert day_of(world, ana).state in (DayState.DONE, DayState.RESCUED)  # who was first
        with reading(world.database_url) as ledger:
            assert verify(ledger, world.now).oddities == ()
        assert [r for r in caplog.records if r.levelname == "ERROR"] == []
        await other.stop()


async def test_a_press_doubled_in_two_processes_is_one_done(
    tmp_path: Path, postgres: Server
) -> None:
    async with a_world(tmp_path, database_url=postgres.fresh()) as world:
        ana, ben = world.person("Ana"), world.person("Ben", "Europe/London")
        await settle_in(world, ana, ben)
        await asked(world, ana)
        other = world.assemble()
        await other.open()
        for _ in range(6):
            world.telegram.press(ana.user, world.find(ana, "✅ Done").id, "✅ Done")
        await world.house.intake.drain()
        await asyncio.gather(other.handle(), world.house.handle())
        await world.settle()
        await other.settle()
        told = [a for a in sent(world, ben) if "Ana did it" in str(a.params.get("text"))]
        assert len(told) == 1
        await other.stop()


async def test_connections_that_are_cut_are_made_anew_and_nothing_is_lost(
    world: World, other: House, postgres: Server
) -> None:
    ana = world.person("Ana")
    for n in range(5):
        assert postgres.cut_off() > 0
        world.telegram.write(ana.user, f"/echo {n}")
        await world.settle()
        await other.settle()
    assert (count(world), words_heard(world, ana)) == (5, [str(n) for n in range(5)])


async def test_a_database_that_goes_and_comes_makes_the_health_red_and_well_again(
    world: World, postgres: Server
) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/echo before")
    postgres.stop(at_once=True)
    world.telegram.write(ana.user, "/echo meanwhile")
    with pytest.raises(Unavailable):
        await world.settle()
    assert "database" in world.house.pulse.ailments()
    postgres.start()
    await world.settle()
    assert world.house.pulse.ailments() == {}
    assert words_heard(world, ana) == ["before", "meanwhile"]


async def test_a_commit_is_heard_elsewhere_at_once(world: World, other: House) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/echo one")
    ear = world.store.bell("somebody else")
    await asyncio.to_thread(ear.wait, 0)
    await other.start()
    with other.store.transaction() as tx:
        tx.outbox.put_many([outgoing(ana, "two")], world.now)
        tx.outbox.put_many([outgoing(ana, "later")], world.now)
    assert "outbox" in await asyncio.to_thread(ear.wait, 30)
    ear.close()
