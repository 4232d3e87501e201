"""`make bench`: measures everything and prints the table; ARGS="answers" measures only that."""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import beside, bulk, living, masses, ticking, towns
from tests.bench.measure import Measure, machine, table
from tests.crowd import clock


def main(wanted: list[str]) -> int:
    """0 when every target was kept."""
    with TemporaryDirectory() as name:
        folder, now = Path(name), clock()
        print(machine(folder), flush=True)
        every = benches(folder, now)
        if unknown := set(wanted) - every.keys():
            print(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(every)}")
            return 2
        measures: list[Measure] = []
        for bench in wanted or every:
            measures += every[bench]()
            print(f"measured: {bench}", file=sys.stderr, flush=True)
    print(table(measures))
    return int(any(measure.ratio > 1 for measure in measures))


def benches(folder: Path, now: datetime) -> dict[str, Callable[[], list[Measure]]]:
    made: dict[str, Path] = {}

    def many() -> Path:
        return made.get("many") or made.setdefault("many", towns.many(folder, now))

    return {
        "starts": lambda: asyncio.run(living.starts(folder)),
        "answers": lambda: asyncio.run(living.answers(folder)),
        "paced": lambda: asyncio.run(bulk.paced(folder)),
        "burst": lambda: asyncio.run(bulk.burst(folder)),
        "blocked": lambda: asyncio.run(bulk.blocked(folder)),
        "cycles": lambda: asyncio.run(bulk.cycles(folder)),
        "sweeps": lambda: [ticking.sweeps(many(), now, folder)],
        "masses": lambda: masses.masses(many(), now, folder),
        "beside": lambda: beside.beside(folder),
        "steps": lambda: [ticking.steps(towns.checking(folder, now), now, folder)],
        "restarts": lambda: asyncio.run(living.restarts(folder, many())),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
