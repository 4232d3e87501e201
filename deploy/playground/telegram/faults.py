"""Faults on demand: which call meets which trouble, counted.

`reset` and `timeout` are before the effect, `drop_answer` and `late` after it: the bot cannot
tell the two apart, which is the point.
"""

from collections import Counter
from dataclasses import dataclass, field

from deploy.playground.telegram.errors import Refused, too_many
from deploy.playground.telegram.records import words

KINDS = words("429 500 502html 403 400 401 409 migrate reset timeout drop_answer late")
"reset: the connection breaks, no effect. timeout: no effect, no answer, the line stays open."
"drop_answer: effect, then the line closes. late: effect, no answer, the line stays open."
TEXTS = {
    "500": "Internal Server Error",
    "403": "Forbidden: bot was blocked by the user",
    "400": "Bad Request: emulated refusal",
    "401": "Unauthorized",
    "409": "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    "migrate": "Bad Request: group chat was upgraded to a supergroup chat",
}


@dataclass
class Fault:
    method: str
    kind: str
    times: int | None
    chat: int | None = None
    after: int = 0
    retry_after: int = 1
    text: str | None = None
    migrate_to: int | None = None

    def meets(self, method: str, chat: int | None) -> bool:
        """Does this call count for this fault? "*" is each of the bot's but getUpdates."""
        named = (
            method not in ("getUpdates", "webhook")
            if self.method == "*"
            else self.method == method
        )
        return named and self.chat in (None, chat)

    def refusal(self) -> Refused | None:
        """What is answered; None for the kinds that are not answered with words."""
        if self.kind == "429":
            return too_many(self.retry_after)
        if self.kind not in TEXTS:
            return None
        error = Refused(400 if self.kind == "migrate" else int(self.kind), self.words())
        if self.kind == "migrate":
            error.parameters["migrate_to_chat_id"] = self.migrate_to
        return error

    def words(self) -> str:
        return self.text or TEXTS.get(self.kind, "")


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)
    fired: Counter[str] = field(default_factory=Counter)
    down: bool = False

    def add(self, fault: Fault) -> None:
        if fault.kind not in KINDS:
            raise ValueError(f"no fault {fault.kind!r}; one of {', '.join(sorted(KINDS))}")
        self.waiting.append(fault)

    def meet(self, method: str, chat: int | None) -> Fault | None:
        """The fault this call meets, if any; the oldest that fits goes first."""
        for fault in self.waiting:
            if fault.meets(method, chat):
                if fault.after > 0:
                    fault.after -= 1
                    continue
                self._use_up(fault)
                return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        self.fired[fault.kind] += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
