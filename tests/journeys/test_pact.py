"""A pact as two people live it: its terms, leaving it, looking again."""

from datetime import time

import pytest

from storage.records import CallState, DayState, Pair, Reach, Way
from tests.journeys.invitations import invited, link_in, partners, set_up
from tests.journeys.people import THING, alerted, named, said
from tests.world import Somebody, World

GREETING = "I'm on my way to the phone and stay with you."


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


def the_pact(world: World, who: Somebody) -> Pair:
    pair = pact_of(world, who)
    assert pair is not None
    return pair


# -- its terms ------------------------------------------------------------------------------------


async def test_both_read_what_is_agreed_and_are_asked_for_one_thing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    await world.tap(ben, "Yes, start")
    for who, other in ((ana, "Ben"), (ben, "Ana")):
        text = said(world, who, f"You and {other} are on the line.").text
        assert "“Not today” means no call." in text
        assert "What's one small thing for today?" in text
    await world.write(ana, THING)
    await world.minutes(2)
    assert THING in said(world, ben, "Ana's one thing today").text


async def test_pact_shows_both_clocks_and_the_words(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    text = world.last(ana).text
    assert "Your clock 06:00" in text
    assert "The other clock 05:00" in text
    assert "I'm going to call you right now" in text


@pytest.mark.refusal("proposal-over")
async def test_other_words_count_once_the_other_agrees_to_exactly_these(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Other words")
    await world.write(ana, "Something hasty")
    old = said(world, ben, "Something hasty")
    await world.write(ana, "/pact")
    await world.tap(ana, "Other words")
    await world.write(ana, GREETING)
    assert the_pact(world, ana).words != GREETING
    world.telegram.press(ben.user, old.id, "Agree")
    await world.settle()
    assert "not open any more" in world.toasts(ben)[-1]
    await world.tap(ben, "Agree")
    assert the_pact(world, ana).words == GREETING
    assert said(world, ana, "Ben agreed.")


async def test_a_proposal_one_would_rather_not_changes_nothing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Other words")
    await world.write(ana, GREETING)
    await world.tap(ben, "Rather not")
    assert the_pact(world, ana).words != GREETING
    assert "It stays as it is." in world.last(ana).text


async def test_nobody_agrees_to_an_own_proposal(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Other words")
    await world.write(ana, GREETING)
    data = [b.data for row in world.find(ben, "Agree").buttons for b in row if b.text == "Agree"]
    world.telegram.forge_press(ana.user, world.last(ana).id, str(data[0]))
    await world.settle()
    assert the_pact(world, ana).words != GREETING


async def test_less_help_counts_at_once_and_more_when_the_other_agrees(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Ways of help")
    await world.tap(ana, "Write to me")
    assert world.stored(ana).way is Way.WRITE
    await world.tap(ana, "Call me")
    assert world.stored(ana).way is Way.WRITE
    await world.tap(ben, "Agree")
    assert world.stored(ana).way is Way.CALL


async def test_not_today_can_mean_call_me_anyway(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.tap(ana, "Ways of help")
    await world.tap(ana, "“Not today”: call anyway")
    assert world.stored(ana).call_anyway
    assert "You and Ben are on the line." in said(world, ana, "on the line").text


async def test_own_call_hours_change_at_once(world: World, ana: Somebody, ben: Somebody) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "Call hours")
    await world.write(ana, "sometime")
    assert "18:00-22:00" in world.last(ana).text
    await world.write(ana, "19:00-22:00, 11:00-21:30")
    stored = world.stored(ana)
    assert (stored.call_from, stored.call_to) == (time(19), time(22))
    assert (stored.free_from, stored.free_to) == (time(11), time(21, 30))


async def test_hours_that_do_not_fit_are_said_with_ways_out(world: World) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    may = world.person("May", "America/New_York", "may")
    await invited(world, may, ana)
    await world.tap(ana, "Accept")
    await world.tap(may, "Yes, start")
    clash = said(world, ana, "A call won't always fit both your hours.")
    wider = next(b.text for row in clash.buttons for b in row if b.text.startswith("May: calls"))
    await world.tap(ana, wider)
    before = world.stored(may)
    assert (before.call_from, before.call_to) == (time(18), time(22))
    asked = said(world, may, "Ana asks for wider call hours.")
    assert "Your hours stay as they are if you'd rather not." in asked.text
    world.telegram.press(may.user, asked.id, "Agree")
    await world.settle()
    assert world.stored(may).call_from < time(18)


async def test_an_own_way_out_counts_at_once(world: World) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ivo = world.person("Ivo", "Europe/Athens", "ivo")
    await invited(world, ivo, ana)
    await world.tap(ana, "Accept")
    await world.tap(ivo, "Yes, start")
    clash = said(world, ana, "A call won't always fit both your hours.")
    own = next(b.text for row in clash.buttons for b in row if b.text.startswith("Check-in"))
    await world.tap(ana, own)
    assert world.stored(ana).check_in != time(20)
    assert "A call fits now." in said(world, ana, "fits now").text


async def test_pairs_whose_hours_fit_hear_nothing_of_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await invited(world, ben, ana)
    await world.tap(ana, "Accept")
    await world.tap(ben, "Yes, start")
    with pytest.raises(LookupError):
        said(world, ana, "won't always fit")


# -- how a call comes -----------------------------------------------------------------------------


async def test_without_a_username_a_way_is_asked_for_at_pairing(
    world: World, ben: Somebody
) -> None:
    eve = world.person("Eve", "Europe/Berlin")
    await invited(world, ben, eve)
    await world.tap(eve, "Accept")
    await world.tap(ben, "Yes, start")
    assert said(world, eve, "Without a username, a call needs a way.")
    await world.tap(eve, "My number")
    world.telegram.send_contact(eve.user, "+4915112345678")
    await world.settle()
    assert world.stored(eve).reach is Reach.PHONE
    assert not any("4915112345678" in m.text for m in world.chat(ben))


@pytest.mark.refusal("foreign-contact")
async def test_a_foreign_or_forwarded_contact_is_refused(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    for user_id in (ben.id, 0):
        world.telegram.send_contact(ana.user, "+4915112345678", user_id)
        await world.settle()
        assert "That's another person's number." in world.last(ana).text
    with world.store.transaction() as tx:
        person = tx.people.by_telegram(ana.id)
        assert person is not None
        assert tx.contacts.get(person.id) is None


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/x", "no link", "tg://user?id=1", "http://"]
)
@pytest.mark.refusal("no-room-link")
async def test_only_a_web_link_is_a_room(
    world: World, ana: Somebody, ben: Somebody, link: str
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "How I'm called")
    await world.tap(ana, "A room link")
    await world.write(ana, link)
    assert "That isn't a link to a room." in world.last(ana).text
    await world.write(ana, "https://meet.example.org/ana")
    assert world.stored(ana).reach is Reach.ROOM


async def test_contact_data_can_be_taken_out_at_any_time(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "How I'm called")
    await world.tap(ana, "A room link")
    await world.write(ana, "https://meet.example.org/ana")
    await world.write(ana, "/pact")
    await world.tap(ana, "How I'm called")
    await world.tap(ana, "Take it out")
    person = world.stored(ana)
    assert person.reach is Reach.TELEGRAM
    with world.store.transaction() as tx:
        assert tx.contacts.get(person.id) is None


@pytest.mark.refusal("ring-tried")
async def test_the_ring_can_be_tried_once_without_any_effect(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    day = world.today(ana)
    await world.tap(ana, "Try the ring")
    card = said(world, ben, "Ana would like to try the ring.")
    assert card.silent  # 05:00 in London is outside of call hours
    [chat] = [b.url for row in card.buttons for b in row if b.url]
    assert str(chat).startswith("https://t.me/ana?text=")
    assert world.today(ana) == day
    await world.tap(ana, "Try the ring")
    assert "You tried it already." in world.toasts(ana)[-1]


# -- leaving --------------------------------------------------------------------------------------


async def test_leaving_takes_one_confirmation_and_staying_says_nothing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/leave")
    await world.tap(ana, "Stay")
    assert pact_of(world, ana) is not None
    assert world.heard(ben) == []
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    assert pact_of(world, ana) is None
    assert pact_of(world, ben) is None
    assert "Your pact with Ben has ended." in world.last(ana).text


async def test_the_other_hears_it_once_within_call_hours(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    assert world.heard(ben) == []
    await world.time("17:59", of=ben)
    assert not any("has ended" in text for text in world.heard(ben))
    await world.time("18:00", of=ben)
    [farewell] = [text for text in world.heard(ben) if "has ended" in text]
    assert farewell.startswith("The pact with Ana has ended.")
    assert world.find(ben, "Invite someone").silent


async def test_leaving_while_an_alert_is_out_withdraws_it_at_once(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await alerted(world, ana)
    alert = world.find(ben, "📞 I'll call now")
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    assert alert.deleted
    person = world.stored(ana)
    with world.store.transaction() as tx:
        [call] = tx.calls.recent_many([person.id], world.now.replace(hour=0))[person.id]
    assert call.state is CallState.ENDED
    await world.minutes(1)
    assert "I can stay with you" in said(world, ana, "stay with you").text
    assert said(world, ben, "The pact with Ana has ended.")
    day = world.today(ana)
    assert day is not None
    assert day.state is DayState.CHECKING


async def test_leaving_during_a_call_takes_the_contact_card_away(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/pact")
    await world.tap(ana, "How I'm called")
    await world.tap(ana, "My number")
    world.telegram.send_contact(ana.user, "+4915112345678")
    await world.settle()
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")
    [card] = [m for m in world.chat(ben) if "contact" in m.content]
    await world.write(ben, "/leave")
    await world.tap(ben, "Leave")
    assert card.deleted
    person = world.stored(ana)
    with world.store.transaction() as tx:
        assert tx.contacts.get(person.id) is None
        assert tx.calls.open_of_day(0) is None


async def test_what_waits_between_two_is_never_said_after_the_end(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, THING)
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    await world.days(1)
    assert not any(THING in text for text in world.heard(ben))


async def test_old_buttons_about_the_other_do_nothing_after_the_end(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await named(world, ana)
    thing = said(world, ben, THING)
    await world.write(ben, "/leave")
    await world.tap(ben, "Leave")
    world.heard(ana)
    world.telegram.press(ben.user, thing.id, "👍")
    await world.settle()
    await world.tap(ben, "Ways of help")
    assert "old" in world.toasts(ben)[-1] or "had its day" in world.toasts(ben)[-1]
    assert not any("👍" in text for text in world.heard(ana))


async def test_after_the_end_one_can_invite_again_or_go_on_alone(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    await world.tap(ana, "Invite someone")
    assert link_in(world, ana)
    await world.tap(ana, "Go on alone")
    assert "alone for now" in said(world, ana, "alone for now").text


async def test_the_sum_of_what_was_done_is_told_at_the_end(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, THING)
    await world.write(ana, "/done")
    await world.write(ana, "/leave")
    await world.tap(ana, "Leave")
    assert "Together: 1 thing done." in world.last(ana).text


@pytest.mark.parametrize("command", ["/leave", "/pact"])
@pytest.mark.refusal("no-partner")
async def test_without_a_pact_there_is_nothing_to_leave(
    world: World, ana: Somebody, command: str
) -> None:
    await set_up(world, ana)
    await world.write(ana, command)
    assert "Invite one: /pair" in world.last(ana).text


# -- looking again --------------------------------------------------------------------------------


async def two_weeks(world: World, ana: Somebody, ben: Somebody) -> None:
    """The pact is two weeks old, and both are asked."""
    await partners(world, ben, ana)
    await world.days(14.5)
    for who, other in ((ana, "Ben"), (ben, "Ana")):
        asked = said(world, who, f"Two weeks with {other}. Keep going?")
        assert asked.silent
        world.heard(who)


async def test_both_keep_going_and_look_again_in_four_weeks(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    before = the_pact(world, ana)
    await world.tap(ana, "Keep going")
    assert "Ben answers too" in world.last(ana).text
    assert not any("Ana" in text and "go on" in text for text in world.heard(ben))
    await world.tap(ben, "Keep going")
    pair = the_pact(world, ana)
    assert pair.id == before.id
    assert (pair.trial_ends_on - before.trial_ends_on).days == 28
    for who in (ana, ben):
        assert said(world, who, "go on.")
    await world.days(28)
    assert said(world, ana, "6 weeks with Ben. Keep going?")


async def test_one_who_would_adjust_says_so_without_ending_anything(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    await world.tap(ana, "Adjust it")
    await world.tap(ben, "Keep going")
    assert "One of you would like changes" in said(world, ben, "would like changes").text
    assert pact_of(world, ben) is not None


async def test_one_who_parts_ends_it_for_both_once_both_have_answered(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    await world.tap(ana, "Part as friends")
    assert pact_of(world, ana) is not None
    assert world.heard(ben) == []
    await world.tap(ben, "Keep going")
    assert pact_of(world, ana) is None
    for who in (ana, ben):
        await world.time("18:00", of=who)
        assert said(world, who, "has ended.")


async def test_silence_of_both_lets_the_pact_rest_until_one_wakes_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    await world.days(3.1)
    assert the_pact(world, ana).rests_since is not None
    for who in (ana, ben):
        assert said(world, who, "rests.")
    await world.tap(ben, "Wake the pact")
    assert the_pact(world, ana).rests_since is None
    assert "awake again" in said(world, ana, "awake again").text


async def test_naming_a_thing_wakes_a_resting_pact(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    await world.days(3.1)
    await world.write(ana, f"/commit {THING}")
    assert the_pact(world, ana).rests_since is None
    assert said(world, ben, "The pact with Ana is awake again.")


async def test_an_answer_of_one_is_enough_when_the_other_stays_silent(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    await world.tap(ana, "Keep going")
    await world.days(3.1)
    pair = the_pact(world, ana)
    assert pair.rests_since is None
    assert said(world, ana, "Ben and you go on.")


async def test_the_question_of_two_weeks_counts_honestly(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.write(ana, THING)
    await world.write(ana, "/done")
    await world.days(14.5)
    assert "Between you 1 of" in said(world, ben, "Keep going?").text


async def test_an_old_question_whether_to_go_on_ends_nothing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await two_weeks(world, ana, ben)
    await world.tap(ana, "Keep going")
    await world.tap(ben, "Keep going")
    world.telegram.forge_press(
        ana.user, world.last(ana).id, f"1:review:{the_pact(world, ana).id}:part"
    )
    await world.settle()
    assert pact_of(world, ana) is not None


# -- the host, and a blocked bot ------------------------------------------------------------------


async def test_a_reported_message_goes_to_the_host_and_nothing_else(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    host = world.person("Hanna")
    await set_up(world, host)
    with world.store.transaction() as tx:
        tx.marks.put("host", {"telegram_id": host.id, "name": "Hanna"})
    await partners(world, ben, ana)
    await named(world, ana)
    await world.write(ben, "/report")
    assert "Reply to a message from your partner." in world.last(ben).text
    world.heard(host)
    thing = said(world, ben, THING)
    await world.write(ben, "/report", reply_to=thing.id)
    assert "Hanna can read it." in world.last(ben).text
    told = world.heard(host)
    assert "Ben reports it, Ana wrote it" in told[0]
    assert THING in told[1]
    assert len(told) == 2


async def test_a_blocked_bot_is_told_to_the_partner_once_and_neutrally(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await partners(world, ben, ana)
    await world.time("19:00", of=ben)
    world.heard(ben)
    world.telegram.block(ana.user)
    await world.settle()
    [told] = world.heard(ben)
    assert told.startswith("Ana can't be reached at the moment.")
    world.telegram.unblock(ana.user)
    await world.settle()
    assert "Ana can be reached again." in world.last(ben).text
