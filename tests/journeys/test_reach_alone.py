"""How a call comes can be set while alone, for a partner to come."""

from tests.journeys.people import settle_in
from tests.world import Somebody, World


async def alone(world: World) -> Somebody:
    cleo = world.person("Cleo", "Europe/Paris", "cleo")
    await settle_in(world, cleo)
    await world.write(cleo, "/settings")
    await world.tap(cleo, "How I'm called")
    return cleo


async def test_a_number_can_be_given_and_taken_out_again(world: World) -> None:
    cleo = await alone(world)
    await world.tap(cleo, "My number")
    world.telegram.send_contact(cleo.user, "+33123456789")
    await world.settle()
    assert world.last(cleo).text == "Kept, for a call.\nTake it out at any time: /settings"
    person = world.stored(cleo)
    with world.store.transaction() as tx:
        kept = tx.contacts.get(person.id)
        assert kept is not None
        assert kept.phone
    await world.write(cleo, "/settings")
    await world.tap(cleo, "How I'm called")
    assert "By phone: a partner gets your number" in world.last(cleo).text
    await world.tap(cleo, "Take it out")
    with world.store.transaction() as tx:
        assert tx.contacts.get(person.id) is None


async def test_a_room_can_be_set(world: World) -> None:
    cleo = await alone(world)
    await world.tap(cleo, "A room link")
    await world.write(cleo, "https://meet.jit.si/our-room")
    assert str(world.stored(cleo).reach) == "room"
