"""Forged callback data, seeded: `python -m tests.access.forged 100000 [seed]` presses so many.

A stranger who is set up presses what no keyboard ever showed them: nothing may change, nothing may
fail, each press is answered once. Where data is well-formed it is about somebody else's rows.
"""

import asyncio
import random
import string
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from bot.buttons import Act, Tap
from bot.handling import Handled
from storage.store import Transaction
from tests.access import matrix
from tests.access.cast import Cast
from tests.access.payloads import ABOUT, ANYONE, ME, NEW, SELF, arguments
from tests.access.rehearsal import Rehearsal, press
from tests.access.stages import live
from tests.world import World, a_world

FORGER = "Cleo"
SIGNS = string.ascii_letters + string.digits + "_.,-"
TABLES = ("days", "calls", "pairs", "invites", "people")
A_ROUND = 1000


class Forger:
    """Makes callback data that is not the forger's to press."""

    def __init__(self, seed: int, ids: list[int], own: list[int]) -> None:
        self.chance = random.Random(seed)
        self.theirs = [one for one in ids if one not in own]
        self.of_others = [act for act in Act if ABOUT[act] not in (SELF, ME, NEW, ANYONE)]
        self.with_words = [
            act for act in Act if ABOUT[act] == SELF and None not in arguments().get(act, {None})
        ]
        self.shapes: dict[str, Callable[[], str]] = {
            "random bytes": self.noise,
            "somebody else's row": self.theft,
            "no such row": lambda: self.real(self.chance.randint(10**6, 10**15 - 1)),
            "a negative id": lambda: self.real(-self.chance.choice(self.theirs)),
            "a huge id": lambda: self.real(10 ** self.chance.randint(15, 60)),
            "digits of another script": self.foreign_digits,
            "sixty-four bytes and more": lambda: self.theft() + ":" + self.word(60, 3000),
            "cut off": self.cut,
            "another version": lambda: self.chance.choice("023vV¹") + self.theft()[1:],
            "one sign changed": self.changed,
            "something added": self.added,
            "no such act": lambda: f"1:{self.word(1, 24).lower()}:{self.some_id()}",
            "a word nobody offered": self.nonsense,
        }

    def make(self) -> tuple[str, str]:
        """The name of a shape, and data of that shape."""
        shape = self.chance.choice(list(self.shapes))
        return shape, self.shapes[shape]()

    def noise(self) -> str:
        raw = self.chance.randbytes(self.chance.randint(0, 64))
        return raw.decode(self.chance.choice(["latin-1", "utf-8"]), "replace")

    def real(self, about: int) -> str:
        act = self.chance.choice(self.of_others)
        known = sorted(arguments().get(act, {None}), key=str)
        return Tap(act, about, self.chance.choice([*known, None])).data()

    def theft(self) -> str:
        return self.real(self.some_id())

    def some_id(self) -> int:
        return self.chance.choice(self.theirs)

    def foreign_digits(self) -> str:
        zero = self.chance.choice("٠०๐０𝟎")
        digits = "".join(chr(ord(zero) + int(one)) for one in str(self.some_id()))
        return f"1:{self.chance.choice(self.of_others)}:{digits}"

    def cut(self) -> str:
        whole = self.theft()
        return whole[: self.chance.randrange(whole.rindex(":"))]

    def changed(self) -> str:
        """Anything but a digit, so that it is not by chance the forger's own."""
        whole, at = self.theft(), self.chance.randrange(3)
        return (
            whole[:at] + chr(self.chance.choice([0, 10, 32, 58, 0x130, 0x202E])) + whole[at + 1 :]
        )

    def added(self) -> str:
        more = self.chance.choice(
            ["\n", " ", "\0", ":", "::x", "%00", "'--", "\u200b", "🙂", ":é"]
        )
        return self.chance.choice([self.theft() + more, more + self.theft()])

    def nonsense(self) -> str:
        act = self.chance.choice(self.with_words)
        return Tap(act, self.some_id(), "x" + self.word(4, 19)).data()

    def word(self, least: int, most: int) -> str:
        count = self.chance.randint(least, most)
        return "".join(self.chance.choices(SIGNS, k=count))


@dataclass
class Tried:
    """How many of each shape, and what was wrong."""

    shapes: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    wrong: list[str] = field(default_factory=list)


class Attempt:
    """The forger at the door. Works in the desk's thread."""

    def __init__(self, world: World, cast: Cast, seed: int) -> None:
        self.store = Rehearsal(world.house.settings.database_url)
        self.house, self.now, self.who = world.house, world.now, cast[FORGER]
        self.tried = Tried()
        with self.store.taken_back():
            people = self._column(f"SELECT id FROM people WHERE telegram_id = {self.who.id}")
            own = self._column(f"SELECT id FROM days WHERE person_id = {people[0]}")
            ids = [one for table in TABLES for one in self._column(f"SELECT id FROM {table}")]
        self.forger = Forger(seed, ids, own)

    def play(self, count: int) -> Tried:
        for start in range(0, count, A_ROUND):
            with self.store.taken_back() as tx:
                self._handled(tx, matrix.HARMLESS)  # whatever any word of theirs changes
                self._round(tx, min(A_ROUND, count - start))
        self.store.close()
        return self.tried

    def _round(self, tx: Transaction, count: int) -> None:
        before, written = self.store.rows(), self.store.changes
        for _ in range(count):
            shape, data = self.forger.make()
            self.tried.shapes[shape] += 1
            try:
                said = self._handled(tx, data)
            except Exception as error:  # one line each, whatever it is
                self._note(shape, data, f"raised {type(error).__name__}: {error}")
                continue
            self.tried.answered += said.query_id is not None and bool(said.toast)
            if self.store.changes != written and self.store.rows() != before:
                self._note(shape, data, f"changed {matrix.tables(self.store.rows() ^ before)}")
                before = self.store.rows()
            written = self.store.changes

    def _handled(self, tx: Transaction, data: str) -> Handled:
        update = press(self.who.user.json(), data, 1)
        return self.store.handled(tx, self.house.handling, update, self.now)

    def _note(self, shape: str, data: str, what: str) -> None:
        self.tried.wrong.append(f"{shape}: {data!r} {what}")

    def _column(self, query: str) -> list[int]:
        return [row[0] for row in self.store.sql.execute(text(query))]


async def forge(world: World, count: int, seed: int) -> Tried:
    """Live up to an evening on which Ben is with Ana on the line, and press so many."""
    cast = await live(world, "call taken")
    return await world.house.desk.play(lambda *_: Attempt(world, cast, seed).play(count))


async def _main(count: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with a_world(Path(folder), **matrix.settings(folder)) as world:
            began = perf_counter()
            tried = await forge(world, count, seed)
    for shape, number in tried.shapes.most_common():
        sys.stdout.write(f"{number:7} {shape}\n")
    seconds = perf_counter() - began
    sys.stdout.write(
        f"{count} presses (seed {seed}) in {seconds:.0f} s: {tried.answered} answered\n"
    )
    sys.stdout.write("\n".join([f"{len(tried.wrong)} wrong", *tried.wrong[:50]]) + "\n")
    return bool(tried.wrong or tried.answered != count)


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(asyncio.run(_main(*(numbers + [1000, 1][len(numbers) :]))))
