"""After a time without us the clock says one thing to a person, not all that was due meanwhile.

Rules (DAY, "Offsets, grace, catch-up"): what rings goes before what does not, else what was due
first; the rest is out of date at once, and its day hears that it was not delivered.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.addressing import Said
from scheduler.decide import Turn
from scheduler.lines import PROMPTS
from scheduler.notices import KINDS
from storage.records import Outgoing, Verb
from storage.store import Transaction

LATE = timedelta(minutes=2)  # the clock ticks every second: a step later than this waited for us
AGAIN = timedelta(minutes=10)  # for so long the one message counts
ASKS = PROMPTS | {"alert"}
WITHOUT_SOUND = frozenset(key for key in PROMPTS if not KINDS[key].SOUND)


def one_each(
    tx: Transaction, turns: Sequence[Turn], speaking: Sequence[Said], now: datetime
) -> list[Outgoing]:
    """All notices of these turns; those that a late clock must not say are out of date."""
    late = [
        notice
        for turn, out in zip(turns, speaking, strict=True)
        if turn.happening.step is not None and now - turn.happening.event.at > LATE
        for notice in out.notices
        if notice.verb is Verb.SEND and notice.key in ASKS
    ]
    unsaid = {id(notice) for notice in late} - _chosen(tx, turns, late, now)
    notices = [notice for out in speaking for notice in out.notices]
    return [replace(n, expires_at=now) if id(n) in unsaid else n for n in notices]


def _chosen(
    tx: Transaction, turns: Sequence[Turn], late: Sequence[Outgoing], now: datetime
) -> set[int]:
    """Of each reader's the one that goes, if none went just before."""
    people = [p for turn in turns for p in (turn.before.person, turn.before.partner) if p]
    readers = {person.telegram_id: person.id for person in people}
    best: dict[int, Outgoing] = {}
    for notice in late:
        other = best.get(notice.chat_id)
        if other is None or (other.silent and not notice.silent):
            best[notice.chat_id] = notice
    return {id(n) for n in best.values() if _may_go(tx, n, readers[n.chat_id], now)}


def _may_go(tx: Transaction, notice: Outgoing, reader: int, now: datetime) -> bool:
    name = f"caught-up:{reader}"
    last = tx.marks.get(name)
    if last is not None and abs(now - datetime.fromisoformat(last)) < AGAIN:
        chat = notice.chat_id
        gives_way = not notice.silent and tx.outbox.withdraw(now, chat_id=chat, keys=WITHOUT_SOUND)
        return bool(gives_way)
    tx.marks.put(name, now.isoformat(), now + AGAIN)
    return True
