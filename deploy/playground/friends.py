"""What the two people tell each other without the bot: a chat and a pretend call.

Nothing here reaches the bot; it is there so that links, invitations and calls lead somewhere.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

LINK = re.compile(r"https://t\.me/\S+\?start=\S+")


@dataclass(frozen=True)
class Note:
    """One message between the two, or what remained of a call (`label`)."""

    id: int
    sender: str
    at: datetime
    text: str = ""
    label: str = ""

    @property
    def invitation(self) -> str | None:
        """The link in it that opens the bot, shown as a card."""
        found = LINK.search(self.text)
        return found.group() if found else None


@dataclass
class Call:
    caller: str
    callee: str
    answered_at: datetime | None = None


@dataclass
class Friends:
    """`version` grows with every visible change."""

    notes: list[Note] = field(default_factory=list)
    call: Call | None = None
    version: int = 0

    def tell(self, sender: str, text: str, at: datetime) -> None:
        if not text.strip():
            raise ValueError("There is nothing to send yet.")
        self._add(Note(len(self.notes) + 1, sender, at, text=text))

    def ring(self, caller: str, callee: str) -> None:
        """Start a call; while there is one, a second ring changes nothing."""
        self.call = self.call or Call(caller, callee)
        self.version += 1

    def answer(self, who: str, at: datetime) -> None:
        if self.call and self.call.callee == who and not self.call.answered_at:
            self.call.answered_at = at
            self.version += 1

    def hang_up(self, at: datetime) -> None:
        """End the call and leave a line about it in both chats."""
        if self.call:
            label = f"Call, {_length(self.call, at)}" if self.call.answered_at else "No answer"
            self._add(Note(len(self.notes) + 1, self.call.caller, at, label=label))
        self.call = None
        self.version += 1

    def _add(self, note: Note) -> None:
        self.notes.append(note)
        self.version += 1


def _length(call: Call, at: datetime) -> str:
    seconds = int((at - (call.answered_at or at)).total_seconds())
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"
