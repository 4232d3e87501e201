"""After an erasure: written down beside the backups, and cleared of its traces within a minute.

A beat, so that a crash or a long reader only delays it. An old copy that is put back is cleared of
everyone who was erased before anybody runs on it.
"""

from datetime import datetime, timedelta
from pathlib import Path

from bot.commands import host
from bot.desk import Desk
from bot.pulse import Pulse
from bot.settings import Settings
from scheduler.actions.forgetting import forget
from storage.erasures import Erased, Erasures
from storage.store import Store

EVERY = 10.0  # seconds
PROMISED = timedelta(minutes=1)


class Erasing:
    """Called again and again it clears what is left to clear."""

    def __init__(self, url: str, desk: Desk, pulse: Pulse) -> None:
        self._erasures, self._desk, self._pulse = Erasures.of(url), desk, pulse

    async def __call__(self) -> bool:
        """Whether nothing is left."""
        return await self._desk.play(self._clear)

    def _clear(self, store: Store, now: datetime) -> bool:
        with store.transaction() as tx:
            noted = tx.forgetting.noted()
        if not noted:
            return True
        if self._erasures is not None:
            self._erasures.note(noted)
        if not store.scrub(noted):
            if now - min(noted.values()) > PROMISED:
                self._pulse.ail(
                    "erasing", "traces are left: the database is read, or the disk full"
                )
            return False
        with store.transaction() as tx:
            tx.forgetting.cleared(noted)
        self._pulse.heal("erasing")
        return True


def erase_again(settings: Settings, coming: Path, copy: Path, now: datetime) -> int:
    """Erase from a `copy` that is `coming` back whoever was erased since; how many.

    Raises Unusable when that cannot be known.
    """
    erasures = Erasures.of(settings.database_url)
    erased = erasures.read(beside=copy.parent) if erasures is not None else None
    if not erased:
        return 0
    store = Store(f"sqlite:///{coming}", beside=True)
    try:
        return _erase_all(store, erased, settings, now)
    finally:
        store.close()


def _erase_all(store: Store, erased: Erased, settings: Settings, now: datetime) -> int:
    with store.transaction() as tx:
        hosts = host.telegram_ids(tx, settings)
        gone = [one for one in tx.forgetting.everyone() if erased.includes(*one[1:])]
        for person_id, telegram_id, _ in gone:
            host.resign(tx, telegram_id)
            forget(tx, tx.people.get(person_id), now, now, hosts)
    return len(gone)
