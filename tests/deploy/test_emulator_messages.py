"""Sending, editing, deleting, copying: what the emulator shows and what it refuses."""

from typing import Any

import pytest

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line, keyboard

SAME = (
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message",
)
GO = keyboard({"text": "Go", "callback_data": "go"})


async def test_message_ids_grow_over_all_private_chats(
    line: Line, tg: Telegram, ana: User
) -> None:
    ben = tg.person(102, "Ben")
    tg.write(ben, "hi")
    first, second = await line.say(ana), await line.say(ben)
    assert second == first + 1 == tg.chat(ben)[0].id + 2


async def test_an_edit_changes_text_and_keyboard_and_is_heard(
    line: Line, tg: Telegram, ana: User
) -> None:
    message_id = await line.say(ana, reply_markup=GO)
    assert tg.heard(ana) == ["Hello"]
    await line.ok("editMessageText", chat_id=101, message_id=message_id, text="Bye")
    last = tg.last(ana)
    assert (last.text, last.buttons, last.edited) == ("Bye", [], True)
    assert tg.heard(ana) == ["Bye"]
    assert tg.heard(ana) == []


async def test_an_edit_that_changes_nothing_is_refused(line: Line, ana: User) -> None:
    message_id = await line.say(ana, "<b>Hello</b>", parse_mode="HTML", reply_markup=GO)
    here = {"chat_id": 101, "message_id": message_id}
    same = {"text": "<strong>Hello</strong> ", "parse_mode": "HTML", "reply_markup": GO}
    assert await line.refused("editMessageText", **here, **same) == SAME
    assert await line.refused("editMessageReplyMarkup", **here, reply_markup=GO) == SAME
    await line.ok("editMessageText", **here, text="Hello", reply_markup=GO)


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
async def test_an_edit_of_what_is_not_there_is_refused(
    line: Line, tg: Telegram, ana: User, method: str
) -> None:
    gone = await line.say(ana)
    tg.delete_message(ana, gone)
    for message_id in (gone, 999):
        call = line.refused(method, chat_id=101, message_id=message_id, text="x")
        assert await call == (400, "Bad Request: message to edit not found")
    call = line.refused(method, chat_id=101, text="x")
    assert await call == (400, "Bad Request: message to edit not found")
    call = line.refused(method, text="x")
    assert await call == (400, "Bad Request: message identifier is not specified")


async def test_others_messages_cannot_be_edited(line: Line, tg: Telegram, ana: User) -> None:
    theirs = tg.chat(ana)[0].id
    call = line.refused("editMessageText", chat_id=101, message_id=theirs, text="x")
    assert await call == (400, "Bad Request: message can't be edited")


@pytest.mark.parametrize(
    "markup", [{"keyboard": [["x"]]}, {"remove_keyboard": True}, {"force_reply": True}]
)
async def test_a_message_that_came_with_a_reply_keyboard_cannot_be_edited(
    line: Line, ana: User, markup: dict[str, Any]
) -> None:
    message_id = await line.say(ana, reply_markup=markup)
    call = line.refused("editMessageText", chat_id=101, message_id=message_id, text="x")
    assert await call == (400, "Bad Request: message can't be edited")


async def test_an_edit_to_a_text_that_is_too_long_has_words_of_its_own(
    line: Line, ana: User
) -> None:
    message_id = await line.say(ana)
    here = {"chat_id": 101, "message_id": message_id}
    call = line.refused("editMessageText", **here, text="x" * 4097)
    assert await call == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_text_and_caption_are_edited_each_by_its_own_method(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.send_photo(ana)
    photo = (tg.chat(ana)[-1].photo or [])[0]["file_id"]
    picture = (await line.ok("sendPhoto", chat_id=101, photo=photo))["message_id"]
    text = await line.say(ana)
    call = line.refused("editMessageText", chat_id=101, message_id=picture, text="x")
    assert await call == (400, "Bad Request: there is no text in the message to edit")
    call = line.refused("editMessageCaption", chat_id=101, message_id=text, caption="x")
    assert await call == (400, "Bad Request: there is no caption in the message to edit")
    await line.ok("editMessageCaption", chat_id=101, message_id=picture, caption="x")
    assert tg.chat(ana)[-2].text == "x"


async def test_a_message_is_deleted_once_and_within_48_hours(
    line: Line, tg: Telegram, ana: User
) -> None:
    first, second = await line.say(ana), await line.say(ana)
    await line.ok("deleteMessage", chat_id=101, message_id=first)
    call = line.refused("deleteMessage", chat_id=101, message_id=first)
    assert await call == (400, "Bad Request: message to delete not found")
    assert [message.id for message in tg.chat(ana) if message.from_bot] == [second]
    line.clock.later(hours=48, seconds=1)
    call = line.refused("deleteMessage", chat_id=101, message_id=second)
    assert await call == (400, "Bad Request: message can't be deleted")


async def test_many_messages_are_deleted_and_missing_ones_passed_over(
    line: Line, tg: Telegram, ana: User
) -> None:
    ids = [await line.say(ana), tg.chat(ana)[0].id, 999]
    await line.ok("deleteMessages", chat_id=101, message_ids=ids)
    assert tg.chat(ana) == []


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ({"a": 1}, "expected an Array of message identifiers"),
    ],
)
async def test_a_wrong_list_to_delete_is_refused(
    line: Line, ana: User, ids: object, words: str
) -> None:
    call = line.refused("deleteMessages", chat_id=101, message_ids=ids)
    assert await call == (400, f"Bad Request: {words}")


async def test_others_messages_in_a_group_are_for_administrators(
    line: Line, tg: Telegram, ana: User
) -> None:
    group = tg.group(-5, "Runners", ana)
    tg.write(ana, "hi all", chat=-5)
    message_id = tg.chat(ana, -5)[0].id
    call = line.refused("deleteMessage", chat_id=-5, message_id=message_id)
    assert await call == (400, "Bad Request: message can't be deleted")
    group.members[tg.state.bot.id] = "administrator"
    await line.ok("deleteMessage", chat_id=-5, message_id=message_id)


async def test_a_copy_has_a_new_id_and_may_have_a_new_caption(
    line: Line, tg: Telegram, ana: User
) -> None:
    ben = tg.person(102, "Ben")
    tg.write(ben, "/start")
    tg.send_photo(ana, caption="proof")
    source = {"from_chat_id": 101, "message_id": tg.chat(ana)[-1].id}
    copied = await line.ok("copyMessage", chat_id=102, **source)
    assert copied == {"message_id": tg.last(ben).id}
    assert (tg.last(ben).text, tg.last(ben).origin) == ("proof", None)
    await line.ok("copyMessage", chat_id=102, **source, caption="Ana's")
    assert tg.last(ben).text == "Ana's"


async def test_a_copy_of_what_is_not_there_or_protected_is_refused(
    line: Line, tg: Telegram, ana: User
) -> None:
    call = line.refused("copyMessage", chat_id=101, from_chat_id=101, message_id=999)
    assert await call == (400, "Bad Request: message to copy not found")
    call = line.refused("copyMessage", chat_id=101, message_id=1)
    assert await call == (400, 'Bad Request: parameter "from_chat_id" is required')
    kept = await line.say(ana, protect_content=True)
    code, _ = await line.refused("copyMessage", chat_id=101, from_chat_id=101, message_id=kept)
    assert code == 400


async def test_a_reply_needs_its_message_unless_it_may_go_without(
    line: Line, tg: Telegram, ana: User
) -> None:
    question = tg.chat(ana)[0].id
    await line.say(ana, reply_parameters={"message_id": question})
    assert tg.last(ana).reply_to == question
    params: dict[str, Any] = {"message_id": 999}
    call = line.refused("sendMessage", chat_id=101, text="x", reply_parameters=params)
    assert await call == (400, "Bad Request: message to be replied not found")
    await line.say(ana, reply_parameters=params | {"allow_sending_without_reply": True})
    assert tg.last(ana).reply_to is None


async def test_how_a_message_was_sent_is_remembered(line: Line, tg: Telegram, ana: User) -> None:
    preview = {"is_disabled": True}
    await line.say(
        ana, disable_notification=True, protect_content=True, link_preview_options=preview
    )
    last = tg.last(ana)
    assert (last.silent, last.protected, last.preview) == (True, True, preview)
