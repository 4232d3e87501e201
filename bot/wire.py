"""The Bot API as the house calls it: one client for asking, one for telling, one sense of time."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from telegram.error import InvalidToken
from telegram.ext import ExtBot

from bot.pulse import Pulse
from bot.request import AiohttpRequest
from scheduler.clock import Clock

ALLOWED = (
    "message edited_message callback_query message_reaction my_chat_member chat_member"
).split()
SLACK = 10.0  # seconds beyond a long poll's own length until it counts as lost
TOLERANCE = timedelta(minutes=5)
logger = logging.getLogger(__name__)


class Wire(ExtBot[None]):
    """A bot whose updates can be had as Telegram gave them."""

    def __init__(
        self,
        token: str,
        root: str,
        on_date: Callable[[datetime], object],
        on_answer: Callable[[str], object] | None = None,
    ) -> None:
        """`root` is the address of the Bot API server, without /bot."""
        super().__init__(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=AiohttpRequest(on_date=on_date, on_answer=on_answer),
            get_updates_request=AiohttpRequest(connections=2, on_date=on_date),
        )

    async def updates(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """Raw getUpdates, waiting up to `seconds` for the first.

        The library's own parses first: one update that cannot be parsed would block all others
        for ever.
        """
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": ALLOWED}
        answer = await self._post("getUpdates", asked, read_timeout=seconds + SLACK)
        return [update for update in answer if isinstance(update, dict)]

    async def call(self, method: str, **what: Any) -> Any:
        """One call, its result as Telegram gave it; what is None is left out.

        For what is said often: the library's own makes objects that nobody looks at, a third of
        the cost of a message. Raises TelegramError as it does.
        """
        return await self._post(method, what)

    async def connect(self) -> None:
        """Learn who we are (getMe). Raises TelegramError; trying again is harmless."""
        try:
            await self.initialize()
        except InvalidToken:
            raise InvalidToken("refused") from None  # the library's text holds the token


class Sanity:
    """Whether our clock can be believed: every answer of Telegram carries a Date.

    Between two answers Telegram's time is carried on by the monotonic clock, so that a clock set
    wrong is noticed before the next step is played.
    """

    def __init__(self, clock: Clock, pulse: Pulse) -> None:
        self._clock, self._pulse = clock, pulse
        self._said: tuple[datetime, float] | None = None
        self._was_sane = True

    def note(self, date: datetime) -> None:
        """Take in a Date header (UTC, whole seconds)."""
        self._said = date, self._clock.monotonic()
        self._judge(self._off())

    @property
    def sane(self) -> bool:
        return self._judge(self._off())

    def _off(self) -> timedelta:
        """How far our clock is ahead of Telegram's; nothing while that is not known."""
        if self._said is None:
            return timedelta()
        date, then = self._said
        passed = timedelta(seconds=self._clock.monotonic() - then)
        return self._clock.now() - date - passed

    def _judge(self, off: timedelta) -> bool:
        sane = abs(off) <= TOLERANCE
        if sane != self._was_sane:
            logger.warning("the clock is %+.0f s from Telegram's", off.total_seconds())
        self._was_sane = sane
        if sane:
            self._pulse.heal("clock")
        else:
            self._pulse.ail("clock", f"{off.total_seconds():+.0f} s from Telegram's")
        return sane
