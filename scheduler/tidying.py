"""Which older messages lose their buttons when something newer is said. Pure.

One live question at a time: a button that means nothing any more is taken away, its text stays.
"""

from collections.abc import Iterator, Sequence

from scheduler.decide import Turn
from storage.records import OPEN_STATES, Day, Lane, Outgoing, Person, Scene, Verb

QUESTIONS = ("check-in:", "reminder:", "presence:", "called:")


def stripped(turn: Turn, said: Sequence[Outgoing]) -> Iterator[Outgoing]:
    """The strips for the person whose day it is, given what is being said to them now."""
    person = turn.before.person
    if person.telegram_id is None or not _outdates(turn, said, person):
        return
    kept = {turn.happening.slot, *(n.slot for n in said if n.chat_id == person.telegram_id)}
    for slot in _asked(turn.before):
        if slot not in kept:
            yield Outgoing(
                person.telegram_id,
                Verb.STRIP,
                "",
                {},
                slot=slot,
                lane=Lane.NEWS,
                day_id=turn.before.day.id,
            )


def _outdates(turn: Turn, said: Sequence[Outgoing], person: Person) -> bool:
    """A new question is asked, or the person brought the day to its end."""
    asks = any(
        n.verb is Verb.SEND and n.chat_id == person.telegram_id and _is_question(n) for n in said
    )
    was, now = turn.before.day.state, turn.after.day.state
    ended = was in OPEN_STATES and now not in OPEN_STATES and turn.happening.step is None
    return asks or ended


def _is_question(notice: Outgoing) -> bool:
    return (notice.slot or "").startswith(QUESTIONS)


def _asked(scene: Scene) -> Iterator[str]:
    """The slots of what this date was asked so far."""
    day: Day = scene.day
    if day.asked_at is not None:
        yield f"morning:{day.id}"
    if day.named_at is not None:
        yield f"set:{day.id}"
    if day.checked_at is not None:
        yield f"check-in:{day.id}"
    if day.reminded_at is not None:
        yield f"reminder:{day.id}"
    if scene.call is not None and scene.call.taken_at is not None:
        yield f"called:{scene.call.id}"
