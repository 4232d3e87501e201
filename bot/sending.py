"""A parcel that is a file: one upload, with its words as the caption."""

from telegram.constants import ParseMode

from bot.bundling import Document
from bot.packing import Parcel
from bot.wire import Wire


async def send_file(wire: Wire, parcel: Parcel, file: Document, is_plain: bool) -> int:
    """The message it became. Raises TelegramError."""
    assert parcel.message is not None
    sent = await wire.send_document(
        parcel.outgoing.chat_id,
        file.content,
        parcel.message.plain if is_plain else parcel.message.text,
        parse_mode=None if is_plain else ParseMode.HTML,
        filename=file.name,
        disable_content_type_detection=True,
        disable_notification=parcel.outgoing.silent,
    )
    return sent.message_id
