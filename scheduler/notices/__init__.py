"""Every message that can be said, one frozen dataclass each, by theme."""

from scheduler.notices import call, day, words
from scheduler.notices.base import KINDS, Notice, unpack

__all__ = ["KINDS", "Notice", "call", "day", "unpack", "words"]
