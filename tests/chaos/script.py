"""What people do on the campaign's days: drawn from a seed, known before anything runs.

A pair's day is one of a few stories; everybody lives in one zone, and every thing named is named
once only, so that whoever reads a chat knows which date it belongs to.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
SUNDAY = date(2026, 3, 1)
"The day of joining; the scripted days begin with the Monday after."
NAMES = ("Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal")
CALL, TOGETHER = "📞 I'll call now", "Done together"

STORIES = {
    # what the first does and what the partner does
    "both keep": ("evening", "evening"),
    "one at noon": ("noon", "evening"),
    "called": ("called", "evening"),
    "in the last minute": ("last minute", "noon"),
    "let go": ("let go", "evening"),
    "one is silent": ("silent", "noon"),
    "one rests": ("evening", "rest"),
    "nobody calls": ("unanswered", "noon"),
    "done after the alert": ("too late", "noon"),
}
ALWAYS = ("called", "done after the alert")


@dataclass(frozen=True)
class Person:
    name: str
    id: int
    partner: str


@dataclass(frozen=True)
class Part:
    """One person's date: the role, the words for the thing, and the partner's role."""

    who: Person
    on: date
    role: str
    thing: str


@dataclass(frozen=True)
class Act:
    """Words to the bot or, with `press`, a button under the newest message that has it."""

    at: datetime
    who: Person
    text: str
    press: bool = False


def town(pairs: int) -> list[Person]:
    """Partners stand beside each other."""
    names = NAMES[: 2 * pairs]
    return [Person(name, 101 + n, names[n + 1 - 2 * (n % 2)]) for n, name in enumerate(names)]


def parts(people: list[Person], on: date, seed: int) -> list[Part]:
    """Who plays what on this date."""
    chance = random.Random(f"{seed} {on}")
    pairs = list(zip(people[::2], people[1::2], strict=True))
    others = [story for story in STORIES if story not in ALWAYS]
    stories = [*ALWAYS, *chance.sample(others, max(0, len(pairs) - len(ALWAYS)))][: len(pairs)]
    chance.shuffle(stories)
    found = []
    for pair, story in zip(pairs, stories, strict=True):
        swapped = pair if chance.random() < 0.5 else pair[::-1]
        for who, role in zip(swapped, STORIES[story], strict=True):
            found.append(
                Part(who, on, role, f"{who.name} does no {on:%d}-{chance.randrange(10**6):06}")
            )
    return sorted(found, key=lambda part: part.who.id)


def at(on: date, wall: str) -> datetime:
    """This wall time of the date, which lasts until four the next morning."""
    clock = time.fromisoformat(wall)
    later = timedelta(days=1) if clock < time(4) else timedelta()
    return datetime.combine(on + later, clock, ZONE)


# When each role says what, after naming the thing at ten past eight.
WORDS = {
    "evening": ("20:05", "/done"),
    "noon": ("12:01", "/done"),
    "last minute": ("20:58", "/done"),
    "too late": ("21:02", "/done"),
    "let go": ("20:05", "not today"),
}
NAMELESS = ("rest", "silent")


def acts(part: Part, partner: Person) -> list[Act]:
    """What this person does, and for a call what the partner does."""
    who, on = part.who, part.on
    found = []
    if part.role not in NAMELESS:
        found.append(Act(at(on, "08:10"), who, f"/commit {part.thing}"))
    if part.role in WORDS:
        wall, text = WORDS[part.role]
        found.append(Act(at(on, wall), who, text))
    if part.role == "rest":
        found.append(Act(at(on, "08:10"), who, "/skip"))
    if part.role == "called":
        for wall, label in (("21:05", CALL), ("21:12", TOGETHER)):
            found.append(Act(at(on, wall), partner, label, press=True))
    return found


def stops(on: date) -> list[datetime]:
    """Moments of the date at which something may be due, acts aside."""
    walls = (
        "08:00 08:11:30 12:00:30 12:12 20:00 20:30:20 20:31:50 21:00:40 21:01:50"
        " 21:31:30 22:31 03:30 04:00"
    )
    return [at(on, wall) for wall in walls.split()]
