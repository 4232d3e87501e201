"""Every button in every hand on one stage; `python -m tests.access.matrix` plays all of them all.

A press is handled as by the bot, judged by every row of the database before and after, and
taken back. What only means "this person spoke" is known from a press of a button that is not ours.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.buttons import Act
from bot.compose import House
from bot.handling import DONE, IGNORED, Handled
from tests.access.cast import HOST_ID, IN_A_GROUP, ROLES, Cast
from tests.access.owners import Owners, People
from tests.access.payloads import (
    ASKED,
    CALLERS,
    ENDED,
    HELD,
    MADE,
    ME,
    NOBODY,
    PAIRS,
    PARTNERS,
    Button,
    Buttons,
)
from tests.access.rehearsal import Rehearsal, Rows, press
from tests.access.stages import STAGES, live
from tests.world import World, a_world

HARMLESS = "0:nothing:0"
OWN_ALONE = ("people", "contacts", "days", "questions")  # of the other only where it is about two
ABOUT_TWO = (PARTNERS, CALLERS, PAIRS, HELD, MADE, ASKED, ENDED, ME)
STEPS_BACK = (
    Act.REST_FOR,
    Act.REST_WEEK,
    Act.STOP_HERE,
)  # who rests is not waited for by the other
AROUND_INVITES = ("Ida", "Gus", "Ivo", "Guy")


@dataclass
class Presser:
    """One role on a stage: their row, if any, and what any word of theirs would change."""

    role: str
    user: dict[str, Any]
    person: int
    other: int | None
    harmless: Rows = frozenset()
    count: int = 0


@dataclass
class Played:
    """What came of it: how many presses, what each act changed how often, and what was wrong."""

    cells: int = 0
    at_work: Counter[Act] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Matrix:
    """All presses of one stage. Works in the desk's thread."""

    def __init__(self, stage: str, world: World, cast: Cast, store: Rehearsal) -> None:
        self.stage, self.store, self.turn = stage, store, list(STAGES).index(stage) // 2
        self.house: House = world.house
        self.now = world.now
        self.shown = _shown(world, cast)
        self.played = Played()
        with store.taken_back():
            self.before = store.rows()
        self.everybody = frozenset(row[0] for table, row in self.before if table == "people")
        self.pressers = [self._presser(role, cast[name]) for role, name in ROLES.items()]
        self.invited = frozenset(
            p.person for p in self.pressers if ROLES[p.role] in AROUND_INVITES
        )

    def _presser(self, role: str, who: Any) -> Presser:
        with self.store.taken_back() as tx:
            known = tx.people.by_telegram(who.id)
            pair = tx.pairs.living_of(known.id) if known else None
        members = pair.members if pair and known else ()
        other = next((one for one in members if known and one != known.id), None)
        mine = Presser(role, who.user.json(), known.id if known else NOBODY, other)
        _, mine.count, mine.harmless = self._pressed(mine, HARMLESS, known=-1)
        return mine

    def play(self, buttons: Iterable[Button], full: bool) -> Played:
        """Each in every hand; or else in every hand that may, and in every second other one."""
        for turn, button in enumerate(buttons):
            for place, presser in enumerate(self.pressers):
                if full or presser.person in button.may or (turn + place + self.turn) % 2:
                    self.played.cells += 1
                    self._cell(button, presser)
        return self.played

    def _cell(self, button: Button, by: Presser) -> None:
        try:
            handled, count, diff = self._pressed(by, button.tap.data(), by.count)
        except Exception as error:  # one line each, whatever it is
            self._note(button, by, f"raised {type(error).__name__}: {error}")
            return
        changed = count != by.count and diff != by.harmless
        may = by.person in button.may and by.role != IN_A_GROUP
        if handled.outcome not in (DONE, IGNORED) or handled.query_id is None:
            self._note(button, by, f"was {handled.outcome}, answered: {handled.query_id}")
        elif not may and changed:
            self._note(button, by, f"changed {tables(diff - by.harmless)}")
        elif not changed and not handled.toast:
            self._note(button, by, "got neither a change nor a friendly word")
        elif changed:
            self.played.at_work[button.tap.act] += 1
            self._judge_reach(button, by, diff)

    def _judge_reach(self, button: Button, by: Presser, diff: Rows) -> None:
        """What it changed is the presser's own, or of the other it was about."""
        owners = Owners(self.before | diff)
        me = {by.person} if by.person != NOBODY else owners.people - self.everybody
        reach = {by.other} | me | button.may
        if button.about in (HELD, MADE):
            reach |= self.invited
        for table, row in diff - by.harmless:
            whose: People = owners.of(table, row)
            mine = whose <= me or button.about in ABOUT_TWO
            mine = mine or (table == "days" and button.tap.act in STEPS_BACK)
            if not whose <= reach or (table in OWN_ALONE and not mine):
                self._note(button, by, f"reached into {table} of {sorted(whose)}")

    def _pressed(self, by: Presser, data: str, known: int) -> tuple[Handled, int, Rows]:
        """What came of it, how many rows were written, and where that is not `known`, which."""
        mine = self.shown.get(by.user["id"], {})
        update = press(by.user, data, mine.get(data, 1), group=by.role == IN_A_GROUP)
        with self.store.taken_back() as tx:
            start = self.store.changes
            handled = self.store.handled(tx, self.house.handling, update, self.now)
            count = self.store.changes - start
            diff = self.store.rows() ^ self.before if count != known else Rows()
        return handled, count, diff

    def _note(self, button: Button, by: Presser, what: str) -> None:
        self.played.wrong.append(f"{self.stage}: {button.tap.data()} by {by.role} {what}")


def tables(diff: Rows) -> list[str]:
    """In which tables rows differ."""
    return sorted({table for table, _ in diff})


def _shown(world: World, cast: Cast) -> dict[int, dict[str, int]]:
    """By chat and callback data, the newest message that carries that button."""
    return {
        who.id: {
            button.data: message.id
            for message in world.chat(who)
            for row in message.buttons
            for button in row
            if button.data
        }
        for who in cast.people.values()
    }


async def play(world: World, stage: str, full: bool) -> Played:
    """Live up to this stage, and press: everything, or of each act one or two."""
    cast = await live(world, stage)
    store = Rehearsal(world.house.settings.database_url)

    def all_of_it(*_: object) -> Played:
        with store.taken_back():
            buttons = Buttons(store.sql, world, list(STAGES).index(stage))
            found = buttons.all() if full else buttons.some()
        return Matrix(stage, world, cast, store).play(found, full)

    try:
        return await world.house.desk.play(all_of_it)
    finally:
        store.close()


async def _main() -> int:
    total = Played()
    for stage in STAGES:
        with tempfile.TemporaryDirectory() as folder:
            async with a_world(Path(folder), **settings(folder)) as world:
                played = await play(world, stage, full=True)
        sys.stdout.write(f"{stage:16} {played.cells:6} presses, {len(played.wrong)} wrong\n")
        sys.stdout.flush()
        total.cells += played.cells
        total.at_work += played.at_work
        total.wrong += played.wrong
    idle = [str(act) for act in Act if not total.at_work[act]]
    sys.stdout.write(f"{total.cells} presses by {len(ROLES)} roles on {len(STAGES)} stages\n")
    sys.stdout.write(f"changed something: {total.at_work.total()}; never did: {idle}\n")
    sys.stdout.write("\n".join([f"wrong: {len(total.wrong)}", *total.wrong[:100]]) + "\n")
    return bool(total.wrong or idle)


def settings(folder: object) -> dict[str, Any]:
    """A house with a host, on SQLite: what a press wrote is counted there."""
    return {"database_url": f"sqlite:///{folder}/world.db", "admin_ids": (HOST_ID,)}


if __name__ == "__main__":
    sys.exit(asyncio.run(_main()))
