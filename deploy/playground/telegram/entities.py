"""Text as Telegram counts and marks it: UTF-16 lengths, cleaning, entities it finds itself.

Offsets and lengths are UTF-16 code units everywhere. Limits are counted so too, which is the
stricter reading of "characters" and safe under both.
"""

import re

from deploy.playground.telegram.records import Json

FOUND = (
    ("url", re.compile(r"(?:https?://|tg://|www\.)[^\s<>\"']*[^\s<>\"'.,;:!?()\]]", re.I)),
    ("url", re.compile(r"(?<![\w.@/-])(?:[\w-]+\.)+(?:com|org|net|me|io|dev|de|uk)\b[/\w?=&.-]*")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>@])/\w{1,64}(?:@\w{3,32})?(?![\w/@])", re.ASCII),
    ),
    ("mention", re.compile(r"(?<![\w/@.])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&/])#(?=\w*[^\W\d_])\w{1,256}")),
)
DROPPED = re.compile(r"[\r\u2028-\u202e]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def part(text: str, offset: int, length: int) -> str:
    """The piece an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")[2 * offset : 2 * (offset + length)]
    return raw.decode("utf-16-le", "replace")


def clean(text: str) -> str:
    """What Telegram stores of a text: no control characters, no direction overrides."""
    return CONTROLS.sub(" ", DROPPED.sub("", text))


def found_in(text: str) -> list[Json]:
    """Entities Telegram marks by itself: links, commands, mentions, hashtags, addresses."""
    taken: list[tuple[int, int]] = []
    entities: list[Json] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            offset, length = units(text[:start]), units(text[start:end])
            entities.append({"type": kind, "offset": offset, "length": length})
    return sorted(entities, key=lambda entity: int(entity["offset"]))


def merged(explicit: list[Json], text: str) -> list[Json]:
    """Explicit entities, with the found ones that do not touch a link or code among them."""
    closed = [e for e in explicit if e["type"] in ("text_link", "text_mention", "code", "pre")]
    free = [entity for entity in found_in(text) if not any(_touch(entity, c) for c in closed)]
    return sorted(explicit + free, key=lambda e: (int(e["offset"]), -int(e["length"])))


def _touch(one: Json, other: Json) -> bool:
    starts_before = one["offset"] < other["offset"] + other["length"]
    return bool(starts_before and other["offset"] < one["offset"] + one["length"])
