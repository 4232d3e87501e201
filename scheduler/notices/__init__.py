"""Every message that can be said, one frozen dataclass each, by theme."""

from scheduler.notices import (
    call,
    evening,
    morning,
    naming,
    news,
    pact,
    refusal,
    rest,
    setup,
    words,
)
from scheduler.notices.base import KINDS, Notice, unpack

__all__ = [
    "KINDS",
    "Notice",
    "call",
    "evening",
    "morning",
    "naming",
    "news",
    "pact",
    "refusal",
    "rest",
    "setup",
    "unpack",
    "words",
]
