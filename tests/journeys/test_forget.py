"""Erasing oneself as people live it: asked once, at any moment; whoever stays keeps own days."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.tick import batch
from scheduler.verify import verify
from storage.ledger import reading
from storage.records import DayState
from storage.tables import inbox, marks, outbox, people
from tests.journeys.invitations import invited, link_in, partners, set_up
from tests.journeys.people import THING, alerted, named, press_old, said
from tests.storage.house import rows
from tests.world import Somebody, World

SURE = "Erase everything"


@pytest.fixture
def ben(world: World) -> Somebody:
    return world.person("Ben", "Europe/London", "ben")


@pytest.fixture
def ana(world: World) -> Somebody:
    return world.person("Anastasia", "Europe/Berlin", "anastasia_m")


async def erased(world: World, who: Somebody) -> None:
    await world.write(who, "/forget")
    await world.tap(who, SURE)


def is_known(world: World, who: Somebody) -> bool:
    with world.store.transaction() as tx:
        return tx.people.by_telegram(who.id) is not None


def agrees(world: World) -> bool:
    with reading(world.database_url) as ledger:
        return verify(ledger, world.now).oddities == ()


def named_in(world: World, who: Somebody, name: str) -> list[str]:
    """What this person still reads with that name in it."""
    return [m.text for m in world.chat(who) if m.from_bot and not m.deleted and name in m.text]


async def test_it_is_asked_once_and_says_what_goes_and_what_stays(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/forget")
    text = world.last(ana).text
    assert "Gone at once" in text
    assert "Ben hears that the pact has ended" in text
    assert "What stays has no name" in text
    assert ("7 days" in text) is world.database_url.startswith("sqlite")
    assert world.labels(ana) == [SURE, "Keep it all"]
    await world.tap(ana, "Keep it all")
    assert "All stays as it is." in world.last(ana).text
    assert is_known(world, ana)
    assert world.labels(ana) == []


async def test_then_nobody_is_known_and_the_last_message_is_kept_nowhere(
    world: World, ana: Somebody
) -> None:
    await set_up(world, ana)
    await erased(world, ana)
    assert "Everything is erased." in world.last(ana).text
    assert world.labels(ana) == []
    with world.store.transaction() as tx:
        assert rows(tx, people) == []
        assert rows(tx, outbox) == []
        assert {row.from_id for row in rows(tx, inbox)} == {None}
    assert agrees(world)


async def test_the_words_do_what_the_button_does(world: World, ana: Somebody) -> None:
    await set_up(world, ana)
    await world.write(ana, "/forget yes")
    assert "Everything is erased." in world.last(ana).text
    assert not is_known(world, ana)


async def test_it_works_before_setting_up_is_finished(world: World, ana: Somebody) -> None:
    await world.write(ana, "/start")
    await erased(world, ana)
    assert not is_known(world, ana)
    assert "Everything is erased." in world.last(ana).text


async def test_the_partner_hears_it_once_without_a_name_and_keeps_own_days(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await named(world, ben, "Call the tax office")
    await world.write(ben, "/done")
    await named(world, ana, at="09:00")
    assert named_in(world, ben, "Anastasia")
    world.heard(ben)
    await erased(world, ana)
    await world.time("21:00", of=ben)
    assert [text for text in world.heard(ben) if "ended" in text] == [
        "Your pact has ended.\nTogether: 1 thing done. Your days stay yours."
    ]
    assert named_in(world, ben, "Anastasia") == []
    assert THING not in " ".join(message.text for message in world.chat(ben))
    assert agrees(world)
    await world.write(ben, "/progress 7")
    assert "Kept: 1 of 1" in world.last(ben).text


async def test_the_dates_of_the_pact_stay_so_that_days_together_are_the_same(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    for who in (ana, ben):
        await named(world, who, at="08:10")
        await world.write(who, "/done")
    pair = 1
    with world.store.transaction() as tx:
        before = tx.pairs.kept_together([pair])
    await erased(world, ana)
    with world.store.transaction() as tx:
        assert tx.pairs.kept_together([pair]) == before == {pair: 1}
        [tombstone] = [row for row in rows(tx, people) if row.telegram_id is None]
        assert (tombstone.name, tombstone.username, tombstone.zone) == ("", None, "UTC")
        [day] = tx.days.all_states(tombstone.id)
        assert day[1] is DayState.DONE


@pytest.mark.parametrize("moment", ["alerted", "taken", "being called"])
async def test_in_the_middle_of_a_call_both_sides_end(
    world: World, ana: Somebody, ben: Somebody, moment: str
) -> None:
    await partners(world, ben, ana)
    leaver = ben if moment == "being called" else ana
    stays = ana if leaver is ben else ben
    await alerted(world, ana)
    if moment != "alerted":
        await world.tap(ben, "📞 I'll call now")
    await erased(world, leaver)
    assert named_in(world, stays, leaver.name) == []
    await world.days(2)
    assert named_in(world, stays, leaver.name) == []
    assert agrees(world)


async def test_who_was_to_be_called_is_still_asked_about_the_own_day(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await named(world, ana)
    await world.time("20:40", of=ana)
    assert "Ben calls at 21:00" in world.last(ana).text
    await erased(world, ben)
    assert named_in(world, ana, "Ben") == []
    assert "Not today" in [b.text for m in world.chat(ana) for row in m.buttons for b in row]
    await world.tap(ana, "✅ Done")
    assert said(world, ana, "Done.")


async def test_an_open_invitation_leads_nowhere_and_its_holder_reads_so(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ana, ben)
    link = link_in(world, ana)
    await erased(world, ana)
    assert named_in(world, ben, "Anastasia") == []
    assert "This invitation is over." in " ".join(m.text for m in world.chat(ben))
    await world.open(ben, link)
    assert "unknown here" in world.last(ben).text


async def test_who_waits_for_a_yes_reads_that_it_is_over(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ana, ben)
    await world.tap(ben, "Accept")
    await erased(world, ana)
    assert named_in(world, ben, "Anastasia") == []
    assert "This invitation is over." in said(world, ben, "This invitation").text
    assert agrees(world)


async def test_an_invitation_that_a_forgotten_guest_accepted_is_over(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    assert named_in(world, ben, "Anastasia")
    await erased(world, ana)
    assert named_in(world, ben, "Anastasia") == []
    await world.write(ben, "/pair")
    assert "Send this to a friend" in world.last(ben).text
    assert agrees(world)


async def test_a_second_tap_and_old_buttons_make_nobody_known_again(
    world: World, ana: Somebody
) -> None:
    await set_up(world, ana)
    await world.write(ana, "/forget")
    question = world.last(ana)
    for _ in range(2):
        world.telegram.press(ana.user, question.id, SURE)
    await world.settle()
    assert "had its day" in await press_old(world, ana, "1:done:1")
    assert not is_known(world, ana)
    with world.store.transaction() as tx:
        assert {row.from_id for row in rows(tx, inbox)} == {None}


async def test_coming_back_begins_anew_as_a_stranger(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await named(world, ana)
    await erased(world, ana)
    await set_up(world, ana)
    await world.write(ana, "/today")
    assert THING not in world.last(ana).text
    await partners(world, ben, ana)
    await world.days(1)
    assert agrees(world)


async def test_what_was_written_after_the_yes_is_a_strangers_first_word(
    world: World, ana: Somebody
) -> None:
    await set_up(world, ana)
    world.telegram.write(ana.user, "/forget yes")
    world.clock.move_to(world.now + timedelta(seconds=5))
    world.telegram.write(ana.user, "/start")
    await world.settle()
    assert world.stored(ana).ready_at is None
    assert "One thing a day" in world.last(ana).text


async def test_what_waits_to_be_said_to_the_partner_is_never_said(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.time("08:10", of=ana)
    await world.write(ana, THING)
    world.clock.move_to(world.now + timedelta(minutes=2))
    await world.house.desk.play(batch)
    with world.store.transaction() as tx:
        waits = [row for row in rows(tx, outbox) if row.done_at is None]
    assert "partner-thing" in [row.key for row in waits]
    world.telegram.write(ana.user, "/forget yes")
    await world.settle()
    assert THING not in " ".join(world.heard(ben))
    assert named_in(world, ben, "Anastasia") == []
    with world.store.transaction() as tx:
        assert not [row for row in rows(tx, outbox) if "Anastasia" in str(row.facts)]


async def test_who_became_the_host_by_the_link_is_it_no_more(world: World, ana: Somebody) -> None:
    link = await world.house.host_link()
    assert link is not None
    await world.open(ana, link)
    await erased(world, ana)
    with world.store.transaction() as tx:
        held = tx.marks._sql.execute(select(marks).where(marks.c.name == "host")).one()
    assert held.value is None
    assert await world.house.host_link() is not None
