"""What happens to the PostgreSQL that three processes live on: power failures, cut connections."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from random import Random

from tests.chaos.day import Days
from tests.postgres import Server

Blow = Callable[[Server], None]
SOON = 0.1


async def stopped_at_once(days: Days, chance: Random, count: int) -> None:
    """As if its power had failed, while people write; it is back within half a second."""
    await _struck(days, chance, count, _fail)


async def cut_off(days: Days, chance: Random, count: int) -> None:
    """Every connection is ended by the server."""
    await _struck(days, chance, count, lambda server: _cut(server))


async def _struck(days: Days, chance: Random, count: int, blow: Blow) -> None:
    world = days.world
    moments = sum(len(days.agenda(on)) for on in days.dates)
    share = count / moments

    async def strike(_: datetime) -> None:
        times = int(share) + (chance.random() < share % 1)
        for _time in range(min(times, count - world.ledger.fired)):
            await asyncio.sleep(chance.uniform(0.0, SOON))
            assert world.server
            await asyncio.to_thread(blow, world.server)
            world.blow("server")
            world.ledger.fired += 1

    await days.live(after=strike)
    while world.ledger.fired < count:
        await strike(world.clock.now())


def _fail(server: Server) -> None:
    server.stop(at_once=True)
    server.start()


def _cut(server: Server) -> None:
    assert server.cut_off("world") > 0
