"""What a plain message means: a reply, an open question, yes or no, the day's state, or asked.

In the order of DAY, "What a plain message means".
"""

import pytest

from storage.records import DayState
from tests.journeys.people import (
    THING,
    alerted,
    asked,
    changed,
    day_of,
    named,
    said,
    settle_in,
    sounded,
)
from tests.world import Somebody, World


async def did(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")


# 1 A reply to what came from the partner


@pytest.mark.row("D10", "D29")
async def test_a_reply_to_the_partners_news_goes_to_the_partner(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await did(world, ana)
    await world.write(ben, "Tell me more", reply_to=said(world, ben, "Ana did it.").id)
    assert world.last(ana).text == "Ben says:\n“Tell me more”"
    assert world.last(ana).protected
    assert world.last(ben).text == "Ana has it."


@pytest.mark.row("D25", "D29")
async def test_words_can_go_back_and_forth_and_the_first_of_an_hour_has_sound(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await did(world, ana)
    before = len(sounded(world, ana))
    news = said(world, ben, "Ana did it.").id
    await world.write(ben, "One", reply_to=news)
    await world.write(ben, "Two", reply_to=news)
    await world.write(ana, "Three", reply_to=world.last(ana).id)
    assert sounded(world, ana)[before:] == ["Ben says:"]
    assert world.last(ben).text == "Ana says:\n“Three”"
    await world.minutes(61)
    await world.write(ben, "Four", reply_to=news)
    assert sounded(world, ana)[before:] == ["Ben says:"] * 2


@pytest.mark.row("D29")
async def test_a_voice_message_photo_or_sticker_in_reply_is_passed_on_as_it_is(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await did(world, ana)
    news = said(world, ben, "Ana did it.").id
    world.telegram.send_voice(ben.user, reply_to=news)
    await world.settle()
    assert (world.last(ana).voice is not None, world.last(ana).protected) == (True, True)
    world.telegram.send_photo(ben.user, caption="for you", reply_to=news)
    await world.settle()
    assert (world.last(ana).photo is not None, world.last(ana).text) == (True, "for you")
    world.telegram.send_sticker(ben.user, reply_to=news)
    await world.settle()
    assert [m.text for m in world.chat(ana) if m.from_bot][-2] == "Ben sends a sticker:"


async def test_a_reply_never_becomes_the_one_thing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.time("08:00", of=ben)
    await world.write(ben, "Good luck", reply_to=said(world, ben, "Ana's one thing today:").id)
    assert day_of(world, ben).state is DayState.ASKED
    assert world.last(ana).text == "Ben says:\n“Good luck”"


# 2 The open question


@pytest.mark.row("D29", "D4")
async def test_an_open_question_takes_the_text(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.tap(ana, "When and where?")
    await world.write(ana, "When the kettle boils")
    assert day_of(world, ana).plan == "When the kettle boils"


@pytest.mark.row("D29")
async def test_a_question_that_is_ten_minutes_old_takes_nothing(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.tap(ana, "When and where?")
    await world.minutes(11)
    await world.write(ana, "When the kettle boils")
    assert day_of(world, ana).plan is None
    assert world.last(ana).text == "Is this today's one thing?\n“When the kettle boils”"


@pytest.mark.row("D28", "D22")
async def test_no_call_is_heard_even_while_a_question_is_open(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.tap(ana, "When and where?")
    await world.write(ana, "no call")
    assert day_of(world, ana).no_call
    assert day_of(world, ana).plan is None


# 3 Yes and no


@pytest.mark.row("D28")
@pytest.mark.parametrize(
    "word", ["done", "Yes!", "did it", "✅", "👍", "erledigt", "hecho", "готово"]
)
async def test_after_the_check_in_a_yes_in_any_language_is_done(
    world: World, ana: Somebody, word: str
) -> None:
    await asked(world, ana)
    await world.write(ana, word)
    assert day_of(world, ana).state is DayState.DONE


@pytest.mark.row("D28")
@pytest.mark.parametrize("word", ["not today", "No", "heute nicht", "hoy no", "нет"])
async def test_after_the_check_in_a_no_in_any_language_is_not_today(
    world: World, ana: Somebody, word: str
) -> None:
    await asked(world, ana)
    await world.write(ana, word)
    assert day_of(world, ana).state is DayState.MISSED
    assert world.last(ana).text.startswith("All right, not today. No call.")


async def test_done_in_the_morning_is_no_name_for_a_thing(world: World, ana: Somebody) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, "done")
    assert world.last(ana).text.startswith("Done. What was it?")


async def test_not_today_in_the_morning_offers_rest(world: World, ana: Somebody) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, "not today")
    assert world.last(ana).text.startswith("How long would you like to rest?")


async def test_done_once_more_says_that_it_is_done(world: World, ana: Somebody) -> None:
    await did(world, ana)
    await world.write(ana, "done")
    assert world.last(ana).text.startswith("That one is done already.")


async def test_a_no_to_tomorrows_thing_lets_it_wait(world: World, ana: Somebody) -> None:
    await did(world, ana)
    await world.write(ana, "no")
    assert world.last(ana).text.startswith("All right, it can wait.")


# 4 The day's state


@pytest.mark.row("D29", "D4")
async def test_while_the_thing_is_asked_for_text_is_the_thing(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    await world.write(ana, "Open the letter")
    assert day_of(world, ana).text == "Open the letter"


@pytest.mark.row("D29")
@pytest.mark.parametrize("words", ["what now?", "hello", "thanks", "🎉🎉"])
async def test_a_question_a_greeting_or_emoji_asks_what_it_is_for(
    world: World, ana: Somebody, words: str
) -> None:
    await world.time("08:00", of=ana)
    await world.write(ana, words)
    assert world.last(ana).text == f"What is this for?\n“{words}”"
    assert world.labels(ana) == ["Today's one thing", "For Ben", "Never mind"]
    assert day_of(world, ana).state is DayState.ASKED


@pytest.mark.row("D29")
async def test_the_answer_may_be_the_thing_the_partner_or_nothing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("08:00", of=ana)
    await world.write(ana, "How are you?")
    await world.tap(ana, "For Ben")
    assert world.last(ben).text == "Ana says:\n“How are you?”"
    await world.write(ana, "hello")
    await world.tap(ana, "Never mind")
    assert world.last(ana).text == "All right, it stays between us."
    await world.write(ana, "Who am I?")
    await world.tap(ana, "Today's one thing")
    assert day_of(world, ana).text == "Who am I?"


@pytest.mark.refusal("one-sentence")
async def test_alone_a_greeting_gets_a_word_on_what_is_wanted(world: World) -> None:
    cleo = world.person("Cleo", "Europe/Paris")
    await settle_in(world, cleo)
    await world.time("08:00", of=cleo)
    await world.write(cleo, "hello")
    assert world.last(cleo).text == "A few words are enough.\nOne small thing: type it here."


async def test_after_naming_a_text_asks_whether_it_is_the_thing(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "Open the letter")
    assert world.last(ana).text == "Is this today's one thing?\n“Open the letter”"
    await world.tap(ana, "Today's one thing")
    assert day_of(world, ana).text == "Open the letter"


async def test_during_the_evenings_question_a_text_is_noted_and_asked_again(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.write(ana, "I am so tired")
    assert world.last(ana).text == "Noted. And how did it go today?\n“I am so tired”"
    assert world.labels(ana) == [
        *("✅ Done", "⏳ Later", "📞 Call me", "Not today"),
        *("For next time", "For Ben"),
    ]
    await world.tap(ana, "For Ben")
    assert world.last(ben).text == "Ana says:\n“I am so tired”"
    assert day_of(world, ana).state is DayState.CHECKING


async def test_commit_during_the_evenings_question_is_for_tomorrow(
    world: World, ana: Somebody
) -> None:
    await asked(world, ana)
    await world.write(ana, "/commit Open the letter")
    assert world.last(ana).text == (
        "Kept for Tuesday. Today's is open.\n“Open the letter”\nHow did today's go?"
    )


async def test_once_a_call_is_taken_words_go_to_the_caller(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.tap(ben, "💬 I'll write")
    await world.write(ana, "I am stuck at line one")
    assert world.last(ben).text == "Ana says:\n“I am stuck at line one”"
    assert day_of(world, ana).state is DayState.HELPING


async def test_with_tomorrow_kept_a_text_asks_what_it_is_for(world: World, ana: Somebody) -> None:
    await did(world, ana)
    await world.write(ana, "Read two pages")
    await world.write(ana, "Read four pages")
    assert world.last(ana).text == "Is this for tomorrow?\n“Read four pages”"
    await world.tap(ana, "For next time")
    await world.time("08:00", of=ana)
    assert "“Read four pages”" in world.last(ana).text


async def test_what_was_kept_for_tomorrow_can_be_dropped(world: World, ana: Somebody) -> None:
    await world.write(ana, "/tomorrow Read two pages")
    assert world.last(ana).text.startswith("Kept for Tuesday.")
    await world.tap(ana, "Undo")
    assert world.last(ana).text == "Taken back.\nI'll ask when it's time."
    await world.days(1)
    await world.time("08:00", of=ana)
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_tomorrow_on_a_friday_is_monday(world: World, ana: Somebody) -> None:
    await world.days(4)
    await world.write(ana, "/tomorrow")
    assert world.last(ana).text.startswith("And for Monday, what one thing?")
    await world.write(ana, "Read two pages")
    assert world.last(ana).text.startswith("Kept for Monday.")


async def test_hostile_words_arrive_as_they_were_written(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    words = '<b>&amp; "x"</b> { $name } \\u202e @channel'
    await named(world, ana, words)
    assert world.last(ben).text == f"Ana's one thing today:\n“{words}”"


async def test_each_reads_in_their_own_language(world: World) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana", language="de")
    ben = world.person("Ben", "Europe/London", "ben")
    await settle_in(world, ana, ben)
    changed(world, ana, check_in=day_of(world, ana).ends_at.time().replace(hour=20, minute=0))
    await asked(world, ana)
    assert world.last(ana).text.startswith("Wie lief es heute?")
    await world.tap(ana, "✅ Erledigt")
    assert world.last(ben).text.startswith(f"Ana did it.\n“{THING}”")


async def test_a_no_before_the_check_in_offers_rest_and_decides_nothing(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "no")
    assert world.last(ana).text.startswith("How long would you like to rest?")
    assert day_of(world, ana).state is DayState.COMMITTED
