"""Ten thousand prompts due at once: how long they take, beside the limit's own time and beside the
bare send of the same calls; and how soon people are answered meanwhile.

BULK is how many are due at the paid rate (10,000), PACED at 30 a second (1,500: under a minute).
ON=postgresql measures on PostgreSQL. Everything is held to the emulator's limits; one 429 of our
own making fails the measure.
"""

import asyncio
import json
import os
import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.delivery import WIDTH
from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.records import Arrival
from scheduler.notices.news import PartnerThing
from storage.records import Lane, Outgoing, Step, StepKind, Verb
from storage.store import Store
from tests.bench.living import a_bot
from tests.bench.measure import Measure
from tests.crowd import FIRST, clock, phones, settle_in
from tests.postgres import Server
from tests.process import ROOT, Process

BULK, PACED = int(os.environ.get("BULK", "10000")), int(os.environ.get("PACED", "1500"))
ON = os.environ.get("ON", "sqlite")
AHEAD = timedelta(seconds=3)  # from the planning until they are due
CYCLES = int(os.environ.get("CYCLES", "600"))
WANTED = 100 if ON == "postgresql" else 60  # complete cycles a second
WRITERS, EACH_SECOND = 100, 10  # people who write meanwhile
PATIENCE = 120.0  # seconds beyond the limit's own time until it counts as stuck
FAST = {"send_rate": "1000", "paid_broadcast": "yes"}
GROUP, BLOCKED = -500, 60


async def paced(folder: Path) -> list[Measure]:
    """At 30 a second, prompts due at one instant."""
    own = PACED / 30
    async with _a_bot(folder / "paced") as (process, telegram, url):
        due, _ = await _begin(process, telegram, url, PACED)
        sent = await _all_sent(telegram, PACED, own + PATIENCE)
    return [
        Measure(
            f"{PACED:,} prompts at 30/s, of the limit's own time",
            "x",
            [_span(sent, due) / own],
            1.1,
        ),
        _self_caused(telegram, "429 while they went"),
    ]


async def burst(folder: Path) -> list[Measure]:
    """At 1,000 a second, beside the bare send, while people write and are answered."""
    async with _a_bot(folder / "burst", **FAST) as (process, telegram, url):
        due, people = await _begin(process, telegram, url, BULK, WRITERS)
        await _until(due)
        writing = asyncio.ensure_future(_write(telegram, people))
        sent = await _all_sent(telegram, BULK, BULK / 200 + PATIENCE)
        took = _span(sent, due)
        waits = await writing
    bare = await _bare(folder, sent)
    return [
        Measure(f"{BULK:,} prompts at once at 1,000/s", "s", [took]),
        Measure("the bare send of the same calls", "s", [bare]),
        Measure("prompts at once, of the bare send", "x", [took / bare], 1.5),
        _self_caused(telegram, "429 while they went at 1,000/s"),
        Measure("update to answer meanwhile, p50", "s", [statistics.median(waits)]),
        Measure("update to answer meanwhile, p99", "s", [_p99(waits)], 1),
    ]


async def blocked(folder: Path) -> list[Measure]:
    """Whatever is said to one group is refused for a minute; the others write and are answered."""
    async with _a_bot(folder / "blocked") as (process, telegram, url):
        store = Store(url)
        store.upgrade()
        people = phones(telegram, settle_in(store, WRITERS, clock()))
        telegram.group(GROUP, "Runners", *people[:3])
        telegram.fail(method="*", kind="429", chat=GROUP, retry_after=BLOCKED, times=None)
        with store.transaction() as tx:
            tx.outbox.put_many([_to_the_group(number) for number in range(50)], clock())
        store.close()
        await process.start_polling(telegram)
        waits = await _write(telegram, people)
        met = [a for a in telegram.arrivals if a.chat_id == GROUP]
    return [
        Measure("update to answer while one group is blocked, p99", "s", [_p99(waits)], 1),
        Measure("calls to the blocked group meanwhile", "", [len(met)], 1),
    ]


def _to_the_group(number: int) -> Outgoing:
    notice = PartnerThing(0, "Ana", f"thing {number}")
    return Outgoing(GROUP, Verb.SEND, notice.key(), notice.pack(), lane=Lane.NEWS)


async def cycles(folder: Path) -> list[Measure]:
    """Prompt, answer, the partner's news: each of many people as soon as they are asked."""
    async with _a_bot(folder / "cycles", **FAST, chat_rate="30") as (process, telegram, url):
        store = Store(url)
        store.upgrade()
        ids = settle_in(store, CYCLES, clock(), paired=True)
        people = phones(telegram, ids)
        store.close()
        await process.start_polling(telegram)
        due = _plan_mornings(url, people)
        ended = await _answer_each(telegram, {who.id: who for who in people})
    return [
        Measure(
            f"{CYCLES:,} complete cycles at once, of those wanted ({WANTED}/s)",
            "x",
            [WANTED * (ended - due).total_seconds() / CYCLES],
            1,
        ),
        Measure("complete cycles a second", "/s", [CYCLES / (ended - due).total_seconds()]),
    ]


async def _answer_each(telegram: Telegram, people: dict[int, User]) -> datetime:
    """Everybody names their thing when asked; when the last partner heard of it."""
    asked: set[int] = set()
    told: set[int] = set()
    seen = len(telegram.arrivals)
    async with asyncio.timeout(PATIENCE * 3):
        while len(told) < len(people):
            await asyncio.sleep(0.02)
            there = len(telegram.arrivals)
            for arrival in telegram.arrivals[seen:there]:
                who = arrival.chat_id or 0
                if not arrival.method.startswith("send") or who not in people:
                    continue
                if _is_prompt(arrival) and who not in asked:
                    asked.add(who)
                    telegram.write(people[who], "write three lines")
                elif f"No {_partner(who)}" in arrival.params.get("text", ""):
                    told.add(who)
            seen = there
    return max(arrival.at for arrival in telegram.arrivals[-50:])


def _partner(who: int) -> int:
    """As tests.crowd pairs them."""
    return FIRST + ((who - FIRST) ^ 1)


@asynccontextmanager
async def _a_bot(folder: Path, **settings: str) -> AsyncIterator[tuple[Process, Telegram, str]]:
    """As living's, on a PostgreSQL that flushes if asked for; and where its database is."""
    server = Server(durable=True) if ON == "postgresql" else None
    try:
        where = {"database_url": server.fresh()} if server else {}
        async with a_bot(folder, **settings, **where) as (process, telegram):
            yield process, telegram, where.get("database_url", process.url)
    finally:
        if server is not None:
            server.close()


async def _begin(
    process: Process, telegram: Telegram, url: str, count: int, writers: int = 0
) -> tuple[datetime, list[User]]:
    """A living bot, `count` people whose morning comes at the instant returned, and some more."""
    store = Store(url)
    store.upgrade()
    people = phones(telegram, settle_in(store, count + writers, clock()))
    store.close()
    telegram.limits = True
    await process.start_polling(telegram)
    return _plan_mornings(url, people[:count]), people[count:]


def _plan_mornings(url: str, people: Sequence[User]) -> datetime:
    store = Store(url, beside=True)
    with store.transaction() as tx:
        owners = [(tx.people.by_telegram(who.id)) for who in people]
        days = [tx.days.open_of(owner.id) for owner in owners if owner]
        due = clock() + AHEAD
        tx.steps.plan_many([Step(0, StepKind.MORNING, due, day_id=d.id) for d in days if d])
    store.close()
    return due


async def _all_sent(telegram: Telegram, count: int, patience: float) -> list[Arrival]:
    """The prompts' calls, once all were taken."""
    seen, sent = 0, list[Arrival]()
    async with asyncio.timeout(patience):
        while len(sent) < count:
            await asyncio.sleep(0.05)
            there = len(telegram.arrivals)
            new, seen = telegram.arrivals[seen:there], there
            sent += [a for a in new if _is_prompt(a)]
    return sent


def _is_prompt(arrival: Arrival) -> bool:
    return arrival.method == "sendMessage" and "reply_markup" in arrival.params


def _span(sent: Sequence[Arrival], due: datetime) -> float:
    return (max(arrival.at for arrival in sent) - due).total_seconds()


def _self_caused(telegram: Telegram, name: str) -> Measure:
    met = sum((a.error or "").startswith("Too Many") for a in telegram.arrivals)
    return Measure(name, "", [met], 0.5)


async def _until(instant: datetime) -> None:
    await asyncio.sleep(max(0.0, (instant - clock()).total_seconds()))


async def _write(telegram: Telegram, people: Sequence[User]) -> list[float]:
    """Each writes once, in turn; seconds from each update to the first words back."""
    loop = asyncio.get_running_loop()
    wrote: dict[int, datetime] = {}
    first, begins = len(telegram.arrivals), loop.time()
    for number, person in enumerate(people):
        await asyncio.sleep(max(0.0, begins + number / EACH_SECOND - loop.time()))
        wrote[person.id] = clock()
        telegram.write(person, "/commit write three lines")
    heard = await _heard(telegram, wrote, first)
    return [(heard[who] - at).total_seconds() for who, at in wrote.items()]


async def _heard(
    telegram: Telegram, wrote: dict[int, datetime], first: int
) -> dict[int, datetime]:
    heard: dict[int, datetime] = {}
    async with asyncio.timeout(PATIENCE):
        while len(heard) < len(wrote):
            await asyncio.sleep(0.02)
            there = len(telegram.arrivals)
            for arrival in telegram.arrivals[first:there]:
                if arrival.method == "sendMessage" and arrival.chat_id in wrote:
                    heard.setdefault(arrival.chat_id, arrival.at)
            first = there
    return heard


def _p99(waits: Sequence[float]) -> float:
    return statistics.quantiles(waits, n=100)[98]


async def _bare(folder: Path, sent: Sequence[Arrival]) -> float:
    """Seconds that the same calls take without a bot around them, in a process of their own."""
    telegram = Telegram(clock)
    await telegram.start()
    phones(telegram, [a.chat_id for a in sent if a.chat_id is not None])
    file = folder / "calls.json"
    file.write_text(json.dumps([arrival.params for arrival in sent]), "utf-8")
    given = (telegram.url, telegram.token, str(file), str(WIDTH))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.bare", *given, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    await telegram.stop()
    return float(said)
