"""What is done to the database itself: made ready at the start, tidied every hour."""

from datetime import datetime

from storage.retention import Keeping
from storage.store import Store, Transaction


def made_ready(store: Store, now: datetime) -> None:
    store.upgrade()
    if not store.is_shared:
        with store.transaction() as tx:
            tx.outbox.lapse(now)  # nobody else is here: what was claimed is left behind


def tidied(tx: Transaction, now: datetime, keeping: Keeping) -> None:
    """What is promised not to be kept goes: handled updates, sent notices, old texts."""
    tx.inbox.purge(now, keeping.updates, keeping.dead)
    tx.outbox.purge(now, keeping.sent)
    tx.marks.purge(now)
    tx.retention.erase_texts(now, keeping.texts)
    tx.retention.erase_strangers(now, keeping.sent)
