"""What people send besides text, and the buttons and links that send something for them."""

import struct
import zlib
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from deploy.playground.telegram.entities import found_in
from deploy.playground.telegram.methods.media import file_form, photo_sizes
from deploy.playground.telegram.people import People, find
from deploy.playground.telegram.records import Json, User, read_rows


class Attachments(People):
    """A camera, a microphone, an address book, a map."""

    def send_photo(
        self,
        who: User,
        caption: str | None = None,
        album: str | None = None,
        data: bytes | None = None,
        at: datetime | None = None,
        reply_to: int | None = None,
        chat: int | None = None,
    ) -> int:
        """A photo; those sent with the same `album` belong together."""
        size = (90, 60)
        file = self.state.files.add("photo", data or png(*size), "photo.png", "image/png", size)
        content: Json = {"photo": photo_sizes(file)} | _captioned(caption)
        if album:
            content["media_group_id"] = album
        return self.send(who, content, chat=chat, at=at, reply_to=reply_to)

    def send_voice(
        self,
        who: User,
        caption: str | None = None,
        seconds: int = 3,
        at: datetime | None = None,
        reply_to: int | None = None,
        chat: int | None = None,
    ) -> int:
        file = self.state.files.add("voice", b"OggS" + bytes(60), "voice.ogg", "audio/ogg")
        content = {"voice": file_form(file) | {"duration": seconds}} | _captioned(caption)
        return self.send(who, content, chat=chat, at=at, reply_to=reply_to)

    def send_document(
        self, who: User, name: str, data: bytes, mime: str = "application/octet-stream"
    ) -> int:
        file = self.state.files.add("document", data, name, mime)
        return self.send(who, {"document": file_form(file) | {"file_name": name}})

    def send_sticker(self, who: User, emoji: str = "👍", reply_to: int | None = None) -> int:
        file = self.state.files.add("sticker", b"RIFF" + bytes(12), "sticker.webp", "image/webp")
        form = file_form(file) | {"type": "regular", "width": 512, "height": 512, "emoji": emoji}
        form |= {"is_animated": False, "is_video": False}
        form.pop("mime_type")
        return self.send(who, {"sticker": form}, reply_to=reply_to)

    def send_contact(
        self,
        who: User,
        phone: str,
        user_id: int | None = None,
        first_name: str | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A contact; the person's own unless `user_id` says whose (0: nobody on Telegram)."""
        owner = who.id if user_id is None else user_id
        named = self.state.users.get(owner)
        name = first_name or (named.first_name if named else "Somebody")
        contact: Json = {"phone_number": phone, "first_name": name}
        if owner:
            contact["user_id"] = owner
            self.state.seen.add(owner)
        return self.send(who, {"contact": contact}, reply_to=reply_to)

    def send_location(self, who: User, lat: float, lon: float) -> int:
        return self.send(who, {"location": {"latitude": lat, "longitude": lon}})

    def tap(self, who: User, label: str) -> int:
        """A button of the reply keyboard: it writes its text. Those that ask for a contact or a
        place are for send_contact and send_location.
        """
        shown = self.state.chats[who.id].keyboard or {}
        button = find(read_rows(shown.get("keyboard", [])), label)
        if button.request_contact or button.request_location or button.web_app:
            raise LookupError(f"{label!r} asks for more than a text")
        update_id = self.write(who, button.text)
        if shown.get("one_time_keyboard"):
            self.state.chats[who.id].keyboard = None
        return update_id

    def open_link(self, who: User, link: str, at: datetime | None = None) -> int:
        """A deep link to the bot, as https://t.me/<bot>?start=X or tg://resolve: the person
        presses Start, so that "/start X" is written.
        """
        parts = urlsplit(link)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        name = query.get("domain", "") if parts.scheme == "tg" else parts.path.strip("/")
        if name.lower() != str(self.state.bot.username).lower():
            raise LookupError(f"{link} does not lead to @{self.state.bot.username}")
        return self.write(who, f"/start {query.get('start', '')}".strip(), at=at)


def _captioned(caption: str | None) -> Json:
    if not caption:
        return {}
    entities = found_in(caption)
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def png(width: int, height: int) -> bytes:
    """A small grey picture."""
    rows = (b"\0" + b"\x99" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
