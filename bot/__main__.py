"""The command line: `python -m bot` runs the bot until it is told to stop; upkeep is beside it.

What keeps it from starting is said in one line: a wrong setting or command exits with 2, a
database it cannot use with 1.
"""

import asyncio
import signal
import sys
from functools import partial

from bot import nightly, upkeep
from bot.compose import House, assemble
from bot.logs import set_up
from bot.settings import Settings, SettingsError, read_settings
from bot.web.pages import pages
from bot.web.serve import serve
from scheduler.clock import SystemClock
from storage.errors import StorageError

USAGE = (
    "usage: python -m bot [verify | backup [PATH] | restore PATH | move PATH | doctor |"
    " export TELEGRAM-ID [PATH]]"
    "    (settings come from the environment or .env)"
)
WRONG, UNUSABLE = 2, 1


def main(arguments: list[str]) -> int:
    """The exit code."""
    if arguments:
        return _upkeep(arguments)
    try:
        settings = read_settings()
        secrets = settings.secrets()
    except SettingsError as error:
        return _say(str(error), WRONG)
    set_up(settings.log_level, settings.log_format, secrets)
    try:
        asyncio.run(_live(settings))
    except (StorageError, SettingsError) as error:
        return _say(str(error), UNUSABLE)
    return 0


def _upkeep(arguments: list[str]) -> int:
    try:
        return upkeep.run(read_settings(), SystemClock(), arguments)
    except upkeep.AskedWrongly:
        return _say(USAGE, WRONG)
    except SettingsError as error:
        return _say(str(error), WRONG)
    except StorageError as error:
        return _say(str(error), UNUSABLE)


async def _live(settings: Settings) -> None:
    """From the start to SIGTERM or Ctrl+C, then an orderly stop."""
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    house = assemble(settings, SystemClock())
    hooked = settings.webhook_url is not None
    house.runner.keep(partial(serve, pages(house), settings.listen, vital=hooked), "web")
    house.runner.every(nightly.HOUR, nightly.Nightly(settings, house.clock, house.pulse), "backup")
    try:
        await house.start()
        async with asyncio.TaskGroup() as group:
            offer = group.create_task(_offer(house))
            await stop.wait()
            offer.cancel()
    finally:
        await house.stop()


async def _offer(house: House) -> None:
    """With nobody named as the host: a link on the console, for whoever stands there."""
    if link := await house.host_link():
        print(f"Open this link once to become the host: {link}", flush=True)


def _say(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
