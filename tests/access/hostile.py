"""Hostile words through every template: `python -m tests.access.hostile 10000 [seed] [share]`.

A string stands in every field that takes a person's words, of every notice in every language
(share 1), or of every 40th of these in turn (share 40), so that all strings meet all in a while.
Judged by the emulator's reader of Telegram's HTML and by what a person would see.
"""

import random
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from time import perf_counter
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from bot import safe
from bot.keyboards import Inline, Reply
from bot.render import MESSAGE, Reader, render
from bot.texts import languages, say
from deploy.playground.telegram.errors import Refused
from deploy.playground.telegram.markup import parse
from scheduler.notices import KINDS, Notice
from tests.bot.examples import CHOICES, TODAY, examples

LANGUAGES = sorted(languages())
OURS = {"because", "link", "language", "options", "cities", *CHOICES}  # no person writes these
MARK = "Qx{}xQ"
ISOLATES = "\u2066\u2067\u2068\u2069"
OVERRIDES = frozenset({"LRE", "RLE", "LRO", "RLO"})
PIECES = [
    *("<b>", "</b>", "<a href='https://evil.example'>x</a>", '<a href="tg://user?id=1">Ana</a>'),
    *("<tg-time unix='0' format='t'>x</tg-time>", "</tg-time>", "<code>", "<!--", "]]>", "<", ">"),
    *(
        "&",
        "&lt;",
        "&#60;",
        "&#x3c;",
        "&amp;amp;",
        "&#0;",
        "&nbsp;",
        "<tg-spoiler>",
        "<blockquote>",
    ),
    *("*bold*", "_i_", "`code`", "[x](https://evil.example)", "||s||", "{ $name }", "{0}", "%s"),
    *("https://evil.example/?a=<b>", "t.me/evil", "tg://resolve?domain=evil", "@everyone"),
    *("/leave", "#tag", "$USD", "javascript:alert(1)", "a@b.example", "+49 171 1234567"),
    *("\u202e", "\u202d", "\u202b", "\u202a", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069"),
    *("\u200b", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\ufe0f", "\u061c", "\u034f"),
    *(
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪",
        "👍🏽",
        "e\u0301",
        "Z\u0351\u0301\u0330",
        "שלום",
        "مرحبا",
        "中文",
        "ไทย",
    ),
    *("\x00", "\x1b[31m", "\ud800", "\udfff", "\x7f", "\x85", "\u2028", "\r\n", "\n\n\n", "\t"),
    *(
        "Qx",
        "“",
        "”",
        "„",
        "'",
        '"',
        "\\",
        "none",
        "yes",
        "…",
        "\U000e0041",
        "\U0010ffff",
        "\ufffe",
    ),
]


class Strings:
    """Strings made to break things; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def __iter__(self) -> Iterator[str]:
        while True:
            yield self._one()

    def _one(self) -> str:
        chance = self._chance
        pieces = [self._piece() for _ in range(chance.randint(1, 8))]
        text = chance.choice(["", " ", "a"]).join(pieces)
        if chance.random() < 0.04:  # very long, up to what one message can hold
            text = (text or "x") * (chance.randint(500, 5000) // (len(text) or 1) + 1)
        return text[:5000]

    def _piece(self) -> str:
        chance = self._chance
        kind = chance.random()
        if kind < 0.7:
            return chance.choice(PIECES)
        if kind < 0.85:
            return "".join(chr(chance.randrange(0x20, 0x7F)) for _ in range(chance.randint(1, 30)))
        return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 6)))


@dataclass(frozen=True, eq=False)
class Template:
    """A notice with a mark in each field that takes a person's words."""

    notice: Notice
    language: str
    places: tuple[str, ...]

    @property
    def reader(self) -> Reader:
        return Reader(self.language, "Europe/Berlin", TODAY)

    def with_words(self, words: dict[str, str]) -> Notice:
        given = {
            place: [said, said] if isinstance(getattr(self.notice, place), list) else said
            for place, said in words.items()
        }
        return replace(self.notice, **given)


@cache
def templates() -> tuple[Template, ...]:
    """Every kind of notice that takes words, in every language, in three of its shapes."""
    return tuple(
        Template(notice, language, places)
        for kind in KINDS.values()
        for notice, places in _shapes(kind)
        for language in LANGUAGES
    )


def _shapes(kind: type[Notice]) -> list[tuple[Notice, tuple[str, ...]]]:
    found = [(notice, _places(notice)) for notice in examples(kind)]
    found = [(notice, places) for notice, places in found if places]
    return found[:: max(1, len(found) // 3)][:3]


def _places(notice: Notice) -> tuple[str, ...]:
    hints = get_type_hints(type(notice))
    return tuple(
        one.name
        for one in fields(notice)
        if "str" in str(hints[one.name])
        and one.name not in OURS
        and getattr(notice, one.name) is not None
    )


def faults(template: Template, said: str) -> list[str]:
    """What is wrong with this message when `said` stands in all its places, in words."""
    message = render(template.with_words(dict.fromkeys(template.places, said)), template.reader)
    room = said if "room" in template.places else None
    return judge(template, said, message.text) + _of_keys(message.keyboard, room)


def judge(template: Template, said: str, markup: str) -> list[str]:
    """The same of the text alone, as HTML."""
    try:
        text, entities = parse(markup, {})
    except Refused as refused:
        return [f"Telegram refuses it: {refused}"]
    found = list(_of_entities(template, entities))
    if not 0 < safe.length(text) <= MESSAGE:
        found.append(f"{safe.length(text)} units")
    if not _shows(template, said, text):
        found.append(f"shows {text[:200]!r}")
    if _leaks(text):
        found.append("turns the words around it")
    return found


def _of_entities(template: Template, entities: list[dict[str, Any]]) -> Iterator[str]:
    kinds = [(entity["type"], entity.get("unix_time")) for entity in entities]
    if kinds != _plain(template)[1]:
        yield f"has entities {kinds}"


@cache
def _plain(template: Template) -> tuple[str, list[tuple[str, Any]]]:
    """The text with its marks, and the entities that are ours."""
    marks = {place: MARK.format(number) for number, place in enumerate(template.places)}
    text, entities = parse(render(template.with_words(marks), template.reader).text, {})
    return text, [(entity["type"], entity.get("unix_time")) for entity in entities]


def _shows(template: Template, said: str, text: str) -> bool:
    """The very words stand where the marks stood, or as much of them as has room."""
    pattern = re.escape(_bare(_plain(template)[0]))
    for number, place in enumerate(template.places):
        pattern = pattern.replace(MARK.format(number), _expected(template, place, said))
    return re.fullmatch(pattern, _bare(text), re.DOTALL) is not None


def _expected(template: Template, place: str, said: str) -> str:
    """As a pattern. Documented: controls are a space, what cannot be sent a sign that says so."""
    kept = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", re.sub(r"[\ud800-\udfff]", "\ufffd", _lines(said)))
    if place == "name":
        kept = " ".join(kept.split())
        nobody = re.escape(_nobody(template))
        if safe.length(kept) > 40:
            return f"(?:{re.escape(_bare(kept)[:1])}.*…|{nobody})"
        return re.escape(_bare(kept)) if _visible(kept) else nobody
    whole = re.escape(_bare(kept))
    return f"(?:{whole}|{re.escape(_bare(kept)[:10])}.*…|…)" if safe.length(kept) > 15 else whole


def _lines(said: str) -> str:
    return said.replace("\r\n", "\n")


def _bare(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, ISOLATES)))


def _visible(name: str) -> bool:
    blank = "\u115f\u1160\u3164\uffa0\u2800"
    seen = (sign for sign in name.removesuffix("…") if sign not in blank)
    return any(unicodedata.category(sign)[0] not in "CZM" for sign in seen)


def _nobody(template: Template) -> str:
    return say(template.language, "somebody")


def _leaks(text: str) -> bool:
    """Whether a sign that turns the line stands outside of an isolate, or one stays open."""
    depth = 0
    for sign in text:
        depth += (sign in ISOLATES[:3]) - (sign == ISOLATES[3])
        if depth < 0 or (depth == 0 and unicodedata.bidirectional(sign) in OVERRIDES):
            return True
    return depth != 0


def _of_keys(keyboard: object, room: str | None) -> list[str]:
    """Keys open only what is ours, or the one room that a partner gave for calls."""
    if not isinstance(keyboard, Inline | Reply):
        return []
    keys = [key for row in keyboard.rows for key in row]
    bad = [f"key {key.label!r}" for key in keys if not key.label.strip() or "\n" in key.label]
    urls = [key.url for key in keys if key.url is not None]
    return bad + [f"opens {url[:80]!r}" for url in urls if url != room and not _ours(url)]


def _ours(url: str) -> bool:
    if re.fullmatch(r"tg://user\?id=\d+", url):
        return True
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.netloc == "t.me" and url.isascii()


def attack(count: int, seed: int, share: int) -> tuple[int, list[str]]:
    """How many messages were made, and what was wrong with which."""
    made, wrong = 0, list[str]()
    for turn, said in zip(range(count), Strings(seed), strict=False):
        for template in templates()[turn % share :: share]:
            made += 1
            kind = f"{type(template.notice).__name__} {template.language} {said[:60]!r}"
            wrong += [f"{kind}: {fault}" for fault in faults(template, said)]
    return made, wrong


def main(count: int, seed: int, share: int) -> int:
    began = perf_counter()
    made, wrong = attack(count, seed, share)
    kinds = len({type(template.notice) for template in templates()})
    sys.stdout.write(
        f"{count} strings (seed {seed}, share {share}), {kinds} kinds of notice in "
        f"{len(LANGUAGES)} languages: {made} messages in {perf_counter() - began:.0f} s, "
        f"{len(wrong)} wrong\n"
    )
    sys.stdout.write("".join(f"{line}\n" for line in wrong[:40]))
    return bool(wrong)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(numbers + [1000, 1, 40][len(numbers) :])))
