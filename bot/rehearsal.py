"""Two made-up people live a moment in a transaction that is rolled back, before anybody writes.

Nothing of it stays or is sent. Texts, statements and handlers are ready then: without it the first
thirteen people who write after a start wait up to 0.3 s each (`make bench ARGS=answers`).
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot import texts
from bot.handling import Handling
from bot.packing import pack
from bot.posting import Said
from bot.reporting import taken
from scheduler.actions.pacts import begin
from scheduler.actions.people import become_ready
from storage.errors import StorageError
from storage.records import InboxRow
from storage.store import Store, Transaction

ACTORS = (-1, -2)  # ids that no Telegram user has
LINES = ("/commit Open the window", "/done", "/today")
LEASE = timedelta(minutes=1)
logger = logging.getLogger(__name__)


class _Curtain(Exception):
    """The end: everything is rolled back."""


def rehearse(handling: Handling, store: Store, now: datetime) -> None:
    """For the desk's thread, after the tables are ready. Raises storage's errors and no other."""
    try:
        with store.transaction() as tx:
            for language in texts.languages():
                texts.say(language, "somebody")
            _play(handling, tx, now)
            raise _Curtain
    except _Curtain:
        return
    except StorageError:
        raise
    except Exception:  # only speed was at stake
        logger.exception("the rehearsal failed")


def _play(handling: Handling, tx: Transaction, now: datetime) -> None:
    for actor in ACTORS:
        tx.people.add(actor, "Nobody", texts.DEFAULT, None, now)
    ana, ben = (become_ready(tx, p, now) for p in map(tx.people.by_telegram, ACTORS) if p)
    begin(tx, (ana, ben), "I'm going to call you.", now)
    for row in _lines(now):
        tx.inbox.put_many([(row.update_id, row.from_id, row.chat_id, now, now, row.payload)])
        handling.handle(tx, row, now)
        tx.inbox.done(row.update_id, "handled", now)
        tx.inbox.next(now)
    claimed = [out for out in tx.outbox.claim(now, LEASE, len(LINES)) if out.chat_id in ACTORS]
    for number, parcel in enumerate(pack(tx, claimed, now), 1):
        taken(tx, parcel, Said(number), now)


def _lines(now: datetime) -> Iterator[InboxRow]:
    for number, text in enumerate(LINES, 1):
        message = _message(number, text, now)
        payload = {"update_id": -number, "message": message}
        yield InboxRow(-number, ACTORS[0], ACTORS[0], now, now, payload)


def _message(number: int, text: str, now: datetime) -> dict[str, Any]:
    command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    return {
        "message_id": number,
        "date": int(now.timestamp()),
        "chat": {"id": ACTORS[0], "type": "private", "first_name": "Nobody"},
        "from": {"id": ACTORS[0], "is_bot": False, "first_name": "Nobody"},
        "text": text,
        "entities": [command],
    }
