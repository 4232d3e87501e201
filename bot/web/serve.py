"""Serves the web pages inside the bot's own loop, and ends with it."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EADDRINUSE

import uvicorn
from starlette.applications import Starlette

from bot.settings import Address

MOST = 500  # requests at once; Telegram posts at most 100
logger = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """Signals are the bot's to catch: it has more to end than this."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(app: Starlette, at: Address, vital: bool = False) -> None:
    """Serve until cancelled. A port that is taken is a warning: the bot lives without its pages.

    Where they are `vital`, as a webhook is, it is an OSError: to be tried again.
    """
    config = uvicorn.Config(
        app,
        at.host,
        at.port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        limit_concurrency=MOST,
    )
    server = _Server(config)
    try:
        await server.serve()
    except SystemExit:  # how uvicorn says that it could not bind
        logger.warning("nothing is served on %s:%s: the address is taken", at.host, at.port)
        if vital:
            raise OSError(EADDRINUSE, "the address is taken") from None
    except asyncio.CancelledError:
        server.force_exit = True
        if server.started:
            await server.shutdown()
        raise
