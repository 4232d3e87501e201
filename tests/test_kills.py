"""The real process, killed at random moments while people write and the clock asks.

Everything is real but Telegram, which is the emulator some way down the line. The moments are
drawn from a seed; what follows from them is not timed, it is awaited.
"""

import asyncio
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.playground.telegram import Telegram, User
from storage.records import DayState, StepKind
from storage.store import Store
from tests.crowd import clock, phones, settle_in
from tests.distance import far_away
from tests.process import Process, arrivals

pytestmark = pytest.mark.slow

SEEDS = (20_260_304, 20_260_305)  # two bots at once: most of the time is spent on starting
KILLS = 10  # of each, so 20 in all
UNCONFIRMED = 5  # updates at least that Telegram does not know to be stored when a kill comes
WRITERS, SLEEPERS = 260, 60
MORNINGS_OVER = 20.0  # seconds from the first start in which the sleepers' mornings fall
CALLS_AT_MOST = 20  # that reach Telegram after the first poll, until the kill
DISTANCE = 0.02  # seconds to Telegram, one way
PATIENCE = 120.0
MORNING = ("MorningCame", "MorningTaken")
WHOSE = "JOIN people ON people.id = person_id"
NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"  # to the millisecond: leases end at a start
SENDS = "WHERE verb = 'send'"  # the others only change what is there


@dataclass
class Kill:
    """What was under way when the process ended."""

    calls: int
    unconfirmed: int
    waiting: int
    in_flight: list[int]

    def __str__(self) -> str:
        return (
            f"after {self.calls:2} calls: {self.unconfirmed:2} updates unconfirmed, "
            f"{self.waiting:2} waiting in the inbox, {len(self.in_flight)} notices in flight"
        )


@dataclass
class Life:
    """One bot on one database, the people who write to it, and what befell it."""

    seed: int
    process: Process
    telegram: Telegram
    sleepers: list[int]
    writers: Iterator[User]
    chance: random.Random
    wrote: dict[int, list[str]] = field(default_factory=dict)
    kills: list[Kill] = field(default_factory=list)

    def burst(self, low: int, high: int) -> None:
        """So many people name their thing; some of them are done with it at once."""
        for _ in range(self.chance.randint(low, high)):
            who = next(self.writers)
            self.wrote[who.id] = [f"/commit the thing of {who.id}"]
            if self.chance.random() < 0.3:
                self.wrote[who.id].append("/done")
            for text in self.wrote[who.id]:
                self.telegram.write(who, text)

    async def live_and_die(self) -> None:
        """Start, be written to all the time, and be killed with something in hand."""
        await self.process.start_polling(self.telegram)
        self.burst(4, 8)
        calls = self.chance.randint(0, CALLS_AT_MOST)
        heard = arrivals(self.telegram)
        for _ in range(calls):
            await anext(heard)
            if self.chance.random() < 0.1:
                self.burst(1, 1)
        await asyncio.sleep(self.chance.uniform(0.0, 2 * DISTANCE))
        self.burst(5, 9)
        await asyncio.sleep(self.chance.uniform(0.0, 2 * DISTANCE))
        while self.telegram.pending_updates < UNCONFIRMED:
            self.burst(1, 1)
        unconfirmed = self.telegram.pending_updates
        await self.process.kill()
        self.kills.append(Kill(calls, unconfirmed, *self.left_behind()))

    def left_behind(self) -> tuple[int, list[int]]:
        """Inbox rows not handled and notices in flight, as the dead left them."""
        with reading(self.process.database) as ask:
            [[waiting]] = ask("SELECT count(*) FROM inbox WHERE done_at IS NULL")
            held = ask(f"SELECT id FROM outbox WHERE done_at IS NULL AND claimed_until > {NOW}")
        return waiting, [notice for (notice,) in held]

    async def come_to_rest(self) -> None:
        """Until everything written is answered and everything due has been said."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if not self.telegram.pending_updates and not self.unfinished():
                    return
                await asyncio.sleep(0.1)

    def unfinished(self) -> int:
        with reading(self.process.database) as ask:
            [[count]] = ask(
                "SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL)"
                " + (SELECT count(*) FROM outbox WHERE done_at IS NULL)"
                " + (SELECT count(*) FROM steps WHERE kind = 'morning')"
            )
        return int(count)


Ask = Callable[[str], list[Any]]


@contextmanager
def reading(database: Path) -> Iterator[Ask]:
    """Ask the database as it lies there; what is only read is not mended by it."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as file:
        yield lambda question: file.execute(question).fetchall()


@asynccontextmanager
async def a_life(folder: Path, seed: int, over: float) -> AsyncIterator[Life]:
    """Nobody has written yet; the sleepers' mornings come within `over` seconds."""
    chance, telegram = random.Random(seed), Telegram(clock)
    await telegram.start()
    async with far_away(telegram.url, DISTANCE) as url:
        process = Process(folder, telegram_token=telegram.token, telegram_api_url=url)
        store = Store(process.url)
        store.upgrade()
        mornings = sorted(chance.uniform(1.0, over) for _ in range(SLEEPERS))
        due = [(StepKind.MORNING, clock() + timedelta(seconds=at)) for at in mornings]
        ids = settle_in(store, SLEEPERS + WRITERS, clock(), DayState.WAITING, due)
        store.close()
        people = phones(telegram, ids)
        life = Life(seed, process, telegram, ids[:SLEEPERS], iter(people[SLEEPERS:]), chance)
        try:
            yield life
        finally:
            await process.end()
            await telegram.stop()


async def be_killed_over_and_over(life: Life) -> None:
    """All the kills, then one last life in which everything comes to rest."""
    for _ in range(KILLS):
        await life.live_and_die()
    await life.process.start_polling(life.telegram)
    await life.come_to_rest()
    assert await life.process.terminate() == 0, life.process.said()


async def test_whenever_it_is_killed_nothing_is_lost_and_nothing_happens_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with AsyncExitStack() as stack:
        made = [a_life(tmp_path / str(seed), seed, MORNINGS_OVER) for seed in SEEDS]
        lives = [await stack.enter_async_context(life) for life in made]
        async with asyncio.TaskGroup() as group:
            for life in lives:
                group.create_task(be_killed_over_and_over(life))
    with capsys.disabled():
        sys.stdout.write("".join(map(told, lives)))
    for life in lives:
        assert all(kill.unconfirmed >= UNCONFIRMED for kill in life.kills)
        assert any(kill.waiting for kill in life.kills)
        assert any(kill.in_flight for kill in life.kills)
        every_update_was_handled(life)
        every_deed_was_done_once(life)
        every_notice_was_taken(life)
        only_what_was_in_flight_was_shown_twice(life)


def told(life: Life) -> str:
    """What was under way at each kill."""
    lines = [f"seed {life.seed}, kill {n:2}: {kill}" for n, kill in enumerate(life.kills, 1)]
    twice = sum(repeats(life).values())
    return "\n".join(("", *lines, f"seed {life.seed}: {twice} messages shown twice", ""))


def every_update_was_handled(life: Life) -> None:
    with reading(life.process.database) as ask:
        outcomes = Counter(ask("SELECT outcome, tries FROM inbox"))
    assert outcomes == {("handled", 0): sum(map(len, life.wrote.values()))}


def every_deed_was_done_once(life: Life) -> None:
    """The journal has one line for each thing said or due, and the dates stand as they must."""
    with reading(life.process.database) as ask:
        journal = Counter(ask(f"SELECT telegram_id, kind FROM journal {WHOSE}"))
        dates = ask(f"SELECT telegram_id, state, text FROM days {WHOSE}")
    deeds = Counter({(who, kind): 1 for who in life.sleepers for kind in MORNING})
    ends: dict[int, tuple[str, str | None]] = dict.fromkeys(life.sleepers, (DayState.ASKED, None))
    for who, texts in life.wrote.items():
        deeds[who, "Named"], deeds[who, "Did"] = 1, len(texts) - 1
        deeds[who, "TellingCame"] = min(journal[who, "TellingCame"], 1)  # due after a minute
        ends[who] = (DayState.DONE if texts[1:] else DayState.COMMITTED, f"the thing of {who}")
    assert journal == +deeds
    assert {who: (state, text) for who, state, text in dates if who in ends} == ends


def every_notice_was_taken(life: Life) -> None:
    """One answer an update, one question a morning, each on a message of its own."""
    with reading(life.process.database) as ask:
        notices = ask(f"SELECT chat_id, outcome, message_id FROM outbox {SENDS}")
        [[untaken]] = ask("SELECT count(*) FROM outbox WHERE outcome NOT LIKE 'taken%'")
    expected = Counter({who: len(texts) for who, texts in life.wrote.items()})
    expected.update(life.sleepers)
    assert Counter(chat for chat, _, _ in notices) == expected
    assert {outcome for _, outcome, _ in notices} == {"taken"}
    assert untaken == 0
    assert len({(chat, message) for chat, _, message in notices}) == len(notices)


def only_what_was_in_flight_was_shown_twice(life: Life) -> None:
    """At most once more for each kill that met it under way, and marked as such."""
    with reading(life.process.database) as ask:
        notices = ask(f"SELECT id, chat_id, tries FROM outbox {SENDS}")
    met = Counter(notice for kill in life.kills for notice in kill.in_flight)
    allowed: Counter[int] = Counter()
    for notice, chat, tries in notices:
        assert tries == met[notice], f"notice {notice} was met by {met[notice]} kills"
        allowed[chat] += tries
    assert repeats(life) <= allowed


def repeats(life: Life) -> Counter[int]:
    """How many messages more than notices each chat has seen."""
    with reading(life.process.database) as ask:
        notices = Counter(chat for (chat,) in ask(f"SELECT chat_id FROM outbox {SENDS}"))
    sends = [a for a in life.telegram.arrivals if a.method == "sendMessage" and a.applied]
    return Counter(a.chat_id for a in sends if a.chat_id is not None) - notices


@pytest.mark.parametrize("seed", [1, 2])
async def test_told_to_stop_it_ends_in_order_and_repeats_nothing(
    tmp_path: Path, seed: int
) -> None:
    async with a_life(tmp_path / "bot", seed, 4.0) as life:
        await life.process.start_polling(life.telegram)
        life.burst(20, 20)
        await asyncio.sleep(life.chance.uniform(0.0, 0.4))
        async with asyncio.timeout(10):
            assert await life.process.terminate() == 0, life.process.said()
        assert life.left_behind()[1] == []
        await life.process.start_polling(life.telegram)
        await life.come_to_rest()
        assert await life.process.terminate() == 0
        every_update_was_handled(life)
        every_notice_was_taken(life)
        assert not repeats(life)
        assert "Traceback" not in life.process.said()
