"""The named moments at which tests let the process die; in life they do nothing."""

from collections.abc import Callable

Faultpoint = Callable[[str], None]

STORED = "updates stored, offset not moved"
HANDLED = "update handled, not committed"
COMMITTED = "update committed, nothing sent"
CLAIMED = "notice claimed, not sent"
ACCEPTED = "notice taken by Telegram, not noted"
NOTED = "notice noted, not committed"
FINISHED = "notice noted"
TICKED = "tick-before-commit"  # named by scheduler/tick.py
ALL = (STORED, HANDLED, COMMITTED, CLAIMED, ACCEPTED, NOTED, FINISHED, TICKED)


def nothing(name: str) -> None:
    """Life."""
