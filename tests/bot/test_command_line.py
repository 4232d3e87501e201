"""`python -m bot` as its host meets it: one line if it cannot start, an orderly end if told."""

import asyncio
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from deploy.playground.telegram import Telegram
from tests.world import eventually

ROOT = Path(__file__).parent.parent.parent
TOKEN = "1:playground"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    made = Telegram(lambda: datetime.now(UTC), token=TOKEN)
    await made.start()
    yield made
    await made.stop()


@dataclass
class Bot:
    """The command with these settings, in an empty working directory."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "HOME")}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(ROOT), **self.settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *arguments: str) -> tuple[int | None, str, str]:
        process = await self.start(*arguments)
        out, said = await process.communicate()
        return process.returncode, out.decode(), said.decode()


@pytest.fixture
def bot(tmp_path: Path, telegram: Telegram) -> Bot:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "LISTEN": f"127.0.0.1:{port}",
        "LOG_FORMAT": "json",
    }
    return Bot(tmp_path, settings)


def one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1


async def test_without_a_token_it_says_what_is_missing_and_what_else_there_is(bot: Bot) -> None:
    del bot.settings["TELEGRAM_TOKEN"]
    code, out, said = await bot.run()
    assert (code, out) == (2, "")
    assert one_line(said)
    assert "TELEGRAM_TOKEN" in said
    assert "make run opens the playground" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEND_RATE", "fast"),
        ("ADMIN_IDS", "myself"),
        ("LISTEN", "here"),
        ("TELEGRAM_TOKEN", "secret"),
    ],
)
async def test_a_wrong_setting_is_one_line_without_its_value(
    bot: Bot, name: str, value: str
) -> None:
    bot.settings[name] = value
    code, _, said = await bot.run()
    assert code == 2
    assert one_line(said)
    assert said.startswith(name)
    assert value not in said


async def test_an_unknown_command_is_answered_with_the_usage(bot: Bot) -> None:
    code, _, said = await bot.run("fly")
    assert code == 2
    assert one_line(said)
    assert "usage" in said


async def test_a_file_that_is_no_database_is_refused_and_left_alone(bot: Bot) -> None:
    file = bot.folder / "notes.txt"
    file.write_text("not a database, but dear to somebody")
    bot.settings["DATABASE_URL"] = f"sqlite:///{file}"
    code, _, said = await bot.run()
    assert code == 1
    assert one_line(said)
    assert file.read_text() == "not a database, but dear to somebody"


async def test_the_database_of_another_program_is_refused(bot: Bot) -> None:
    file = bot.folder / "other.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    bot.settings["DATABASE_URL"] = f"sqlite:///{file}"
    code, _, said = await bot.run()
    assert code == 1
    assert "belongs to another program" in said.splitlines()[-1]
    assert "Traceback" not in said


async def test_it_lives_answers_for_its_health_and_ends_when_told(
    bot: Bot, telegram: Telegram
) -> None:
    process = await bot.start()
    await eventually(lambda: any(a.method == "getUpdates" for a in telegram.arrivals))
    assert process.stdout is not None
    link = (await process.stdout.readline()).decode()
    assert await _health(bot) == 200
    code, _, said = await bot.run()
    assert (code, one_line(said)) == (1, True)
    assert "another process" in said
    await _become_host(telegram, link)
    process.send_signal(signal.SIGTERM)
    _, said_all = await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in said_all
    assert TOKEN.encode() not in said_all


async def _health(bot: Bot) -> int:
    async with (
        aiohttp.ClientSession() as web,
        web.get(f"http://{bot.settings['LISTEN']}/healthz") as page,
    ):
        return page.status


async def _become_host(telegram: Telegram, link: str) -> None:
    """The link works for the first who opens it, and for nobody after."""
    payload = link.strip().partition("?start=")[2]
    assert len(payload) <= 64
    for number, words in ((101, "yours to run"), (102, "is over")):
        who = telegram.person(number, "Ana")
        telegram.write(who, f"/start {payload}")
        heard = await eventually(lambda who=who: telegram.heard(who))  # type: ignore[misc]
        assert words in heard[0]


async def test_a_token_that_telegram_refuses_is_said_once_and_never_shown(
    bot: Bot, telegram: Telegram
) -> None:
    bot.settings["TELEGRAM_TOKEN"] = refused = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    process = await bot.start()
    await eventually(lambda: [a for a in telegram.arrivals if a.method == "getMe"])
    process.send_signal(signal.SIGTERM)
    _, said = await process.communicate()
    assert process.returncode == 0
    assert b"token" in said
    assert refused.encode() not in said
