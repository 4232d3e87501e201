"""`make chaos`: the campaign, its table, and whether everything is as promised.

Exit code 1 when ours lost, doubled or mistook anything, when a fault never fired, when the control
fails without faults or survives them, or when a planted bug was not found.
"""

import argparse
import asyncio
import random
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace

from tests.chaos.campaign import HEAD, Fault, Line, campaign, details
from tests.chaos.faults import ALL, KILLS, NONE, ON_POSTGRES, planted
from tests.postgres import Server


def main(arguments: Sequence[str]) -> int:
    asked = _asked(arguments)
    if asked.database == "postgresql":
        return _on_postgres(asked)
    say(f'seed {asked.seed}; replay with: make chaos ARGS="{_again(asked)}"\n{HEAD}')
    faults = [one for one in _sized(asked) if asked.only in one.name]
    lines = asyncio.run(campaign(faults, asked.seed, asked.ours))
    bugs: list[Line] = []
    if not asked.only:
        say("ours with a bug planted:")
        bugs = asyncio.run(campaign(planted(), asked.seed, only_ours=True))
    return _tell(amiss(lines, bugs, asked.ours or bool(asked.only)), lines)


def _on_postgres(asked: argparse.Namespace) -> int:
    """Three processes on a server of the campaign's own."""
    say(f'seed {asked.seed}; replay with: make chaos ARGS="{_again(asked)}"\n{HEAD}')
    server = Server()
    try:
        faults = [one for one in _sized(asked, ON_POSTGRES) if asked.only in one.name]
        lines = asyncio.run(campaign(faults, asked.seed, server=server))
    finally:
        server.close()
    return _tell(amiss(lines, [], partly=True), lines)


def amiss(lines: Sequence[Line], bugs: Sequence[Line], partly: bool) -> list[str]:
    """Everything that is not as promised."""
    found = [f"ours: {details(line.ours)}" for line in lines if not line.ours.well]
    found += [f"never fired: {line.fault.name}" for line in lines if not line.ours.fired]
    found += [f"not found: {line.fault.name}" for line in bugs if line.ours.well]
    controls = [line for line in lines if line.control]
    for line in controls:
        if line.fault.name == NONE.name and line.control and not line.control.well:
            found.append(f"the control fails without faults: {details(line.control)}")
    if not partly and all(line.control and line.control.well for line in controls):
        found.append("the control survived everything: the oracle sees nothing")
    return found


def _tell(faults: Sequence[str], lines: Sequence[Line]) -> int:
    fired = sum(line.ours.fired for line in lines)
    for fault in faults:
        say(fault)
    say(f"{fired} faults fired, {'all as promised' if not faults else f'{len(faults)} AMISS'}")
    return bool(faults)


def _sized(asked: argparse.Namespace, faults: Sequence[Fault] = ALL) -> list[Fault]:
    """The faults with the numbers asked for."""
    numbers = {
        KILLS.name: asked.kills,
        "SIGTERM": asked.terms,
        "death at boundaries": asked.share,
        "PostgreSQL stopped at once": asked.stops,
    }
    return [_many(one, numbers[one.name]) if one.name in numbers else one for one in faults]


def _many(fault: Fault, count: int) -> Fault:
    """More of it takes more dates, five at most: a working week."""
    return replace(fault, count=count, dates=min(5, max(fault.dates, count // 40)))


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos ARGS=…", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--kills", type=int, default=40, help="kill -9, 1000 at most")
    parser.add_argument("--terms", type=int, default=6, help="SIGTERM")
    parser.add_argument("--share", type=int, default=20, help="of all boundaries, in percent")
    parser.add_argument("--stops", type=int, default=6, help="of PostgreSQL, at once")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", default="", help="faults whose name has this in it")
    parser.add_argument("--ours", action="store_true", help="without the control")
    return parser.parse_args(arguments)


def _again(asked: argparse.Namespace) -> str:
    """What brings the same again: all that is not as usual, and the seed."""
    usual = _asked(["--seed", "0"])
    given = [
        f"--{name}" if value is True else f"--{name} {shlex.quote(str(value))}"
        for name, value in vars(asked).items()
        if value != getattr(usual, name) or name == "seed"
    ]
    return " ".join(given)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
