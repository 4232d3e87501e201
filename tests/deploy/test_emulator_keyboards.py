"""The emulator refuses keyboards that Telegram refuses, and shows those it takes."""

from typing import Any

import pytest

from deploy.playground.telegram import Button, Telegram, User
from tests.deploy.line import Line, keyboard

GO = {"text": "Go", "callback_data": "go"}
INLINE = "can't parse inline keyboard button: "
REPLY = "can't parse keyboard button: "


async def refused(line: Line, markup: Any) -> str:
    code, words = await line.refused("sendMessage", chat_id=101, text="x", reply_markup=markup)
    assert code == 400
    return words.removeprefix("Bad Request: ")


async def test_callback_data_is_1_to_64_bytes(line: Line, ana: User) -> None:
    await line.say(ana, reply_markup=keyboard({"text": "x", "callback_data": "é" * 32}))
    for data in ("x" * 65, "é" * 33):
        assert await refused(line, keyboard({"text": "x", "callback_data": data})) == (
            "BUTTON_DATA_INVALID"
        )


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x"}, INLINE + "Text buttons are unallowed in the inline keyboard"),
        (
            {"text": "x", "callback_data": ""},
            INLINE + "Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "callback_data": "x", "url": "https://x.org"},
            INLINE + "more than one action (url, callback_data)",
        ),
        ({"callback_data": "x"}, INLINE + 'Can\'t find field "text"'),
        ({"text": 5, "callback_data": "x"}, INLINE + 'Field "text" must be of type String'),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ("x", INLINE + "InlineKeyboardButton must be an Object"),
        ({**GO, "style": "loud"}, INLINE + "invalid button style specified"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "callback_data": ["x"]},
            INLINE + 'Field "callback_data" must be of type String',
        ),
        (
            {"text": "x", "url": "mailto:a@b.org"},
            "inline keyboard button URL 'mailto:a@b.org' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "url": "http://localhost:8080/x"},
            "inline keyboard button URL 'http://localhost:8080/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "https://"},
            "inline keyboard button URL 'https://' is invalid: URL host is empty",
        ),
        (
            {"text": "x", "web_app": {"url": "http://x.org"}},
            "inline keyboard button Web App URL 'http://x.org' is invalid: "
            "Only HTTPS links are allowed",
        ),
        ({"text": "x", "url": "tg://user?id=999"}, "BUTTON_USER_INVALID"),
    ],
)
async def test_a_wrong_inline_button_is_refused(
    line: Line, ana: User, button: Any, words: str
) -> None:
    assert await refused(line, keyboard(button)) == words


async def test_a_button_to_a_person_who_hides_is_refused(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.person(102, "Ben", private_links=False)
    tg.person(103, "Cem")
    assert await refused(line, keyboard({"text": "x", "url": "tg://user?id=102"})) == (
        "BUTTON_USER_PRIVACY_RESTRICTED"
    )
    await line.say(ana, reply_markup=keyboard({"text": "x", "url": "tg://user?id=103"}))


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{not json", "can't parse reply keyboard markup JSON object"),
        ([[GO]], "object expected as reply markup"),
        (
            {"inline_keyboard": [GO]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"keyboard": ["x"]}, 'field "keyboard" must be an Array of Arrays'),
        ({"inline_keyboard": [[GO] * 9]}, "reply markup is too long"),
        ({"inline_keyboard": [[GO]] * 101}, "reply markup is too long"),
        ({"keyboard": [["x"] * 13]}, "reply markup is too long"),
        ({"keyboard": [[5]]}, REPLY + "KeyboardButton must be a String or an Object"),
        ({"keyboard": [[""]]}, "keyboard button text must be non-empty"),
        (
            {"keyboard": [[{"text": "x", "request_contact": True, "request_location": True}]]},
            REPLY + "more than one action (request_contact, request_location)",
        ),
        (
            {"keyboard": [["x"]], "input_field_placeholder": "x" * 65},
            "REPLY_MARKUP_PLACEHOLDER_INVALID",
        ),
    ],
)
async def test_a_wrong_keyboard_is_refused(line: Line, ana: User, markup: Any, words: str) -> None:
    assert await refused(line, markup) == words


async def test_an_edit_takes_an_inline_keyboard_only(line: Line, ana: User) -> None:
    message_id = await line.say(ana)
    call = line.refused(
        "editMessageText",
        chat_id=101,
        message_id=message_id,
        text="y",
        reply_markup={"keyboard": [["x"]]},
    )
    assert await call == (400, "Bad Request: inline keyboard expected")


async def test_contacts_and_places_are_asked_for_in_private_only(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.group(-5, "Runners", ana)
    markup = {"keyboard": [[{"text": "x", "request_contact": True}]]}
    call = line.refused("sendMessage", chat_id=-5, text="x", reply_markup=markup)
    assert await call == (
        400,
        "Bad Request: phone number can be requested in private chats only",
    )


async def test_inline_buttons_are_shown_in_rows(line: Line, tg: Telegram, ana: User) -> None:
    link = {"text": "Site", "url": "https://x.org"}
    share = {"text": "Share", "switch_inline_query": ""}
    await line.say(ana, reply_markup={"inline_keyboard": [[GO], [link, share]]})
    assert tg.last(ana).buttons == [
        [Button("Go", data="go")],
        [Button("Site", url="https://x.org"), Button("Share", switch_inline_query="")],
    ]


async def test_a_reply_keyboard_stays_under_the_chat_until_it_is_removed(
    line: Line, tg: Telegram, ana: User
) -> None:
    markup = {"keyboard": [["Berlin", {"text": "Here", "request_location": True}]]}
    await line.say(ana, reply_markup=markup)
    assert tg.last(ana).reply_keyboard == [
        [Button("Berlin"), Button("Here", request_location=True)]
    ]
    await line.say(ana, "and a text")
    assert tg.keyboard(ana) == markup
    tg.tap(ana, "Berlin")
    assert tg.chat(ana)[-1].text == "Berlin"
    with pytest.raises(LookupError):
        tg.tap(ana, "Here")
    await line.say(ana, reply_markup={"remove_keyboard": True})
    assert tg.keyboard(ana) is None


async def test_a_keyboard_for_once_goes_when_it_was_tapped(
    line: Line, tg: Telegram, ana: User
) -> None:
    await line.say(ana, reply_markup={"keyboard": [["Yes"]], "one_time_keyboard": True})
    tg.tap(ana, "Yes")
    assert tg.keyboard(ana) is None


async def test_an_empty_keyboard_is_no_keyboard(line: Line, tg: Telegram, ana: User) -> None:
    await line.say(ana, reply_markup={"inline_keyboard": []})
    await line.say(ana, reply_markup={"inline_keyboard": [[]]})
    assert [message.markup for message in tg.chat(ana) if message.from_bot] == [None, None]
