"""A million people: a sweep that finds nothing, what the process holds, how soon it prompts.

The hundred thousand are multiplied by SQL: a million inserts from here take minutes.
PEOPLE is how many (1,000,000).
"""

import asyncio
import os
import sqlite3
import statistics
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from scheduler.tick import tick
from storage.store import Store
from tests.bench import living
from tests.bench.measure import Measure, seconds
from tests.bench.towns import MANY

PEOPLE = int(os.environ.get("PEOPLE", "1000000"))
SWEEPS = 20
OWN = ("id", "person_id", "day_id", "telegram_id")  # what must differ from copy to copy


def multiplied(town: Path, folder: Path) -> Path:
    """A database of PEOPLE people, each hundred thousand like those of the town."""
    file = folder / "million.db"
    file.write_bytes(town.read_bytes())
    with closing(sqlite3.connect(file)) as sql:
        sql.execute("PRAGMA journal_mode=MEMORY")
        for table in ("people", "days", "steps"):
            for times in range(1, PEOPLE // MANY):
                sql.execute(_copying(sql, table, times * MANY))
        sql.commit()
        sql.execute("ANALYZE")
        sql.execute("PRAGMA journal_mode=WAL")
    return file


def _copying(sql: sqlite3.Connection, table: str, further: int) -> str:
    """Copies the first hundred thousand, the first one's morning left out, under other ids."""
    names = [f'"{row[1]}"' for row in sql.execute(f"PRAGMA table_info({table})")]
    shifted = [f"{n} + {further * 2}" if n.strip('"') in OWN else n for n in names]
    only = f"id <= {MANY}" if table != "steps" else f"id <= {MANY} AND kind = 'day-end'"
    return (
        f"INSERT INTO {table} ({', '.join(names)}) "
        f"SELECT {', '.join(shifted)} FROM {table} WHERE {only}"
    )


def masses(town: Path, now: datetime, folder: Path) -> list[Measure]:
    """What grows with people, and what must not."""
    file = multiplied(town, folder)
    sweep = _sweep(file, now)
    prompt, memory = asyncio.run(living._restart(folder / "masses", file))
    return [
        Measure(f"a sweep with nothing due, {PEOPLE:,} people", "ms", [sweep], 10),
        Measure(f"memory with {PEOPLE:,} people", "MiB", [memory], 160),
        Measure(f"start with {PEOPLE:,} people to the first prompt", "s", [prompt], 5),
    ]


def _sweep(file: Path, now: datetime) -> float:
    before = now - timedelta(hours=1)
    store = Store(f"sqlite:///{file}")
    tick(store, before)
    took = statistics.median(seconds(lambda: tick(store, before)) for _ in range(SWEEPS))
    store.close()
    return 1000 * took
