"""The tables DAY and CALL as a diagram, for scheduler/README.md.

`python -m tests.scheduler.diagram` writes it there; a test compares.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from scheduler.rules.call import CALL
from scheduler.rules.day import DAY
from scheduler.rules.event import Event
from scheduler.rules.forms import Back, Close, Move, Rule, leaves

PAGE = Path(__file__).parents[2] / "scheduler" / "README.md"
S = TypeVar("S", bound=StrEnum)
BEGIN, END = "<!-- diagram -->", "<!-- /diagram -->"


def diagram(table: Mapping[S, Mapping[type[Event], Rule]]) -> str:
    """One line for each way from a state to another, with the events that lead there."""
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for state, row in table.items():
        for event, rule in row.items():
            for target in _targets(rule, str(state)):
                ways[str(state), target].append(event.__name__)
    lines = [
        f"    {_id(a)} --> {_id(b)}: {', '.join(sorted(set(events)))}"
        for (a, b), events in sorted(ways.items())
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _targets(rule: Rule, state: str) -> set[str]:
    found = set()
    for leaf in leaves(rule):
        if isinstance(leaf, Move) and str(leaf.to) != state:
            found.add(str(leaf.to))
        if isinstance(leaf, Close) and leaf.to is not None:
            found.add(str(leaf.to))
        if isinstance(leaf, Back):
            found.add("before Done")
    return found


def _id(state: str) -> str:
    return state.replace("-", "_").replace(" ", "_")


def section() -> str:
    """What stands between the marks in the page."""
    return f"{BEGIN}\n**The day**\n\n{diagram(DAY)}\n\n**The call**\n\n{diagram(CALL)}\n{END}"


def written() -> str | None:
    """What stands there now."""
    found = re.search(f"{BEGIN}.*{END}", PAGE.read_text("utf-8"), re.DOTALL)
    return found[0] if found else None


def write() -> None:
    page = PAGE.read_text("utf-8")
    present = written()
    page = page.replace(present, section()) if present else f"{page.rstrip()}\n\n{section()}\n"
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    write()
