"""The webhook: its registration, and the posts that carry updates to it, as Telegram makes them.

Side by side up to max_connections, but one at a time for each queue: a person's messages, presses
and reactions are three of them, so a press can overtake a message. What is not answered with 2xx
comes again: at once, then after 2, 4, … 60 real seconds, or when Retry-After says.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import aiohttp

from deploy.playground.telegram.errors import bad, too_many
from deploy.playground.telegram.faults import Faults
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.polling import allow
from deploy.playground.telegram.records import Json
from deploy.playground.telegram.state import State
from deploy.playground.telegram.updates import Queued

SECRET = "X-Telegram-Bot-Api-Secret-Token"
FAULT = "webhook"
"the method that faults are named by: reset (no post), drop_answer (posted, the answer is lost)"
LONGEST_PAUSE, LONGEST_WISH = 60.0, 3600.0
PATIENCE = 60.0
"real seconds for an answer"
ONCE = 1.0
"real seconds between two setWebhook"
QUEUES = {"callback_query": 3, "my_chat_member": 5, "chat_member": 6, "message_reaction": 8}


@dataclass
class Trouble:
    """An update that was refused: how often, and from when (loop time) it may go again."""

    times: int
    pause: float
    until: float


class Webhook:
    """Runs from start to stop; posts while a webhook is set."""

    def __init__(self, state: State, faults: Faults) -> None:
        self.state, self._faults = state, faults
        self.haste = 1.0
        "real seconds that one of Telegram's seconds of waiting takes here"
        self.posts = 0
        self._behind: dict[str, Iterator[str]] = {}
        self._flying: dict[tuple[int, int], Queued] = {}
        self._troubles: dict[int, Trouble] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._set_at = float("-inf")
        self._session: aiohttp.ClientSession | None = None

    def proxy(self, public: str, *inside: str) -> None:
        """Stand in for whoever ends TLS at `public` (https://host): hand on to these in turn."""
        self._behind[public.rstrip("/")] = cycle(one.rstrip("/") for one in inside)

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=PATIENCE),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        self._keep(self._run())

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    # The registration

    def set(self, params: Params, end_poll: Callable[[str], None]) -> bool:
        url, secret = params.text("url"), params.text("secret_token")
        if url:
            self._check(url, secret)
            self._slow_down()
        end_poll("Conflict: terminated by setWebhook request")
        allow(self.state, params)
        if params.flag("drop_pending_updates"):
            self.state.updates.drop()
        most = min(max(params.number("max_connections", 40), 1), 100)
        new = {"url": url, "secret_token": secret, "max_connections": most} if url else {}
        old = self.state.webhook
        if new.items() - old.items() or not new:
            self._troubles.clear()
            self.state.webhook = new
        self.state.updates.arrived.set()
        return True

    def delete(self, params: Params, end_poll: Callable[[str], None]) -> bool:
        params.values["url"] = ""
        return self.set(params, end_poll)

    def info(self, _: Params) -> Json:
        hook = self.state.webhook
        form: Json = {
            "url": hook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": self.state.updates.pending(),
        }
        more = ("last_error_date", "last_error_message", "max_connections")
        form |= {name: hook[name] for name in more if name in hook}
        if self.state.updates.allowed is not None:
            form["allowed_updates"] = sorted(self.state.updates.allowed)
        return form

    def _check(self, url: str, secret: str) -> None:
        if not url.startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
            raise bad("secret token contains unallowed characters")

    def _slow_down(self) -> None:
        at = asyncio.get_running_loop().time()
        if at - self._set_at < ONCE:
            raise too_many(1)
        self._set_at = at

    # The posts

    async def _run(self) -> None:
        updates = self.state.updates
        while True:
            updates.arrived.clear()
            wait = self._launch() if self.state.webhook else None
            try:
                async with asyncio.timeout(wait):
                    await updates.arrived.wait()
            except TimeoutError:
                continue

    def _launch(self) -> float | None:
        """Post all that may go now; real seconds until something else may, None: nothing."""
        at, waits = asyncio.get_running_loop().time(), []
        if self._faults.down:
            return 0.05
        for queued in self._next():
            if len(self._flying) >= self.state.webhook["max_connections"]:
                break
            trouble = self._troubles.get(queued.id)
            if trouble is not None and trouble.until > at:
                waits.append(trouble.until - at)
                continue
            place = self._place(queued)
            if place not in self._flying:
                self._flying[place] = queued
                self._keep(self._carry(place, queued))
        return min(waits, default=None)

    def _next(self) -> list[Queued]:
        """The first of every queue that waits, or, shuffled, all of them in any order."""
        waiting = self.state.updates.waiting()
        if self.state.updates.shuffle is not None:
            self.state.updates.shuffle.shuffle(waiting)
            return waiting
        heads: dict[tuple[int, int], Queued] = {}
        for queued in waiting:
            heads.setdefault(self._place(queued), queued)
        return list(heads.values())

    def _place(self, queued: Queued) -> tuple[int, int]:
        """What goes one at a time: Telegram's queues; shuffled, each update is alone."""
        content = queued.form.get(queued.kind)
        if self.state.updates.shuffle is not None or not isinstance(content, dict):
            return queued.id, -1
        whose = content.get("from") if queued.kind == "callback_query" else content.get("chat")
        owner = whose.get("id") if isinstance(whose, dict) else None
        return owner or queued.id, QUEUES.get(queued.kind, 0)

    async def _carry(self, place: tuple[int, int], queued: Queued) -> None:
        trouble, wish = await self._post(queued)
        self._flying.pop(place, None)
        if trouble is None:
            self._troubles.pop(queued.id, None)
            self.state.updates.delivered(queued.id)
        elif self.state.webhook:
            self._put_off(queued, wish)
            now = int(self.state.now().timestamp())
            self.state.webhook |= {"last_error_date": now, "last_error_message": trouble}
        self.state.updates.arrived.set()

    async def _post(self, queued: Queued) -> tuple[str | None, float]:
        """What went wrong, None if nothing did, and when Retry-After wants it again."""
        fault = self._faults.meet(FAULT, None)
        if fault and fault.kind != "drop_answer":
            return "Connection reset by peer", 0.0
        hook = self.state.webhook
        headers = {SECRET: hook["secret_token"]} if hook.get("secret_token") else {}
        assert self._session is not None
        self.posts += 1
        try:
            async with self._session.post(
                self._inside(hook["url"]), json=queued.form, headers=headers
            ) as answer:
                await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError):
            return "Connection refused", 0.0
        if fault:
            return "Webhook connection closed", 0.0
        if 200 <= answer.status <= 299:
            return None, 0.0
        wish = answer.headers.get("Retry-After", "")
        said = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        return said, min(float(wish), LONGEST_WISH) if wish.isdigit() else 0.0

    def _inside(self, url: str) -> str:
        """The address behind the proxy; OSError where there is none: nothing leaves here."""
        for public, inside in self._behind.items():
            if url.startswith(public):
                return next(inside) + url.removeprefix(public)
        raise ConnectionRefusedError

    def _put_off(self, queued: Queued, wish: float) -> None:
        """Again at once after the first failure, then ever later; a wish goes before."""
        last = self._troubles.get(queued.id, Trouble(0, 1.0, 0.0))
        pause = last.pause
        if last.times and not wish:
            pause = min(LONGEST_PAUSE, pause * 2)
        wait = wish or (pause if last.times else 0.0)
        until = asyncio.get_running_loop().time() + wait * self.haste
        self._troubles[queued.id] = Trouble(last.times + 1, pause, until)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
