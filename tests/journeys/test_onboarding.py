"""The first minutes: from START to the first one thing, and how two become partners."""

from datetime import UTC, datetime

from storage.records import DayState, StepKind
from tests.world import Somebody, World

NINE = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
LINK = "https://t.me/"


def link_in(world: World, who: Somebody) -> str:
    """The newest invitation link this person sees."""
    for message in reversed(world.chat(who)):
        for word in (message.text or "").split():
            if word.startswith(LINK) and "?start=" in word:
                return word
    raise LookupError(f"{who.name} sees no link")


async def set_up(world: World, who: Somebody) -> None:
    """Through the first minutes, the zone guessed or typed."""
    await world.write(who, "/start")
    await world.tap(who, "Another city")
    await world.write(who, str(who.zone))
    await world.tap(who, "Alone for now")


async def test_three_taps_lead_to_the_first_one_thing(world: World) -> None:
    ana = world.person("Ana", language="de")
    await world.write(ana, "/start")
    assert "Ist es bei dir 06:00?" in world.last(ana).text
    await world.tap(ana, "Ja, 06:00")
    await world.tap(ana, "Erst einmal allein")
    assert "heute" in world.last(ana).text
    await world.write(ana, "Dr. Weiß schreiben")
    day = world.today(ana)
    assert day is not None
    assert (day.state, day.text) == (DayState.COMMITTED, "Dr. Weiß schreiben")
    assert str(world.stored(ana).zone) == "Europe/Berlin"


async def test_joining_opens_one_day_of_rest_that_ends(world: World) -> None:
    ana = world.person("Ana", language="de")
    await world.write(ana, "/start")
    await world.tap(ana, "Ja, 06:00")
    day = world.today(ana)
    assert day is not None
    assert day.state is DayState.REST
    assert [step.kind for step in world.steps(ana)] == [StepKind.DAY_END]


async def test_an_invitation_makes_a_pact_once_both_said_yes(world: World) -> None:
    ben, ana = world.person("Ben", username="ben"), world.person("Ana", username="ana")
    await set_up(world, ben)
    await world.write(ben, "/pair")
    await world.open(ana, link_in(world, ben))
    assert "Ben" in world.last(ana).text
    await world.tap(ana, "Yes, 06:00")
    await world.tap(ana, "Accept")
    assert "Ana accepted" in world.last(ben).text
    assert not world.last(ben).silent
    await world.tap(ben, "Yes, start")
    for one, other in ((ana, "Ben"), (ben, "Ana")):
        assert f"You and {other} are on the line." in world.last(one).text
    ids = {world.stored(ana).id, world.stored(ben).id}
    with world.store.transaction() as tx:
        pair = tx.pairs.living_of(min(ids))
    assert pair is not None
    assert set(pair.members) == ids
