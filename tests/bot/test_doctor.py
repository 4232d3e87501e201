"""`python -m bot doctor` finds each fault alone, says its cure in a line, and tells no secret."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Bot

from bot import doctor, places
from bot.doctor import Finding
from bot.request import AiohttpRequest
from bot.settings import Settings
from deploy.playground.telegram import Telegram
from scheduler.clock import SystemClock
from storage.store import Store
from tests.world import eventually

STRANGER = "123456789:AAH-a_token_that_nobody_knows_0123456"


class ShiftedClock(SystemClock):
    """A machine whose clock is wrong by so much."""

    def __init__(self, off: timedelta = timedelta()) -> None:
        self.off = off

    def now(self) -> datetime:
        return super().now() + self.off


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    made = Telegram(lambda: datetime.now(UTC))
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def settings(telegram: Telegram, tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path / 'line.db'}"
    store = Store(url)
    store.upgrade()
    store.close()
    return Settings(
        telegram_token=SecretStr(telegram.token),
        telegram_api_url=telegram.url,
        database_url=url,
    )


def but(settings: Settings, **other: Any) -> Settings:
    return settings.model_copy(update=other)


async def look(settings: Settings, off: timedelta = timedelta()) -> dict[str, Finding]:
    found = await doctor.examine(settings, ShiftedClock(off))
    for one in found:
        assert "\n" not in str(one)
        assert STRANGER not in str(one)
    return {one.what: one for one in found}


def faults(found: dict[str, Finding]) -> list[str]:
    return [what for what, one in found.items() if not one.well]


def file_of(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


async def test_where_all_is_well_every_line_says_so(settings: Settings) -> None:
    found = await look(settings)
    assert faults(found) == []
    assert [*found] == [
        *("Bot API", "token", "webhook", "clock"),
        *("database", "time zones", "places", "disk"),
    ]


async def test_it_changes_nothing_and_sends_nothing(
    settings: Settings, telegram: Telegram
) -> None:
    before = file_of(settings).read_bytes()
    await look(settings)
    assert file_of(settings).read_bytes() == before
    assert {a.method for a in telegram.arrivals} == {"getMe", "getWebhookInfo"}


async def test_a_token_that_telegram_refuses_is_the_tokens_fault_alone(settings: Settings) -> None:
    found = await look(but(settings, telegram_token=SecretStr(STRANGER)))
    assert faults(found) == ["token"]
    assert "@BotFather" in found["token"].said


async def test_a_missing_token_is_said_beside_all_else(settings: Settings) -> None:
    found = await look(but(settings, telegram_token=None))
    assert faults(found) == ["token"]
    assert {"database", "disk"} <= found.keys()


async def test_a_server_that_does_not_answer_is_told_from_a_wrong_token(
    settings: Settings, telegram: Telegram
) -> None:
    await telegram.stop()
    assert faults(await look(settings)) == ["Bot API"]


@pytest.mark.parametrize("hours", [-1, 87_600])
async def test_a_wrong_clock_is_found_by_telegrams_date(settings: Settings, hours: int) -> None:
    found = await look(settings, timedelta(hours=hours))
    assert faults(found) == ["clock"]
    assert found["clock"].said.startswith("-" if hours < 0 else "+")
    assert "NTP" in found["clock"].said


async def test_a_webhook_that_somebody_set_is_found(
    settings: Settings, telegram: Telegram
) -> None:
    bot = Bot(telegram.token, f"{telegram.url}/bot", request=AiohttpRequest())
    async with bot:
        await bot.set_webhook("https://example.org/hook")
    assert faults(await look(settings)) == ["webhook"]
    ours = but(settings, webhook_url="https://example.org/hook", webhook_secret="s")
    assert (await look(ours))["webhook"].said == "is set, 0 updates wait"
    telegram.write(telegram.person(101, "Ana"), "hello")
    await eventually(lambda: "last_error_date" in telegram.state.webhook)
    found = await look(ours)
    assert faults(found) == ["webhook"]
    assert "1 updates wait; the last post failed: Connection refused" in found["webhook"].said


async def test_a_database_that_is_not_there_yet_is_well(settings: Settings) -> None:
    file_of(settings).unlink()
    found = await look(settings)
    assert faults(found) == []
    assert "the first start makes it" in found["database"].said
    assert not file_of(settings).exists()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = 'r999'", "newer version"),
        ("DROP TABLE alembic_version", "does not say its version"),
    ],
)
async def test_a_database_the_bot_would_refuse_is_found(
    settings: Settings, statement: str, said: str
) -> None:
    with closing(sqlite3.connect(file_of(settings))) as file, file:
        file.execute(statement)
    found = await look(settings)
    assert faults(found) == ["database"]
    assert said in found["database"].said


async def test_a_damaged_database_is_found(settings: Settings) -> None:
    with file_of(settings).open("r+b") as raw:
        raw.seek(8192)
        raw.write(b"\xff" * 8192)
    found = await look(settings)
    assert faults(found) == ["database"]
    assert "restore" in found["database"].said


async def test_a_missing_file_of_cities_is_found(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(places, "default_path", lambda: tmp_path / "none.sqlite3")
    found = await look(settings)
    assert faults(found) == ["places"]
    assert "bot.places_build" in found["places"].said


async def test_a_full_disk_is_found(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 2**62)
    assert faults(await look(settings)) == ["disk"]
