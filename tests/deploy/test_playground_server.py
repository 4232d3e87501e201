"""The playground's server: one page from one origin, the state as JSON, acts that are checked."""

import json
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from deploy.playground.server import PAGE
from tests.deploy.page import Page, open_page


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with open_page() as opened:
        yield opened


@pytest.fixture
async def http(page: Page) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(page.url) as session:
        yield session


async def test_the_page_allows_itself_nothing_from_elsewhere(http: aiohttp.ClientSession) -> None:
    async with http.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    for file in PAGE.iterdir():
        addresses = re.findall(r"https?://[\w.]+", file.read_text(encoding="utf-8"))
        assert set(addresses) <= {"http://www.w3.org", "https://t.me"}, file.name


async def test_every_file_the_page_names_is_served(http: aiohttp.ClientSession) -> None:
    named = {
        f"/page/{name}"
        for name in re.findall(r"/page/([\w.]+)", (PAGE / "index.html").read_text())
    }
    imported = {
        f"/page/{name}"
        for file in PAGE.glob("*.js")
        for name in re.findall(r'from "\./([\w.]+)"', file.read_text())
    }
    for path in named | imported:
        async with http.get(path) as answer:
            assert answer.status == 200, path


@pytest.mark.parametrize(
    "path", ["/page/..%2f__main__.py", "/page/nothing.js", "/page/", "/file/x"]
)
async def test_nothing_but_the_page_is_served(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path) as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Host": "rebound.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_another_page_cannot_act(
    page: Page, http: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    body = json.dumps({"phone": "ana", "what": "start"})
    with_type = {"Content-Type": "application/json"} | headers
    async with http.post("/act", data=body, headers=with_type) as answer:
        assert answer.status == status
    assert page.scene.telegram.chat(page.scene.phones["ana"].user) == []


@pytest.mark.parametrize(
    "body",
    [
        {"phone": "eve", "what": "start"},
        {"phone": "ana", "what": "fly"},
        {"phone": "ana", "what": "write", "text": "  "},
        {"phone": "ana", "what": "press", "message": 999, "row": 0, "column": 0},
        {"phone": "ana", "what": "edit", "message": 999, "text": "x"},
        {"phone": "ana", "what": "write"},
        [],
    ],
)
async def test_an_impossible_act_is_answered_in_words(
    http: aiohttp.ClientSession, body: object
) -> None:
    async with http.post("/act", json=body) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]


async def test_the_stream_tells_the_state_at_once_and_after_a_change(
    http: aiohttp.ClientSession,
) -> None:
    async with http.get("/events") as stream:
        first = json.loads((await _event(stream))[len("data: ") :])
        assert [phone["start"] for phone in first["phones"]] == ["", ""]
        await http.post("/act", json={"phone": "ben", "what": "tell", "text": "Hello Ana"})
        second = json.loads((await _event(stream))[len("data: ") :])
        assert second["phones"][0]["friend_messages"][0]["text"] == "Hello Ana"


async def _event(stream: aiohttp.ClientResponse) -> str:
    line = await stream.content.readline()
    await stream.content.readline()
    return line.decode()
