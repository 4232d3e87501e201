"""What a transaction put down for others to take up, and from when: told once it is committed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

INBOX, STEPS, OUTBOX, LEASES = "inbox", "steps", "outbox", "leases"
KINDS = (INBOX, STEPS, OUTBOX, LEASES)


class News:
    """The earliest moment of each kind of work that was written down."""

    def __init__(self) -> None:
        self._since: dict[str, datetime] = {}

    def add(self, kind: str, moments: Iterable[datetime]) -> None:
        known = self._since.get(kind)
        first = min((*moments, *([known] if known else [])), default=None)
        if first is not None:
            self._since[kind] = first

    def due(self, now: datetime) -> set[str]:
        """The kinds of which something may be taken up now."""
        return {kind for kind, at in self._since.items() if at <= now}


class Told(Protocol):
    """Hears of every commit, in the thread that made it."""

    def __call__(self, news: News) -> None: ...
