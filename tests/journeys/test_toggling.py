"""Done, taken back, done again: the partner has one message of it, edited, and no false line."""

from tests.journeys.people import asked, said, sent, settle_in
from tests.world import Somebody, World

DID, UNDID = "Ana did it.", "Ana took that back; the day goes on."


def first_line(world: World, who: Somebody, words: str) -> str:
    return said(world, who, words).text.split("\n")[0]


async def test_done_and_undone_many_times_is_one_message_to_the_partner(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    before = len(world.telegram.arrivals)
    for _ in range(4):
        await world.tap(ana, "✅ Done")
        assert first_line(world, ben, "Ana") == DID
        await world.tap(ana, "Undo")
        assert first_line(world, ben, "Ana") == UNDID
    await world.tap(ana, "✅ Done")
    assert first_line(world, ben, "Ana") == DID
    assert len(sent(world, ben, before)) == 1


async def test_a_done_taken_back_leaves_no_line_for_a_partner_who_rests(world: World) -> None:
    every = {"weekdays": "1234567"}
    ana, ben = world.person("Ana", username="ana"), world.person("Ben", "Europe/London")
    await settle_in(world, ana, ben, facts=[every, every])
    await world.write(ben, "/skip today")
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    await world.tap(ana, "Undo")
    await world.tap(ana, "Not today")
    await world.time("09:00", of=ben)
    question = said(world, ben, "What's your one thing today?")
    assert "Ana named one thing" in question.text
    assert "Ana did it" not in question.text
