"""What no row may be, whatever happened: one line each, asked of the whole table at once.

`LONG_AGO` and `SOON` are a day before and after the moment of asking: waiting is no fault,
waiting for ever is. What the rules of a day allow is judged in scheduler/, not here.
"""

from sqlalchemy import ColumnElement, Table, and_, bindparam, exists, func, or_, select

from storage.columns import UtcDateTime
from storage.inbox import DEAD, LAST_TRY
from storage.records import CallState, Reach, StepKind, Verb
from storage.tables import (
    calls,
    contacts,
    days,
    inbox,
    invites,
    journal,
    leases,
    lines,
    outbox,
    pair_members,
    pairs,
    people,
    posts,
    proofs,
    proposals,
    questions,
    refusals,
    steps,
)

LONG_AGO = bindparam("long_ago", type_=UtcDateTime())
SOON = bindparam("soon", type_=UtcDateTime())
FAILED_OFTEN = 5
ANSWERS = ("keep", "adjust", "part")
Where = ColumnElement[bool]


def _only_one(one: ColumnElement[object], other: ColumnElement[object]) -> Where:
    """One of the two is there and the other is not."""
    return or_(and_(one.is_(None), other.is_not(None)), and_(one.is_not(None), other.is_(None)))


def _gave(column: ColumnElement[object]) -> Where:
    return exists().where(contacts.c.person_id == people.c.id, column.is_not(None))


def _of_ended(subject: Table, key: ColumnElement[int], ended: ColumnElement[object]) -> Where:
    return exists().where(subject.c.id == key, ended.is_not(None))


def _other_than(day: Table, mine: Table) -> Where:
    """The day is somebody else's."""
    return exists().where(day.c.id == mine.c.day_id, day.c.person_id != mine.c.person_id)


members_of = select(func.count()).where(pair_members.c.pair_id == pairs.c.id).scalar_subquery()
still_in = exists().where(pair_members.c.pair_id == pairs.c.id, pair_members.c.left_at.is_(None))
gone_from = exists().where(
    pair_members.c.pair_id == pairs.c.id, pair_members.c.left_at.is_not(None)
)
is_member = exists().where(
    pair_members.c.pair_id == proposals.c.pair_id,
    pair_members.c.person_id == proposals.c.person_id,
)
has_open_day = exists().where(days.c.person_id == people.c.id, days.c.closed_at.is_(None))
has_days = exists().where(days.c.person_id == people.c.id)
ends_itself = exists().where(
    steps.c.invite_id == invites.c.id, steps.c.kind == StepKind.INVITE_OVER
)
dated_otherwise = exists().where(days.c.id == journal.c.day_id, days.c.on != journal.c.on)
known = people.c.telegram_id.is_not(None)  # who was forgotten has neither settings nor a today
unfinished = outbox.c.done_at.is_(None)

ODDITIES: tuple[tuple[Table, str, Where], ...] = (
    (
        people,
        "is set up and has no open date",
        known & people.c.ready_at.is_not(None) & ~has_open_day,
    ),
    (people, "has dates and was never set up", known & people.c.ready_at.is_(None) & has_days),
    (
        people,
        "is reached by phone and gave none",
        (people.c.reach == Reach.PHONE) & ~_gave(contacts.c.phone),
    ),
    (
        people,
        "is reached in a room and gave none",
        (people.c.reach == Reach.ROOM) & ~_gave(contacts.c.room),
    ),
    (
        people,
        "pauses until a date without a pause",
        people.c.paused_until.is_not(None) & people.c.paused_since.is_(None),
    ),
    (
        contacts,
        "holds neither number nor room",
        contacts.c.phone.is_(None) & contacts.c.room.is_(None),
    ),
    (pairs, "has not two members", members_of != 2),
    (pairs, "has ended and holds someone", pairs.c.ended_at.is_not(None) & still_in),
    (pairs, "lives without one of its members", pairs.c.ended_at.is_(None) & gone_from),
    (pairs, "ended before it began", pairs.c.ended_at < pairs.c.began_at),
    (pair_members, "gave an answer that nobody offers", pair_members.c.review.not_in(ANSWERS)),
    (
        proposals,
        "is of a pact that ended",
        _of_ended(pairs, proposals.c.pair_id, pairs.c.ended_at),
    ),
    (proposals, "is by nobody of the pact", ~is_member),
    (
        invites,
        "is over without an outcome, or the reverse",
        _only_one(invites.c.ended_at, invites.c.outcome),
    ),
    (
        invites,
        "was accepted by nobody, or at no time",
        _only_one(invites.c.accepted_by, invites.c.accepted_at),
    ),
    (invites, "was accepted by who made it", invites.c.accepted_by == invites.c.person_id),
    (invites, "is open and nothing will end it", invites.c.ended_at.is_(None) & ~ends_itself),
    (refusals, "refuses oneself", refusals.c.person_id == refusals.c.refused_id),
    (days, "ends before it begins", days.c.ends_at < days.c.begins_at),
    (
        calls,
        "has ended without saying when, or the reverse",
        (calls.c.state == CallState.ENDED) != calls.c.ended_at.is_not(None),
    ),
    (
        calls,
        "has ended without an outcome, or the reverse",
        _only_one(calls.c.ended_at, calls.c.outcome),
    ),
    (calls, "is about the day of somebody else", _other_than(days, calls)),
    (calls, "calls oneself", calls.c.caller_id == calls.c.person_id),
    (steps, "waits for a date that is over", _of_ended(days, steps.c.day_id, days.c.closed_at)),
    (
        steps,
        "waits for a call that has ended",
        _of_ended(calls, steps.c.call_id, calls.c.ended_at),
    ),
    (
        steps,
        "waits for a pact that has ended",
        _of_ended(pairs, steps.c.pair_id, pairs.c.ended_at),
    ),
    (
        steps,
        "waits for an invitation that is over",
        _of_ended(invites, steps.c.invite_id, invites.c.ended_at),
    ),
    (steps, "fails again and again", steps.c.tries >= FAILED_OFTEN),
    (journal, "is about the day of somebody else", _other_than(days, journal)),
    (journal, "has another date than its day", dated_otherwise),
    (proofs, "knows half of its message", _only_one(proofs.c.chat_id, proofs.c.message_id)),
    (
        inbox,
        "is finished without an outcome, or the reverse",
        _only_one(inbox.c.done_at, inbox.c.outcome),
    ),
    (
        inbox,
        "is handled and still holds what was written",
        (inbox.c.outcome != DEAD) & inbox.c.payload.is_not(None),
    ),
    (inbox, "waits and holds nothing", inbox.c.done_at.is_(None) & inbox.c.payload.is_(None)),
    (
        inbox,
        "failed for the last time and is not finished",
        inbox.c.done_at.is_(None) & (inbox.c.tries >= LAST_TRY),
    ),
    (
        inbox,
        "waits for more than a day",
        inbox.c.done_at.is_(None) & (inbox.c.received_at < LONG_AGO),
    ),
    (
        outbox,
        "is finished without an outcome, or the reverse",
        _only_one(outbox.c.done_at, outbox.c.outcome),
    ),
    (
        outbox,
        "was taken and has no message",
        (outbox.c.outcome == "taken")
        & (outbox.c.verb == Verb.SEND)
        & outbox.c.message_id.is_(None),
    ),
    (outbox, "is claimed for more than a day", unfinished & (outbox.c.claimed_until < LONG_AGO)),
    (
        outbox,
        "expired more than a day ago and waits",
        unfinished & (outbox.c.expires_at < LONG_AGO),
    ),
    (outbox, "is claimed until far ahead", unfinished & (outbox.c.claimed_until > SOON)),
    (
        posts,
        "is about a day that is not there",
        posts.c.about.is_not(None) & ~exists().where(days.c.id == posts.c.about),
    ),
    (questions, "is over before it was asked", questions.c.expires_at < questions.c.asked_at),
    (questions, "was asked in the future", questions.c.asked_at > SOON),
    (lines, "waits from the future", lines.c.at > SOON),
    (leases, "is held until far ahead", leases.c.until > SOON),
)
