"""What new times and zones do to the open date: the rule by itself, and lived through a store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.actions import settings as act
from scheduler.actions.people import become_ready
from scheduler.rules.calendar import check_times, ends, on_label
from scheduler.rules.moving import Retimed, morning, retimed
from scheduler.tick import tick
from storage.records import Day, DayState, Person, StepKind
from storage.store import Store, Transaction

BERLIN, TOKYO, NEW_YORK = "Europe/Berlin", "Asia/Tokyo", "America/New_York"
APIA, HONOLULU, KIRITIMATI = "Pacific/Apia", "Pacific/Honolulu", "Pacific/Kiritimati"
WEDNESDAY = date(2026, 3, 4)
ANA = Person(1, 101, "Ana", zone=BERLIN)
K = StepKind


def at(clock: str, zone: str = BERLIN, on: date = WEDNESDAY) -> datetime:
    """The instant at which that wall clock shows this."""
    return on_label(on, time.fromisoformat(clock), time(0), zone)


def a_date(person: Person, state: DayState, **facts: object) -> Day:
    begins = on_label(WEDNESDAY, person.day_end, person.day_end, person.zone)
    ending = ends(WEDNESDAY, person.day_end, person.zone)
    day = Day(1, person.id, WEDNESDAY, state, begins, ending)
    return replace(day, **facts)  # type: ignore[arg-type]  # the fields of a Day


def planned(person: Person, day: Day) -> dict[StepKind, datetime]:
    """The steps such a date waits for."""
    usual = on_label(day.on, person.check_in, person.day_end, person.zone)
    steps = {K.DAY_END: day.ends_at}
    if day.state in (DayState.WAITING, DayState.ASKED, DayState.COMMITTED):
        steps[K.CHECK_IN] = day.check_in_at or usual
    if day.state is DayState.WAITING:
        steps[K.MORNING] = on_label(day.on, person.morning, person.day_end, person.zone)
    return steps


def moved(day: Day, zone: str, now: datetime, person: Person = ANA) -> Retimed:
    return retimed(person, replace(person, zone=zone), day, planned(person, day), now)


def committed(check_in: str = "20:00", **facts: object) -> Day:
    named = {"named_at": at("08:30"), "check_in_at": at(check_in), "text": "run"}
    return a_date(ANA, DayState.COMMITTED, **{**named, **facts})


# -- the zone -------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", [TOKYO, NEW_YORK, APIA, HONOLULU, KIRITIMATI, "UTC"])
@pytest.mark.parametrize("state", list(DayState))
def test_the_end_is_the_later_of_old_and_new(zone: str, state: DayState) -> None:
    day = a_date(ANA, state, check_in_at=at("20:00"), named_at=at("08:30"))
    there = moved(day, zone, at("12:00"))
    assert there.day.ends_at == max(day.ends_at, ends(day.on, ANA.day_end, zone))
    assert there.due[K.DAY_END] == there.day.ends_at


@pytest.mark.parametrize("state", [s for s in DayState if s is not DayState.WAITING])
@pytest.mark.parametrize("zone", [TOKYO, NEW_YORK, APIA, HONOLULU])
def test_what_was_asked_is_not_asked_again(zone: str, state: DayState) -> None:
    day = a_date(ANA, state, check_in_at=at("20:00"), named_at=at("08:30"))
    assert K.MORNING not in moved(day, zone, at("12:00")).due


def test_a_near_check_in_keeps_its_instant() -> None:
    for zone in (TOKYO, NEW_YORK, HONOLULU, KIRITIMATI):
        assert moved(committed(), zone, at("08:45")).day.check_in_at == at("20:00")


def test_a_far_check_in_keeps_its_wall_time() -> None:
    there = moved(committed(), NEW_YORK, at("07:59"))
    assert there.day.check_in_at == there.due[K.CHECK_IN] == at("20:00", NEW_YORK)


def test_a_wall_time_that_is_over_there_comes_an_hour_from_now() -> None:
    now = at("07:30")  # 20:30 there
    there = moved(committed(), KIRITIMATI, now)
    assert there.day.check_in_at == now + timedelta(minutes=60)


def test_a_deadline_moves_with_its_check_in() -> None:
    late = committed("23:00", deadline=at("23:00"))
    there = moved(late, NEW_YORK, at("09:00"))
    assert there.day.deadline == there.day.check_in_at == at("23:00", NEW_YORK)


def test_eastward_a_morning_that_is_over_there_is_asked_at_once_while_there_is_time() -> None:
    waiting = a_date(ANA, DayState.WAITING)
    now = at("07:00")  # 15:00 in Tokyo
    assert moved(waiting, TOKYO, now).due[K.MORNING] == now
    too_late = moved(waiting, "Pacific/Auckland", now)  # 19:00
    assert too_late.due[K.MORNING] is None


def test_westward_the_morning_is_asked_at_its_wall_time_there() -> None:
    waiting = a_date(ANA, DayState.WAITING)
    there = moved(waiting, NEW_YORK, at("07:00"))
    assert there.due[K.MORNING] == at("08:00", NEW_YORK)


def test_a_question_that_was_given_up_is_not_planned_anew() -> None:
    waiting = a_date(ANA, DayState.WAITING)
    steps = {K.DAY_END: waiting.ends_at}
    there = retimed(ANA, replace(ANA, zone=NEW_YORK), waiting, steps, at("12:00"))
    assert set(there.due) == {K.DAY_END}


def test_a_date_that_begins_after_its_morning_is_asked_at_its_begin_or_not_at_all() -> None:
    day = a_date(ANA, DayState.WAITING)
    assert morning(ANA, day) == at("08:00")
    noon = replace(day, begins_at=at("12:00"))
    assert morning(ANA, noon) == at("12:00")
    evening = replace(day, begins_at=at("18:01"))
    assert morning(ANA, evening) is None


# -- the times ------------------------------------------------------------------------------------


def retime(day: Day, now: datetime, **times: time) -> Retimed:
    return retimed(ANA, replace(ANA, **times), day, planned(ANA, day), now)  # type: ignore[arg-type]  # wall times


def test_new_times_count_today_while_they_are_ahead() -> None:
    waiting = a_date(ANA, DayState.WAITING)
    assert retime(waiting, at("07:00"), morning=time(7, 30)).due[K.MORNING] == at("07:30")
    assert K.MORNING not in retime(waiting, at("07:00"), morning=time(6)).due
    assert retime(waiting, at("07:00"), check_in=time(18)).due[K.CHECK_IN] == at("18:00")


def test_the_check_in_moves_today_unless_words_or_a_later_put_it_elsewhere() -> None:
    earlier = {"check_in": time(19)}
    now = at("12:00")
    assert retime(committed(), now, **earlier).day.check_in_at == at("19:00")
    by_words = committed("15:00", deadline=at("15:00"))
    assert retime(by_words, now, **earlier).day.check_in_at == at("15:00")
    delayed = committed("21:00", laters=1)
    assert retime(delayed, now, **earlier).day.check_in_at == at("21:00")
    over = retime(committed(), at("19:30"), **earlier)
    assert over.day.check_in_at == at("20:00")


def test_a_check_in_is_never_sooner_than_an_hour_after_the_commitment() -> None:
    fresh = committed(named_at=at("17:45"))
    there = retime(fresh, at("17:50"), check_in=time(18))
    assert there.day.check_in_at == at("18:45")


def test_an_earlier_day_end_counts_from_the_next_date() -> None:
    day = a_date(ANA, DayState.ASKED)
    assert retime(day, at("12:00"), day_end=time(0)).day.ends_at == day.ends_at
    later = retime(day, at("12:00"), day_end=time(6))
    assert later.day.ends_at == at("06:00", on=WEDNESDAY + timedelta(days=1))


# -- lived through a store ------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'moves.db'}")
    made.upgrade()
    yield made
    made.close()


def someone(tx: Transaction, now: datetime, telegram_id: int = 101) -> Person:
    person = tx.people.add(
        telegram_id, "Ana", "en", None, now, zone=BERLIN, weekdays="1234567", first_named_at=now
    )
    return become_ready(tx, person, now)


ZONES = (BERLIN, TOKYO, NEW_YORK, APIA, HONOLULU, KIRITIMATI, "Asia/Kathmandu", "Europe/London")
CHANGES = st.one_of(
    st.sampled_from(ZONES).map(lambda zone: {"zone": zone}),
    st.integers(0, 95).map(lambda n: {"check_in": time(n // 4, n % 4 * 15)}),
    st.integers(0, 95).map(lambda n: {"morning": time(n // 4, n % 4 * 15)}),
    st.integers(0, 12).map(lambda hour: {"day_end": time(hour)}),
)
LIVES = st.lists(st.tuples(st.integers(1, 40), CHANGES), min_size=3, max_size=10)


@settings(
    max_examples=40,
    deadline=None,  # a slow machine is no fault
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each life is someone else's
)
@given(life=LIVES)
def test_however_often_someone_moves_no_date_is_asked_twice(
    store: Store, life: list[tuple[int, dict[str, object]]]
) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with store.transaction() as tx:
        number = (tx.marks.get("lives") or 0) + 1
        tx.marks.put("lives", number)
        person = someone(tx, now, 1000 + number)
    for hours, changes in life:
        now = _live(store, now, hours)
        with store.transaction() as tx:
            present = tx.people.get(person.id)
            if act.clash(present, changes) is None:
                act.change(tx, present, changes, now)
    now = _live(store, now, 60)
    with store.transaction() as tx:
        asked = _asked_dates(tx, person)
        dates = [on for on, _ in tx.days.all_states(person.id)]
        present = tx.people.get(person.id)
    assert len(asked) == len(set(asked))
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(dates))
    assert check_times(present.day_end, present.morning, present.check_in) is None


def _live(store: Store, now: datetime, hours: int) -> datetime:
    """Let the clock play every step on the way, at its own instant."""
    until = now + timedelta(hours=hours)
    while True:
        with store.transaction() as tx:
            due = tx.steps.next_due()
        if due is None or due > until:
            return until
        tick(store, max(due, now))


def _asked_dates(tx: Transaction, person: Person) -> list[date]:
    """The date of every morning question that went into the outbox."""
    entries = tx.journal.of_person(person.id, limit=1000)
    return [e.on for e in entries if e.kind == "MorningCame" and e.facts["to"] == "asked" and e.on]


def test_a_change_is_written_down_without_what_it_was(store: Store) -> None:
    now = datetime(2026, 3, 4, 6, tzinfo=UTC)
    with store.transaction() as tx:
        person = someone(tx, now)
        act.change(tx, person, {"zone": TOKYO}, now)
        [entry] = [e for e in tx.journal.of_person(person.id, 10) if e.kind == "SettingsChanged"]
    assert entry.facts == {"changed": ["zone"]}
    assert entry.pair_id is None


def test_more_days_wait_for_the_partner_and_only_for_exactly_these(store: Store) -> None:
    now = datetime(2026, 3, 4, 6, tzinfo=UTC)
    with store.transaction() as tx:
        ana, ben = someone(tx, now, 1), someone(tx, now, 2)
        ana = act.change(tx, ana, {"weekdays": "12345"}, now).person
        tx.pairs.add("come on", (ana.id, ben.id), now, now.date())
        asked = act.change_days(tx, ana, "123456", now)
        assert (asked.asked, asked.person.weekdays) == (ben, "12345")
        assert act.agree(tx, ben, ana.id, asked.stamp + 1, now) is None
        assert act.agree(tx, ana, ana.id, asked.stamp, now) is None
        agreed = act.agree(tx, ben, ana.id, asked.stamp, now)
        assert agreed is not None
        assert agreed.person.weekdays == "123456"
        assert act.agree(tx, ben, ana.id, asked.stamp, now) is None


def test_fewer_days_take_back_what_was_asked_for(store: Store) -> None:
    now = datetime(2026, 3, 4, 6, tzinfo=UTC)
    with store.transaction() as tx:
        ana, ben = someone(tx, now, 1), someone(tx, now, 2)
        ana = act.change(tx, ana, {"weekdays": "12345"}, now).person
        tx.pairs.add("come on", (ana.id, ben.id), now, now.date())
        asked = act.change_days(tx, ana, "123456", now)
        fewer = act.change_days(tx, ana, "135", now)
        assert fewer.person.weekdays == "135"
        assert not act.decline(tx, ben, ana.id, asked.stamp)
