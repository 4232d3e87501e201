"""What must be true of the stored rows at any moment, whatever happened before.

Read back from the database, past our own queries where that is possible. `Watch` also looks at
the very moment at which Telegram takes a notice: hours and rest are judged as they are then.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from scheduler.rules import calling
from scheduler.rules.calendar import next_label
from scheduler.rules.day import WAITS
from scheduler.rules.hours import Side, within
from scheduler.rules.sums import kept_of
from storage.calls import CALL
from storage.days import DAY
from storage.people import PERSON
from storage.records import (
    KEPT,
    NEUTRAL,
    OPEN_ENDS,
    OPEN_STATES,
    Call,
    CallState,
    Day,
    DayState,
    Person,
    Step,
    StepKind,
)
from storage.steps import STEP
from storage.tables import calls, days, outbox
from tests.scheduler.rig import Heard, Rig

SOUNDS = {  # PRODUCT §2, "Sound": these and no others
    "morning-question",
    "morning-planned",
    "morning-after-open",
    "kind-question",
    "check-in",
    "reminder-call",
    "reminder-alone",
    "alert",
    "being-called",
    "presence-offer",
}
OWN_PROMPTS = SOUNDS - {"being-called", "alert"} | {"nudge", "plan-reminder", "tomorrow-ask"}
OF_PARTNER = {"alert", "partner-did", "partner-thing"}
MAY_WAIT: dict[DayState, set[StepKind]] = {  # beside WAITS: after something was said or taken
    DayState.ASKED: {StepKind.NUDGE},
    DayState.CHECKING: {StepKind.REMINDER, StepKind.ALERT},
    DayState.PAUSED: {StepKind.MORNING},
}
CALL_WAITS = {
    CallState.ALERTED: {StepKind.NO_REACTION},
    CallState.TAKEN: {StepKind.CALL_OVER, StepKind.CALL_ASKED},
    CallState.UNDER_WAY: {StepKind.CALL_OVER, StepKind.CALL_ASKED},
    CallState.ENDED: set(),
}
AFTER_THE_END = timedelta(minutes=60)  # as long a taken call may outlive its date


@dataclass
class Stored:
    """Everything that the file holds about people and their dates."""

    people: dict[int, Person]
    days: dict[int, Day]
    calls: list[Call]
    steps: list[Step]

    @classmethod
    def of(cls, rig: Rig) -> "Stored":
        return cls(
            {row[0]: Person(*row) for row in rig.read(select(*PERSON))},
            {row[0]: Day(*row) for row in rig.read(select(*DAY).order_by(days.c.on))},
            [Call(*row) for row in rig.read(select(*CALL).order_by(calls.c.id))],
            [Step(*row) for row in rig.read(select(*STEP))],
        )

    def dates(self, who: int) -> list[Day]:
        return [day for day in self.days.values() if day.person_id == who]


def check(rig: Rig) -> None:
    """All that must hold between two events."""
    stored = Stored.of(rig)
    for who in rig.people:
        dates = stored.dates(who)
        check_dates(dates)
        check_sums(dates)
    check_steps(stored)
    check_calls(rig, stored)
    check_sounds(rig)
    check_order(rig)


def check_dates(dates: list[Day]) -> None:
    """One open date, the last; before it every label once, without a gap, with its end state."""
    assert [day.closed_at is None for day in dates] == [False] * (len(dates) - 1) + [True]
    for before, after in pairwise(dates):
        assert after.on == next_label(before.on)
        assert after.begins_at == before.ends_at
    for day in dates[:-1]:
        assert day.state not in OPEN_STATES, f"{day.on} was closed as {day.state}"
    for day in dates:
        assert day.begins_at <= day.ends_at


def check_sums(dates: list[Day]) -> None:
    """Kept and open and neutral dates are all the closed dates."""
    closed = [(day.on, str(day.state)) for day in dates if day.closed_at is not None]
    kept, counted = kept_of(closed)
    states = Counter(DayState(state) for _, state in closed)
    assert kept == sum(states[state] for state in KEPT)
    assert counted == kept + sum(states[state] for state in OPEN_ENDS)
    assert counted + sum(states[state] for state in NEUTRAL) == len(closed)


def check_steps(stored: Stored) -> None:
    """A date waits for what its state allows, and always for its end; a closed one for nothing."""
    of_day: dict[int, list[Step]] = defaultdict(list)
    of_call: dict[int, set[StepKind]] = defaultdict(set)
    for step in stored.steps:
        if step.day_id is not None:
            of_day[step.day_id].append(step)
        if step.call_id is not None:
            of_call[step.call_id].add(step.kind)
    for day in stored.days.values():
        kinds = {step.kind for step in of_day[day.id]}
        if day.closed_at is not None:
            assert not kinds, f"{day.on} is over and waits for {kinds}"
            continue
        allowed = {*WAITS[day.state], *MAY_WAIT.get(day.state, ())}
        assert kinds <= allowed, f"{day.state} waits for {kinds - allowed}"
        ends = [step.due_at for step in of_day[day.id] if step.kind is StepKind.DAY_END]
        assert ends == [day.ends_at]
    for call in stored.calls:
        assert of_call[call.id] <= CALL_WAITS[call.state], f"{call.state} {of_call[call.id]}"


def check_calls(rig: Rig, stored: Stored) -> None:
    """Never a call against a no, at most one a date, and none that nothing will end."""
    open_calls = [call for call in stored.calls if call.state is not CallState.ENDED]
    assert all(
        (call.state is CallState.ENDED) == (call.ended_at is not None) for call in stored.calls
    )
    assert max(Counter(call.day_id for call in open_calls).values(), default=0) <= 1
    by_clock = Counter(c.day_id for c in stored.calls if c.caller_id and c.id not in rig.asked_for)
    assert max(by_clock.values(), default=0) <= 1, "the clock alerted twice on a date"
    for call in open_calls:
        check_open_call(rig, stored, call)
    helped = {call.day_id for call in open_calls}
    for day in stored.days.values():
        assert day.state is not DayState.HELPING or day.id in helped, "helping without a call"


def check_open_call(rig: Rig, stored: Stored, call: Call) -> None:
    day, person = stored.days[call.day_id], stored.people[call.person_id]
    waiting = {step.kind for step in stored.steps if step.call_id == call.id}
    assert rig.now <= day.ends_at + AFTER_THE_END, "a call outlives its date"
    assert not day.let_go, "a call is open though the date was let go"
    if call.state is CallState.ALERTED:
        assert day.closed_at is None
        assert day.state in OPEN_STATES, f"alerted, and the day is {day.state}"
        assert not day.no_call
        assert not (person.paused_since and person.paused_since >= call.opened_at)
        assert waiting or _unsent(rig, call), "nothing will ever end this call"
    else:
        assert waiting, "nothing will ever end this call"


def _unsent(rig: Rig, call: Call) -> bool:
    found = select(outbox.c.id).where(outbox.c.call_id == call.id, outbox.c.done_at.is_(None))
    return bool(rig.read(found.where(outbox.c.key == "alert")))


def check_sounds(rig: Rig) -> None:
    """Nothing rings but what PRODUCT lists."""
    rang = select(outbox.c.key).where(outbox.c.silent.is_(False)).distinct()
    assert {key for (key,) in rig.read(rang)} <= SOUNDS


def check_order(rig: Rig) -> None:
    """A chat hears things in the order in which they fell due, and of these as written."""
    due = {row.id: row.due_at for row in rig.read(select(outbox.c.id, outbox.c.due_at))}
    last: dict[int, tuple[datetime, int]] = {}
    for heard in rig.heard:
        place = due[heard.out.id], heard.out.id
        assert heard.to not in last or last[heard.to] < place
        last[heard.to] = place


class Watch:
    """Judges every notice at the moment it is taken."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        rig.watch = self

    def __call__(self, heard: Heard) -> None:
        if heard.is_new and heard.by != heard.to:
            self._not_asked_for(heard)
        if heard.out.key == "alert":
            self._alert(heard)

    def _not_asked_for(self, heard: Heard) -> None:
        """Who rests is asked for nothing and hears no news. What was held up is not judged."""
        person, day = self._rig.stored(heard.to), self._rig.today(heard.to)
        [[written]] = self._rig.read(
            select(outbox.c.created_at).where(outbox.c.id == heard.out.id)
        )
        if person.unreachable_at is not None or written != heard.at:
            return
        if day.state in (DayState.REST, DayState.PAUSED):
            assert heard.out.key not in OWN_PROMPTS, f"{heard.out.key} to {day.state}"
        if calling.is_off_duty(person, day, heard.at):
            assert heard.out.key not in OF_PARTNER, f"{heard.out.key} to who is off duty"

    def _alert(self, heard: Heard) -> None:
        [row] = self._rig.read(select(*CALL).where(calls.c.id == heard.out.call_id))
        call = Call(*row)
        [day] = self._rig.read(select(*DAY).where(days.c.id == call.day_id))
        day = Day(*day)
        caller, person = self._rig.stored(heard.to), self._rig.stored(call.person_id)
        assert not caller.unreachable_at
        assert not calling.is_off_duty(caller, self._rig.today(heard.to), heard.at)
        for one in (caller, person):
            hours = Side.of(one).hours
            assert within(hours, heard.at, one.zone, one.day_end), f"not in {one.name}'s hours"
        asked = call.id in self._rig.asked_for
        assert asked or day.checked_at is not None, "an alert without a check-in"
