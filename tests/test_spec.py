"""The judge of Bot API calls catches wrong ones and lets right ones pass."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from deploy.playground.telegram import Arrival
from deploy.playground.telegram.table import METHODS, POLLING
from tests.deploy.line import MORNING, keyboard, open_line
from tests.spec import by_models, by_specification, check_arrivals, judge, specification

GO = {"text": "Go", "callback_data": "go"}
SPEC: dict[str, Any] = {
    "methods": {
        "sendMessage": {
            "fields": [
                {"name": "chat_id", "types": ["Integer", "String"], "required": True},
                {"name": "text", "types": ["String"], "required": True},
                {"name": "disable_notification", "types": ["Boolean"], "required": False},
                {"name": "reply_markup", "types": ["Keyboard"], "required": False},
                {"name": "photo", "types": ["InputFile", "String"], "required": False},
            ]
        }
    },
    "types": {
        "Keyboard": {"subtypes": ["Inline", "Remove"]},
        "Inline": {
            "fields": [
                {
                    "name": "inline_keyboard",
                    "types": ["Array of Array of Button"],
                    "required": True,
                }
            ]
        },
        "Remove": {
            "fields": [{"name": "remove_keyboard", "types": ["Boolean"], "required": True}]
        },
        "Button": {
            "fields": [
                {"name": "text", "types": ["String"], "required": True},
                {"name": "callback_data", "types": ["String"], "required": False},
            ]
        },
    },
}
RIGHT = [
    {"chat_id": 1, "text": "x"},
    {"chat_id": "@x", "text": "x", "disable_notification": True},
    {"chat_id": 1, "text": "x", "reply_markup": keyboard(GO)},
    {"chat_id": 1, "text": "x", "reply_markup": {"remove_keyboard": True}},
]
WRONG: list[dict[str, Any]] = [
    {"text": "x"},
    {"chat_id": 1},
    {"chat_id": 1, "text": ["x"]},
    {"chat_id": [1], "text": "x"},
    {"chat_id": 1, "text": "x", "txet": "x"},
    {"chat_id": 1, "text": "x", "disable_notification": "maybe"},
    {"chat_id": 1, "text": "x", "reply_markup": keyboard({"text": "x", "callbak_data": "y"})},
    {"chat_id": 1, "text": "x", "reply_markup": keyboard({"callback_data": "y"})},
    {"chat_id": 1, "text": "x", "reply_markup": "keyboard"},
]


@pytest.fixture
def without_file(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No BOT_API_SPEC, and nothing remembered of one."""
    monkeypatch.delenv("BOT_API_SPEC", raising=False)
    specification.cache_clear()
    yield
    specification.cache_clear()


@pytest.mark.parametrize("params", RIGHT)
def test_a_right_call_passes(params: dict[str, Any]) -> None:
    assert by_models("sendMessage", params) == []
    assert by_specification(SPEC, "sendMessage", params) == []


@pytest.mark.parametrize("params", WRONG)
def test_a_wrong_call_is_caught_by_both_judges(params: dict[str, Any]) -> None:
    assert by_models("sendMessage", params)
    assert by_specification(SPEC, "sendMessage", params)


def test_a_method_nobody_knows_is_caught() -> None:
    assert by_models("sendPigeon", {}) == ["aiogram has no such method"]
    assert by_specification(SPEC, "sendPigeon", {}) == ["the specification has no such method"]


def test_an_upload_is_a_file() -> None:
    upload = {"photo": {"file": "x.png", "bytes": 5}, "chat_id": 1}
    assert by_models("sendPhoto", upload) == []
    assert by_specification(SPEC, "sendMessage", upload | {"text": "x"}) == []


@pytest.mark.usefixtures("without_file")
def test_a_call_that_was_refused_is_not_judged() -> None:
    arrival = Arrival(1, MORNING, "sendMessage", {"txet": "x"}, applied=False)
    assert judge(arrival) == []
    arrival.applied = True
    assert all(fault.startswith("#1 sendMessage: ") for fault in judge(arrival))


@pytest.mark.usefixtures("without_file")
async def test_what_a_bot_sent_over_http_is_judged() -> None:
    async with open_line() as line:
        ana = line.tg.person(101, "Ana")
        line.tg.write(ana, "/start")
        await line.updates(offset=0, timeout=0, allowed_updates=["message"])
        await line.say(ana, parse_mode="HTML", reply_markup=keyboard(GO))
        await line.ok("setMyCommands", commands=[{"command": "x", "description": "x"}])
        check_arrivals(line.tg)
        await line.say(ana, txet="Hello")
        with pytest.raises(AssertionError, match="no parameter txet"):
            check_arrivals(line.tg)


@pytest.mark.skipif("BOT_API_SPEC" not in os.environ, reason="BOT_API_SPEC names no file")
async def test_the_official_specification_and_the_emulator_agree_on_parameters() -> None:
    spec = specification()
    assert spec
    emulated = {method.name: set(method.parameters) for method in METHODS}
    emulated |= {name: set(parameters.split()) for name, parameters in POLLING.items()}
    for name, parameters in emulated.items():
        documented = {field["name"] for field in spec["methods"][name].get("fields", [])}
        assert (name, parameters) == (name, documented)
