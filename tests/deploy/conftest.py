"""An emulated Telegram with one person in it, for every test of the emulator."""

from collections.abc import AsyncIterator

import pytest

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line, open_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with open_line() as opened:
        yield opened


@pytest.fixture
def tg(line: Line) -> Telegram:
    return line.tg


@pytest.fixture
def ana(tg: Telegram) -> User:
    """Ana, who has written to the bot once; the bot has that update still to fetch."""
    who = tg.person(101, "Ana", username="ana")
    tg.write(who, "/start")
    return who
