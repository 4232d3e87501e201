"""How many messages a date may bring that nobody asked for: news beyond that waits as a line.

Rules (PRODUCT §2, DAY "Counting"): at most eight on the worst date. Questions and calls come in any
case, so room is kept for those still to come; what the person or the partner said does not count.
"""

from collections.abc import Sequence
from datetime import datetime

from scheduler.addressing import Said
from scheduler.decide import Turn
from scheduler.notices import unpack
from scheduler.rules.questions import default_check_in
from scheduler.tell import as_line
from storage.records import OPEN_STATES, DayState, Line, Outgoing, Verb
from storage.store import Transaction

AT_MOST = 8
NEWS = ("partner-thing", "partner-did")
TO_COME = {  # questions and calls that the reader's date may still bring
    DayState.WAITING: 5,
    DayState.ASKED: 4,
    DayState.COMMITTED: 4,
    DayState.CHECKING: 3,
    DayState.HELPING: 2,
}


def hold_back(tx: Transaction, spoken: Sequence[tuple[Turn, Said]], now: datetime) -> None:
    """Turn news for whom the date has been full into lines, in place."""
    news = [(turn, out, n) for turn, out in spoken for n in out.notices if _is_news(turn, n)]
    if not news:
        return
    since = min(day.begins_at for turn, _, _ in news if (day := turn.before.partner_day))
    heard = tx.outbox.unasked_since({n.chat_id for _, _, n in news}, since)
    for turn, out, n in news:
        day, reader = turn.before.partner_day, turn.before.partner
        assert day is not None
        assert reader is not None
        count = sum(at >= day.begins_at for at in heard.get(n.chat_id, ()))
        line = as_line(unpack(n.key, n.facts))
        if line is not None and count + 1 + _to_come(turn, n) > AT_MOST:
            out.notices.remove(n)
            out.lines.append(Line(0, reader.id, line.key(), line.pack(), now))


def _is_news(turn: Turn, n: Outgoing) -> bool:
    partner = turn.before.partner
    to_partner = partner is not None and n.chat_id == partner.telegram_id
    return (
        n.key in NEWS
        and n.verb is Verb.SEND
        and to_partner
        and turn.before.partner_day is not None
    )


def _to_come(turn: Turn, n: Outgoing) -> int:
    """What must still find room in the reader's date; while the partner's is open, an alert."""
    day, reader = turn.before.partner_day, turn.before.partner
    assert day is not None
    assert reader is not None
    alert = turn.after.day.state in OPEN_STATES
    unnamed = day.state in (DayState.WAITING, DayState.ASKED)
    if unnamed and turn.before.now >= default_check_in(reader, day):
        return int(alert)
    return alert + TO_COME.get(day.state, 0)
