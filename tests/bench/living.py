"""The real process over real HTTP: how soon it asks, how fast it answers, how much it holds."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.records import Arrival
from storage.store import Store
from tests.bench.measure import TIMES, Measure
from tests.bench.towns import copy
from tests.crowd import FIRST, clock, phones, settle_in
from tests.process import Process, arrivals, first

RATE, WRITERS = 30, 300  # updates a second, each from somebody else: ten seconds of them
IDLE = 3.0  # seconds after which what was only needed for a moment is let go
BERLIN = (52.52, 13.405)


@asynccontextmanager
async def a_bot(folder: Path, **settings: str) -> AsyncIterator[tuple[Process, Telegram]]:
    """Not started yet; it is stopped at the end."""
    telegram = Telegram(clock)
    await telegram.start()
    given = {"telegram_token": telegram.token, "telegram_api_url": telegram.url}
    process = Process(folder, **given, **settings)
    try:
        yield process, telegram
    finally:
        await process.end()
        await telegram.stop()


async def repeated(
    folder: Path, once: Callable[[Path], Coroutine[None, None, list[float]]]
) -> list[tuple[float, ...]]:
    """What `once` measured, five times, each in a folder of its own; by measured thing."""
    rounds = [await once(folder / f"{once.__name__}{number}") for number in range(TIMES)]
    return list(zip(*rounds, strict=True))


async def starts(folder: Path) -> list[Measure]:
    [polls, memory] = await repeated(folder, _start_and_locate)
    return [
        Measure("start to the first poll, new database", "s", polls, 3),
        Measure("idle memory after the first location", "MiB", memory, 150),
    ]


async def _start_and_locate(folder: Path) -> list[float]:
    async with a_bot(folder) as (process, telegram):
        began = time.perf_counter()
        await process.start_polling(telegram)
        polling = time.perf_counter() - began
        ana = telegram.person(101, "Ana")
        for act in (
            partial(telegram.write, ana, "/start"),
            partial(telegram.send_location, ana, *BERLIN),
        ):
            calls = arrivals(telegram)
            act()
            await first(calls, "sendMessage", ana.id)
        await asyncio.sleep(IDLE)
        return [polling, process.resident()]


async def answers(folder: Path) -> list[Measure]:
    half, most = await repeated(folder, _answer_many)
    return [
        Measure("update to answer at 30 updates/s, p50", "ms", half),
        Measure("update to answer at 30 updates/s, p99", "ms", most, 50),
    ]


async def _answer_many(folder: Path) -> list[float]:
    """Each of many people names their thing; from the update's arrival to the answer's."""
    async with a_bot(folder, send_rate="1000", paid_broadcast="yes") as (process, telegram):
        store = Store(process.url)
        store.upgrade()
        people = phones(telegram, settle_in(store, WRITERS, clock()))
        store.close()
        await process.start_polling(telegram)
        waits = await _waits(telegram, people)
    cuts = statistics.quantiles(waits, n=100)
    return [1000 * cuts[49], 1000 * cuts[98]]


async def _waits(telegram: Telegram, people: list[User]) -> list[float]:
    """Seconds from the update's arrival at Telegram to the answer's, by Telegram's own clock."""
    wrote: dict[int, datetime] = {}
    calls, loop = arrivals(telegram), asyncio.get_running_loop()
    begins = loop.time()
    for number, person in enumerate(people):
        await asyncio.sleep(max(0.0, begins + number / RATE - loop.time()))
        wrote[person.id] = clock()
        telegram.write(person, "/commit write three lines")
    heard = await _first_words(calls, len(people))
    return [(heard[who] - at).total_seconds() for who, at in wrote.items()]


async def _first_words(calls: AsyncIterator[Arrival], count: int) -> dict[int, datetime]:
    """When each of so many chats first heard something."""
    heard: dict[int, datetime] = {}
    while len(heard) < count:
        arrival = await first(calls, "sendMessage")
        heard.setdefault(arrival.chat_id or 0, arrival.at)
    return heard


async def restarts(folder: Path, town: Path) -> list[Measure]:
    async def restart(own: Path) -> list[float]:
        return await _restart(own, town)

    prompts, memory = await repeated(folder, restart)
    return [
        Measure("restart with 100,000 people to the first prompt", "s", prompts, 4),
        Measure("memory with 100,000 people", "MiB", memory),
    ]


async def _restart(folder: Path, town: Path) -> list[float]:
    async with a_bot(folder) as (process, telegram):
        copy(town, process.database)
        phones(telegram, [FIRST])
        calls, began = arrivals(telegram), time.perf_counter()
        await process.start()
        await first(calls, "sendMessage", FIRST)
        prompted = time.perf_counter() - began
        await asyncio.sleep(IDLE)
        return [prompted, process.resident()]
