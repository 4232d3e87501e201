"""The campaign in small: each of its parts once. With CHAOS=1, and a machine to itself.

Beside other tests a process may be late for the model's patience: that is not what is judged.
"""

import os
from dataclasses import replace

import pytest

from tests.chaos.campaign import Line, campaign
from tests.chaos.faults import ALL, NONE, planted

pytestmark = pytest.mark.slow
undisturbed = pytest.mark.skipif(
    os.environ.get("CHAOS") != "1", reason="takes minutes alone on a machine: CHAOS=1, make chaos"
)

SEED = int(os.environ.get("CHAOS_SEED", "20260302"))
FEW = {
    "kill -9 at random": 8,
    "kill -9 at a call": 6,
    "death at boundaries": 8,
    "SIGTERM": 3,
}
SHORT = ("down 8 days", "down 26 h")  # told by `make chaos` alone: many dates take their time


def told(lines: list[Line]) -> list[str]:
    """What is not as promised, in words."""
    return [
        f"{line.fault.name}: {one}"
        for line in lines
        for one in (*line.ours.lost, *line.ours.doubled, *line.ours.wrong)
    ]


@undisturbed
async def test_whatever_happens_nothing_is_lost_and_nothing_said_twice() -> None:
    faults = [
        replace(one, count=FEW.get(one.name, one.count), dates=1, pairs=min(one.pairs, 2))
        for one in ALL
        if one.name not in (*SHORT, "403: one has blocked us")
    ]
    lines = await campaign(faults, SEED, only_ours=True)
    assert not told(lines)
    assert not [line.fault.name for line in lines if not line.ours.fired]
    assert all(line.ours.repeats <= line.ours.bound for line in lines)


@undisturbed
@pytest.mark.parametrize("bug", planted(), ids=lambda bug: str(bug.name))
async def test_a_bug_that_is_put_in_is_found(bug: object) -> None:
    [line] = await campaign([bug], SEED, only_ours=True)  # type: ignore[list-item]  # parametrize
    assert told([line])


async def test_the_control_passes_a_quiet_day() -> None:
    [line] = await campaign([replace(NONE, dates=1, pairs=2)], SEED)
    assert line.control is not None
    assert line.control.well
