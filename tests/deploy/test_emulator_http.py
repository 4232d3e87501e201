"""Calls come in every form Telegram takes, and are written down as they arrived."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from aiohttp import FormData

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line, keyboard

GO = keyboard({"text": "Go", "callback_data": "go"})
SENT: dict[str, Any] = {
    "chat_id": 101,
    "text": "5",
    "disable_notification": True,
    "reply_markup": GO,
}
AS_TEXT = {
    "chat_id": "101",
    "text": "5",
    "disable_notification": "true",
    "reply_markup": json.dumps(GO),
}


def multipart(fields: dict[str, str]) -> FormData:
    form = FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    return form


@pytest.mark.parametrize(
    "request_of",
    [
        lambda: {"json": SENT},
        lambda: {"json": AS_TEXT},
        lambda: {"data": AS_TEXT},
        lambda: {"data": multipart(AS_TEXT)},
        lambda: {"params": AS_TEXT},
    ],
    ids=["json", "json of texts", "form", "multipart", "query"],
)
async def test_a_call_means_the_same_in_every_form(
    line: Line, tg: Telegram, ana: User, request_of: Any
) -> None:
    async with line.session.post(line.address("sendMessage"), **request_of()) as response:
        assert (await response.json())["ok"]
    assert tg.arrivals[-1].params == SENT
    assert (tg.last(ana).text, tg.last(ana).silent, tg.last(ana).markup) == ("5", True, GO)


async def test_get_works_and_a_methods_name_has_no_case(line: Line, ana: User) -> None:
    address = line.address("SENDMESSAGE")
    async with line.session.get(address, params={"chat_id": 101, "text": "x"}) as response:
        assert (await response.json())["result"]["text"] == "x"


async def test_a_body_that_is_no_json_is_refused(line: Line) -> None:
    headers = {"Content-Type": "application/json"}
    for body in ("{", "[]"):
        request = line.session.post(line.address("getMe"), data=body, headers=headers)
        async with request as response:
            assert (await response.json())["description"] == (
                "Bad Request: can't parse JSON object"
            )


async def test_an_unknown_method_is_not_found(line: Line) -> None:
    assert await line.refused("sendPigeon") == (404, "Not Found: method not found")


async def test_another_address_is_not_found(line: Line, tg: Telegram) -> None:
    async with line.session.get(f"{tg.url}/elsewhere") as response:
        assert await response.json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found",
        }


async def test_a_wrong_token_is_unauthorized(line: Line, tg: Telegram) -> None:
    for path in ("bot2:wrong/getMe", "file/bot2:wrong/photos/x"):
        async with line.session.get(f"{tg.url}/{path}") as response:
            assert await response.json() == {
                "ok": False,
                "error_code": 401,
                "description": "Unauthorized",
            }


async def test_an_arrival_says_who_what_and_how_it_ended(
    line: Line, tg: Telegram, ana: User
) -> None:
    message_id = await line.say(ana)
    await line.refused("editMessageText", chat_id=101, message_id=message_id, text="Hello")
    sent, edited = tg.arrivals
    assert (sent.seq, sent.method, sent.at) == (1, "sendMessage", line.clock.time)
    assert (sent.chat_id, sent.message_id) == (101, message_id)
    assert (sent.applied, sent.answered, sent.error) == (True, True, None)
    assert (edited.message_id, edited.applied, edited.answered) == (message_id, False, True)
    assert str(edited.error).startswith("Bad Request: message is not modified")


async def test_a_parameter_that_no_such_method_has_is_noted_and_ignored(
    line: Line, tg: Telegram, ana: User
) -> None:
    await line.say(ana)
    assert tg.unknown_parameters == []
    await line.say(ana, disable_web_page_preview=True)
    assert tg.unknown_parameters == [("sendMessage", "disable_web_page_preview")]


async def test_the_date_header_is_the_emulators_clock_and_may_be_wrong(
    line: Line, tg: Telegram
) -> None:
    for skew in (timedelta(0), timedelta(days=3653)):
        tg.skew = skew
        async with line.session.get(line.address("getMe")) as response:
            assert parsedate_to_datetime(response.headers["Date"]) == line.clock.time + skew
