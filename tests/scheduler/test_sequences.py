"""Random lives of two people through `advance` on SQLite, every promise read back from the rows.

The default run is short and always the same; `slow` draws new and longer ones.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from scheduler.rules import events as e
from scheduler.rules.day import WAITS
from storage.records import KEPT, DayState, Outgoing, Way
from tests.scheduler.invariants import Watch, check
from tests.scheduler.rig import BLOCKED, REFUSED, TAKEN, Rig, a_rig

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
HOURS: list[dict[str, Any]] = [
    {},
    {"call_from": time(0), "call_to": time(0), "free_from": time(0), "free_to": time(0)},
    {"call_from": time(6), "call_to": time(23), "free_from": time(6), "free_to": time(23)},
]
STARTS = [date(2026, 3, 2), date(2026, 3, 26), date(2026, 4, 1), date(2026, 10, 22)]
WHO = st.sampled_from([0, 1])
LATE = st.sampled_from([0, 0, 0, 1, 20, 90, 180])  # minutes between what was written and now
MINUTES = st.sampled_from([1, 5, 25, 31, 60, 120, 360, 720, 1440, 4320])

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


class Lives(RuleBasedStateMachine):
    """Two people with a pact, whatever they do, whatever time and Telegram do."""

    def __init__(self) -> None:
        super().__init__()
        self.rig: Rig | None = None

    @initialize(
        zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
        times=st.tuples(st.sampled_from(TIMES), st.sampled_from(TIMES)),
        hours=st.sampled_from(HOURS),
        anyway=st.booleans(),
        start=st.sampled_from(STARTS),
        week=st.sampled_from(["1234567", "12345"]),
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
        self._context = a_rig(datetime.combine(start, time(3), UTC))
        self.rig = rig = self._context.__enter__()
        Watch(rig)
        self.both = [
            rig.person(name, zone, weekdays=week, call_anyway=anyway, **own, **hours)
            for name, zone, own in zip(("Ana", "Ben"), zones, times, strict=True)
        ]
        rig.pact(*self.both)
        rig.settle()

    def teardown(self) -> None:
        if self.rig is not None:
            self._context.__exit__(None, None, None)

    # Time

    @rule()
    def next_moment(self) -> None:
        at = self.run.next_due()
        if at is not None:
            self.run.until(max(at, self.run.now))

    @rule()
    def into_the_evening(self) -> None:
        """To the next check-in, where most happens."""
        asked = [
            s.due_at for who in self.both for s in self.run.steps(who) if s.kind == "check-in"
        ]
        self.run.until(max(min(asked, default=self.run.now), self.run.now))

    @rule(minutes=MINUTES)
    def time_passes(self, minutes: int) -> None:
        self.run.passes(minutes=minutes)

    @rule(minutes=MINUTES)
    def is_down(self, minutes: int) -> None:
        self.run.down(minutes=minutes)

    # People

    @rule(who=WHO, what=st.sampled_from(sorted(BY_PERSON)), late=LATE)
    def acts(self, who: int, what: str, late: int) -> None:
        at = self.run.now - timedelta(minutes=late)
        self.run.does(self.both[who], BY_PERSON[what](at))

    @rule(who=WHO)
    def names(self, who: int) -> None:
        self.run.does(self.both[who], BY_PERSON["named"](self.run.now))

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

    @rule(who=WHO)
    def parts_or_pairs(self, who: int) -> None:
        with self.run.store.transaction() as tx:
            pair = tx.pairs.living_of(self.both[who])
        if pair is None:
            self.run.pact(*self.both)
        else:
            self.run.part(self.both[who])

    # Telegram

    @rule(up=st.booleans())
    def telegram(self, up: bool) -> None:
        self.run.telegram_is_up = up
        self.run.settle()

    @rule(who=WHO, fate=st.sampled_from([TAKEN, TAKEN, REFUSED, BLOCKED]))
    def chat_has_fate(self, who: int, fate: str) -> None:
        chat, others = self.both[who], self.run.fate

        def decided(out: Outgoing) -> str:
            return fate if out.chat_id == 99 + chat else others(out)

        self.run.fate = decided
        if fate == TAKEN:
            self.run.comes_back(chat)

    @property
    def run(self) -> Rig:
        assert self.rig is not None
        return self.rig

    @invariant()
    def every_promise_holds(self) -> None:
        if self.rig is not None:
            check(self.rig)


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=CHECKS,
)
