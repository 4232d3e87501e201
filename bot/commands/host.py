"""Who runs this bot. With an empty ADMIN_IDS a single-use link on the console makes the host.

Only the link's hash is kept; each start makes a new one until somebody has opened it.
"""

import hashlib
import secrets
from hmac import compare_digest

from bot.settings import Settings
from bot.visit import Visit
from storage.store import Transaction

BEGINS = "host-"
HOST, LINK = "host", "host-link"


def offer(tx: Transaction, settings: Settings) -> str | None:
    """What a new link says after `?start=`; None where there is a host already."""
    if settings.admin_ids or tx.marks.get(HOST):
        return None
    secret = secrets.token_urlsafe(24)
    tx.marks.put(LINK, _hash(secret))
    return BEGINS + secret


def claim(visit: Visit) -> None:
    """Whoever opens the link is the host; it works once."""
    wanted = visit.tx.marks.get(LINK)
    given = _hash(visit.words.removeprefix(BEGINS))
    if wanted is None or not compare_digest(str(wanted), given):
        visit.refuse("link-over")
        return
    person = visit.person
    visit.tx.marks.put(HOST, {"telegram_id": person.telegram_id, "name": person.name})
    visit.tx.marks.put(LINK, None)
    visit.refuse("host-now")


def name(tx: Transaction, settings: Settings) -> str:
    """Who is named as the host: the setting, else who opened the link."""
    host = tx.marks.get(HOST) or {}
    return settings.host_name or str(host.get("name", ""))


def telegram_ids(tx: Transaction, settings: Settings) -> tuple[int, ...]:
    """Who the hosts are, asked at each use, so that a changed setting counts at once."""
    held = (tx.marks.get(HOST) or {}).get("telegram_id")
    return settings.admin_ids or ((held,) if held is not None else ())


def is_host(tx: Transaction, settings: Settings, telegram_id: int | None) -> bool:
    """Whether this is one of the hosts."""
    return telegram_id is not None and telegram_id in telegram_ids(tx, settings)


def resign(tx: Transaction, telegram_id: int) -> None:
    """Who became the host by the link is it no more; the next start offers a new one."""
    if (tx.marks.get(HOST) or {}).get("telegram_id") == telegram_id:
        tx.marks.put(HOST, None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
