"""An invitation from the share sheet to the pact, and every way it is refused."""

from urllib.parse import parse_qs, urlsplit

import pytest

from storage.records import Pair
from tests.journeys.invitations import invited, link_in, partners, set_up, token_in
from tests.journeys.people import said
from tests.world import Somebody, World


@pytest.fixture
def ben(world: World) -> Somebody:
    return world.person("Ben", "Europe/London", "ben")


@pytest.fixture
def ana(world: World) -> Somebody:
    return world.person("Ana", "Europe/Berlin", "ana")


def pact_of(world: World, who: Somebody) -> Pair | None:
    person = world.stored(who)
    with world.store.transaction() as tx:
        return tx.pairs.living_of(person.id)


async def test_an_invitation_makes_a_pact_once_both_said_yes(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await set_up(world, ben)
    await world.write(ben, "/pair")
    await world.open(ana, link_in(world, ben))
    assert "The invitation from Ben comes next." in world.last(ana).text
    await world.tap(ana, "Yes, 05:00")
    assert world.last(ana).text.startswith("Ben asks: partners for two weeks?")
    await world.tap(ana, "Accept")
    assert pact_of(world, ana) is None
    asked = said(world, ben, "Ana accepted.")
    assert not asked.silent
    await world.tap(ben, "Yes, start")
    for one, other in ((ana, "Ben"), (ben, "Ana")):
        assert f"You and {other} are on the line." in said(world, one, "on the line").text
    pair = pact_of(world, ana)
    assert pair is not None
    assert set(pair.members) == {world.stored(ana).id, world.stored(ben).id}
    assert pair.words.startswith("I'm going to call you right now")


async def test_the_share_sheet_carries_the_link_and_words_in_the_senders_voice(
    world: World,
) -> None:
    ben = world.person("Ben", "Europe/Berlin", language="de")
    await set_up_in_german(world, ben)
    await world.write(ben, "/pair")
    [share] = [b.url for row in world.last(ben).buttons for b in row if b.url]
    asked = parse_qs(urlsplit(str(share)).query)
    assert asked["url"] == [link_in(world, ben)]
    assert "Machst du zwei Wochen mit mir zusammen?" in asked["text"][0]


async def set_up_in_german(world: World, who: Somebody) -> None:
    await world.write(who, "/start")
    await world.tap(who, "Ja, 06:00")
    await world.tap(who, "Erst einmal allein")


async def test_only_the_hash_of_a_token_is_kept(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    token = token_in(await invited(world, ben, ana))
    assert len(token) >= 22  # 128 bits in base64
    person = world.stored(ben)
    with world.store.transaction() as tx:
        found = tx.invites.open_of(person.id)
        said = [tx.outbox.get(number) for number in range(1, 60)]
    assert found is not None
    assert token not in repr(found)
    assert any(out is not None and out.key == "invite-ready" for out in said)
    assert token not in repr(said)


async def test_not_now_tells_nobody_and_one_can_begin_without(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ben, ana)
    world.heard(ben)
    await world.tap(ana, "Not now")
    assert "Ben isn't told" in said(world, ana, "not now").text
    assert world.heard(ben) == []
    await world.write(ana, "Write to Dr Weiss")
    assert world.stored(ana).first_named_at is not None


async def test_how_it_works_is_told_before_the_answer(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ben, ana)
    await world.tap(ana, "How does it work?")
    assert "within the call hours of both" in world.last(ana).text
    await world.tap(ana, "Accept")
    assert said(world, ben, "Ana accepted.")


async def test_someone_else_than_meant_shares_nothing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    link = await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    await world.tap(ben, "Not who I meant")
    assert pact_of(world, ben) is None
    assert "The invitation is over." in world.last(ana).text
    await world.open(ana, link)
    assert "is used" in world.last(ana).text


@pytest.mark.refusal("invite-own")
async def test_ones_own_invitation_is_refused(world: World, ben: Somebody) -> None:
    await set_up(world, ben)
    await world.write(ben, "/pair")
    await world.open(ben, link_in(world, ben))
    assert "That's your own invitation." in world.last(ben).text


@pytest.mark.refusal("invite-used")
async def test_a_used_invitation_is_refused(world: World, ana: Somebody, ben: Somebody) -> None:
    eve = world.person("Eve")
    link = await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    await set_up(world, eve)
    await world.open(eve, link)
    assert "This invitation from Ben is used." in world.last(eve).text


async def test_two_who_hold_one_link_make_one_pact(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    eve = world.person("Eve")
    link = await invited(world, ben, ana)
    await set_up(world, eve)
    await world.open(eve, link)
    await world.tap(ana, "Accept")
    await world.tap(eve, "Accept")
    assert "is used" in world.toasts(eve)[-1]
    await world.tap(ben, "Yes, start")
    assert pact_of(world, ana) is not None
    assert pact_of(world, eve) is None


@pytest.mark.refusal("invite-expired")
async def test_an_invitation_ends_after_three_days(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    link = await invited(world, ben, ana)
    await world.days(3)
    await world.tap(ana, "Accept")
    assert "This invitation is over." in world.toasts(ana)[-1]
    await world.open(ana, link)
    assert "This invitation is over." in world.last(ana).text


@pytest.mark.refusal("invite-over")
async def test_who_accepted_hears_when_no_yes_came_in_three_days(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    await world.days(3.1)
    assert said(world, ana, "The invitation is over.")
    await world.tap(ben, "Yes, start")
    assert "over already" in world.toasts(ben)[-1]


@pytest.mark.refusal("invite-revoked")
async def test_an_invitation_taken_back_is_refused(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    link = await invited(world, ben, ana)
    await world.tap(ben, "Take it back")
    await world.open(ana, link)
    assert "Ben took this invitation back." in world.last(ana).text


async def test_a_new_invitation_takes_the_one_before_back(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    link = await invited(world, ben, ana)
    await world.write(ben, "/pair")
    await world.open(ana, link)
    assert "took this invitation back" in world.last(ana).text
    await world.open(ana, link_in(world, ben))
    assert "Ben asks" in world.last(ana).text


@pytest.mark.refusal("in-pact")
async def test_nobody_is_in_two_pacts(world: World, ana: Somebody, ben: Somebody) -> None:
    eve, dan = world.person("Eve"), world.person("Dan")
    await set_up(world, eve)
    await world.write(eve, "/pair")
    evelink = link_in(world, eve)
    await partners(world, ben, ana)
    await world.open(ana, evelink)
    assert "You're in a pact already." in world.last(ana).text
    await world.write(ana, "/pair")
    assert "You're in a pact already." in world.last(ana).text
    await world.open(dan, evelink)
    await world.tap(dan, "Yes, 06:00")
    await world.tap(dan, "Accept")
    await world.tap(eve, "Yes, start")
    assert pact_of(world, dan) is not None


@pytest.mark.refusal("they-in-pact")
async def test_an_inviter_who_found_someone_meanwhile_refuses_kindly(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    eve = world.person("Eve")
    await set_up(world, eve)
    await world.write(eve, "/pair")
    link = link_in(world, eve)
    await invited(world, ben, eve)
    await world.tap(eve, "Accept")
    await world.tap(ben, "Yes, start")
    await world.open(ana, link)
    assert "Eve is in a pact already." in world.heard(ana)[0]


@pytest.mark.refusal("invite-unknown", "too-many-tries")
async def test_the_sixth_wrong_link_in_an_hour_has_to_wait(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    link = await invited(world, ben, ana)
    for n in range(5):
        await world.write(ana, f"/start {'x' * 20}{n}")
        assert "unknown here" in world.last(ana).text
    await world.open(ana, link)
    assert "a lot of links" in world.last(ana).text
    await world.minutes(61)
    await world.open(ana, link)
    assert "Ben asks" in world.last(ana).text


async def test_a_refused_inviter_is_refused_as_if_time_had_passed(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    await world.tap(ana, "No more invites from Ben")
    world.heard(ben)
    await world.write(ben, "/pair")
    await world.open(ana, link_in(world, ben))
    assert "This invitation is over." in world.last(ana).text
    assert not any("no more" in text.lower() for text in world.heard(ben))


async def test_a_forged_accept_makes_nothing(world: World, ana: Somebody, ben: Somebody) -> None:
    eve = world.person("Eve")
    await invited(world, ben, ana)
    await set_up(world, eve)
    before = world.last(eve)
    for invite in range(4):
        for act in ("accept", "confirm", "not-meant", "take-back", "how", "not-now"):
            world.telegram.forge_press(eve.user, before.id, f"1:{act}:{invite}")
    await world.settle()
    await world.tap(ana, "Accept")
    assert said(world, ben, "Ana accepted.")


async def test_an_invitation_opened_before_the_first_minutes_is_not_lost_by_another_city(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await set_up(world, ben)
    await world.write(ben, "/pair")
    await world.open(ana, link_in(world, ben))
    await world.tap(ana, "Another city")
    await world.write(ana, "Lissabon")
    assert "Ben asks" in world.last(ana).text


async def test_an_ended_invitation_still_lets_a_stranger_begin(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await set_up(world, ben)
    await world.write(ben, "/pair")
    link = link_in(world, ben)
    await world.tap(ben, "Take it back")
    await world.open(ana, link)
    first, second = world.heard(ana)
    assert "took this invitation back" in first
    assert "where you are?" in second
