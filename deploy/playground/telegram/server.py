"""The Bot API over real HTTP: {url}/bot<token>/<method>, {url}/file/bot<token>/<path>.

Every call is written down on arrival, meets its fault if one waits, and is answered in
Telegram's form with a Date header by the emulator's clock.
"""

import asyncio
import socket
import struct
from datetime import UTC, timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from deploy.playground.telegram import parameters
from deploy.playground.telegram.errors import Refused
from deploy.playground.telegram.faults import Fault, Faults
from deploy.playground.telegram.limits import Limits
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.polling import Polling
from deploy.playground.telegram.records import Arrival
from deploy.playground.telegram.state import State
from deploy.playground.telegram.table import METHODS, POLLING
from deploy.playground.telegram.webhook import Webhook

HTML_502 = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"
MOST_BODY = 60 << 20


class Server:
    def __init__(self, state: State, token: str) -> None:
        self.state, self.token = state, token
        self.faults, self.limits, self.polling = Faults(), Limits(), Polling(state)
        self.webhook = Webhook(state, self.faults)
        self.skew = timedelta(0)
        self.unknown_parameters: list[tuple[str, str]] = []
        self.watchers: list[asyncio.Future[Arrival]] = []
        self._methods = {method.name.lower(): method for method in METHODS}
        self._poll_methods = {name.lower(): name for name in POLLING}
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        app = web.Application(client_max_size=MOST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        app.router.add_route("*", "/{anything:.*}", self._not_found)
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        await self.webhook.start()

    async def stop(self) -> None:
        self._closing.set()
        await self.webhook.stop()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def drop_waiting(self) -> None:
        """End what waits for an answer now, as a broken network does."""
        self._closing.set()
        self._closing = asyncio.Event()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if self.faults.down:
            raise _broken(request)
        try:
            params = await parameters.read(request)
        except Refused as error:
            return self._refuse(error)
        arrival = self._write_down(request.match_info["method"], params)
        fault = self.faults.meet(arrival.method, arrival.chat_id)
        if fault and fault.kind not in ("drop_answer", "late"):
            return await self._fail(request, arrival, fault)
        return await self._answer(request, arrival, params, fault)

    def _write_down(self, name: str, params: Params) -> Arrival:
        method = self._methods.get(name.lower())
        known = method.parameters if method else POLLING.get(self._poll_name(name), "").split()
        shown = params.shown()
        if method or known:
            self.unknown_parameters += [(name, one) for one in shown if one not in known]
        chat_id, message_id = shown.get("chat_id"), shown.get("message_id")
        arrival = Arrival(
            len(self.state.arrivals) + 1,
            self.state.now(),
            method.name if method else self._poll_name(name),
            shown,
            chat_id if isinstance(chat_id, int) else None,
            message_id if isinstance(message_id, int) else None,
        )
        self.state.arrivals.append(arrival)
        watchers, self.watchers = self.watchers, []
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(arrival)
        return arrival

    def _poll_name(self, name: str) -> str:
        return self._poll_methods.get(name.lower(), name)

    async def _fail(
        self, request: web.Request, arrival: Arrival, fault: Fault
    ) -> web.StreamResponse:
        arrival.error = fault.words() or fault.kind
        if refusal := fault.refusal():
            arrival.error = refusal.description
            arrival.answered = True
            return self._refuse(refusal)
        if fault.kind == "502html":
            arrival.answered = True
            return web.Response(
                status=502, text=HTML_502, content_type="text/html", headers=self._date()
            )
        if fault.kind == "timeout":
            await self._closing.wait()
        raise _broken(request)

    async def _answer(
        self, request: web.Request, arrival: Arrival, params: Params, fault: Fault | None
    ) -> web.StreamResponse:
        try:
            result = await self._run(request, arrival, params)
        except Refused as error:
            arrival.error = error.description
            response = self._refuse(error)
        else:
            arrival.applied = True
            response = self._json({"ok": True, "result": result})
        if fault and fault.kind == "late":
            await self._closing.wait()
        if fault:
            raise _broken(request)
        arrival.answered = True
        return response

    async def _run(self, request: web.Request, arrival: Arrival, params: Params) -> Any:
        if request.match_info["token"] != self.token:
            raise Refused(401, "Unauthorized")
        if arrival.method in POLLING:
            return await self._poll(request, arrival.method, params)
        method = self._methods.get(arrival.method.lower())
        if method is None:
            raise Refused(404, "Not Found: method not found")
        is_paid = bool(arrival.params.get("allow_paid_broadcast"))
        self.limits.check(method.name, arrival.chat_id, self.state.now(), is_paid)
        result = method.handler(self.state, params)
        if isinstance(result, dict) and arrival.message_id is None:
            arrival.message_id = result.get("message_id")
        return result

    async def _poll(self, request: web.Request, name: str, params: Params) -> Any:
        if name == "setWebhook":
            return self.webhook.set(params, self.polling.end)
        if name == "deleteWebhook":
            return self.webhook.delete(params, self.polling.end)
        if name == "getWebhookInfo":
            return self.webhook.info(params)
        poll = asyncio.ensure_future(self.polling.get_updates(params))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({poll, closing}, return_when="FIRST_COMPLETED")
            if poll.done():
                return poll.result()
        finally:
            poll.cancel()
            closing.cancel()
        raise _broken(request)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if self.faults.down:
            raise _broken(request)
        if request.match_info["token"] != self.token:
            return self._refuse(Refused(401, "Unauthorized"))
        path = request.match_info["path"]
        for file in self.state.files.by_id.values():
            if file.path == path:
                return web.Response(body=file.data, content_type=file.mime)
        return self._refuse(Refused(404, "Not Found"))

    async def _not_found(self, _: web.Request) -> web.StreamResponse:
        return self._refuse(Refused(404, "Not Found"))

    def _refuse(self, error: Refused) -> web.Response:
        response = self._json(error.body(), status=error.code)
        if wait := error.parameters.get("retry_after"):
            response.headers["Retry-After"] = str(wait)
        return response

    def _json(self, body: Any, status: int = 200) -> web.Response:
        return web.json_response(body, status=status, headers=self._date())

    def _date(self) -> dict[str, str]:
        moment = (self.state.now() + self.skew).astimezone(UTC)
        return {"Date": format_datetime(moment, usegmt=True)}


def _broken(request: web.Request) -> asyncio.CancelledError:
    """Break the connection so that the other side sees a reset."""
    transport = request.transport
    if transport is not None:
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return asyncio.CancelledError()
