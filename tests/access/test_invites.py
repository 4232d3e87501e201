"""Invitations under pressure: many hands at once, guesses, and both sides in the same moment.

All updates lie waiting together and are handled by the real bot; whoever comes second is told so.
"""

import logging
from collections import Counter
from collections.abc import Iterator

import pytest

from scheduler.actions import invites
from scheduler.actions.people import become_ready
from storage.records import Pair
from tests.world import Somebody, World

CROWD = 50


@pytest.fixture(autouse=True)
def nothing_fails(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    failed = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert failed == []


def here(world: World, *names: str) -> list[Somebody]:
    """People who are set up, without a pact."""
    people = [world.person(name) for name in names]
    with world.store.transaction() as tx:
        for who in people:
            made = tx.people.add(who.id, who.name, "en", None, world.now, zone="Europe/Berlin")
            become_ready(tx, made, world.now)
            world.telegram.state.chats[who.id].started = True
    return people


def invites_by(world: World, who: Somebody) -> tuple[int, str]:
    """A new invitation of this person: its id and its token."""
    with world.store.transaction() as tx:
        person = tx.people.by_telegram(who.id)
        assert person is not None
        made, token = invites.invite(tx, person, world.now)
    return made.id, token


async def holds(world: World, who: Somebody, token: str) -> None:
    await world.write(who, f"/start {token}")


def press(world: World, who: Somebody, act: str, about: int) -> None:
    world.telegram.forge_press(who.user, 1, f"1:{act}:{about}")


def pacts(world: World, *people: Somebody) -> set[Pair]:
    """The living pacts of these people."""
    with world.store.transaction() as tx:
        known = [tx.people.by_telegram(who.id) for who in people]
        found = [tx.pairs.living_of(person.id) for person in known if person]
    return {pair for pair in found if pair is not None}


async def test_fifty_who_redeem_one_link_at_once_make_one_pact(world: World) -> None:
    ben, *crowd = here(world, "Ben", *(f"Guest {number}" for number in range(CROWD)))
    invite, token = invites_by(world, ben)
    for guest in crowd:
        world.telegram.write(guest.user, f"/start {token}")
    for guest in crowd:
        press(world, guest, "accept", invite)
    press(world, ben, "confirm", invite)
    await world.settle()
    [pair] = pacts(world, ben, *crowd)
    assert world.stored(ben).id in pair.members
    told = Counter("".join(world.toasts(guest)) for guest in crowd)
    won = [guest for guest in crowd if not world.toasts(guest)]
    assert len(won) == 1
    assert world.stored(won[0]).id in pair.members
    [(refused, count)] = [(text, number) for text, number in told.items() if text]
    assert (count, "is used" in refused) == (CROWD - 1, True)


async def test_two_who_accept_each_other_at_once_make_one_pact(world: World) -> None:
    ana, ben = here(world, "Ana", "Ben")
    (mine, token), (theirs, other) = invites_by(world, ana), invites_by(world, ben)
    await holds(world, ana, other)
    await holds(world, ben, token)
    press(world, ana, "accept", theirs)
    press(world, ben, "accept", mine)
    press(world, ana, "confirm", mine)
    press(world, ben, "confirm", theirs)
    await world.settle()
    assert len(pacts(world, ana, ben)) == 1
    assert any("in a pact already" in text for text in [*world.toasts(ana), *world.toasts(ben)])


@pytest.mark.parametrize("first", ["accept", "take-back"])
async def test_an_acceptance_and_a_withdrawal_at_once_end_in_no_pact(
    world: World, first: str
) -> None:
    ana, ben = here(world, "Ana", "Ben")
    invite, token = invites_by(world, ben)
    await holds(world, ana, token)
    acts = [(ana, "accept"), (ben, "take-back")]
    for who, act in acts if first == "accept" else acts[::-1]:
        press(world, who, act, invite)
    press(world, ben, "confirm", invite)
    await world.settle()
    assert pacts(world, ana, ben) == set()
    assert world.toasts(ben) == ["That invitation is over already.\nA new one: /pair"]
    told = "".join(world.toasts(ana)) + world.last(ana).text
    assert "took this invitation back" in told or "over" in told


async def test_who_is_confirmed_twice_at_once_is_in_one_pact(world: World) -> None:
    ana, ben, eve = here(world, "Ana", "Ben", "Eve")
    (of_ben, bens), (of_eve, eves) = invites_by(world, ben), invites_by(world, eve)
    for token, invite in ((bens, of_ben), (eves, of_eve)):
        await holds(world, ana, token)
        press(world, ana, "accept", invite)
        await world.settle()
    press(world, ben, "confirm", of_ben)
    press(world, eve, "confirm", of_eve)
    await world.settle()
    assert len(pacts(world, ana)) == 1
    assert len(pacts(world, ben, eve)) == 1


async def test_guesses_sent_at_once_are_five_an_hour(world: World) -> None:
    ana, ben = here(world, "Ana", "Ben")
    invites_by(world, ben)
    for number in range(15):
        world.telegram.write(ana.user, f"/start guess-{number}")
    await world.settle()
    await world.minutes(1)
    said = Counter(text.split("\n")[0] for text in world.heard(ana))
    assert sorted(said.values()) == [5, 10]
    assert pacts(world, ana, ben) == set()


async def test_nothing_but_the_token_opens_an_invitation(world: World) -> None:
    [ben] = here(world, "Ben")
    invite, token = invites_by(world, ben)
    near = [token.swapcase(), token[:-1], token + "A", invites.hashed(token), str(invite)]
    near += [f"{token}\u0301", f"x{token}", token[::-1], "' OR 1=1 --", "%", "_" * len(token)]
    near += ["invited:1", "host-", f"host-{token}", "\u202e" + token[::-1], "é" * 64]
    for number, guess in enumerate(near):
        [guest] = here(world, f"Guest {number}")
        await world.write(guest, f"/start {guess}")
        press(world, guest, "accept", invite)
        await world.settle()
        assert world.toasts(guest) == ["That button has had its day.\nToday: /today"], guess
    with world.store.transaction() as tx:
        found = tx.invites.get(invite)
    assert found is not None
    assert found.accepted_by is None


def test_a_token_cannot_be_guessed() -> None:
    """At least 128 random bits, and five tries an hour a person."""
    assert invites.RANDOM_BYTES * 8 >= 128
    assert invites.TRIES == 5
