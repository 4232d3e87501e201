"""No fault at all: a day that ours and the control must both pass."""

from random import Random

from tests.chaos.day import Days


async def nothing(days: Days, chance: Random, count: int) -> None:
    """A quiet day."""
    await days.live()
    days.world.ledger.fired = count
