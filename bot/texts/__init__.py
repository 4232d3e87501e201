"""Every word the bot says, one .ftl file per language (Project Fluent).

Rules: a key is never renamed, an old outbox row may still carry it; what a text needs and is not
given raises; facts arrive escaped (bot/render.py does that), nothing is escaped here.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

HERE = Path(__file__).parent
DEFAULT = "en"
DESCRIPTION_LIMIT = 512
SHORT_LIMIT = 120
STAND_IN = re.compile("\ufdd0(\\d+)\ufdd1")  # noncharacters: no text of ours has them
CHOICE = re.compile("[a-z0-9_-]{1,40}")  # what a text may choose its variant by

Said = str | int | bool | None


def say(language: str, key: str, /, **facts: Said) -> str:
    """The text of `key` in `language`, or in English for a language there is none of.

    A text reads a fact as `$name`; `$has-name` is "yes" or "no", so None needs no word of its own;
    a bool is "yes" or "no"; numbers stay numbers for the plurals. KeyError: no such text;
    ValueError: the text needs a fact that was not given.
    """
    spoken = _bundle(language if language in languages() else DEFAULT)
    pattern = spoken.get_message(key).value if spoken.has_message(key) else None
    if pattern is None:
        raise KeyError(f"no text {key!r} in {language!r}")
    kept: list[str] = []
    text, errors = spoken.format_pattern(pattern, _arguments(facts, kept))
    if errors:
        raise ValueError(f"text {key!r} in {language!r}: {errors[0]}")
    return STAND_IN.sub(lambda found: kept[int(found[1])], str(text))


def label(language: str, key: str, /, **facts: Said) -> str:
    """A button's label: `label(language, "done")` is the text `label-done`."""
    return say(language, f"label-{key}", **facts)


def command(language: str, name: str) -> str:
    """What the command menu says beside `/name`. KeyError for a command without a text."""
    return say(language, f"command-{name}")


def description(language: str, host: str = "") -> str:
    """What stands in the empty chat before START, at most 512 characters; `host` is cut to fit."""
    return _with_host(language, "description", host, DESCRIPTION_LIMIT)


def short_description(language: str, host: str = "") -> str:
    """What stands on the bot's profile, at most 120 characters; `host` is cut to fit."""
    return _with_host(language, "short-description", host, SHORT_LIMIT)


@cache
def languages() -> frozenset[str]:
    """The languages there are texts of."""
    return frozenset(file.stem for file in HERE.glob("*.ftl"))


def best(code: str | None) -> str:
    """The language to speak to someone whose Telegram is set to `code`, such as "de-AT"."""
    language = (code or "").replace("_", "-").split("-")[0].lower()
    return language if language in languages() else DEFAULT


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolation is render's: Fluent's own would wrap every time and number in invisible marks.
    made = FluentBundle([language], use_isolating=False)
    made.add_resource(FluentResource((HERE / f"{language}.ftl").read_text("utf-8")))
    return made


def _arguments(facts: dict[str, Said], kept: list[str]) -> dict[str, Any]:
    given: dict[str, Any] = {f"has-{fact}": _yes_no(v is not None) for fact, v in facts.items()}
    for fact, value in facts.items():
        if isinstance(value, bool):
            given[fact] = _yes_no(value)
        elif isinstance(value, str) and not CHOICE.fullmatch(value):
            # Fluent refuses more than 2,500 characters in one place: a sign stands in meanwhile.
            given[fact] = f"\ufdd0{len(kept)}\ufdd1"
            kept.append(value)
        elif value is not None:
            given[fact] = value
    return given


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _with_host(language: str, key: str, host: str, limit: int) -> str:
    text = say(language, key, host=host or None)
    over = len(text) - limit
    if over <= 0 or not host:
        return text
    return say(language, key, host=host[: max(len(host) - over - 1, 0)].rstrip() + "…")
