"""Keyboards in Telegram's classes: the one place that makes them."""

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.keyboards.keys import Ask, Inline, Key, Keyboard, Removed

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def markup(keyboard: Keyboard | None) -> Markup | None:
    """What `reply_markup` takes. The labels have been said, as render leaves them."""
    if keyboard is None:
        return None
    if isinstance(keyboard, Removed):
        return ReplyKeyboardRemove()
    if isinstance(keyboard, Inline):
        return InlineKeyboardMarkup([[_inline(key) for key in row] for row in keyboard.rows])
    return ReplyKeyboardMarkup(
        [[_reply(key) for key in row] for row in keyboard.rows],
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=keyboard.hint,
    )


def _inline(key: Key) -> InlineKeyboardButton:
    if key.tap:
        return InlineKeyboardButton(key.label, callback_data=key.tap.data())
    if key.copy:
        return InlineKeyboardButton(key.label, copy_text=CopyTextButton(key.copy))
    return InlineKeyboardButton(key.label, url=key.url)


def _reply(key: Key) -> KeyboardButton:
    return KeyboardButton(
        key.label,
        request_contact=key.ask is Ask.CONTACT or None,
        request_location=key.ask is Ask.LOCATION or None,
    )
