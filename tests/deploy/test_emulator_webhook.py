"""Updates reach a webhook as Telegram posts them: secret, queues, repeats, what is told of it."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line
from tests.world import eventually

HOOK = "https://bot.example/hook"


class Bot:
    """What stands behind the webhook: notes what comes, answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.held: asyncio.Event | None = None
        self.most = self.inside = 0

    @property
    def ids(self) -> list[int]:
        return [update["update_id"] for update in self.got]

    async def take(self, request: web.Request) -> web.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(update)
        try:
            if self.held:
                await self.held.wait()
        finally:
            self.inside -= 1
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        return web.Response(status=status, headers=headers)

    async def has(self, count: int) -> None:
        await eventually(lambda: len(self.got) >= count)


@pytest.fixture
async def bot(line: Line, tg: Telegram) -> AsyncIterator[Bot]:
    bot = Bot()
    app = web.Application()
    app.router.add_post("/hook", bot.take)
    async with TestServer(app, host="127.0.0.1") as server:
        tg.webhook.proxy("https://bot.example", str(server.make_url("")))
        tg.webhook.haste = 0.01
        yield bot
        if bot.held:
            bot.held.set()


async def empty(tg: Telegram) -> None:
    await eventually(lambda: not tg.pending_updates)


async def test_what_waits_and_what_comes_is_posted_with_the_secret(
    line: Line, tg: Telegram, ana: User, bot: Bot
) -> None:
    await line.ok("setWebhook", url=HOOK, secret_token="s3cret", max_connections=7)
    second = tg.write(ana, "two")
    await bot.has(2)
    await empty(tg)
    assert [update["message"]["text"] for update in bot.got] == ["/start", "two"]
    assert bot.ids[1] == second
    assert bot.secrets == ["s3cret", "s3cret"]
    info = await line.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["max_connections"]) == (0, 7)
    assert "last_error_date" not in info


@pytest.mark.parametrize("status", [300, 401, 404, 500, 503])
async def test_what_is_not_answered_with_2xx_comes_again_until_it_is(
    line: Line, tg: Telegram, ana: User, bot: Bot, status: int
) -> None:
    bot.answers = [(status, {})] * 4
    await line.ok("setWebhook", url=HOOK)
    await bot.has(5)
    await empty(tg)
    assert len(set(bot.ids)) == 1
    info = await line.ok("getWebhookInfo")
    assert info["last_error_message"].startswith(f"Wrong response from the webhook: {status}")


async def test_a_wish_to_be_left_alone_is_granted(
    line: Line, tg: Telegram, ana: User, bot: Bot
) -> None:
    bot.answers = [(503, {"Retry-After": "3600"})]
    await line.ok("setWebhook", url=HOOK)
    await bot.has(1)
    ben = tg.person(102, "Ben")
    tg.write(ben, "mine")
    await bot.has(2)
    assert [update["message"]["from"]["id"] for update in bot.got] == [101, 102]
    assert tg.pending_updates == 1


async def test_a_person_s_messages_go_one_at_a_time_and_a_press_may_overtake_them(
    line: Line, tg: Telegram, ana: User, bot: Bot
) -> None:
    keys = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    asked = await line.say(ana, "Ready?", reply_markup=keys)
    bot.held = asyncio.Event()
    await line.ok("setWebhook", url=HOOK)
    await bot.has(1)
    tg.write(ana, "two")
    tg.press(ana, asked, "Go")
    await bot.has(2)
    assert "callback_query" in bot.got[1]
    bot.held.set()
    await empty(tg)
    assert [update.get("message", {}).get("text") for update in bot.got] == ["/start", None, "two"]


async def test_people_are_served_side_by_side_up_to_the_number_of_connections(
    line: Line, tg: Telegram, bot: Bot
) -> None:
    bot.held = asyncio.Event()
    for id in range(201, 221):
        tg.write(tg.person(id, "One"), "hello")
    await line.ok("setWebhook", url=HOOK, max_connections=5)
    await bot.has(5)
    bot.held.set()
    await empty(tg)
    assert bot.most == 5
    assert Counter(bot.ids).most_common(1)[0][1] == 1


async def test_shuffled_posts_keep_no_order_at_all(line: Line, tg: Telegram, bot: Bot) -> None:
    ana = tg.person(101, "Ana")
    tg.shuffle(random.Random(1))
    ids = [tg.write(ana, str(n)) for n in range(30)]
    await line.ok("setWebhook", url=HOOK, max_connections=100)
    await empty(tg)
    assert sorted(bot.ids) == ids != bot.ids


async def test_a_lost_answer_and_a_redelivery_bring_the_same_update_again(
    line: Line, tg: Telegram, ana: User, bot: Bot
) -> None:
    tg.fail("webhook", kind="drop_answer")
    tg.fail("webhook", kind="reset")
    await line.ok("setWebhook", url=HOOK)
    await empty(tg)
    assert len(bot.ids) == 2
    tg.redeliver(bot.ids[0], 2)
    await bot.has(4)
    assert len(set(bot.ids)) == 1
    assert tg.faults_fired == {"drop_answer": 1, "reset": 1}


async def test_nothing_is_posted_while_the_network_is_down_or_without_a_webhook(
    line: Line, tg: Telegram, ana: User, bot: Bot
) -> None:
    await line.ok("setWebhook", url=HOOK)
    await empty(tg)
    tg.down()
    tg.write(ana, "two")
    await asyncio.sleep(0)
    assert tg.webhook.posts == 1
    tg.down(False)
    await empty(tg)
    assert len(bot.got) == 2
    await line.ok("deleteWebhook")
    tg.write(ana, "three")
    assert [update["message"]["text"] for update in await line.updates()] == ["three"]


async def test_two_registrations_within_a_second_are_too_many(line: Line) -> None:
    await line.ok("setWebhook", url=HOOK)
    code, words = await line.refused("setWebhook", url=HOOK)
    assert (code, words) == (429, "Too Many Requests: retry after 1")


async def test_where_nobody_stands_every_post_fails_and_that_is_told(
    line: Line, tg: Telegram, ana: User
) -> None:
    await line.ok("setWebhook", url="https://nobody.example/hook")
    await eventually(lambda: "last_error_date" in tg.state.webhook)
    info = await line.ok("getWebhookInfo")
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
