"""What one PostgreSQL carries, flushing every commit: `python -m tests.bench.postgres [people]`.

Morning questions due at one minute are played, then their notices claimed and finished, by four
threads as four processes would.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from scheduler.tick import tick
from storage.records import DayState, StepKind
from storage.store import Store
from tests.clock import MORNING
from tests.crowd import settle_in
from tests.postgres import Server

WORKERS, AT_ONCE = 4, 100
LEASE = timedelta(minutes=2)


def carried(store: Store) -> int:
    """Claim and finish until nothing is due; how many."""
    count = 0
    landed: list[tuple[int, str, int | None]] = []
    while True:
        with store.transaction() as tx:
            tx.outbox.finish_many(landed, MORNING)
            claimed = tx.outbox.claim(MORNING, LEASE, AT_ONCE, AT_ONCE)
        if not claimed:
            return count
        landed = [(one.id, "taken", one.id) for one in claimed]
        count += len(claimed)


def rate(stores: list[Store], work: Callable[[Store], int]) -> float:
    """How many a second, all together."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        total = sum(pool.map(work, stores))
    return total / (time.perf_counter() - begun)


def main(people: int) -> None:
    server = Server(durable=True)
    stores = [Store(server.fresh())]
    stores += [Store(server.url()) for _ in range(WORKERS - 1)]
    try:
        due = [(StepKind.MORNING, MORNING)] * people
        settle_in(stores[0], people, MORNING, DayState.WAITING, due, paired=True)
        played = rate(stores, lambda store: tick(store, MORNING))
        sent = rate(stores, carried)
        size = server.run("SELECT pg_database_size('house')")[0][0] / people
        print(f"{people} people: {played:.0f} steps/s played, {sent:.0f} notices/s claimed and")
        print(f"finished, {size / 1024:.1f} KiB a person on the disk")
    finally:
        for store in stores:
            store.close()
        server.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
