"""`python -m deploy.playground`: the page on LISTEN, the real bot behind it, nothing kept.

Reads LISTEN, HOST_NAME and HOST_CONTACT; never a token, never your database.
"""

import asyncio
import errno
import math
import signal
import sys
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr

from bot.compose import House, assemble
from bot.pace import Pace
from bot.settings import Address, Settings, SettingsError, read_settings
from deploy.playground.clock import SkippingClock
from deploy.playground.scene import Scene
from deploy.playground.server import application

TRIED = 50
"how many ports are tried upwards when the wanted one is taken"
LOOPBACK = ("127.", "::1", "localhost")


def main() -> None:
    """Serve until interrupted; a wrong setting ends it with one line."""
    try:
        settings = read_settings()
    except SettingsError as error:
        sys.exit(str(error))
    asyncio.run(_serve(settings))


def house_in(host: Settings, clock: SkippingClock, url: str, folder: Path) -> House:
    """The real bot on an emulated Telegram at `url`, its database in `folder`."""
    return assemble(
        Settings(
            telegram_token=SecretStr("1:playground"),
            telegram_api_url=url,
            database_url=f"sqlite:///{folder / 'ontheline.db'}",
            host_name=host.host_name or "this playground",
            host_contact=host.host_contact,
            who_may_join="anyone",
        ),
        clock,
        pace=Pace(math.inf),  # one finger on two phones needs no protection from itself
    )


async def _serve(settings: Settings) -> None:
    scene = Scene(lambda clock, url, folder: house_in(settings, clock, url, folder))
    await scene.open()
    runner = web.AppRunner(application(scene), access_log=None, shutdown_timeout=1)
    try:
        await runner.setup()
        port = await _listen(runner, settings.listen)
        _say(settings.listen, port)
        await _interrupted()
    finally:
        await runner.cleanup()
        await scene.close()


async def _listen(runner: web.AppRunner, wanted: Address) -> int:
    """Bind the wanted port or the next free one; the port that was bound."""
    for port in range(wanted.port, wanted.port + (TRIED if wanted.port else 1)):
        site = web.TCPSite(runner, wanted.host, port)
        try:
            await site.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        return int(runner.addresses[0][1])
    raise OSError(errno.EADDRINUSE, f"No free port from {wanted.port} on")


def _say(wanted: Address, port: int) -> None:
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    line = f"Two phones wait for you at http://{host}:{port}/ (Ctrl+C ends it)"
    if wanted.port not in (0, port):
        line += f"; port {wanted.port} was taken"
    if not wanted.host.startswith(LOOPBACK):
        line += "; anybody on this network can open it"
    print(line, flush=True)


async def _interrupted() -> None:
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    await stop.wait()


if __name__ == "__main__":
    main()
