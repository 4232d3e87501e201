"""A date's calls: something ends each, only an open one helps, and the journal agrees."""

from collections.abc import Iterator, Sequence

from scheduler.rules.call import CALL
from scheduler.verify.dates import odd_day, planned
from storage.ledger import Lives, Oddity
from storage.records import Call, CallOutcome, CallState, Day, DayState, Entry

MAY_WAIT = {state: planned(CALL, state) for state in CallState}
OUTCOMES = frozenset(map(str, CallOutcome))


def calls_of(day: Day, lives: Lives) -> Iterator[Oddity]:
    """What is wrong with the calls of this day."""
    calls = lives.calls.get(day.id, [])
    is_open = [call for call in calls if call.state is not CallState.ENDED]
    if len(is_open) > 1:
        yield odd_day(day, f"has {len(is_open)} open calls")
    if day.state is DayState.HELPING and not is_open:
        yield odd_day(day, "is helped, and no call is open")
    for call in calls:
        yield from _call(call, day, lives)
    yield from _said(calls, lives.entries.get(day.id, []))


def _call(call: Call, day: Day, lives: Lives) -> Iterator[Oddity]:
    steps = lives.call_steps.get(call.id, [])
    if call.outcome is not None and call.outcome not in OUTCOMES:
        yield _odd(call, "has an outcome that nobody knows")
    if call.state is CallState.ENDED:
        return  # storage.oddities names each step of an ended call
    if not steps and call.id not in lives.unsent:
        yield _odd(call, "is open and nothing will ever end it")
    if call.state is CallState.ALERTED and day.closed_at is not None:
        yield _odd(call, "waits for an answer after its date")
    for step in steps:
        if step.kind not in MAY_WAIT[call.state]:
            yield Oddity("steps", str(step.id), f"is {step.kind}, and its call is {call.state}")


def _said(calls: Sequence[Call], entries: Sequence[Entry]) -> Iterator[Oddity]:
    """The journal's last word on each call; one that made room for the next ends without one."""
    told = [entry.facts["call"] for entry in entries if "call" in entry.facts]
    last = {number: (state, outcome) for number, state, outcome in told}
    newest = max(last, default=0)
    for call in calls:
        if call.id not in last:
            yield _odd(call, "is not in the journal of its day")
        elif last[call.id] != (call.state, call.outcome):
            made_room = call.state is CallState.ENDED and call.id < newest
            if not made_room:
                yield _odd(call, f"is {call.state}, and {last[call.id][0]} by the journal")
    for number in last.keys() - {call.id for call in calls}:
        yield Oddity("journal", "", f"tells of call {number}, which is not there")


def _odd(call: Call, what: str) -> Oddity:
    return Oddity("calls", str(call.id), what)
