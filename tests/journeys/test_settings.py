"""Times, days, city, language and help as people change them, and what today makes of it."""

from datetime import date

import pytest

from storage.records import StepKind, Way
from tests.journeys.people import THING, changed, settle_in
from tests.world import Somebody, World


async def ask(world: World, who: Somebody, key: str) -> None:
    """Open /settings and press one of its keys."""
    await world.write(who, "/settings")
    await world.tap(who, key)


def texts(world: World, who: Somebody) -> list[str]:
    return [message.text for message in world.chat(who) if message.from_bot]


def due(world: World, who: Somebody, kind: StepKind) -> str | None:
    """When a step of the open date comes, on the person's own clock."""
    found = [step.due_at for step in world.steps(who) if step.kind is kind]
    return f"{found[0].astimezone(who.zone):%a %H:%M}" if found else None


async def test_settings_are_one_bubble_with_a_key_for_each(world: World, ana: Somebody) -> None:
    await world.write(ana, "/settings")
    said = world.last(ana).text
    assert "Morning 08:00, check-in 20:00, day end 04:00." in said
    assert "Days: Monday to Friday. City: Berlin." in said
    assert "18:00 to 22:00, on others 10:00 to 22:00" in said
    assert set(world.labels(ana)) >= {"Morning", "Check-in", "Days", "Day end", "City", "Language"}


async def test_a_tap_edits_the_bubble_and_back_brings_it_back(world: World, ana: Somebody) -> None:
    await ask(world, ana, "Morning")
    bubble = world.last(ana)
    assert bubble.text.startswith("When is the morning question?")
    await world.tap(ana, "Back")
    assert world.last(ana).id == bubble.id
    assert world.last(ana).text.startswith("This is how it is set.")
    await world.write(ana, "Call the tax office")
    day = world.today(ana)
    assert day is not None
    assert day.text == "Call the tax office"


async def test_a_new_morning_counts_today_if_it_is_still_ahead(
    world: World, ana: Somebody
) -> None:
    await ask(world, ana, "Morning")
    await world.write(ana, "7:15")
    assert world.last(ana).text == "Morning question at 07:15.\nFrom today on."
    assert due(world, ana, StepKind.MORNING) == "Mon 07:15"
    await world.time("07:15", of=ana)
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_a_new_morning_that_is_over_counts_from_the_next_date(
    world: World, ana: Somebody
) -> None:
    await world.time("09:00", of=ana)
    await ask(world, ana, "Morning")
    await world.write(ana, "8:30")
    assert world.last(ana).text.endswith("From the next date on.")
    await world.days(1)
    assert sum("one thing today?" in text for text in texts(world, ana)) == 2


async def test_the_check_in_of_an_open_commitment_moves_with_the_times(
    world: World, ana: Somebody
) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, THING)
    await ask(world, ana, "Check-in")
    await world.write(ana, "19 Uhr")
    assert world.last(ana).text == ("Check-in at 19:00.\nFrom today on. Today I'll ask at 19:00.")
    await world.time("19:00", of=ana)
    assert world.last(ana).text.startswith("How did it go today?")


async def test_a_check_in_at_a_deadline_stays_where_the_words_put_it(
    world: World, ana: Somebody
) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, f"{THING} by 15:00")
    await ask(world, ana, "Check-in")
    await world.write(ana, "19:00")
    assert "Today I'll ask at 15:00." in world.last(ana).text
    assert due(world, ana, StepKind.CHECK_IN) == "Mon 15:00"


async def test_times_that_make_no_day_are_refused_with_the_nearest_that_fit(
    world: World, ana: Somebody
) -> None:
    await ask(world, ana, "Morning")
    await world.write(ana, "21:00")
    assert world.last(ana).text.startswith("The morning comes before the check-in.\nThe nearest")
    assert f"{world.stored(ana).morning:%H:%M}" == "08:00"
    [take] = [label for label in world.labels(ana) if label.startswith("Take")]
    await world.tap(ana, take)
    assert f"{world.stored(ana).morning:%H:%M}" == take.removeprefix("Take ")


@pytest.mark.parametrize(
    ("key", "nonsense", "said"),
    [
        ("Morning", "25:00", "I can't read that as a time."),
        ("Check-in", "🙂", "I can't read that as a time."),
        ("Day end", "soon", "I can't read that as a time."),
        ("Day end", "13:00", "That day end leaves no room."),
        ("Days", "Someday", "I can't read that as days."),
        ("Days", "\u2800", "There was nothing to read in that."),
        ("City", "Europe/../etc", "That place is new to me."),
        ("City", "x" * 4096, "That place is new to me."),
    ],
)
@pytest.mark.refusal("unreadable-clock", "unreadable-days", "empty-setting", "unknown-city")
async def test_what_cannot_be_read_is_said_and_changes_nothing(
    world: World, ana: Somebody, key: str, nonsense: str, said: str
) -> None:
    before = world.stored(ana)
    await ask(world, ana, key)
    await world.write(ana, nonsense)
    assert world.last(ana).text.startswith(said)
    assert len(world.last(ana).text.split("\n")) <= 2
    after = world.stored(ana)
    assert (after.zone, after.morning, after.check_in, after.day_end, after.weekdays) == (
        before.zone,
        before.morning,
        before.check_in,
        before.day_end,
        before.weekdays,
    )


@pytest.mark.refusal("forwarded")
async def test_a_forwarded_answer_is_not_ones_own(world: World, ana: Somebody) -> None:
    await ask(world, ana, "Morning")
    await world.write(ana, "7:15", forwarded=True)
    assert world.last(ana).text.startswith("That one is forwarded.")
    assert f"{world.stored(ana).morning:%H:%M}" == "08:00"


async def test_a_city_in_ones_own_language_moves_the_clock(world: World, ana: Somebody) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, THING)
    await ask(world, ana, "City")
    await world.write(ana, "München")
    assert world.stored(ana).zone == "Europe/Berlin"
    assert world.last(ana).text.startswith("It's 09:00 where you are now.")


async def test_a_near_check_in_keeps_its_instant_when_the_zone_moves(
    world: World, ana: Somebody
) -> None:
    await world.time("12:00", of=ana)
    await world.write(ana, THING)
    await ask(world, ana, "City")
    await world.write(ana, "New York")
    assert world.stored(ana).zone == "America/New_York"
    moved = next(text for text in texts(world, ana) if text.startswith("It's 07:00"))
    assert "I'll ask how it went at 15:00." in moved  # 20:00 in Berlin
    await world.time("20:00", of=ana)
    assert sum(t.startswith("How did it go today?") for t in texts(world, ana)) == 1


async def test_one_of_several_cities_is_chosen_by_a_tap(world: World, ana: Somebody) -> None:
    await ask(world, ana, "City")
    await world.write(ana, "Portland")
    assert world.last(ana).text.startswith("Which of these is it?")
    oregon = next(label for label in world.labels(ana) if label.endswith("OR"))
    await world.tap(ana, oregon)
    assert world.stored(ana).zone == "America/Los_Angeles"


async def test_a_shared_location_leaves_the_zone_and_nothing_else(
    world: World, ana: Somebody
) -> None:
    await ask(world, ana, "City")
    world.telegram.send_location(ana.user, 35.68, 139.69)
    await world.settle()
    assert world.stored(ana).zone == "Asia/Tokyo"
    assert any("City: Tokyo." in text for text in texts(world, ana))
    with world.store.transaction() as tx:
        assert tx.inbox.waiting() == 0


async def test_another_language_speaks_at_once(world: World, ana: Somebody) -> None:
    await ask(world, ana, "Language")
    await world.tap(ana, "Deutsch")
    assert world.last(ana).text.startswith("So ist es eingestellt.")
    assert "Tage: Montag bis Freitag" in world.last(ana).text
    await world.write(ana, "/help")
    assert world.last(ana).text.startswith("Eine Sache am Tag")


async def test_fewer_days_count_at_once(world: World, ana: Somebody, ben: Somebody) -> None:
    await ask(world, ana, "Days")
    await world.write(ana, "Mon Wed Fri")
    assert world.stored(ana).weekdays == "135"
    assert world.heard(ben) == []


async def test_more_days_count_once_the_partner_agrees_to_exactly_those(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await ask(world, ana, "Days")
    await world.tap(ana, "Every day")
    assert world.last(ana).text.startswith("Ben is asked about the days.")
    assert world.stored(ana).weekdays == "12345"
    assert world.last(ben).text.startswith("Ana would like more days.\nevery day")
    await world.tap(ben, "Agree")
    assert world.stored(ana).weekdays == "1234567"
    assert world.last(ana).text.startswith("Ben agrees. Your days are set.")
    await world.tap(ben, "Agree") if "Agree" in world.labels(ben) else None
    assert world.last(ben).text.startswith("Agreed.")


async def test_a_partner_who_would_rather_not_leaves_the_days_as_they_are(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await ask(world, ana, "Days")
    await world.tap(ana, "Every day")
    world.heard(ana)
    await world.tap(ben, "Rather not")
    assert world.stored(ana).weekdays == "12345"
    assert world.heard(ana) == []


async def test_an_older_wish_for_days_cannot_be_agreed_to(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await ask(world, ana, "Days")
    await world.tap(ana, "Every day")
    old = world.last(ben)
    await world.minutes(1)
    await ask(world, ana, "Days")
    await world.write(ana, "Mon-Sat")
    world.telegram.press(ben.user, old.id, "Agree")
    await world.settle()
    assert world.stored(ana).weekdays == "12345"
    assert world.toasts(ben)[-1].startswith("That button has had its day.")


async def test_a_check_in_without_room_for_the_call_is_said_plainly(
    world: World, ana: Somebody
) -> None:
    await ask(world, ana, "Check-in")
    await world.write(ana, "22:00")
    assert f"{world.stored(ana).check_in:%H:%M}" == "22:00"
    assert world.last(ana).text.startswith("A call won't always fit both your hours.")


async def test_alone_hours_and_ways_are_set_in_the_bubble(world: World) -> None:
    cleo = world.person("Cleo", "Europe/Berlin", "cleo")
    await settle_in(world, cleo)
    await ask(world, cleo, "Call hours")
    await world.write(cleo, "evenings")
    assert world.last(cleo).text.startswith("I can't read that as hours.")
    await world.write(cleo, "6 to 9 pm")
    person = world.stored(cleo)
    assert (f"{person.call_from:%H:%M}", f"{person.call_to:%H:%M}") == ("18:00", "21:00")
    await ask(world, cleo, "Ways of help")
    await world.tap(cleo, "In writing")
    assert world.stored(cleo).way is Way.WRITE
    await ask(world, cleo, "“Not today”")
    await world.tap(cleo, "A call anyway")
    assert world.stored(cleo).call_anyway


async def test_a_night_worker_can_live_here(world: World) -> None:
    cleo = world.person("Cleo", "Europe/Berlin", "cleo")
    await settle_in(world, cleo)
    for key, value in (("Morning", "18:00"), ("Check-in", "19:00"), ("Day end", "12:00")):
        await ask(world, cleo, key)
        await world.write(cleo, value)
    await ask(world, cleo, "Check-in")
    await world.write(cleo, "6:00")
    person = world.stored(cleo)
    assert [f"{at:%H:%M}" for at in (person.morning, person.check_in, person.day_end)] == [
        "18:00",
        "06:00",
        "12:00",
    ]
    before = len(texts(world, cleo))
    await world.days(2)
    asked = [t for t in texts(world, cleo)[before:] if "one thing today?" in t]
    assert len(asked) == 2


async def test_moving_across_the_date_line_asks_no_date_twice(world: World, ana: Somebody) -> None:
    changed(world, ana, weekdays="1234567")
    for city in ("Apia", "Honolulu", "Kiritimati", "Berlin"):
        await world.days(1.3)
        await ask(world, ana, "City")
        await world.write(ana, city)
    await world.days(2)
    with world.store.transaction() as tx:
        person = tx.people.by_telegram(ana.id)
        assert person is not None
        dates = [on for on, _ in tx.days.all_states(person.id)]
    assert dates == [date.fromordinal(dates[0].toordinal() + n) for n in range(len(dates))]
