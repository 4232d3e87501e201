"""The page over HTTP: files, one stream of states, and the acts that come back.

Bound to loopback by default; pages of other origins can neither read nor act.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from deploy.playground.acts import perform
from deploy.playground.scene import Scene
from deploy.playground.view import state_of

PAGE = Path(__file__).parent / "page"
TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
}  # fmt: skip
LOOK = 0.1
"seconds between looks for a change"
BEAT = 20.0
"seconds after which an unchanged state is sent again, so that a dead wire is noticed"
SCENE: web.AppKey[Scene] = web.AppKey("scene", Scene)
CLOSING: web.AppKey[asyncio.Event] = web.AppKey("closing", asyncio.Event)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(scene: Scene) -> web.Application:
    """The page's server for an opened scene; who made the scene closes it."""
    app = web.Application(middlewares=[guard, answer_faults], client_max_size=64_000)
    app[SCENE] = scene
    app[CLOSING] = asyncio.Event()
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(_close_streams)
    app.router.add_get("/", index)
    app.router.add_get("/page/{name}", page_file)
    app.router.add_get("/file/{id}", sent_file)
    app.router.add_get("/state", state)
    app.router.add_get("/events", events)
    for path, handler in (("/act", act), ("/time", move), ("/fault", fault), ("/reset", reset)):
        app.router.add_post(path, handler)
    return app


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other origins' posts and names that only a rebound DNS would send."""
    host = urlsplit(f"//{request.host}").hostname or ""
    if not (host == "localhost" or host.replace(".", "").isdigit() or ":" in host):
        return _refuse(403, "Open this page by its address, not by a name.")
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        return _refuse(403, "Another page may not act here.")
    if request.method == "POST" and request.content_type != "application/json":
        return _refuse(415, "Acts come as JSON.")
    return await handler(request)


@web.middleware
async def answer_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What cannot be done is answered in words; the page shows them."""
    try:
        return await handler(request)
    except (LookupError, ValueError, TypeError) as problem:
        words = problem.args[0] if problem.args else "That cannot be done."
        return _refuse(400, str(words))


async def index(_: web.Request) -> web.Response:
    return _file("index.html")


async def page_file(request: web.Request) -> web.Response:
    return _file(request.match_info["name"])


async def sent_file(request: web.Request) -> web.Response:
    """A picture from one of the chats."""
    file = request.app[SCENE].file(request.match_info["id"])
    if file is None or file.kind != "photo":
        raise web.HTTPNotFound
    return web.Response(body=file.data, content_type="image/png")


async def state(request: web.Request) -> web.Response:
    return web.json_response(state_of(request.app[SCENE]))


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events: the whole state now, and again whenever it has changed."""
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await stream.prepare(request)
    scene, closing = request.app[SCENE], request.app[CLOSING]
    while not closing.is_set():
        seen = scene.version
        try:
            await stream.write(b"data: %s\n\n" % json.dumps(state_of(scene)).encode())
        except ConnectionError:
            break
        await _until_changed(scene, seen, closing)
    return stream


async def _until_changed(scene: Scene, seen: tuple[int, ...], closing: asyncio.Event) -> None:
    for _ in range(int(BEAT / LOOK)):
        await asyncio.sleep(LOOK)
        if scene.version != seen or closing.is_set():
            return


async def act(request: web.Request) -> web.Response:
    body = await _body(request)
    perform(request.app[SCENE], str(body.get("phone")), str(body.get("what")), body)
    return web.json_response({})


async def move(request: web.Request) -> web.Response:
    """Skip time; answers with the state on arrival, so that the page is never behind."""
    await request.app[SCENE].move(str((await _body(request)).get("to")))
    return await state(request)


async def fault(request: web.Request) -> web.Response:
    body = await _body(request)
    request.app[SCENE].trouble(str(body.get("kind")), bool(body.get("on")))
    return web.json_response({})


async def reset(request: web.Request) -> web.Response:
    await request.app[SCENE].reset()
    return await state(request)


async def _body(request: web.Request) -> dict[str, Any]:
    body = await request.json()
    if not isinstance(body, dict):
        raise TypeError("An act is a JSON object.")
    return body


def _file(name: str) -> web.Response:
    path = PAGE / name
    if path.parent != PAGE or path.suffix not in TYPES or not path.is_file():
        raise web.HTTPNotFound
    return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8")


def _refuse(status: int, words: str) -> web.Response:
    return web.json_response({"error": words}, status=status)


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)


async def _close_streams(app: web.Application) -> None:
    app[CLOSING].set()
