"""What Telegram shows of the bot itself: command menu and descriptions, in every language.

Set only when changed: what was set last is kept as a mark.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from telegram import BotCommandScopeAllPrivateChats

from bot import texts
from bot.desk import Desk
from bot.wire import Wire
from storage.store import Transaction

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
