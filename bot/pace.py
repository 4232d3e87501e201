"""How fast Telegram wants to be spoken to: over all chats, per chat, and after a 429.

Only counts; who asks also waits. A call counts from its start until a whole span after its
answer, so that no span of Telegram's own clock holds more. Instants are monotonic seconds.
"""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

Rule = tuple[int, float]  # at most so many within so many seconds

FREE = 30  # messages a second over all chats that Telegram takes for nothing
CHAT, GROUP = 1.0, 20.0  # messages a second in one chat, and a minute in one group
SLICES = 8  # bulk is spread over the second, so that an answer never waits for a whole one
AHEAD = 1.25  # of its share may go in a slice: one that begins late is made up for
FORGET = 5_000  # chats remembered before the idle ones are let go
TOGETHER = 1.0  # refusals within this many seconds, with no success since, have one cause
PRIVATE_TOGETHER, ANY_TOGETHER = 2, 4  # chats that make it everybody's; groups meet their own more


@dataclass
class Window:
    most: int
    span: float
    flying: int = 0
    times: deque[float] = field(default_factory=deque)

    def room(self, at: float) -> int:
        while self.times and self.times[0] + self.span <= at:
            self.times.popleft()
        return self.most - self.flying - len(self.times)

    def wait(self, at: float) -> float:
        """Seconds until there is room for one; a span when that hangs on an answer."""
        if self.room(at) > 0:
            return 0.0
        return self.times[0] + self.span - at if self.times else self.span


@dataclass(frozen=True, slots=True)
class Call:
    """A call under way, until `landed`. `paid`: beyond what Telegram takes for nothing."""

    chat_id: int
    at: float
    windows: tuple[Window, ...] = ()
    paid: bool = False


@dataclass(frozen=True, slots=True)
class _Refusal:
    at: float
    until: float


class Pace:
    """`rate` is messages a second over all chats; infinity lifts every limit but the 429s.

    `chat` is messages a second in one chat (three at once pass), `group` a minute in one group.
    Above 30 a second what is beyond them is marked as paid.
    """

    def __init__(self, rate: float, chat: float = CHAT, group: float = GROUP) -> None:
        self._limitless = math.isinf(rate)
        self._all = [] if self._limitless else [Window(*_within_a_second(rate))]
        self._slices = [] if self._limitless else [_slice(rate)]
        self._free = Window(FREE, 1.0) if FREE < rate < math.inf else None
        self._private_rules: tuple[Rule, ...] = ((3, 3 / chat), (5, 5 / chat))
        self._group_rules = (*self._private_rules, _within_a_minute(group))
        self._chats: dict[int, list[Window]] = {}
        self._held: dict[int, float] = {}
        self._paused_until = -math.inf
        self._refusals: dict[int, _Refusal] = {}

    def room(self, at: float) -> int:
        """How many may go now, over all chats."""
        if at < self._paused_until:
            return 0
        return min((window.room(at) for window in self._overall()), default=FORGET)

    def wait(self, at: float) -> float:
        """Seconds until one may go, over all chats."""
        return max(self._paused_until - at, *(one.wait(at) for one in self._overall()), 0.0)

    def wait_of(self, chat_id: int, at: float) -> float:
        """Seconds until one may go to this chat, as far as the chat decides."""
        windows = (window.wait(at) for window in self._chats.get(chat_id, ()))
        return max(self._held.get(chat_id, at) - at, *windows, 0.0)

    def went(self, chat_id: int, at: float, edit: bool = False) -> Call:
        """Count one call; `landed` has to follow. An edit counts for the chat only in groups."""
        for window in self._slices:
            window.times.append(at)
        windows = [*self._all]
        if not (self._limitless or (edit and chat_id > 0)):
            windows += self._windows_of(chat_id, at)
        free = self._free if not edit else None
        paid = free is not None and free.room(at) <= 0
        if free is not None and not paid:
            windows.append(free)
        for window in windows:
            window.flying += 1
        return Call(chat_id, at, tuple(windows), paid)

    def landed(self, call: Call, at: float) -> None:
        """The call is over, whatever came of it."""
        for window in call.windows:
            window.flying -= 1
            window.times.append(at)

    def taken(self, call: Call) -> None:
        """It succeeded: refusals from before it began were not everybody's."""
        if any(refusal.at <= call.at for refusal in self._refusals.values()):
            self._refusals.clear()

    def refused(self, chat_id: int, seconds: float, at: float) -> bool:
        """Note a 429. True when it holds for all: Telegram does not say whose limit it was.

        A pause never ends before the longest of those that make it.
        """
        self._held[chat_id] = max(self._held.get(chat_id, at), at + seconds)
        recent = {c: r for c, r in self._refusals.items() if at - r.at <= TOGETHER}
        self._refusals = recent | {chat_id: _Refusal(at, self._held[chat_id])}
        private = sum(chat > 0 for chat in self._refusals)
        everybody = private >= PRIVATE_TOGETHER or len(self._refusals) >= ANY_TOGETHER
        if everybody:
            self.stop_all(max(refusal.until for refusal in self._refusals.values()))
        return everybody

    def stop_all(self, until: float) -> None:
        """Nothing goes to anybody before `until`."""
        self._paused_until = max(self._paused_until, until)

    def moved(self, old: int, new: int) -> None:
        """A group has another id now; what it was told counts on."""
        if old in self._chats:
            self._chats[new] = self._chats.pop(old)
        if old in self._held:
            self._held[new] = max(self._held.pop(old), self._held.get(new, -math.inf))

    def recall(self, spoken: Iterable[tuple[int, float]]) -> None:
        """Count what another process said before: chats and instants, oldest first."""
        if self._limitless:
            return
        for chat_id, at in spoken:
            for window in (*self._all, *self._windows_of(chat_id, at)):
                window.times.append(at)

    def _overall(self) -> list[Window]:
        return [*self._all, *self._slices]

    def _windows_of(self, chat_id: int, at: float) -> list[Window]:
        if chat_id not in self._chats:
            if len(self._chats) >= FORGET:
                self._forget(at)
            rules = self._private_rules if chat_id > 0 else self._group_rules
            self._chats[chat_id] = [Window(most, span) for most, span in rules]
        return self._chats[chat_id]

    def _forget(self, at: float) -> None:
        self._chats = {chat: ws for chat, ws in self._chats.items() if not _idle(ws, at)}
        self._held = {chat: until for chat, until in self._held.items() if until > at}


def _within_a_second(rate: float) -> Rule:
    most = max(1, int(rate))
    return most, most / rate


def _within_a_minute(group: float) -> Rule:
    most = max(1, int(group))
    return most, 60.0 * most / group


def _slice(rate: float) -> Window:
    """Counted by the start alone: it spreads, and promises Telegram nothing."""
    most, second = _within_a_second(rate)
    return Window(math.ceil(AHEAD * most / SLICES), second / SLICES)


def _idle(windows: list[Window], at: float) -> bool:
    return all(window.room(at) == window.most for window in windows)
