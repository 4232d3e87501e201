"""The queue of updates the bot has not confirmed yet, with Telegram's offset rules.

Confirmed is what lies below an offset the bot asked for, and nothing else. A press is kept
150 s, everything else 24 h, by the emulator's clock. Faults here: redelivery and shuffling.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deploy.playground.telegram.records import Json

KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
"how long Telegram keeps a press that nobody fetches, and how long it may be answered"
FUTURE = 10
"an offset further than this beyond the newest update is not believed"
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
"kinds that are delivered only to a bot that names them in allowed_updates"


@dataclass(frozen=True)
class Queued:
    id: int
    created_at: datetime
    kind: str
    form: Json

    def expired(self, now: datetime) -> bool:
        kept = PRESS_KEPT if self.kind == "callback_query" else KEPT
        return now - self.created_at > kept


class Updates:
    """In order of update_id, which grows by one; `next_id` may be set to restart the count."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.next_id = 700_000_001
        self.allowed: frozenset[str] | None = None
        self.shuffle: random.Random | None = None
        "when set, each batch is handed over in an order drawn from it"
        self.arrived = asyncio.Event()
        self._queue: dict[int, Queued] = {}
        self._history: dict[int, Queued] = {}
        self._again: dict[int, int] = {}

    def add(self, kind: str, content: Json, created_at: datetime | None = None) -> int:
        """Queue an update and return its id, or 0 when the bot did not ask for this kind."""
        if not self._wanted(kind):
            return 0
        return self._put(kind, content, created_at or self.now())

    def add_raw(self, form: Json) -> int:
        """Queue an update as given. An update_id in it counts; otherwise it gets the next."""
        content = {key: value for key, value in form.items() if key != "update_id"}
        kind = next(iter(content), "nothing")
        self.next_id = form.get("update_id", self.next_id)
        return self._put(kind, content, self.now())

    def get(self, offset: int, limit: int) -> list[Json]:
        """What getUpdates answers: confirm below `offset`, then at most `limit` from there."""
        self._expire()
        self._confirm(offset)
        again = self._take_again()
        batch = again + list(self._queue.values())
        if self.shuffle:
            self.shuffle.shuffle(batch)
        self.arrived.clear()
        return [queued.form for queued in batch[:limit]]

    def waiting(self) -> list[Queued]:
        """What a webhook is to be given: confirmed by its answer, not by an offset."""
        self._expire()
        return [self._history[id_] for id_ in self._again if id_ not in self._queue] + list(
            self._queue.values()
        )

    def delivered(self, update_id: int) -> None:
        """The webhook answered that it has this one."""
        if self._queue.pop(update_id, None) is None:
            left = self._again.pop(update_id, 0) - 1
            if left > 0:
                self._again[update_id] = left

    def redeliver(self, update_id: int, times: int) -> None:
        """Hand this update over `times` more times, confirmed or not, one per batch."""
        if update_id not in self._history:
            raise LookupError(f"no update {update_id} was ever queued")
        self._again[update_id] = self._again.get(update_id, 0) + times
        self.arrived.set()

    def drop(self) -> None:
        """drop_pending_updates."""
        self._queue.clear()

    def pending(self) -> int:
        self._expire()
        return len(self._queue)

    def _wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in ON_REQUEST
        return kind in self.allowed

    def _put(self, kind: str, content: Json, created_at: datetime) -> int:
        queued = Queued(self.next_id, created_at, kind, {"update_id": self.next_id, **content})
        self._queue[queued.id] = self._history[queued.id] = queued
        self.next_id += 1
        self.arrived.set()
        return queued.id

    def _expire(self) -> None:
        now = self.now()
        self._queue = {id_: u for id_, u in self._queue.items() if not u.expired(now)}

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._queue = dict(list(self._queue.items())[offset:])
        elif offset <= self.next_id - 1 + FUTURE:
            self._queue = {id_: u for id_, u in self._queue.items() if id_ >= offset}

    def _take_again(self) -> list[Queued]:
        """Those already confirmed come back; one still waiting is in the batch anyway."""
        back = [self._history[id_] for id_ in self._again if id_ not in self._queue]
        for queued in back:
            self._again[queued.id] -= 1
        self._again = {id_: left for id_, left in self._again.items() if left > 0}
        return back
