"""Presses: who may press what, and answers that come once and in time."""

import pytest
from aiogram.types import Update

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line, keyboard

TOO_OLD = (
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)
DONE = keyboard({"text": "Done", "callback_data": "d:1"}, {"text": "x", "url": "https://x.org"})


async def pressed(line: Line, tg: Telegram, ana: User) -> str:
    """The id of a press on Done."""
    tg.press(ana, await line.say(ana, reply_markup=DONE), "Done")
    update = (await line.updates())[-1]
    assert update["callback_query"]["data"] == "d:1"
    assert update["callback_query"]["message"]["reply_markup"] == DONE
    return str(update["callback_query"]["id"])


async def test_a_press_is_answered_once(line: Line, tg: Telegram, ana: User) -> None:
    query = await pressed(line, tg, ana)
    await line.ok("answerCallbackQuery", callback_query_id=query, text="Well done")
    assert [(a.user_id, a.text, a.show_alert) for a in tg.callback_answers] == [
        (101, "Well done", False)
    ]
    assert await line.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_a_press_is_answered_within_150_seconds(line: Line, tg: Telegram, ana: User) -> None:
    query = await pressed(line, tg, ana)
    line.clock.later(seconds=151)
    assert await line.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD
    assert tg.callback_answers == []


@pytest.mark.parametrize("query", ["", "5", "x"])
async def test_an_answer_to_no_press_is_refused(line: Line, query: str) -> None:
    assert await line.refused("answerCallbackQuery", callback_query_id=query) == TOO_OLD


async def test_an_answer_is_at_most_200_long(line: Line, tg: Telegram, ana: User) -> None:
    query = await pressed(line, tg, ana)
    call = line.refused("answerCallbackQuery", callback_query_id=query, text="x" * 201)
    assert await call == (400, "Bad Request: MESSAGE_TOO_LONG")
    await line.ok("answerCallbackQuery", callback_query_id=query, text="x" * 200)


async def test_a_late_press_is_late_by_its_own_time(line: Line, tg: Telegram, ana: User) -> None:
    message_id = await line.say(ana, reply_markup=DONE)
    written = line.clock.time
    line.clock.later(seconds=100)
    tg.press(ana, message_id, "d:1", at=written)
    (*_, update) = await line.updates()
    line.clock.later(seconds=51)
    call = line.refused("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])
    assert await call == TOO_OLD


async def test_only_buttons_that_are_shown_can_be_pressed(
    line: Line, tg: Telegram, ana: User
) -> None:
    message_id = await line.say(ana, reply_markup=DONE)
    for label in ("Later", "x"):
        with pytest.raises(LookupError):
            tg.press(ana, message_id, label)
    with pytest.raises(LookupError):
        tg.press(ana, 999, "Done")
    await line.ok("editMessageReplyMarkup", chat_id=101, message_id=message_id)
    with pytest.raises(LookupError):
        tg.press(ana, message_id, "Done")


async def test_a_tampered_client_sends_any_data(line: Line, tg: Telegram, ana: User) -> None:
    tg.forge_press(ana, await line.say(ana), "forged")
    assert (await line.updates())[-1]["callback_query"]["data"] == "forged"


async def test_a_press_on_a_message_that_is_gone_says_only_where_it_was(
    line: Line, tg: Telegram, ana: User
) -> None:
    message_id = await line.say(ana, reply_markup=DONE)
    await line.ok("deleteMessage", chat_id=101, message_id=message_id)
    tg.forge_press(ana, message_id, "d:1")
    update = (await line.updates())[-1]
    assert Update.model_validate(update)
    message = update["callback_query"]["message"]
    assert (message["message_id"], message["date"], "text" in message) == (message_id, 0, False)
