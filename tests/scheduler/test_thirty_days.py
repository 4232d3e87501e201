"""Thirty random days of two people: how much reaches them that they did not ask for.

Counted as DAY, "Counting", says: what neither the person's own tap nor a person's own words
caused. Later, Call me and Stay with me are left out here: what follows from them is asked for,
as is what a caller hears of the call that was taken.
"""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from scheduler.rules import events as e
from storage.records import KEPT, Call, CallState, Day, DayState
from tests.scheduler.invariants import Watch, check
from tests.scheduler.rig import Heard, Rig, a_rig

ALL_DAY = dict.fromkeys(("call_from", "call_to", "free_from", "free_to"), time(0))
COUPLES: dict[str, tuple[tuple[str, dict[str, Any]], tuple[str, dict[str, Any]]]] = {
    "neighbours": (("Europe/Berlin", {}), ("Europe/Berlin", {})),
    "two clocks": (("Europe/Berlin", ALL_DAY), ("Europe/London", ALL_DAY)),
    "far apart": (("Pacific/Auckland", ALL_DAY), ("America/Los_Angeles", ALL_DAY)),
    "nights": (
        ("Europe/Berlin", {"day_end": time(12), "morning": time(18), "check_in": time(6)}),
        ("Europe/London", ALL_DAY),
    ),
}
GOOD, WORST = (3, 6), (6, 8)  # sounds and messages a date
FROM_OWN_TAPS = ("caller-asked", "caller-told-done")
TEMPERS = {  # how likely each answers what stands open, each time something happens
    "busy": {"name": 0.5, "done": 0.15, "take": 0.4, "end": 0.3, "off": 0.02},
    "quick": {"name": 0.9, "done": 0.6, "take": 0.9, "end": 0.8, "off": 0.0},
    "stuck": {"name": 0.9, "done": 0.02, "take": 0.6, "end": 0.4, "off": 0.0},
}


class Life:
    """Two people who answer by chance."""

    def __init__(self, rig: Rig, both: list[int], temper: dict[str, float], seed: int) -> None:
        self.rig, self.both, self.temper = rig, both, temper
        self.chance = random.Random(seed)

    def goes_on(self, days: int) -> None:
        until = self.rig.now + timedelta(days=days)
        while (at := self.rig.next_due()) is not None and at <= until:
            late = timedelta(minutes=self.chance.choice([0, 0, 2, 7, 20]))
            self.rig.until(max(at, self.rig.now) + late)
            for who in self.chance.sample(self.both, 2):
                self.answers(who)

    def answers(self, who: int) -> None:
        rig, day = self.rig, self.rig.today(who)
        if self.likes("off"):
            rig.does(who, self.chance.choice([e.Rested, e.PauseBegan])(rig.now, day.on))
        elif day.state is DayState.ASKED and self.likes("name"):
            rig.does(who, e.Named(rig.now, "Write to Dr Weiss"))
        elif day.state in (DayState.CHECKING, DayState.HELPING) and self.likes("done"):
            rig.does(who, self.chance.choice([e.Did, e.Did, e.LetGo, e.CallWavedOff])(rig.now))
        for call in rig.calls(who):
            if call.caller_id == who:
                self.calls(who, call)

    def calls(self, who: int, call: Call) -> None:
        if call.state is CallState.ALERTED and self.likes("take"):
            self.rig.does(
                who, self.chance.choice([e.Taken, e.Taken, e.Declined])(self.rig.now), call=call.id
            )
        elif call.state is CallState.TAKEN and self.likes("end"):
            ends = [e.Together, e.GotGoing, e.FoundNobody, e.HadDone]
            self.rig.does(who, self.chance.choice(ends)(self.rig.now), call=call.id)

    def likes(self, what: str) -> bool:
        return self.chance.random() < self.temper[what]


def unasked(rig: Rig, who: int, day: Day) -> list[Heard]:
    """The new messages of this date that the person did not ask for."""
    return [
        heard
        for heard in rig.heard
        if heard.to == who
        and heard.is_new
        and heard.by != who
        and heard.out.key not in FROM_OWN_TAPS
        and day.begins_at <= heard.at < day.ends_at
    ]


def counted(messages: list[Heard]) -> tuple[int, int]:
    return sum(heard.sounds for heard in messages), len(messages)


def live(couple: str, temper: str, seed: int, days: int) -> Counter[str]:
    """Live and count; how the dates ended."""
    with a_rig(datetime(2026, 3, 2, 0, tzinfo=UTC)) as rig:
        Watch(rig)
        both = [
            rig.person(name, zone, weekdays="1234567", **own)
            for name, (zone, own) in zip(("Ana", "Ben"), COUPLES[couple], strict=True)
        ]
        rig.pact(*both)
        Life(rig, both, TEMPERS[temper], seed).goes_on(days)
        check(rig)
        for who in both:
            for day in rig.dates(who)[:-1]:
                judge(rig, who, day)
        return Counter(str(day.state) for who in both for day in rig.dates(who)[:-1])


def judge(rig: Rig, who: int, day: Day) -> None:
    messages = unasked(rig, who, day)
    keys = [heard.out.key for heard in messages]
    sounds, count = counted(messages)
    assert sounds <= WORST[0], (day.on, keys)
    assert count <= WORST[1], (day.on, keys)
    if day.state in KEPT and not {"reminder-call", "reminder-alone", "alert"} & set(keys):
        assert sounds <= GOOD[0], (day.on, keys)
        assert count <= GOOD[1], (day.on, keys)


@pytest.mark.parametrize("couple", COUPLES)
def test_a_good_day_has_three_sounds_and_six_messages_at_most(couple: str) -> None:
    ends = live(couple, "quick", seed=1, days=5)
    assert ends["done"] >= 3


@pytest.mark.parametrize("couple", COUPLES)
def test_the_worst_day_has_six_sounds_and_eight_messages_at_most(couple: str) -> None:
    ends = live(couple, "stuck", seed=2, days=6)
    assert ends["missed"] + ends["rescued"] >= 2


@pytest.mark.slow
@pytest.mark.parametrize(("temper", "seed"), [("busy", 4)])
def test_the_caps_hold_over_thirty_days(temper: str, seed: int) -> None:
    ends = live("two clocks", temper, seed, days=30)
    assert sum(ends.values()) >= 58
