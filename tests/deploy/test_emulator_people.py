"""What people do becomes the updates Telegram makes of it; aiogram's models read every one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram.types import Update

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import MORNING, Line, keyboard

EVERYTHING = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "message_reaction",
]


def unknown_fields(model: Any) -> list[str]:
    """Names that no such type of Telegram has, anywhere inside."""
    found = list(getattr(model, "model_extra", None) or {})
    for name in getattr(type(model), "model_fields", {}):
        value = getattr(model, name)
        for item in value if isinstance(value, list) else [value]:
            found += [f"{name}.{inner}" for inner in unknown_fields(item)]
    return found


async def newest(line: Line) -> dict[str, Any]:
    """The newest update, read by aiogram without a field left over."""
    update = (await line.updates(offset=-1, allowed_updates=EVERYTHING))[0]
    assert unknown_fields(Update.model_validate(update)) == []
    return update


async def test_a_text_carries_its_sender_time_and_entities(
    line: Line, tg: Telegram, ana: User
) -> None:
    late = MORNING - timedelta(hours=3)
    tg.write(ana, "🔥 /done@on_the_line_bot now", at=late)
    message = (await newest(line))["message"]
    assert message["from"] == {
        "id": 101,
        "is_bot": False,
        "first_name": "Ana",
        "username": "ana",
        "language_code": "en",
    }
    assert message["chat"] == {
        "id": 101,
        "type": "private",
        "first_name": "Ana",
        "username": "ana",
    }
    assert message["date"] == int(late.timestamp())
    assert message["entities"] == [{"type": "bot_command", "offset": 3, "length": 21}]


async def test_a_reply_carries_what_it_answers(line: Line, tg: Telegram, ana: User) -> None:
    question = await line.say(ana, "Done?")
    tg.write(ana, "yes", reply_to=question)
    message = (await newest(line))["message"]
    assert message["reply_to_message"]["text"] == "Done?"
    assert message["reply_to_message"]["from"]["is_bot"] is True


async def test_a_forwarded_text_says_where_it_comes_from(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.write(ana, "wisdom", forwarded=True)
    assert (await newest(line))["message"]["forward_origin"]["type"] == "user"


async def test_a_long_text_is_split_as_clients_do(line: Line, tg: Telegram, ana: User) -> None:
    tg.write(ana, "x" * 4096 + "🔥y")
    assert [len(message.text) for message in tg.chat(ana)[-2:]] == [4096, 2]
    assert (await newest(line))["message"]["text"] == "🔥y"


async def test_control_characters_and_direction_marks_do_not_get_through(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.write(ana, "a\x00b\u202ec\r\n ")
    assert (await newest(line))["message"]["text"] == "a bc"
    with pytest.raises(ValueError, match="no empty message"):
        tg.write(ana, " \u202e\n")


async def test_an_edit_carries_both_dates(line: Line, tg: Telegram, ana: User) -> None:
    line.clock.later(minutes=5)
    tg.edit(ana, tg.chat(ana)[0].id, "/stop now")
    message = (await newest(line))["edited_message"]
    assert message["edit_date"] - message["date"] == 300
    assert (message["text"], message["entities"][0]["length"]) == ("/stop now", 5)


async def test_one_edits_ones_own_messages_only(line: Line, tg: Telegram, ana: User) -> None:
    message_id = await line.say(ana)
    with pytest.raises(ValueError, match="one's own"):
        tg.edit(ana, message_id, "mine now")


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda tg, ana: tg.send_photo(ana, caption="see /this", album="a1"), "photo"),
        (lambda tg, ana: tg.send_voice(ana), "voice"),
        (lambda tg, ana: tg.send_sticker(ana), "sticker"),
        (lambda tg, ana: tg.send_document(ana, "a.csv", b"a", "text/csv"), "document"),
        (lambda tg, ana: tg.send_location(ana, 52.5, 13.4), "location"),
        (lambda tg, ana: tg.send_contact(ana, "+49151"), "contact"),
    ],
)
async def test_what_is_sent_beside_text_is_in_its_own_field(
    line: Line, tg: Telegram, ana: User, act: Callable[[Telegram, User], int], field: str
) -> None:
    act(tg, ana)
    message = (await newest(line))["message"]
    assert message[field]
    assert "text" not in message


async def test_an_album_is_several_messages_of_one_group(
    line: Line, tg: Telegram, ana: User
) -> None:
    ids = [tg.send_photo(ana, album="a1") for _ in range(2)]
    updates = await line.updates(offset=ids[0])
    assert [update["message"]["media_group_id"] for update in updates] == ["a1", "a1"]


async def test_a_contact_is_ones_own_unless_said_otherwise(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.person(102, "Ben")
    tg.send_contact(ana, "+49151")
    assert (await newest(line))["message"]["contact"]["user_id"] == 101
    tg.send_contact(ana, "+49152", user_id=102)
    contact = (await newest(line))["message"]["contact"]
    assert (contact["user_id"], contact["first_name"]) == (102, "Ben")
    tg.send_contact(ana, "+49153", user_id=0)
    assert "user_id" not in (await newest(line))["message"]["contact"]


async def test_a_deep_link_writes_start_with_its_payload(
    line: Line, tg: Telegram, ana: User
) -> None:
    for link in (
        "https://t.me/on_the_line_bot?start=XYZ",
        "tg://resolve?domain=on_the_line_bot&start=XYZ",
    ):
        tg.open_link(ana, link)
        assert (await newest(line))["message"]["text"] == "/start XYZ"
    with pytest.raises(LookupError):
        tg.open_link(ana, "https://t.me/another_bot?start=XYZ")


async def test_a_reaction_carries_the_old_and_the_new(line: Line, tg: Telegram, ana: User) -> None:
    message_id = await line.say(ana)
    await line.updates(allowed_updates=EVERYTHING)
    tg.react(ana, message_id, "👍")
    tg.react(ana, message_id, "🔥")
    change = (await newest(line))["message_reaction"]
    assert change["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert change["new_reaction"] == [{"type": "emoji", "emoji": "🔥"}]
    assert tg.last(ana).reactions == {101: ["🔥"]}


async def test_a_press_and_a_block_are_read_by_aiogram(
    line: Line, tg: Telegram, ana: User
) -> None:
    button = {"text": "Done", "callback_data": "d"}
    tg.press(ana, await line.say(ana, reply_markup=keyboard(button)), "Done")
    assert (await newest(line))["callback_query"]["from"]["id"] == 101
    tg.block(ana)
    change = (await newest(line))["my_chat_member"]
    assert change["new_chat_member"]["status"] == "kicked"
    tg.unblock(ana)
    change = (await newest(line))["my_chat_member"]
    assert change["new_chat_member"]["status"] == "member"


async def test_a_deleted_message_is_gone_from_the_screen_and_no_update_says_so(
    tg: Telegram, ana: User
) -> None:
    pending = tg.pending_updates
    tg.delete_message(ana, tg.chat(ana)[0].id)
    assert (tg.chat(ana), tg.pending_updates) == ([], pending)


async def test_people_in_a_group_are_told_from_the_group(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.group(-5, "Runners", ana)
    tg.write(ana, "hi", chat=-5)
    message = (await newest(line))["message"]
    assert message["chat"] == {"id": -5, "type": "group", "title": "Runners"}
    assert message["from"]["id"] == 101
    assert [shown.text for shown in tg.chat(ana, -5)] == ["hi"]


async def test_nobody_has_heard_from_a_silent_bot(tg: Telegram, ana: User) -> None:
    with pytest.raises(LookupError):
        tg.last(ana)
    assert tg.heard(ana) == []
