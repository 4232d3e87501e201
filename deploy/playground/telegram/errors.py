"""What Telegram says instead of a result: a code, its own words, sometimes parameters.

The words are Telegram's, capital letters and all, because bots decide by them.
"""

from typing import Any


class Refused(Exception):
    """An answer with ok=false. `parameters` carries retry_after or migrate_to_chat_id."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad(words: str) -> Refused:
    """400: the call is wrong and will be wrong the next time too."""
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """403: the bot may not do this to this chat."""
    return Refused(403, f"Forbidden: {words}")


def too_many(seconds: int) -> Refused:
    """429: wait `seconds`, then try again."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
