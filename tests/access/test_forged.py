"""Whatever a tampered client sends as callback data: nothing changes, and each press is answered.

The suite tries a few thousand; `python -m tests.access.forged 100000` as many as one likes.
"""

from pathlib import Path

import pytest

from bot.buttons import Act, Tap, read
from tests.access import matrix
from tests.access.forged import Forger, forge
from tests.access.stages import live
from tests.world import a_world


async def test_forged_callback_data_changes_nothing_and_is_answered(tmp_path: Path) -> None:
    async with a_world(tmp_path, **matrix.settings(tmp_path)) as world:
        tried = await forge(world, count=2500, seed=7)
    assert tried.wrong == []
    assert tried.answered == 2500
    assert len(tried.shapes) == len(Forger(0, [1], []).shapes)


async def test_each_forged_press_is_answered_exactly_once(tmp_path: Path) -> None:
    """All the way: through the inbox, and back as one answer to each query."""
    async with a_world(tmp_path, **matrix.settings(tmp_path)) as world:
        cast = await live(world, "call taken")
        who, forger = cast["Cleo"].user, Forger(3, [1, 2, 3], [])
        rows = len(world.chat(cast["Ana"])), len(world.chat(cast["Ben"]))
        before = len(world.telegram.callback_answers)
        for _ in range(20):
            for _ in range(5):
                world.telegram.forge_press(who, 1, forger.make()[1])
            await world.settle()
            await world.minutes(1)
        answers = [a.query_id for a in world.telegram.callback_answers[before:]]
        assert len(answers) == len(set(answers)) == 100
        assert rows == (len(world.chat(cast["Ana"])), len(world.chat(cast["Ben"])))


@pytest.mark.parametrize("act", Act)
def test_every_button_is_read_back_as_it_was_written(act: Act) -> None:
    tap = Tap(act, 10**15 - 1, "x" * 20)
    assert read(tap.data()) == tap
    assert len(tap.data().encode()) <= 64


@pytest.mark.parametrize(
    "data", ["1:done:١٢", "1:done:１２", "1:done:𝟎", "1:done:1:é", "1:done:1\n"]
)
def test_only_plain_digits_and_signs_are_read(data: str) -> None:
    assert read(data) is None
