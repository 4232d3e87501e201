"""What an error of the Bot API means for the notice that met it: exactly three kinds.

later: Telegram did nothing, or says when to come back · unknown: it may have acted ·
finished: it will never take this · and, once each, differently: the same thing said another way.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.request import AnswerLost


class Kind(StrEnum):
    LATER = "later"
    SLOW_DOWN = "slow-down"  # later, after `wait`: a 429
    UNKNOWN = "unknown"  # later, but at most once: it may have been sent
    LOCKED_OUT = "locked-out"  # later, but nothing can be sent at all: the token is refused
    FINISHED = "finished"
    MOVED = "moved"  # later, to another id: the group became a supergroup
    GONE = "gone"  # finished, and so is every other notice to this chat: blocked, deactivated
    SUCCESS = "success"  # an error that says all is as it should be


class Differently(StrEnum):
    """How to say it another way, once."""

    ANEW = "anew"  # as a new message: the one to edit is not there
    PLAIN = "plain"  # as plain text: the markup was not understood
    BARE = "bare"  # without buttons that name a person who hides
    APART = "apart"  # outside of a thread that is gone
    UNPAID = "unpaid"  # without paying for it: there are no Stars left


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reason` is for the row and the log: short, ours, without user text."""

    kind: Kind
    reason: str = ""
    wait: timedelta = timedelta()
    differently: Differently | None = None
    moved_to: int | None = None


# Telegram's texts change case on their way through the library: matched in lower case.
DIFFERENTLY = {
    "message to edit not found": Differently.ANEW,
    "message can't be edited": Differently.ANEW,
    "message_id_invalid": Differently.ANEW,
    "there is no text in the message to edit": Differently.ANEW,
    "can't parse entities": Differently.PLAIN,
    "button_user_privacy_restricted": Differently.BARE,
    "message thread not found": Differently.APART,
    "balance_too_low": Differently.UNPAID,
}
SUCCESSES = (
    "message is not modified",
    "message to delete not found",
    "message can't be deleted",
    "message to react not found",
    "message to pin not found",
)
NOBODY = ("chat not found", "user is deactivated", "bot was blocked", "peer_id_invalid")
REASON_LENGTH = 50


def judge(error: TelegramError) -> Outcome:
    """What became of a call that raised this. BadRequest is a NetworkError to the library."""
    match error:
        case RetryAfter():
            return Outcome(Kind.SLOW_DOWN, "too many requests", span(error.retry_after))
        case ChatMigrated():
            return Outcome(Kind.MOVED, "the chat moved", moved_to=error.new_chat_id)
        case Forbidden():
            return Outcome(Kind.GONE, _reason(error))
        case BadRequest():
            return _refused(error)
        case InvalidToken():
            return Outcome(Kind.LOCKED_OUT, "the token was refused")
        case TimedOut() | AnswerLost():
            return Outcome(Kind.UNKNOWN, "no answer")
        case Conflict():
            return Outcome(Kind.LATER, "conflict")
        case _:
            return Outcome(Kind.LATER, type(error).__name__)


def _refused(error: BadRequest) -> Outcome:
    said = error.message.lower()
    if any(text in said for text in SUCCESSES):
        return Outcome(Kind.SUCCESS, _reason(error))
    for text, way in DIFFERENTLY.items():
        if text in said:
            return Outcome(Kind.FINISHED, _reason(error), differently=way)
    kind = Kind.GONE if any(text in said for text in NOBODY) else Kind.FINISHED
    return Outcome(kind, _reason(error))


def _reason(error: TelegramError) -> str:
    """The beginning of Telegram's own words; later parts can quote what we sent."""
    said = error.message.lower().removeprefix("forbidden: ")
    return said.split(":")[0].split('"')[0][:REASON_LENGTH]


def span(seconds: int | timedelta) -> timedelta:
    """Seconds as the library gives them, in either of its ways."""
    return seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
