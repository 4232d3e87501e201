"""What it means that a message was taken, refused or late: for its day and for its call."""

from datetime import timedelta

import pytest

from storage.records import CallOutcome, DayState, StepKind
from tests.journeys.people import THING, alerted, asked, day_of, named, said
from tests.world import Somebody, World


def waiting(world: World, who: Somebody) -> set[StepKind]:
    return {step.kind for step in world.steps(who)}


@pytest.mark.parametrize("kind", ["400", "403"])
async def test_a_refused_question_starts_no_reminder_and_no_alert(
    world: World, ana: Somebody, ben: Somebody, kind: str
) -> None:
    await named(world, ana)
    await world.time("19:59", of=ana)
    world.telegram.fail("sendMessage", chat=ana.user, kind=kind)
    await world.time("20:01", of=ana)
    assert waiting(world, ana) == {StepKind.DAY_END}
    world.heard(ana), world.heard(ben)
    await world.time("23:00", of=ana)
    assert not any("Ana" in text and "call" in text for text in world.heard(ben))
    await world.time("05:00", of=ana)
    assert day_of(world, ana, back=1).state is DayState.UNASKED


async def test_an_unasked_day_can_still_be_told_to_be_done(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.time("19:59", of=ana)
    world.telegram.fail("sendMessage", chat=ana.user, kind="400")
    await world.time("09:00", of=ana)
    await world.write(ana, "/done yesterday")
    assert day_of(world, ana, back=1).state is DayState.DONE


async def test_a_refused_morning_question_brings_no_nudge(world: World, ana: Somebody) -> None:
    world.telegram.fail("sendMessage", chat=ana.user, kind="400")
    await world.time("08:01", of=ana)
    assert StepKind.NUDGE not in waiting(world, ana)
    world.heard(ana)
    await world.time("15:00", of=ana)
    assert world.heard(ana) == []


async def test_the_reminder_counts_from_the_moment_the_question_arrived(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.time("19:59", of=ana)
    world.telegram.fail("sendMessage", times=5, chat=ana.user, kind="500")
    await world.time("20:20", of=ana)
    checked = day_of(world, ana).checked_at
    assert checked is not None
    reminders = [s.due_at for s in world.steps(ana) if s.kind is StepKind.REMINDER]
    assert reminders == [checked + timedelta(minutes=30)]


@pytest.mark.row("D23")
async def test_a_refused_alert_is_as_cant_right_now(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.time("20:59", of=ana)
    world.telegram.fail("sendMessage", times=None, chat=ben.user, kind="400")
    await world.time("21:00", of=ana)
    assert world.last(ana).text.startswith("Ben can't call right now.")
    day = day_of(world, ana)
    with world.store.transaction() as tx:
        [call] = tx.scenes([day.id], world.now)[day.id].calls
    assert call.outcome == CallOutcome.UNANSWERED


@pytest.mark.row("D23", "D16")
async def test_a_caller_who_blocks_the_bot_is_waited_for_no_longer(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    world.telegram.block(ben.user)
    await world.settle()
    assert said(world, ana, "Ben can't call right now.")


@pytest.mark.row("D16")
async def test_the_alert_goes_out_though_the_person_blocked_the_bot_after_the_question(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    world.telegram.block(ana.user)
    await world.settle()
    await world.time("21:00", of=ana)
    assert said(world, ben, "Time to call Ana.")


async def test_who_blocks_the_bot_is_paused_from_tomorrow(world: World, ana: Somebody) -> None:
    await named(world, ana)
    world.telegram.block(ana.user)
    await world.settle()
    await world.time("05:00", of=ana)
    assert day_of(world, ana, back=1).state is DayState.UNASKED
    assert day_of(world, ana).state is DayState.PAUSED
    world.telegram.unblock(ana.user)
    await world.settle()
    await world.days(1)
    await world.time("08:00", of=ana)
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_a_news_that_is_refused_changes_nothing_for_the_one_it_is_about(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("08:10", of=ana)
    world.telegram.fail("sendMessage", times=None, chat=ben.user, kind="400")
    await world.write(ana, THING)
    await world.minutes(2)
    world.telegram.mend()
    await world.write(ana, "/done")
    assert day_of(world, ana).state is DayState.DONE
    assert world.last(ben).text.startswith("Ana did it.")


async def test_a_question_due_while_the_bot_was_away_comes_late_or_not_at_all(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    world.clock.move_to(world.now + timedelta(hours=13))  # 21:12, as after a stop
    await world.settle()
    assert world.last(ana).text.startswith("How did it go today?")
    assert waiting(world, ana) >= {StepKind.REMINDER}


async def test_a_morning_question_four_hours_late_is_not_asked_any_more(
    world: World, ana: Somebody
) -> None:
    world.clock.move_to(world.now + timedelta(hours=6.5))  # 12:30
    await world.settle()
    assert world.heard(ana) == []


async def test_an_edit_to_a_message_that_is_gone_is_said_anew(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    world.telegram.delete_message(ben.user, world.last(ben).id)
    await world.write(ana, "/commit Write to Dr White")
    assert world.last(ben).text == "Ana's one thing today:\n“Write to Dr White”"
