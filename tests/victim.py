"""The real house with the echo for handlers, in a process of its own: there to be killed.

`python -m tests.victim <root of the Bot API> <database>`
"""

import asyncio
import math
import signal
import sys

from pydantic import SecretStr

from bot.compose import assemble
from bot.pace import Pace
from bot.settings import Settings
from scheduler.clock import SystemClock
from tests.echo import ROUTES


async def live(root: str, database: str) -> None:
    """Until SIGTERM."""
    settings = Settings(
        telegram_token=SecretStr("1:playground"), telegram_api_url=root, database_url=database
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    house = assemble(settings, SystemClock(), pace=Pace(math.inf), routes=ROUTES)
    await house.start()
    await stop.wait()
    await house.stop()


if __name__ == "__main__":
    asyncio.run(live(*sys.argv[1:]))
