"""What is on its way to someone when a pact ends: taken back, or said without the other.

Rule: afterwards neither sees the other's words, nor a promise that the other will not keep.
"""

from datetime import datetime
from typing import Any

from scheduler.notices import KINDS, call, news, pact, reach, settings
from scheduler.notices import parting as end
from scheduler.notices.words import Cheered, HelloFrom, RelayedAs, RelayedWords, Thanked
from storage.records import Outgoing, Person, Verb
from storage.store import Transaction

WORDS = (RelayedWords, RelayedAs, Cheered, Thanked, HelloFrom)
OF_PACT = (
    *(pact.WordsProposed, pact.HoursProposed, pact.WayProposed, pact.HoursClash),
    *(pact.AgreedBy, pact.DisagreedBy, reach.TrialRing),
    *(settings.MoreDays, settings.MoreDaysAgreed),
    *(end.LookAgain, end.GoesOn, end.PactRests, end.PactAwake),
    *(end.PartnerAway, end.PartnerReachable),
)
BETWEEN_TWO = frozenset(
    key
    for key, kind in KINDS.items()
    if kind.__module__ in (call.__name__, news.__name__) or kind in (*WORDS, *OF_PACT)
)
OWN_LINES = ("partner-", "meanwhile-")  # lines that tell of the other
ALONE: dict[str, dict[str, Any]] = {  # what the other's going changes in a question
    "morning-question": {"name": None, "partner_text": None},
    "morning-planned": {"name": None, "partner_text": None},
    "check-in": {"can_call": False},
    "presence-offer": {"name": None},
}
OTHERWISE = {"reminder-call": "reminder-alone"}


def silence(tx: Transaction, person: Person, now: datetime) -> None:
    """What waits to be said to this person of or by the other is never said."""
    chat = person.telegram_id
    if chat is not None:
        tx.outbox.withdraw(now, chat_id=chat, keys=BETWEEN_TWO)
        tx.outbox.withdraw(now, chat_id=chat, verbs=(Verb.COPY,))
        for notice in tx.outbox.unsent(chat, now):
            _say_alone(tx, notice)
    own = [line for line in tx.lines.take(person.id) if not line.key.startswith(OWN_LINES)]
    tx.lines.add_many(own)


def _say_alone(tx: Transaction, notice: Outgoing) -> None:
    facts = {**notice.facts, **ALONE.get(notice.key, {})}
    if "lines" in facts:
        facts["lines"] = [x for x in facts["lines"] if not x[0].startswith(OWN_LINES)]
    key = OTHERWISE.get(notice.key, notice.key)
    if (key, facts) != (notice.key, notice.facts):
        tx.outbox.reword(notice.id, key, facts)
