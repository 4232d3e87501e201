"""parse_mode=HTML as strictly as Telegram reads it: text and entities, or "can't parse entities".

Offsets in refusals are bytes of the UTF-8 text, as Telegram's are.
"""

import re
from dataclasses import dataclass, field

from deploy.playground.telegram.entities import units
from deploy.playground.telegram.errors import Refused, bad
from deploy.playground.telegram.records import Json, User

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
}
OTHER = ("a", "span", "pre", "blockquote", "tg-emoji", "tg-time")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(x[0-9a-fA-F]+|[0-9]+)|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)))?""")
USER_LINK = re.compile(r"tg://user/?\?(?:.*&)?id=(\d+)", re.I)


@dataclass
class Open:
    name: str
    at: int
    "where it begins in the text, in UTF-16 code units"
    attributes: dict[str, str]


@dataclass
class Reading:
    source: str
    users: dict[int, User]
    text: str = ""
    open: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))


def parse(source: str, users: dict[int, User]) -> tuple[str, list[Json]]:
    """The text without tags, and its entities. `users` turns tg://user links into mentions."""
    reading, position = Reading(source, users), 0
    while position < len(source):
        if source[position] == "<":
            position = _tag(reading, position)
        elif source[position] == "&" and (found := REFERENCE.match(source, position)):
            reading.text += _character(found) or found.group()
            position = found.end()
        else:
            reading.text += source[position]
            position += 1
    if reading.open:
        raise _unparsable(
            f'Can\'t find end tag corresponding to start tag "{reading.open[-1].name}"'
        )
    order = sorted(reading.entities, key=lambda e: (int(e["offset"]), -int(e["length"])))
    return reading.text, order


def _unparsable(why: str) -> Refused:
    return bad(f"can't parse entities: {why}")


def _character(found: re.Match[str]) -> str:
    number, name = found.groups()
    if name:
        return NAMED[name]
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""


def unescape(value: str) -> str:
    return REFERENCE.sub(lambda found: _character(found) or found.group(), value)


def _tag(reading: Reading, start: int) -> int:
    """Read one tag beginning at `start`; returns the position after it."""
    if reading.source[start + 1 : start + 2] == "/":
        return _end_tag(reading, start)
    return _start_tag(reading, start)


def _start_tag(reading: Reading, start: int) -> int:
    source = reading.source
    end = start + 1
    while end < len(source) and not source[end].isspace() and source[end] not in "/>":
        end += 1
    if end == len(source):
        raise _unparsable(f"Unclosed start tag at byte offset {reading.byte(start)}")
    name = source[start + 1 : end].lower()
    if name not in SIMPLE and name not in OTHER:
        place = reading.byte(start)
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {place}')
    attributes, after = _attributes(reading, name, end, start)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        place = reading.byte(start)
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
    reading.open.append(Open(name, units(reading.text), attributes))
    return after


def _attributes(
    reading: Reading, name: str, position: int, start: int
) -> tuple[dict[str, str], int]:
    """Attributes by name and the position after the tag. Without "=" only `expandable` may be."""
    source, found = reading.source, dict[str, str]()
    while True:
        while position < len(source) and (source[position].isspace() or source[position] == "/"):
            position += 1
        if position >= len(source):
            raise _unparsable(f"Unclosed start tag at byte offset {reading.byte(start)}")
        if source[position] == ">":
            return found, position + 1
        match = ATTRIBUTE.match(source, position)
        if match is None:
            raise _empty_attribute(reading, name, start)
        if match.group(2) is None and match.group(1) != "expandable":
            raise _no_equal_sign(reading, name, start)
        value = next((group for group in match.groups()[2:] if group is not None), "")
        found[match.group(1).lower()] = unescape(value)
        position = match.end()


def _empty_attribute(reading: Reading, name: str, start: int) -> Refused:
    place = reading.byte(start)
    return _unparsable(f'Empty attribute name in the tag "{name}" at byte offset {place}')


def _no_equal_sign(reading: Reading, name: str, start: int) -> Refused:
    return _unparsable(
        "Expected equal sign in declaration of an attribute of the tag "
        f'"{name}" at byte offset {reading.byte(start)}'
    )


def _end_tag(reading: Reading, start: int) -> int:
    place = reading.byte(start)
    if not reading.open:
        raise _unparsable(f"Unexpected end tag at byte offset {place}")
    end = reading.source.find(">", start)
    if end < 0:
        raise _unparsable(f"Unclosed end tag at byte offset {place}")
    name, opened = reading.source[start + 2 : end].strip().lower(), reading.open[-1]
    if name and name != opened.name:
        raise _unparsable(
            f'Unmatched end tag at byte offset {place}, expected "</{opened.name}>", '
            f'found "</{name}>"'
        )
    reading.open.pop()
    _close(reading, opened)
    return end + 1


def _close(reading: Reading, opened: Open) -> None:
    length = units(reading.text) - opened.at
    if not length:
        return
    entity = _entity(reading, opened, length)
    if entity:
        reading.entities.append({**entity, "offset": opened.at, "length": length})


def _entity(reading: Reading, opened: Open, length: int) -> Json | None:
    name, attributes = opened.name, opened.attributes
    if name == "code" and _in_pre(reading, opened, attributes):
        return None
    if name in SIMPLE:
        return {"type": SIMPLE[name]}
    if name == "span":
        return {"type": "spoiler"}
    if name == "pre":
        language = attributes.get("language")
        return {"type": "pre", "language": language} if language else {"type": "pre"}
    if name == "blockquote":
        expandable = "expandable" in attributes
        return {"type": "expandable_blockquote" if expandable else "blockquote"}
    if name == "a":
        return _link(reading, attributes.get("href", ""), opened.at)
    return _emoji(attributes) if name == "tg-emoji" else _time(attributes)


def _in_pre(reading: Reading, opened: Open, attributes: dict[str, str]) -> bool:
    """<pre><code class="language-x"> is one entity: the language goes to the pre."""
    around = reading.open[-1] if reading.open else None
    if around is None or around.name != "pre" or around.at != opened.at:
        return False
    css = attributes.get("class", "")
    if css.startswith("language-"):
        around.attributes["language"] = css.removeprefix("language-")
    return True


def _link(reading: Reading, href: str, at: int) -> Json | None:
    """A link to a known person is a mention; a link that is none leaves plain text."""
    href = href or reading.text.encode("utf-16-le")[2 * at :].decode("utf-16-le")
    if found := USER_LINK.fullmatch(href):
        user = reading.users.get(int(found.group(1)))
        return {"type": "text_mention", "user": user.json()} if user else None
    if "." not in href and "://" not in href:
        return None
    return {"type": "text_link", "url": href if "://" in href else f"http://{href}"}


def _emoji(attributes: dict[str, str]) -> Json:
    emoji_id = attributes.get("emoji-id", "")
    if not emoji_id.isdigit():
        raise _unparsable("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": emoji_id}


def _time(attributes: dict[str, str]) -> Json:
    moment, form = attributes.get("unix", ""), attributes.get("format", "")
    if not moment.isdigit():
        raise _unparsable("Invalid Unix time specified")
    if not re.fullmatch(r"[rR]|[wW]?[dD]?[tT]?", form):
        raise _unparsable("Invalid date-time format specified")
    entity: Json = {"type": "date_time", "unix_time": int(moment)}
    return {**entity, "date_time_format": form} if form else entity
