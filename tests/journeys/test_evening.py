"""The evening: the check-in, done, later, not today, the reminder, and how a date ends."""

from datetime import time, timedelta

import pytest

from scheduler.notices import KINDS
from storage.records import DayState
from tests.journeys.people import (
    THING,
    alerted,
    asked,
    changed,
    day_of,
    named,
    press_old,
    said,
    sent,
    settle_in,
    sounded,
)
from tests.world import Somebody, World

CHECK_IN = f"How did it go today?\n“{THING}”"
ALL_WAYS = ["✅ Done", "⏳ Later", "📞 Call me", "Not today"]


@pytest.mark.row("D8", "D25")
async def test_at_eight_in_the_evening_one_is_asked_how_it_went(
    world: World, ana: Somebody
) -> None:
    await asked(world, ana)
    assert world.last(ana).text == CHECK_IN
    assert world.labels(ana) == ALL_WAYS
    assert sounded(world, ana)[-1] == "How did it go today?"


async def test_without_a_thing_one_line_asks_for_tomorrows(world: World, ana: Somebody) -> None:
    await world.time("20:00", of=ana)
    assert world.last(ana).text.startswith("What's one small thing for tomorrow?")
    assert world.last(ana).silent
    assert world.labels(ana) == ["Ideas", "Later"]


@pytest.mark.row("D9", "D27")
async def test_done_edits_the_question_and_the_next_text_is_tomorrows(
    world: World, ana: Somebody
) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    await world.tap(ana, "✅ Done")
    assert (world.last(ana).id, world.last(ana).text) == (
        question,
        f"Done. Ben hears it now.\n“{THING}”\nTomorrow's one thing? Type it here.",
    )
    assert world.labels(ana) == ["Ideas", "Later", "Undo"]
    await world.write(ana, "Read two pages")
    assert world.last(ana).text == "Kept for Tuesday.\n“Read two pages”"


@pytest.mark.row("D9")
async def test_before_days_off_the_next_date_is_named(world: World, ana: Somebody) -> None:
    await world.days(4)
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    assert "And for Monday? Type it here." in world.last(ana).text


async def test_tomorrow_can_wait(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    await world.tap(ana, "Later")
    assert world.last(ana).text == "All right, it can wait.\nI'll ask when it's time."


@pytest.mark.row("D10")
async def test_the_partner_hears_it_silently_and_can_cheer(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    assert world.last(ben).text == (
        f"Ana did it.\n“{THING}”\n"
        "Reply with a word, a voice message or a sticker and I pass it on."
    )
    assert world.last(ben).silent
    assert world.labels(ben) == ["🎉 Cheer"]


@pytest.mark.row("D10", "D25")
@pytest.mark.refusal("cheer-sent")
async def test_a_cheer_arrives_once_with_sound(world: World, ana: Somebody, ben: Somebody) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    await world.tap(ben, "🎉 Cheer")
    assert world.last(ana).text == "🎉 from Ben."
    assert not world.last(ana).silent
    assert world.toasts(ben) == ["🎉 passed on."]
    assert world.last(ben).text.endswith("🎉 passed on. A reply here goes to Ana too.")
    await press_old(world, ben, f"1:cheer:{day_of(world, ana).id}")
    assert len([m for m in world.chat(ana) if m.text == "🎉 from Ben."]) == 1


@pytest.mark.row("D10")
async def test_when_both_did_it_the_second_message_says_so(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await named(world, ben, "Call the tax office")
    await world.write(ana, "/done")
    await world.write(ben, "/done")
    assert world.last(ana).text.startswith("Ben did it. Both done: day 1 together.\n")
    await world.tap(ana, "🎉 Cheer")
    assert world.last(ana).text.startswith("Ben did it. Both done: day 1 together.\n")


@pytest.mark.row("D10")
@pytest.mark.refusal("already-done-note-kept")
async def test_a_note_with_done_goes_to_the_partner(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "/done He answered at once")
    assert world.last(ben).text == "Ana says:\n“He answered at once”"
    await world.write(ana, "/done and was kind")
    assert world.last(ben).text == "Ana says:\n“and was kind”"
    assert world.last(ana).text.startswith("Done already; this is kept with it.")


@pytest.mark.row("D10")
async def test_a_photo_is_a_done_and_goes_on_as_it_is(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    world.telegram.send_photo(ana.user, caption="see")
    await world.settle()
    assert day_of(world, ana).state is DayState.DONE
    assert world.last(ben).photo
    assert world.last(ben).protected
    assert [m.text for m in world.chat(ben)[-2:]] == ["Ana sends a photo:", "see"]


async def test_a_voice_message_before_a_thing_is_named_asks_what_it_was(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("09:00", of=ana)
    world.telegram.send_voice(ana.user)
    await world.settle()
    assert world.last(ana).text.startswith("Done. What was it?")
    await world.write(ana, "Rang the bell")
    assert day_of(world, ana).text == "Rang the bell"
    assert world.last(ben).voice


async def test_an_album_is_one_proof(world: World, ana: Somebody, ben: Somebody) -> None:
    await asked(world, ana)
    for _ in range(3):
        world.telegram.send_photo(ana.user, album="a")
    await world.settle()
    assert len([m for m in world.chat(ben) if m.photo]) == 1


async def test_a_done_at_noon_needs_no_check_in(world: World, ana: Somebody) -> None:
    await named(world, ana)
    await world.time("12:00", of=ana)
    await world.write(ana, "/done")
    world.heard(ana)
    await world.time("23:00", of=ana)
    assert world.heard(ana) == []


async def test_done_without_a_name_asks_what_it_was(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, "/done")
    assert world.last(ana).text == "Done. What was it?\nA few words are enough."
    await world.write(ana, "Wrote the letter")
    assert world.last(ben).text.startswith("Ana did it.\n“Wrote the letter”")
    assert day_of(world, ana).state is DayState.DONE


async def test_what_was_it_is_not_answered_by_the_next_dates_words(
    world: World, ana: Somebody
) -> None:
    await world.time("21:00", of=ana)
    await world.write(ana, "/done")
    await world.time("09:00", of=ana)
    await world.write(ana, "Open the letter")
    assert day_of(world, ana).state is DayState.COMMITTED


# Undo


@pytest.mark.row("D31")
async def test_a_done_can_be_taken_back_and_the_partner_sees_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    news = world.last(ben).id
    await world.tap(ana, "Undo")
    assert world.last(ana).text == (
        f"Taken back. How did it go today?\n“{THING}”\nBen sees the correction."
    )
    assert world.labels(ana) == ALL_WAYS
    assert (world.last(ben).id, world.last(ben).text) == (
        news,
        f"Ana took that back; the day goes on.\n“{THING}”",
    )


@pytest.mark.row("D31")
async def test_a_done_of_noon_taken_back_waits_for_the_evening_again(
    world: World, ana: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "/done")
    await world.tap(ana, "Undo")
    assert world.last(ana).text.startswith("Taken back. I'll ask at 20:00.")
    await world.time("20:00", of=ana)
    assert world.last(ana).text == CHECK_IN


@pytest.mark.row("D31")
async def test_a_done_taken_back_takes_what_was_named_with_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.time("09:00", of=ana)
    await world.write(ana, "/done Wrote the letter")
    await world.tap(ana, "Undo")
    assert world.last(ana).text.startswith("Taken back. Nothing is named.")
    assert world.last(ben).text == "Ana took that back; the day goes on."
    assert day_of(world, ana).state is DayState.ASKED


@pytest.mark.row("D31")
async def test_a_done_taken_back_in_the_evening_still_has_its_reminder_and_call(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.tap(ana, "✅ Done")
    await world.tap(ana, "Undo")
    await world.minutes(30)
    assert world.last(ana).text.startswith("Ben calls at 21:00")
    await world.minutes(30)
    assert world.last(ben).text.startswith("Time to call Ana.")


@pytest.mark.refusal("nothing-to-undo", "day-is-over")
async def test_there_is_nothing_to_undo_when_nothing_was_done(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    day = day_of(world, ana).id
    assert (await press_old(world, ana, f"1:undo:{day}")).startswith(
        "There's nothing to take back"
    )
    await world.tap(ana, "✅ Done")
    await world.time("09:00", of=ana)
    assert await press_old(world, ana, f"1:undo:{day}") == "That was yesterday's.\nToday: /today"


# Later


@pytest.mark.row("D11")
async def test_later_offers_what_still_leaves_room_for_a_call(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    await world.tap(ana, "⏳ Later")
    assert world.last(ana).id == question
    assert world.last(ana).text == f"How much later?\n“{THING}”"
    assert world.labels(ana) == ["30 min"], "one hour later a call would come after ten"
    await world.tap(ana, "30 min")
    assert world.last(ana).text.startswith("Later. I'll ask again at 20:30.")
    await world.minutes(29)
    world.heard(ana)
    await world.minutes(1)
    assert world.heard(ana) == [CHECK_IN]


@pytest.mark.row("D11")
@pytest.mark.refusal("no-more-later")
async def test_later_is_there_twice_and_no_third_time(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, check_in=time(18))
    changed(world, ben, call_from=time(10))
    await named(world, ana)
    await world.time("18:00", of=ana)
    for _ in range(2):
        await world.tap(ana, "⏳ Later")
        assert world.labels(ana) == ["30 min", "1 h", "2 h"]
        await world.tap(ana, "30 min")
        await world.minutes(30)
    assert world.labels(ana) == ["✅ Done", "📞 Call me", "Not today"]
    day = day_of(world, ana).id
    refused = "There's no room for later tonight.\nDone, or not today: both are fine."
    assert await press_old(world, ana, f"1:later:{day}") == refused
    assert await press_old(world, ana, f"1:delay:{day}:60") == refused


@pytest.mark.refusal("not-asked-yet")
async def test_later_before_the_question_says_when_it_comes(world: World, ana: Somebody) -> None:
    await named(world, ana)
    toast = await press_old(world, ana, f"1:later:{day_of(world, ana).id}")
    assert toast == "I'll ask in the evening.\nDone before that? /done"


# Not today


@pytest.mark.row("D13", "D27")
async def test_not_today_means_no_call_and_asks_about_tomorrow(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    world.heard(ben)
    await world.tap(ana, "Not today")
    assert (world.last(ana).id, world.last(ana).text) == (
        question,
        f"All right, not today. No call.\n“{THING}”\nFor tomorrow?",
    )
    assert world.labels(ana) == ["Same again", "Smaller", "Something else", "Later"]
    world.heard(ana)
    await world.time("23:00", of=ana)
    assert world.heard(ana) == []
    assert not any("Ana" in text for text in world.heard(ben)), "the partner hears nothing of it"


@pytest.mark.row("D13")
@pytest.mark.parametrize(
    ("tapped", "said"),
    [
        ("Same again", f"Kept for Tuesday.\n“{THING}”"),
        ("Smaller", "What would be a smaller piece of it?\nTen minutes is plenty: type it here."),
        ("Something else", "Tomorrow's one thing?\nTen minutes is plenty: type it here."),
        ("Later", "All right, it can wait.\nI'll ask when it's time."),
    ],
)
async def test_each_way_on_from_not_today_edits_the_message(
    world: World, ana: Somebody, tapped: str, said: str
) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    await world.tap(ana, "Not today")
    await world.tap(ana, tapped)
    assert (world.last(ana).id, world.last(ana).text) == (question, said)


@pytest.mark.row("D14")
async def test_who_chose_call_me_anyway_keeps_the_call_and_can_wave_it_off(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, call_anyway=True)
    await asked(world, ana)
    await world.tap(ana, "Not today")
    assert world.last(ana).text == (
        f"Noted. Ben calls at 21:00, as you chose.\n“{THING}”\nNo call today is fine too: one tap."
    )
    assert world.labels(ana) == ["✅ Done", "No call today"]
    world.heard(ana)
    await world.time("21:00", of=ana)
    assert world.heard(ana) == [], "she has her reminder: no second one"
    assert world.last(ben).text.startswith("Time to call Ana.")


@pytest.mark.row("D14", "D22")
async def test_the_call_of_call_me_anyway_can_be_called_off_by_one_tap(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, call_anyway=True)
    await asked(world, ana)
    await world.tap(ana, "Not today")
    await world.tap(ana, "No call today")
    world.heard(ben)
    await world.time("23:00", of=ana)
    assert not any("Time to call" in text for text in world.heard(ben))


@pytest.mark.refusal("already-let-go", "already-done", "old-button")
async def test_what_is_over_says_so(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    day = day_of(world, ana).id
    await world.tap(ana, "Not today")
    for gone in ("not-today", "no-call", "call-me", "presence"):
        arg = ":15" if gone == "presence" else ""
        toast = await press_old(world, ana, f"1:{gone}:{day}{arg}")
        assert toast == "Today is let go already.\nTomorrow's one thing? /tomorrow"
    await press_old(world, ana, f"1:done:{day}")
    for gone in ("done", "not-today", "no-call", "call-me"):
        toast = await press_old(world, ana, f"1:{gone}:{day}")
        assert toast == "That one is done already.\nTomorrow's one thing? /tomorrow"
    assert (await press_old(world, ana, f"1:delay:{day}:30")).startswith("That button has had")


# The reminder


@pytest.mark.row("D15", "D25")
async def test_half_an_hour_later_it_is_said_who_calls_when(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    await world.minutes(30)
    assert world.last(ana).text == (
        f"Ben calls at 21:00, as you two agreed.\n“{THING}”\n"
        "Done, or no call today: both are fine."
    )
    assert world.labels(ana) == ["✅ Done", "📞 Call me", "No call today"]
    assert sounded(world, ana)[-1] == "Ben calls at 21:00, as you two agreed."


@pytest.mark.row("D15")
async def test_the_reminder_offers_later_when_a_call_still_fits(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, check_in=time(19, 15))
    await named(world, ana)
    await world.time("19:45", of=ana)
    assert world.labels(ana) == ["✅ Done", "⏳ Later", "📞 Call me", "No call today"]
    assert world.last(ana).text.endswith("Done, later, or no call today: each is fine.")


@pytest.mark.row("D15", "D23")
async def test_who_wants_no_calls_is_reminded_that_the_bot_can_stay(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, way="neither")
    await asked(world, ana)
    assert world.labels(ana) == ["✅ Done", "⏳ Later", "Stay with me", "Not today"]
    await world.minutes(30)
    assert world.last(ana).text.startswith("At 21:00 I can stay with you.\n")
    assert world.labels(ana) == ["✅ Done", "⏳ Later", "Stay with me", "Not today"]
    world.heard(ben)
    await world.minutes(30)
    assert world.last(ana).text.startswith("I can stay with you, if you like.\n")
    assert not any("Ana" in text for text in world.heard(ben))


async def test_alone_the_bots_company_is_the_only_call(world: World) -> None:
    cleo = world.person("Cleo", "Europe/Paris")
    await settle_in(world, cleo)
    await world.time("08:10", of=cleo)
    await world.write(cleo, THING)
    assert world.last(cleo).text == f"Set. I'll ask at 20:00.\n“{THING}”"
    await world.time("20:00", of=cleo)
    assert world.labels(cleo) == ["✅ Done", "⏳ Later", "Stay with me", "Not today"]
    await world.time("21:00", of=cleo)
    assert world.last(cleo).text.startswith("I can stay with you, if you like.")


@pytest.mark.row("D30")
async def test_after_the_reminder_and_the_offer_nothing_more_is_asked_that_evening(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.tap(ben, "Can't right now")
    world.heard(ana)
    await world.time("07:59", of=ana)
    assert world.heard(ana) == []


# How a date ends


@pytest.mark.row("D24")
async def test_an_unanswered_check_in_is_missed_at_the_day_end_without_a_word(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.time("03:59", of=ana)
    world.heard(ana), world.heard(ben)
    await world.time("04:01", of=ana)
    assert (world.heard(ana), world.heard(ben)) == ([], [])
    assert day_of(world, ana, back=1).state is DayState.MISSED


@pytest.mark.row("D24")
async def test_an_unanswered_morning_is_silent_at_the_day_end(world: World, ana: Somebody) -> None:
    await world.time("05:00", of=ana)
    assert day_of(world, ana, back=1).state is DayState.SILENT


@pytest.mark.row("D24")
async def test_a_question_that_never_arrived_leaves_the_date_unasked(
    world: World, ana: Somebody
) -> None:
    world.telegram.fail("sendMessage", times=None, chat=ana.user, kind="400")
    await world.time("05:00", of=ana)
    assert day_of(world, ana, back=1).state is DayState.UNASKED


async def test_days_off_are_rest_and_nobody_is_asked(world: World, ana: Somebody) -> None:
    changed(world, ana, weekdays="1")
    await named(world, ana)
    await world.write(ana, "/done")
    world.heard(ana)
    await world.days(2)
    assert [day_of(world, ana, back).state for back in (0, 1)] == [DayState.REST] * 2
    assert world.heard(ana) == []


async def test_a_question_of_yesterday_has_no_say_any_more(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    day = day_of(world, ana).id
    await world.time("09:00", of=ana)
    for act in ("later", "not-today", "no-call", "call-me", "rest"):
        assert (
            await press_old(world, ana, f"1:{act}:{day}") == "That was yesterday's.\nToday: /today"
        )


@pytest.mark.row("D8", "D16")
async def test_night_workers_live_the_same_day_around_noon(world: World) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/Berlin", "ben")
    hours = {"call_from": time(2), "call_to": time(11)}
    times = {"day_end": time(12), "morning": time(18), "check_in": time(6), **hours}
    await settle_in(world, ana, ben, facts=[times, times])
    await world.time("18:00", of=ana)
    assert world.last(ana).text.startswith("What's your one thing today?")
    await world.write(ana, THING)
    assert "I'll ask at 06:00." in world.last(ana).text
    await world.time("06:00", of=ana)
    assert world.last(ana).text == CHECK_IN
    await world.time("07:00", of=ana)
    assert world.last(ben).text.startswith("Time to call Ana.")
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Done together")
    assert day_of(world, ana).state is DayState.RESCUED
    await world.time("12:01", of=ana)
    assert day_of(world, ana).state is DayState.WAITING


async def test_partners_whose_dates_differ_name_the_weekday(world: World) -> None:
    aki = world.person("Aki", "Asia/Tokyo", "aki")
    lou = world.person("Lou", "America/Los_Angeles", "lou")
    await settle_in(world, aki, lou)
    await world.time("09:00", of=aki)  # Tuesday there, Monday afternoon in Los Angeles
    await world.write(aki, "Fold the paper")
    await world.minutes(2)
    assert world.last(lou).text == "Aki's one thing for Tuesday:\n“Fold the paper”"
    await world.write(aki, "done")
    assert world.last(lou).text.startswith("Aki did it on Tuesday.\n")


@pytest.mark.row("D26")
async def test_a_good_day_has_three_sounds_and_six_messages_at_most(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    since = len(world.telegram.arrivals)
    await world.time("12:10", of=ana)  # nudged
    await world.write(ana, THING)
    await world.write(ben, "Call the tax office")
    await world.time("20:00", of=ana)
    await world.tap(ana, "✅ Done")
    await world.write(ben, "/done")
    await world.time("07:00", of=ana)
    answers = 1  # "Set."
    assert len(sounded(world, ana, since)) <= 3
    assert len(sent(world, ana, since)) - answers <= 6


@pytest.mark.row("D26")
async def test_the_worst_day_has_six_sounds_and_eight_messages_at_most(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ben, check_in=time(18, 30), call_from=time(16))
    changed(world, ana, call_from=time(16))
    since = len(world.telegram.arrivals)
    await world.time("12:30", of=ana)
    await world.write(ana, THING)
    await world.tap(ana, "When and where?")
    await world.write(ana, "When it is 13:00")
    await world.write(ben, "Call the tax office")
    await world.time("20:35", of=ana)
    assert said(world, ana, "Time to call Ben.")
    await world.write(ben, "/done")
    await world.time("21:00", of=ana)
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Under way")
    await world.time("07:00", of=ana)
    own = 4  # Set, When and where, Planned, and its moment
    assert len(sounded(world, ana, since)) <= 6
    assert len(sent(world, ana, since)) - own <= 8


@pytest.mark.row("D26")
async def test_what_exceeds_the_cap_waits_and_is_a_line_of_the_next_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.time("19:10", of=ana)
    for _ in range(3):
        await world.write(ben, "/call")
        await world.tap(ana, "Can't right now")
    unasked = len(sent(world, ana)) - 1  # "Set."
    await world.write(ben, "/done Call number 9")
    assert len(sent(world, ana)) - 1 == unasked, "what is still to come keeps its room"
    await world.time("20:00", of=ana)
    assert world.last(ana).text.startswith(f"{CHECK_IN}\n\n")
    assert "Ben did it:\n“Call number 9”" in world.last(ana).text


async def test_every_date_ends_in_exactly_one_state(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.write(ana, "/done")
    await world.time("08:10", of=ana)
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.days(timedelta(days=2).days)
    states = [day_of(world, ana, back).state for back in (3, 2, 1)]
    assert states == [DayState.DONE, DayState.REST, DayState.SILENT]


@pytest.mark.row("D25")
def test_only_what_the_product_names_is_made_to_sound() -> None:
    asks = {"morning-question", "morning-planned", "morning-after-open", "kind-question"}
    asks |= {"check-in", "reminder-call", "reminder-alone"}
    calls = {"alert", "being-called", "presence-offer"}
    answered = {"accepted-by", "partners-now", "trial-ring"}  # an invitation; a ring asked for
    assert {key for key, kind in KINDS.items() if kind.SOUND} == asks | calls | answered
