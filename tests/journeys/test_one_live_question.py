"""One live question at a time: older messages keep their words and lose their buttons."""

from tests.journeys.people import THING
from tests.world import Somebody, World


def live(world: World, who: Somebody) -> list[list[str]]:
    """The buttons of every message that has some, oldest first."""
    return [
        [button.text for row in message.buttons for button in row]
        for message in world.chat(who)
        if message.from_bot and message.buttons
    ]


async def test_the_reminder_takes_the_buttons_of_the_check_in(world: World, ana: Somebody) -> None:
    await world.write(ana, THING)
    await world.time("20:35", of=ana)

    assert world.heard(ana)[-1].startswith("Ben calls at")
    assert [buttons[0] for buttons in live(world, ana)] == ["✅ Done"]


async def test_a_done_leaves_no_question_with_buttons(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, THING)
    await world.time("21:05", of=ana)
    await world.tap(ben, "📞 I'll call now")
    await world.write(ana, "done")

    assert live(world, ana) == [["🎉 Thank Ben", "Undo"]]


async def test_a_typed_done_after_the_reminder_leaves_its_own_buttons_only(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, THING)
    await world.time("20:35", of=ana)
    await world.write(ana, "done")

    assert live(world, ana) == [["Ideas", "Later", "Undo"]]
