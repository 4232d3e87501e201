"""The text or caption of a call: parsed, cleaned, measured, or refused in Telegram's words."""

from dataclasses import dataclass

from deploy.playground.telegram.entities import clean, merged, part, units
from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.markup import parse
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import Json, words
from deploy.playground.telegram.state import State

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100
MOST_BYTES = 1 << 15
EXPLICIT = words(
    "bold italic underline strikethrough spoiler code pre text_link text_mention custom_emoji"
    " blockquote expandable_blockquote date_time"
)
IGNORED = words("mention hashtag cashtag bot_command url email phone_number bank_card_number")


@dataclass(frozen=True)
class Formatted:
    text: str
    entities: list[Json]

    def content(self, field: str, marks: str) -> Json:
        """As fields of a Message; no empty ones."""
        form: Json = {field: self.text} if self.text else {}
        return {**form, marks: self.entities} if self.entities else form


def read_text(params: Params, state: State, too_long: str = "message is too long") -> Formatted:
    """The text of sendMessage or editMessageText; 1 to 4,096 after parsing."""
    if not params.text("text"):
        raise bad("message text is empty")
    formatted = _formatted(params, state, "text", "entities")
    if not formatted.text:
        raise bad("text must be non-empty")
    if units(formatted.text) > LONGEST_TEXT:
        raise bad(too_long)
    return formatted


def read_caption(params: Params, state: State) -> Formatted:
    """The caption of a photo, voice or document; up to 1,024 after parsing."""
    formatted = _formatted(params, state, "caption", "caption_entities")
    if units(formatted.text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return formatted


def _formatted(params: Params, state: State, name: str, marks: str) -> Formatted:
    source = params.text(name)
    if len(source.encode()) > MOST_BYTES:
        raise bad("text is too long")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse(source, state.users)
    elif mode in ("", "none"):
        text, entities = source, _explicit(params, marks)
    elif mode in ("markdown", "markdownv2"):
        raise bad("the emulator reads no Markdown; this bot speaks HTML")
    else:
        raise bad("unsupported parse_mode")
    return _trimmed(text, entities)


def _explicit(params: Params, name: str) -> list[Json]:
    form = params.form(name, "entities")
    if not isinstance(form, list):
        return []
    for entity in form:
        _check_entity(entity)
    return [entity for entity in form if entity["type"] in EXPLICIT]


def _check_entity(entity: Json) -> None:
    trouble = "can't parse MessageEntity: "
    if not isinstance(entity, dict):
        raise bad(trouble + "expected an Object")
    for name in ("offset", "length", "type"):
        if name not in entity:
            raise bad(trouble + f'Can\'t find field "{name}"')
    if not isinstance(entity["offset"], int) or not isinstance(entity["length"], int):
        raise bad(trouble + 'Field "offset" must be of type Number')
    if entity["type"] not in EXPLICIT | IGNORED:
        raise bad(trouble + "Unsupported type specified")


def _trimmed(text: str, entities: list[Json]) -> Formatted:
    """Cleaned and stripped, entities moved along, cut to the text or dropped when empty."""
    cleaned = clean(text)
    if cleaned != text:
        entities = [_cleaned(entity, text) for entity in entities]
    start = units(cleaned) - units(cleaned.lstrip())
    stripped = cleaned.strip()
    kept = _within(entities, start, units(stripped))
    return Formatted(stripped, merged(kept, stripped)[:MOST_ENTITIES])


def _cleaned(entity: Json, text: str) -> Json:
    """The entity where it is once cleaning has dropped characters before it or in it."""
    offset = int(entity["offset"])
    before = units(clean(part(text, 0, offset)))
    inside = units(clean(part(text, offset, int(entity["length"]))))
    return {**entity, "offset": before, "length": inside}


def _within(entities: list[Json], start: int, length: int) -> list[Json]:
    moved = []
    for entity in entities:
        begin = max(int(entity["offset"]) - start, 0)
        end = min(int(entity["offset"]) + int(entity["length"]) - start, length)
        if begin < end:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return moved
