"""A group became a supergroup: Telegram gave it another id, and everything goes with it.

Heard as a refusal or as a message, in any order and more than once: a second time changes nothing.
"""

from datetime import datetime

from storage.store import Transaction


def moved(tx: Transaction, old: int, new: int, now: datetime) -> None:
    """What waits for `old` goes to `new`, in the caller's transaction.

    The old chat's messages cannot be touched any more, and their numbers mean others in the new
    one: their roles are forgotten, so that the next edit of each is said anew.
    """
    tx.outbox.move(old, new, now)
    tx.posts.remove_all(old)
    tx.inbox.move(old, new)
