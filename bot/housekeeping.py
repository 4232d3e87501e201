"""What is done to the database itself: made ready at the start, tidied every hour."""

from datetime import datetime

from storage.store import Store, Transaction


def made_ready(store: Store, now: datetime) -> None:
    store.upgrade()
    if not store.is_shared:
        with store.transaction() as tx:
            tx.outbox.lapse(now)  # nobody else is here: what was claimed is left behind


def tidied(tx: Transaction, now: datetime) -> None:
    """What is promised not to be kept goes: handled updates, sent notices, old texts."""
    tx.inbox.purge(now)
    tx.outbox.purge(now)
    tx.marks.purge(now)
    tx.retention.erase_texts(now)
