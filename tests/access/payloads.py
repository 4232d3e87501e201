"""Every button that can be pressed on a stage, and who may press it, read from the rows alone.

The acts are the code's own list, their arguments those of the code's own keyboards; only what an
act is about is said here, once, for every act there is. It shares no line with the handlers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from bot import keyboards
from bot.buttons import Act, Tap, read
from tests.bot.examples import all_examples
from tests.world import World

NOBODY = 0  # stands for whoever has no row yet
A_FEW = 3  # arguments of one act on one stage; the others are pressed on the next ones
OWN, PARTNERS, CALLERS, CALLEDS, PAIRS, ENDED, HELD, MADE, ASKED, SELF, ME, NEW, ANYONE = (
    "own day",
    "the partner's day",
    "a call, as its caller",
    "a call, as the called",
    "the living pact",
    "an ended pact",
    "an invitation held",
    "an invitation made",
    "what the partner asked",
    "nothing but oneself",
    "oneself, by one's id",
    "oneself before all is set up",
    "oneself, set up or not",
)
ABOUT: dict[Act, str] = {
    **dict.fromkeys(
        (
            *(Act.DONE, Act.LATER, Act.DELAY, Act.CALL_ME, Act.NOT_TODAY, Act.NO_CALL),
            *(Act.REST, Act.REST_FOR, Act.BACK, Act.UNDO, Act.PLAN, Act.IDEAS, Act.CHANGE),
            *(Act.SAME, Act.SMALLER, Act.ELSE, Act.NEXT_LATER, Act.DID_AFTER_ALL),
            *(Act.WAS_ILL, Act.START_SMALL, Act.REST_WEEK, Act.STOP_HERE, Act.NOT_QUITE),
            *(Act.PRESENCE, Act.STAY, Act.FOR_TODAY),
        ),
        OWN,
    ),
    **dict.fromkeys((Act.THUMB, Act.CHEER, Act.ATTEST, Act.HELLO), PARTNERS),
    **dict.fromkeys(
        (Act.TAKE, Act.CANT, Act.TOGETHER, Act.UNDER_WAY, Act.NO_ANSWER, Act.ALREADY), CALLERS
    ),
    **dict.fromkeys((Act.THANK, Act.HERE, Act.FIVE, Act.WRITE_INSTEAD, Act.NOT_YET), CALLEDS),
    **dict.fromkeys(
        (
            *(Act.EASIER, Act.WORDS, Act.WAYS, Act.WAY, Act.ANYWAY, Act.REACHED, Act.REACH),
            *(Act.HOURS, Act.FIT, Act.LEAVE_IT, Act.AGREE, Act.RATHER_NOT, Act.RING),
            *(Act.RANG, Act.END_PACT, Act.LEAVE, Act.STAYED, Act.REVIEW, Act.WAKE),
        ),
        PAIRS,
    ),
    Act.NO_MORE: ENDED,
    **dict.fromkeys((Act.ACCEPT, Act.NOT_NOW, Act.HOW), HELD),
    **dict.fromkeys((Act.TAKE_BACK, Act.CONFIRM, Act.NOT_MEANT), MADE),
    Act.MORE_DAYS: ASKED,
    **dict.fromkeys(
        (
            *(Act.PROGRESS, Act.LOG, Act.MUTE, Act.UNMUTE, Act.SETTINGS, Act.SETTING),
            *(Act.SET, Act.SET_CITY, Act.CHANGE_TIMES, Act.INVITE, Act.ALONE, Act.GO_ALONE),
        ),
        SELF,
    ),
    **dict.fromkeys((Act.ZONE, Act.OTHER_CITY), NEW),
    Act.FORGET: ME,
    Act.KEEP_ALL: ANYONE,
}


@dataclass(frozen=True)
class Button:
    """One payload, and the people (ids of their rows) who may press it; `about` is its row's."""

    tap: Tap
    may: frozenset[int]
    about: str


class Buttons:
    """What can be pressed on a stage. `sql` looks at it, `world` at what the phones show."""

    def __init__(self, sql: Connection, world: World, turn: int) -> None:
        self._sql, self._world, self._turn = sql, world, turn
        self._who: dict[str, Callable[[int], frozenset[int]]] = {
            OWN: self._owner,
            PARTNERS: lambda day: self._others(self._of(ANY_DAY, day)),
            CALLERS: lambda call: self._of("SELECT caller_id FROM calls WHERE id = :id", call),
            CALLEDS: lambda call: self._of("SELECT person_id FROM calls WHERE id = :id", call),
            PAIRS: lambda pair: self._of(f"{MEMBERS} AND ended_at IS NULL", pair),
            ENDED: lambda pair: self._of(f"{MEMBERS} AND ended_at IS NOT NULL", pair),
            HELD: self._holder,
            MADE: lambda one: self._of(f"{INVITERS} AND ended_at IS NULL", one),
            ASKED: lambda asker: self._others(frozenset({asker})),
            SELF: lambda _: self._of("SELECT id FROM people WHERE ready_at IS NOT NULL"),
            ME: lambda person: frozenset({person}),
            ANYONE: lambda _: self._of("SELECT id FROM people"),
            NEW: lambda _: self._of(UNREADY) | {NOBODY},
        }

    def all(self) -> list[Button]:
        """Each payload once: all acts on all rows they can be about, and all that is shown."""
        taps = dict.fromkeys((*self._shown(), *self._thinkable()))
        return [self._button(tap) for tap in taps]

    def some(self) -> list[Button]:
        """Of each act one that somebody may press, and for one act in four another, in turn."""
        of: dict[Act, list[Button]] = {}
        for button in self.all():
            of.setdefault(button.tap.act, []).append(button)
        return [one for place, act in enumerate(Act) for one in self._two(of[act], place)]

    def _two(self, found: list[Button], place: int) -> Iterator[Button]:
        live = [one for one in found if one.may] or found
        first = live[self._turn % len(live)] if self._turn % 2 else live[0]
        yield first
        if (self._turn + place) % 4 == 0:
            yield found[self._turn * 7 % len(found)]

    def _button(self, tap: Tap) -> Button:
        about = ABOUT[tap.act]
        return Button(tap, self._who[about](tap.id), about)

    def _thinkable(self) -> Iterator[Tap]:
        for act in Act:
            for about in self._ids(ABOUT[act]):
                yield from (Tap(act, about, arg) for arg in self._args(act))

    def _args(self, act: Act) -> list[str | None]:
        """All that its keyboards know, or where they are many, a few in turn."""
        known = sorted(arguments().get(act, {None}), key=str)
        turn = self._turn * A_FEW % len(known)
        return (known[turn:] + known[:turn])[:A_FEW]

    def _shown(self) -> Iterator[Tap]:
        """Every button on every phone, old messages' too."""
        for chat in list(self._world.telegram.state.chats.values()):
            for message in chat.messages.values():
                for row in message.buttons:
                    found = [read(button.data) for button in row if button.data]
                    yield from (tap for tap in found if tap is not None)

    def _ids(self, about: str) -> list[int]:
        """Rows that an act can be about: the newest and an old one of everybody's."""
        if about in (OWN, PARTNERS):
            return self._column(NEWEST_DAYS)
        if about in (CALLERS, CALLEDS):
            return self._column("SELECT id FROM calls ORDER BY id DESC LIMIT 3")
        if about in (PAIRS, ENDED):
            return self._column("SELECT id FROM pairs")
        if about in (HELD, MADE):
            return self._column("SELECT id FROM invites")
        return self._column(ASKERS) if about in (ASKED, ME) else [0]

    def _owner(self, day: int) -> frozenset[int]:
        """Whose day it is, while it is the open one or the one before."""
        return self._of(LIVE_DAY, day)

    def _others(self, people: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*(self._of(OTHER, person) for person in people))

    def _holder(self, invite: int) -> frozenset[int]:
        mark = {"value": str(invite)}
        found = self._sql.execute(text(HOLDERS), mark)
        open_ = self._of(f"{INVITERS} AND ended_at IS NULL", invite)
        return frozenset(int(row[0]) for row in found) if open_ else frozenset()

    def _of(self, query: str, about: int = 0) -> frozenset[int]:
        found = self._sql.execute(text(query), {"id": about} if ":id" in query else {})
        return frozenset(row[0] for row in found if row[0] is not None)

    def _column(self, query: str) -> list[int]:
        return [row[0] for row in self._sql.execute(text(query))]


MEMBERS = "SELECT person_id FROM pair_members JOIN pairs ON pairs.id = pair_id WHERE pair_id = :id"
INVITERS = "SELECT person_id FROM invites WHERE id = :id"
HOLDERS = (
    "SELECT replace(name, 'invited:', '') FROM marks WHERE name LIKE 'invited:%' "
    "AND CAST(value AS TEXT) = :value"
)
OTHER = (
    "SELECT other.person_id FROM pair_members mine JOIN pair_members other "
    "ON other.pair_id = mine.pair_id AND other.person_id <> mine.person_id "
    "WHERE mine.person_id = :id AND mine.left_at IS NULL"
)
LIVE_DAY = (
    "SELECT d.person_id FROM days d WHERE d.id = :id AND "
    '(SELECT count(*) FROM days l WHERE l.person_id = d.person_id AND l."on" > d."on") <= 1'
)
UNREADY = "SELECT id FROM people WHERE ready_at IS NULL"
ANY_DAY = "SELECT person_id FROM days WHERE id = :id"
NEWEST_DAYS = (
    "SELECT d.id FROM days d JOIN people p ON p.id = d.person_id "
    "WHERE p.name = 'Ana' OR (p.name = 'Ben' AND d.closed_at IS NULL) "
    "OR (p.name = 'Cleo' AND d.closed_at IS NULL) ORDER BY d.\"on\" DESC LIMIT 6"
)
ASKERS = "SELECT id FROM people WHERE name IN ('Ana', 'Ben', 'Eva')"


@cache
def arguments() -> dict[Act, set[str | None]]:
    """Every argument with which a keyboard offers an act, as the code's own examples have it."""
    found: dict[Act, set[str | None]] = {}
    for notice in all_examples():
        rows: Any = getattr(keyboards.keyboard(notice), "rows", None) or []
        for tap in (key.tap for row in rows for key in row if key.tap is not None):
            found.setdefault(tap.act, set()).add(tap.arg)
    return found
