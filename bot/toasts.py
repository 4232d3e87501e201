"""Answers to presses: the one thing said directly, after the commit, outside of the outbox.

A press can be answered for a few seconds only, so a failure is logged and forgotten.
"""

import asyncio
import logging

from telegram.error import TelegramError

from bot.wire import Wire

logger = logging.getLogger(__name__)


class Toasts:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._waiting: asyncio.Queue[tuple[str, str | None]] = asyncio.Queue()

    def put(self, query_id: str, text: str | None) -> None:
        """Answer this press soon, with a toast or with nothing but an end to its waiting."""
        self._waiting.put_nowait((query_id, text))

    async def run(self) -> None:
        """Answer side by side, for ever."""
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._answer(*await self._waiting.get()))

    async def flush(self) -> None:
        """Answer all that wait, and be done."""
        while not self._waiting.empty():
            await self._answer(*self._waiting.get_nowait())
        await self._waiting.join()

    async def _answer(self, query_id: str, text: str | None) -> None:
        try:
            await self._wire.answer_callback_query(query_id, text)
        except TelegramError as error:
            logger.info("a press was not answered: %s", type(error).__name__)
        finally:
            self._waiting.task_done()
