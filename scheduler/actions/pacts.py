"""What two people agree on, change and end; and what the clock brings to pacts and invites."""

from datetime import datetime

from storage.records import Step
from storage.store import Transaction


def play(tx: Transaction, step: Step, now: datetime) -> None:
    """Play a due step of a pair or an invite."""
