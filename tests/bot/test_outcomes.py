"""What every error of the Bot API means for the notice that met it."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.outcomes import Differently, Kind, judge
from bot.request import AnswerLost, NotSent


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotSent("no connection in time"), Kind.LATER),
        (NetworkError("Bad Gateway"), Kind.LATER),
        (NetworkError("Internal Server Error"), Kind.LATER),
        (Conflict("Conflict: terminated"), Kind.LATER),
        (RetryAfter(17), Kind.SLOW_DOWN),
        (TimedOut(), Kind.UNKNOWN),
        (AnswerLost("ServerDisconnectedError"), Kind.UNKNOWN),
        (InvalidToken("Unauthorized"), Kind.LOCKED_OUT),
        (Forbidden("Forbidden: bot was blocked by the user"), Kind.GONE),
        (Forbidden("Forbidden: user is deactivated"), Kind.GONE),
        (BadRequest("Bad Request: chat not found"), Kind.GONE),
        (BadRequest("Bad Request: message text is empty"), Kind.FINISHED),
        (ChatMigrated(-100), Kind.MOVED),
        (BadRequest("Bad Request: message is not modified: same"), Kind.SUCCESS),
        (BadRequest("Bad Request: message to delete not found"), Kind.SUCCESS),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_error_is_of_one_kind(error: TelegramError, kind: Kind) -> None:
    assert judge(error).kind is kind


@pytest.mark.parametrize("shout", [str.lower, str.upper, str.capitalize, str.title])
@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("message to edit not found", Differently.ANEW),
        ("message can't be edited", Differently.ANEW),
        ("can't parse entities: unsupported start tag at byte offset 0", Differently.PLAIN),
        ("button_user_privacy_restricted", Differently.BARE),
        ("message thread not found", Differently.APART),
    ],
)
def test_what_can_be_said_another_way_is_known_in_any_case(
    text: str, way: Differently, shout: object
) -> None:
    assert callable(shout)
    assert judge(BadRequest(f"Bad Request: {shout(text)}")).differently is way


def test_a_429_says_how_long() -> None:
    assert judge(RetryAfter(17)).wait == timedelta(seconds=17)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Forbidden: bot was blocked by the user", "bot was blocked by the user"),
        ("Bad Request: can't parse entities: unsupported tag", "can't parse entities"),
        ('Bad Request: wrong "My secret" given', "wrong "),
        ("Bad Request: " + "x" * 500, "x" * 50),
    ],
)
def test_the_reason_kept_holds_none_of_what_was_sent(text: str, reason: str) -> None:
    error = Forbidden(text) if text.startswith("Forbidden") else BadRequest(text)
    assert judge(error).reason == reason
