"""Lets people live their scripted dates, moment by moment, whatever happens to the bot."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from deploy.playground.telegram.records import Message
from tests.chaos.model import Expected, Model
from tests.chaos.model import on as on_date
from tests.chaos.oracle import Verdict, judge, missing, rows
from tests.chaos.script import Act, Part, Person, acts, parts, stops
from tests.chaos.world import World

AGAIN = 0.3  # of the usual patience, with a bot that has disappointed before
Moment = Callable[[datetime], Awaitable[None]]


class Days:
    """The dates that are lived, one after another, and at the end the verdict."""

    def __init__(self, world: World, seed: int, dates: Sequence[date]) -> None:
        self.world, self.dates, self.seed = world, dates, seed
        everything = [part for on in dates for part in parts(list(world.people), on, seed)]
        self.model = Model(everything, world.people, world.clock.now())
        self.model.acts, self.model.outages = world.ledger.acts, world.ledger.outages
        self.by_name = {who.name: who for who in world.people}
        self.in_vain: list[Expected] = []
        self.also: list[datetime] = []
        """Moments of a fault's own."""

    def agenda(self, on: date) -> list[tuple[datetime, list[Act]]]:
        """Every moment of the date with what people do then."""
        mine = [part for (_, day), part in self.model.parts.items() if day == on]
        own = [moment for moment in self.also if on_date(moment) == on]
        moments: dict[datetime, list[Act]] = {moment: [] for moment in [*stops(on), *own]}
        for part in mine:
            for act in self._acts(part):
                moments.setdefault(act.at, []).append(act)
        return sorted(moments.items())

    async def live(self, before: Moment | None = None, after: Moment | None = None) -> None:
        """All dates. `before` is awaited when a moment has come, `after` once people acted."""
        for on in self.dates:
            for moment, what in self.agenda(on):
                self.world.skip_to(moment)
                if before:
                    await before(moment)
                for act in what:
                    await self.do(act)
                if after:
                    await after(moment)
                await self.settle()

    async def do(self, act: Act) -> None:
        """A button is waited for, if the bot is there to bring it."""
        if act.press and self.world.life.alive:
            await self.world.until(lambda: self.world.button(act.who, act.text), 3.0)
        self.world.act(act)

    async def settle(self) -> None:
        """Until what must have come by now has come, or in vain."""
        patience = self.world.patience * (AGAIN if self.in_vain else 1)
        await self.world.until(lambda: not (self.world.life.alive and self._missing()), patience)
        if self.world.life.alive:
            self.in_vain += self._missing()
        await self.world.calm()

    def _missing(self) -> list[Expected]:
        """Nothing is waited for twice."""
        return [one for one in missing(self.world, self.model) if not self._was_in_vain(one)]

    def _was_in_vain(self, one: Expected) -> bool:
        return any(one.kind == two.kind and one.part is two.part for two in self.in_vain)

    async def verdict(self) -> Verdict:
        """Everybody asks for /log on the morning after; then the bot stops and checks itself."""
        world, last = self.world, self.dates[-1]
        world.skip(minutes=30)
        logs = await self._logs()
        found = judge(world, self.model, logs, last)
        code = await world.terminate()
        if code:
            found.wrong.append(f"exit code {code}: {world.life.said()[-300:]}")
        if world.life.main == "bot" and await world.life.run("verify"):
            found.wrong.append(f"verify: {world.life.said().splitlines()[-3:]}")
        found.fired = world.ledger.fired
        return found

    async def _logs(self) -> dict[str, list[str]]:
        """What /log says to each, the oldest first."""
        world = self.world
        since, today = world.telegram.state.last_message, on_date(world.clock.now())
        for who in world.people:
            world.telegram.write(world.person(who), "/log")

        def pages() -> list[Message]:
            found = [world.said(who, "Day by day", since=since) for who in world.people]
            return [page for page in found if page]

        await world.until(lambda: len(pages()) == len(world.people))
        told = {page.chat_id: rows(page.text, today) for page in pages()}
        for who in world.people:
            told[who.id] = await self._older(who) + told.get(who.id, [])
        await world.calm()
        return {who.name: told.get(who.id, []) for who in world.people}

    async def _older(self, who: Person) -> list[str]:
        """The page before, if there is one."""
        page = self.world.button(who, "Older")
        if page is None:
            return []
        first = page.text
        self.world.telegram.press(self.world.person(who), page.id, "Older")
        await self.world.until(lambda: page.text != first)
        return rows(page.text, date.max)

    def _acts(self, part: Part) -> list[Act]:
        """A second apart by person, so that the order within a moment is drawn, not alike."""
        return [replace(act, at=act.at) for act in acts(part, self.by_name[part.who.partner])]


def weekdays(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]
