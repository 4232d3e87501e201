"""Who rests is asked for nothing: what the partner asks for waits, and /pact shows it."""

from tests.journeys.people import said, settle_in
from tests.world import Somebody, World

LINE = "Something about the pact with Ana waits."


async def resting(world: World, ben: Somebody) -> None:
    await world.write(ben, "/skip until Wednesday")
    world.heard(ben)


async def asked_for_days(world: World, ana: Somebody) -> None:
    await world.write(ana, "/settings")
    await world.tap(ana, "Days")
    await world.tap(ana, "Every day")


async def test_more_days_wait_for_who_rests_and_pact_shows_them(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await resting(world, ben)
    await asked_for_days(world, ana)
    assert world.last(ana).text.startswith("Ben is asked about the days.")
    assert world.heard(ben) == []
    await world.days(3)
    await world.time("09:00", of=ben)
    assert LINE in said(world, ben, "What's your one thing today?").text
    await world.write(ben, "/pact")
    assert world.last(ben).text.startswith("Ana would like more days.")
    await world.tap(ben, "Agree")
    assert world.stored(ana).weekdays == "1234567"


async def test_other_words_wait_too_and_are_one_line_with_the_rest(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await resting(world, ben)
    await asked_for_days(world, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Other words")
    await world.write(ana, "Shall I ring you?")
    assert world.heard(ben) == []
    await world.days(3)
    await world.time("09:00", of=ben)
    assert said(world, ben, "What's your one thing today?").text.count(LINE) == 1
    await world.write(ben, "/pact")
    assert [t.split("\n")[0] for t in world.heard(ben)][-2:] == [
        "Ana suggests other words for a call:",
        "Ana would like more days.",
    ]


async def test_hours_that_clash_are_no_news_for_who_rests(world: World) -> None:
    every = {"weekdays": "1234567"}
    ana, ben = world.person("Ana", username="ana"), world.person("Ben", "Europe/London")
    await settle_in(world, ana, ben, facts=[every, every])
    await resting(world, ben)
    await world.write(ana, "/settings")
    await world.tap(ana, "Call hours")
    await world.write(ana, "9:00-12:00")
    assert world.heard(ben) == []
    await world.days(3)
    await world.time("09:00", of=ben)
    await world.write(ben, "/pact")
    assert world.last(ben).text.startswith("A call won't always fit both your hours.")
    await world.write(ben, "/pact")
    assert not world.last(ben).text.startswith("A call won't always fit")


async def test_who_does_not_rest_is_asked_at_once(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked_for_days(world, ana)
    assert world.last(ben).text.startswith("Ana would like more days.")
