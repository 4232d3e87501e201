"""What waited to become a line of the next message, as it is true by the time it is read.

Rules (DAY, "Counting"): at most three lines, more are summed into one; a done says what was named;
of rest only what still holds is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from scheduler.decide import Turn
from scheduler.notices import KINDS
from scheduler.rules.calendar import label_at
from storage.records import Line, Outgoing, Person, Verb
from storage.store import Transaction

PROMPTS = frozenset(key for key, kind in KINDS.items() if kind.PROMPT)
AT_MOST = 3
QUIET = ("partner-quiet", "partner-quiet-long")
THING, DID, RESTS = "partner-thing-line", "partner-did-line", "partner-rests-line"
ASKS = "partner-asks-line"


def with_lines(
    tx: Transaction, notices: Sequence[Outgoing], turns: Sequence[Turn]
) -> list[Outgoing]:
    """Prompts take along the lines that waited for their readers."""
    readers = _readers(turns)
    carriers = [n.chat_id for n in notices if _carries(n) and n.chat_id in readers]
    waiting = tx.lines.take_many([readers[chat][0].id for chat in carriers])
    carried: list[Outgoing] = []
    for n in notices:
        if not _carries(n) or n.chat_id not in readers:
            carried.append(n)
            continue
        reader, partner = readers[n.chat_id]
        today = label_at(turns[0].before.now, reader.day_end, reader.zone)
        lines = said_now(waiting.pop(reader.id, []), partner, today)
        carried.append(replace(n, facts={**n.facts, "lines": lines}) if lines else n)
    return carried


def _readers(turns: Sequence[Turn]) -> Mapping[int, tuple[Person, Person | None]]:
    """By chat: who reads there, and their partner."""
    found: dict[int, tuple[Person, Person | None]] = {}
    for turn in turns:
        mine, theirs = turn.after.person, turn.before.partner
        for reader, other in ((theirs, mine), (mine, theirs)):
            if reader is not None and reader.telegram_id is not None:
                found[reader.telegram_id] = (reader, other)
    return found


def _carries(n: Outgoing) -> bool:
    return n.verb is Verb.SEND and n.key in PROMPTS


def said_now(lines: Sequence[Line], partner: Person | None, today: date) -> list[list[Any]]:
    """The lines as facts, oldest first. `today` is the reader's date."""
    rests = _rests(partner, today) if any(line.key == RESTS for line in lines) else []
    told: list[list[Any]] = []
    for line in _still_true(lines, partner):
        if [line.key, line.facts] not in told:
            told.append([line.key, line.facts])
    return (told if len(told) <= AT_MOST - len(rests) else _summed(lines)) + rests


def _still_true(lines: Sequence[Line], partner: Person | None) -> list[Line]:
    """Without what was overtaken: a naming by its done, a silence by a word."""
    done = {line.facts.get("text") for line in lines if line.key == DID}
    silent = [line for line in lines if line.key in QUIET]
    told = silent[-1:] if partner is not None and partner.quiet_since else []
    news = [line for line in lines if line.key in (THING, DID)]
    told += [line for line in lines if line.key == ASKS][-1:]
    told += [line for line in news if line.key == DID or line.facts.get("text") not in done]
    return sorted(told, key=lambda line: line.id)


def _rests(partner: Person | None, today: date) -> list[list[Any]]:
    """That the partner rests, if that is still so."""
    if partner is None:
        return []
    until, paused = partner.rest_until, partner.paused_since is not None
    if paused:
        until = partner.paused_until
    if not paused and (until is None or until < today):
        return []
    last = until.isoformat() if until is not None and until > today else None
    return [[RESTS, {"name": partner.name, "until": last, "today": until == today}]]


def _summed(lines: Sequence[Line]) -> list[list[Any]]:
    others = [[x.key, x.facts] for x in lines if x.key == ASKS]
    kept = sum(line.key == DID for line in lines)
    counted = sum(line.key == THING for line in lines)
    name = lines[0].facts.get("name", "")
    total = ["meanwhile-line", {"name": name, "kept": kept, "counted": max(kept, counted)}]
    return [total, *others[-1:]]
