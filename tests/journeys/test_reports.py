"""/report names who wrote the message, also when that one is a partner no more."""

from scheduler.actions.two import members
from tests.journeys.people import named, pact, said, settle_in
from tests.world import Somebody, World


async def two_pacts(world: World) -> tuple[Somebody, Somebody, Somebody]:
    """Ana and Ben are partners, then Ana and Cleo; Ana holds words and a thing of Ben's."""
    ana, ben = world.person("Ana", username="ana"), world.person("Ben", "Europe/London")
    await settle_in(world, ana, ben)
    cleo = world.person("Cleo", "Europe/Paris")
    world.know(cleo)
    await named(world, ben)
    await named(world, ana, at="09:10")
    await world.write(ben, "Good luck from me", reply_to=said(world, ben, "Ana's one thing").id)
    await world.write(ben, "/leave")
    await world.tap(ben, "Leave")
    with world.store.transaction() as tx:
        of = [tx.people.by_telegram(who.id) for who in (ana, cleo)]
        assert of[0] is not None
        assert of[1] is not None
        assert members(tx, pact(tx, of[0], of[1], world.now))
    return ana, ben, cleo


async def test_a_report_names_the_writer_and_not_the_partner_of_today(world: World) -> None:
    ana, _, _ = await two_pacts(world)
    host = world.person("Hanna")
    world.telegram.state.chats[host.id].started = True
    with world.store.transaction() as tx:
        tx.marks.put("host", {"telegram_id": host.id, "name": "Hanna"})
    for words in ("Good luck from me", "Ben's one thing today"):
        await world.write(ana, "/report", reply_to=said(world, ana, words).id)
        assert "Ana reports it, Ben wrote it" in world.heard(host)[0]
