"""From a turn to what goes out: who is told, in which chat, as a new message, an edit or a line.

A tap's answer edits the message tapped; what needs an act is a new message; news for someone who
rests waits as a line.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.decide import Turn
from scheduler.notices import Notice, news
from scheduler.notices import call as c
from scheduler.notices.evening import CheckIn
from scheduler.rules import calling
from scheduler.rules import questions as q
from scheduler.rules.events import PactEnded, PresenceEnded
from scheduler.rules.forms import Opens, Reader
from scheduler.rules.times import speaks
from scheduler.tell import as_line, notice
from scheduler.tidying import stripped
from storage.records import CallState, Lane, Line, Outgoing, Person, Reach, Verb

MORNING_SOON = timedelta(minutes=15)
AFTER_THE_NEWS = timedelta(seconds=2)  # the end of the pact is said first, then the company
URGENT = (c.Alert, c.BeingCalled, c.CallerCard, c.CallerToldDone, c.ContactCard)


@dataclass(slots=True)
class Said:
    """What goes out of one turn: notices, and lines that wait."""

    notices: list[Outgoing] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def said(turn: Turn) -> Said:
    """Everything this turn tells, addressed."""
    out = Said()
    silent_step = _too_late_to_speak(turn)
    for scene, reader, kind in [(scene, *one) for scene, told in turn.tells for one in told]:
        built = notice(kind, scene, turn.happening.event)
        to = _person(turn, reader)
        if built is None or to is None or (silent_step and not kind.EDITS):
            continue
        _address(turn, out, to, built)
    _around_the_call(turn, out)
    out.notices.extend(list(stripped(turn, out.notices)))
    return out


def _too_late_to_speak(turn: Turn) -> bool:
    step = turn.happening.step
    return step is not None and not speaks(step, turn.happening.event.at, turn.before)


def _person(turn: Turn, reader: Reader) -> Person | None:
    if reader is Reader.SELF:
        return turn.before.person
    if turn.before.call and turn.before.caller:
        return turn.before.caller
    return turn.before.partner


def _address(turn: Turn, out: Said, to: Person, built: Notice) -> None:
    is_self = to.id == turn.before.person.id
    if not is_self and _waits_as_line(turn, to, built):
        line = as_line(built)
        if line is not None:
            out.lines.append(Line(0, to.id, line.key(), line.pack(), turn.before.now))
        return
    if to.telegram_id is None or built.key() in to.muted.split(","):
        return
    answered = to.id == turn.happening.actor
    out.notices.append(outgoing(turn, to, built, answered, first=not _spoken_to(out, to)))


def _spoken_to(out: Said, to: Person) -> bool:
    return any(n.chat_id == to.telegram_id for n in out.notices)


def _waits_as_line(turn: Turn, to: Person, built: Notice) -> bool:
    if isinstance(built, news.PartnerRestsLine):
        return True
    if as_line(built) is None:
        return False
    theirs = turn.before.partner_day
    if calling.is_off_duty(to, theirs, turn.before.now):
        return True
    return isinstance(built, news.PartnerThing) and q.morning_soon(turn.before, MORNING_SOON)


def outgoing(turn: Turn, to: Person, built: Notice, answered: bool, first: bool) -> Outgoing:
    """The envelope: verb, slot, lane, sound, expiry and the way back."""
    slot, verb = built.slot(), Verb.EDIT if built.EDITS else Verb.SEND
    if isinstance(built, news.PartnerThing) and turn.before.day.told_at:
        verb = Verb.EDIT
    if answered and first and turn.happening.slot:
        slot, verb = turn.happening.slot, Verb.EDIT
    urgent = answered or isinstance(built, URGENT)
    now, event = turn.before.now, turn.happening.event
    lane = Lane.ANSWER if urgent else Lane.PROMPT if built.PROMPT else Lane.NEWS
    late_from = event.at if turn.happening.step else now
    return Outgoing(
        to.telegram_id or 0,
        verb,
        built.key(),
        built.pack(),
        slot=slot,
        lane=lane,
        silent=answered or not built.SOUND or _hushed(turn, built),
        due_at=now + AFTER_THE_NEWS if isinstance(event, PactEnded) else None,
        expires_at=_expires(turn, built, late_from) if verb is Verb.SEND else None,
        day_id=turn.before.day.id,
        call_id=getattr(built, "call", None) if _of_call(built) else None,
        back=built.BACK if verb is Verb.SEND or built.BACK == "asked" else None,
    )


def _hushed(turn: Turn, built: Notice) -> bool:
    """A question that comes at night only because of what was said late makes no sound."""
    day, event = turn.after.day, turn.happening.event
    asked_for = day.deadline is not None or day.laters > 0 or isinstance(event, PresenceEnded)
    return isinstance(built, CheckIn) and q.is_night(turn.after) and not asked_for


def _expires(turn: Turn, built: Notice, late_from: datetime) -> datetime | None:
    """When it is too late to send; an alert is never sent outside of the call hours."""
    if built.EXPIRES is None:
        return None
    last = late_from + built.EXPIRES
    closing = calling.hours_end(turn.before) if isinstance(built, c.Alert) else None
    return min(last, closing) if closing is not None else last


def _of_call(built: Notice) -> bool:
    return type(built).__module__ == c.__name__


def _around_the_call(turn: Turn, out: Said) -> None:
    """The alert of a call that opens; the contact card, sent when taken, deleted at the end."""
    call, before = turn.after.call, turn.before
    if call is None:
        return
    if turn.opened is not None and getattr(turn.day_rule, "opens", None) is Opens.ALERT:
        built = notice(c.Alert, turn.after, turn.happening.event)
        if built is not None and before.partner is not None:
            out.notices.append(outgoing(turn, before.partner, built, False, False))
        return
    was = before.call.state if before.call else None
    if call.state is CallState.TAKEN and was is not CallState.TAKEN:
        _send_contact(turn, out)
    if call.state is CallState.ENDED and was is not CallState.ENDED:
        out.notices.extend(_deletions(turn))
        out.notices.extend(_fatigue(turn))


def _send_contact(turn: Turn, out: Said) -> None:
    caller, call, person = turn.before.caller, turn.after.call, turn.before.person
    contact = turn.before.contact
    if call is None or caller is None or call.writing or person.reach is not Reach.PHONE:
        return
    if contact is None or contact.phone is None:
        return
    built = c.ContactCard(call.id, person.id)
    out.notices.append(outgoing(turn, caller, built, False, False))


def _fatigue(turn: Turn) -> Iterable[Outgoing]:
    """After the third call in seven days both are asked, apart, what would be easier."""
    before, call = turn.before, turn.after.call
    pair, partner = before.pair, before.partner
    if pair is None or partner is None or call is None or not calling.third_call(before):
        return
    for to, other in ((before.person, partner), (partner, before.person)):
        asked = c.ManyCalls(pair.id, other.name)
        yield outgoing(turn, to, asked, answered=False, first=False)


def _deletions(turn: Turn) -> Iterable[Outgoing]:
    caller, call = turn.before.caller, turn.after.call
    if call is None or caller is None or caller.telegram_id is None:
        return
    phone = turn.before.contact is not None and turn.before.contact.phone is not None
    slots = [f"contact:{call.id}"] if phone else []
    if type(turn.happening.event).__name__ in ("PactGone", "PactEnded"):
        slots.append(f"alert:{call.id}")
    for slot in slots:
        yield Outgoing(
            caller.telegram_id, Verb.DELETE, "", {}, slot=slot, lane=Lane.ANSWER, call_id=call.id
        )


def as_news(chat_id: int, said: Notice, *, silent: bool = True) -> Outgoing:
    """A notice that no turn of a day brought: one person's word to another."""
    return Outgoing(
        chat_id,
        Verb.EDIT if said.EDITS else Verb.SEND,
        said.key(),
        said.pack(),
        slot=said.slot(),
        lane=Lane.NEWS,
        silent=silent,
    )
