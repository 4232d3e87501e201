"""Several processes on one PostgreSQL: who plays which part, and that nothing happens twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.compose import House
from bot.roles import LEASE, POLLER, SENDER
from tests.echo import ROUTES, count, words_heard
from tests.postgres import Server
from tests.world import World, a_world

pytestmark = pytest.mark.postgres


@pytest.fixture
async def world(tmp_path: Path, postgres: Server) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=ROUTES, database_url=postgres.fresh()) as made:
        yield made


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
    world.clock.pass_for(LEASE * 0.2)
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


async def test_the_same_press_handled_twice_at_once_has_one_effect(
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
