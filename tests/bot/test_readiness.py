"""/readyz while the bot lives, and while something is really stopped, gone, full or wrong."""

import asyncio
import resource
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest

from bot.pulse import PARTS
from bot.web.pages import pages
from deploy.playground.telegram import Telegram
from scheduler.clock import SystemClock
from storage.records import StepKind
from tests.bot.living import Living, living
from tests.bot.ports import free_port
from tests.bot.test_intake import plan_a_step
from tests.echo import ROUTES, outgoing, put
from tests.process import Process
from tests.world import World, a_world, eventually

TRIES = 600  # looks at the page until waiting counts as waiting in vain
LATE = timedelta(seconds=26)  # past the moment from which it counts


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=ROUTES) as made:
        yield made


async def asked(world: World) -> tuple[int, Any]:
    """What the page says of a house that does nothing by itself."""
    transport = httpx.ASGITransport(pages(world.house))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get("/readyz")
    return answer.status_code, answer.json()


async def red(house: Living, why: str) -> None:
    """Wait until it is, for this."""
    await eventually_said(house, lambda status, said: status == 503 and why in said["why"])


async def green(house: Living) -> None:
    await eventually_said(house, lambda status, said: status == 200 and said["ready"])


async def eventually_said(house: Living, wanted: Any) -> None:
    said: Any = None
    for _ in range(TRIES):
        with suppress(aiohttp.ClientConnectorError):  # its page is not there yet
            said = await house.said("/readyz")
            if wanted(*said):
                return
        await asyncio.sleep(0.05)
    raise AssertionError(said)


async def test_a_house_with_nothing_to_do_is_ready_and_says_so_in_numbers(world: World) -> None:
    status, said = await asked(world)
    assert (status, said["ready"], said["why"]) == (200, True, {})
    assert said["waiting"] == {"updates": 0, "steps_due": 0, "notices": 0, "notices_due": 0}
    assert said["oldest_due_seconds"] == {"updates": 0, "steps": 0, "notices": 0}
    assert said["dead_letters"] == {"updates": 0, "notices": 0}
    assert said["seconds_since_round"].keys() == set(PARTS)


async def test_a_step_that_nobody_plays_and_a_notice_that_nobody_sends_turn_it_red(
    world: World,
) -> None:
    ana = world.person("Ana")
    world.know(ana)
    plan_a_step(world, ana)
    [step] = [step for step in world.steps(ana) if step.kind is StepKind.CHECK_IN]
    world.clock.move_to(step.due_at)
    put(world, outgoing(ana, "waits"))
    for part in PARTS:
        world.house.pulse.beat(part)
    assert (await asked(world))[0] == 200
    world.clock.pass_for(LATE)
    for part in PARTS:
        world.house.pulse.beat(part)
    status, said = await asked(world)
    assert (status, said["why"].keys()) == (503, {"steps", "notices"})
    assert said["oldest_due_seconds"]["steps"] == 26


async def test_many_that_wait_their_turn_are_no_fault_while_some_get_through(
    world: World,
) -> None:
    ana = world.person("Ana")
    first, *_ = put(world, *(outgoing(ana, str(n)) for n in range(3)))
    world.clock.pass_for(LATE)
    for part in PARTS:
        world.house.pulse.beat(part)
    assert (await asked(world))[1]["why"].keys() == {"notices"}
    with world.store.transaction() as tx:
        tx.outbox.finish(first, world.now, "taken")
    assert (await asked(world))[0] == 200


async def test_a_wedged_desk_turns_it_red_and_green_again(world: World) -> None:
    async with living(world, Living) as house:
        await house.start()
        await green(house)
        go_on = threading.Event()
        wedged = asyncio.ensure_future(world.house.desk.play(lambda store, now: go_on.wait()))
        try:
            await red(house, "database")
            world.clock.pass_for(LATE)
            await red(house, "tick")
        finally:
            go_on.set()
        assert await wedged
        await green(house)


async def test_a_telegram_that_is_gone_turns_it_red_and_green_again(world: World) -> None:
    async with living(world, Living) as house:
        await house.start()
        await green(house)
        world.telegram.down()
        await red(house, "updates")
        world.telegram.down(False)
        await green(house)


async def test_a_telegram_that_takes_nothing_turns_it_red_and_green_again(world: World) -> None:
    people = [world.person(name) for name in ("Ana", "Ben", "Cleo")]
    async with living(world, Living) as house:
        await house.start()
        await green(house)
        world.telegram.fail("sendMessage", kind="500", times=None)
        for who in people:
            world.telegram.write(who.user, "/echo lost?")
        await red(house, "sending")
        world.telegram.mend()
        heard: list[str] = []

        def all_heard() -> bool:
            world.clock.pass_for(timedelta(seconds=1))
            heard.extend(text for who in people for text in world.heard(who))
            return len(heard) == len(people)

        await eventually(all_heard)
        await green(house)


async def test_a_refused_token_turns_it_red(world: World) -> None:
    async with living(world, Living) as house:
        await house.start()
        await green(house)
        world.telegram.fail("getUpdates", kind="401", times=None)
        world.telegram.write(world.person("Ana").user, "/echo ends the long poll")
        await red(house, "token")


async def test_a_clock_far_from_telegram_s_turns_it_red_and_green_again(world: World) -> None:
    async with living(world, Living) as house:
        await house.start()
        await green(house)
        world.telegram.skew = -timedelta(minutes=6)
        world.telegram.write(world.person("Ana").user, "/echo ends the long poll")
        await red(house, "clock")
        world.telegram.skew = timedelta()
        world.telegram.write(world.person("Ben").user, "/echo again")
        await green(house)


@pytest.mark.slow
async def test_a_full_disk_turns_it_red_also_when_nobody_writes(
    tmp_path: Path, world: World
) -> None:
    telegram = Telegram(SystemClock().now)
    await telegram.start()
    port = free_port()
    process = Process(
        tmp_path / "process",
        telegram_token="1:playground",
        telegram_api_url=telegram.url,
        listen=f"127.0.0.1:{port}",
    )
    house = Living(world)
    house.port = port
    try:
        await process.start_polling(telegram)
        await green(house)
        free = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, free[1]))
        await red(house, "disk")
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, free)
        await green(house)
    finally:
        await process.end()
        await telegram.stop()
