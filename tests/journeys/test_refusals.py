"""Bad input gets a clear answer that says what to do instead, and changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from storage.records import DayState, Person
from tests.journeys.invitations import partners, set_up
from tests.journeys.people import (
    THING,
    asked,
    changed,
    day_of,
    named,
    press_old,
    settle_in,
)
from tests.world import Somebody, World, a_world


async def alone(world: World, name: str = "Cleo", language: str = "en") -> Somebody:
    who = world.person(name, "Europe/Paris", language=language)
    await settle_in(world, who)
    return who


def facts(world: World, who: Somebody) -> tuple[Person, DayState, str | None]:
    """What a refusal leaves as it was; that the person was heard from is noted all the same."""
    day, stored = day_of(world, who), world.stored(who)
    return replace(stored, heard_on=None, version=0), day.state, day.text


# What cannot be one thing


@pytest.mark.refusal("too-long")
@pytest.mark.parametrize("words", ["x" * 501, "word " * 900, "/commit " + "y" * 600])
async def test_a_long_text_is_asked_to_be_shorter(world: World, ana: Somebody, words: str) -> None:
    await world.time("08:00", of=ana)
    before = facts(world, ana)
    await world.write(ana, words)
    assert world.last(ana).text == "That's long for one thing.\nOne or two sentences, please."
    assert facts(world, ana) == before


@pytest.mark.refusal("empty")
@pytest.mark.parametrize("words", ["\u2800\u2800", "\u3164"])
async def test_a_text_without_words_is_asked_for_some(
    world: World, ana: Somebody, words: str
) -> None:
    await world.time("08:00", of=ana)
    before = facts(world, ana)
    await world.write(ana, words)
    assert world.last(ana).text == "There were no words in that.\nOne small thing, in a few words?"
    assert facts(world, ana) == before


@pytest.mark.refusal("forwarded")
async def test_a_forwarded_text_or_photo_is_nobodys_own(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    await world.write(ana, "Somebody else's plan", forwarded=True)
    assert world.last(ana).text == "That one is forwarded.\nYour own words, please."
    assert day_of(world, ana).state is DayState.ASKED


@pytest.mark.refusal("kinds")
async def test_a_sticker_or_a_place_is_no_answer(world: World, ana: Somebody) -> None:
    await world.time("08:00", of=ana)
    said = "I can't read this kind of message.\nA few words, a photo or a voice message work."
    world.telegram.send_sticker(ana.user)
    await world.settle()
    assert world.last(ana).text == said
    world.telegram.send(ana.user, {"dice": {"emoji": "🎲", "value": 4}})
    await world.settle()
    assert [m.text for m in world.chat(ana)].count(said) == 2
    assert day_of(world, ana).state is DayState.ASKED


@pytest.mark.refusal("unknown-command", "nothing-to-cancel")
async def test_commands_out_of_order_say_what_there_is(world: World, ana: Somebody) -> None:
    await world.write(ana, "/fly")
    assert world.last(ana).text == "No such command here.\nWhat there is: /help"
    await world.write(ana, "/cancel")
    assert world.last(ana).text == "No question is open.\nToday: /today"


@pytest.mark.refusal("set-up-first")
async def test_before_the_first_minutes_are_over_one_question_is_open(world: World) -> None:
    eve = world.person("Eve")
    await world.write(eve, "/start")
    world.telegram.send_photo(eve.user)
    await world.settle()
    assert world.last(eve).text.startswith("One question first: where are you?")


# Someone else's, and nobody's


@pytest.mark.refusal("nothing-to-relay", "no-partner")
async def test_what_went_between_two_ends_with_their_pact(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    news, day = world.last(ben), day_of(world, ana).id
    with world.store.transaction() as tx:
        pair = tx.pairs.living_of(1)
        assert pair is not None
        tx.pairs.end(pair.id, world.now)
    for act in ("cheer", "thumb", "attest", "hello"):
        toast = await press_old(world, ben, f"1:{act}:{day}")
        assert toast == "That can't be passed on any more.\nToday: /today"
    await world.write(ben, "Well", reply_to=news.id)
    assert world.last(ben).text == "That takes two people.\nInvite one: /pair"


@pytest.mark.refusal("not-yours", "old-button")
@pytest.mark.parametrize("data", ["1:done:999999", "1:undo:999999", "1:here:999999", "1:take:9:x"])
async def test_a_button_about_nothing_known_changes_nothing(
    world: World, ana: Somebody, data: str
) -> None:
    await named(world, ana)
    before = facts(world, ana)
    assert await press_old(world, ana, data) in (
        "That one is for someone else.\nYours: /today",
        "That button has had its day.\nToday: /today",
    )
    assert facts(world, ana) == before


@pytest.mark.refusal("old-button")
@pytest.mark.parametrize(
    "data", ["", "x", "0:done:1", "1:done", "1:nonsense:1", "1:done:-1", "🙂"]
)
async def test_a_tampered_button_changes_nothing(world: World, ana: Somebody, data: str) -> None:
    await named(world, ana)
    before = facts(world, ana)
    toast = await press_old(world, ana, data)
    assert toast == "That button has had its day.\nToday: /today"
    assert facts(world, ana) == before


# Calls, the pact, the host


@pytest.mark.refusal("unreadable-hours", "too-long-words", "empty", "number-by-button")
@pytest.mark.parametrize(
    ("keys", "typed", "said"),
    [
        (("Call hours",), "sometime", "I can't read that as hours."),
        (("Other words",), "w" * 201, "That's long for a call."),
        (
            ("How I'm called", "My number"),
            "0171 1234567",
            "The button below sends your own number.",
        ),
    ],
)
async def test_what_a_pact_cannot_take_is_said(
    world: World, ana: Somebody, keys: tuple[str, ...], typed: str, said: str
) -> None:
    await world.write(ana, "/pact")
    for key in keys:
        label = next(n for n in world.labels(ana) if key.lower() in n.lower())
        await world.tap(ana, label)
    await world.write(ana, typed)
    assert world.last(ana).text.startswith(said)


@pytest.mark.refusal("ring-later")
async def test_the_ring_is_not_tried_on_someone_who_rests(
    world: World,
) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/London", "ben")
    await partners(world, ben, ana)
    changed(world, ben, first_named_at=world.now)
    await world.write(ben, "/pause")
    await world.tap(ana, "Try the ring")
    assert world.toasts(ana)[-1].startswith("Ben rests. Another day.")


@pytest.mark.refusal("invite-waiting")
async def test_a_second_yes_to_an_invitation_waits_for_the_same_answer(world: World) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/London", "ben")
    await set_up(world, ben)
    await world.write(ben, "/pair")
    link = next(w for m in world.chat(ben) for w in m.text.split() if "?start=" in w)
    await set_up(world, ana)
    await world.open(ana, link)
    await world.tap(ana, "Accept")
    await world.open(ana, link)
    assert "Ben is asked to confirm." in world.last(ana).text


@pytest.mark.refusal("no-host")
async def test_without_a_host_nothing_can_be_reported(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.write(ben, "/report", reply_to=world.last(ben).id)
    assert world.last(ben).text.startswith("Nobody is named as the host here.")


@pytest.mark.refusal("host-now", "link-over")
async def test_the_hosts_link_works_once(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        hanna, eve = world.person("Hanna"), world.person("Eve")
        link = await world.house.host_link()
        assert link is not None
        await world.open(hanna, link)
        assert world.heard(hanna)[0].startswith("This bot is yours to run now.")
        await world.open(eve, link)
        assert world.heard(eve)[0].startswith("This link is over.")


async def test_refusals_speak_the_persons_language(world: World) -> None:
    ada = await alone(world, "Ada", "de")
    await world.write(ada, "/resume")
    assert world.last(ada).text == "Gerade ist keine Pause.\nEin freier Tag? /skip"


async def test_a_skip_until_last_week_is_refused(world: World, ana: Somebody) -> None:
    await world.write(ana, "/skip until 2 March 2026")
    assert world.last(ana).text.startswith("That day is over.")
    assert day_of(world, ana).state is DayState.WAITING


async def test_words_of_someone_alone_are_their_own(world: World) -> None:
    cleo = await alone(world)
    await world.write(cleo, THING)
    assert world.last(cleo).text == f"Set. I'll ask at 20:00.\n“{THING}”"
