"""Where Telegram posts updates: 200 once the inbox has committed it, never before.

Rules: the secret is compared in constant time before a byte of the body is read; a refusal has
no body and tells nothing; no line of the log holds what was given.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.arrivals import Raw, id_of
from bot.web.gathering import Gathering

SECRET = "X-Telegram-Bot-Api-Secret-Token"
MOST = 1 << 20  # bytes; Telegram's own buffer for one update is a sixteenth of it
SLOWEST = 10.0  # seconds for a body to arrive
AGAIN = "2"  # seconds; without it Telegram waits ever longer, up to a minute and more
logger = logging.getLogger(__name__)


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        self.status = status


def posts(
    path: str, secret: str, gathering: Gathering, told: Callable[[int], None] = lambda _: None
) -> Route:
    """The route. `told` hears the status of every answer."""
    expected = secret.encode()

    async def take(request: Request) -> Response:
        try:
            _check(request, expected)
            update = _parsed(await _body(request))
            status = await _kept(gathering, update)
        except _Refused as refused:
            status = refused.status
        told(status)
        return Response(
            status_code=status, headers={"Retry-After": AGAIN} if status == 503 else {}
        )

    return Route(path, take, methods=["POST"])


def _check(request: Request, secret: bytes) -> None:
    given = request.headers.get(SECRET, "").encode("latin-1")
    if not hmac.compare_digest(given, secret):
        raise _Refused(403)
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _Refused(415)
    length = request.headers.get("Content-Length", "0")
    if not length.isdecimal() or int(length[:20]) > MOST:
        raise _Refused(413)


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(SLOWEST):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST:
                    raise _Refused(413)
    except TimeoutError:
        raise _Refused(408) from None
    except ClientDisconnect:
        raise _Refused(400) from None
    return bytes(body)


def _parsed(body: bytes) -> Raw:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise _Refused(400) from None
    if not isinstance(update, dict) or id_of(update) is None:
        raise _Refused(400)
    return update


async def _kept(gathering: Gathering, update: Raw) -> int:
    try:
        await gathering.keep(id_of(update) or 0, update)
    except Exception as error:  # whatever it was, Telegram has to bring it again
        logger.warning("a post could not be kept: %s", type(error).__name__)
        return 503
    return 200
