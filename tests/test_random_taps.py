"""Two phones in random hands: any button that is shown, any words, at any time, through the bot.

Nothing may fail, every press is answered, and what is stored and what was heard stay true.
"""

import logging
import random

import pytest

from scheduler.verify import verify
from storage.ledger import reading
from tests.journeys.people import settle_in
from tests.world import Somebody, World

WORDS = [
    "Write to Dr Weiss",
    "Write to Dr Weiss by 15:00",
    "done",
    "yes",
    "not today",
    "no call",
    "thanks",
    "How are you?",
    "👍",
    "Ana did it",
    "Ben did it",
    "/commit",
    "/commit Call the tax office",
    "/done",
    "/done yesterday",
    "/done with a note",
    "/call",
    "/tomorrow Buy stamps",
    "/skip",
    "/skip until Friday",
    "/pause",
    "/resume",
    "/today",
    "/progress",
    "/log",
    "/why",
    "/pact",
    "/settings",
    "/help",
    "/cancel",
    "/leave",
    "/nonsense",
]
RARELY = ("Leave", "Stop here", "End", "Part as friends", "/leave")  # else little is left to see


class Hands:
    """Two people who press and write whatever they like."""

    def __init__(self, world: World, both: tuple[Somebody, Somebody], seed: int) -> None:
        self.world, self.both, self.chance = world, both, random.Random(seed)
        self.presses = 0

    async def play(self, moves: int) -> None:
        for _ in range(moves):
            what = self.chance.choices(["press", "write", "moment", "wait"], [5, 2, 4, 1])[0]
            await getattr(self, what)()

    async def press(self) -> None:
        who = self.chance.choice(self.both)
        shown = [
            (message.id, button.data)
            for message in self.world.chat(who)[-6:]
            for row in message.buttons
            for button in row
            if button.data and (self.seldom() or not button.text.startswith(RARELY))
        ]
        if shown:
            message, data = self.chance.choice(shown)
            self.world.telegram.press(who.user, message, data)
            self.presses += 1
            await self.world.settle()

    async def write(self) -> None:
        text = self.chance.choice(WORDS)
        if self.seldom() or text not in RARELY:
            await self.world.write(self.chance.choice(self.both), text)

    async def moment(self) -> None:
        due = self.world.house.next_due()
        if due is not None:
            await self.world.until(max(due, self.world.now))

    async def wait(self) -> None:
        await self.world.minutes(self.chance.choice([1, 10, 40, 180]))

    def seldom(self) -> bool:
        return self.chance.random() < 0.03


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_nothing_that_two_people_press_and_write_breaks_anything(
    world: World, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/London", None)
    await settle_in(world, ana, ben)
    hands = Hands(world, (ana, ben), seed)
    await hands.play(120)
    await world.days(1)
    failed = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert failed == []
    assert len(world.telegram.callback_answers) == hands.presses
    assert world.telegram.unknown_parameters == []
    with reading(world.house.settings.database_url) as ledger:
        assert [str(odd) for odd in verify(ledger, world.now).oddities] == []
