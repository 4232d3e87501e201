"""/metrics: what happened, in numbers that Prometheus reads, and of nobody in particular."""

from collections.abc import AsyncIterator
from pathlib import Path
from platform import python_version

import httpx
import prometheus_client
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.web.pages import pages
from tests.bot.test_intake import rename
from tests.echo import ROUTES, outgoing, put
from tests.world import World, a_world

Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=ROUTES) as made:
        yield made


async def page(world: World) -> str:
    transport = httpx.ASGITransport(pages(world.house))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return answer.text


async def figures(world: World) -> Figures:
    """Every sample, by its name and labels."""
    families = text_string_to_metric_families(await page(world))
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def one(found: Figures, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


async def test_updates_notices_calls_and_their_lateness_are_counted(world: World) -> None:
    ana = world.person("Ana")
    for n in range(3):
        await world.write(ana, f"/echo {n}")
    await world.write(ana, "/fail")
    world.telegram.raw_update({"wormhole": {"id": 5}})
    await world.settle()
    found = await figures(world)
    assert one(found, "bot_updates_total", outcome="handled") == 3
    assert one(found, "bot_updates_total", outcome="failed") == 1
    assert one(found, "bot_updates_total", outcome="ignored") == 1
    assert one(found, "bot_notices_total", kind="partner-thing", outcome="taken") == 3
    assert one(found, "bot_notice_lateness_seconds_count", lane="answer") == 3
    assert one(found, "bot_queue_depth", queue="updates") == 1
    assert one(found, "bot_api_calls_total", answer="200") >= 4
    assert (
        one(found, "bot_info", database="sqlite", updates="polling", python=python_version()) == 1
    )
    assert one(found, "bot_database_up") == 1
    assert found["process_resident_memory_bytes", frozenset()] > 0


async def test_what_telegram_refuses_and_slows_down_is_told_apart(world: World) -> None:
    ana, ben, cleo = (world.person(name) for name in ("Ana", "Ben", "Cleo"))
    for who in (ana, ben, cleo):
        await world.write(who, "/echo known")
    world.telegram.block(ana.user)
    world.telegram.fail("sendMessage", kind="429", chat=ben.user, retry_after=3)
    world.telegram.fail("sendMessage", kind="drop_answer", chat=cleo.user)
    put(world, *(outgoing(who, "news") for who in (ana, ben, cleo)))
    await world.settle()
    await world.minutes(1)
    found = await figures(world)
    assert one(found, "bot_notices_total", kind="partner-thing", outcome="refused") == 1
    assert one(found, "bot_notices_total", kind="partner-thing", outcome="put off") == 2
    assert one(found, "bot_notices_total", kind="partner-thing", outcome="taken") == 5
    assert one(found, "bot_api_calls_total", answer="429") == 1
    assert one(found, "bot_api_calls_total", answer="AnswerLost") == 1
    assert (one(found, "bot_unknown_total"), one(found, "bot_repeats_total")) == (1, 1)


async def test_dead_letters_and_what_is_due_show_from_the_database(world: World) -> None:
    ana = world.person("Ana")
    await world.write(ana, "/fail")
    await world.minutes(3)
    put(world, outgoing(ana, "waits"))
    found = await figures(world)
    assert one(found, "bot_dead_letters", queue="updates") == 1
    assert one(found, "bot_queue_depth", queue="notices due") == 1


async def test_nobody_s_name_id_or_words_are_on_the_page(world: World) -> None:
    secret = world.person("Xanthippe-Marker", id=98_765_432_101, username="marker_name")
    await world.write(secret, "/echo unmistakable-words")
    await world.write(secret, "/fail unmistakable-words")
    shown = await page(world)
    for word in ("Xanthippe", "98765432101", "marker_name", "unmistakable", world.telegram.token):
        assert word not in shown


async def test_each_house_counts_for_itself(world: World, tmp_path: Path) -> None:
    await world.write(world.person("Ana"), "/echo here")
    async with a_world(tmp_path / "other", routes=ROUTES) as other:
        assert ("bot_updates_total", frozenset({("outcome", "handled")})) not in await figures(
            other
        )
    everybody_s = prometheus_client.generate_latest().decode()
    assert "bot_updates" not in everybody_s


async def test_the_page_is_there_while_the_database_is_away(world: World) -> None:
    rename(world, "inbox", "gone")
    found = await figures(world)
    rename(world, "gone", "inbox")
    assert one(found, "bot_database_up") == 0
    assert not [name for name, _ in found if name.startswith("bot_queue_depth")]
    assert one(found, "bot_silence_seconds", part="tick") >= 0
