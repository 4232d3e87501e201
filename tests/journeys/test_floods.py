"""One person's flood is theirs alone: it is read in part, and nobody else waits for it."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.limits import AT_ONCE
from tests.journeys.people import press_old, sent, settle_in
from tests.world import Somebody, World, a_world

SAID = "That was a lot at once.\nI have read the first part. Write again in a minute."


async def flood(world: World, who: Somebody, count: int, text: str = "/fly") -> None:
    """So many messages in one second, and the half minute in which they are heard."""
    for _ in range(count):
        world.telegram.write(who.user, text)
    await world.settle()
    await world.minutes(0.5)


def outcomes(world: World) -> Counter[tuple[str, bool]]:
    """How many updates ended how, and whether what they said is still kept."""
    with closing(sqlite3.connect(world.file)) as database:
        return Counter(database.execute("SELECT outcome, payload IS NOT NULL FROM inbox"))


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path, database_url=f"sqlite:///{tmp_path / 'world.db'}") as made:
        yield made


@pytest.fixture
async def ana(world: World) -> Somebody:
    ana = world.person("Ana")
    await settle_in(world, ana)
    return ana


@pytest.mark.refusal("too-fast")
async def test_the_rest_of_a_flood_is_left_aside_and_said_once(
    world: World, ana: Somebody
) -> None:
    await flood(world, ana, AT_ONCE + 300)
    assert outcomes(world) == {("handled", 0): AT_ONCE, ("dropped", 0): 300}
    await flood(world, ana, AT_ONCE + 300)
    await world.minutes(9)  # the answers leave at Telegram's pace
    assert sum(message.text == SAID for message in world.chat(ana)) == 1


async def test_after_a_flood_one_is_heard_again(world: World, ana: Somebody) -> None:
    await flood(world, ana, AT_ONCE + 30)
    await world.minutes(1)
    await world.write(ana, "/help")
    assert world.last(ana).text.startswith("One thing a day, with a friend on the line.")


async def test_what_waits_through_an_outage_is_no_flood(world: World, ana: Somebody) -> None:
    start = world.now
    world.telegram.down()
    for minute in range(3 * AT_ONCE):
        world.telegram.write(ana.user, "/fly", at=start + timedelta(minutes=minute))
    world.clock.move_to(start + timedelta(minutes=3 * AT_ONCE))
    world.telegram.down(False)
    await world.settle()
    await world.minutes(5)
    assert outcomes(world) == {("handled", 0): 3 * AT_ONCE}


async def test_a_hundred_forwarded_at_once_are_all_read(world: World, ana: Somebody) -> None:
    for _ in range(100):
        world.telegram.write(ana.user, "Look at this", forwarded=True)
    await world.settle()
    await world.minutes(0.5)
    assert outcomes(world) == {("handled", 0): 100}


async def test_others_are_heard_at_once_meanwhile(world: World, ana: Somebody) -> None:
    ben = world.person("Ben")
    for _ in range(1000):
        world.telegram.write(ana.user, "/fly")
    await world.write(ben, "/help")
    assert len(world.heard(ben)) == 1


@pytest.mark.refusal("nudged-enough")
async def test_a_partner_is_nudged_three_times_a_day_at_most(world: World) -> None:
    """By buttons of earlier dates too, as an old client still shows them."""
    ana, ben = world.person("Ana"), world.person("Ben")
    await settle_in(world, ana, ben)
    await world.days(5)
    person = world.stored(ben)
    with world.store.transaction() as tx:
        dates = tx.days.between(person.id, date.min, date.max)
    for day in dates[:5]:
        toast = await press_old(world, ana, f"1:hello:{day.id}")
    assert toast == "That was three today.\nTomorrow again."
    hellos = [a for a in sent(world, ben) if "says hello" in str(a.params.get("text"))]
    assert len(hellos) == 3
    await world.days(1)
    assert "three" not in await press_old(world, ana, f"1:hello:{dates[5].id}")
