"""Several things at the same moment, and the same thing several times: one effect each.

Through the real bot: updates lie waiting together, in the order in which Telegram gives them.
Whoever comes second is answered kindly, and nothing fails on the way.
"""

import logging
import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage.records import Call, CallOutcome, CallState, DayState
from tests.journeys.people import THING, alerted, asked, day_of, named, said, sent, settle_in
from tests.world import Somebody, World

Pair = tuple[Somebody, Somebody]


@pytest.fixture
async def pair(world: World) -> Pair:
    """Ana in Berlin and Ben in London, early on a Monday."""
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/London", "ben")
    await settle_in(world, ana, ben)
    return ana, ben


@pytest.fixture(autouse=True)
def nothing_fails(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """No handler, step or notice failed meanwhile."""
    yield
    failed = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert failed == []


def press(world: World, who: Somebody, label: str, times: int = 1) -> None:
    """Press the newest button with this label, and settle nothing."""
    message = world.find(who, label)
    for _ in range(times):
        world.telegram.press(who.user, message.id, label)


def events(world: World, who: Somebody) -> Counter[str]:
    """What the journal says that happened to this person's dates."""
    person = world.stored(who).id
    with world.store.transaction() as tx:
        entries = tx.journal.of_person(person, 500)
    return Counter(entry.kind for entry in entries)


def calls(world: World, who: Somebody) -> list[Call]:
    """This person's calls that someone was asked for, newest first."""
    person = world.stored(who).id
    with world.store.transaction() as tx:
        found = tx.calls.recent_many([person], world.now - timedelta(days=8))[person]
    return [call for call in found if call.person_id == person and call.caller_id]


def texts(world: World, who: Somebody, words: str) -> int:
    """How many new messages with these words ever reached this person."""
    return sum(words in str(arrival.params.get("text", "")) for arrival in sent(world, who))


# The same thing at once


@pytest.mark.parametrize("times", [2, 50])
async def test_done_pressed_many_times_is_done_once(world: World, pair: Pair, times: int) -> None:
    ana, ben = pair
    await asked(world, ana)
    press(world, ana, "✅ Done", times)
    await world.settle()
    assert day_of(world, ana).state is DayState.DONE
    assert events(world, ana)["Did"] == 1
    assert texts(world, ben, "Ana did it") == 1
    assert 1 <= len(world.toasts(ana)) < times  # a flood of presses is not answered one by one
    assert set(world.toasts(ana)) == {"That one is done already.\nTomorrow's one thing? /tomorrow"}


async def test_every_button_of_the_question_at_once_is_the_first_one(
    world: World, pair: Pair
) -> None:
    ana, ben = pair
    await asked(world, ana)
    for label in ("Not today", "✅ Done", "📞 Call me", "⏳ Later"):
        press(world, ana, label)
    await world.settle()
    day = day_of(world, ana)
    assert (day.state, day.let_go) == (DayState.DONE, True)  # let go, then done after all
    assert calls(world, ana) == []
    assert texts(world, ben, "Ana did it") == 1


async def test_i_will_call_pressed_twice_is_one_call(world: World, pair: Pair) -> None:
    ana, ben = pair
    await alerted(world, ana)
    press(world, ben, "📞 I'll call now", 2)
    press(world, ben, "💬 I'll write")
    await world.settle()
    [call] = calls(world, ana)
    assert (call.state, call.writing) == (CallState.TAKEN, False)
    assert texts(world, ana, "Ben is calling you now") == 1
    assert len(world.toasts(ben)) == 2


async def test_call_me_pressed_twice_asks_once(world: World, pair: Pair) -> None:
    ana, ben = pair
    await asked(world, ana)
    press(world, ana, "📞 Call me", 2)
    await world.settle()
    assert len(calls(world, ana)) == 1
    assert texts(world, ben, "Ana asks you to call now") == 1


async def test_company_pressed_twice_is_one_timer(world: World, pair: Pair) -> None:
    ana, ben = pair
    await alerted(world, ana)
    await world.tap(ben, "Can't right now")
    press(world, ana, "15 minutes", 2)
    press(world, ana, "25 minutes")
    await world.settle()
    assert events(world, ana)["PresenceTaken"] == 1
    await world.minutes(15)
    assert world.last(ana).text.startswith("How did it go")


async def test_two_things_named_at_once_are_one_thing_the_later(world: World, pair: Pair) -> None:
    ana, ben = pair
    await world.time("08:10", of=ana)
    for text in ("Write to Dr Weiss", "Call the tax office"):
        world.telegram.write(ana.user, f"/commit {text}")
    await world.settle()
    assert day_of(world, ana).text == "Call the tax office"
    await world.minutes(2)
    assert texts(world, ben, "Ana's one thing today") == 1
    assert "Call the tax office" in said(world, ben, "Ana's one thing today").text


# Both at once


async def test_both_done_at_once_are_both_done(world: World, pair: Pair) -> None:
    ana, ben = pair
    await named(world, ana)
    await named(world, ben, "Call the tax office", at="08:30")
    await world.time("20:00", of=ben)
    press(world, ana, "✅ Done")
    press(world, ben, "✅ Done")
    await world.settle()
    assert [day_of(world, who).state for who in pair] == [DayState.DONE, DayState.DONE]
    assert texts(world, ben, "Ana did it") == 1
    assert texts(world, ana, "Ben did it") == 1
    together = [texts(world, who, "Both done: day 1 together") for who in pair]
    assert together == [1, 0]  # the second to be done brings it, to the first


async def test_both_alerted_at_once_call_each_other(world: World, pair: Pair) -> None:
    ana, ben = pair
    await world.write(ana, "/commit Write to Dr Weiss by 18:00")
    await world.write(ben, "/commit Call the tax office by 17:00")
    await world.time("19:00", of=ana)
    press(world, ana, "📞 I'll call now")
    press(world, ben, "📞 I'll call now")
    await world.settle()
    assert [call.state for who in pair for call in calls(world, who)] == [CallState.TAKEN] * 2
    press(world, ana, "Done together")
    press(world, ben, "Done together")
    await world.settle()
    assert [day_of(world, who).state for who in pair] == [DayState.RESCUED] * 2


@pytest.mark.parametrize("first", ["done", "taken"])
async def test_done_and_taken_at_once_end_well_in_either_order(
    world: World, pair: Pair, first: str
) -> None:
    ana, ben = pair
    await alerted(world, ana)
    acts = [(ana, "✅ Done"), (ben, "📞 I'll call now")]
    for who, label in acts if first == "done" else acts[::-1]:
        press(world, who, label)
    await world.settle()
    [call] = calls(world, ana)
    assert call.state is CallState.ENDED
    ends = {"done": DayState.DONE, "taken": DayState.RESCUED}
    assert day_of(world, ana).state is ends[first]
    if first == "done":
        assert world.toasts(ben)[-1].startswith("This call is over.")


@pytest.mark.parametrize("first", ["no call", "taken"])
async def test_a_no_and_a_taken_call_at_once_end_in_no(
    world: World, pair: Pair, first: str
) -> None:
    ana, ben = pair
    await alerted(world, ana)
    acts = [(ana, "No call today"), (ben, "📞 I'll call now")]
    for who, label in acts if first == "no call" else acts[::-1]:
        press(world, who, label)
    await world.settle()
    assert [call.outcome for call in calls(world, ana)] == [CallOutcome.LET_GO]
    assert day_of(world, ana).no_call


# The clock at the same instant


async def test_done_in_the_second_of_the_alert_calls_nobody(world: World, pair: Pair) -> None:
    ana, ben = pair
    await asked(world, ana)
    await world.minutes(59)
    due = world.house.next_due()
    assert due is not None
    world.clock.move_to(due)
    press(world, ana, "✅ Done")
    await world.settle()
    assert day_of(world, ana).state is DayState.DONE
    assert calls(world, ana) == []
    assert texts(world, ben, "Time to call") == 0


async def test_done_written_in_time_and_heard_after_the_alert_mends_it(
    world: World, pair: Pair
) -> None:
    ana, ben = pair
    await alerted(world, ana)
    await world.write(ana, "done", at=world.now - timedelta(minutes=1))
    assert day_of(world, ana).state is DayState.DONE
    assert texts(world, ben, "Time to call Ana") == 1
    assert "Time to call Ana" not in "".join(m.text for m in world.chat(ben) if not m.deleted)


async def test_done_in_the_second_of_the_day_end_is_kept(world: World, pair: Pair) -> None:
    ana, _ = pair
    await asked(world, ana)
    await world.time("03:59", of=ana)
    world.clock.move_to(world.now + timedelta(minutes=1))
    world.telegram.write(ana.user, "done", at=world.now - timedelta(seconds=1))
    await world.settle()
    assert day_of(world, ana, back=1).state is DayState.DONE


# Too late by a moment


async def test_a_press_on_a_call_that_has_just_ended_is_answered(world: World, pair: Pair) -> None:
    ana, ben = pair
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")
    for label in ("Done together", "No answer", "Under way"):
        press(world, ben, label)
    await world.settle()
    [call] = calls(world, ana)
    assert call.outcome == CallOutcome.TOGETHER
    assert [text.split("\n")[0] for text in world.toasts(ben)] == ["This call is over."] * 2


async def test_i_am_here_after_the_call_was_called_off_changes_nothing(
    world: World, pair: Pair
) -> None:
    ana, ben = pair
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")
    press(world, ana, "I'm here")
    press(world, ana, "No call today")
    press(world, ana, "In 5 minutes")
    await world.settle()
    assert [call.outcome for call in calls(world, ana)] == [CallOutcome.LET_GO]
    assert world.toasts(ana)[-1].startswith("This call is over.")


async def test_buttons_of_a_pact_that_both_leave_at_once_end_it_once(
    world: World, pair: Pair
) -> None:
    ana, ben = pair
    await alerted(world, ana)
    for who in pair:
        world.telegram.write(who.user, "/leave")
    await world.settle()
    for who in pair:
        press(world, who, "Leave")
    press(world, ben, "📞 I'll call now")
    await world.settle()
    [call] = calls(world, ana)
    assert call.state is CallState.ENDED
    person = world.stored(ana).id
    with world.store.transaction() as tx:
        assert tx.pairs.living_of(person) is None


# Handed over again, and out of order


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("seed", [1, 2])
async def test_updates_given_again_and_shuffled_have_one_effect(
    world: World, pair: Pair, times: int, seed: int
) -> None:
    ana, ben = pair
    world.telegram.shuffle(random.Random(seed))
    await world.time("08:10", of=ana)
    given = [world.telegram.write(ana.user, THING)]
    await world.settle()
    await world.minutes(2)
    given.append(world.telegram.write(ben.user, "/commit Call the tax office"))
    await world.settle()
    await again(world, given, times)
    await world.time("20:05", of=ben)
    given.append(world.telegram.press(ana.user, world.find(ana, "✅ Done").id, "✅ Done"))
    given.append(world.telegram.write(ben.user, "done"))
    await world.settle()
    await again(world, given, times)
    for who, other in ((ana, ben), (ben, ana)):
        assert day_of(world, who).state is DayState.DONE
        assert events(world, who)["Named"] == events(world, who)["Did"] == 1
        assert texts(world, other, f"{who.name} did it") == 1


async def again(world: World, given: list[int], times: int) -> None:
    """Telegram hands all of these over once more, `times` times."""
    for update in given:
        world.telegram.redeliver(update, times)
    for _ in range(times):
        await world.settle()


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_messages_of_one_hour_that_come_shuffled_count_as_they_were_written(
    world: World, pair: Pair, seed: int
) -> None:
    """The bot was away: named, changed, done, and the plan for tomorrow lie in one batch."""
    ana, ben = pair
    await world.time("08:10", of=ana)
    start = world.now
    world.telegram.shuffle(random.Random(seed))
    said_by = ["/commit Write to Dr Weiss", "/commit Call the tax office", "/done", "Buy stamps"]
    for minute, text in enumerate(said_by):
        world.telegram.write(ana.user, text, at=start + timedelta(minutes=10 * minute))
    world.clock.move_to(start + timedelta(hours=1))
    await world.settle()
    day = day_of(world, ana)
    assert (day.state, day.text) == (DayState.DONE, "Call the tax office")
    assert world.stored(ana).next_text == "Buy stamps"
    assert texts(world, ben, "Ana did it") == 1
    assert texts(world, ben, "Ana's one thing today") == 0


# Written while the bot was away


async def test_what_is_written_on_a_new_date_never_counts_for_the_one_before(
    world: World, pair: Pair
) -> None:
    """Down from the evening to the next morning: the date had ended before she wrote."""
    ana, _ = pair
    await asked(world, ana)
    world.clock.move_to(world.now + timedelta(hours=13))
    world.telegram.write(ana.user, "Call the tax office")
    await world.settle()
    yesterday, today = day_of(world, ana, back=1), day_of(world, ana)
    assert (yesterday.text, yesterday.state) == (THING, DayState.MISSED)
    assert (today.text, today.state) == ("Call the tax office", DayState.COMMITTED)


async def test_what_was_written_before_the_date_ended_counts_for_it(
    world: World, pair: Pair
) -> None:
    ana, ben = pair
    await asked(world, ana)
    written = world.now + timedelta(hours=2)
    world.clock.move_to(world.now + timedelta(hours=13))
    world.telegram.write(ana.user, "done", at=written)
    world.telegram.write(ana.user, "Call the tax office")
    await world.settle()
    yesterday, today = day_of(world, ana, back=1), day_of(world, ana)
    assert (yesterday.state, yesterday.late) == (DayState.DONE, False)
    assert today.text == "Call the tax office"
    assert texts(world, ben, "Ana did it") == 1
