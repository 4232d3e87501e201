"""What delivery reports of a notice, in the transaction that finishes the notice (HOUSE 6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduler.actions.away import away, back
from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.notices import KINDS
from scheduler.notices.own_data import LAST
from scheduler.rules import events as e
from storage.records import Entry, Outgoing
from storage.store import Transaction

TAKEN: dict[str, type[e.Event]] = {
    "asked": e.MorningTaken,
    "checked": e.CheckInTaken,
    "reminded": e.ReminderTaken,
    "alerted": e.AlertTaken,
}


def taken(tx: Transaction, notice: Outgoing, at: datetime, now: datetime) -> None:
    """Telegram took the notice at `at` (UTC): what counts from that moment is planned."""
    all_taken(tx, [notice], now, at)


def all_taken(
    tx: Transaction, notices: Sequence[Outgoing], now: datetime, at: datetime | None = None
) -> None:
    """As `taken`, of many at once; `at` is now unless it is given."""
    for notice in notices:
        _erase(tx, notice)
    coming = [notice for notice in notices if notice.back in TAKEN and notice.day_id is not None]
    while coming:
        first = {notice.day_id: notice for notice in reversed(coming)}  # one a day in one call
        now_taken = [notice for notice in coming if first[notice.day_id] is notice]
        advance(tx, [_was_taken(notice, at or now) for notice in now_taken], now)
        coming = [notice for notice in coming if first[notice.day_id] is not notice]


def undelivered(tx: Transaction, notice: Outgoing, reason: str, now: datetime) -> None:
    """It was refused or expired: a question starts nothing, an alert goes on at once.

    `reason` is kept in the journal of the notice's day, so that the day can be explained.
    """
    _erase(tx, notice)
    _note(tx, notice, reason, now)
    if notice.back is None or notice.day_id is None:
        return
    event = e.AlertLost(now) if notice.back == "alerted" else e.QuestionLost(now)
    advance(tx, [_happening(notice, event)], now)


def _erase(tx: Transaction, notice: Outgoing) -> None:
    """A secret, such as the token in a link, is nowhere kept once it was said.

    Of the last words to who was erased nothing is kept at all.
    """
    if notice.back == LAST:
        tx.outbox.forget(notice.id)
        return
    kind = KINDS.get(notice.key)
    if kind is not None and kind.SECRET:
        tx.outbox.erase(notice.id)


def _note(tx: Transaction, notice: Outgoing, reason: str, now: datetime) -> None:
    day = tx.days.get(notice.day_id) if notice.day_id is not None else None
    if day is not None:
        facts = {"notice": notice.key, "why": reason}
        tx.journal.add_many(
            [Entry(day.person_id, day.id, day.on, None, "Undelivered", now, facts)]
        )


def _was_taken(notice: Outgoing, at: datetime) -> Happening:
    return _happening(notice, TAKEN[notice.back or ""](at))


def _happening(notice: Outgoing, event: e.Event) -> Happening:
    assert notice.day_id is not None
    return Happening(notice.day_id, event, notice.call_id if notice.back == "alerted" else None)


def unreachable(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """The person blocked the bot or is gone: paused from tomorrow, back with any word.

    Whoever waits for a call from them is told at once.
    """
    person = tx.people.by_telegram(telegram_id)
    if person is not None and person.unreachable_at is None:
        tx.people.save(replace(person, unreachable_at=now))
        asked = tx.calls.open_of_caller(person.id)
        if asked is not None:
            advance(tx, [Happening(asked.day_id, e.AlertLost(now), asked.id)], now)
        away(tx, person, now)


def reachable(tx: Transaction, telegram_id: int, now: datetime) -> None:
    """The person is back."""
    person = tx.people.by_telegram(telegram_id)
    if person is not None and person.unreachable_at is not None:
        tx.people.save(replace(person, unreachable_at=None))
        back(tx, person, now)
