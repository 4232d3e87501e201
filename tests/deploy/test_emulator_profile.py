"""The bot's own profile: commands by scope and language, descriptions, the menu button."""

from typing import Any

import pytest

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line

BOT_COMMAND = "can't parse BotCommand: "
SCOPE = "can't parse BotCommandScope: "


def command(name: str = "today", description: str = "Your day") -> dict[str, str]:
    return {"command": name, "description": description}


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ("{", "can't parse commands JSON object"),
        ({"command": "x"}, "expected an Array of BotCommand"),
        (["x"], BOT_COMMAND + "expected an Object"),
        ([{"command": "x"}], BOT_COMMAND + 'Can\'t find field "description"'),
        ([command("")], "command must be non-empty"),
        ([command("x" * 33)], "command length must not exceed 32"),
        ([command(description=" ")], "command description must be non-empty"),
        (
            [command(description="x" * 257)],
            "command description length must not exceed 256",
        ),
        ([command("Today")], "BOT_COMMAND_INVALID"),
        ([command("to-day")], "BOT_COMMAND_INVALID"),
        ([command(f"c{number}") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_wrong_commands_are_refused(line: Line, commands: Any, words: str) -> None:
    call = line.refused("setMyCommands", commands=commands)
    assert await call == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"type": "everywhere"}, SCOPE + "Unsupported type specified"),
        ({"type": "chat"}, SCOPE + "Empty chat_id specified"),
        ({"type": "chat", "chat_id": 999}, "chat not found"),
        ({"type": "chat_member", "chat_id": 101}, SCOPE + "Invalid user_id specified"),
        ([], SCOPE + "BotCommandScope must be an Object"),
    ],
)
async def test_a_wrong_scope_is_refused(line: Line, ana: User, scope: Any, words: str) -> None:
    if scope == []:
        scope = ["default"]
    call = line.refused("setMyCommands", commands=[command()], scope=scope)
    assert await call == (400, f"Bad Request: {words}")


@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription", "getMyName"])
async def test_a_language_has_two_letters(line: Line, method: str) -> None:
    call = line.refused(method, commands=[command()], language_code="english")
    assert await call == (400, "Bad Request: invalid language code specified")


async def test_a_person_sees_the_narrowest_commands_in_their_language(
    line: Line, tg: Telegram, ana: User
) -> None:
    ben = tg.person(102, "Ben", language_code="de-AT")
    steps: list[tuple[str, dict[str, Any]]] = [
        ("all", {}),
        ("alle", {"language_code": "de"}),
        ("private", {"scope": {"type": "all_private_chats"}}),
        ("here", {"scope": {"type": "chat", "chat_id": 101}}),
    ]
    seen = []
    for name, where in steps:
        await line.ok("setMyCommands", commands=[command(name)], **where)
        seen.append((tg.commands(ana)[0][0], tg.commands(ben)[0][0]))
    assert seen == [("all", "all"), ("all", "alle"), ("private", "private"), ("here", "private")]
    await line.ok("deleteMyCommands", scope={"type": "chat", "chat_id": 101})
    assert tg.commands(ana) == [("private", "Your day")]
    assert await line.ok("getMyCommands", language_code="de") == [command("alle")]


@pytest.mark.parametrize(
    ("method", "name", "most", "words"),
    [
        ("setMyDescription", "description", 512, "DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", "short_description", 120, "ABOUT_TOO_LONG"),
        ("setMyName", "name", 64, "NAME_TOO_LONG"),
    ],
)
async def test_words_about_the_bot_have_a_longest_length(
    line: Line, method: str, name: str, most: int, words: str
) -> None:
    await line.ok(method, **{name: "x" * most})
    call = line.refused(method, **{name: "x" * (most + 1)})
    assert await call == (400, f"Bad Request: {words}")
    assert await line.ok(method.replace("set", "get")) == {name: "x" * most}


async def test_a_description_is_shown_in_ones_language_or_the_default(
    line: Line, tg: Telegram
) -> None:
    await line.ok("setMyDescription", description="Two people")
    await line.ok("setMyDescription", description="Zwei Leute", language_code="de")
    assert (tg.description("de"), tg.description("fr")) == ("Zwei Leute", "Two people")
    await line.ok("setMyDescription", language_code="de")
    assert tg.description("de") == "Two people"


async def test_the_menu_button_is_checked_and_kept(line: Line, tg: Telegram, ana: User) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://x.org"}}
    await line.ok("setChatMenuButton", chat_id=101, menu_button=app)
    assert await line.ok("getChatMenuButton", chat_id=101) == app
    assert await line.ok("getChatMenuButton") == {"type": "commands"}
    call = line.refused("setChatMenuButton", menu_button={"type": "x"})
    assert await call == (
        400,
        "Bad Request: can't parse menu button: MenuButton has unsupported type",
    )
    app["web_app"] = {"url": "http://x.org"}
    code, words = await line.refused("setChatMenuButton", menu_button=app)
    assert (code, words.endswith("Only HTTPS links are allowed")) == (400, True)


async def test_the_bot_knows_its_own_name(line: Line) -> None:
    me = await line.ok("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (1, True, "on_the_line_bot")
