"""An emulated Telegram Bot API, strict where Telegram is strict, for the playground and tests."""

from deploy.playground.telegram.emulator import Telegram
from deploy.playground.telegram.records import Arrival, Button, CallbackAnswer, Message, User

__all__ = ["Arrival", "Button", "CallbackAnswer", "Message", "Telegram", "User"]
