"""Parcel -> one call of the Bot API."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from telegram import ReactionTypeEmoji
from telegram.constants import ParseMode

from bot.keyboards import Inline
from bot.markup import Markup, markup
from bot.outcomes import Differently
from bot.packing import Parcel
from bot.request import AnswerLost
from bot.sending import send_file
from bot.wire import Wire
from storage.records import Verb

NO_PREVIEW = {"is_disabled": True}
PERSONAL = "tg://user"


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it: the message that now plays the slot's role, if one does."""

    message_id: int | None = None
    outcome: str = "taken"


async def post(
    wire: Wire,
    parcel: Parcel,
    ways: frozenset[Differently] = frozenset(),
    paid: bool = False,
) -> Said:
    """Make the call; `ways` are other ways of saying it that were found to be needed.

    `paid`: beyond what Telegram takes for nothing. Raises TelegramError.
    """
    if Differently.ANEW in ways:
        parcel = replace(parcel, post=None)
    if parcel.document is not None:
        return Said(await send_file(wire, parcel, parcel.document, Differently.PLAIN in ways))
    verb = parcel.outgoing.verb
    paid = paid and Differently.UNPAID not in ways
    if verb is Verb.SEND or (verb is Verb.EDIT and not parcel.edits):
        return await _send(wire, parcel, ways, paid)
    if verb is Verb.EDIT:
        return await _edit(wire, parcel, ways)
    if verb is Verb.COPY:
        return await _copy(wire, parcel, paid)
    return await _touch(wire, parcel)


async def _send(wire: Wire, parcel: Parcel, ways: frozenset[Differently], paid: bool) -> Said:
    out = parcel.outgoing
    if out.verb is Verb.EDIT and parcel.notice is not None and not parcel.notice.ANEW:
        return Said(outcome="taken: nothing to edit")
    how = {
        "chat_id": out.chat_id,
        "disable_notification": out.silent,
        "protect_content": parcel.is_protected or None,
        "allow_paid_broadcast": paid or None,
    }
    if parcel.card is not None:
        card = parcel.card
        return await _say(wire, "sendContact", how, phone_number=card.phone, first_name=card.name)
    return await _say(wire, "sendMessage", how, **_words(parcel, ways))


async def _edit(wire: Wire, parcel: Parcel, ways: frozenset[Differently]) -> Said:
    assert parcel.post is not None
    where = {"chat_id": parcel.outgoing.chat_id, "message_id": parcel.post.message_id}
    await wire.call("editMessageText", **where, **_words(parcel, ways))
    return Said(parcel.post.message_id)


async def _copy(wire: Wire, parcel: Parcel, paid: bool) -> Said:
    out, facts = parcel.outgoing, parcel.outgoing.facts
    what = {name: facts[name] for name in ("from_chat_id", "message_id")}
    how = {
        "chat_id": out.chat_id,
        "disable_notification": out.silent,
        "protect_content": True,
        "allow_paid_broadcast": paid or None,
    }
    return await _say(wire, "copyMessage", how, **what)


async def _say(wire: Wire, method: str, how: Mapping[str, Any], **what: Any) -> Said:
    """Send something new. An answer without its number says that it came, not what it is."""
    said = await wire.call(method, **how, **what)
    if not isinstance(said, dict) or type(said.get("message_id")) is not int:
        raise AnswerLost("the answer named no message")
    return Said(said["message_id"])


async def _touch(wire: Wire, parcel: Parcel) -> Said:
    """The verbs that say nothing. Without a message to touch all is as it should be."""
    out = parcel.outgoing
    message_id = parcel.post.message_id if parcel.post else out.facts.get("message_id")
    if message_id is None:
        return Said(outcome="taken: nothing there")
    match out.verb:
        case Verb.DELETE:
            await wire.delete_message(out.chat_id, message_id)
        case Verb.STRIP:
            await wire.edit_message_reply_markup(out.chat_id, message_id)
        case Verb.REACT:
            emoji = out.facts.get("emoji")
            reaction = [ReactionTypeEmoji(emoji)] if emoji else []
            await wire.set_message_reaction(out.chat_id, message_id, reaction)
        case Verb.PIN:
            await wire.pin_chat_message(out.chat_id, message_id, disable_notification=out.silent)
        case Verb.UNPIN:
            await wire.unpin_chat_message(out.chat_id, message_id)
    return Said(message_id)


def _words(parcel: Parcel, ways: frozenset[Differently]) -> dict[str, Any]:
    """What a text is made of, new or edited."""
    assert parcel.message is not None
    is_plain = Differently.PLAIN in ways
    return {
        "text": parcel.message.plain if is_plain else parcel.message.text,
        "parse_mode": None if is_plain else ParseMode.HTML.value,
        "reply_markup": _keys(parcel, ways),
        "link_preview_options": NO_PREVIEW,
    }


def _keys(parcel: Parcel, ways: frozenset[Differently]) -> Markup | None:
    assert parcel.message is not None
    keyboard = parcel.message.keyboard
    if Differently.BARE in ways and isinstance(keyboard, Inline):
        kept = [
            [k for k in row if not (k.url or "").startswith(PERSONAL)] for row in keyboard.rows
        ]
        keyboard = replace(keyboard, rows=[row for row in kept if row])
    return markup(keyboard)
