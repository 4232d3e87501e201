"""The machine's clock is set wrong: nothing by the clock is said until it is mended, then once."""

from datetime import datetime, timedelta
from random import Random

from tests.chaos.day import Days
from tests.chaos.oracle import sent
from tests.chaos.script import at

STEPS = {
    "08:00": timedelta(hours=-1),
    "04:00": timedelta(days=1),
    "20:00": timedelta(days=3652),
    "20:30": timedelta(days=-1),
    "21:00": timedelta(hours=1),
}
BEFORE, LONG = timedelta(minutes=2), timedelta(minutes=3, seconds=30)
A_LITTLE = timedelta(minutes=-4)


async def set_wrong(days: Days, chance: Random, count: int) -> None:
    """Two minutes before something is due, and for three and a half."""
    world, on = days.world, days.dates[0]
    begins = {at(on, wall) - BEFORE: step for wall, step in STEPS.items()}
    ends = {begin + LONG: begin for begin in begins}
    days.also = [*begins, *ends]
    days.model.outages += [(begin, end) for end, begin in ends.items()]

    async def step(moment: datetime) -> None:
        if moment in begins:
            await world.calm()
            world.clock.set_wrong(begins[moment])
        if moment in ends:
            await days.world.until(lambda: False, 1.0)
            said = [one for one in sent(world.telegram.arrivals) if one.at >= ends[moment]]
            assert not said, f"said by a wrong clock: {said}"
            world.ledger.fired += 1
            world.clock.set_wrong(timedelta())

    await days.live(before=step)


async def set_back_a_little(days: Days, chance: Random, count: int) -> None:
    """Four minutes back, which nobody notices, after each thing was said: not said again."""
    world = days.world

    async def back(_: datetime) -> None:
        await days.settle()
        world.clock.set_wrong(A_LITTLE)
        await days.world.until(lambda: False, 0.5)
        world.clock.set_wrong(timedelta())
        world.ledger.fired += 1

    await days.live(after=back)
