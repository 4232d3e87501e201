"""`python -m bot doctor`: what the bot needs from its surroundings, one line each, with the cure.

Rules: nothing is changed, sent or made; no line holds a secret; a fault does not hide the others.
"""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from telegram import WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import places
from bot.settings import Settings, SettingsError
from bot.wire import TOLERANCE, Wire
from scheduler.clock import Clock
from scheduler.rules.calendar import is_zone
from storage.errors import StorageError
from storage.files import sqlite_file
from storage.ledger import opens

PATIENCE = 15.0  # seconds for Telegram to answer
ROOM = 200 * 2**20  # bytes that should be free, beside a copy of the database
KNOWN_ZONE, KNOWN_PLACE = "Europe/Berlin", "Berlin"
BEHIND = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `said` is what there is, or the fault and its cure."""

    what: str
    well: bool
    said: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.well else 'FAULT'}  {self.what}: {self.said}"


Check = Callable[[Settings], str]


class Fault(Exception):
    """What is wrong and what mends it, in one line."""


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at everything."""
    found = [await asyncio.to_thread(_look, what, settings) for what in CHECKS]
    return await _telegram(settings, clock) + found


def _look(what: str, settings: Settings) -> Finding:
    try:
        return Finding(what, True, CHECKS[what](settings))
    except Fault as fault:
        return Finding(what, False, str(fault))


# Telegram: one question answers for the token, the way there, and the clock


async def _telegram(settings: Settings, clock: Clock) -> list[Finding]:
    try:
        token = settings.token()
    except SettingsError as error:
        return [Finding("token", False, str(error))]
    dates: list[datetime] = []
    wire = Wire(token, settings.telegram_api_url, dates.append)
    try:
        return await _asked(wire, settings, clock, dates)
    finally:
        await wire.shutdown()


async def _asked(
    wire: Wire, settings: Settings, clock: Clock, dates: list[datetime]
) -> list[Finding]:
    where, refused = settings.telegram_api_url, ""
    try:
        async with asyncio.timeout(PATIENCE):
            await wire.connect()
            hook = await wire.get_webhook_info()
    except InvalidToken:
        refused = "Telegram refuses it; take a new one from @BotFather"
    except (TelegramError, TimeoutError) as error:
        if not dates:
            cure = f"no answer from {where} ({_short(error)}); check the network and the proxy"
            return [Finding("Bot API", False, cure)]
        refused = f"Telegram answers, but not to it ({_short(error)})"
    found = [Finding("Bot API", True, f"{where} answers")]
    if refused:
        return [*found, Finding("token", False, refused), _clock(clock, dates)]
    found.append(Finding("token", True, f"@{wire.username}"))
    return [*found, _webhook(hook, settings.webhook_url or ""), _clock(clock, dates)]


def _webhook(hook: WebhookInfo, ours: str) -> Finding:
    """Whether it is the one that the settings want, and whether Telegram reaches it."""
    if hook.url != ours:
        set_one = (
            "another is set" if hook.url and ours else "one is set" if hook.url else "none is"
        )
        cure = "the bot's start puts it right; if the bot runs, another process works against it"
        return Finding("webhook", False, f"{set_one}; {cure}")
    if not ours:
        return Finding("webhook", True, "none is set; the bot polls")
    waiting = hook.pending_update_count
    if waiting and hook.last_error_message:
        why = f"{waiting} updates wait; the last post failed: {hook.last_error_message[:100]}"
        return Finding("webhook", False, f"{why}; see that the proxy hands the path on to LISTEN")
    return Finding("webhook", True, f"is set, {waiting} updates wait")


def _clock(clock: Clock, dates: list[datetime]) -> Finding:
    if not dates:
        return Finding("clock", True, "Telegram did not say its time")
    off = clock.now() - dates[-1]
    said = f"{off.total_seconds():+.0f} s from Telegram's"
    if abs(off) > TOLERANCE:
        return Finding("clock", False, f"{said}; nothing is asked until it is set (NTP)")
    return Finding("clock", True, said if abs(off) > BEHIND else "agrees with Telegram's")


def _short(error: Exception) -> str:
    if isinstance(error, RetryAfter):
        return "too many questions; try again in a while"
    said = str(error).splitlines()[:1]
    return said[0][:100] if said else "it took too long"


# This machine


def _database(settings: Settings) -> str:
    file = sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        if not os.access(_existing(file.parent), os.W_OK):
            raise Fault(f"{file.parent} cannot be written; give it to the bot's user")
        return f"{file} is not there yet; the first start makes it"
    if file is not None and not os.access(file, os.R_OK | os.W_OK):
        raise Fault(f"{file} cannot be read and written; give it to the bot's user")
    try:
        current = opens(settings.database_url)
    except StorageError as error:
        cure = "a backup can be put back with: python -m bot restore"
        raise Fault(f"{error}; {cure if file else 'see that PostgreSQL runs'}") from None
    return "opens, is whole" + ("" if current else ", of an older version: the start brings it up")


def _zones(_: Settings) -> str:
    if not is_zone(KNOWN_ZONE):
        raise Fault("no time zones are known here; install the package tzdata")
    try:
        return f"known, tzdata {version('tzdata')}"
    except PackageNotFoundError:
        return "known, from the system"


def _places(_: Settings) -> str:
    cure = "make it with: python -m bot.places_build"
    try:
        if not places.find(KNOWN_PLACE):
            raise Fault(f"the file of cities knows no {KNOWN_PLACE}; {cure}")
    except (places.PlacesMissing, sqlite3.Error, OSError):
        raise Fault(f"the file of cities is missing or broken; {cure}") from None
    return "the file of cities is there"


def _disk(settings: Settings) -> str:
    file = sqlite_file(settings.database_url)
    place = _existing((file or Path()).absolute().parent)
    free, held = shutil.disk_usage(place).free, _size(file)
    if free < ROOM + held:
        raise Fault(f"{free >> 20} MiB free in {place}, {ROOM + held >> 20} wanted; make room")
    return f"{free >> 20} MiB free"


def _size(file: Path | None) -> int:
    return file.stat().st_size if file is not None and file.exists() else 0


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(
        place for place in (folder.absolute(), *folder.absolute().parents) if place.exists()
    )


CHECKS: dict[str, Check] = {
    "database": _database,
    "time zones": _zones,
    "places": _places,
    "disk": _disk,
}
