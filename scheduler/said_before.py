"""News of a done that was told before: put right where it stands, never said a second time.

Rule: a done that is taken back leaves no line that still says it.
"""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.addressing import Said
from scheduler.decide import Turn
from scheduler.notices.news import PartnerDid, PartnerDidLine
from scheduler.rules.forms import Back
from storage.records import Verb
from storage.store import Transaction

DID, LINE = PartnerDid.key(), PartnerDidLine.key()


def put_right(tx: Transaction, spoken: Sequence[tuple[Turn, Said]]) -> None:
    """Make of what goes out of these turns an edit where the reader has it already, in place."""
    told = [(out, n) for _, out in spoken for n in out.notices if n.key == DID and n.slot]
    posts = tx.posts.of_many([(n.chat_id, n.slot or "") for _, n in told]) if told else {}
    for out, notice in told:
        if (notice.chat_id, notice.slot) in posts:
            there = replace(notice, verb=Verb.EDIT, expires_at=None)
            out.notices[out.notices.index(notice)] = there
    for turn, _ in spoken:
        if isinstance(turn.day_rule, Back) and turn.before.partner is not None:
            _drop_line(tx, turn.before.partner.id, turn.before.day.text)


def _drop_line(tx: Transaction, reader_id: int, text: str | None) -> None:
    lines = tx.lines.take(reader_id)
    tx.lines.add_many([x for x in lines if x.key != LINE or x.facts.get("text") != text])
