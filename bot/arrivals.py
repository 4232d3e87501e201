"""Raw updates -> inbox rows: whatever their shape, kept in one transaction.

Rule: one that cannot be kept never keeps out the others.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.desk import Desk
from storage.errors import StorageError
from storage.store import Transaction

Raw = dict[str, Any]
Arrival = tuple[int, int | None, int | None, datetime, datetime, Raw]

BIG = 2**62  # ids beyond this are nobody's, and fit no column
logger = logging.getLogger(__name__)


async def keep(desk: Desk, batch: Sequence[Raw]) -> int:
    """Commit them to the inbox; how many were new. Raises StorageError, and then none is kept."""
    try:
        return await desk.run(lambda tx, now: _put(tx, batch, now))
    except StorageError:
        raise
    except Exception:  # one that no column takes must not keep out the others
        logger.exception("a batch of updates could not be kept; keeping them one by one")
    return sum([await _keep_alone(desk, update) for update in batch])


async def _keep_alone(desk: Desk, update: Raw) -> int:
    try:
        return await desk.run(lambda tx, now: _put(tx, [update], now))
    except StorageError:
        raise
    except Exception:
        logger.exception("an update cannot be kept and is left out")
        return 0


def _put(tx: Transaction, batch: Sequence[Raw], now: datetime) -> int:
    rows = [row for update in batch if (row := arrival(update, now)) is not None]
    return len(tx.inbox.put_many(rows))


def arrival(update: Raw, now: datetime) -> Arrival | None:
    """The inbox row of a raw update, whatever its shape; None without an id to know it by."""
    update_id = id_of(update)
    if update_id is None:
        return None
    body = _dict(next((value for key, value in update.items() if key != "update_id"), None))
    message = _part(body, "message") if "callback_query" in update else body
    sender, chat = _part(body, "from") or _part(body, "user"), _part(message, "chat")
    from_id, chat_id = _number(sender.get("id")), _number(chat.get("id"))
    return update_id, from_id, chat_id, _when(body, now), now, update


def id_of(update: Mapping[str, Any]) -> int | None:
    return _number(update.get("update_id"))


def _when(body: Mapping[str, Any], now: datetime) -> datetime:
    """edit_date, date, or now: a press has no date, its message's would be the wrong one."""
    said = body.get("edit_date") or body.get("date")
    try:
        return min(datetime.fromtimestamp(said, UTC), now) if said else now
    except (TypeError, ValueError, OverflowError, OSError):
        return now


def _number(value: object) -> int | None:
    return value if type(value) is int and abs(value) < BIG else None


def _dict(value: object) -> Raw:
    return value if isinstance(value, dict) else {}


def _part(body: Mapping[str, Any], name: str) -> Raw:
    return _dict(body.get(name))
