"""Every message that can be said, one frozen dataclass each, by theme."""

from scheduler.notices import (
    call,
    evening,
    looking,
    morning,
    naming,
    news,
    own_data,
    pact,
    parting,
    reach,
    refusal,
    rest,
    settings,
    setup,
    words,
)
from scheduler.notices.base import KINDS, Notice, unpack

__all__ = [
    "KINDS",
    "Notice",
    "call",
    "evening",
    "looking",
    "morning",
    "naming",
    "news",
    "own_data",
    "pact",
    "parting",
    "reach",
    "refusal",
    "rest",
    "settings",
    "setup",
    "unpack",
    "words",
]
