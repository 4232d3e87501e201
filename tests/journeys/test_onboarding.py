"""The first minutes: from START to the first one thing."""

import pytest

from storage.records import DayState, StepKind
from tests.journeys.invitations import link_in, set_up
from tests.world import Somebody, World, a_world

HOSTILE = ["Europe/../etc", "../../etc/passwd", "posixrules", "25:00", "🙂🙂", "x" * 4096]


async def test_three_taps_lead_to_the_first_one_thing(world: World) -> None:
    ana = world.person("Ana", language="de")
    await world.write(ana, "/start")
    assert "Ist es bei dir 06:00?" in world.last(ana).text
    await world.tap(ana, "Ja, 06:00")
    await world.tap(ana, "Erst einmal allein")
    assert "heute" in world.last(ana).text
    await world.write(ana, "Dr. Weiß schreiben")
    day = world.today(ana)
    assert day is not None
    assert (day.state, day.text) == (DayState.COMMITTED, "Dr. Weiß schreiben")
    assert world.stored(ana).zone == "Europe/Berlin"


async def test_the_first_minutes_are_one_bubble_that_is_edited(world: World) -> None:
    ana = world.person("Ana", language="de")
    await world.write(ana, "/start")
    await world.tap(ana, "Ja, 06:00")
    await world.tap(ana, "Erst einmal allein")
    assert len([message for message in world.chat(ana) if message.from_bot]) == 1


async def test_joining_opens_one_day_of_rest_that_ends(world: World) -> None:
    ana = world.person("Ana", language="de")
    await world.write(ana, "/start")
    await world.tap(ana, "Ja, 06:00")
    day = world.today(ana)
    assert day is not None
    assert day.state is DayState.REST
    assert [step.kind for step in world.steps(ana)] == [StepKind.DAY_END]


async def test_a_wrong_guess_takes_two_taps_more(world: World) -> None:
    ana = world.person("Ana", language="en")
    await world.write(ana, "/start")
    assert "Is it 05:00 where you are?" in world.last(ana).text
    await world.tap(ana, "Another city")
    await world.write(ana, "München")
    assert world.stored(ana).zone == "Europe/Berlin"
    await world.tap(ana, "Alone for now")
    await world.write(ana, "Call the tax office")
    day = world.today(ana)
    assert day is not None
    assert day.state is DayState.COMMITTED


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Мюнхен", "Europe/Berlin"),
        ("monaco di baviera", "Europe/Berlin"),
        ("san francisco, california", "America/Los_Angeles"),
        ("america/argentina/buenos aires", "America/Argentina/Buenos_Aires"),
    ],
)
async def test_a_city_is_understood_as_one_writes_it(world: World, typed: str, zone: str) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/start")
    await world.write(ana, typed)
    assert world.stored(ana).zone == zone


async def test_of_several_places_one_is_chosen_by_a_tap(world: World) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/start")
    await world.write(ana, "Portland")
    assert world.stored(ana).ready_at is None
    assert any("Portland, OR" in label for label in world.labels(ana))
    await world.tap(ana, next(label for label in world.labels(ana) if ", ME" in label))
    assert world.stored(ana).zone == "America/New_York"


async def test_a_shared_location_is_enough_and_only_the_zone_is_kept(world: World) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/start")
    await world.tap(ana, "Another city")
    assert world.last(ana).keyboard is not None
    world.telegram.send_location(ana.user, 48.137, 11.575)
    await world.settle()
    assert world.stored(ana).zone == "Europe/Berlin"
    assert world.telegram.state.chats[ana.id].keyboard is None
    with world.store.transaction() as tx:
        assert tx.inbox.waiting() == 0


@pytest.mark.refusal("location-unknown")
async def test_a_location_in_no_zone_gets_an_answer(world: World) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/start")
    world.telegram.send_location(ana.user, 91.0, 0.0)
    await world.settle()
    assert world.stored(ana).ready_at is None
    assert "Type a city nearby" in world.last(ana).text


@pytest.mark.parametrize("typed", HOSTILE)
async def test_a_hostile_zone_changes_nothing_and_the_question_stays_open(
    world: World, typed: str
) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/start")
    await world.write(ana, typed)
    assert "That place is new to me." in world.last(ana).text
    assert world.stored(ana).ready_at is None
    await world.write(ana, "Lisboa")
    assert world.stored(ana).zone == "Europe/Lisbon"


async def test_yes_and_no_can_be_typed_in_any_language(world: World) -> None:
    ana, ben = world.person("Ana", language="de"), world.person("Ben", language="de")
    await world.write(ana, "/start")
    await world.write(ana, "Ja")
    assert world.stored(ana).zone == "Europe/Berlin"
    await world.write(ben, "/start")
    await world.write(ben, "nein")
    assert "In welcher Stadt" in world.heard(ben)[-2]


async def test_whatever_comes_first_is_answered_with_the_question(world: World) -> None:
    ana = world.person("Ana")
    await world.write(ana, "hello there")
    assert "Is it 05:00 where you are?" in world.last(ana).text
    await world.write(ana, "/commit Write to Dr Weiss")
    assert "Is it 05:00 where you are?" in world.last(ana).text
    assert world.today(ana) is None


async def test_an_old_first_bubble_changes_nothing_later(world: World) -> None:
    ana = world.person("Ana", language="de")
    await world.write(ana, "/start")
    old = world.last(ana)
    yes = next(button.data for row in old.buttons for button in row)
    await world.write(ana, "Lissabon")
    assert old.buttons == []
    world.telegram.forge_press(ana.user, old.id, str(yes))
    await world.settle()
    assert world.stored(ana).zone == "Europe/Lisbon"


async def test_start_again_greets_and_changes_nothing(world: World) -> None:
    ana = world.person("Ana")
    await set_up(world, ana)
    before = world.stored(ana)
    await world.write(ana, "/start")
    assert "Good to see you." in world.last(ana).text
    assert world.stored(ana) == before


@pytest.mark.parametrize(
    ("city", "days"), [("Tel Aviv", "12347"), ("Tehran", "123467"), ("Dublin", "12345")]
)
async def test_the_days_are_the_working_days_of_the_place(
    world: World, city: str, days: str
) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/start")
    await world.write(ana, city)
    assert world.stored(ana).weekdays == days


async def test_late_in_the_evening_the_first_thing_is_for_the_next_of_ones_days(
    world: World,
) -> None:
    ana = world.person("Ana", language="de")
    await world.time("22:00", of=ana)
    await world.write(ana, "/start")
    await world.tap(ana, "Ja, 22:00")
    await world.tap(ana, "Erst einmal allein")
    assert "für morgen" in world.last(ana).text
    await world.write(ana, "Dr. Weiß schreiben")
    assert world.stored(ana).next_text == "Dr. Weiß schreiben"
    await world.time("08:00", of=ana)
    assert "wie geplant" in world.last(ana).text


@pytest.mark.refusal("not-invited")
async def test_where_only_the_invited_may_join_a_stranger_hears_whom_to_ask(
    tmp_path: object,
) -> None:
    async with a_world(tmp_path, who_may_join="invited", host_contact="@ana_moreno") as world:  # type: ignore[arg-type]  # a fixture's path
        eve = world.person("Eve")
        await world.write(eve, "/start")
        assert "@ana_moreno" in world.last(eve).text
        await world.write(eve, "Berlin")
        assert world.stored(eve).ready_at is None


async def test_the_host_and_the_invited_may_join(tmp_path: object) -> None:
    async with a_world(tmp_path, who_may_join="invited", admin_ids=(101,)) as world:  # type: ignore[arg-type]  # a fixture's path
        host, ana = world.person("Ben"), world.person("Ana")
        await set_up(world, host)
        await world.write(host, "/pair")
        await world.open(ana, link_in(world, host))
        assert "comes next" in world.last(ana).text
        await world.tap(ana, "Yes, 06:00")
        assert world.stored(ana).zone == str(Somebody(ana.user, ana.zone).zone)
