"""A call's parameters, however they came: JSON body, form, multipart, query string.

Telegram reads everything as text, so numbers and flags may come as strings and objects as
serialized JSON. `read` gives them their types by name; the getters are as lenient as Telegram.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.records import Json, words

WHOLE = words(
    "message_id message_thread_id offset limit timeout cache_time user_id reply_to_message_id"
    " duration width height direct_messages_topic_id max_connections"
)
FLAGS = words(
    "disable_notification protect_content show_alert is_big disable_web_page_preview has_spoiler"
    " allow_paid_broadcast show_caption_above_media drop_pending_updates revoke_messages"
    " disable_content_type_detection allow_sending_without_reply"
)
OBJECTS = words(
    "reply_markup reply_parameters entities caption_entities link_preview_options commands scope"
    " allowed_updates media reaction message_ids menu_button suggested_post_parameters"
)
CHATS = frozenset({"chat_id", "from_chat_id"})


@dataclass(frozen=True)
class Upload:
    name: str
    data: bytes
    mime: str


@dataclass
class Params:
    """One call's parameters by name, and the files that came with it."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        value = self.values.get(name, default)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        return self.values.get(name) is True

    def chat(self, name: str = "chat_id") -> int | str:
        value = self.values.get(name, "")
        return value if isinstance(value, int) else str(value)

    def form(self, name: str, what: str) -> Any:
        """A JSON object or array; refused when it is not JSON. None when absent."""
        value = self.values.get(name)
        if value in (None, ""):
            return None
        if isinstance(value, str):
            raise bad(f"can't parse {what} JSON object")
        return value

    def required(self, name: str) -> str:
        if name not in self:
            raise bad(f'parameter "{name}" is required')
        return self.text(name)

    def shown(self) -> Json:
        """For the record of arrivals: values, and for files their names and sizes."""
        files = {k: {"file": u.name, "bytes": len(u.data)} for k, u in self.uploads.items()}
        return {**self.values, **files}


async def read(request: web.Request) -> Params:
    """The parameters of one HTTP request; the body wins over the query string. Lone surrogates
    and broken UTF-8 are refused as a whole.
    """
    params = Params({name: typed(name, value) for name, value in request.query.items()})
    kind = request.content_type
    if kind == "application/json":
        _take(params, await _json_body(request))
    elif kind == "application/x-www-form-urlencoded":
        _take(params, {k: v for k, v in (await request.post()).items() if isinstance(v, str)})
    elif kind == "multipart/form-data":
        await _multipart(request, params)
    try:
        json.dumps(params.values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return params


async def _json_body(request: web.Request) -> Json:
    raw = await request.read()
    if not raw:
        return {}
    try:
        body = json.loads(raw)
    except ValueError:
        raise bad("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad("can't parse JSON object")
    return body


async def _multipart(request: web.Request, params: Params) -> None:
    async for piece in await request.multipart():
        if not isinstance(piece, BodyPartReader) or piece.name is None:
            continue
        data = bytes(await piece.read(decode=True))
        if piece.filename:
            mime = piece.headers.get("Content-Type", "application/octet-stream")
            params.uploads[piece.name] = Upload(piece.filename, data, mime)
        else:
            params.values[piece.name] = typed(piece.name, data.decode(errors="surrogateescape"))


def _take(params: Params, body: Mapping[str, Any]) -> None:
    for name, value in body.items():
        params.values[name] = typed(name, value)


def typed(name: str, value: Any) -> Any:
    """The value as its parameter means it; left as it is where it cannot be read."""
    if name in CHATS or name in WHOLE:
        return _whole(value)
    if name in FLAGS:
        return value is True or str(value).lower() in ("true", "yes", "1")
    if name in OBJECTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return int(value)
    try:
        return int(value)
    except (TypeError, ValueError):
        return value
