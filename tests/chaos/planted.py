"""Four bugs of the kind that real bots have, put into ours: the oracle must find each."""

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from bot.packing import Parcel, pack
from bot.posting import Said, post
from bot.wire import Wire
from storage.outbox import Outbox
from storage.records import Outgoing, Step, Verb
from storage.steps import Steps
from storage.store import Transaction

SLOW = 1.5  # seconds that a commit takes where the disk is slow


def offset_before_commit() -> None:
    """Updates are confirmed to Telegram before they are stored."""
    ask = Wire.updates

    async def confirmed(self: Wire, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        batch = await ask(self, offset, seconds)
        if batch:
            await ask(self, max(int(update["update_id"]) for update in batch) + 1, 0)
        return batch

    Wire.updates = confirmed  # type: ignore[method-assign]


def send_before_commit() -> None:
    """What a transaction has to say is said inside of it; it commits when the disk is ready."""
    put = Outbox.put_many

    def say(self: Outbox, notices: Sequence[Outgoing], now: datetime) -> list[int]:
        ids = put(self, notices, now)
        due = [
            (key, one)
            for key, one in zip(ids, notices, strict=True)
            if one.verb is Verb.SEND and (one.due_at or now) <= now
        ]
        for (key, _), parcel in zip(
            due, pack(Transaction(self._sql), [one for _, one in due], now), strict=True
        ):
            said = _apart(_posted(parcel))
            self.finish(key, now, "taken", said.message_id)
        if due:
            time.sleep(SLOW)
        return ids

    Outbox.put_many = say  # type: ignore[method-assign]


def _apart(work: Coroutine[Any, Any, Said]) -> Said:
    """In a thread of its own: this one may be in the middle of a coroutine."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _posted(parcel: Parcel) -> Said:
    token, root = os.environ["TELEGRAM_TOKEN"], os.environ["TELEGRAM_API_URL"]
    async with Wire(token, root, lambda _: None) as wire:
        return await post(wire, parcel)


def step_without_lock() -> None:
    """A second ticker has found the same due steps as the first, and plays what it found."""
    due = Steps.due
    found: list[Step] = []

    def stale(self: Steps, now: datetime, limit: int) -> list[Step]:
        fresh = due(self, now, limit)
        before, found[:] = list(found), fresh
        return [*fresh, *(step for step in before if step not in fresh)]

    Steps.due = stale  # type: ignore[method-assign]


def no_withdrawal() -> None:
    """What became needless before it was sent is sent all the same."""

    def nothing(self: Outbox, now: datetime, **_: Any) -> int:
        return 0

    Outbox.withdraw = nothing  # type: ignore[method-assign]


BUGS: dict[str, Callable[[], None]] = {
    "offset before commit": offset_before_commit,
    "send before commit": send_before_commit,
    "step without lock": step_without_lock,
    "no withdrawal": no_withdrawal,
}
