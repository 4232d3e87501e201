"""What the host does beside the running bot: verify, backup, restore, move, doctor, export.

Rules: each ends with a line for a person and a code for a script: 0 all well, 1 something is off,
2 asked wrongly. What is said holds no secret and no word of a person.
"""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

from bot import doctor
from bot.bundling import document
from bot.erasing import erase_again
from bot.logs import set_up
from bot.settings import Settings
from scheduler.clock import Clock
from scheduler.verify import Verdict, verify
from storage.backup import back_up, keep_newest, nightly_path, restore
from storage.errors import Unusable
from storage.ledger import opens, reading
from storage.store import Store
from storage.transfer import transfer

SHOWN = 1000  # findings; who has more needs a backup, not a list
WELL, OFF, WRONG = 0, 1, 2
ID = re.compile(r"[1-9][0-9]{0,18}")
Command = Callable[[Settings, Clock, list[str]], int]


class AskedWrongly(Exception):
    """The arguments are not the command's."""


def run(settings: Settings, clock: Clock, arguments: list[str]) -> int:
    """Do what the arguments say. Returns the exit code; raises AskedWrongly, storage's errors."""
    name, *more = arguments
    command = COMMANDS.get(name)
    if command is None:
        raise AskedWrongly
    return command(settings, clock, more)


def _verify(settings: Settings, clock: Clock, more: list[str]) -> int:
    if more:
        raise AskedWrongly
    with reading(settings.database_url) as ledger:
        verdict = verify(ledger, clock.now())
    for odd in verdict.oddities[:SHOWN]:
        _say(str(odd))
    _say(summary(verdict))
    return OFF if verdict.oddities else WELL


def summary(verdict: Verdict) -> str:
    """The last line."""
    looked = f"{verdict.people} people, {verdict.dates} dates, {verdict.lines} journal lines"
    count = len(verdict.oddities)
    if not count:
        return f"All agrees: {looked}."
    return f"{count} {'thing is' if count == 1 else 'things are'} off; looked at {looked}."


def _backup(settings: Settings, clock: Clock, more: list[str]) -> int:
    if len(more) > 1:
        raise AskedWrongly
    nightly = nightly_path(settings.database_url, clock.now())
    made = back_up(settings.database_url, Path(more[0]) if more else nightly)
    if made == nightly and settings.backups:
        keep_newest(nightly.parent, settings.backups)
    _say(f"Copied and checked: {made}")
    return WELL


def _restore(settings: Settings, clock: Clock, more: list[str]) -> int:
    if len(more) != 1:
        raise AskedWrongly
    copy, now = Path(more[0]), clock.now()
    again: list[int] = []
    aside = restore(
        settings.database_url,
        copy,
        now,
        lambda coming: again.append(erase_again(settings, coming, copy, now)),
    )
    _say(f"Restored from {copy}." + (f" What was there is now {aside}" if aside else ""))
    if any(again):
        _say(f"Erased again, as they had asked: {sum(again)}.")
    return WELL


def _move(settings: Settings, clock: Clock, more: list[str]) -> int:
    if len(more) != 1:
        raise AskedWrongly
    counts = transfer(Path(more[0]), settings.database_url)
    with reading(settings.database_url) as ledger:
        verdict = verify(ledger, clock.now())
    for odd in verdict.oddities[:SHOWN]:
        _say(str(odd))
    rows = sum(counts.values())
    _say(f"Moved {rows} rows of {more[0]} into PostgreSQL; the file stays as it was.")
    _say(summary(verdict))
    return OFF if verdict.oddities else WELL


def _doctor(settings: Settings, clock: Clock, more: list[str]) -> int:
    if more:
        raise AskedWrongly
    set_up("WARNING", settings.log_format, [settings.token()] if settings.has_token else [])
    found = asyncio.run(doctor.examine(settings, clock))
    for one in found:
        _say(str(one))
    return WELL if all(one.well for one in found) else OFF


def _export(settings: Settings, clock: Clock, more: list[str]) -> int:
    """Whoever hosts the bot hands the file to the person; it is readable by its owner alone."""
    if len(more) not in (1, 2) or not ID.fullmatch(more[0]):
        raise AskedWrongly
    if not opens(settings.database_url):
        raise Unusable("the database is of an older version; start the bot once")
    store = Store(settings.database_url, beside=True)
    try:
        with store.transaction() as tx:
            person = tx.people.by_telegram(int(more[0]))
            made = None if person is None else document(tx, person, clock.now())
    finally:
        store.close()
    if made is None:
        _say("Nobody with this id is known here.")
        return OFF
    _say(f"Written: {_written(Path(more[1] if len(more) > 1 else made.name), made.content)}")
    return WELL


def _written(path: Path, content: bytes) -> Path:
    """What is there already stays."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as opened:
            opened.write(content)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from error
    return path


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


COMMANDS: dict[str, Command] = {
    "verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "move": _move,
    "doctor": _doctor,
    "export": _export,
}
