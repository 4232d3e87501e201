"""What Telegram shows of the bot itself: command menu and descriptions, in every language.

Set only when changed: what was set last is kept as a mark.
"""

import hashlib
import json
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from telegram import BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot import texts
from bot.commands import host
from bot.desk import Desk
from bot.routing import Routes
from bot.settings import Settings
from bot.wire import Wire
from storage.store import Transaction

EVERY = 60.0  # seconds between two looks at whether it is still so
logger = logging.getLogger(__name__)
PRIVATE = BotCommandScopeAllPrivateChats()


@dataclass(frozen=True)
class Profile:
    """The profile in one language; `code` "" is what everybody else sees."""

    code: str
    commands: tuple[tuple[str, str], ...]
    description: str
    short: str

    @property
    def mark(self) -> str:
        return f"profile:{self.code}"

    @property
    def digest(self) -> str:
        shown = json.dumps([self.commands, self.description, self.short])
        return hashlib.sha256(shown.encode()).hexdigest()


def profiles(commands: Collection[str], host: str) -> list[Profile]:
    """One for each language of ours, and the default."""
    codes = {"": texts.DEFAULT, **{code: code for code in sorted(texts.languages())}}
    return [
        Profile(
            code,
            tuple((name, texts.command(language, name)) for name in commands),
            texts.description(language, host),
            texts.short_description(language, host),
        )
        for code, language in codes.items()
    ]


class Presence:
    """Keeps the profile as it should be: a host's name counts at once, not from the next start."""

    def __init__(self, wire: Wire, desk: Desk, routes: Routes, settings: Settings) -> None:
        self._wire, self._desk, self._settings = wire, desk, settings
        self._commands = [name for name in routes.commands if name not in routes.hidden]
        self._begun = False

    async def show(self) -> None:
        """Tell Telegram what has changed. Raises TelegramError."""
        named = await self._desk.run(lambda tx, _: host.name(tx, self._settings))
        await publish(self._wire, self._desk, profiles(self._commands, named))
        self._begun = True

    async def __call__(self) -> None:
        """The same, now and then, once it went well for the first time."""
        if not self._begun:
            return
        try:
            await self.show()
        except TelegramError as error:
            logger.warning("the profile is not as it should be: %s", type(error).__name__)


async def publish(wire: Wire, desk: Desk, wanted: list[Profile]) -> int:
    """Tell Telegram what has changed; how many languages that was. Raises TelegramError."""
    marks = {p.mark for p in wanted}
    known = await desk.run(lambda tx, _: {mark: tx.marks.get(mark) for mark in marks})
    changed = [profile for profile in wanted if known[profile.mark] != profile.digest]
    for profile in changed:
        await _set(wire, profile)
        await desk.run(partial(_note, profile))
    return len(changed)


def _note(profile: Profile, tx: Transaction, _: datetime) -> None:
    tx.marks.put(profile.mark, profile.digest)


async def _set(wire: Wire, profile: Profile) -> None:
    code = profile.code or None
    await wire.set_my_commands(profile.commands, scope=PRIVATE, language_code=code)
    await wire.set_my_description(profile.description, language_code=code)
    await wire.set_my_short_description(profile.short, language_code=code)
