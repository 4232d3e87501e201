"""How much one person may send at once; what is beyond that is not read, and others don't wait.

Rules: counted by when it was written, so what lay waiting during an outage is no flood; nobody
gets there by hand; kept in memory, since a restart may forgive.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.records import InboxRow

AT_ONCE = 120  # more than the hundred messages that a client forwards at a time
EVERY = timedelta(seconds=1)  # one more for each
SAME_FLOOD = timedelta(seconds=10)  # what was written so soon after is not looked at one by one
MANY = 10_000  # people remembered before the calm ones are forgotten


@dataclass(slots=True)
class _Bucket:
    """`full_at`: when nothing of it is used any more; `latest`: the newest that was counted."""

    full_at: datetime
    latest: datetime


class Limits:
    """One bucket a person, and one a chat for what comes from nobody. Times are UTC."""

    def __init__(self) -> None:
        self._buckets: dict[int, _Bucket] = {}
        self._lock = threading.Lock()

    def allow(self, row: InboxRow) -> bool:
        """Whether this row is handled; counted once, not again when it is tried again."""
        who = row.from_id if row.from_id is not None else row.chat_id
        if who is None or row.tries:
            return True
        with self._lock:
            return self._take(who, row.happened_at)

    def _take(self, who: int, at: datetime) -> bool:
        if len(self._buckets) >= MANY:
            self._forget_the_calm(at)
        bucket = self._buckets.setdefault(who, _Bucket(at, at))
        bucket.latest = max(bucket.latest, at)
        full_at = max(bucket.full_at, bucket.latest) + EVERY
        if full_at - bucket.latest > AT_ONCE * EVERY:
            return False
        bucket.full_at = full_at
        return True

    def _forget_the_calm(self, at: datetime) -> None:
        self._buckets = {who: kept for who, kept in self._buckets.items() if kept.full_at > at}
