"""What a log may show, tried with what really writes to one: libraries, errors, threads."""

import json
import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import httpx
import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import TelegramError

from bot.logs import redacted, set_up
from bot.request import AiohttpRequest

TOKEN = "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET_TEXT = "I promised my mother to stop drinking"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def stream() -> Iterator[StringIO]:
    """Where the log goes; afterwards the process logs as it did before."""
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    hooks = sys.excepthook, threading.excepthook
    yield StringIO()
    logging.captureWarnings(False)
    root.handlers[:] = before[1]
    root.setLevel(before[0])
    sys.excepthook, threading.excepthook = hooks
    structlog.reset_defaults()


@pytest.fixture
def lines(stream: StringIO) -> Lines:
    set_up("DEBUG", "json", [TOKEN], stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_both_ways_of_logging_end_in_the_same_line_of_json(lines: Lines) -> None:
    structlog.get_logger("bot.intake").info("update stored", update_id=7)
    logging.getLogger("bot.intake").info("update %s", "stored", extra={"update_id": 7})
    first, second = lines()
    assert first.pop("event") == "update stored"
    assert second.pop("event") == "update stored"
    assert first.pop("timestamp")[:4] == second.pop("timestamp")[:4]
    assert first == second == {"level": "info", "logger": "bot.intake", "update_id": 7}


def test_the_console_gets_words(stream: StringIO) -> None:
    set_up("info", "console", stream=stream)
    structlog.get_logger("bot.intake").debug("too fine")
    structlog.get_logger("bot.intake").warning("update stored", update_id=7)
    (line,) = stream.getvalue().splitlines()
    assert "warning" in line
    assert "update stored" in line
    assert "update_id=7" in line


def test_a_second_set_up_replaces_the_first(stream: StringIO) -> None:
    later = StringIO()
    set_up("INFO", "json", stream=stream)
    set_up("ERROR", "json", stream=later)
    logging.getLogger("x").warning("quiet")
    logging.getLogger("x").error("loud")
    assert stream.getvalue() == ""
    assert json.loads(later.getvalue())["event"] == "loud"


@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        f"https://api.telegram.org/file/bot{TOKEN.replace(':', '%3A')}/photos/1.jpg",
        f"the token is {TOKEN}.",
        f"{{'token': '{TOKEN}'}}",
    ],
)
def test_a_token_is_cut_even_when_nobody_named_it(text: str) -> None:
    assert TOKEN.split(":")[1] not in redacted(text)
    assert TOKEN.split(":")[0] not in redacted(text)


def test_the_password_of_a_database_is_cut_and_its_place_is_not() -> None:
    line = redacted("no connection: postgresql+psycopg://line:pa$$w0rd@db.example:5432/line")
    assert line == "no connection: postgresql+psycopg://[hidden]@db.example:5432/line"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04T20:00:00.000000Z listening on http://127.0.0.1:8080/healthz",
        "robot12:30 and 12345:short",
        "https://t.me/on_the_line_bot?start=x mail@example.org:1",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


def test_a_named_secret_is_cut_in_events_values_and_names(stream: StringIO) -> None:
    set_up("INFO", "json", ["hunter2", ""], stream)
    structlog.get_logger("a").info("got hunter2", value="x-hunter2", hunter2=1)
    assert "hunter2" not in stream.getvalue()
    assert stream.getvalue().count("[hidden]") == 3


async def test_neither_httpx_nor_the_library_writes_a_url_or_a_text(
    lines: Lines, stream: StringIO
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "description": SECRET_TEXT}, status=400)

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    async with (
        TestServer(app, host="127.0.0.1") as server,
        httpx.AsyncClient() as client,
        AiohttpRequest() as request,
    ):
        url = f"{server.make_url('/')}bot"
        await client.get(f"{url}{TOKEN}/getMe")
        with pytest.raises(TelegramError):
            await Bot(TOKEN, base_url=url, request=request).send_message(1, SECRET_TEXT)
    logging.getLogger("bot").info("the end")
    assert [line["event"] for line in lines()] == ["the end"]
    assert TOKEN not in stream.getvalue()


def test_an_exception_shows_its_place_and_never_what_it_was_given(
    lines: Lines, stream: StringIO
) -> None:
    given = SECRET_TEXT
    try:
        try:
            int(given)
        except ValueError as error:
            raise KeyError(given) from error
    except KeyError:
        logging.getLogger("a").exception("no")
        structlog.get_logger("b").exception("no")
    for line in lines():
        assert "builtins.ValueError\nwhich led to\n" in line["exception"]
        assert "int(given)" in line["exception"]
        assert line["exception"].endswith("builtins.KeyError")
    assert len(lines()) == 2
    assert SECRET_TEXT not in stream.getvalue()


def test_what_the_machine_says_is_kept(lines: Lines) -> None:
    for fails in (
        lambda: open("/nowhere/at/all"),  # noqa: SIM115 - it never opens
        lambda: sqlite3.connect("/nowhere/at/all"),
    ):
        try:
            fails()
        except (OSError, sqlite3.Error):
            logging.getLogger("a").exception("no")
    first, second = lines()
    assert first["exception"].endswith("FileNotFoundError: No such file or directory")
    assert second["exception"].endswith("OperationalError: unable to open database file")


def test_every_part_of_a_group_is_shown(lines: Lines) -> None:
    group = ExceptionGroup("both", [ValueError(SECRET_TEXT), KeyError(SECRET_TEXT)])
    logging.getLogger("a").error("no", exc_info=group)
    shown = lines()[0]["exception"]
    assert shown.splitlines() == [
        "builtins.ExceptionGroup",
        "part 1",
        "builtins.ValueError",
        "part 2",
        "builtins.KeyError",
    ]


def test_errors_that_caused_each_other_come_to_an_end(lines: Lines) -> None:
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    logging.getLogger("a").error("no", exc_info=one)
    assert lines()[0]["exception"].endswith("builtins.ValueError")


def test_a_line_break_in_an_event_makes_no_second_line(stream: StringIO) -> None:
    set_up("INFO", "console", stream=stream)
    logging.getLogger("a").info("hello\n2026 [error] forged")
    assert len(stream.getvalue().splitlines()) == 1


def test_an_exception_in_a_thread_is_logged_without_its_text(
    lines: Lines, stream: StringIO
) -> None:
    def fail() -> None:
        raise RuntimeError(*(SECRET_TEXT,))

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (line,) = lines()
    assert (line["level"], line["event"]) == ("critical", "uncaught exception")
    assert SECRET_TEXT not in stream.getvalue()


def test_an_uncaught_exception_ends_the_process_without_showing_its_text() -> None:
    code = "import sys; from bot.logs import set_up; set_up('INFO', 'json'); int(sys.argv[1])"
    run = subprocess.run(
        [sys.executable, "-c", code, SECRET_TEXT], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert json.loads(run.stderr)["event"] == "uncaught exception"
    assert SECRET_TEXT not in run.stdout + run.stderr
