"""Updates that Telegram posts: over real HTTP, in any order, beside refusals and outages."""

import asyncio
import logging
import random
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import NullPool, create_engine

from bot.settings import Address
from bot.web.pages import pages
from bot.web.posts import MOST
from bot.web.serve import serve
from deploy.playground.telegram import Telegram
from tests.bot.living import Living, living
from tests.bot.test_intake import rename
from tests.echo import ROUTES, count, words_heard
from tests.postgres import Server
from tests.world import Somebody, World, a_world, eventually

HOST, SECRET = "bot.example.org", "a-Secret_of-ours-0123456789"
HOOK = f"https://{HOST}/telegram"
GIVEN = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}


class Hooked(Living):
    """Behind a webhook."""

    async def start(self) -> None:
        gathering = self.house.gathering
        assert gathering is not None
        gathering.hold = 5.0  # a busy machine must not let the order out of hand
        await super().start()

    async def post(
        self, body: Any, headers: Mapping[str, str] = GIVEN, path: str = "/telegram"
    ) -> aiohttp.ClientResponse:
        return await self.post_to(path, body, headers)


GIVEN_BY_HOST: dict[str, Any] = {"webhook_url": HOOK, "webhook_secret": SECRET}


@pytest.fixture
async def hooked(tmp_path: Path, database_url: str) -> AsyncIterator[Hooked]:
    async with (
        a_world(tmp_path, routes=ROUTES, database_url=database_url, **GIVEN_BY_HOST) as world,
        living(world, Hooked) as hooked,
    ):
        world.telegram.webhook.haste = 0.05
        world.telegram.webhook.proxy(f"https://{HOST}", hooked.url)
        yield hooked


def people(world: World, number: int) -> list[Somebody]:
    return [world.person(f"P{n}") for n in range(number)]


async def test_what_people_write_and_press_arrives_and_is_answered(hooked: Hooked) -> None:
    world = hooked.world
    ana = world.person("Ana")
    world.telegram.write(ana.user, "/echo before the start")
    await hooked.start()
    assert await eventually(lambda: words_heard(world, ana)) == ["before the start"]
    world.telegram.write(ana.user, "/ask")
    await eventually(lambda: world.telegram.chat(ana.user)[-1].buttons)
    world.telegram.press(ana.user, world.last(ana).id, "Ideas")
    assert await eventually(lambda: words_heard(world, ana)) == ["pressed"]
    await eventually(lambda: world.house.intake.caught_up)
    [registered] = [call for call in world.telegram.arrivals if call.method == "setWebhook"]
    assert registered.params["url"] == HOOK
    assert registered.params["secret_token"] == SECRET
    assert "callback_query" in registered.params["allowed_updates"]
    assert "drop_pending_updates" not in registered.params
    assert "getUpdates" not in {call.method for call in world.telegram.arrivals}


@pytest.mark.parametrize("seed", range(2))
async def test_a_hundred_shuffled_posts_at_once_keep_each_person_s_order(
    hooked: Hooked, seed: int
) -> None:
    world, order = hooked.world, random.Random(seed)
    some = people(world, 10)
    world.telegram.shuffle(order)
    for n in range(10):
        for who in some:
            world.telegram.write(who.user, f"/echo {n}")
    await hooked.start()
    await eventually(lambda: count(world) == 100)
    await eventually(lambda: not unsent(world))
    for who in some:
        assert words_heard(world, who) == [str(n) for n in range(10)]


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(2))
async def test_two_processes_behind_one_proxy_keep_each_person_s_order_and_handle_once(
    tmp_path: Path, postgres: Server, seed: int
) -> None:
    url = postgres.fresh()
    async with (
        a_world(tmp_path, routes=ROUTES, database_url=url, **GIVEN_BY_HOST) as world,
        living(world, Hooked) as first,
    ):
        second = Hooked(world, world.assemble())
        world.telegram.webhook.proxy(f"https://{HOST}", first.url, second.url)
        world.telegram.shuffle(random.Random(seed))
        some = people(world, 10)
        for n in range(10):
            for who in some:
                world.telegram.write(who.user, f"/echo {n}")
        try:
            await asyncio.gather(first.start(), second.start())
            await eventually(lambda: count(world) == 100 and not unsent(world))
            for who in some:
                assert words_heard(world, who) == [str(n) for n in range(10)]
            assert not world.telegram.pending_updates
        finally:
            await second.stop()


async def test_posts_that_come_late_and_twice_are_handled_in_order_and_once(
    hooked: Hooked,
) -> None:
    world = hooked.world
    ana = await someone_known(hooked)
    updates = [message(n, ana, f"/echo {n}") for n in range(1, 10)]

    async def late(place: int, update: dict[str, Any]) -> int:
        await asyncio.sleep(0.01 * (len(updates) - place))  # the last comes first
        return (await hooked.post(update)).status

    posts = [late(place, update) for place, update in enumerate(updates)]
    again = [late(place, update) for place, update in enumerate(reversed(updates))]
    assert set(await asyncio.gather(*posts)) == {200}
    for post in again:
        assert await post == 200
    await eventually(lambda: count(world) == 10 and not unsent(world))
    assert words_heard(world, ana) == [str(n) for n in range(1, 10)]


async def someone_known(hooked: Hooked) -> Somebody:
    """Ana, who has written before, to a house that has read all there was."""
    world = hooked.world
    ana = world.person("Ana")
    world.telegram.write(ana.user, "/echo hello")
    await hooked.start()
    assert await eventually(lambda: words_heard(world, ana)) == ["hello"]
    await eventually(lambda: world.house.intake.caught_up)
    return ana


def unsent(world: World) -> int:
    with world.store.transaction() as tx:
        return tx.outbox.waiting()


def message(n: int, who: Somebody, text: str) -> dict[str, Any]:
    person = {"id": who.id, "first_name": who.name, "is_bot": False}
    chat = {"id": who.id, "type": "private", "first_name": who.name}
    said = {"message_id": n, "date": 1_772_600_400, "from": person, "chat": chat, "text": text}
    said["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    return {"update_id": 5_000_000 + n, "message": said}


WRONG_SECRET = {**GIVEN, "X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}
REFUSED = [
    (WRONG_SECRET, b"{}", 403),
    ({**GIVEN, "X-Telegram-Bot-Api-Secret-Token": "ä" + SECRET}, b"{}", 403),
    ({"Content-Type": "application/json"}, b"{}", 403),
    (WRONG_SECRET, b"x" * (MOST + 1), 403),
    ({**GIVEN, "Content-Type": "text/plain"}, b"{}", 415),
    (GIVEN, b"x" * (MOST + 1), 413),
    (GIVEN, b'{"update_id": 1', 400),
    (GIVEN, b"\xff\xfe", 400),
    (GIVEN, b"[" * 100_000, 400),
    (GIVEN, b"[]", 400),
    (GIVEN, b'{"message": {"text": "no number"}}', 400),
    (GIVEN, b'{"update_id": ' + b"9" * 5000 + b"}", 400),
    (GIVEN, b"", 400),
]


async def test_what_is_not_telegram_s_is_refused_without_a_word(
    hooked: Hooked, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("bot", "uvicorn", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    await hooked.start()
    await eventually(lambda: hooked.world.house.intake.caught_up)
    for headers, body, status in REFUSED:
        answer = await hooked.post(body, headers)
        assert (answer.status, answer.headers.get("Content-Length")) == (status, "0"), body[:40]
    with hooked.world.store.transaction() as tx:
        assert tx.inbox.waiting() == 0
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert SECRET[:-1] not in said
    assert not [record for record in caplog.records if record.exc_info]


async def test_only_a_post_to_the_one_path_is_answered(hooked: Hooked) -> None:
    await hooked.start()
    await eventually(lambda: hooked.world.house.intake.caught_up)
    assert (await hooked.post({}, path="/telegram/")).status == 404
    assert (await hooked.post({}, path="/")).status == 404
    read = await hooked.get("/telegram", GIVEN)
    assert (read.status, read.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "through",
    [{"Host": HOST}, {"Host": f"{HOST.upper()}:443"}, {"X-Forwarded-For": "1.2.3.4"}],
)
async def test_whoever_comes_by_the_public_name_sees_no_other_page(
    hooked: Hooked, through: dict[str, str]
) -> None:
    await hooked.start()
    await eventually(lambda: hooked.world.house.intake.caught_up)
    assert (await hooked.get("/healthz", through)).status == 404
    assert (await hooked.get("/healthz", {})).status == 200
    answer = await hooked.post(message(1, hooked.world.person("Ana"), "hi"), {**GIVEN, **through})
    assert answer.status == 200


async def test_a_port_that_is_taken_is_no_end_of_it_where_telegram_posts(hooked: Hooked) -> None:
    with socket.create_server(("127.0.0.1", hooked.port)):
        at, app = Address("127.0.0.1", hooked.port), pages(hooked.house)
        await serve(app, at)  # without a webhook the bot lives without its pages
        with pytest.raises(OSError, match="the address is taken"):
            await serve(app, at, vital=True)


async def test_nothing_is_confirmed_before_it_is_committed(hooked: Hooked) -> None:
    world = hooked.world
    ana = await someone_known(hooked)
    with held(world):
        posted = asyncio.ensure_future(hooked.post(message(1, ana, "/echo kept")))
        await asyncio.sleep(0.3)  # long enough for an answer
        assert not posted.done()
    assert (await posted).status == 200
    with world.store.transaction() as tx:
        assert tx.inbox.known([5_000_001]) == {5_000_001}


@contextmanager
def held(world: World) -> Iterator[None]:
    """Somebody else holds the database's lock on what comes in."""
    lock = "LOCK TABLE inbox IN EXCLUSIVE MODE"
    if world.database_url.startswith("sqlite"):
        lock = "BEGIN IMMEDIATE"
    engine = create_engine(world.database_url, poolclass=NullPool)
    with engine.connect() as other:
        other.exec_driver_sql(lock)
        yield
        other.rollback()
    engine.dispose()


async def test_while_the_database_fails_telegram_keeps_the_update_and_brings_it_again(
    hooked: Hooked,
) -> None:
    world = hooked.world
    ana = world.person("Ana")
    await hooked.start()
    await eventually(lambda: world.house.intake.caught_up)
    rename(world, "inbox", "gone")
    refused = await hooked.post(message(1, ana, "/echo direct"))
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
    world.telegram.write(ana.user, "/echo kept at Telegram")
    await eventually(lambda: "last_error_date" in world.telegram.state.webhook)
    assert world.telegram.pending_updates == 1
    rename(world, "gone", "inbox")
    assert await eventually(lambda: words_heard(world, ana)) == ["kept at Telegram"]
    await eventually(lambda: not world.house.pulse.ailments())


async def test_no_step_is_played_while_telegram_cannot_post(hooked: Hooked) -> None:
    world, telegram = hooked.world, hooked.world.telegram
    ana = world.person("Ana")
    telegram.webhook.proxy(f"https://{HOST}", "http://127.0.0.1:9")
    telegram.write(ana.user, "/echo waits")
    await hooked.start()
    alarm = await eventually(lambda: world.house.pulse.ailments().get("updates"))
    assert alarm == "Telegram cannot post to the webhook: Connection refused"
    assert not world.house.intake.caught_up
    telegram.webhook.haste = 1.0  # what failed would now come after many seconds
    telegram.webhook.proxy(f"https://{HOST}", hooked.url)
    ben = world.person("Ben")
    telegram.write(ben.user, "/echo gets through")
    assert await eventually(lambda: words_heard(world, ben)) == ["gets through"]
    assert await eventually(lambda: words_heard(world, ana)) == ["waits"]
    await eventually(lambda: world.house.intake.caught_up)
    assert world.house.pulse.ailments() == {}


async def test_a_deleted_webhook_is_set_again_and_another_s_is_left_alone(
    hooked: Hooked,
) -> None:
    world = hooked.world
    await hooked.start()
    await eventually(lambda: world.house.intake.caught_up)
    await register(world.telegram, "")
    await eventually(lambda: world.telegram.state.webhook.get("url") == HOOK)
    await register(world.telegram, "https://elsewhere.example.org/telegram")
    why = await eventually(lambda: world.house.pulse.ailments().get("updates"))
    assert why == "another webhook is set"
    assert world.telegram.state.webhook["url"] == "https://elsewhere.example.org/telegram"


async def register(telegram: Telegram, url: str) -> None:
    """By another hand, once it is not too soon after the last time."""
    async with aiohttp.ClientSession() as session:
        while True:
            address = f"{telegram.url}/bot{telegram.token}/setWebhook"
            async with session.post(address, json={"url": url}) as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.1)


async def test_who_polls_deletes_a_webhook_from_before_and_loses_nothing(tmp_path: Path) -> None:
    async with a_world(tmp_path, routes=ROUTES) as world:
        ana = world.person("Ana")
        await register(world.telegram, HOOK)
        world.telegram.write(ana.user, "/echo waited")
        await world.settle()
        assert world.telegram.state.webhook == {}
        assert words_heard(world, ana) == ["waited"]
        [deleted] = [call for call in world.telegram.arrivals if call.method == "deleteWebhook"]
        assert not deleted.params.get("drop_pending_updates")


async def test_who_polls_leaves_a_webhook_alone_that_was_set_since(tmp_path: Path) -> None:
    async with a_world(tmp_path, routes=ROUTES) as world:
        await world.settle()
        await register(world.telegram, HOOK)
        await world.settle()
        assert world.telegram.state.webhook["url"] == HOOK
        assert world.house.pulse.ailments()["updates"].startswith("a webhook is set")
