"""A house that lives by itself, with its pages served on a port of this machine."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from io import BytesIO
from typing import Any, TypeVar

import aiohttp

from bot.compose import House
from bot.settings import Address
from bot.web.pages import pages
from bot.web.serve import serve
from tests.bot.ports import free_port
from tests.world import World


class Living:
    """One house of the world, which `start` begins and `stop` ends: the test's to call."""

    def __init__(self, world: World, house: House | None = None) -> None:
        self.world, self.house, self.port = world, house or world.house, free_port()
        self._web: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        await self.house.start()
        at = Address("127.0.0.1", self.port)
        self._web = asyncio.create_task(serve(pages(self.house), at))

    async def stop(self) -> None:
        if self._web is not None:
            self._web.cancel()
            await asyncio.gather(self._web, return_exceptions=True)
        await self.house.stop()

    async def post_to(
        self, path: str, body: Any, headers: Mapping[str, str]
    ) -> aiohttp.ClientResponse:
        """JSON, or bytes as they are."""
        given = {"data": BytesIO(body)} if isinstance(body, bytes) else {"json": body}
        return await self._ask("POST", path, headers, **given)

    async def get(
        self, path: str, headers: Mapping[str, str] | None = None
    ) -> aiohttp.ClientResponse:
        return await self._ask("GET", path, headers or {})

    async def said(self, path: str) -> tuple[int, Any]:
        """Status and JSON of a page."""
        answer = await self.get(path)
        return answer.status, json.loads(await answer.text())

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str], **given: Any
    ) -> aiohttp.ClientResponse:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, self.url + path, headers=headers, **given) as answer,
        ):
            await answer.read()
            return answer


L = TypeVar("L", bound=Living)


@asynccontextmanager
async def living(world: World, kind: type[L]) -> AsyncIterator[L]:
    """One of this kind; whatever the world's house was, it is another now."""
    await world.house.stop()
    world.house = world.assemble()
    one = kind(world)
    try:
        yield one
    finally:
        await one.stop()
