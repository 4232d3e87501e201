"""What every notice is: typed facts, and how delivery has to treat them.

Rule 1: a key is never renamed: an old outbox row may still carry it. Rule 2: facts stay what they
are (numbers, instants, dates) until the room above makes words of them.
"""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Self, get_type_hints

Fact = str | int | bool | None | datetime | date | time | list[int] | list[str]
KINDS: "dict[str, type[Notice]]" = {}


@dataclass(frozen=True, slots=True)
class Notice:
    """One message that can be said. Class attributes tell how it travels."""

    SLOT: ClassVar[str | None] = None  # role in the chat, e.g. "check-in:{day}"; filled from facts
    SOUND: ClassVar[bool] = False
    BACK: ClassVar[str | None] = (
        None  # what Telegram's taking it means: asked, checked, reminded, alerted
    )
    EXPIRES: ClassVar[timedelta | None] = None  # from the instant it was due; None = never
    EDITS: ClassVar[bool] = False  # changes its slot's message; sent anew when there is none
    ANEW: ClassVar[bool] = True  # an edit without a message to edit is sent anew; else it is done
    PROTECTED: ClassVar[bool] = False  # another's own words: they stay in the chat
    SECRET: ClassVar[bool] = False  # its facts are erased once Telegram has it
    PROMPT: ClassVar[bool] = False  # caused by the clock: carries waiting lines, dropped if muted

    def __init_subclass__(cls, **_: Any) -> None:
        KINDS[cls.key()] = cls

    @classmethod
    def key(cls) -> str:
        """The kebab-case name of the class: `CheckIn` -> `check-in`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def slot(self) -> str | None:
        """The slot with its id filled in from the facts."""
        return self.SLOT.format(**_facts(self)) if self.SLOT else None

    def pack(self) -> dict[str, Any]:
        """The facts as JSON values."""
        return {name: _packed(value) for name, value in _facts(self).items()}

    @classmethod
    def unpack(cls, facts: dict[str, Any]) -> Self:
        """The notice again; facts it no longer knows are ignored, new ones take their default."""
        hints = get_type_hints(cls)
        known = {f.name: facts[f.name] for f in fields(cls) if f.name in facts}
        return cls(**{name: _unpacked(value, str(hints[name])) for name, value in known.items()})


def unpack(key: str, facts: dict[str, Any]) -> Notice:
    """A notice from what the outbox keeps. KeyError when the key is not known."""
    return KINDS[key].unpack(facts)


def _facts(notice: Notice) -> dict[str, Any]:
    return {f.name: getattr(notice, f.name) for f in fields(notice)}


def _packed(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date | time) else value


def _unpacked(value: Any, hint: str) -> Any:
    if not isinstance(value, str):
        return value
    if "datetime.datetime" in hint:
        return datetime.fromisoformat(value)
    if "datetime.date" in hint:
        return date.fromisoformat(value)
    return time.fromisoformat(value) if "datetime.time" in hint else value
