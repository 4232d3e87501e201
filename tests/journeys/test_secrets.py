"""What only its reader may know is kept nowhere once it is said, taken back or replaced."""

import json

from scheduler.notices.setup import InviteReady
from storage.mail import outbox
from storage.records import Lane, Outgoing, Verb
from tests.journeys.invitations import link_in, set_up, token_in
from tests.storage.house import rows
from tests.world import Somebody, World

LINK = "https://t.me/on_the_line_bot?start=a-token-that-nobody-else-may-read"


def kept(world: World) -> list[str]:
    """The facts of everything that is done with."""
    with world.store.transaction() as tx:
        return [json.dumps(row.facts) for row in rows(tx, outbox) if row.done_at is not None]


def invitation(who: Somebody, invite: int) -> Outgoing:
    said = InviteReady(invite, f"{LINK}-{invite}", "Would you?")
    slot = "start"
    return Outgoing(who.id, Verb.EDIT, said.key(), said.pack(), slot=slot, lane=Lane.ANSWER)


async def test_an_invitation_replaced_before_it_was_sent_leaves_no_token(world: World) -> None:
    ana = world.person("Ana")
    with world.store.transaction() as tx:
        tx.outbox.put_many([invitation(ana, 1)], world.now)
        tx.outbox.put_many([invitation(ana, 2)], world.now)
    assert kept(world) == ["{}"]


async def test_an_invitation_taken_back_before_it_was_sent_leaves_no_token(world: World) -> None:
    ana = world.person("Ana")
    with world.store.transaction() as tx:
        tx.outbox.put_many([invitation(ana, 1)], world.now)
        tx.outbox.withdraw(world.now, chat_id=ana.id, slot="start")
    assert kept(world) == ["{}"]


async def test_an_invitation_that_was_sent_leaves_no_token(world: World) -> None:
    ana = world.person("Ana")
    await set_up(world, ana)
    await world.write(ana, "/pair")
    token = token_in(link_in(world, ana))
    assert token not in json.dumps(kept(world))
