"""Beside us: the same prompts by PTB's JobQueue and by APScheduler with its SQL job store.

One daily job a person, all at one instant; nothing is sent, a prompt is a line written. Each in a
process of its own. BESIDE lists for how many people (10000; "10000,100000" takes minutes).

`python -m tests.bench.beside <kind> <file> <people> <over|before|after> <instant>` is one life.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.ext import ApplicationBuilder, CallbackContext, JobQueue

from tests.bench.measure import Measure
from tests.process import ROOT

COUNTS = [int(count) for count in os.environ.get("BESIDE", "10000").split(",")]
AHEAD = timedelta(seconds=5)  # from the last job's planning to the instant
DOWN, QUIET = 5.0, 10.0  # seconds down; and without a prompt until no more is expected
TRIED = 50
KINDS = {"jobqueue": "PTB JobQueue", "jobstore": "APScheduler, SQL job store"}
prompted: list[float] = []
kept: list[object] = []  # the queue itself keeps its application only weakly


def beside(folder: Path) -> list[Measure]:
    return [
        measure for kind in KINDS for count in COUNTS for measure in _measured(folder, kind, count)
    ]


def _measured(folder: Path, kind: str, count: int) -> list[Measure]:
    """A first life over the instant, and one that was down over it: what came of the prompts."""
    name = f"{KINDS[kind]}, {count:,} people"
    lived = _life(kind, folder / f"{kind}{count}.db", count, "over")
    left = folder / f"{kind}{count}-down.db"
    planned = _life(kind, left, count, "before")
    time.sleep(max(0.0, planned["at"] - time.time()) + DOWN)
    after = _life(kind, left, count, "after", planned["at"])
    return [
        Measure(f"{name}: ready after", "s", [lived["ready"]]),
        Measure(f"{name}: memory", "MiB", [lived["memory"]]),
        Measure(f"{name}: lateness, median", "s", [lived["median"]]),
        Measure(f"{name}: lateness, last", "s", [lived["last"]]),
        Measure(
            f"{name}: prompts lost by being down over the instant", "", [count - after["said"]]
        ),
    ]


def _life(kind: str, file: Path, count: int, life: str, at: float = 0.0) -> dict[str, float]:
    """A process's whole life: over the instant, ended before it, or begun after it."""
    given = (kind, str(file), str(count), life, str(at))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.beside", *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def prompt(instant: float) -> None:
    """What a job does."""
    prompted.append(time.time() - instant)


async def _prompt(context: CallbackContext[Any, Any, Any, Any]) -> None:
    assert context.job is not None
    prompt(float(str(context.job.data)))


async def _main(kind: str, file: str, count: int, life: str, instant: float) -> None:
    began = time.perf_counter()
    queue = await (_job_queue() if kind == "jobqueue" else _job_store(file))
    at = datetime.fromtimestamp(instant, UTC)
    if life != "after":
        at = _instant(queue, count)
    if life != "after" or kind == "jobqueue":  # what is only in memory is planned anew
        for number in range(count):
            _plan(queue, str(number), at)
    ready = time.perf_counter() - began
    if life != "before":
        await _heard(count if life == "over" else 0, at)
    print(json.dumps(_told(at, ready)))


def _told(at: datetime, ready: float) -> dict[str, float]:
    late = prompted or [0.0]
    return {
        "at": at.timestamp(),
        "ready": ready,
        "memory": _resident(),
        "median": statistics.median(late),
        "last": max(late),
        "said": len(prompted),
    }


async def _heard(count: int, at: datetime) -> None:
    """Until all were prompted, or for as long as nothing more comes."""
    quiet, seen = 0.0, -1
    while len(prompted) < (count or 10**9) and quiet < QUIET:
        await asyncio.sleep(0.2)
        passed = time.time() > at.timestamp()
        quiet = quiet + 0.2 if len(prompted) == seen and passed else 0.0
        seen = len(prompted)


async def _job_queue() -> JobQueue[Any]:
    app = ApplicationBuilder().token("1:beside").build()
    assert app.job_queue is not None
    kept.append(app)
    await app.job_queue.start()
    return app.job_queue


async def _job_store(file: str) -> AsyncIOScheduler:
    stores = {"default": SQLAlchemyJobStore(f"sqlite:///{file}")}
    made = AsyncIOScheduler(
        jobstores=stores, executors={"default": AsyncIOExecutor()}, timezone=UTC
    )
    made.start()
    return made


def _instant(queue: Any, count: int) -> datetime:
    """Far enough away for all to be planned by then, as far as the first fifty tell."""
    began = time.perf_counter()
    for number in range(TRIED):
        _plan(queue, str(number), datetime.now(UTC) - timedelta(hours=1))
    each = (time.perf_counter() - began) / TRIED
    return (datetime.now(UTC) + AHEAD + timedelta(seconds=2 * count * each)).replace(microsecond=0)


def _plan(queue: Any, name: str, at: datetime) -> None:
    """One person's daily job."""
    if isinstance(queue, JobQueue):
        for old in queue.get_jobs_by_name(name) if int(name) < TRIED else ():
            old.schedule_removal()
        queue.run_daily(_prompt, at.timetz(), data=at.timestamp(), name=name)
    else:
        when = {"hour": at.hour, "minute": at.minute, "second": at.second}
        queue.add_job(
            prompt, "cron", args=[at.timestamp()], id=name, replace_existing=True, **when
        )


def _resident() -> float:
    text = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    _kind, _file, _count, _life_, _at = sys.argv[1:]
    asyncio.run(_main(_kind, _file, int(_count), _life_, float(_at)))
