"""What people see when they look, and that nothing more of the partner is ever shown."""

import re
from pathlib import Path

import pytest

from bot import app
from storage.records import DayState
from tests.journeys.people import THING, changed, named, settle_in
from tests.world import Somebody, World, a_world


async def commit(world: World, who: Somebody, text: str = THING) -> None:
    """In the morning after the question."""
    await world.time("09:00", of=who)
    await world.write(who, text)


def state(world: World, who: Somebody) -> DayState | None:
    """Where the open date stands."""
    day = world.today(who)
    return day.state if day else None


async def keep_days(world: World, who: Somebody, count: int) -> None:
    """So many dates on which the one thing was done."""
    for number in range(count):
        await commit(world, who, f"thing {number}")
        await world.write(who, "/done")


# -- /today ---------------------------------------------------------------------------------------


async def test_today_before_anything_is_named_has_ideas_and_rest(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, "/today")
    said = world.last(ana).text
    assert said.startswith("A new date.")
    assert "I'll ask at 08:00" in said
    assert world.labels(ana) == ["Ideas", "Rest today"]
    await world.time("08:30", of=ana)
    await world.write(ana, "/today")
    assert world.last(ana).text.startswith("What's your one thing today?")


async def test_today_shows_what_is_set_and_when_it_is_asked_about(
    world: World, ana: Somebody
) -> None:
    await commit(world, ana)
    await world.write(ana, "/today")
    assert world.last(ana).text == f"Today is set. I'll ask at 20:00.\n“{THING}”"
    assert world.labels(ana) == ["✅ Done", "Change", "📞 Call me", "Rest today"]
    await world.tap(ana, "✅ Done")
    assert state(world, ana) is DayState.DONE
    assert world.last(ana).text.startswith("Done. Ben hears it now.")


async def test_today_makes_up_for_a_lost_press_in_the_evening(world: World, ana: Somebody) -> None:
    await commit(world, ana)
    await world.time("20:05", of=ana)
    await world.write(ana, "/today")
    assert world.last(ana).text.startswith("How did it go today?")
    assert world.labels(ana) == ["✅ Done", "⏳ Later", "📞 Call me", "Not today"]
    await world.tap(ana, "Not today")
    assert state(world, ana) is DayState.MISSED
    await world.write(ana, "/today")
    assert world.last(ana).text.startswith("Today is let go.")
    await world.tap(ana, "I did it")
    assert state(world, ana) is DayState.DONE


async def test_today_posts_the_alert_again_to_who_is_asked_to_call(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana)
    await world.time("20:05", of=ana)
    await world.write(ana, "/call")
    assert world.last(ben).text.startswith("Ana asks you to call now.")
    first = world.last(ben).id
    await world.write(ben, "/today")
    assert world.last(ben).id > first
    assert world.last(ben).text.startswith("Ana asks you to call now.")
    await world.write(ana, "/today")
    assert world.labels(ana) == ["✅ Done", "No call today"]
    await world.tap(ben, "📞 I'll call now")
    await world.write(ana, "/today")
    assert world.labels(ana)[:2] == ["I'm here", "In 5 minutes"]
    await world.write(ben, "/today")
    assert "Done together" in world.labels(ben)


async def test_today_shows_the_partners_last_wording_and_nothing_more(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana, "Write to Dr White")
    await world.write(ben, "/today")
    assert "Dr White" not in world.last(ben).text  # within its 60 s
    await world.minutes(2)
    await world.write(ana, "/commit Write to Dr Weiss")
    await world.minutes(2)
    await world.write(ben, "/today")
    said = world.last(ben).text
    assert "Ana today: the date goes on.\n“Write to Dr Weiss”" in said
    assert "Dr White" not in said
    assert not any(clock in said for clock in ("09:", "20:00", "Berlin"))
    await world.write(ana, "/done")
    await world.write(ben, "/today")
    assert "Ana today: kept.\n“Write to Dr Weiss”" in world.last(ben).text


async def test_a_rest_shows_as_rest_without_a_reason(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/skip until Thursday")
    await world.write(ben, "/today")
    assert "Ana today: rest." in world.last(ben).text
    await world.write(ana, "/today")
    assert world.last(ana).text.startswith("A day of rest.")
    assert world.labels(ana) == ["Back earlier"]


# -- /progress ------------------------------------------------------------------------------------


async def test_progress_is_a_sum_and_never_a_percentage(world: World, ana: Somebody) -> None:
    await keep_days(world, ana, 3)
    await world.write(ana, "/progress 7")
    said = world.last(ana).text
    assert said.startswith("Kept: 3 of 3, in 7 days.")
    assert "Run: 3 days kept." in said
    assert "With Ben: the first day together is ahead." in said
    assert "%" not in said
    assert world.labels(ana) == ["30 days", "90 days"]
    await world.tap(ana, "90 days")
    assert world.last(ana).text.startswith("Kept: 3 of 3, in 90 days.")


async def test_a_run_below_three_is_not_shown(world: World, ana: Somebody) -> None:
    await keep_days(world, ana, 2)
    await world.write(ana, "/progress text")
    assert world.last(ana).text.startswith("Kept: 2 of 2, in 30 days.")
    assert "Run" not in world.last(ana).text


async def test_days_that_both_kept_are_counted_together(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana)
    await world.write(ben, "call the bank")
    await world.write(ana, "/done")
    await world.write(ben, "/done")
    await world.write(ben, "/progress")
    assert "With Ana: 1 day that both kept." in world.last(ben).text


async def test_before_the_first_thing_there_is_nothing_to_count(world: World) -> None:
    cleo = world.person("Cleo")
    await settle_in(world, cleo)
    await world.write(cleo, "/progress")
    assert world.last(cleo).text.startswith("Nothing to count in 30 days.")
    assert "With" not in world.last(cleo).text


@pytest.mark.parametrize("asked", ["12", "7-30", "7 30", "all", "٩" * 11, "9" * 4000, "🙂 7.5"])
@pytest.mark.refusal("progress-range")
async def test_another_range_is_answered_with_the_ranges_there_are(
    world: World, ana: Somebody, asked: str
) -> None:
    await world.write(ana, f"/progress {asked}")
    assert world.last(ana).text.startswith("I can show 7, 30 or 90 days.")


# -- /log -----------------------------------------------------------------------------------------


async def test_the_log_is_paged_newest_first(world: World, ana: Somebody) -> None:
    changed(world, ana, weekdays="1234567")
    await keep_days(world, ana, 12)
    await world.write(ana, "/log")
    said = world.last(ana).text
    assert said.startswith("Day by day, the newest first.\n\nFriday: kept\n“thing 11”")
    assert said.count("kept") == 10
    await world.tap(ana, "Older")
    assert world.last(ana).text.count(": kept\n") == 2
    assert "“thing 0”" in world.last(ana).text
    await world.tap(ana, "Newer")
    assert world.last(ana).text == said


async def test_ten_long_texts_still_fit_into_one_message(world: World, ana: Somebody) -> None:
    changed(world, ana, weekdays="1234567")
    for number in range(10):
        await commit(world, ana, f"{number} " + "<&> and so on " * 35)
        await world.write(ana, "/done")
    await world.write(ana, "/log")
    said = world.last(ana).text
    assert said.count("kept\n“") == 10
    assert said.count("…”") == 10
    assert len(said) <= 4096


async def test_what_was_told_later_is_marked_in_the_own_log_only(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana)
    await world.time("08:30", of=ana)
    await world.write(ana, "/done yesterday")
    await world.write(ana, "/log")
    assert f"Monday: kept\nTold later.\n“{THING}”" in world.last(ana).text
    await world.write(ben, "/log")
    await world.tap(ben, "My partner's days")
    assert world.last(ben).text.startswith("Day by day: Ana.")
    assert f"Monday: kept\n“{THING}”" in world.last(ben).text
    assert "later" not in world.last(ben).text


async def test_the_partners_days_begin_with_the_pact(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana, "under the first pact")
    await world.write(ana, "/done")
    with world.store.transaction() as tx:
        one, other = (tx.people.by_telegram(who.id) for who in (ana, ben))
        assert one is not None
        assert other is not None
        pair = tx.pairs.living_of(one.id)
        assert pair is not None
        tx.pairs.end(pair.id, world.now)
        tx.pairs.add("come on", (one.id, other.id), world.now, world.now.date())
    await commit(world, ana, "under the second pact")
    await world.minutes(2)
    await world.write(ben, "/log")
    await world.tap(ben, "My partner's days")
    assert "under the second pact" in world.last(ben).text
    assert "under the first pact" not in world.last(ben).text


async def test_alone_there_is_no_page_of_anyone_else(world: World) -> None:
    cleo = world.person("Cleo")
    await settle_in(world, cleo)
    await world.write(cleo, "/log")
    assert world.labels(cleo) == []


async def test_after_the_pact_neither_sees_the_others_days(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana)
    await world.minutes(2)
    await world.write(ben, "/log")
    one = world.stored(ana)
    with world.store.transaction() as tx:
        pair = tx.pairs.living_of(one.id)
        assert pair is not None
        tx.pairs.end(pair.id, world.now)
    await world.tap(ben, "My partner's days")
    assert world.toasts(ben)[-1].startswith("That takes two people.")
    await world.write(ben, "/today")
    assert THING not in world.last(ben).text


# -- /why -----------------------------------------------------------------------------------------


async def test_why_says_what_was_said_last_and_what_comes_next(
    world: World, ana: Somebody
) -> None:
    await commit(world, ana)
    await world.write(ana, "/why")
    said = world.last(ana).text
    assert said.startswith("I wrote at 08:00.\nIt was the morning of one of your days.")
    assert "Next, at 20:00:\nThe evening question." in said
    assert world.labels(ana) == []  # the morning question is not one to stop


async def test_before_anything_was_written_why_names_the_morning(
    world: World, ana: Somebody
) -> None:
    await world.write(ana, "/why")
    said = world.last(ana).text
    assert said.startswith("I haven't written on my own so far.")
    assert "Next, at 08:00:\nThe morning question." in said


async def test_a_kind_of_message_can_be_stopped_and_brought_back(
    world: World, ana: Somebody
) -> None:
    await world.time("12:30", of=ana)
    assert world.last(ana).text.startswith("There's time for one small thing.")
    await world.write(ana, "/why")
    await world.tap(ana, "Stop this kind")
    assert world.stored(ana).muted == "nudge"
    assert world.last(ana).text.startswith("All right. That kind stops.\nThe quiet word")
    before = len(world.chat(ana))
    await world.time("13:00", of=ana)
    await world.days(1)
    new = [message.text for message in world.chat(ana)[before:]]
    assert not any(text.startswith("There's time") for text in new)
    await world.tap(ana, "Bring it back")
    assert world.stored(ana).muted == ""


async def test_why_explains_an_alert(world: World, ana: Somebody, ben: Somebody) -> None:
    await commit(world, ana)
    await world.time("21:05", of=ana)
    assert world.last(ben).text.startswith("Time to call Ana.")
    await world.write(ben, "/why")
    assert "You two agreed on help at this hour." in world.last(ben).text
    assert world.labels(ben) == []


async def test_news_of_the_partner_can_be_stopped(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await commit(world, ana)
    await world.minutes(2)
    await world.write(ben, "/why")
    assert "Your partner named or did the one thing." in world.last(ben).text
    await world.tap(ben, "Stop this kind")
    world.heard(ben)
    await world.write(ana, "/done")
    assert world.heard(ben) == []
    await world.write(ben, "/settings")
    assert "Some kinds of messages are stopped." in world.last(ben).text
    await world.tap(ben, "Bring all back")
    assert world.stored(ben).muted == ""


async def test_on_pause_nothing_comes_next(world: World, ana: Somebody) -> None:
    await world.write(ana, "/pause")
    await world.write(ana, "/why")
    assert "Next:\nNothing. /resume brings me back." in world.last(ana).text


# -- /help, /privacy, /cancel ---------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
async def test_help_has_every_command_and_what_a_program_cannot_do(
    world: World, language: str
) -> None:
    cleo = world.person("Cleo", language=language)
    await world.write(cleo, "/help")
    said = world.last(cleo).text
    shown = re.findall(r"(?<!\S)/([a-z]+)", said)
    assert sorted(shown) == sorted(app.COMMANDS)
    menu = [name for name, _ in world.telegram.commands(cleo.user)]
    assert shown[:8] == menu
    assert "findahelpline.com" in said


async def test_help_and_privacy_answer_before_anything_is_set_up(world: World) -> None:
    cleo = world.person("Cleo")
    await world.write(cleo, "/help")
    assert world.last(cleo).text.startswith("One thing a day")
    await world.write(cleo, "/privacy")
    assert "can read" in world.last(cleo).text
    await world.write(cleo, "/cancel")
    assert world.last(cleo).text.startswith("No question is open.")


async def test_cancel_closes_the_open_question(world: World, ana: Somebody) -> None:
    await world.write(ana, "/settings")
    await world.tap(ana, "City")
    await world.write(ana, "/cancel")
    assert world.last(ana).text.startswith("The question is closed.")
    await world.write(ana, "Paris")
    assert world.stored(ana).zone == "Europe/Berlin"
    await world.write(ana, "/cancel")
    assert world.last(ana).text.startswith("No question is open.")


async def test_each_of_it_is_there_in_german(world: World) -> None:
    dora = world.person("Dora", language="de")
    await settle_in(world, dora)
    for command in ("today", "progress", "log", "why", "help", "privacy", "settings", "cancel"):
        await world.write(dora, f"/{command}")
    said = "\n".join(message.text for message in world.chat(dora) if message.from_bot)
    for english in (" the ", " your ", " days", "Today:"):
        assert english not in said


async def test_privacy_says_how_long_by_the_hosts_settings(tmp_path: Path) -> None:
    async with a_world(tmp_path, keep_texts_days=90, keep_sent_days=1, backups=3) as world:
        ana = world.person("Ana", "Europe/Berlin")
        await world.write(ana, "/privacy")
        text = world.last(ana).text
        assert "came with them 90 days, what I sent a day." in text
        assert "within 3 days" in text
        assert "/forget" in text
        assert "/export" in text


async def test_what_is_old_goes_within_the_hour_by_the_hosts_settings(tmp_path: Path) -> None:
    async with a_world(tmp_path, keep_texts_days=3, keep_sent_days=2) as world:
        ana = world.person("Ana", "Europe/Berlin")
        await settle_in(world, ana)
        await named(world, ana)
        await world.days(5)
        await world.house._tidy()
        with world.store.transaction() as tx:
            person = tx.people.by_telegram(ana.id)
            assert person is not None
            lines = tx.journal.of_person(person.id, 100)
        assert THING not in [line.text for line in lines]
