"""Who may press a button changes what is theirs; nobody else changes anything, and is told kindly.

The suite presses of every act one or two on every stage, in turn; the whole of it, every act on
every row with every argument, is `python -m tests.access.matrix`.
"""

import logging
from pathlib import Path

import pytest

from bot.buttons import Act
from scheduler.rules.call import CALL
from scheduler.rules.day import DAY
from storage.records import CallState, DayState
from storage.tables import metadata
from tests.access import matrix
from tests.access.owners import TABLES
from tests.access.payloads import ABOUT
from tests.access.rehearsal import UNSEEN
from tests.access.stages import STAGES
from tests.world import a_world

AT_LEAST = 20  # acts that do something on any stage; else nothing is proven there


@pytest.mark.parametrize("stage", STAGES)
async def test_nobody_changes_with_a_button_what_is_not_theirs(
    tmp_path: Path, stage: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_world(tmp_path, **matrix.settings(tmp_path)) as world:
        played = await matrix.play(world, stage, full=False)
    wrong = "\n".join(played.wrong[:50])
    assert not played.wrong, f"{len(played.wrong)} of {played.cells} presses:\n{wrong}"
    assert len(played.at_work) >= AT_LEAST
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_every_state_of_a_day_and_of_a_call_has_a_stage() -> None:
    states = {state for _, state in STAGES.values()} - {None}
    assert states == {*DAY, *CALL, *DayState, *CallState}


def test_it_is_said_of_every_button_what_it_is_about() -> None:
    assert set(ABOUT) == set(Act)


def test_it_is_said_of_every_table_whose_its_rows_are() -> None:
    assert set(TABLES) == set(metadata.tables) - set(UNSEEN)
