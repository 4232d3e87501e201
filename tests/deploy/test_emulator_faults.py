"""Faults on demand do what they say: refused, broken, lost before the effect or after it."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientConnectionError

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        ("500", 500, "Internal Server Error"),
        ("403", 403, "Forbidden: bot was blocked by the user"),
        ("400", 400, "Bad Request: emulated refusal"),
        ("401", 401, "Unauthorized"),
        (
            "409",
            409,
            "Conflict: terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        ),
    ],
)
async def test_a_refusal_on_demand_has_no_effect_and_ends(
    line: Line, tg: Telegram, ana: User, kind: str, code: int, words: str
) -> None:
    tg.fail("sendMessage", kind=kind)
    assert await line.refused("sendMessage", chat_id=101, text="x") == (code, words)
    assert tg.heard(ana) == []
    await line.say(ana)
    assert dict(tg.faults_fired) == {kind: 1}


async def test_too_many_requests_says_how_long_to_wait(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.fail("sendMessage", kind="429", retry_after=7)
    params: dict[str, Any] = {"chat_id": 101, "text": "x"}
    async with line.session.post(line.address("sendMessage"), json=params) as response:
        assert response.headers["Retry-After"] == "7"
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7},
        }


async def test_words_of_a_refusal_can_be_chosen(line: Line, tg: Telegram) -> None:
    tg.fail("getMe", kind="400", text="Bad Request: message thread not found")
    assert (await line.refused("getMe"))[1] == "Bad Request: message thread not found"


async def test_a_migration_says_where_to(line: Line, tg: Telegram) -> None:
    tg.fail("getMe", kind="migrate", migrate_to=-1005)
    answer = await line.call("getMe")
    assert answer["parameters"] == {"migrate_to_chat_id": -1005}


async def test_a_proxy_answers_in_html(line: Line, tg: Telegram) -> None:
    tg.fail("getMe", kind="502html")
    async with line.session.get(line.address("getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")


@pytest.mark.parametrize(("kind", "effect"), [("reset", []), ("drop_answer", ["x"])])
async def test_a_broken_line_loses_the_call_or_only_the_answer(
    line: Line, tg: Telegram, ana: User, kind: str, effect: list[str]
) -> None:
    tg.fail("sendMessage", kind=kind)
    with pytest.raises(ClientConnectionError):
        await line.call("sendMessage", chat_id=101, text="x")
    assert tg.heard(ana) == effect
    arrival = tg.arrivals[-1]
    assert (arrival.applied, arrival.answered) == (bool(effect), False)
    await line.say(ana)


@pytest.mark.parametrize(("kind", "effect"), [("timeout", []), ("late", ["x"])])
async def test_a_silent_line_never_answers(
    line: Line, tg: Telegram, ana: User, kind: str, effect: list[str]
) -> None:
    tg.fail("sendMessage", kind=kind)
    arriving = tg.next_arrival()
    call = asyncio.ensure_future(line.call("sendMessage", chat_id=101, text="x"))
    arrival = await arriving
    await line.ok("getMe")
    assert (call.done(), arrival.answered) == (False, False)
    assert tg.heard(ana) == effect
    call.cancel()


async def test_a_fault_waits_for_its_method_chat_and_turn(
    line: Line, tg: Telegram, ana: User
) -> None:
    ben = tg.person(102, "Ben")
    tg.write(ben, "/start")
    tg.fail("sendMessage", chat=ana, after=1, times=2, kind="500")
    await line.say(ana)
    await line.say(ben)
    await line.ok("getMe")
    for _ in range(2):
        await line.refused("sendMessage", chat_id=101, text="x")
    await line.say(ana)
    assert tg.faults_fired["500"] == 2


async def test_any_method_means_any_but_the_poll(line: Line, tg: Telegram) -> None:
    tg.fail(kind="500", times=None)
    assert await line.updates() == []
    for method in ("getMe", "getMyName", "getMe"):
        assert (await line.refused(method))[0] == 500
    tg.fail("getUpdates", kind="409")
    assert (await line.refused("getUpdates"))[0] == 409
    tg.mend()
    await line.ok("getMe")


async def test_an_unknown_fault_is_a_mistake_of_the_test(tg: Telegram) -> None:
    with pytest.raises(ValueError, match="no fault 'hiccup'"):
        tg.fail(kind="hiccup")


async def test_down_breaks_every_line_until_it_is_up_again(line: Line, tg: Telegram) -> None:
    tg.down()
    for _ in range(2):
        with pytest.raises(ClientConnectionError):
            await line.call("getMe")
    tg.down(False)
    await line.ok("getMe")
    assert len(tg.arrivals) == 1


async def test_a_waiting_poll_breaks_when_telegram_goes_down(line: Line, tg: Telegram) -> None:
    polling = tg.next_arrival()
    poll = asyncio.ensure_future(line.updates(timeout=50))
    await polling
    tg.down()
    with pytest.raises(ClientConnectionError):
        await poll


async def test_the_pace_is_held_only_when_asked(line: Line, tg: Telegram, ana: User) -> None:
    for _ in range(6):
        await line.say(ana)
    tg.limits = True
    for _ in range(5):
        await line.say(ana)
    answer = await line.call("sendMessage", chat_id=101, text="x")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 5})
    line.clock.later(seconds=5)
    await line.say(ana)


async def test_thirty_a_second_over_all_chats(line: Line, tg: Telegram) -> None:
    people = [tg.person(200 + number, f"P{number}") for number in range(31)]
    for who in people:
        tg.write(who, "/start")
    tg.limits = True
    for who in people[:30]:
        await line.say(who)
    assert (await line.call("sendMessage", chat_id=230, text="x"))["error_code"] == 429
    line.clock.later(seconds=1)
    await line.say(people[30])


async def test_what_is_paid_for_is_not_of_the_thirty(line: Line, tg: Telegram) -> None:
    people = [tg.person(200 + number, f"P{number}") for number in range(61)]
    for who in people:
        tg.write(who, "/start")
    tg.limits = True
    for who in people[:30]:
        await line.ok("sendMessage", chat_id=who.id, text="x", allow_paid_broadcast=True)
    for who in people[30:60]:
        await line.say(who)
    assert (await line.call("sendMessage", chat_id=260, text="x"))["error_code"] == 429
    await line.ok("sendMessage", chat_id=260, text="x", allow_paid_broadcast=True)


async def test_twenty_a_minute_in_a_group_edits_too(line: Line, tg: Telegram, ana: User) -> None:
    tg.group(-5, "Runners", ana)
    tg.limits = True
    sent = await line.ok("sendMessage", chat_id=-5, text="0")
    for number in range(1, 20):
        line.clock.later(seconds=1)
        here = {"chat_id": -5, "message_id": sent["message_id"]}
        await line.ok("editMessageText", **here, text=str(number))
    answer = await line.call("editMessageText", **here, text="20")
    assert answer["parameters"] == {"retry_after": 41}
