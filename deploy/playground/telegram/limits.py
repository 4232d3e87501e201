"""Telegram's pace, enforced with 429 when switched on: 30/s over all, 1,000/s of what is paid for,
about 1/s a chat with a short burst, 20 a minute in a group. Edits count in groups.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deploy.playground.telegram.errors import too_many

SENDS = ("send", "copy", "forward")
BURST = 5
"a private chat takes this many at once before one a second is asked for"


@dataclass
class Window:
    """At most `most` within `span`."""

    most: int
    span: timedelta
    times: deque[datetime] = field(default_factory=deque)

    def wait(self, now: datetime) -> float:
        """Seconds until one more fits; 0 when it fits now. Also after the clock went back."""
        while self.times and not timedelta(0) <= now - self.times[0] < self.span:
            self.times.popleft()
        if len(self.times) < self.most:
            return 0.0
        return (self.times[0] + self.span - now).total_seconds()


def _chat_window() -> Window:
    return Window(BURST, timedelta(seconds=BURST))


def _group_window() -> Window:
    return Window(20, timedelta(minutes=1))


@dataclass
class Limits:
    on: bool = False
    overall: Window = field(default_factory=lambda: Window(30, timedelta(seconds=1)))
    paid: Window = field(default_factory=lambda: Window(1000, timedelta(seconds=1)))
    chats: defaultdict[int, Window] = field(default_factory=lambda: defaultdict(_chat_window))
    groups: defaultdict[int, Window] = field(default_factory=lambda: defaultdict(_group_window))

    def check(
        self, method: str, chat_id: int | None, now: datetime, is_paid: bool = False
    ) -> None:
        """Count this call, or refuse it with 429 and the seconds to wait."""
        if not self.on or chat_id is None or method == "sendChatAction":
            return
        windows = self._windows(method, chat_id, is_paid)
        wait = max((window.wait(now) for window in windows), default=0.0)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        for window in windows:
            window.times.append(now)

    def _windows(self, method: str, chat_id: int, is_paid: bool) -> list[Window]:
        if method.startswith(SENDS):
            windows = [self.paid if is_paid else self.overall, self.chats[chat_id]]
            return [*windows, self.groups[chat_id]] if chat_id < 0 else windows
        if method.startswith("edit") and chat_id < 0:
            return [self.groups[chat_id]]
        return []
