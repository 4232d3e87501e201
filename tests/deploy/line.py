"""A bare telephone line to the emulated Bot API: calls over HTTP, answers as they come."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession

from deploy.playground.telegram import Telegram, User

MORNING = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = MORNING

    def __call__(self) -> datetime:
        return self.time

    def later(self, **span: float) -> None:
        self.time += timedelta(**span)


class Line:
    """What a bot has in its hands: a token and an address."""

    def __init__(self, tg: Telegram, clock: Clock, session: ClientSession) -> None:
        self.tg, self.clock, self.session = tg, clock, session

    def address(self, method: str) -> str:
        return f"{self.tg.url}/bot{self.tg.token}/{method}"

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole answer to a call with a JSON body."""
        async with self.session.post(self.address(method), json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert answer.get("error_code", 200) == response.status
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        """Code and words of a call that must be refused."""
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def say(self, who: User, text: str = "Hello", **params: Any) -> int:
        """Send a text; returns its message id."""
        sent = await self.ok("sendMessage", chat_id=who.id, text=text, **params)
        return int(sent["message_id"])

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.ok("getUpdates", **params)
        return found


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    """An inline keyboard of one row."""
    return {"inline_keyboard": [list(buttons)]}


@asynccontextmanager
async def open_line() -> AsyncIterator[Line]:
    clock = Clock()
    tg = Telegram(clock)
    await tg.start()
    try:
        async with ClientSession() as session:
            yield Line(tg, clock, session)
    finally:
        await tg.stop()
