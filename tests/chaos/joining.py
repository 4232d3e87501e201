"""The Sunday on which everybody joins, as people join: each bot has its own questions."""

from tests.chaos.script import Act, Person
from tests.chaos.world import World


async def join(world: World) -> None:
    """Set up, partners, and one thing done; the bot has gone to sleep afterwards."""
    await world.start()
    await (_ours if world.life.main == "bot" else _controls)(world)
    await _first_thing(world)
    await world.calm()
    assert await world.terminate() == 0, world.life.said()
    world.ledger.acts.clear()
    world.ledger.outages.clear()


def say(world: World, who: Person, text: str) -> None:
    world.act(Act(world.clock.now(), who, text))


async def _press(world: World, who: Person, label: str) -> None:
    await world.until(lambda: world.button(who, label))
    if not world.act(Act(world.clock.now(), who, label, press=True)):
        shown = [message.text for message in world.telegram.chat(world.person(who))]
        raise AssertionError(f"{who.name} sees no {label!r}: {shown}\n{world.life.said()}")


async def _ours(world: World) -> None:
    for who in world.people:
        say(world, who, "/start")
    for who in world.people:
        await _press(world, who, "Another city")
    for who in world.people:
        await world.until(lambda who=who: world.said(who, "Which city"))  # type: ignore[misc]  # a lambda's default
        say(world, who, "Europe/Berlin")
    for who in world.people:
        await _press(world, who, "Alone for now")
    await world.calm()
    for one, other in zip(world.people[::2], world.people[1::2], strict=True):
        await _pair(world, one, other)


async def _pair(world: World, one: Person, other: Person) -> None:
    asked = world.telegram.state.last_message
    say(world, one, "/pair")
    invitation = await world.until(lambda: world.said(one, "?start=", since=asked))
    assert invitation, f"{one.name} sees no link"
    link = next(word for word in invitation.text.split() if "?start=" in word)
    world.telegram.open_link(world.person(other), link)
    await _press(world, other, "Accept")
    await _press(world, one, "Yes, start")


async def _controls(world: World) -> None:
    for who in world.people:
        say(world, who, "/start")
    await world.calm()
    for one, other in zip(world.people[::2], world.people[1::2], strict=True):
        say(world, one, f"/pair {other.id}")


async def _first_thing(world: World) -> None:
    """From the first thing on a silent date is open; before it would be rest."""
    await world.calm()
    world.skip(minutes=5)
    for who in world.people:
        say(world, who, f"/commit {who.name} joins")
    await world.calm()
    world.skip(minutes=2)
    await world.calm(1.0)
    for who in world.people:
        say(world, who, "/done")
    for who in world.people:
        for words in ("Done.", "did it."):
            await world.until(lambda w=words, who=who: world.said(who, w))  # type: ignore[misc]  # a lambda's defaults
