"""The end of a pact at its worst moments: during a call, and with words still on their way."""

from dataclasses import replace
from datetime import timedelta

from scheduler.addressing import as_news
from scheduler.notices.parting import LookAgain
from scheduler.tick import tick
from storage.records import StepKind
from tests.journeys.people import THING, alerted, named, settle_in, sounded
from tests.world import Somebody, World


def first_lines(texts: list[str]) -> list[str]:
    return [text.split("\n")[0] for text in texts]


async def left(world: World, leaver: Somebody) -> None:
    await world.write(leaver, "/leave")
    await world.tap(leaver, "Leave")
    await world.minutes(1)


async def test_who_is_left_during_a_call_hears_of_the_end_before_the_company_is_offered(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")
    world.heard(ana)
    await left(world, ben)
    assert first_lines(world.heard(ana)) == [
        "The pact with Ben has ended.",
        "I can stay with you, if you like.",
    ]


async def test_who_leaves_during_a_call_reads_the_end_before_the_company_is_offered(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")
    world.heard(ana)
    await left(world, ana)
    assert first_lines(world.heard(ana))[-2:] == [
        "Your pact with Ben has ended.",
        "I can stay with you, if you like.",
    ]


async def test_a_call_that_outlasts_the_hours_still_brings_the_end_before_the_company(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana, at="08:10")
    await world.time("21:50", of=ana)
    await world.write(ana, "/call")
    await world.tap(ben, "📞 I'll call now")
    await world.time("22:05", of=ana)
    world.heard(ana)
    await left(world, ben)
    assert first_lines(world.heard(ana))[0] == "The pact with Ben has ended."


async def test_a_morning_question_on_its_way_comes_without_the_words_of_who_left(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("07:30", of=ana)
    await world.write(ben, THING)
    await world.minutes(2)
    await world.write(ben, "/leave")
    asked = world.last(ben)
    world.heard(ana)
    world.clock.move_to(world.now.replace(hour=7, minute=0))
    tick(world.store, world.now)
    world.telegram.press(ben.user, asked.id, "Leave")
    await world.settle()
    assert world.heard(ana) == ["What's your one thing today?\nSmall is good."]
    assert sounded(world, ana)[-1] == "What's your one thing today?"


async def test_a_reminder_on_its_way_does_not_announce_the_call_of_who_left(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.time("20:29", of=ana)
    await world.write(ben, "/leave")
    asked = world.last(ben)
    world.heard(ana)
    world.clock.move_to(world.now.replace(hour=19, minute=30))
    tick(world.store, world.now)
    world.telegram.press(ben.user, asked.id, "Leave")
    await world.settle()
    told = world.heard(ana)
    assert first_lines(told) == ["At 21:00 I can stay with you.", "The pact with Ben has ended."]


async def test_a_question_about_a_pact_that_ended_is_not_asked_any_more(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    person = world.stored(ana)
    with world.store.transaction() as tx:
        pair = tx.pairs.living_of(person.id)
        assert pair is not None
        look = as_news(ben.id, LookAgain(pair.id, "Ana", 2, 0, 0, 0))
        tx.outbox.put_many([replace(look, due_at=world.now + timedelta(hours=1))], world.now)
    await left(world, ana)
    await world.days(1)
    assert not [text for text in world.heard(ben) if "Keep going?" in text]


async def test_who_is_alone_has_nobody_to_tell_and_no_step_for_it(world: World) -> None:
    cleo = world.person("Cleo")
    await settle_in(world, cleo)
    await world.time("08:10", of=cleo)
    await world.write(cleo, THING)
    assert StepKind.TELL not in {step.kind for step in world.steps(cleo)}
