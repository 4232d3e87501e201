"""Handlers and notices for tests of the machinery itself: an echo, a press, and a failure."""

import secrets
from typing import Any

from bot.buttons import Act, Tap
from bot.routing import Routes
from bot.visit import Visit
from scheduler.notices.morning import Nudge
from scheduler.notices.news import PartnerThing
from storage.records import Lane, Outgoing, Verb
from tests.world import Somebody, World

EFFECTS = "SELECT count(*) FROM marks WHERE name LIKE 'effect:%'"


def echo(visit: Visit) -> None:
    """Says the words again, counts itself, and remembers when they were written."""
    visit.send(said(visit.words))
    _count(visit)
    visit.tx.marks.put(f"at:{visit.words}"[:64], visit.at.isoformat())


def ask(visit: Visit) -> None:
    """A message with buttons."""
    visit.send(Nudge(0))


def fail(visit: Visit) -> None:
    """Begins to do something, and breaks."""
    visit.send(said("never"))
    _count(visit)
    raise RuntimeError("a fault of ours")


def press(visit: Visit, tap: Tap) -> None:
    """The tapped message becomes another."""
    visit.answer(said("pressed"))
    _count(visit)
    visit.tx.marks.put("at:press", visit.at.isoformat())


def _count(visit: Visit) -> None:
    """A row an effect: a number would lose some when two are handled side by side."""
    visit.tx.marks.put(f"effect:{secrets.token_hex()}"[:64], 1)


ROUTES = Routes(
    commands={"echo": echo, "ask": ask, "fail": fail},
    presses={Act.IDEAS: press},
    plain=lambda visit, _: echo(visit),
    unready=echo,
    first=frozenset({"echo", "ask", "fail"}),
    hidden=frozenset({"echo", "ask", "fail"}),
)


def said(words: str) -> PartnerThing:
    return PartnerThing(0, "Echo", words)


def count(world: World) -> int:
    """How often a handler had its effect."""
    [[effects]] = world.sql(EFFECTS)
    return int(effects)


def words_heard(world: World, who: Somebody) -> list[str]:
    """The words between the quotes of what was said since this was last asked."""
    return [text.split("“")[1].split("”")[0] for text in world.heard(who) if "“" in text]


def outgoing(who: Somebody, words: str, slot: str | None = None, **more: Any) -> Outgoing:
    """A notice with these words, ready for the outbox."""
    facts = said(words).pack()
    verb, lane = more.pop("verb", Verb.SEND), more.pop("lane", Lane.NEWS)
    return Outgoing(who.id, verb, "partner-thing", facts, slot=slot, lane=lane, **more)


def put(world: World, *notices: Outgoing) -> list[int]:
    with world.store.transaction() as tx:
        return tx.outbox.put_many(notices, world.now)


def outcome(world: World, notice_id: int) -> str | None:
    """What became of a notice; None while it waits."""
    [row] = world.sql("SELECT outcome FROM outbox WHERE id = :id", id=notice_id)
    return None if row[0] is None else str(row[0])
