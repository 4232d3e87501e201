"""/healthz as a supervisor sees it."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.routing import Route

from bot.pulse import PARTS, PATIENCE, Pulse
from bot.web.health import health
from scheduler.clock import SystemClock


class PassingClock(SystemClock):
    """A clock whose seconds pass by hand."""

    def __init__(self) -> None:
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed


@pytest.fixture
def clock() -> PassingClock:
    return PassingClock()


@pytest.fixture
def pulse(clock: PassingClock) -> Pulse:
    return Pulse(clock)


@pytest_asyncio.fixture
async def client(pulse: Pulse) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=[Route("/healthz", health(pulse))]))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def test_all_is_well_for_a_while_after_the_start(
    client: httpx.AsyncClient, clock: PassingClock
) -> None:
    clock.passed = PATIENCE
    answer = await client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"well": True, "stopped_for_seconds": {}, "ailments": {}}


@pytest.mark.parametrize("part", PARTS)
async def test_a_part_that_stops_turns_it_red_and_green_again_with_its_next_beat(
    client: httpx.AsyncClient, clock: PassingClock, pulse: Pulse, part: str
) -> None:
    clock.passed = PATIENCE + 1
    for other in set(PARTS) - {part}:
        pulse.beat(other)
    red = await client.get("/healthz")
    assert (red.status_code, red.json()["stopped_for_seconds"]) == (503, {part: 26})
    pulse.beat(part)
    assert (await client.get("/healthz")).status_code == 200


async def test_an_ailment_turns_it_red_until_it_heals(
    client: httpx.AsyncClient, pulse: Pulse
) -> None:
    pulse.ail("clock", "more than 5 minutes from Telegram's")
    red = await client.get("/healthz")
    assert red.status_code == 503
    assert red.json()["ailments"] == {"clock": "more than 5 minutes from Telegram's"}
    pulse.heal("clock")
    pulse.heal("clock")
    assert (await client.get("/healthz")).status_code == 200


async def test_only_get_and_only_this_path_are_answered(client: httpx.AsyncClient) -> None:
    assert (await client.post("/healthz")).status_code == 405
    assert (await client.get("/")).status_code == 404


def test_an_unknown_part_is_a_mistake_of_ours(pulse: Pulse) -> None:
    with pytest.raises(KeyError):
        pulse.beat("tock")
