"""Compares what arrived with what the model says: lost, doubled, wrong, and repeats in flight.

A message that came again is a repeat, and allowed, only if the one before may have been unknown
to the bot: its answer never left, or the bot was killed with it in hand. Any other is doubled.
"""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from deploy.playground.telegram.records import Arrival
from tests.chaos.model import Expected, Model, on
from tests.chaos.script import Person
from tests.chaos.world import Blow, World

SENDS = ("sendMessage", "sendContact", "sendPhoto", "copyMessage")
IN_HAND = timedelta(seconds=1)  # a healthy bot has noted an answer after this
ROW = re.compile(r"^([^\n:]+): (kept with a call|kept|open|rest|goes on)$", re.MULTILINE)


@dataclass(frozen=True)
class Sent:
    """A new message as its reader got it."""

    seq: int
    at: datetime
    chat: int
    text: str
    answered: bool


@dataclass
class Verdict:
    """One line of the table."""

    fault: str
    fired: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    repeats: int = 0
    bound: int = 0
    seconds: float = 0.0

    @property
    def well(self) -> bool:
        return not (self.lost or self.doubled or self.wrong) and self.repeats <= self.bound


def sent(arrivals: Iterable[Arrival]) -> list[Sent]:
    """The new messages among the calls, in order."""
    return [
        Sent(a.seq, a.at, a.chat_id or 0, plain(str(a.params.get("text", a.method))), a.answered)
        for a in arrivals
        if a.method in SENDS and a.applied
    ]


def plain(text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", text))


def matching(expected: Expected, messages: Iterable[Sent], reader: int) -> list[Sent]:
    """The messages that are what is expected."""
    quoted = f"“{expected.part.thing}”"
    return [
        one
        for one in messages
        if one.chat == reader
        and one.text.startswith(expected.phrases)
        and (quoted in one.text if expected.named else on(one.at) == expected.part.on)
    ]


def missing(world: World, model: Model) -> list[Expected]:
    """What should have arrived by now and has not."""
    messages, now = sent(world.telegram.arrivals), world.clock.now()
    ids = {who.name: who.id for who in world.people}
    return [
        one
        for one in model.expected()
        if one.since <= now and len(matching(one, messages, ids[one.reader])) < one.least
    ]


def judge(world: World, model: Model, logs: dict[str, list[str]], until: date) -> Verdict:
    """All of it. `logs`: what /log said of each person's dates, the oldest first."""
    verdict = Verdict("")
    messages = sent(world.telegram.arrivals)
    ids = {who.name: who.id for who in world.people}
    known: set[int] = set()
    groups: list[list[Sent]] = []
    for one in model.expected():
        found = matching(one, messages, ids[one.reader])
        known.update(message.seq for message in found)
        what = f"{one.kind} of {one.part.who.name} on {one.part.on:%d %b} ({one.part.role})"
        if len(found) < one.least:
            verdict.lost.append(what)
        elif found and not one.most:
            verdict.wrong.append(f"{what}: said though {one.why}")
        else:
            groups.append(found)
    groups += _alike(message for message in messages if message.seq not in known)
    _count_again(groups, messages, world.ledger.blows, verdict)
    for who in world.people:
        verdict.wrong += wrong_ends(model, who, logs.get(who.name, []), until)
    return verdict


def _alike(messages: Iterable[Sent]) -> Iterator[list[Sent]]:
    """Whatever else was said: the same words to the same person on one date belong together."""
    alike: dict[tuple[int, str, date], list[Sent]] = defaultdict(list)
    for message in messages:
        alike[message.chat, message.text, on(message.at)].append(message)
    yield from alike.values()


def _count_again(
    groups: Iterable[Sequence[Sent]],
    messages: Sequence[Sent],
    blows: Sequence[Blow],
    verdict: Verdict,
) -> None:
    """Every message of a group after its first is a repeat or a double."""
    excuses = _in_flight(messages, blows)
    verdict.bound += sum(map(len, excuses.values()))
    for group in groups:
        for before, again in pairwise(group):
            held = [seq for seq in excuses.get(before.seq, []) if seq < again.seq]
            if held and before.text == again.text:
                excuses[before.seq].remove(held[0])
                verdict.repeats += 1
            else:
                verdict.doubled.append(
                    f"to {again.chat} at {again.at:%d %H:%M:%S}: {again.text!r}"
                )


def _in_flight(messages: Sequence[Sent], blows: Sequence[Blow]) -> dict[int, list[int]]:
    """For each message that a fault may have kept from being noted: after which calls."""
    found: dict[int, list[int]] = defaultdict(list)
    for message in messages:
        if not message.answered:
            found[message.seq].append(message.seq)
    for blow in blows:
        last = {m.chat: m for m in messages if m.seq <= blow.arrivals}
        for message in last.values():
            if blow.at - message.at <= IN_HAND and message.answered:
                found[message.seq].append(blow.arrivals)
    return found


# What /log says


def rows(text: str, today: date) -> list[str]:
    """How each date ended, the oldest first; today has not, though a day of rest looks so."""
    found: list[tuple[str, str]] = ROW.findall(text)
    if found and found[0][0] == f"{today:%A}":
        found = found[1:]
    return [how for _, how in reversed(found) if how != "goes on"]


def wrong_ends(model: Model, who: Person, said: Sequence[str], until: date) -> Iterator[str]:
    """Exactly one end for every date from the first scripted one to the last that is over."""
    dates = sorted(on for name, on in model.parts if name == who.name and on <= until)
    if len(said) < len(dates):
        yield f"{who.name}: {len(said)} ends for {len(dates)} dates"
        return
    for day, how in zip(dates, said[len(said) - len(dates) :], strict=True):
        allowed = model.ends(model.parts[who.name, day])
        if how not in allowed:
            role = model.parts[who.name, day].role
            yield f"{who.name} on {day:%d %b} ({role}): {how}, not {' or '.join(sorted(allowed))}"
