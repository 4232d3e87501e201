"""The HTTP client against a real server on this machine, directly and under PTB's own Bot."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData

from bot.outcomes import Kind, judge
from bot.request import AiohttpRequest, AnswerLost, NotSent

TOKEN = "12345:a-token-nobody-may-read"
ME = {"id": 12345, "is_bot": True, "first_name": "On the Line", "username": "on_the_line_bot"}
SENT = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "hi"}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Peer:
    """What stands where Telegram would: it answers as it is told and keeps what it got."""

    def __init__(self) -> None:
        self.answer: Answer = self.ok
        self.forms: list[dict[str, Any]] = []
        self.requests: list[web.Request] = []
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        return await self.answer(request)

    async def ok(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.forms.append({k: _content(v) for k, v in form.items()})
        return web.json_response({"ok": True, "result": ME if "getMe" in request.path else SENT})

    def says(self, status: int, text: str, **headers: str) -> None:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, text=text, headers=headers)

        self.answer = answer


def _content(value: Any) -> Any:
    if isinstance(value, str):
        return value
    return value.filename, value.file.read(), value.content_type


@pytest_asyncio.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    server = TestServer(web.Application(client_max_size=50 * 2**20), host="127.0.0.1")
    server.app.router.add_route("*", "/{anything:.*}", peer.handle)
    async with server:
        peer.url = str(server.make_url("/"))
        yield peer


@pytest_asyncio.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as request:
        yield request


@pytest_asyncio.fixture
async def bot(peer: Peer) -> AsyncIterator[Bot]:
    url = f"{peer.url}bot"
    async with Bot(
        TOKEN, base_url=url, request=AiohttpRequest(), get_updates_request=AiohttpRequest()
    ) as bot:
        peer.forms.clear()
        yield bot


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_an_answer_comes_back_with_its_status(peer: Peer, request_: AiohttpRequest) -> None:
    peer.says(201, "hello")
    assert await request_.do_request(peer.url, "GET") == (201, b"hello")


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, {"description": "Bad Request: chat not found"}, BadRequest),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Forbidden),
        (429, {"description": "Too Many", "parameters": {"retry_after": 3}}, RetryAfter),
        (500, {"description": "Internal Server Error"}, NetworkError),
    ],
)
async def test_refusals_keep_the_librarys_types(
    bot: Bot, peer: Peer, status: int, answer: dict[str, Any], error: type[Exception]
) -> None:
    peer.says(status, json.dumps({"ok": False, "error_code": status} | answer))
    with pytest.raises(error) as caught:
        await bot.send_message(1, "hi")
    assert caught.type is error


async def test_a_429_says_how_long_to_wait(bot: Bot, peer: Peer) -> None:
    peer.says(429, '{"ok": false, "description": "", "parameters": {"retry_after": 3}}')
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(1, "hi")
    assert caught.value.retry_after == timedelta(seconds=3)


async def test_a_502_in_html_is_a_network_error_and_its_body_is_not_logged(
    bot: Bot, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    peer.says(502, "<html>Bad Gateway</html>")
    with pytest.raises(NetworkError) as caught, caplog.at_level(logging.WARNING):
        await bot.send_message(1, "hi")
    assert caught.type is NetworkError
    assert caplog.text == ""


@pytest.mark.parametrize("body", ["", "<html>", "[]", "null", '{"ok": true}', '{"ok":true,"resu'])
async def test_a_200_that_makes_no_sense_is_a_lost_answer(bot: Bot, peer: Peer, body: str) -> None:
    peer.says(200, body)
    with pytest.raises(AnswerLost):
        await bot.send_message(1, "hi")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 407, 409, 413, 429, 500, 503, 504, 520])
@pytest.mark.parametrize("body", ["", "<html>Forbidden</html>", '"Forbidden"'])
async def test_a_refusal_by_something_in_between_blames_no_chat_and_no_token(
    bot: Bot, peer: Peer, status: int, body: str
) -> None:
    peer.says(status, body)
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(1, "hi")
    assert judge(caught.value).kind is Kind.LATER


@pytest.mark.parametrize(
    ("parameters", "error", "kind"),
    [
        ({"migrate_to_chat_id": -100500}, ChatMigrated, Kind.MOVED),
        ({"retry_after": 3}, RetryAfter, Kind.SLOW_DOWN),
    ],
)
async def test_what_telegram_says_beside_a_refusal_is_heard(
    bot: Bot, peer: Peer, parameters: dict[str, int], error: type[Exception], kind: Kind
) -> None:
    peer.says(400, json.dumps({"ok": False, "description": "no", "parameters": parameters}))
    with pytest.raises(error) as caught:
        await bot.send_message(1, "hi")
    assert isinstance(caught.value, TelegramError)
    assert judge(caught.value).kind is kind


async def test_a_redirect_is_not_followed(bot: Bot, peer: Peer) -> None:
    peer.says(302, "", Location="/elsewhere")
    with pytest.raises(NetworkError):
        await bot.send_message(1, "hi")
    assert len(peer.requests) == 2  # getMe when the bot was set up, and the message


async def test_a_refused_connection_was_not_sent(request_: AiohttpRequest) -> None:
    with pytest.raises(NotSent):
        await request_.do_request(f"http://127.0.0.1:{_unused_port()}/", "POST")


async def test_an_unknown_host_was_not_sent(request_: AiohttpRequest) -> None:
    with pytest.raises(NotSent):
        await request_.do_request("http://nowhere.invalid/", "POST")


async def test_a_failed_tls_handshake_was_not_sent(peer: Peer, request_: AiohttpRequest) -> None:
    with pytest.raises(NotSent):
        await request_.do_request(peer.url.replace("http", "https"), "POST")
    assert peer.requests == []


async def test_a_host_that_never_picks_up_was_not_sent(request_: AiohttpRequest) -> None:
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for caller in (first, second):  # they fill the backlog, nobody ever accepts
            caller.setblocking(False)
            caller.connect_ex(deaf.getsockname())
        with pytest.raises(NotSent):
            await request_.do_request(
                f"http://127.0.0.1:{deaf.getsockname()[1]}/", "POST", connect_timeout=0.1
            )


async def test_waiting_in_vain_for_a_free_connection_was_not_sent(peer: Peer) -> None:
    busy, release = asyncio.Event(), asyncio.Event()

    async def hold(_: web.Request) -> web.Response:
        busy.set()
        await release.wait()
        return web.Response(text="done")

    peer.answer = hold
    async with AiohttpRequest(connections=1) as request, asyncio.TaskGroup() as group:
        first = group.create_task(request.do_request(peer.url, "POST"))
        await busy.wait()
        with pytest.raises(NotSent):
            await request.do_request(peer.url, "POST", pool_timeout=0.05, connect_timeout=0.05)
        release.set()
    assert first.result() == (200, b"done")
    assert len(peer.requests) == 1


async def test_a_read_timeout_leaves_the_outcome_unknown(
    peer: Peer, request_: AiohttpRequest
) -> None:
    release = asyncio.Event()

    async def hold(_: web.Request) -> web.Response:
        await release.wait()
        return web.Response()

    peer.answer = hold
    with pytest.raises(TimedOut):
        await request_.do_request(peer.url, "POST", read_timeout=0.05)
    release.set()
    assert len(peer.requests) == 1


async def test_an_upload_that_nobody_reads_times_out(request_: AiohttpRequest) -> None:
    async def never_read(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await stopped.wait()
        writer.close()

    stopped = asyncio.Event()
    async with await asyncio.start_server(never_read, "127.0.0.1", 0, limit=1024) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
        with pytest.raises(TimedOut):
            await Bot(TOKEN, base_url=url, request=request_).send_photo(
                1,
                bytes(20 * 2**20),
                write_timeout=0.1,
                read_timeout=0.1,
                connect_timeout=0.1,
                pool_timeout=0.1,
            )
        stopped.set()


async def test_a_connection_closed_without_an_answer_is_a_lost_answer(
    peer: Peer, request_: AiohttpRequest
) -> None:
    async def hang_up(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    peer.answer = hang_up
    with pytest.raises(AnswerLost):
        await request_.do_request(peer.url, "POST")
    assert len(peer.requests) == 1  # not silently repeated


async def test_a_reset_in_the_middle_of_the_answer_is_a_lost_answer(
    peer: Peer, request_: AiohttpRequest
) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b'{"ok":')
        assert request.transport is not None
        request.transport.abort()
        return answer

    peer.answer = break_off
    with pytest.raises(AnswerLost):
        await request_.do_request(peer.url, "POST")


async def test_an_answer_that_is_not_http_is_a_lost_answer(request_: AiohttpRequest) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(AnswerLost) as caught:
            await request_.do_request(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe", "POST")
    assert TOKEN not in "".join(map(str, caught.value.args))
    assert caught.value.__suppress_context__


async def test_a_lone_surrogate_is_refused_here_as_telegram_would(bot: Bot, peer: Peer) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(1, "half \ud83d")
    with pytest.raises(BadRequest):
        await bot.send_photo(1, b"photo", caption="half \ud83d")
    assert peer.forms == []


async def test_text_of_every_kind_arrives_as_it_was(bot: Bot, peer: Peer) -> None:
    text = 'naïve & <b>"5+5%"</b>\n👋🏽 שלום = \x00'
    await bot.send_message(1, text, disable_notification=True)
    assert peer.forms == [{"chat_id": "1", "text": text, "disable_notification": "true"}]


async def test_the_library_gets_its_objects(bot: Bot) -> None:
    assert (await bot.get_me()).username == "on_the_line_bot"
    assert (await bot.send_message(1, "hi")).message_id == 7


@pytest.mark.parametrize("size", [0, 1, 3 * 2**20])
async def test_an_upload_arrives_byte_by_byte(bot: Bot, peer: Peer, size: int) -> None:
    photo = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    await bot.send_photo(1, photo, caption="Ünï", filename='a "q" ü.jpg')
    form = peer.forms[0]
    name, content, kind = form["photo"]
    assert (name, content == photo, kind) == ('a "q" ü.jpg', True, "image/jpeg")
    assert (form["chat_id"], form["caption"]) == ("1", "Ünï")


async def test_an_album_from_open_files_arrives_with_every_part(bot: Bot, peer: Peer) -> None:
    peer.says(200, json.dumps({"ok": True, "result": [SENT, SENT]}))
    kept = peer.answer

    async def keep(request: web.Request) -> web.StreamResponse:
        await peer.ok(request)
        return await kept(request)

    peer.answer = keep
    await bot.send_media_group(1, [InputMediaPhoto(BytesIO(b"one")), InputMediaPhoto(b"two")])
    parts = [v[1] for v in peer.forms[0].values() if isinstance(v, tuple)]
    assert sorted(parts) == [b"one", b"two"]


async def test_a_slow_upload_within_its_time_arrives(bot: Bot, peer: Peer) -> None:
    async def dawdle(request: web.Request) -> web.Response:
        async for _ in request.content.iter_chunked(2**16):
            await asyncio.sleep(0)
        return web.json_response({"ok": True, "result": SENT})

    peer.answer = dawdle
    assert (await bot.send_photo(1, bytes(8 * 2**20))).message_id == 7


async def test_two_hundred_at_once_all_get_their_own_answer(peer: Peer) -> None:
    async def echo(request: web.Request) -> web.Response:
        return web.Response(text=request.path)

    peer.answer = echo
    async with AiohttpRequest(connections=64, pool_timeout=None) as request:
        paths = [f"/call-{number}" for number in range(200)]
        answers = await asyncio.gather(
            *(request.do_request(peer.url.rstrip("/") + path, "POST") for path in paths)
        )
    assert [body.decode() for _, body in answers] == paths


async def test_connections_are_reused(peer: Peer, request_: AiohttpRequest) -> None:
    for _ in range(3):
        await request_.do_request(peer.url, "POST", RequestData())
    assert len({request.transport for request in peer.requests}) == 1


async def test_after_shutdown_nothing_is_sent_until_it_is_set_up_again(peer: Peer) -> None:
    request = AiohttpRequest()
    with pytest.raises(RuntimeError):
        await request.do_request(peer.url, "POST")
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    with pytest.raises(RuntimeError):
        await request.do_request(peer.url, "POST")
    await request.initialize()
    assert (await request.do_request(peer.url, "POST"))[0] == 200
    await request.shutdown()


async def test_the_servers_date_is_handed_over_in_utc(peer: Peer) -> None:
    dates: list[datetime] = []
    async with AiohttpRequest(on_date=dates.append) as request:
        peer.says(200, "", Date="Wed, 04 Mar 2026 20:00:00 GMT")
        await request.do_request(peer.url, "GET")
        peer.says(500, "", Date="Wed, 04 Mar 2026 22:00:00 +0100")
        await request.do_request(peer.url, "GET")
        peer.says(200, "", Date="some day")
        await request.do_request(peer.url, "GET")
    assert dates == [datetime(2026, 3, 4, 20, tzinfo=UTC), datetime(2026, 3, 4, 21, tzinfo=UTC)]
    assert {date.utcoffset() for date in dates} == {timedelta(0)}


async def test_a_proxy_from_the_environment_is_used(
    peer: Peer, request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", peer.url)
    monkeypatch.setenv("no_proxy", "")
    await request_.do_request("http://telegram.invalid/bot", "POST")
    assert peer.requests[0].headers["Host"] == "telegram.invalid"


async def test_this_machine_is_reached_without_the_proxy(
    peer: Peer, request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{_unused_port()}")
    monkeypatch.setenv("no_proxy", "")
    assert (await request_.do_request(peer.url, "POST"))[0] == 200
