"""Random lives of two people through `advance` on SQLite, every promise read back from the rows.

The default run is short and always the same; `slow` draws new and longer ones.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from scheduler.rules import events as e
from scheduler.rules.day import WAITS
from storage.records import KEPT, Call, CallState, DayState, Way
from tests.conftest import IN_CI
from tests.scheduler.invariants import Watch, check
from tests.scheduler.rig import BLOCKED, FIRST_CHAT, REFUSED, TAKEN, Rig, a_rig

ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Auckland",
    "America/Los_Angeles",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Africa/Cairo",
]
TIMES = [  # day end, morning, check-in
    {},
    {"day_end": time(12), "morning": time(18), "check_in": time(6)},
    {"day_end": time(0), "morning": time(6), "check_in": time(21)},
    {"day_end": time(5), "morning": time(5), "check_in": time(7)},
    {"day_end": time(4), "morning": time(9), "check_in": time(2, 30)},
]
ALL_DAY = dict.fromkeys(("call_from", "call_to", "free_from", "free_to"), time(0))
HOURS: list[dict[str, Any]] = [ALL_DAY, ALL_DAY, {}]
STARTS = [date(2026, 3, 2), date(2026, 3, 26), date(2026, 4, 1), date(2026, 10, 22)]
EVENING = ["named", "asked", "alerted", "taken", "taken"]
EVENINGS = (DayState.CHECKING, DayState.HELPING)
WHO = st.sampled_from([0, 1])
LATE = st.sampled_from([0, 0, 0, 1, 20, 90, 180])  # minutes between what was written and now
MINUTES = st.sampled_from([1, 5, 25, 31, 60, 120, 360, 1440])

BY_PERSON: dict[str, Any] = {
    "did": e.Did,
    "undone": e.Undone,
    "call": e.CallWanted,
    "let go": e.LetGo,
    "no call": e.CallWavedOff,
    "rest": e.Rested,
    "away": e.WasAway,
    "pause": e.PauseBegan,
    "back": e.CameBack,
    "named": lambda at: e.Named(at, "Write to Dr Weiss"),
    "did this": lambda at: e.DidThis(at, "Tidy the desk"),
    "later": lambda at: e.Delayed(at, timedelta(minutes=30)),
    "presence": lambda at: e.PresenceTaken(at, 15),
}
BY_CALLER: dict[str, Any] = {
    "taken": e.Taken,
    "writing": lambda at: e.Taken(at, writing=True),
    "declined": e.Declined,
    "together": e.Together,
    "going": e.GotGoing,
    "nobody": e.FoundNobody,
    "had done": e.HadDone,
}
BY_CALLED: dict[str, Any] = {
    "here": e.IsHere,
    "five": e.InFive,
    "write": e.WritingAsked,
    "not yet": e.NotYet,
}
AFTERWARDS: dict[str, Any] = {"did": e.Did, "away": e.WasAway, "undone": e.Undone}


class Two(RuleBasedStateMachine):
    """Two people with a pact and what they can do; when and how it begins, others say."""

    def __init__(self) -> None:
        super().__init__()
        self.rig: Rig | None = None
        self.both: list[int] = []

    def begins(self, at: datetime) -> Rig:
        self._context = a_rig(at)
        self.rig = self._context.__enter__()
        Watch(self.rig)
        return self.rig

    def teardown(self) -> None:
        if self.rig is not None:
            self._context.__exit__(None, None, None)

    @property
    def run(self) -> Rig:
        assert self.rig is not None
        return self.rig

    @invariant()
    def every_promise_holds(self) -> None:
        if self.rig is not None:
            check(self.rig)

    @rule()
    def next_moment(self) -> None:
        at = self.run.next_due()
        if at is not None:
            self.run.until(max(at, self.run.now))

    @rule(who=WHO, what=st.sampled_from(sorted(BY_PERSON)), late=LATE)
    def acts(self, who: int, what: str, late: int) -> None:
        at = self.run.now - timedelta(minutes=late)
        self.run.does(self.both[who], BY_PERSON[what](at))

    @rule(who=WHO)
    def names(self, who: int) -> None:
        self.run.does(self.both[who], BY_PERSON["named"](self.run.now))

    @rule(who=WHO, before=st.booleans())
    def attests(self, who: int, before: bool) -> None:
        dates = self.run.dates(self.both[1 - who])
        day = dates[-2] if before and len(dates) > 1 else dates[-1]
        self.run.does(self.both[who], e.WasAttested(self.run.now), day.id)

    @rule(
        who=WHO,
        what=st.sampled_from(sorted(BY_CALLER)),
        late=LATE,
        older=st.sampled_from([0, 0, 0, 1]),
    )
    def answers_the_alert(self, who: int, what: str, late: int, older: int) -> None:
        mine = [c for c in self.run.calls(self.both[who]) if c.caller_id == self.both[who]]
        if len(mine) > older:
            call = mine[older]
            at = max(self.run.now - timedelta(minutes=late), call.opened_at)
            self.run.does(self.both[who], BY_CALLER[what](at), call=call.id)

    @rule(who=WHO, what=st.sampled_from(sorted(BY_CALLED)), older=st.sampled_from([0, 0, 0, 1]))
    def answers_the_caller(self, who: int, what: str, older: int) -> None:
        mine = [c for c in self.run.calls(self.both[who]) if c.person_id == self.both[who]]
        if len(mine) > older and mine[older].caller_id:
            self.run.does(self.both[who], BY_CALLED[what](self.run.now), call=mine[older].id)

    @rule(who=WHO)
    def done_and_taken_back(self, who: int) -> None:
        person, rig = self.both[who], self.run
        before = rig.today(person)
        kinds = {step.kind for step in rig.steps(person)}
        rig.does(person, e.DidThis(rig.now, "Tidy the desk"))
        done = rig.today(person)
        if before.state in KEPT or done.state not in KEPT or done.id != before.id:
            return
        rig.does(person, e.Undone(rig.now))
        after = rig.today(person)
        was = DayState.CHECKING if before.state is DayState.HELPING else before.state
        if was is DayState.WAITING and after.state in (DayState.ASKED, DayState.COMMITTED):
            return  # its morning had passed meanwhile
        assert after.state is was, f"{before.state} came back as {after.state}"
        assert (after.check_in_at, after.ends_at) == (before.check_in_at, before.ends_at)
        there = {step.kind for step in rig.steps(person)}
        assert there <= kinds | set(WAITS[was]), f"{was} waits for {there - kinds} more"

    def reaches(self, who: int, upto: str) -> None:
        """A date goes its way, from naming over the question and the alert to a taken call."""
        person, other, rig = self.both[who], self.both[1 - who], self.run
        rig.does(person, e.Named(rig.now, "Write to Dr Weiss"))
        if upto == "named" or not self.goes_on_until(lambda: self.state(who) in EVENINGS):
            return
        if upto == "asked" or not self.goes_on_until(lambda: self.alert(who) is not None):
            return
        call = self.alert(who)
        if upto == "taken" and call is not None:
            rig.does(other, e.Taken(rig.now), call=call.id)

    def goes_on_until(self, there: Callable[[], bool]) -> bool:
        """Play moment after moment, a day and a half at most."""
        last = self.run.now + timedelta(hours=36)
        while not there():
            at = self.run.next_due()
            if at is None or at > last:
                return False
            self.run.until(max(at, self.run.now))
            check(self.run)
        return True

    def state(self, who: int) -> DayState:
        return self.run.today(self.both[who]).state

    def alert(self, who: int) -> Call | None:
        """The call that waits for the other's answer."""
        calls = [c for c in self.run.calls(self.both[who]) if c.person_id == self.both[who]]
        return next((c for c in calls if c.state is CallState.ALERTED), None)


class Evenings(Two):
    """What two people can do to each other from the question of the evening on."""

    @initialize(
        upto=st.sampled_from(EVENING),
        both_try=st.booleans(),
        anyway=st.booleans(),
        zone=st.sampled_from(ZONES[:2]),
    )
    def begin(self, upto: str, both_try: bool, anyway: bool, zone: str) -> None:
        rig = self.begins(datetime(2026, 3, 2, 9, tzinfo=UTC))
        own: dict[str, Any] = {"weekdays": "1234567", "call_anyway": anyway, **ALL_DAY}
        self.both = [rig.person("Ana", **own), rig.person("Ben", zone, **own)]
        rig.pact(*self.both)
        if both_try:
            rig.does(self.both[1], e.Named(rig.now, "Call the tax office"))
        self.reaches(0, upto)

    @rule(minutes=st.sampled_from([1, 5, 25, 31]))
    def time_passes(self, minutes: int) -> None:
        self.run.passes(minutes=minutes)

    @rule(minutes=st.sampled_from([3, 20, 50]))
    def is_down(self, minutes: int) -> None:
        self.run.down(minutes=minutes)


class Lives(Two):
    """Whatever people, time and Telegram do over days, anywhere."""

    @initialize(
        zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
        times=st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)),
        hours=st.sampled_from(HOURS),
        anyway=st.booleans(),
        start=st.sampled_from(STARTS),
        week=st.sampled_from(["1234567", "1234567", "12345"]),
    )
    def begin(
        self,
        zones: tuple[str, str],
        times: tuple[dict[str, time], dict[str, time]],
        hours: dict[str, time],
        anyway: bool,
        start: date,
        week: str,
    ) -> None:
        rig = self.begins(datetime.combine(start, time(3), UTC))
        self.both = [
            rig.person(name, zone, weekdays=week, call_anyway=anyway, **own, **hours)
            for name, zone, own in zip(("Ana", "Ben"), zones, times, strict=True)
        ]
        rig.pact(*self.both)
        rig.settle()

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.run.passes(minutes=minutes)

    @rule(minutes=MINUTES)
    def is_down(self, minutes: int) -> None:
        self.run.down(minutes=minutes)

    @rule(who=WHO, upto=st.sampled_from(EVENING))
    def evening_comes(self, who: int, upto: str) -> None:
        self.reaches(who, upto)

    @rule(who=WHO)
    def keeps_for_tomorrow(self, who: int) -> None:
        self.run.keeps(self.both[who], "Call the tax office")

    @rule(who=WHO, span=st.integers(0, 4), pause=st.booleans())
    def is_off_until(self, who: int, span: int, pause: bool) -> None:
        day = self.run.today(self.both[who])
        kind = e.PauseBegan if pause else e.Rested
        self.run.does(self.both[who], kind(self.run.now, day.on + timedelta(days=span)))

    @rule(who=WHO, what=st.sampled_from(sorted(AFTERWARDS)))
    def corrects_yesterday(self, who: int, what: str) -> None:
        dates = self.run.dates(self.both[who])
        if len(dates) > 1:
            self.run.does(self.both[who], AFTERWARDS[what](self.run.now), dates[-2].id)

    # Settings and the pact

    @rule(who=WHO, zone=st.sampled_from(ZONES))
    def moves(self, who: int, zone: str) -> None:
        self.run.changes(self.both[who], zone=zone)

    @rule(who=WHO, times=st.sampled_from(TIMES[1:]))
    def has_other_times(self, who: int, times: dict[str, time]) -> None:
        self.run.changes(self.both[who], **times)

    @rule(who=WHO, way=st.sampled_from(list(Way)))
    def wants_other_help(self, who: int, way: Way) -> None:
        self.run.changes(self.both[who], way=way)

    @rule(who=WHO, seldom=st.integers(0, 3))
    def parts_or_pairs(self, who: int, seldom: int) -> None:
        with self.run.store.transaction() as tx:
            pair = tx.pairs.living_of(self.both[who])
        if pair is None:
            self.run.pact(*self.both)
        elif seldom == 0:
            self.run.part(self.both[who])

    # Telegram

    @rule(minutes=st.sampled_from([1, 10, 31, 50, 200]))
    def telegram_is_down(self, minutes: int) -> None:
        self.run.telegram_is_up = False
        self.run.passes(minutes=minutes)
        self.run.telegram_is_up = True
        self.run.settle()

    @rule(who=WHO, fate=st.sampled_from([REFUSED, BLOCKED]), minutes=MINUTES)
    def a_chat_takes_nothing(self, who: int, fate: str, minutes: int) -> None:
        chat = self.both[who]
        self.run.fate = lambda out: fate if out.chat_id == FIRST_CHAT + chat - 1 else TAKEN
        self.run.passes(minutes=minutes)
        self.run.fate = lambda out: TAKEN
        self.run.comes_back(chat)


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
SHORT = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=CHECKS,
)
TestLives = Lives.TestCase
TestEvenings = Evenings.TestCase
TestLives.settings = TestEvenings.settings = SHORT


@pytest.mark.slow
@pytest.mark.parametrize("machine", [Evenings, Lives])
def test_longer_lives_drawn_anew(machine: type[Two]) -> None:
    longer = settings(SHORT, max_examples=10, stateful_step_count=40, derandomize=IN_CI)
    run_state_machine_as_test(machine, settings=longer)
