"""Two people in the middle of their days: set up, paired, and used to naming one thing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from deploy.playground.telegram.records import Arrival, Message
from scheduler.actions.people import become_ready
from storage.records import Day, Pair, Person
from storage.store import Transaction
from tests.clock import MORNING
from tests.world import Somebody, World

WORDS = "I'm going to call you right now and stay on the line while you do it."
THING = "Write to Dr Weiss and ask for 20 minutes"
SUNDAY = MORNING + timedelta(days=4)
"8 March 2026, 05:00 UTC; the first lived day is the Monday after."
TRIAL = timedelta(days=365)  # longer than any journey: nobody is asked to look again
SENDS = ("sendMessage", "sendContact", "sendPhoto", "copyMessage")


async def settle_in(world: World, *people: Somebody, facts: Sequence[dict[str, Any]] = ()) -> None:
    """Set up on Sunday, first commitment behind them; it is Monday, 05:00 UTC, afterwards.

    Two people are partners. `facts` of each, in the same order, replace the defaults.
    """
    world.clock.move_to(SUNDAY)
    with world.store.transaction() as tx:
        known = [
            _set_up(tx, who, given, world.now)
            for who, given in zip(people, facts or [{}] * len(people), strict=True)
        ]
        if len(known) == 2:
            pact(tx, known[0], known[1], world.now)
    for who in people:
        world.telegram.state.chats[who.id].started = True
    await world.days(1)
    for who in people:
        world.heard(who)


def _set_up(tx: Transaction, who: Somebody, facts: dict[str, Any], now: datetime) -> Person:
    given = {"zone": str(who.zone), "first_named_at": now, **facts}
    language = who.user.language_code or "en"
    person = tx.people.add(who.id, who.name, language, who.user.username, now, **given)
    return become_ready(tx, person, now)


def pact(tx: Transaction, one: Person, other: Person, now: datetime) -> Pair:
    """A pact of two who are set up, as after both accepted."""
    return tx.pairs.add(WORDS, (one.id, other.id), now, (now + TRIAL).date())


def changed(world: World, who: Somebody, **facts: Any) -> Person:
    """Let facts of a person be others from now on, as settings would make them."""
    with world.store.transaction() as tx:
        person = tx.people.by_telegram(who.id)
        assert person is not None
        tx.people.save(replace(person, **facts))
        return tx.people.get(person.id)


# Their days


async def named(world: World, who: Somebody, text: str = THING, at: str = "08:10") -> None:
    """The thing is named, by the person's clock, and the partner has heard."""
    await world.time(at, of=who)
    await world.write(who, text)
    await world.minutes(2)


async def asked(world: World, who: Somebody, at: str = "20:00") -> None:
    """The thing was named in the morning, and the check-in has just come."""
    await named(world, who)
    await world.time(at, of=who)


async def alerted(world: World, who: Somebody, at: str = "21:00") -> None:
    """The check-in and its reminder stayed without an answer: the partner is asked to call."""
    await asked(world, who)
    await world.time(at, of=who)


def day_of(world: World, who: Somebody, back: int = 0) -> Day:
    """The open date, or the one so many dates before it."""
    day = world.today(who)
    assert day is not None
    with world.store.transaction() as tx:
        for _ in range(back):
            before = tx.days.previous(day)
            assert before is not None
            day = before
    return day


# What came with a sound


def sent(world: World, who: Somebody, since: int = 0) -> list[Arrival]:
    """Every new message that reached this person's chat, from the arrival numbered `since`."""
    return [
        a
        for a in world.telegram.arrivals[since:]
        if a.chat_id == who.id and a.method in SENDS and a.applied
    ]


def sounded(world: World, who: Somebody, since: int = 0) -> list[str]:
    """The first lines of the messages that came with a sound."""
    return [
        re.sub("<[^>]*>", "", str(a.params.get("text", "")).split("\n")[0])
        for a in sent(world, who, since)
        if not a.params.get("disable_notification")
    ]


def said(world: World, who: Somebody, words: str) -> Message:
    """The newest message of the bot with these words. LookupError if there is none."""
    for message in reversed(world.chat(who)):
        if message.from_bot and words in message.text:
            return message
    raise LookupError(f"{who.name} reads nothing with {words!r}")


async def press_old(world: World, who: Somebody, data: str) -> str:
    """Press a button that is no longer shown, as an old client can; the toast, "" without one."""
    before = len(world.toasts(who))
    world.telegram.forge_press(who.user, world.last(who).id, data)
    await world.settle()
    return "".join(world.toasts(who)[before:])
