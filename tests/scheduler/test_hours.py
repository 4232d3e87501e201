"""Call hours: the label's weekday decides, and two people's hours leave room or say what would."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.rules.calendar import label_at
from scheduler.rules.fitting import Fit, Proposal, call_fits
from scheduler.rules.hours import Hours, Side, closes, opens, within
from storage.records import Person

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
USUAL = Hours()
BERLIN = Side("Europe/Berlin")
LONDON = Side("Europe/London")
NEW_YORK = Side("America/New_York")
AUCKLAND = Side("Pacific/Auckland")
LOS_ANGELES = Side("America/Los_Angeles")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-04T16:59", False),  # Wednesday, 17:59 in Berlin
        ("2026-03-04T17:00", True),
        ("2026-03-04T20:59", True),
        ("2026-03-04T21:00", False),
        ("2026-03-07T08:59", False),  # Saturday
        ("2026-03-07T09:00", True),
        ("2026-03-07T21:00", False),
    ],
)
def test_the_usual_hours_are_evenings_on_working_days(at: str, expected: bool) -> None:
    assert within(USUAL, utc(at), "Europe/Berlin") is expected


def test_hours_across_midnight_belong_to_the_evening_they_began() -> None:
    late = Hours(working=(time(20), time(1)), free=(time(10), time(11)))
    friday_night = utc("2026-03-06T23:30")  # 00:30 on Saturday in Berlin
    assert within(late, friday_night, "Europe/Berlin")
    assert closes(late, friday_night, "Europe/Berlin") == utc("2026-03-07T00:00")
    assert within(late, friday_night, "Europe/Berlin", day_end=time(0))
    assert not within(late, utc("2026-03-07T23:30"), "Europe/Berlin")


def test_a_night_workers_label_decides_the_weekday() -> None:
    nights = Hours(working=(time(5), time(8)), free=(time(20), time(21)))
    saturday_morning = utc("2026-03-07T04:00")  # still Friday's label with a day end at noon
    assert within(nights, saturday_morning, "Europe/Berlin", day_end=time(12))
    assert not within(nights, saturday_morning, "Europe/Berlin", day_end=time(4))


def test_equal_times_mean_the_whole_day_round() -> None:
    always = Hours(working=(time(0), time(0)), free=(time(0), time(0)))
    assert all(within(always, NOW + timedelta(hours=n), "Europe/Berlin") for n in range(200))


def test_hours_close_and_open_by_the_wall_clock_also_when_it_jumps() -> None:
    saturday = utc("2026-03-28T12:00")
    assert closes(USUAL, saturday, "Europe/Berlin") == utc("2026-03-28T21:00")
    sunday = utc("2026-03-29T12:00")
    assert closes(USUAL, sunday, "Europe/Berlin") == utc("2026-03-29T20:00")
    assert closes(USUAL, utc("2026-03-29T20:00"), "Europe/Berlin") is None


def test_the_next_opening_is_now_or_the_next_start() -> None:
    assert opens(USUAL, utc("2026-03-04T18:00"), "Europe/Berlin") == utc("2026-03-04T18:00")
    assert opens(USUAL, utc("2026-03-04T22:00"), "Europe/Berlin") == utc("2026-03-05T17:00")
    assert opens(USUAL, utc("2026-03-06T22:00"), "Europe/Berlin") == utc("2026-03-07T09:00")


def test_a_persons_record_gives_the_side() -> None:
    ana = Person(1, 101, "Ana", zone="Europe/Berlin", weekdays="135", call_from=time(17))
    side = Side.of(ana)
    assert side.hours == Hours((time(17), time(22)), (time(10), time(22)), frozenset({1, 3, 5}))
    assert (side.zone, side.check_in, side.day_end) == ("Europe/Berlin", time(20), time(4))


def test_berlin_and_london_fit_in_both_directions() -> None:
    assert call_fits(BERLIN, LONDON, NOW) == Fit(True)
    later = replace(LONDON, check_in=time(19, 30))
    assert call_fits(later, BERLIN, NOW) == Fit(True)


def test_london_at_eight_is_too_late_for_berlin_and_half_past_seven_is_proposed() -> None:
    found = call_fits(LONDON, BERLIN, NOW)
    assert not found.fits
    assert found.first_clash == date(2026, 3, 2)
    assert Proposal(check_in=time(19, 30)) in found.proposals
    wider = Hours((time(18), time(22, 30)), (time(10), time(22)))
    assert Proposal(partner=wider) in found.proposals


def test_an_exact_end_of_both_hours_still_fits() -> None:
    tight = replace(BERLIN, hours=Hours(working=(time(21), time(21, 30))))
    assert call_fits(BERLIN, tight, NOW).fits
    assert not call_fits(replace(BERLIN, check_in=time(20, 1)), tight, NOW).fits


def test_weeks_in_which_only_one_side_changed_its_clock_count() -> None:
    """Berlin 21:00 is 15:00 in New York, but 16:00 for three weeks in March."""
    usual_weeks = replace(NEW_YORK, hours=Hours(working=(time(15), time(15, 30))))
    found = call_fits(BERLIN, usual_weeks, NOW)
    assert found.first_clash == date(2026, 3, 9)
    both = Hours((time(15), time(16, 30)), USUAL.free)
    assert found.proposals[0] == Proposal(partner=both)
    assert call_fits(BERLIN, replace(NEW_YORK, hours=both), NOW) == Fit(True)


def test_berlin_and_new_york_work_with_calls_from_three() -> None:
    found = call_fits(BERLIN, NEW_YORK, NOW)
    assert found.proposals[0] == Proposal(partner=Hours((time(15), time(22)), USUAL.free))


def test_auckland_and_los_angeles_get_a_time_that_is_night_for_neither() -> None:
    found = call_fits(AUCKLAND, LOS_ANGELES, NOW)
    assert not found.fits
    (proposal,) = found.proposals
    assert proposal.check_in is not None
    moved = replace(AUCKLAND, check_in=proposal.check_in, hours=proposal.own or AUCKLAND.hours)
    there = replace(LOS_ANGELES, hours=proposal.partner or LOS_ANGELES.hours)
    assert call_fits(moved, there, NOW) == Fit(True)


def test_no_proposal_ever_asks_for_a_call_at_night() -> None:
    for own, other in ((AUCKLAND, LOS_ANGELES), (BERLIN, AUCKLAND), (NEW_YORK, LONDON)):
        for proposal in call_fits(own, other, NOW).proposals:
            for hours in (proposal.own, proposal.partner):
                if hours is not None:
                    assert time(8) <= hours.working[0] < hours.working[1] <= time(23)


def test_night_workers_in_one_zone_fit() -> None:
    nights = Side(
        "Europe/Berlin",
        Hours(working=(time(4), time(11)), free=(time(4), time(11))),
        day_end=time(12),
        morning=time(18),
        check_in=time(6),
    )
    assert call_fits(nights, nights, NOW) == Fit(True)
    assert not call_fits(nights, BERLIN, NOW).fits


def test_every_proposal_fits_when_it_is_taken() -> None:
    sides = (BERLIN, LONDON, NEW_YORK, AUCKLAND, LOS_ANGELES, Side("Asia/Kathmandu"))
    taken = 0
    for own in sides:
        for other in sides:
            for proposal in call_fits(own, other, NOW).proposals:
                moved = replace(
                    own,
                    check_in=proposal.check_in or own.check_in,
                    hours=proposal.own or own.hours,
                )
                there = replace(other, hours=proposal.partner or other.hours)
                assert call_fits(moved, there, NOW).fits
                taken += 1
    assert taken > 20


@pytest.mark.parametrize("other", [LONDON, NEW_YORK, Side("Africa/Casablanca")])
def test_the_answer_is_that_of_looking_at_every_single_day(other: Side) -> None:
    for minutes in range(-180, 61, 30):
        at = (datetime(2026, 1, 1, 20, tzinfo=UTC) + timedelta(minutes=minutes)).time()
        own = replace(BERLIN, check_in=at)
        assert call_fits(own, other, NOW).first_clash == first_clash_day_by_day(own, other)


def first_clash_day_by_day(own: Side, other: Side) -> date | None:
    """Walks a year of days, asking within() for both people at both ends of the call."""
    first = label_at(NOW, own.day_end, own.zone)
    for label in (first + timedelta(days=n) for n in range(366)):
        if label.isoweekday() not in own.hours.weekdays:
            continue
        asked = datetime.combine(label, own.check_in, ZoneInfo(own.zone)).astimezone(UTC)
        moments = (asked + timedelta(minutes=60), asked + timedelta(minutes=90, seconds=-1))
        for side in (own, other):
            if not all(within(side.hours, m, side.zone, side.day_end) for m in moments):
                return label
    return None
