"""The webhook's other half: tells Telegram where to post, and asks it how the posts go.

Rule: until Telegram has answered that nothing waits there, `caught_up` is false and no step may
be played: after a start, a lost connection, and while its posts do not reach us.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import WebhookInfo
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.intake import CATCH_UP, why_silent
from bot.pulse import Pulse
from bot.web.gathering import Gathering
from bot.wire import ALLOWED, Wire

CONNECTIONS = 100  # side by side, the most Telegram offers: they are kept together
STEADY, EAGER, REFUSED = 5.0, 1.0, 30.0  # seconds until asking again
SHOWN = 100  # letters of Telegram's own words
logger = logging.getLogger(__name__)


class Watch:
    """Stands in polling's place: the same `caught_up`, `poll` and `drain`."""

    def __init__(
        self, wire: Wire, pulse: Pulse, gathering: Gathering, url: str, secret: str
    ) -> None:
        self.caught_up = False
        self._wire, self._pulse, self._gathering = wire, pulse, gathering
        self._url, self._secret = url, secret
        self._registered = self._is_deaf = False
        self._since: float | None = None
        self._empty_at = self._failed_at = float("-inf")
        self._failure: object = None
        self._said = ""

    async def poll(self, pause: Callable[[float], Awaitable[object]]) -> None:
        """Register and ask for ever; `pause` waits, and raises when the end has come."""
        while True:
            await pause(await self._round())

    async def drain(self) -> int:
        """Ask once; nothing is brought by asking."""
        await self._round()
        return 0

    async def _round(self) -> float:
        """One question; seconds until the next."""
        try:
            if not self._registered:
                await self._register()
            self._heard(await self._wire.get_webhook_info())
        except TelegramError as error:
            return self._lost(error)
        return STEADY if self.caught_up else EAGER

    async def _register(self) -> None:
        """What Telegram failed to post it would post again within two minutes; anew, at once."""
        before = await self._wire.get_webhook_info()
        if before.url and before.pending_update_count and before.last_error_date:
            await self._wire.delete_webhook()
        await self._wire.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=ALLOWED,
            max_connections=CONNECTIONS,
        )
        self._registered = True
        logger.info("the webhook is set")

    def _heard(self, info: WebhookInfo) -> None:
        self._pulse.beat("intake")
        self._pulse.heal("token")
        at = asyncio.get_running_loop().time()
        if info.last_error_date != self._failure:
            self._failure, self._failed_at = info.last_error_date, at
        if not info.pending_update_count:
            self._empty_at = at
        if info.url != self._url:
            self._displaced(info.url)
        elif self._failed_at > max(self._empty_at, self._gathering.stored_at):
            said = (info.last_error_message or "")[:SHOWN]
            self._deaf(f"Telegram cannot post to the webhook: {said}")
        else:
            self._hearing(info.pending_update_count, at)

    def _hearing(self, waiting: int, at: float) -> None:
        """It comes, or nothing waits. What was not posted meanwhile is asked for at once."""
        if self._is_deaf and waiting:
            self._registered = False
        self._is_deaf = False
        self._since = at if self._since is None else self._since
        if not waiting or at - self._since > CATCH_UP:
            self.caught_up = True
        self._pulse.heal("updates")
        self._said = ""

    def _displaced(self, url: str) -> None:
        """Deleted: it is set again. Another's: whoever set it last is meant to have it."""
        self._registered = bool(url)
        self._deaf("another webhook is set" if url else "the webhook was deleted")

    def _deaf(self, why: str) -> None:
        self.caught_up, self._since, self._is_deaf = False, None, True
        self._pulse.ail("updates", why)
        if why != self._said:
            logger.warning("no updates: %s", why)
        self._said = why

    def _lost(self, error: TelegramError) -> float:
        why, wait = why_silent(error)
        if isinstance(error, BadRequest):
            why, wait = f"Telegram refuses the webhook: {error.message[:SHOWN]}", REFUSED
        if isinstance(error, InvalidToken):
            self._pulse.ail("token", why)
        self._deaf(why)
        return wait
