"""What every test may ask for by name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, a_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Nobody in it yet; it is early on Wednesday, 4 March 2026."""
    async with a_world(tmp_path) as made:
        yield made
