"""The call: asked for, taken, put off, waved off, brought to an end; and the bot's company."""

from datetime import time

import pytest

from storage.records import CallOutcome, CallState, Contact, DayState, Way
from tests.journeys.people import (
    THING,
    WORDS,
    alerted,
    asked,
    changed,
    day_of,
    named,
    press_old,
    said,
    settle_in,
    sounded,
)
from tests.world import Somebody, World

TO_CALLER = ["📞 I'll call now", "💬 I'll write", "Can't right now"]
OUTCOMES = ["Done together", "Under way", "No answer", "Already did it"]
STAY = "I can stay with you: a quiet timer, the first step, then I ask once."


async def taken(world: World, ana: Somebody, ben: Somebody) -> None:
    """Ben took the call of nine o'clock."""
    await alerted(world, ana)
    await world.tap(ben, "📞 I'll call now")


def calls(world: World, who: Somebody) -> list[str | None]:
    """The outcomes of this date's calls, newest first; None while one is open."""
    day = day_of(world, who)
    with world.store.transaction() as tx:
        return [c.outcome for c in tx.scenes([day.id], world.now)[day.id].calls]


# The alert


@pytest.mark.row("D16", "D25")
async def test_an_hour_after_the_question_the_partner_is_asked_to_call(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    assert world.last(ben).text == (
        f"Time to call Ana.\nToday's one thing: “{THING}”\nYou two agreed on: “{WORDS}”"
    )
    assert world.labels(ben) == TO_CALLER
    assert sounded(world, ben)[-1] == "Time to call Ana."


@pytest.mark.row("D16")
async def test_call_me_asks_the_partner_at_once(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    question = world.last(ana).id
    await world.tap(ana, "📞 Call me")
    assert (world.last(ana).id, world.last(ana).text) == (
        question,
        "Ben is asked to call you now.\n"
        "No word by 20:30? Then I'll stay with you. The first step can begin.",
    )
    assert world.labels(ana) == ["✅ Done", "No call today"]
    assert world.last(ben).text.startswith("Ana asks you to call now.")


@pytest.mark.row("D16")
async def test_a_call_can_be_asked_for_before_the_check_in_which_then_waits(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await world.time("19:45", of=ana)
    await world.write(ana, "/call")
    await world.tap(ben, "📞 I'll call now")
    assert day_of(world, ana).state is DayState.COMMITTED
    await world.time("20:05", of=ana)
    assert not any("How did it go" in m.text for m in world.chat(ana))
    await world.tap(ben, "Under way")
    await world.minutes(25)
    assert world.last(ana).text.startswith("How did it go today?")


@pytest.mark.refusal("call-asked")
async def test_a_call_is_asked_for_once(world: World, ana: Somebody) -> None:
    await asked(world, ana)
    await world.tap(ana, "📞 Call me")
    await world.write(ana, "/call")
    assert world.last(ana).text == (
        "Ben was asked at 20:00.\nDone, or no call today: both are fine."
    )


@pytest.mark.row("D16")
async def test_who_wants_to_be_written_to_is_never_called(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, way=Way.WRITE)
    await asked(world, ana)
    await world.minutes(30)
    assert world.last(ana).text.startswith("Ben writes at 21:00, as you two agreed.")
    await world.minutes(30)
    assert world.last(ben).text.startswith("Time to write to Ana.")
    assert world.labels(ben) == ["💬 I'll write", "Can't right now"]


@pytest.mark.row("D16")
async def test_when_both_are_open_each_alert_says_so(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    await named(world, ben, "Call the tax office by 19:30")
    await world.time("21:00", of=ana)
    assert said(world, ben, "Time to call Ana.").text.endswith(
        "Yours is open too: one call, both things?"
    )


@pytest.mark.row("D16", "D39")
async def test_the_clock_asks_for_one_call_a_day(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, check_in=time(18))
    changed(world, ben, call_from=time(16))
    await named(world, ana)
    await world.time("19:00", of=ana)
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Under way")
    await world.time("23:00", of=ana)
    assert len([m for m in world.chat(ben) if m.text.startswith("Time to call")]) == 0
    assert calls(world, ana) == [CallOutcome.STARTED]


# Taken


@pytest.mark.row("D17", "D25")
async def test_when_the_call_is_taken_the_person_hears_it_with_sound(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    assert world.last(ana).text == (
        "Ben is calling you now.\nThe first step, together. No need to talk if you'd rather write."
    )
    assert world.labels(ana) == ["I'm here", "In 5 minutes", "Write instead", "No call today"]
    assert sounded(world, ana)[-1] == "Ben is calling you now."


@pytest.mark.row("D18")
async def test_the_caller_gets_one_button_into_the_chat_with_the_words_ready(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    card = world.last(ben)
    assert card.text.startswith("Call Ana on Telegram. You have 25 minutes.")
    assert world.labels(ben) == ["Open Ana's chat", *OUTCOMES]
    link = card.buttons[0][0].url
    assert link is not None
    assert link.startswith("https://t.me/ana?text=I%27m%20going%20to%20call%20you")
    assert card.edited, "the alert became the card"


@pytest.mark.row("D17")
async def test_a_call_in_writing_says_so(world: World, ana: Somebody, ben: Somebody) -> None:
    await alerted(world, ana)
    await world.tap(ben, "💬 I'll write")
    assert world.last(ana).text.startswith("Ben is writing to you now.")
    assert "Write instead" not in world.labels(ana)
    assert world.last(ben).text.startswith("Write to Ana. You have 25 minutes.")


@pytest.mark.row("D18")
async def test_a_number_travels_only_with_a_taken_call_and_goes_when_it_ends(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    person = changed(world, ana, reach="phone")
    with world.store.transaction() as tx:
        tx.contacts.put(Contact(person.id, "+491711234567"))
    await alerted(world, ana)
    assert not any(m.contact for m in world.chat(ben))
    await world.tap(ben, "📞 I'll call now")
    card = world.last(ben)
    assert card.contact is not None
    assert card.contact["phone_number"] == "+491711234567"
    await world.tap(ben, "Done together")
    assert not any(m.contact for m in world.chat(ben))
    with world.store.transaction() as tx:
        kept = [str(row) for row in tx.journal.of_person(person.id, 100)]
    assert not any("1711234567" in row for row in kept)


async def test_a_number_is_not_shown_for_a_call_in_writing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    person = changed(world, ana, reach="phone")
    with world.store.transaction() as tx:
        tx.contacts.put(Contact(person.id, "+491711234567"))
    await alerted(world, ana)
    await world.tap(ben, "💬 I'll write")
    assert not any(m.contact for m in world.chat(ben))


@pytest.mark.row("D17")
@pytest.mark.parametrize(
    ("tapped", "hers", "his"),
    [
        ("I'm here", "Ben knows that you're here.", "Ana is here."),
        ("In 5 minutes", "Ben knows: in five minutes.", "Ana asks for five minutes."),
        ("Write instead", "Ben knows: in writing.", "Ana would rather write."),
    ],
)
async def test_whoever_is_called_can_have_it_otherwise(
    world: World, ana: Somebody, ben: Somebody, tapped: str, hers: str, his: str
) -> None:
    await taken(world, ana, ben)
    await world.tap(ana, tapped)
    assert world.last(ana).text.split("\n")[0] == hers
    assert world.labels(ana) == ["✅ Done", "No call today"]
    assert world.last(ben).text.split("\n")[0] == his
    assert world.last(ben).silent


async def test_five_minutes_move_the_callers_time(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ana, "In 5 minutes")
    await world.minutes(29)
    world.heard(ben)
    await world.minutes(1)
    assert world.heard(ben)[-1].startswith("How did it go with Ana?")


# Outcomes


@pytest.mark.row("D19")
async def test_done_together_is_a_day_kept_with_a_call(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "Done together")
    assert world.last(ana).text == (
        f"Done, with Ben on the line.\n“{THING}”\nIt counts like any other day."
    )
    assert world.labels(ana) == ["🎉 Thank Ben", "Not quite yet"]
    assert world.last(ben).text.startswith("Done, with you on the line.")
    assert world.labels(ben) == ["🎉 Cheer"]
    assert day_of(world, ana).state is DayState.RESCUED


@pytest.mark.row("D19")
@pytest.mark.refusal("thanked")
async def test_thanks_reach_the_caller_once(world: World, ana: Somebody, ben: Somebody) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "Done together")
    await world.tap(ana, "🎉 Thank Ben")
    assert world.toasts(ana) == ["Your thanks are passed on."]
    assert world.last(ben).text == "Ana says thank you for the call."
    assert world.last(ana).text.endswith("Your thanks are passed on.")
    assert world.labels(ana) == ["Undo"]


async def test_a_cheer_after_the_call_reaches_the_one_who_did_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "Done together")
    await world.tap(ben, "🎉 Cheer")
    assert world.last(ana).text == "🎉 from Ben."
    assert world.last(ben).text.endswith("🎉 passed on.")
    assert world.labels(ben) == []


@pytest.mark.row("D19", "D20")
async def test_her_word_wins_for_half_an_hour(world: World, ana: Somebody, ben: Somebody) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "Done together")
    await world.tap(ana, "Not quite yet")
    assert world.last(ana).text == "Not quite yet: all right.\nI'll ask once, in 25 minutes."
    assert world.last(ben).text.startswith("Not quite yet, says Ana.")
    assert day_of(world, ana).state is DayState.COMMITTED
    await world.minutes(25)
    assert world.last(ana).text.startswith("How did it go today?")


async def test_after_half_an_hour_it_is_undo_that_takes_it_back(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "Done together")
    await world.minutes(31)
    await world.tap(ana, "Not quite yet")
    assert world.toasts(ana)[-1].startswith("That button has had its day.")
    await press_old(world, ana, f"1:undo:{day_of(world, ana).id}")
    assert day_of(world, ana).state is DayState.CHECKING
    assert world.last(ben).text.startswith("Not quite, says Ana.")


@pytest.mark.row("D20")
async def test_under_way_asks_her_once_and_nothing_follows(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, check_in=time(18))
    changed(world, ben, call_from=time(16))
    await named(world, ana)
    await world.time("19:00", of=ana)
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Under way")
    assert world.last(ana).text == "Under way. I'll ask in 25 minutes.\nOnce, and no call then."
    assert world.last(ben).text.startswith("Ana is under way. Thank you.")
    world.heard(ana)
    await world.time("23:00", of=ana)
    assert [text.split("\n")[0] for text in world.heard(ana)] == ["How did it go today?"]


@pytest.mark.row("D21")
async def test_no_answer_edits_what_she_saw_without_a_new_sound(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    called, heard = world.last(ana).id, len(sounded(world, ana))
    await world.tap(ben, "No answer")
    assert (world.last(ana).id, world.last(ana).text) == (
        called,
        "Ben tried to reach you. No harm done.\n"
        "Two minutes still count: with Ben, with me, or let today go.",
    )
    assert len(sounded(world, ana)) == heard
    assert world.labels(ana) == ["I'm here now", "Stay with me", "Not today"]
    assert world.last(ben).text.startswith("That happens. Thank you for trying.")


@pytest.mark.row("D21")
async def test_i_m_here_now_asks_the_caller_once_more(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "No answer")
    await world.tap(ana, "I'm here now")
    assert world.last(ana).text.startswith("Ben is asked to call you now.")
    assert world.last(ben).text.startswith("Ana asks you to call now.")
    await world.tap(ben, "📞 I'll call now")
    await world.tap(ben, "Done together")
    assert day_of(world, ana).state is DayState.RESCUED


@pytest.mark.row("D21")
async def test_after_no_answer_the_day_can_be_let_go(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "No answer")
    await world.tap(ana, "Not today")
    assert day_of(world, ana).state is DayState.MISSED
    assert world.last(ana).text.startswith("All right, not today. No call.")


async def test_she_had_done_it_says_the_caller_and_she_can_correct_it(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.tap(ben, "Already did it")
    assert world.last(ben).text == "Ana had it done. Thank you.\nNothing more to do tonight."
    assert world.last(ana).text.startswith("Ben says you did it. It counts.")
    assert day_of(world, ana).state is DayState.DONE
    await world.tap(ana, "Not quite")
    assert day_of(world, ana).state is DayState.CHECKING
    assert world.last(ben).text == (
        f"Not quite, says Ana.\n“{THING}”\nNothing more to do for you."
    )


async def test_done_meanwhile_needs_no_call(world: World, ana: Somebody, ben: Somebody) -> None:
    await alerted(world, ana)
    await world.tap(ana, "✅ Done")
    assert said(world, ben, "Done meanwhile, no call needed.").edited
    assert day_of(world, ana).state is DayState.DONE, "nobody was on the line"


async def test_a_done_while_he_may_be_dialling_is_a_new_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    card = world.last(ben).id
    await world.write(ana, "done")
    assert world.last(ben).id != card
    assert world.last(ben).text.startswith("Ana is done. No call needed.")
    assert day_of(world, ana).state is DayState.RESCUED
    assert world.last(ana).text.startswith("Done, with Ben on the line.")
    assert world.labels(ana) == ["🎉 Thank Ben", "Undo"]


async def test_a_caller_who_says_nothing_is_asked_once_and_then_it_is_under_way(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    await world.minutes(25)
    assert world.last(ben).text.startswith("How did it go with Ana?")
    assert world.last(ben).silent
    assert world.labels(ben) == OUTCOMES
    await world.minutes(30)
    assert world.last(ana).text.startswith("Under way. I'll ask in 25 minutes.")
    assert calls(world, ana) == [None]
    await world.minutes(25)
    assert world.last(ana).text.startswith("How did it go today?")
    assert world.last(ana).silent, "after the call hours"
    assert calls(world, ana) == [CallOutcome.STARTED]


@pytest.mark.refusal("call-over", "call-not-taken", "call-taken", "not-yours")
async def test_buttons_of_a_call_that_mean_nothing_now_say_so(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    day = day_of(world, ana)
    with world.store.transaction() as tx:
        call = tx.calls.open_of_day(day.id)
    assert call is not None
    assert (await press_old(world, ben, f"1:together:{call.id}")).startswith(
        "This call isn't taken"
    )
    assert (await press_old(world, ana, f"1:take:{call.id}:call")) == (
        "That one is for someone else.\nYours: /today"
    )
    await world.tap(ben, "📞 I'll call now")
    assert (await press_old(world, ben, f"1:take:{call.id}:call")).startswith("This call is yours")
    await world.tap(ben, "Done together")
    assert (await press_old(world, ben, f"1:no-answer:{call.id}")) == (
        "This call is over.\nToday: /today"
    )


# No call


@pytest.mark.row("D22")
@pytest.mark.parametrize("moment", ["named", "asked", "reminded", "alerted", "taken", "here"])
async def test_the_call_can_be_called_off_at_every_moment(
    world: World, ana: Somebody, ben: Somebody, moment: str
) -> None:
    if moment in ("named", "asked", "reminded"):
        await named(world, ana)
        if moment != "named":
            await world.time("20:00" if moment == "asked" else "20:30", of=ana)
    else:
        await alerted(world, ana)
        if moment != "alerted":
            await world.tap(ben, "📞 I'll call now")
        if moment == "here":
            await world.tap(ana, "I'm here")
    await world.write(ana, "no call")
    assert world.last(ana).text.startswith("All right, no call today.")
    if moment in ("alerted", "taken", "here"):
        assert said(world, ben, "No call today, says Ana.").edited
    world.heard(ana), world.heard(ben)
    await world.time("23:00", of=ana)
    asked_only = ["How did it go today?"] if moment == "named" else []
    assert [text.split("\n")[0] for text in world.heard(ana)] == asked_only
    assert not any("call Ana" in text for text in world.heard(ben))


@pytest.mark.row("D22")
async def test_a_tap_on_no_call_today_edits_both_messages(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await taken(world, ana, ben)
    called = world.last(ana).id
    await world.tap(ana, "No call today")
    assert (world.last(ana).id, world.last(ana).text) == (
        called,
        f"All right, no call today.\n“{THING}”\n"
        "A done counts until the day ends. And for tomorrow?",
    )
    assert world.labels(ana) == ["Same again", "Smaller", "Something else", "Later"]
    assert world.last(ben).text == (
        "No call today, says Ana.\nNo reason asked. Nothing more to do tonight."
    )
    await world.write(ana, "done")
    assert day_of(world, ana).state is DayState.DONE


async def test_who_waved_it_off_may_still_ask_for_a_call(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await asked(world, ana)
    await world.write(ana, "no call today")
    await world.write(ana, "/call")
    assert world.last(ben).text.startswith("Ana asks you to call now.")


# No caller


@pytest.mark.row("D23", "D25")
async def test_without_a_reaction_in_half_an_hour_the_bot_stays(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.minutes(30)
    assert world.last(ana).text == f"Ben can't call right now.\n{STAY}"
    assert world.labels(ana) == ["15 minutes", "25 minutes", "Not today"]
    assert sounded(world, ana)[-1] == "Ben can't call right now."
    assert world.last(ben).text.startswith("This call is over.")


@pytest.mark.row("D23")
async def test_can_t_right_now_is_fine_and_the_bot_stays(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.tap(ben, "Can't right now")
    assert world.last(ben).text.startswith("All right, not this time.")
    assert world.last(ana).text.startswith("Ben can't call right now.")


@pytest.mark.row("D23")
@pytest.mark.parametrize("minutes", [15, 25])
async def test_the_bots_company_is_a_quiet_timer_and_one_question(
    world: World, ana: Somebody, ben: Somebody, minutes: int
) -> None:
    await alerted(world, ana)
    await world.tap(ben, "Can't right now")
    offer = world.last(ana).id
    await world.tap(ana, f"{minutes} minutes")
    assert (world.last(ana).id, world.last(ana).text) == (
        offer,
        f"{minutes} quiet minutes. The first step.\n“{THING}”\nI'll ask once, at 21:{minutes}.",
    )
    assert world.labels(ana) == ["✅ Done"]
    world.heard(ana)
    await world.time("23:30", of=ana)
    assert [text.split("\n")[0] for text in world.heard(ana)] == ["How did it go today?"]


@pytest.mark.row("D23")
async def test_outside_the_hours_the_bot_stays_and_the_reminder_says_so(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ben, call_to=time(19))
    await asked(world, ana)
    world.heard(ben)
    await world.minutes(30)
    assert world.last(ana).text.startswith("At 21:00 I can stay with you.")
    assert world.labels(ana) == ["✅ Done", "⏳ Later", "Stay with me", "Not today"]
    await world.minutes(30)
    assert world.last(ana).text == f"No calls at this hour, as agreed.\n{STAY}"
    assert not any("Ana" in text for text in world.heard(ben))


@pytest.mark.row("D16", "D23", "D38")
@pytest.mark.parametrize("how", ["/skip until Friday", "/pause"])
async def test_who_rests_is_not_asked_to_call(
    world: World, ana: Somebody, ben: Somebody, how: str
) -> None:
    await named(world, ana)
    await world.write(ben, how)
    await world.time("20:59", of=ana)
    world.heard(ben)
    await world.time("21:01", of=ana)
    assert world.last(ana).text.startswith("I can stay with you, if you like.")
    assert world.heard(ben) == []


@pytest.mark.row("D38")
async def test_a_caller_who_rests_after_the_alert_is_let_off_and_the_bot_stays(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await alerted(world, ana)
    await world.write(ben, "/skip until Friday")
    assert world.last(ana).text.startswith("Ben can't call right now.")
    assert said(world, ben, "No call needed any more.").edited
    assert calls(world, ana) == [CallOutcome.WITHDRAWN]


@pytest.mark.row("D23", "D39")
async def test_after_two_alerts_without_any_reaction_the_bot_goes_first(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    for _ in range(2):
        await alerted(world, ana)
        await world.minutes(35)
    world.heard(ben)
    await asked(world, ana)
    await world.minutes(30)
    assert world.last(ana).text.startswith("At 21:00 I can stay with you.")
    await world.minutes(30)
    assert world.last(ana).text.startswith("Ben can't call right now.")
    assert not any("Time to call" in text for text in world.heard(ben))


@pytest.mark.row("D39")
async def test_three_calls_in_seven_days_ask_both_apart_what_would_be_easier(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    for _ in range(3):
        await named(world, ana)
        await world.write(ben, "/done Call the tax office")
        await world.time("21:00", of=ana)
        await world.tap(ben, "📞 I'll call now")
        await world.tap(ben, "Done together")
    for who, other in ((ana, "Ben"), (ben, "Ana")):
        question = said(world, who, "Three calls this week. What would help?")
        assert question.silent
        assert f"{other} is asked too, apart from you." in question.text
        ways = [button.text for row in question.buttons for button in row]
        assert ways == ["A smaller thing", "Another hour", "In writing", "A week off calls"]
    await world.tap(ana, "A week off calls")
    assert world.last(ana).text == "No calls for a week, then as before."
    await asked(world, ana)
    await world.minutes(30)
    assert world.last(ana).text.startswith("At 21:00 I can stay with you.")


async def test_a_call_asked_for_at_no_hour_for_calls_brings_the_bots_company(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await named(world, ana)
    world.heard(ben)
    await world.write(ana, "/call")
    assert world.last(ana).text == f"No calls at this hour, as agreed.\n{STAY}"
    assert world.heard(ben) == []
    await world.tap(ana, "15 minutes")
    await world.minutes(15)
    assert world.last(ana).text.startswith("How did it go today?")
    world.heard(ana)
    await world.time("20:00", of=ana)
    assert [text.split("\n")[0] for text in world.heard(ana)] == ["How did it go today?"]


@pytest.mark.refusal("resting", "paused")
async def test_on_a_day_off_it_is_said_which(world: World, ana: Somebody) -> None:
    await world.write(ana, "/skip")
    await world.tap(ana, "Today")
    await world.write(ana, "/call")
    assert world.last(ana).text == "It's a day of rest.\nBack earlier? /resume"
    await world.write(ana, "/resume")
    await world.write(ana, "/pause")
    await world.write(ana, "/call")
    assert world.last(ana).text == "You're on pause.\nBack earlier? /resume"


async def test_a_call_that_nobody_took_may_still_be_taken(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    changed(world, ana, check_in=time(18, 30))
    changed(world, ben, call_from=time(16))
    await named(world, ana)
    await world.time("20:05", of=ana)
    day = day_of(world, ana)
    with world.store.transaction() as tx:
        [call] = [c for c in tx.scenes([day.id], world.now)[day.id].calls if c.caller_id]
    assert call.state is CallState.ENDED
    await press_old(world, ben, f"1:take:{call.id}:call")
    assert world.last(ana).text.startswith("Ben is calling you now.")
    await world.tap(ben, "Done together")
    assert day_of(world, ana).state is DayState.RESCUED


async def test_a_taken_call_may_still_rescue_the_day_after_its_end(world: World) -> None:
    ana = world.person("Ana", "Europe/Berlin", "ana")
    ben = world.person("Ben", "Europe/Berlin", "ben")
    late = {"check_in": time(1), "call_from": time(22), "call_to": time(3, 55)}
    late |= {"free_from": time(22), "free_to": time(3, 55)}
    await settle_in(world, ana, ben, facts=[late, late])
    await world.write(ana, THING)
    await world.time("02:29", of=ana)
    await world.time("03:50", of=ana)
    day = day_of(world, ana)
    with world.store.transaction() as tx:
        [call] = [c for c in tx.scenes([day.id], world.now)[day.id].calls if c.caller_id]
    await press_old(world, ben, f"1:take:{call.id}:call")
    await world.time("04:10", of=ana)
    assert day_of(world, ana, back=1).state is DayState.MISSED
    await world.tap(ben, "Done together")
    assert day_of(world, ana, back=1).state is DayState.RESCUED
