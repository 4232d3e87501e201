"""The morning: the question, naming the one thing, and what the partner hears of it."""

import pytest

from storage.records import DayState
from tests.journeys.people import (
    THING,
    changed,
    day_of,
    named,
    press_old,
    said,
    sent,
    settle_in,
    sounded,
)
from tests.world import Somebody, World

SET = "Set. I'll ask at 20:00.\n“{}”\nBen hears it in a minute."


@pytest.mark.row("D2", "D25")
async def test_at_eight_the_one_thing_is_asked_for_with_sound(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    assert world.heard(ana) == ["What's your one thing today?\nSmall is good."]
    assert world.labels(ana) == ["Ideas", "Rest today"]
    assert sounded(world, ana) == ["What's your one thing today?"]


@pytest.mark.row("D2")
async def test_the_partners_thing_is_the_second_line_of_the_question(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.time("08:00", of=ben)
    assert (
        world.last(ben).text == f"What's your one thing today?\nSmall is good. Ana's: “{THING}”."
    )


@pytest.mark.row("D1", "D9")
async def test_what_was_planned_last_night_is_the_commitment_of_the_morning(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "/done")
    await world.write(ana, "Read two pages")
    assert "Kept for Tuesday." in world.last(ana).text
    await world.time("08:00", of=ana)
    assert world.last(ana).text == (
        "Today's one thing, as you planned:\n“Read two pages”\nI'll ask at 20:00."
    )
    assert world.labels(ana) == ["Change", "Rest today"]
    assert day_of(world, ana).state is DayState.COMMITTED


@pytest.mark.row("D3", "D24")
async def test_after_an_open_day_the_morning_quotes_it_once_and_shows_four_ways(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.time("20:00", of=ana)
    await world.tap(ana, "Not today")
    world.heard(ana)
    await world.time("08:00", of=ana)
    assert world.heard(ana) == [
        f"New day. One open day changes nothing.\n“{THING}”\n"
        "Did you do it after all? Or for today:"
    ]
    assert world.labels(ana) == ["I did it", "Same again", "Smaller", "Something else"]


@pytest.mark.row("D3")
async def test_the_second_open_day_is_spoken_of_differently(world: World, ana: Somebody) -> None:
    for _ in range(2):
        await named(world, ana)
        await world.time("20:00", of=ana)
        await world.tap(ana, "Not today")
    await world.time("08:00", of=ana)
    assert world.last(ana).text.startswith("A new day, and it may be a small one.\n")


@pytest.mark.row("D3")
async def test_same_again_names_yesterdays_thing_by_one_tap(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.time("20:00", of=ana)
    await world.tap(ana, "Not today")
    await world.time("08:00", of=ana)
    question = world.last(ana).id
    await world.tap(ana, "Same again")
    assert world.last(ana).id == question
    assert world.last(ana).text == SET.format(THING)


@pytest.mark.row("D4")
async def test_typed_words_get_one_silent_line(world: World, ana: Somebody) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, THING)
    assert world.last(ana).text == SET.format(THING)
    assert world.last(ana).silent
    assert world.labels(ana) == ["Undo", "When and where?"]


@pytest.mark.row("D4", "D27")
async def test_a_tap_edits_the_message_tapped(world: World, ana: Somebody) -> None:
    await world.time("08:10", of=ana)
    await world.tap(ana, "Rest today")
    assert len(world.chat(ana)) == 1
    assert world.last(ana).text.startswith("How long would you like to rest?")


async def test_ideas_are_given_and_the_next_text_is_the_thing(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    await world.tap(ana, "Ideas")
    assert world.last(ana).text.startswith("A few small ones:")
    await world.write(ana, "Open the document")
    assert day_of(world, ana).text == "Open the document"


async def test_a_thing_can_be_named_before_the_morning_question(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, THING)
    await world.time("12:30", of=ana)
    assert [m.text for m in world.chat(ana) if m.from_bot] == [SET.format(THING)]


@pytest.mark.row("D5")
async def test_a_minute_later_the_partner_hears_silently(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, THING)
    await world.minutes(0.9)
    assert world.heard(ben) == []
    await world.minutes(0.2)
    assert world.heard(ben) == [f"Ana's one thing today:\n“{THING}”"]
    assert world.last(ben).silent
    assert world.labels(ben) == ["👍"]


@pytest.mark.row("D6")
async def test_shortly_before_his_own_question_the_news_is_a_line_in_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("07:50", of=ben)
    await world.write(ana, THING)
    await world.time("08:00", of=ben)
    assert len(sent(world, ben)) == 1
    assert f"“{THING}”" in world.last(ben).text


@pytest.mark.row("D5")
@pytest.mark.refusal("thumb-sent")
async def test_a_thumb_is_a_reaction_on_the_partners_own_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    mine = next(m for m in world.chat(ana) if m.text == THING)
    await world.tap(ben, "👍")
    assert list(mine.reactions.values()) == [["👍"]]
    assert world.toasts(ben) == ["👍 passed on."]
    assert world.last(ben).text == f"Ana's one thing today:\n“{THING}”\n👍 passed on."
    assert world.labels(ben) == []


@pytest.mark.row("D31")
async def test_within_a_minute_the_naming_can_be_taken_back_and_nobody_hears(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, THING)
    await world.tap(ana, "Undo")
    assert world.last(ana).text.startswith("Taken back. Nothing is named.\n")
    await world.minutes(5)
    assert world.heard(ben) == []
    assert day_of(world, ana).state is DayState.ASKED


@pytest.mark.row("D31", "D35")
async def test_words_changed_within_the_minute_are_the_only_ones_the_partner_hears(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, THING)
    await world.write(ana, "/commit Write to Dr White")
    await world.minutes(2)
    assert world.heard(ben) == ["Ana's one thing today:\n“Write to Dr White”"]


@pytest.mark.refusal("too-late-to-undo")
async def test_after_the_minute_the_naming_is_told_and_can_only_be_changed(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.tap(ana, "Undo")
    assert world.toasts(ana) == ["It's told by now.\nOther words? /commit and the new ones."]
    assert day_of(world, ana).text == THING


@pytest.mark.row("D35")
async def test_a_change_edits_the_partners_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    news = world.last(ben).id
    await world.write(ana, "/commit Write to Dr White")
    assert world.last(ana).text == (
        "Changed. I'll ask at 20:00.\n“Write to Dr White”\nBen sees the new words."
    )
    assert (world.last(ben).id, world.last(ben).text) == (
        news,
        "Ana's one thing today:\n“Write to Dr White”",
    )
    assert len(sent(world, ben)) == 1


@pytest.mark.row("D35")
@pytest.mark.refusal("edit-too-late")
async def test_editing_the_message_that_named_it_changes_it_until_the_check_in(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    mine = next(m for m in world.chat(ana) if m.text == THING)
    await world.edit(ana, mine.id, "Write to Dr White")
    assert world.last(ben).text == "Ana's one thing today:\n“Write to Dr White”"
    await world.time("20:01", of=ana)
    await world.edit(ana, mine.id, "Write to Dr Black")
    assert day_of(world, ana).text == "Write to Dr White"
    assert world.last(ana).text.startswith("The evening question has come already.")


@pytest.mark.row("D5", "D10")
async def test_a_done_before_the_partner_was_told_is_one_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, THING)
    await world.write(ana, "done")
    await world.minutes(5)
    assert [text.split("\n")[0] for text in world.heard(ben)] == ["Ana did it."]


@pytest.mark.row("D7")
async def test_four_hours_later_there_is_one_silent_nudge_and_nobody_else_hears(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ben, morning=day_of(world, ben).begins_at.time().replace(hour=18, minute=0))
    await world.time("15:00", of=ana)
    assert world.heard(ana)[1:] == [
        "There's time for one small thing.\nTen minutes, or a day off: both are fine."
    ]
    assert sounded(world, ana) == ["What's your one thing today?"]
    assert world.labels(ana) == ["Ideas", "Rest today"]


@pytest.mark.row("D7")
async def test_who_has_named_something_is_not_nudged(world: World, ana: Somebody) -> None:
    await named(world, ana)
    world.heard(ana)
    await world.time("15:00", of=ana)
    assert world.heard(ana) == []


@pytest.mark.row("D36")
async def test_when_and_where_makes_a_plan_with_a_silent_word_at_its_moment(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.tap(ana, "When and where?")
    assert world.last(ana).text.startswith("When and where will it be?")
    await world.write(ana, "When it is 10:00 and I'm at my desk")
    assert world.last(ana).text == (
        "Planned. A quiet word comes at 10:00.\n“When it is 10:00 and I'm at my desk”\n"
        f"For: “{THING}”"
    )
    await world.time("10:00", of=ana)
    assert world.last(ana).text.startswith("This is the moment you picked.")
    assert world.last(ana).silent
    assert world.labels(ana) == ["✅ Done"]


async def test_a_plan_without_a_time_brings_no_reminder(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.tap(ana, "When and where?")
    await world.write(ana, "When the coffee is ready")
    assert world.last(ana).text.startswith("Planned.\n")
    world.heard(ana)
    await world.time("19:59", of=ana)
    assert world.heard(ana) == []


@pytest.mark.refusal("nothing-named", "old-button")
async def test_a_plan_needs_a_thing(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    day = day_of(world, ana).id
    assert await press_old(world, ana, f"1:plan:{day}") == (
        "Nothing is named for today yet.\nOne small thing: /commit"
    )
    await world.write(ana, THING)
    await world.write(ana, "done")
    assert (await press_old(world, ana, f"1:plan:{day}")).startswith(
        "That button has had its day."
    )


@pytest.mark.row("D37", "D8")
@pytest.mark.parametrize("words", ["Send it by 15:00", "Send it by 3pm", "Send it by 3 pm"])
async def test_a_deadline_in_the_words_is_when_the_check_in_comes(
    world: World, ana: Somebody, words: str
) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, words)
    assert world.last(ana).text.startswith("Set. I'll ask at 15:00.")
    await world.time("15:00", of=ana)
    assert world.last(ana).text == f"How did it go today?\n“{words}”"
    assert world.labels(ana) == ["✅ Done", "⏳ Later", "Stay with me", "Not today"]


@pytest.mark.row("D37")
async def test_a_deadline_is_read_in_the_persons_own_language(world: World) -> None:
    ada = world.person("Ada", "Europe/Berlin", language="de")
    await settle_in(world, ada)
    await world.write(ada, "Formular senden bis 15 Uhr")
    assert "15:00" in world.last(ada).text


@pytest.mark.row("D8")
async def test_a_deadline_soon_still_leaves_an_hour(world: World, ana: Somebody) -> None:
    await world.time("08:10", of=ana)
    await world.write(ana, "Send it by 8:20")
    assert world.last(ana).text.startswith("Set. I'll ask at 09:10.")


@pytest.mark.row("D35", "D37")
async def test_new_words_without_a_deadline_bring_the_usual_check_in_back(
    world: World, ana: Somebody
) -> None:
    await named(world, ana, "Send it by 15:00")
    await world.write(ana, "/commit Send it")
    assert world.last(ana).text.startswith("Changed. I'll ask at 20:00.")


@pytest.mark.refusal("unreadable-time", "past-deadline")
async def test_a_deadline_that_cannot_be_met_changes_nothing(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.write(ana, "/commit Send it by 25:00")
    assert world.last(ana).text == "I can't read that time.\nTry it like 20:00, 8pm or Thursday."
    await world.write(ana, "/commit Send it by 7am")
    assert world.last(ana).text == "That time is over for today.\nA later one, or /tomorrow."
    assert day_of(world, ana).text == THING


@pytest.mark.row("D8")
async def test_after_the_evening_question_there_is_an_hour_and_no_call(
    world: World, ana: Somebody
) -> None:
    await world.time("22:00", of=ana)
    await world.write(ana, THING)
    assert "I'll ask at 23:00." in world.last(ana).text
    assert "No call fits after that; I can stay with you." in world.last(ana).text
    await world.time("23:00", of=ana)
    assert said(world, ana, "How did it go today?").silent, "at night only an answer has sound"


async def test_too_late_at_night_a_thing_is_kept_for_the_next_date(
    world: World, ana: Somebody
) -> None:
    await world.time("02:10", of=ana)
    await world.write(ana, THING)
    assert world.last(ana).text == f"Kept for Tuesday.\n“{THING}”"
