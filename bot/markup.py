"""Keyboards as Telegram takes them: plain JSON, made here and nowhere else.

Not in the library's classes: making those and taking them apart again costs as much as rendering.
"""

from typing import Any

from bot.keyboards.keys import Ask, Inline, Key, Keyboard, Removed

Markup = dict[str, Any]


def markup(keyboard: Keyboard | None) -> Markup | None:
    """What `reply_markup` takes. The labels have been said, as render leaves them."""
    if keyboard is None:
        return None
    if isinstance(keyboard, Removed):
        return {"remove_keyboard": True}
    if isinstance(keyboard, Inline):
        return {"inline_keyboard": [[_inline(key) for key in row] for row in keyboard.rows]}
    made: Markup = {
        "keyboard": [[_reply(key) for key in row] for row in keyboard.rows],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
    return made | ({"input_field_placeholder": keyboard.hint} if keyboard.hint else {})


def _inline(key: Key) -> Markup:
    if key.tap:
        return {"text": key.label, "callback_data": key.tap.data()}
    if key.copy:
        return {"text": key.label, "copy_text": {"text": key.copy}}
    return {"text": key.label, "url": key.url}


def _reply(key: Key) -> Markup:
    asked = {Ask.CONTACT: "request_contact", Ask.LOCATION: "request_location"}
    return {"text": key.label} | ({asked[key.ask]: True} if key.ask in asked else {})
