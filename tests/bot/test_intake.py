"""What comes from Telegram: kept before it is confirmed, in effect exactly once."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.records import Day, DayState, Step, StepKind
from tests.echo import ROUTES, count, words_heard
from tests.world import Somebody, World, a_world, eventually

HOUR = timedelta(hours=1)


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=ROUTES, database_url=database_url) as made:
        yield made


@pytest.fixture
def ana(world: World) -> Somebody:
    return world.person("Ana")


def mark(world: World, name: str) -> object:
    with world.store.transaction() as tx:
        return tx.marks.get(name)


def inbox(world: World) -> list[tuple[str | None, int, bool]]:
    """Outcome, tries and whether the payload is still there, in the order of arrival."""
    asked = "SELECT outcome, tries, payload IS NOT NULL FROM inbox ORDER BY update_id"
    return [(row[0], row[1], bool(row[2])) for row in world.sql(asked)]


async def test_a_message_is_answered_through_inbox_and_outbox(world: World, ana: Somebody) -> None:
    await world.write(ana, "/echo hello")
    assert words_heard(world, ana) == ["hello"]
    assert inbox(world) == [("handled", 0, False)]
    assert world.telegram.pending_updates == 0


@pytest.mark.parametrize("seed", range(5))
async def test_updates_handed_over_again_and_shuffled_have_one_effect(
    world: World, seed: int
) -> None:
    order = random.Random(seed)
    people = [world.person(name) for name in ("Ana", "Ben", "Cleo")]
    world.telegram.shuffle(order)
    ids = [
        world.telegram.write(who.user, f"/echo {who.name} {n}") for n in range(5) for who in people
    ]
    for _ in range(3):
        for update_id in ids:
            world.telegram.redeliver(update_id, order.randint(1, 3))
        await world.settle()
    assert count(world) == 15
    for who in people:
        assert sorted(words_heard(world, who)) == [f"{who.name} {n}" for n in range(5)]


async def test_an_update_counts_for_the_time_it_was_written(world: World, ana: Somebody) -> None:
    written = world.now - 3 * HOUR
    await world.write(ana, "/echo late", at=written)
    assert mark(world, "at:late") == written.isoformat()


async def test_a_press_counts_for_when_it_was_stored_not_for_its_message(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, "/ask")
    await world.minutes(60)
    pressed = world.now
    world.telegram.press(ana.user, world.last(ana).id, "Ideas")
    world.clock.pass_for(timedelta(seconds=100))
    await world.settle()
    assert words_heard(world, ana) == ["pressed"]
    assert mark(world, "at:press") == (pressed + timedelta(seconds=100)).isoformat()


async def test_every_press_is_answered_once_and_a_forged_one_changes_nothing(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, "/ask")
    asked = world.last(ana)
    forged = ["", "1:ideas", "9:ideas:0", "1:ideas:-1", "1:nothing:0", "1:ideas:0:" + "x" * 40]
    forged += ["1:ideas:0\n", "💥", "1:ideas:99999999999999999999"]
    for data in forged:
        world.telegram.forge_press(ana.user, asked.id, data)
    await world.settle()
    assert count(world) == 0
    assert len(world.telegram.callback_answers) == len(forged)
    await world.tap(ana, "Ideas")
    assert count(world) == 1
    assert world.last(ana).id == asked.id
    assert len({answer.query_id for answer in world.telegram.callback_answers}) == len(forged) + 1


async def test_a_handler_that_fails_leaves_nothing_behind_and_is_set_aside_in_the_end(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, "/fail")
    assert (count(world), world.heard(ana)) == (0, [])
    assert inbox(world) == [(None, 1, True)]
    await world.minutes(3)
    assert inbox(world) == [("dead", 5, True)]
    assert count(world) == 0


async def test_what_fails_holds_up_its_own_person_for_five_seconds_and_others_not_at_all(
    world: World, ana: Somebody
) -> None:
    ben = world.person("Ben")
    world.telegram.write(ana.user, "/fail")
    world.telegram.write(ana.user, "/echo mine")
    await world.write(ben, "/echo his")
    assert (words_heard(world, ben), words_heard(world, ana)) == (["his"], [])
    await world.until(world.now + timedelta(seconds=5))
    assert words_heard(world, ana) == ["mine"]


POISON = [
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 101, "type": "private"}, "from": 7}},
    {"message": {"message_id": 1, "from": {"id": 101}, "chat": {}, "text": "/echo x"}},
    {"message": [1, 2, 3]},
    {"callback_query": {"id": "1", "from": {"id": 101}, "data": "1:ideas:0"}},
    {"edited_message": "nothing"},
]
STRANGE = [
    {"wormhole": {"id": 5}},
    {},
    {"message": None},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 1, "type": "private"}}},
    {"message": {"message_id": 1, "date": -1, "chat": {"id": 2**70, "type": "private"}}},
]


@pytest.mark.parametrize("form", POISON + STRANGE, ids=lambda form: str(form)[:40])
async def test_no_update_whatever_its_form_stops_the_next_one(
    world: World, ana: Somebody, form: dict[str, object]
) -> None:
    world.telegram.raw_update(dict(form))
    ben = world.person("Ben")
    await world.write(ben, "/echo still here")
    await world.minutes(3)
    assert words_heard(world, ben) == ["still here"]
    assert world.telegram.pending_updates == 0
    assert (await world.house.intake.drain(), count(world)) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "\x00NUL\x00",
        "\u202eturned",
        "a\u200b\u200b",
        "👩‍👩‍👧‍👦" * 50,
        "<b>&amp;",
        "x" * 4096,
        "\u2800",
        "´`‘",
    ],
)
async def test_no_text_whatever_its_signs_stops_the_bot(
    world: World, ana: Somebody, text: str
) -> None:
    message = {
        "message_id": 5,
        "date": int(world.now.timestamp()),
        "chat": {"id": ana.id, "type": "private", "first_name": text},
        "from": {"id": ana.id, "is_bot": False, "first_name": text},
        "text": text,
    }
    await world.write(ana, "/echo first")
    world.telegram.raw_update({"message": message})
    await world.settle()
    assert [outcome for outcome, _, _ in inbox(world)] == ["handled", "handled"]


async def test_a_lone_surrogate_is_kept_and_answered(world: World, ana: Somebody) -> None:
    await world.write(ana, "/echo first")
    chat = {"id": ana.id, "type": "private"}
    sender = {"id": ana.id, "is_bot": False, "first_name": "\ud800"}
    message = {"message_id": 5, "date": 1, "chat": chat, "from": sender, "text": "a\udfffb"}
    world.telegram.raw_update({"message": message})
    await world.settle()
    assert [outcome for outcome, _, _ in inbox(world)] == ["handled", "handled"]


async def test_groups_channels_and_bots_are_no_persons(world: World, ana: Somebody) -> None:
    place = {"id": -100, "type": "supergroup", "title": "G"}
    sender = {"id": ana.id, "is_bot": False, "first_name": "Ana"}
    said = {"message_id": 5, "date": 1, "text": "/echo x"}
    private = {"id": 9, "type": "private"}
    robot = {"id": 9, "is_bot": True, "first_name": "R"}
    world.telegram.raw_update({"message": {**said, "chat": place, "from": sender}})
    world.telegram.raw_update({"message": {**said, "chat": private, "from": robot}})
    await world.settle()
    assert count(world) == 0
    assert [outcome for outcome, _, _ in inbox(world)] == ["ignored", "ignored"]


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("/echo@on_the_line_bot hi", 1),
        ("/ECHO hi", 1),
        ("/echo@another_bot hi", 0),
        ("/ech hi", 0),
    ],
)
async def test_a_command_is_ours_when_it_names_us_or_nobody(
    world: World, ana: Somebody, text: str, effect: int
) -> None:
    world.know(ana)
    await world.write(ana, text)
    assert count(world) == effect
    assert len(world.heard(ana)) == 1


async def test_blocking_and_coming_back_are_noted(world: World, ana: Somebody) -> None:
    await world.write(ana, "/echo hi")
    world.telegram.block(ana.user)
    await world.settle()
    assert world.stored(ana).unreachable_at == world.now
    world.telegram.unblock(ana.user)
    await world.settle()
    assert world.stored(ana).unreachable_at is None


async def test_while_another_process_polls_nothing_is_lost(world: World, ana: Somebody) -> None:
    world.telegram.fail(method="getUpdates", kind="409", times=2)
    await world.write(ana, "/echo hi")
    assert "updates" in world.house.pulse.ailments()
    await world.settle()
    await world.settle()
    assert words_heard(world, ana) == ["hi"]
    assert world.house.pulse.ailments() == {}


async def test_a_refused_token_is_said_in_one_line_that_does_not_hold_it(
    world: World, ana: Somebody, caplog: pytest.LogCaptureFixture
) -> None:
    world.telegram.fail(method="getUpdates", kind="401", times=3)
    for _ in range(3):
        await world.settle()
    assert "token" in world.house.pulse.ailments()
    said = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
    assert said == ["no updates: Telegram refuses the token; trying again"]
    assert world.telegram.token not in caplog.text


def plan_a_step(world: World, ana: Somebody) -> None:
    """Ana's date has begun and its check-in is due in an hour."""
    with world.store.transaction() as tx:
        person = tx.people.by_telegram(ana.id)
        assert person is not None
        on, now = world.now.date(), world.now
        day = Day(0, person.id, on, DayState.COMMITTED, now, now + 20 * HOUR, text="x")
        [day] = tx.days.add_many([day])
        tx.steps.plan_many([Step(0, StepKind.CHECK_IN, now + HOUR, day_id=day.id)])


async def test_no_step_is_played_before_telegram_was_heard_out(
    world: World, ana: Somebody
) -> None:
    world.know(ana)
    plan_a_step(world, ana)
    world.telegram.down()
    await world.minutes(90)
    assert [step.kind for step in world.steps(ana)] == [StepKind.CHECK_IN]
    assert not world.house.intake.caught_up
    world.telegram.down(False)
    await world.settle()
    assert StepKind.CHECK_IN not in [step.kind for step in world.steps(ana)]


async def test_a_long_poll_brings_an_update_at_once_and_stops_in_order(
    tmp_path: Path,
) -> None:
    async with a_world(tmp_path, routes=ROUTES) as world:
        await world.house.stop()
        world.house = world.assemble()
        await world.house.start()
        ana = world.person("Ana")
        await world.house.connected.wait()
        world.telegram.write(ana.user, "/echo by itself")
        assert await eventually(lambda: words_heard(world, ana)) == ["by itself"]
        world.telegram.write(ana.user, "/echo settled")
        await world.settle()
        assert words_heard(world, ana) == ["settled"]


async def test_an_outage_of_telegram_is_lived_through(tmp_path: Path) -> None:
    async with a_world(tmp_path, routes=ROUTES) as world:
        await world.house.stop()
        world.telegram.down()
        world.house = world.assemble()
        await world.house.start()
        ana = world.person("Ana")
        await eventually(lambda: "telegram" in world.house.pulse.ailments())
        world.telegram.down(False)
        world.telegram.write(ana.user, "/echo back")
        assert await eventually(lambda: words_heard(world, ana)) == ["back"]


async def test_a_clock_set_ten_years_ahead_plays_no_step_until_it_is_mended(
    world: World, ana: Somebody
) -> None:
    world.know(ana)
    plan_a_step(world, ana)
    await world.settle()
    right = world.now
    world.clock.set_to(right + timedelta(days=3650))
    world.telegram.skew = -timedelta(days=3650)
    assert await world.house.tick() == 0
    assert "clock" in world.house.pulse.ailments()
    await world.settle()
    assert [step.kind for step in world.steps(ana)] == [StepKind.CHECK_IN]
    world.clock.set_to(right)
    world.telegram.skew = timedelta()
    await world.minutes(60)
    assert world.house.pulse.ailments() == {}
    assert StepKind.CHECK_IN not in [step.kind for step in world.steps(ana)]


async def test_while_the_database_fails_the_offset_stays_and_then_all_is_kept(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, "/echo before")
    rename(world, "inbox", "gone")
    world.telegram.write(ana.user, "/echo meanwhile")
    assert await world.house.intake.drain() == 0
    assert world.telegram.pending_updates == 1
    assert not world.house.intake.caught_up
    assert "database" in world.house.pulse.ailments()
    rename(world, "gone", "inbox")
    await world.settle()
    assert words_heard(world, ana) == ["before", "meanwhile"]
    assert world.house.pulse.ailments() == {}


def rename(world: World, table: str, to: str) -> None:
    """Take a table out of the database's reach, from outside."""
    world.sql(f"ALTER TABLE {table} RENAME TO {to}")
