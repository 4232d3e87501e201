"""Said twice, then quiet: what happens when somebody says nothing for days."""

import pytest

from storage.records import DayState
from tests.journeys.people import changed, day_of, named, said, settle_in, sounded
from tests.world import Somebody, World

KIND = (
    "It's been quiet here. All well?\nNothing to explain. Start small, rest a while, or stop here."
)
EVERY_DAY = {"weekdays": "1234567"}


def first_lines(texts: list[str]) -> list[str]:
    return [text.split("\n")[0] for text in texts]


@pytest.fixture
async def pair(world: World) -> tuple[Somebody, Somebody]:
    """Ana and Ben as elsewhere, but they know no days off."""
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/London", "ben")
    await settle_in(world, ana, ben, facts=[EVERY_DAY, EVERY_DAY])
    return ana, ben


async def lively(world: World, who: Somebody, days: int) -> None:
    """This one names a thing and does it, day after day."""
    for n in range(days):
        await named(world, who, f"Call number {n}")
        await world.write(who, "/done")
    await world.time("23:00", of=who)


async def third_morning(world: World, who: Somebody) -> None:
    """Nothing was said for two days, and the kind question has just come."""
    await world.days(2)
    await world.time("08:00", of=who)


@pytest.mark.row("D7", "D30")
async def test_after_a_silent_day_there_is_neither_nudge_nor_evening_line(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 1)
    assert "There's time for one small thing." in first_lines(world.heard(ana))
    await lively(world, ben, 1)
    assert first_lines(world.heard(ana)) == [
        "What's your one thing today?",
        "Ben's one thing today:",
        "Ben did it.",
    ]


@pytest.mark.row("D30")
async def test_on_the_third_silent_day_the_kind_question_stands_in_for_the_morning_one(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 3)
    kind = said(world, ana, "It's been quiet here.")
    assert kind.text == KIND
    ways = [button.text for row in kind.buttons for button in row]
    assert ways == ["Start small", "Rest a week", "I was ill", "Stop here"]
    assert first_lines(world.heard(ana)).count("What's your one thing today?") == 2


@pytest.mark.row("D30")
async def test_the_partner_hears_one_neutral_line_on_day_three_silently(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 6)
    told = [t for t in world.heard(ben) if t.startswith("Ana has been quiet")]
    assert told == [
        "Ana has been quiet for a few days.\n"
        "No calls meanwhile. A hello from you may help; nothing is due."
    ]
    assert said(world, ben, "Ana has been quiet").silent


@pytest.mark.row("D30", "D38")
async def test_then_it_is_quiet_but_for_one_hello_on_day_ten(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 3)
    world.heard(ana)
    await lively(world, ben, 6)
    assert world.heard(ana) == []
    await lively(world, ben, 6)
    assert first_lines(world.heard(ana)) == ["Hello again. All is as you left it."]
    assert "Meanwhile Ben kept 6 of 6." in said(world, ana, "Hello again.").text
    assert said(world, ana, "Hello again.").silent


@pytest.mark.row("D30")
async def test_from_day_seven_the_partner_is_told_that_parting_is_possible(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 6)
    world.heard(ben)
    await lively(world, ben, 1)
    [offer] = [t for t in world.heard(ben) if t.startswith("Ana")]
    assert offer == (
        "Ana has been quiet for a week.\n"
        "You can wait, say hello, or part as friends with /leave. Each is fine."
    )


async def test_on_a_day_off_of_the_partner_the_offer_waits_as_a_line(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ben, weekdays="12345")
    await lively(world, ben, 5)
    world.heard(ben)
    await world.days(3)
    question = next(t for t in world.heard(ben) if t.startswith("What's your one thing"))
    assert "\n\nAna has been quiet for a week." in question


@pytest.mark.row("D30")
async def test_one_silent_person_never_blocks_another(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 8)
    states = {day_of(world, ben, back).state for back in range(8)}
    assert states == {DayState.DONE}
    await named(world, ben)
    assert "Ana" not in world.last(ben).text


async def test_no_call_is_asked_of_someone_who_is_quiet(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.days(4)
    world.heard(ana)
    await named(world, ben, "Call the tax office by 19:00")
    await world.time("20:30", of=ben)
    assert world.heard(ana) == []
    assert world.last(ben).text.startswith("I can stay with you, if you like.")


@pytest.mark.row("D30")
@pytest.mark.refusal("hello-sent")
async def test_a_hello_of_the_partner_arrives_with_sound_once(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await lively(world, ben, 3)
    heard = len(sounded(world, ana))
    await world.tap(ben, "Say hello")
    assert world.last(ana).text.startswith("Ben says hello.\n")
    await world.tap(ben, "Say hello")
    assert len(sounded(world, ana)) == heard + 1
    assert world.toasts(ben)[-2:] == ["Your hello is passed on."] * 2


@pytest.mark.parametrize("word", ["Open the letter", "/commit Open the letter"])
async def test_any_thing_brings_a_quiet_person_back_at_once(
    world: World, ana: Somebody, word: str
) -> None:
    await world.days(5)
    assert day_of(world, ana).state is DayState.PAUSED
    await world.write(ana, word)
    assert day_of(world, ana).state is DayState.COMMITTED
    await world.time("20:00", of=ana)
    assert world.last(ana).text == "How did it go today?\n“Open the letter”"
    await world.time("08:00", of=ana)
    assert not world.last(ana).silent


async def test_a_greeting_brings_a_quiet_person_back_with_the_question(
    world: World, ana: Somebody
) -> None:
    await world.days(5)
    await world.write(ana, "hi")
    assert world.last(ana).text.startswith("What's your one thing today?")
    assert day_of(world, ana).state is DayState.ASKED


async def test_start_small_asks_for_one_thing(world: World, ana: Somebody) -> None:
    await third_morning(world, ana)
    await world.tap(ana, "Start small")
    assert world.last(ana).text == "What's the one thing?\nTen minutes is plenty: type it here."
    await world.write(ana, "Open the window")
    assert day_of(world, ana).text == "Open the window"


async def test_rest_a_week_rests_seven_days(world: World, ana: Somebody) -> None:
    await third_morning(world, ana)
    await world.tap(ana, "Rest a week")
    assert world.last(ana).text.startswith("Rest until Tuesday. I'll be quiet.")


async def test_i_was_ill_makes_the_silent_days_neutral(world: World, ana: Somebody) -> None:
    await third_morning(world, ana)
    await world.tap(ana, "I was ill")
    assert world.last(ana).text.startswith("All right. 2 days are neutral now.")
    assert [day_of(world, ana, back).state for back in (1, 2)] == [DayState.EXCUSED] * 2


async def test_stop_here_pauses_until_resume(world: World, ana: Somebody) -> None:
    await third_morning(world, ana)
    await world.tap(ana, "Stop here")
    assert world.last(ana).text.startswith("Paused. I'll be quiet.")
    world.heard(ana)
    await world.days(9)
    assert world.heard(ana) == []


async def test_two_quiet_people_are_not_told_of_each_other_again(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.days(4)
    world.heard(ana), world.heard(ben)
    await world.days(9)
    assert first_lines(world.heard(ana)) == ["Hello again. All is as you left it."]
    assert first_lines(world.heard(ben)) == ["Hello again. All is as you left it."]


async def test_two_who_grow_quiet_together_are_not_told_of_each_other_at_all(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.days(13)
    for who, other in ((ana, "Ben"), (ben, "Ana")):
        lines = [line for text in world.heard(who) for line in text.split("\n")]
        assert not [line for line in lines if line.startswith(f"{other} has been quiet")]


async def test_who_wakes_up_alone_hears_of_the_other_in_time(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.days(5)
    world.heard(ben)
    await lively(world, ben, 3)
    assert "Ana has been quiet for a week." in first_lines(world.heard(ben))


async def test_who_only_takes_calls_and_names_nothing_is_not_quiet(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    for _ in range(5):
        await named(world, ben)
        await world.time("20:30", of=ben)
        await world.write(ben, "/call")
        assert world.last(ana).text.startswith("Ben asks you to call now.")
        await world.tap(ana, "📞 I'll call now")
        await world.tap(ana, "Done together")
    await world.time("08:00", of=ana)
    assert first_lines(world.heard(ana)).count("It's been quiet here. All well?") == 0
    assert "Ana has been quiet" not in "".join(world.heard(ben))
    assert day_of(world, ana).state is DayState.ASKED
    assert [day_of(world, ana, back).state for back in (1, 2, 3)] == [DayState.SILENT] * 3


async def test_any_tap_begins_the_count_of_silence_anew(world: World, ana: Somebody) -> None:
    await world.days(1)
    await world.time("08:00", of=ana)
    await world.tap(ana, "Ideas")
    await world.days(1)
    assert "It's been quiet here. All well?" not in first_lines(world.heard(ana))
    await world.days(2)
    assert "It's been quiet here. All well?" in first_lines(world.heard(ana))


async def test_a_silent_day_with_a_word_in_it_brings_no_nudge_either(
    world: World, ana: Somebody
) -> None:
    await world.time("08:00", of=ana)
    await world.tap(ana, "Ideas")
    await world.time("07:00", of=ana)
    world.heard(ana)
    await world.time("20:30", of=ana)
    assert first_lines(world.heard(ana)) == ["What's your one thing today?"]
