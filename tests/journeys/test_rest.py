"""Rest, pause, illness: days off without a reason, and coming back."""

import pytest

from storage.records import DayState
from tests.journeys.people import THING, asked, day_of, named, press_old, said, sent
from tests.world import Somebody, World


@pytest.mark.row("D12", "D27")
async def test_rest_today_asks_how_long_and_no_reason(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    question = world.last(ana).id
    await world.tap(ana, "Rest today")
    assert (world.last(ana).id, world.last(ana).text) == (
        question,
        "How long would you like to rest?\nNo reason needed. I'll be quiet meanwhile.",
    )
    assert world.labels(ana) == ["Today", "Tomorrow too", "This week"]


@pytest.mark.row("D12")
@pytest.mark.parametrize(
    ("tapped", "first_line", "days_off", "back"),
    [
        ("Today", "Rest today. I'll be quiet.", 1, "Tuesday"),
        ("Tomorrow too", "Rest until Tuesday. I'll be quiet.", 2, "Wednesday"),
        ("This week", "Rest until Sunday. I'll be quiet.", 7, "16 March"),
    ],
)
async def test_rest_lasts_as_long_as_chosen(
    world: World, ana: Somebody, tapped: str, first_line: str, days_off: int, back: str
) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, tapped)
    assert world.last(ana).text == (
        f"{first_line}\nBen knows that you rest, not why. I'll ask again on {back}."
    )
    world.heard(ana)
    await world.days(days_off)
    assert world.heard(ana) == []
    assert all(day_of(world, ana, n).state is DayState.REST for n in range(1, days_off + 1))
    await world.time("08:00", of=ana)
    [question] = world.heard(ana)
    assert question.startswith("What's your one thing today?\nSmall is good.")


async def test_this_week_ends_on_sunday_whenever_it_is_said(world: World, ana: Somebody) -> None:
    await world.days(3)
    await world.write(ana, "/skip")
    await world.tap(ana, "This week")
    assert "Rest until Sunday." in world.last(ana).text


@pytest.mark.row("D12", "D38")
async def test_the_partner_reads_it_as_one_line_of_the_next_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/skip until Thursday")
    assert world.heard(ben) == []
    await world.time("08:00", of=ben)
    assert world.heard(ben) == [
        "What's your one thing today?\nSmall is good.\n\n"
        "Ana rests until Thursday.\nIf you get stuck meanwhile, I'll stay with you."
    ]


async def test_rest_of_a_day_reads_as_today(world: World, ana: Somebody, ben: Somebody) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.time("08:00", of=ben)
    assert "\n\nAna rests today.\n" in world.last(ben).text


async def test_a_rest_that_is_over_is_not_told_any_more(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.tap(ana, "Back earlier")
    await world.time("08:00", of=ben)
    assert "rest" not in world.last(ben).text


async def test_rest_said_in_the_evening_is_told_in_the_morning_only_if_it_lasts(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.time("20:30", of=ben)
    await world.write(ana, "/skip until Wednesday")
    await world.time("08:00", of=ben)
    assert "Ana rests until Wednesday." in world.last(ben).text


@pytest.mark.row("D38")
async def test_who_rests_hears_news_as_lines_when_back(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await named(world, ben, "Call the tax office")
    await world.write(ben, "/done")
    world.heard(ana)
    await world.time("07:59", of=ana)
    assert world.heard(ana) == []
    await world.time("08:00", of=ana)
    assert world.heard(ana) == [
        "What's your one thing today?\nSmall is good.\n\nBen did it:\n“Call the tax office”"
    ]


async def test_more_than_three_lines_are_summed_into_one(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/skip until Friday")
    for n in range(5):
        await named(world, ben, f"Call number {n}")
        if n != 2:
            await world.write(ben, "/done")
    await world.days(3)
    assert "\n\nMeanwhile Ben kept 4 of 5." in said(world, ana, "What's your one thing").text


async def test_the_partner_of_one_who_rests_is_not_promised_ears(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/skip until Friday")
    await world.time("08:10", of=ben)
    await world.write(ben, THING)
    assert world.last(ben).text == f"Set. I'll ask at 20:00.\n“{THING}”"
    await world.write(ben, "/done")
    assert world.last(ben).text.startswith("Done.\n")


async def test_resting_after_naming_lets_the_thing_go(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    world.heard(ana)
    await world.time("23:00", of=ana)
    assert world.heard(ana) == []
    assert day_of(world, ana).state is DayState.REST


async def test_rest_after_the_check_in_is_not_today(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    assert world.last(ana).text.startswith("All right, not today. No call.")
    assert day_of(world, ana).state is DayState.MISSED


async def test_rest_until_a_day_after_the_check_in_begins_tomorrow(
    world: World, ana: Somebody
) -> None:
    await asked(world, ana)
    await world.write(ana, "/skip until Thursday")
    assert world.last(ana).text.startswith("Rest from tomorrow until Thursday.")
    await world.days(1)
    assert day_of(world, ana).state is DayState.REST


@pytest.mark.refusal("past-until", "unreadable-time")
@pytest.mark.parametrize("command", ["/skip", "/pause"])
async def test_a_rest_that_ends_in_the_past_changes_nothing(
    world: World, ana: Somebody, command: str
) -> None:
    await world.write(ana, f"{command} until 1 March 2026")
    assert world.last(ana).text.startswith("That day is over.\n")
    await world.write(ana, f"{command} until the cows come home")
    assert world.last(ana).text.startswith("I can't read that time.\n")
    assert day_of(world, ana).state is DayState.WAITING


@pytest.mark.refusal("not-resting")
async def test_there_is_nothing_to_come_back_from(world: World, ana: Somebody) -> None:
    await world.write(ana, "/resume")
    assert world.last(ana).text == "You're not resting.\nA day off? /skip"


async def test_back_earlier_asks_at_once_when_there_is_time(world: World, ana: Somebody) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "This week")
    await world.time("12:00", of=ana)
    await world.tap(ana, "Back earlier")
    assert world.last(ana).text == "What's your one thing today?\nSmall is good."
    await world.write(ana, THING)
    assert day_of(world, ana).state is DayState.COMMITTED


async def test_back_earlier_with_a_thing_named_before_goes_on_with_it(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.tap(ana, "Back earlier")
    assert world.last(ana).text == f"Set. I'll ask at 20:00.\n“{THING}”"
    assert day_of(world, ana).state is DayState.COMMITTED


async def test_back_in_the_evening_means_tomorrow(world: World, ana: Somebody) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "This week")
    await world.time("19:00", of=ana)
    await world.tap(ana, "Back earlier")
    assert world.last(ana).text == (
        "Good to have you back.\nI'll ask on Tuesday. Sooner? /commit and one small thing."
    )
    await world.time("08:00", of=ana)
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_a_pause_lasts_until_resume(world: World, ana: Somebody, ben: Somebody) -> None:
    await world.write(ana, "/pause")
    assert world.last(ana).text == (
        "Paused. I'll be quiet.\nBen knows that you pause, not why. /resume brings me back."
    )
    await world.time("08:00", of=ben)
    assert "Ana rests for a while." in world.last(ben).text
    world.heard(ana)
    await world.days(9)
    assert world.heard(ana) == []
    assert day_of(world, ana).state is DayState.PAUSED
    await world.time("09:00", of=ana)
    await world.write(ana, "/resume")
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_a_pause_until_a_day_ends_by_itself(world: World, ana: Somebody) -> None:
    await world.write(ana, "/pause until Wednesday")
    assert world.last(ana).text.startswith("Paused until Wednesday. I'll be quiet.\n")
    world.heard(ana)
    await world.days(3)
    assert world.heard(ana) == []
    await world.time("08:00", of=ana)
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_a_day_off_can_still_be_done(world: World, ana: Somebody, ben: Somebody) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.write(ana, "/done")
    await world.write(ana, "Wrote the letter")
    assert day_of(world, ana).state is DayState.DONE
    assert said(world, ben, "Ana did it.")
    await world.tap(ana, "Undo")
    assert day_of(world, ana).state is DayState.REST


async def test_a_thing_can_be_named_on_a_day_off(world: World, ana: Somebody) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.write(ana, "Open the letter")
    assert world.last(ana).text == "What is this for?\n“Open the letter”"
    assert world.labels(ana) == ["Today's one thing", "For next time", "For Ben", "Never mind"]
    await world.tap(ana, "Today's one thing")
    assert day_of(world, ana).state is DayState.COMMITTED


@pytest.mark.row("D33")
async def test_i_was_ill_makes_seven_days_back_neutral(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.days(1)
    await world.time("09:00", of=ana)
    for _ in range(2):
        await world.days(1)
    states = [day_of(world, ana, back).state for back in (1, 2, 3)]
    assert states == [DayState.SILENT, DayState.SILENT, DayState.MISSED]
    await press_old(world, ana, f"1:ill:{day_of(world, ana).id}")
    assert world.last(ana).text == (
        "All right. 3 days are neutral now.\nNothing to make up. What's one small thing for today?"
    )
    assert all(day_of(world, ana, back).state is DayState.EXCUSED for back in (1, 2, 3))


async def test_nobody_is_messaged_on_a_pause_whatever_the_partner_does(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/pause")
    before = len(sent(world, ana))
    for n in range(3):
        await named(world, ben, f"Call number {n}")
        await world.time("20:59", of=ben)
    assert len(sent(world, ana)) == before


async def test_who_rests_is_not_named_as_someone_who_cannot_call(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ben, "/skip today")
    await asked(world, ana)
    await world.time("21:00", of=ana)
    assert world.last(ana).text.startswith("I can stay with you, if you like.")
    await world.write(ana, "/call")
    assert world.last(ana).text.startswith("Ben can't call right now.")
