"""What the tests of the verbs may ask for by name."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.scheduler.rig import Rig, a_rig

MONDAY = datetime(2026, 3, 2, 5, tzinfo=UTC)
"Early, before anybody's morning question."


@pytest.fixture
def rig() -> Iterator[Rig]:
    """Nobody in it yet; it is early on Monday, 2 March 2026."""
    with a_rig(MONDAY) as made:
        yield made
