"""Who opens the console's link is the host, and named as such at once."""

from pathlib import Path

from tests.world import a_world


async def test_the_host_is_named_in_the_empty_chat_without_a_new_start(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        link = await world.house.host_link()
        assert link is not None
        assert "run by" not in world.telegram.description("en")
        hanna = world.person("Hanna")
        await world.open(hanna, link)
        await world.house.presence()
        assert "run by Hanna." in world.telegram.description("en")
        assert "betrieben von Hanna." in world.telegram.description("de")
        before = len(world.telegram.arrivals)
        await world.house.presence()
        assert len(world.telegram.arrivals) == before
