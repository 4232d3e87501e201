"""Who stands around one pact: the two in it, an ex-partner, inviters, guests, strangers.

Everybody is in the database before Ana and Ben's Monday begins; stages.py lives on from there.
"""

from dataclasses import dataclass

from scheduler.actions import invites
from scheduler.actions.people import become_ready
from storage.records import Person
from storage.store import Transaction
from tests.journeys.people import SUNDAY, pact
from tests.world import Somebody, World

HOST, STRANGER, IN_A_GROUP = "the host", "a stranger never seen", "the person, in a group"
ROLES = {
    "the person": "Ana",
    "the partner": "Ben",
    "an ex-partner": "Eva",
    "the inviter whose invitation is open": "Ida",
    "someone invited who has not accepted": "Gus",
    "an inviter who was accepted": "Ivo",
    "someone who accepted and waits": "Guy",
    "a stranger set up alone": "Cleo",
    "a stranger who has only begun": "Uma",
    "someone who left and blocked the bot": "Bob",
    STRANGER: "Nina",
    HOST: "Hana",
    IN_A_GROUP: "Ana",
}
HOST_ID = 900


@dataclass(frozen=True)
class Cast:
    """Everybody, by name."""

    people: dict[str, Somebody]

    def __getitem__(self, name: str) -> Somebody:
        return self.people[name]


async def gather(world: World) -> Cast:
    """All are set up on Sunday; Ana and Ben are partners; it is Monday, 05:00 UTC, afterwards."""
    world.clock.move_to(SUNDAY)
    ids = {"Hana": HOST_ID}
    cast = Cast(
        {
            name: world.person(name, "Europe/Berlin", name.lower(), id=ids.get(name))
            for name in dict.fromkeys(ROLES.values())
        }
    )
    with world.store.transaction() as tx:
        known = {
            name: _set_up(tx, world, who)
            for name, who in cast.people.items()
            if name not in ("Nina", "Uma")
        }
        old = pact(tx, known["Ana"], known["Eva"], world.now)
        tx.pairs.end(old.id, world.now)
        pact(tx, known["Ana"], known["Ben"], world.now)
    for who in cast.people.values():
        world.telegram.state.chats[who.id].started = True
    world.telegram.write(cast["Uma"].user, "/start")
    await world.days(1)
    return cast


def _set_up(tx: Transaction, world: World, who: Somebody) -> Person:
    made = tx.people.add(
        who.id,
        who.name,
        "en",
        who.user.username,
        world.now,
        zone=str(who.zone),
        first_named_at=world.now,
    )
    return become_ready(tx, made, world.now)


async def invite(world: World, cast: Cast) -> None:
    """Ida's invitation is in Gus's hands, Ivo's was accepted by Guy; Bob blocks the bot."""
    with world.store.transaction() as tx:
        ida, gus, ivo, guy = (_of(tx, cast[name]) for name in ("Ida", "Gus", "Ivo", "Guy"))
        invites.invite(tx, ida, world.now)  # taken back by the next one
        _, token = invites.invite(tx, ida, world.now)
        invites.opened(tx, gus, token, world.now)
        _, token = invites.invite(tx, ivo, world.now)
        held = invites.opened(tx, guy, token, world.now)
        assert not isinstance(held, invites.Refused)
        invites.accept(tx, guy, held.id, world.now)
    world.telegram.block(cast["Bob"].user)
    await world.settle()


def _of(tx: Transaction, who: Somebody) -> Person:
    found = tx.people.by_telegram(who.id)
    assert found is not None
    return found
