"""What breaks us five times: who sent it hears so once, and nothing is changed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import ROUTES
from bot.buttons import Act, Tap
from bot.visit import Visit
from tests.journeys.people import THING, day_of, named, settle_in
from tests.world import Somebody, World, a_world

IN_ENGLISH = "That didn't go through. Nothing is changed.\nOnce more, or see how it stands: /today"
IN_GERMAN = "Das ging nicht durch. Geändert ist nichts.\nNoch einmal, oder sieh nach: /today"


def break_down(visit: Visit) -> None:
    raise RuntimeError("a fault of ours")


def break_press(visit: Visit, _: Tap) -> None:
    break_down(visit)


BROKEN = replace(
    ROUTES,
    commands={**ROUTES.commands, "done": break_down},
    presses={**ROUTES.presses, Act.IDEAS: break_press},
    edited=break_down,
)


@pytest.fixture
async def broken(tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=BROKEN) as made:
        yield made


async def settled(world: World, name: str = "Ana", language: str = "en") -> Somebody:
    who = world.person(name, "Europe/Berlin", language=language)
    await settle_in(world, who)
    await world.time("08:00", of=who)
    world.heard(who)
    return who


@pytest.mark.refusal("not-through")
@pytest.mark.parametrize(("language", "said"), [("en", IN_ENGLISH), ("de", IN_GERMAN)])
async def test_who_wrote_what_broke_us_five_times_hears_it_in_one_line(
    broken: World, language: str, said: str
) -> None:
    ana = await settled(broken, language=language)
    await named(broken, ana)
    broken.heard(ana)
    await broken.write(ana, "/done")
    assert broken.heard(ana) == []
    await broken.minutes(3)
    assert broken.heard(ana) == [said]
    assert broken.last(ana).silent
    assert day_of(broken, ana).text == THING


async def test_all_that_broke_within_ten_minutes_is_one_line(broken: World) -> None:
    ana = await settled(broken)
    for _ in range(3):
        await broken.write(ana, "/done")
    await broken.minutes(9)
    assert broken.heard(ana) == [IN_ENGLISH]
    await broken.minutes(20)
    await broken.write(ana, "/done")
    await broken.minutes(3)
    assert broken.heard(ana) == [IN_ENGLISH]


async def test_a_press_that_broke_us_is_answered_too(broken: World) -> None:
    ana = await settled(broken)
    await broken.tap(ana, "Ideas")
    await broken.minutes(3)
    assert broken.heard(ana) == [IN_ENGLISH]


async def test_who_leaves_the_chat_is_told_nothing(broken: World) -> None:
    ana = await settled(broken)
    await broken.write(ana, "/done")
    broken.telegram.block(ana.user)
    await broken.minutes(3)
    assert broken.heard(ana) == []
