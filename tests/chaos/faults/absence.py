"""The bot is away: a minute, an hour, a day and two hours, eight days."""

from datetime import datetime, timedelta
from random import Random

from tests.chaos.day import Days
from tests.chaos.script import at

BEFORE = timedelta(seconds=20)


async def away(days: Days, chance: Random, minutes: int) -> None:
    """Killed shortly before something is due, and back after so many minutes."""
    world, on = days.world, days.dates[0]
    wall = chance.choice(("08:00", "20:00", "21:00"))
    gone = at(on, wall) - BEFORE
    back = gone + timedelta(minutes=minutes)

    async def leave(moment: datetime) -> None:
        if moment == gone:
            await world.kill()
            world.ledger.fired += 1
        if moment >= back and not world.life.alive:
            await world.start()

    days.also = [gone, back]
    await days.live(before=leave)
