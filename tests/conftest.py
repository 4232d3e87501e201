"""What every test may ask for by name."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.world import World, a_world

IN_CI = "CI" in os.environ
settings.register_profile("ci", derandomize=True)  # a commit is judged by its own faults
if IN_CI:
    settings.load_profile("ci")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Nobody in it yet; it is early on Wednesday, 4 March 2026."""
    async with a_world(tmp_path) as made:
        yield made
