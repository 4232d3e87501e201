"""Forgot to tell: yesterday's done, the partner who saw it, and words that arrive late."""

from datetime import timedelta

import pytest

from storage.records import DayState
from tests.journeys.people import (
    THING,
    alerted,
    asked,
    changed,
    day_of,
    named,
    press_old,
    said,
    sent,
)
from tests.world import Somebody, World


async def open_day_before(world: World, ana: Somebody) -> None:
    """Yesterday's check-in stayed without an answer; it is nine in the morning."""
    await asked(world, ana)
    await world.time("09:00", of=ana)


# Yesterday


@pytest.mark.row("D32", "D3")
async def test_i_did_it_on_the_mornings_message_keeps_yesterday(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await open_day_before(world, ana)
    question = world.last(ana).id
    await world.tap(ana, "I did it")
    assert (world.last(ana).id, world.last(ana).text) == (
        question,
        f"Noted for yesterday: done.\n“{THING}”\nBen hears it now.\n"
        "And today's one thing? Type it here.",
    )
    assert world.labels(ana) == ["Ideas", "Rest today", "Undo"]
    assert world.last(ben).text.startswith(f"Ana did yesterday's one thing.\n“{THING}”")
    before = day_of(world, ana, back=1)
    assert (before.state, before.late) == (DayState.DONE, True)
    await world.write(ana, "Open the letter")
    assert day_of(world, ana).text == "Open the letter"


@pytest.mark.row("D32")
@pytest.mark.parametrize("command", ["/done yesterday", "/done Yesterday."])
async def test_done_yesterday_works_until_todays_end(
    world: World, ana: Somebody, command: str
) -> None:
    await asked(world, ana)
    await world.time("03:59", of=ana)
    await world.days(1)
    await world.write(ana, command)
    assert day_of(world, ana, back=1).state is DayState.DONE


@pytest.mark.row("D32")
@pytest.mark.refusal("nothing-named-yesterday")
async def test_after_todays_end_yesterday_is_closed_for_good(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    missed = day_of(world, ana).id
    await world.days(1.5)
    assert await press_old(world, ana, f"1:did:{missed}") == "That was yesterday's.\nToday: /today"
    await world.write(ana, "/done yesterday")
    assert world.last(ana).text == "Nothing was named for yesterday.\nToday is there: /commit"


@pytest.mark.row("D32")
@pytest.mark.parametrize(("tapped", "back"), [("Yesterday's", 1), ("Today's", 0)])
async def test_a_plain_done_on_a_new_date_asks_which(
    world: World, ana: Somebody, tapped: str, back: int
) -> None:
    await open_day_before(world, ana)
    await world.write(ana, "/done")
    assert world.last(ana).text == f"Yesterday's, or today's?\nYesterday it was: “{THING}”"
    await world.tap(ana, tapped)
    if not back:
        await world.write(ana, "Wrote the letter")
    assert day_of(world, ana, back).state is DayState.DONE


async def test_a_late_done_can_be_taken_back(world: World, ana: Somebody, ben: Somebody) -> None:
    await open_day_before(world, ana)
    await world.tap(ana, "I did it")
    await world.tap(ana, "Undo")
    assert day_of(world, ana, back=1).state is DayState.MISSED
    assert world.last(ana).text.startswith("Taken back.\n")
    assert world.last(ben).text.startswith("Ana took that back")


@pytest.mark.row("D32")
async def test_a_done_that_was_in_time_stays_when_the_date_is_over(
    world: World, ana: Somebody
) -> None:
    await asked(world, ana)
    done = day_of(world, ana).id
    await world.tap(ana, "✅ Done")
    await world.time("09:00", of=ana)
    await press_old(world, ana, f"1:undo:{done}")
    assert day_of(world, ana, back=1).state is DayState.DONE


# The partner saw it


@pytest.mark.row("D32")
async def test_the_partner_can_say_that_it_was_done(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.write(ben, "Ana did it")
    assert world.last(ben).text == (
        f"Noted: Ana did it.\n“{THING}”\nAna hears it from me and can correct it."
    )
    assert world.last(ana).text == (
        f"Ben says you did it. It counts.\n“{THING}”\nIf it isn't so, one tap corrects it."
    )
    assert world.labels(ana) == ["Not quite"]
    day = day_of(world, ana)
    assert (day.state, day.attested) == (DayState.DONE, True)


@pytest.mark.row("D32")
@pytest.mark.parametrize("when", ["the same evening", "the next morning"])
async def test_the_person_can_correct_what_the_partner_said(
    world: World, ana: Somebody, ben: Somebody, when: str
) -> None:
    await asked(world, ana)
    if when == "the next morning":
        await world.time("09:00", of=ana)
    await world.write(ben, "ana did it!")
    await world.tap(ana, "Not quite")
    back = 1 if when == "the next morning" else 0
    assert day_of(world, ana, back).state is (DayState.MISSED if back else DayState.CHECKING)
    assert world.last(ben).text == (
        f"Not quite, says Ana.\n“{THING}”\nNothing more to do for you."
    )


@pytest.mark.refusal("not-before-check-in", "nothing-to-attest")
async def test_the_person_is_asked_first(world: World, ana: Somebody, ben: Somebody) -> None:
    await world.write(ben, "Ana did it")
    assert world.last(ben).text == "Ana is asked first.\nAfter that, tell me again."
    await named(world, ana)
    await world.write(ben, "Ana did it")
    assert world.last(ben).text == "Ana is asked first.\nAfter that, tell me again."
    await world.write(ana, "/done")
    await world.write(ben, "Ana did it")
    assert world.last(ben).text.startswith("There's nothing open to tell about.")


# Late words and presses


@pytest.mark.row("D34")
async def test_a_done_that_arrives_three_hours_late_counts_when_it_was_written(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    written = world.now - timedelta(minutes=1)
    await world.time("23:00", of=ana)
    await world.write(ana, "done", at=written)
    day = day_of(world, ana)
    assert (day.state, day.ended_at) == (DayState.DONE, written)
    assert world.last(ben).text.startswith("Ana did it.")


@pytest.mark.row("D34")
async def test_a_late_done_corrects_an_alert_that_was_sent(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.write(ana, "done", at=world.now - timedelta(minutes=61))
    assert said(world, ben, "Done meanwhile, no call needed.").edited
    assert day_of(world, ana).state is DayState.DONE


@pytest.mark.row("D34")
async def test_a_done_known_before_the_alert_is_due_lets_nobody_be_alerted(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.minutes(59)
    world.telegram.write(ana.user, "done")
    world.clock.move_to(world.now + timedelta(minutes=2))
    await world.settle()
    assert not any("call Ana" in m.text for m in world.chat(ben))


@pytest.mark.row("D34")
async def test_a_done_of_before_the_day_end_counts_for_that_date(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    written = world.now + timedelta(hours=3)
    await world.time("05:00", of=ana)
    await world.write(ana, "done", at=written)
    before = day_of(world, ana, back=1)
    assert (before.state, before.late, before.ended_at) == (DayState.DONE, False, written)
    assert day_of(world, ana).state is DayState.WAITING


@pytest.mark.refusal("day-is-over")
async def test_a_no_of_before_the_day_end_changes_nothing(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    written = world.now + timedelta(hours=3)
    await world.time("09:00", of=ana)
    await world.write(ana, "not today", at=written)
    assert world.last(ana).text == "That was yesterday's.\nToday: /today"
    assert day_of(world, ana).state is DayState.ASKED


@pytest.mark.row("D34")
async def test_a_press_that_arrives_late_counts_when_it_was_stored(
    world: World, ana: Somebody
) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    pressed = world.now
    world.clock.move_to(world.now + timedelta(seconds=100))
    world.telegram.press(ana.user, question, "✅ Done", at=pressed)
    await world.settle()
    day = day_of(world, ana)
    assert (day.state, day.ended_at) == (DayState.DONE, world.now)
    assert world.last(ana).text.startswith("Done.")


async def test_a_double_tap_is_one_done(world: World, ana: Somebody, ben: Somebody) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    for _ in range(2):
        world.telegram.press(ana.user, question, "✅ Done")
    before = len(sent(world, ben))
    await world.settle()
    assert len(sent(world, ben)) == before + 1
    assert world.toasts(ana) == ["That one is done already.\nTomorrow's one thing? /tomorrow"]


async def test_two_partners_at_once_are_both_done_and_told_so(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await named(world, ben, "Call the tax office")
    world.telegram.write(ana.user, "/done")
    world.telegram.write(ben.user, "/done")
    await world.settle()
    told = [m.text for who in (ana, ben) for m in world.chat(who) if "did it." in m.text]
    assert sorted("Both done: day 1 together." in text for text in told) == [False, True]


async def test_words_of_one_who_blocked_and_came_back_are_heard(
    world: World, ana: Somebody
) -> None:
    world.telegram.block(ana.user)
    await world.settle()
    await world.days(1.2)
    assert day_of(world, ana).state is DayState.PAUSED
    assert day_of(world, ana, back=1).state is DayState.UNASKED
    await world.write(ana, THING)
    assert day_of(world, ana).state is DayState.COMMITTED


async def test_a_tap_on_someone_elses_day_changes_nothing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    day = day_of(world, ana).id
    changed(world, ben)
    toast = await press_old(world, ben, f"1:done:{day}")
    assert toast == "That one is for someone else.\nYours: /today"
    assert day_of(world, ana).state is DayState.CHECKING
