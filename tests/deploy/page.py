"""Opens the whole playground, real bot and all, on free loopback ports, at a fixed hour."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from bot.settings import Settings
from deploy.playground.__main__ import house_in
from deploy.playground.scene import Scene
from deploy.playground.server import application

MONDAY_MORNING = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
"07:30 in Berlin, 06:30 in London"


@dataclass(frozen=True)
class Page:
    scene: Scene
    url: str


@asynccontextmanager
async def open_page(start: datetime = MONDAY_MORNING) -> AsyncIterator[Page]:
    host = Settings(host_name="Ana")
    scene = Scene(lambda clock, url, folder: house_in(host, clock, url, folder), start)
    await scene.open()
    runner = web.AppRunner(application(scene), access_log=None, shutdown_timeout=1)
    try:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield Page(scene, f"http://127.0.0.1:{runner.addresses[0][1]}/")
    finally:
        await runner.cleanup()
        await scene.close()
