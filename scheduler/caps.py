"""How much a date may bring that nobody asked for: beyond that, news waits and the rest is spared.

Rules (PRODUCT §2, DAY "Counting"): at most six sounds and eight messages on the worst date.
Questions and calls come in any case, so room is kept for those still to come; what follows from
the reader's own tap or is somebody's own words does not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from scheduler.addressing import Said
from scheduler.decide import Turn
from scheduler.notices import unpack
from scheduler.rules.calendar import next_label, on_label
from scheduler.rules.questions import default_check_in
from scheduler.tell import as_line
from storage.records import OPEN_STATES, Day, DayState, Line, Outgoing, Person, Verb
from storage.store import Transaction

AT_MOST, SOUNDS_AT_MOST = 8, 6
NEWS = ("partner-thing", "partner-did")  # waits as a line
SPARED = ("nudge", "tomorrow-ask")  # is not said
PUT_OFF = ("many-calls",)  # is said at the next noon
RINGS_AGAIN = ("check-in", "presence-offer", "alert", "being-called")  # then without sound
NOON = time(12)
NAMED_LATE = 3  # a thing named after the usual hour: its question, its reminder, its call
TO_COME = {  # questions and calls that the reader's date may still bring
    DayState.WAITING: 5,
    DayState.ASKED: 4,
    DayState.COMMITTED: 4,
    DayState.CHECKING: 3,
    DayState.HELPING: 2,
}


@dataclass(frozen=True, slots=True)
class _Case:
    """A notice that may have to give way, who reads it, and in which date."""

    turn: Turn
    out: Said
    notice: Outgoing
    reader: Person
    day: Day


def hold_back(tx: Transaction, spoken: Sequence[tuple[Turn, Said]], now: datetime) -> None:
    """Make what goes out of these turns fit the dates of its readers, in place."""
    cases = [case for turn, out in spoken for case in _cases(turn, out)]
    if not cases:
        return
    since = min(case.day.begins_at for case in cases)
    heard = tx.outbox.unasked_since({case.notice.chat_id for case in cases}, since)
    for case in cases:
        before = heard.get(case.notice.chat_id, ())
        sounds = [sounded for at, sounded in before if at >= case.day.begins_at]
        _fit(case, len(sounds), sum(sounds), now)


def _cases(turn: Turn, out: Said) -> Iterator[_Case]:
    own = (turn.before.person, turn.after.day)
    for notice in out.notices:
        reader, day = own
        if notice.chat_id != reader.telegram_id:
            partner, theirs = turn.before.partner, turn.before.partner_day
            if partner is None or theirs is None or notice.chat_id != partner.telegram_id:
                continue
            reader, day = partner, theirs
        if notice.verb is Verb.SEND and _gives_way(notice, day):
            yield _Case(turn, out, notice, reader, day)


def _gives_way(notice: Outgoing, day: Day) -> bool:
    rings_again = notice.key in RINGS_AGAIN and not notice.silent and day.checked_at is not None
    return rings_again or notice.key in (*NEWS, *SPARED, *PUT_OFF)


def _fit(case: _Case, messages: int, sounds: int, now: datetime) -> None:
    notices, notice = case.out.notices, case.notice
    if notice.key in RINGS_AGAIN:
        notices[notices.index(notice)] = _again(notice, messages, sounds)
    elif messages + _beside(case) + 1 + _to_come(case) > AT_MOST:
        notices.remove(notice)
        if notice.key in PUT_OFF:
            notices.append(replace(notice, due_at=_next_noon(case)))
        elif notice.key in NEWS:
            _as_line(case, now)


def _again(notice: Outgoing, messages: int, sounds: int) -> Outgoing:
    """Said once more in a full date: without sound, the question in the place of the first."""
    if notice.key == "check-in" and messages >= AT_MOST:
        return replace(notice, verb=Verb.EDIT, silent=True)
    return replace(notice, silent=sounds >= SOUNDS_AT_MOST)


def _as_line(case: _Case, now: datetime) -> None:
    line = as_line(unpack(case.notice.key, case.notice.facts))
    if line is not None:
        case.out.lines.append(Line(0, case.reader.id, line.key(), line.pack(), now))


def _beside(case: _Case) -> int:
    """What the same turn says to the same reader, before this or in any case."""
    notices, place = case.out.notices, case.out.notices.index(case.notice)
    same = [n.chat_id == case.notice.chat_id and n.verb is Verb.SEND for n in notices]
    stays = [here < place or not _gives_way(n, case.day) for here, n in enumerate(notices)]
    return sum(mine and there for mine, there in zip(same, stays, strict=True))


def _to_come(case: _Case) -> int:
    """What must still find room in the reader's date; while the partner's is open, an alert."""
    day, scene = case.day, case.turn.after
    other = scene.partner_day if day.id == scene.day.id else scene.day
    alert = other is not None and other.state in OPEN_STATES
    unnamed = day.state in (DayState.WAITING, DayState.ASKED)
    if unnamed and scene.now >= default_check_in(case.reader, day):
        return alert + (NAMED_LATE if case.notice.key in SPARED else 0)
    return alert + TO_COME.get(day.state, 0)


def _next_noon(case: _Case) -> datetime:
    reader = case.reader
    return on_label(next_label(case.day.on), NOON, reader.day_end, reader.zone)
