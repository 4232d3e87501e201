"""Nothing a bot sends makes the emulator stumble, and a real client library understands it."""

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.constants import ParseMode

from bot.request import AiohttpRequest
from deploy.playground.telegram import Telegram, User
from deploy.playground.telegram.attachments import png
from deploy.playground.telegram.table import METHODS
from tests.deploy.line import Line, open_line

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["<b>x</b>", "HTML", "{", "[]", "attach://x", "@x", "0"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "type text url keyboard inline_keyboard callback_data message_id chat_id offset"
                " length command description web_app copy_text emoji remove_keyboard".split()
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A known method with some of its parameters, most of them nonsense."""
    method = draw(st.sampled_from(METHODS))
    names = st.sampled_from(sorted(method.parameters) or ["nothing"])
    params = draw(st.dictionaries(names, JUNK, max_size=6))
    if draw(st.booleans()):
        params |= {"chat_id": 101, "message_id": 1, "text": "x"}
    return method.name, params


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(several=st.lists(calls(), min_size=1, max_size=8))
async def test_junk_is_refused_in_telegrams_form(several: list[tuple[str, Any]]) -> None:
    async with open_line() as line:
        line.tg.write(line.tg.person(101, "Ana"), "/start")
        for method, params in several:
            answer = await line.call(method, **params)
            assert answer["ok"] or answer["error_code"] in (400, 403, 404), answer


async def test_fifty_sends_at_once_get_fifty_ids_in_a_row(line: Line, ana: User) -> None:
    ids = await asyncio.gather(*[line.say(ana, str(number)) for number in range(50)])
    assert sorted(ids) == list(range(min(ids), min(ids) + 50))


async def test_the_library_the_bot_uses_understands_every_answer(tg: Telegram, ana: User) -> None:
    calls_to, files_at = f"{tg.url}/bot", f"{tg.url}/file/bot"
    async with Bot(tg.token, calls_to, files_at, request=AiohttpRequest()) as bot:
        await press_and_edit(bot, tg, ana)
        tg.send_photo(ana, data=png(20, 30))
        message = (await bot.get_updates(offset=-1))[0].message
        assert message
        (photo,) = message.photo
        assert await (await bot.get_file(photo)).download_as_bytearray() == png(20, 30)
        sent = await bot.send_photo(ana.id, InputFile(png(40, 50)), caption="mine")
        assert (sent.photo[0].width, sent.photo[0].height, sent.caption) == (40, 50, "mine")
    assert tg.unknown_parameters == []


async def press_and_edit(bot: Bot, tg: Telegram, ana: User) -> None:
    """A press under a text in HTML, answered; the text changes."""
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    sent = await bot.send_message(ana.id, "<b>Hi</b>", ParseMode.HTML, reply_markup=buttons)
    tg.press(ana, sent.message_id, "Go")
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query
    await query.answer("ok")
    await query.edit_message_text("Gone")
    assert (tg.callback_answers[-1].text, tg.last(ana).text) == ("ok", "Gone")
