"""Photos, voice, documents, contacts, places; copies of messages; files to download.

A file comes as an upload (multipart, by its own name or attach://…) or as a file_id.
"""

import struct

from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.files import File
from deploy.playground.telegram.methods.sending import deliver
from deploy.playground.telegram.parameters import Params, Upload
from deploy.playground.telegram.records import Json
from deploy.playground.telegram.state import State
from deploy.playground.telegram.texts import read_caption

MOST_PHOTO = 10 << 20
MOST_FILE = 50 << 20
MOST_DOWNLOAD = 20 << 20


def send_photo(state: State, params: Params) -> Json:
    caption, chat = read_caption(params, state), state.chat_to_write(params.chat())
    photo = photo_sizes(_file(state, params, "photo"))
    content = {"photo": photo} | caption.content("caption", "caption_entities")
    return state.message_json(deliver(state, params, chat, content))


def send_voice(state: State, params: Params) -> Json:
    caption, chat = read_caption(params, state), state.chat_to_write(params.chat())
    voice = file_form(_file(state, params, "voice")) | {"duration": params.number("duration", 1)}
    content = {"voice": voice} | caption.content("caption", "caption_entities")
    return state.message_json(deliver(state, params, chat, content))


def send_document(state: State, params: Params) -> Json:
    caption, chat = read_caption(params, state), state.chat_to_write(params.chat())
    file = _file(state, params, "document")
    document = file_form(file) | {"file_name": file.name}
    content = {"document": document} | caption.content("caption", "caption_entities")
    return state.message_json(deliver(state, params, chat, content))


def send_contact(state: State, params: Params) -> Json:
    contact: Json = {name: params.required(name) for name in ("phone_number", "first_name")}
    contact |= {name: params.text(name) for name in ("last_name", "vcard") if name in params}
    chat = state.chat_to_write(params.chat())
    return state.message_json(deliver(state, params, chat, {"contact": contact}))


def send_location(state: State, params: Params) -> Json:
    place = {name: _degrees(params, name) for name in ("latitude", "longitude")}
    chat = state.chat_to_write(params.chat())
    return state.message_json(deliver(state, params, chat, {"location": place}))


def _degrees(params: Params, name: str) -> float:
    try:
        return float(params.required(name))
    except ValueError:
        raise bad(f"{name} is invalid") from None


def copy_message(state: State, params: Params) -> Json:
    """A message without its sender, as a message of the bot's own."""
    params.required("from_chat_id")
    source = state.chat_to_read(params.chat("from_chat_id"))
    message = state.message(source, params.number("message_id"), "message to copy")
    if message.service:
        raise bad("message can't be copied")
    if message.protected:
        raise bad("message has protected content and can't be copied")
    content = dict(message.content)
    if "caption" in params.values and "text" not in content:
        caption = read_caption(params, state).content("caption", "caption_entities")
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | caption
    chat = state.chat_to_write(params.chat())
    return {"message_id": deliver(state, params, chat, content).id}


def get_file(state: State, params: Params) -> Json:
    if "file_id" not in params:
        raise bad("file_id not specified")
    file = state.files.by_id.get(params.text("file_id"))
    if file is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > MOST_DOWNLOAD:
        raise bad("file is too big")
    return {**_ids(file), "file_path": file.path}


def _file(state: State, params: Params, kind: str) -> File:
    if upload := _upload(params, kind):
        return _stored(state, upload, kind)
    given = params.text(kind)
    if not given:
        raise bad(f"there is no {kind} in the request")
    return state.files.find(given, kind)


def _upload(params: Params, kind: str) -> Upload | None:
    given = params.text(kind)
    name = given.removeprefix("attach://") if given.startswith("attach://") else kind
    upload = params.uploads.get(name)
    if upload is None and given.startswith("attach://"):
        raise bad(f"there is no {kind} in the request")
    return upload


def _stored(state: State, upload: Upload, kind: str) -> File:
    if not upload.data:
        raise bad("file must be non-empty")
    most = MOST_PHOTO if kind == "photo" else MOST_FILE
    if len(upload.data) > most:
        raise bad(f"file of size {len(upload.data)} bytes is too big for a {kind}")
    size = _dimensions(upload.data) if kind == "photo" else (0, 0)
    return state.files.add(kind, upload.data, upload.name, upload.mime, size)


def _dimensions(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG, within Telegram's limits for photos."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
    elif data.startswith(b"\xff\xd8"):
        width, height = _jpeg_dimensions(data)
    else:
        raise bad("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _jpeg_dimensions(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise bad("IMAGE_PROCESS_FAILED")


def _ids(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}


def file_form(file: File) -> Json:
    """Voice or Document in Telegram's form."""
    return {**_ids(file), "mime_type": file.mime}


def photo_sizes(file: File) -> list[Json]:
    """PhotoSize list; the emulator keeps one size."""
    return [{**_ids(file), "width": file.width, "height": file.height}]
