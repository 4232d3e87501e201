"""Every notice in every shape its fields allow: what the tests of the words walk through."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import product
from typing import Any, get_type_hints

from bot.texts import HERE
from scheduler.notices import KINDS, Notice

TODAY = date(2026, 3, 4)
AT = datetime(2026, 3, 4, 19, tzinfo=UTC)  # 20:00 in Berlin
THING = "Write to Dr Weiss and ask for 20 minutes"
IDS = frozenset({"call", "day", "yesterday", "person", "user_id", "id"})
# The longest names of weekdays: "Wednesday" and "Donnerstag".
DATES = (date(2026, 3, 5), date(2026, 3, 4), date(2026, 6, 12))
CHOICES = {
    "how": (
        *("here", "five", "write", "back"),
        *("kept", "kept-call", "open", "rest", "live"),
    ),
    "state": (
        *("waiting", "asked", "committed", "checking", "alerted", "called", "presence"),
        *("kept", "kept-call", "open", "rest", "paused", "neutral"),
    ),
    "mark": ("late", "attested", "both", "none"),
    "what": (
        *("morning", "kind", "nudge", "check-in", "reminder", "alert", "called", "caller"),
        *("presence", "news", "tomorrow", "hello", "quiet", "plan", "words", "pact", "all"),
        *("nothing", "other", "city", "days", "day-end", "hours", "free-hours"),
        *("language", "way", "not-today"),
    ),
    "now": ("call", "write", "neither", "yes", "no", "Deutsch"),
    "why": (
        *("done", "let-go", "declined", "unanswered", "withdrawn"),
        *("no-answer", "under-way", "already-done", "started"),
    ),
    "reach": ("telegram", "phone", "room"),
    "way": ("call", "write", "neither"),
    "weekdays": ("12345",),
}
TEXTS = {"name": "Ben", "username": "ana_m", "room": "https://meet.example.org/ana"}


@cache
def reasons() -> tuple[str, ...]:
    """Every reason there is a refusal for."""
    lines = (HERE / "en.ftl").read_text("utf-8").splitlines()
    keys = [line.split(" ")[0] for line in lines if line.startswith("refusal-")]
    return tuple(key.removeprefix("refusal-") for key in keys)


def examples(kind: type[Notice]) -> Iterator[Notice]:
    """The notice with every yes and no, something and nothing, and every one of its choices."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    for values in product(*(_values(name, str(hints[name])) for name in names)):
        yield kind(**dict(zip(names, values, strict=True)))


def all_examples() -> Iterator[Notice]:
    """Every example of every notice."""
    for kind in KINDS.values():
        yield from examples(kind)


def _values(name: str, hint: str) -> tuple[Any, ...]:
    some: tuple[Any, ...] = _some(name, hint)
    return (*some, None) if "None" in hint else some


def _some(name: str, hint: str) -> tuple[Any, ...]:
    if name == "because":
        return reasons()
    if name in CHOICES:
        return CHOICES[name]
    if "bool" in hint:
        return (True, False)
    if "datetime.datetime" in hint:
        return (AT,)
    if "datetime.date" in hint:
        return DATES
    if "datetime.time" in hint:
        return (time(20),)
    return _plain(name, hint)


def _plain(name: str, hint: str) -> tuple[Any, ...]:
    if "list[int]" in hint:
        return ([30, 60, 120],)
    if "list" in hint:
        return ([THING, "Call the tax office"],)
    if "str" in hint:
        return (TEXTS.get(name, THING),)
    return (412,) if name in IDS else (4, 1)
