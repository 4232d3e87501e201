"""How fast Telegram wants to be spoken to: over all chats, per chat, and after a 429.

Only counts; who asks also waits. Instants are seconds of a monotonic clock.
"""

import math
from collections import deque
from dataclasses import dataclass, field

Rule = tuple[int, float]  # at most so many within so many seconds

PRIVATE: tuple[Rule, ...] = ((3, 3.0), (5, 5.0))  # one a second, short bursts pass
GROUP: tuple[Rule, ...] = ((3, 3.0), (20, 60.0))  # edits count there too
SLICES = 8  # bulk is spread over the second, so that an answer never waits for a whole one
FORGET = 5_000  # chats remembered before the idle ones are let go
TOGETHER = 1.0  # two chats refused within this many seconds: the limit is everybody's


@dataclass
class Window:
    most: int
    span: float
    times: deque[float] = field(default_factory=deque)

    def room(self, at: float) -> int:
        while self.times and at - self.times[0] >= self.span:
            self.times.popleft()
        return self.most - len(self.times)

    def wait(self, at: float) -> float:
        """Seconds until there is room for one."""
        return 0.0 if self.room(at) > 0 else self.times[0] + self.span - at


class Pace:
    """`rate` is messages a second over all chats; infinity lifts every limit but the 429s."""

    def __init__(self, rate: float) -> None:
        self._all = [] if math.isinf(rate) else _overall(rate)
        self._limitless = math.isinf(rate)
        self._chats: dict[int, list[Window]] = {}
        self._paused_until = -math.inf
        self._refused: tuple[int, float] = (0, -math.inf)

    def room(self, at: float) -> int:
        """How many may go now, over all chats."""
        if at < self._paused_until:
            return 0
        return min((window.room(at) for window in self._all), default=FORGET)

    def wait(self, at: float) -> float:
        """Seconds until one may go, over all chats."""
        return max(self._paused_until - at, *(window.wait(at) for window in self._all), 0.0)

    def wait_of(self, chat_id: int, at: float) -> float:
        """Seconds until one may go to this chat."""
        return max((window.wait(at) for window in self._chats.get(chat_id, ())), default=0.0)

    def went(self, chat_id: int, at: float, edit: bool = False) -> None:
        """Count one call. An edit counts for the chat only in groups."""
        for window in self._all:
            window.times.append(at)
        if self._limitless or (edit and chat_id > 0):
            return
        for window in self._windows_of(chat_id, at):
            window.times.append(at)

    def refused(self, chat_id: int, seconds: float, at: float) -> bool:
        """Note a 429. True when it holds for all: Telegram does not say whose limit it was."""
        other, when = self._refused
        self._refused = chat_id, at
        everybody = other not in (0, chat_id) and at - when <= TOGETHER
        if everybody:
            self.stop_all(at + seconds)
        return everybody

    def stop_all(self, until: float) -> None:
        """Nothing goes to anybody before `until`."""
        self._paused_until = max(self._paused_until, until)

    def _windows_of(self, chat_id: int, at: float) -> list[Window]:
        if chat_id not in self._chats:
            if len(self._chats) >= FORGET:
                self._forget(at)
            rules = PRIVATE if chat_id > 0 else GROUP
            self._chats[chat_id] = [Window(most, span) for most, span in rules]
        return self._chats[chat_id]

    def _forget(self, at: float) -> None:
        self._chats = {chat: ws for chat, ws in self._chats.items() if not _idle(ws, at)}


def _overall(rate: float) -> list[Window]:
    most = max(1, int(rate))
    second = most / rate
    return [Window(most, second), Window(math.ceil(most / SLICES), second / SLICES)]


def _idle(windows: list[Window], at: float) -> bool:
    return all(window.room(at) == window.most for window in windows)
