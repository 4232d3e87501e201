"""Who lives the journeys: Ana in Berlin and Ben in London, partners, early on a Monday."""

import pytest

from tests.journeys.people import settle_in
from tests.world import Somebody, World


@pytest.fixture
async def pair(world: World) -> tuple[Somebody, Somebody]:
    """Ana and Ben with all defaults."""
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/London", "ben")
    await settle_in(world, ana, ben)
    return ana, ben


@pytest.fixture
def ana(pair: tuple[Somebody, Somebody]) -> Somebody:
    """In Berlin; Monday, 06:00 there."""
    return pair[0]


@pytest.fixture
def ben(pair: tuple[Somebody, Somebody]) -> Somebody:
    """In London; Monday, 05:00 there."""
    return pair[1]
