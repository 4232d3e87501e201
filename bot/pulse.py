"""Who is still alive: the last beat of each part that must not stop, and what is known to ail.

Read by the health pages and by nobody who decides anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scheduler.clock import Clock

PARTS = ("tick", "delivery", "intake")
PATIENCE = 25.0  # seconds without a beat until a part counts as stopped


@dataclass
class Pulse:
    """Safe to use from any thread. Spans are measured monotonically, so a set clock changes none.

    At the start every part has `PATIENCE` for its first beat.
    """

    clock: Clock
    parts: Iterable[str] = PARTS
    _beats: dict[str, float] = field(init=False)
    _ailments: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._beats = dict.fromkeys(self.parts, self.clock.monotonic())

    def beat(self, part: str) -> None:
        """`part` has just done its round, whether or not there was work. KeyError if unknown."""
        if part not in self._beats:
            raise KeyError(part)
        self._beats[part] = self.clock.monotonic()

    def ail(self, what: str, why: str) -> None:
        """Something keeps the bot from its work until `heal(what)`; `why` is shown to the host.

        `why` must hold no secret and no user text.
        """
        self._ailments[what] = why

    def heal(self, what: str) -> None:
        self._ailments.pop(what, None)

    def silences(self) -> dict[str, float]:
        """Seconds since each part's last beat."""
        now = self.clock.monotonic()
        return {part: now - beat for part, beat in self._beats.items()}

    def stopped(self) -> dict[str, float]:
        """Parts that did not beat for `PATIENCE`, with the seconds since they did."""
        silences = self.silences()
        return {part: silence for part, silence in silences.items() if silence > PATIENCE}

    def ailments(self) -> dict[str, str]:
        return dict(self._ailments)
