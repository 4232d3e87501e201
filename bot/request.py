"""The HTTP client under python-telegram-bot, over aiohttp: seven times cheaper than its own.

What matters to delivery is told apart by type: NotSent may be repeated freely, after TimedOut or
AnswerLost nobody knows whether Telegram took it. No message or traceback here names a URL,
because Telegram's URLs carry the token.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NONE = BaseRequest.DEFAULT_NONE

# RetryAfter.retry_after is a timedelta then; otherwise the library warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class NotSent(NetworkError):
    """No byte of the request left: repeating it cannot double anything."""


class AnswerLost(NetworkError):
    """The connection broke, or the answer made no sense: Telegram may have acted on it."""


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API.

    Timeouts are seconds, None waits for ever; they mean what HTTPXRequest's mean, except that
    writing and reading share one allowance. `on_date` gets every answer's Date, aware, in UTC;
    `on_answer` its status, or the name of the error that came instead.
    Proxies come from the environment, but never for this machine itself.
    """

    def __init__(
        self,
        connections: int = 128,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 20.0,
        on_date: Callable[[datetime], object] | None = None,
        on_answer: Callable[[str], object] | None = None,
    ) -> None:
        self._connections = connections
        self._read, self._write = read_timeout, write_timeout
        self._connect, self._pool = connect_timeout, pool_timeout
        self._media_write = media_write_timeout
        self._on_date = on_date
        self._on_answer = on_answer or (lambda _: None)
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[tuple[str, str], str | None] = {}

    @property
    def read_timeout(self) -> float | None:
        return self._read

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = NONE,
        write_timeout: ODVInput[float] = NONE,
        connect_timeout: ODVInput[float] = NONE,
        pool_timeout: ODVInput[float] = NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer.

        Raises NotSent, TimedOut, AnswerLost; NetworkError for a refusal by something in between,
        which says nothing about a chat or the token; BadRequest for text that is not Unicode, as
        Telegram would; RuntimeError outside of initialize and shutdown.
        """
        has_files = request_data is not None and request_data.contains_files
        limits = _limits(
            pool=_given(pool_timeout, self._pool),
            connect=_given(connect_timeout, self._connect),
            write=_given(write_timeout, self._media_write if has_files else self._write),
            read=_given(read_timeout, self._read),
        )
        body = _body(request_data) if request_data is not None else None
        try:
            answer = await self._exchange(method, url, body, limits)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            met = _sorted(error)
            self._on_answer(type(met).__name__)
            raise met from None  # their texts can carry the URL
        self._on_answer(str(answer[0]))
        if 400 <= answer[0] < 500 and not _is_telegrams(answer[1]):
            raise NetworkError(f"a {answer[0]} that is not the Bot API's")
        return answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """The answer as an object. Unlike the library's, this never logs the body."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise AnswerLost("the answer was not JSON") from None
        if not isinstance(answer, dict) or not answer.keys() & {"result", "description"}:
            raise AnswerLost("the answer was not one of the Bot API")
        return answer

    async def _exchange(
        self,
        method: str,
        url: str,
        body: bytes | aiohttp.FormData | None,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None or self._session.closed:
            raise RuntimeError("this request is not initialized")
        async with self._session.request(
            method,
            url,
            data=body,
            headers=FORM if isinstance(body, bytes) else None,
            timeout=limits,
            proxy=self._proxy(url),
            allow_redirects=False,  # following one would turn a POST into a GET
        ) as answer:
            self._note_date(answer.headers.get("Date"))
            return answer.status, await answer.read()

    def _note_date(self, header: str | None) -> None:
        if self._on_date is None or header is None:
            return
        try:
            date = parsedate_to_datetime(header)
        except ValueError:
            return
        if date.tzinfo is not None:
            self._on_date(date.astimezone(UTC))

    def _proxy(self, url: str) -> str | None:
        """Looked up once per host: asking the environment costs as much as a small request."""
        parts = urlsplit(url)
        origin = parts.scheme, parts.hostname or ""
        if origin not in self._proxies:
            self._proxies[origin] = _environment_proxy(*origin)
        return self._proxies[origin]


def _is_telegrams(answer: bytes) -> bool:
    try:
        AiohttpRequest.parse_json_payload(answer)
    except AnswerLost:
        return False
    return True


def _given(asked: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(asked, DefaultValue) else asked


def _limits(
    *, pool: float | None, connect: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp counts pool and connecting as one, and knows no limit for writing but the total."""
    return aiohttp.ClientTimeout(
        connect=_sum(pool, connect),
        sock_connect=connect,
        sock_read=read,
        total=_sum(pool, connect, write, read),
    )


def _sum(*seconds: float | None) -> float | None:
    known = [one for one in seconds if one is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(data: RequestData) -> bytes | aiohttp.FormData:
    try:
        encoded = data.url_encoded_parameters().encode()
        return _multipart(data) if data.contains_files else encoded
    except UnicodeEncodeError:  # a lone surrogate: permanent, and repeating it would never end
        raise BadRequest("strings must be encoded in UTF-8") from None


def _multipart(data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # Telegram reads names as raw UTF-8
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        # Raw bytes over 1 MiB make aiohttp warn that it blocks; a stream is sent in pieces.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=kind)
    return form


def _environment_proxy(scheme: str, host: str) -> str | None:
    if _is_this_machine(host) or proxy_bypass(host):
        return None
    return getproxies().get(scheme)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _sorted(error: Exception) -> NetworkError:
    name = type(error).__name__
    match error:
        case aiohttp.ConnectionTimeoutError():
            return NotSent("no connection in time")
        case aiohttp.ClientConnectorError():
            return NotSent(f"{name}: {error.os_error.strerror or type(error.os_error).__name__}")
        case aiohttp.ClientHttpProxyError() | aiohttp.InvalidURL():
            return NotSent(name)
        case TimeoutError():
            return TimedOut()
        case _:
            return AnswerLost(name)
