"""What comes with a done: a note, a photo, a voice message; kept, and passed on as it is."""

from telegram import Message

from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.notices import words
from scheduler.rules import events as e
from scheduler.rules.forms import Say, Stay
from storage.records import Day, DayState, Person

KINDS = ("photo", "voice", "video_note", "video", "document", "sticker", "audio", "animation")
KEPT = (DayState.DONE, DayState.RESCUED)


def kind_of(message: Message) -> str | None:
    """Which kind of proof a message is, if it is one."""
    return next((kind for kind in KINDS if getattr(message, kind, None)), None)


def with_note(visit: Visit, day_id: int, text: str) -> None:
    """Keep a note with the day and pass it on."""
    act.add_proof(visit.tx, day_id, "note", visit.at, text=text)
    note = words.RelayedWords(visit.person.name, text, day_id, visit.update.update_id)
    _pass_on(visit, [note])


def did_with(visit: Visit, message: Message, kind: str) -> None:
    """A photo or voice message while the one thing is open, or after: done, with this as proof."""
    day = act.today(visit.tx, visit.person)
    if day.state not in KEPT:
        rule = visit.happen_on(day.id, e.Did(visit.at))
        if isinstance(rule, Say):
            place = {"chat": message.chat.id, "message": message.message_id}
            visit.ask("what-was-it", minutes=None, day=day.id, shown=kind, **place)
        if isinstance(rule, Say | Stay):
            return
    else:
        partner = act.partner_of(visit.tx, visit.person)
        visit.send(words.ProofKept(day.id, partner.name if partner else None))
    keep(visit, day, (message.chat.id, message.message_id), kind)


def keep(visit: Visit, day: Day, where: tuple[int, int], kind: str) -> None:
    """Keep what came with the done and copy it to the partner. `where`: (chat id, message id)."""
    act.add_proof(visit.tx, day.id, kind, visit.at, text=visit.words or None, message=where)
    partner = _pass_on(visit, [words.RelayedAs(visit.person.name, kind)])
    if partner is not None:
        slot = f"relay:{where[0]}:{where[1]}"
        act.pass_on(visit.tx, partner, where, slot, visit.now)


def _pass_on(visit: Visit, notices: list[words.RelayedWords | words.RelayedAs]) -> Person | None:
    sound = act.is_first_of_hour(visit.tx, visit.person, visit.now)
    return act.tell_partner(visit.tx, visit.person, notices, visit.now, sound=sound)
