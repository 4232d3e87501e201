"""What a keyboard is made of, before Telegram's own classes; see bot/markup.py.

Rule: at most two keys in a row, each label a text `label-…`; tests measure their width.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlsplit

from bot.buttons import Act, Tap
from bot.texts import Said

LONGEST_PREFILL = 500  # characters of a prepared message; Telegram refuses very long addresses


class Ask(StrEnum):
    """What a key of a reply keyboard asks Telegram for."""

    CONTACT = "contact"
    LOCATION = "location"
    TEXT = "text"  # types its label


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its label's text key (or the label itself, if `literal`) and what it does."""

    label: str
    tap: Tap | None = None
    url: str | None = None
    copy: str | None = None  # text for the clipboard
    ask: Ask | None = None  # in a reply keyboard only
    literal: bool = False
    facts: Mapping[str, Said] = field(default_factory=dict)


Rows = Sequence[Sequence[Key]]


@dataclass(frozen=True, slots=True)
class Inline:
    """Keys under a message."""

    rows: Rows


@dataclass(frozen=True, slots=True)
class Reply:
    """Keys in place of the letters, gone after one use; `hint` is shown in the input field."""

    rows: Rows
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Takes a reply keyboard away."""


Keyboard = Inline | Reply | Removed


def key(act: Act, about: int, arg: str | None = None, label: str | None = None) -> Key:
    """A key that is pressed; its label is the act's name unless another is given."""
    return Key(label or act.value, Tap(act, about, arg))


def link(label: str, url: str, **facts: Said) -> Key:
    """A key that opens an address."""
    return Key(label, url=url, facts=facts)


def two_by_two(keys: Sequence[Key]) -> Rows:
    """The keys in rows of two."""
    return [keys[i : i + 2] for i in range(0, len(keys), 2)]


def chat_url(username: str, words: str) -> str:
    """Telegram's link to a person's chat with `words` ready in the input field."""
    chat = f"https://t.me/{quote(username, safe='', errors='replace')}"
    return f"{chat}?text={_quoted(words)}" if words else chat


def share_url(url: str, words: str) -> str:
    """Telegram's link to the sheet that sends `words` and `url` to a chat of one's choice."""
    return f"https://t.me/share/url?url={quote(url, safe='')}&text={_quoted(words)}"


def is_web(url: str) -> bool:
    """Whether Telegram takes this address for a key: http or https, with a host, no blanks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    return web and url.isprintable() and " " not in url


def _quoted(words: str) -> str:
    whole = words[:LONGEST_PREFILL].encode("utf-8", "replace")  # a lone surrogate becomes "?"
    return quote(whole, safe="")
