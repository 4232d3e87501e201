"""Deaths of the process: at random moments, at every boundary once, and told to stop."""

import asyncio
from datetime import datetime
from random import Random

from tests.chaos.day import Days
from tests.chaos.world import World

SOON = 0.08  # seconds within which most of what a moment brings is done


async def killed_at_random(days: Days, chance: Random, count: int, within: float = SOON) -> None:
    """kill -9, mostly in the middle of what a moment brings, `count` times over the dates."""
    world = days.world
    moments = sum(len(days.agenda(on)) for on in days.dates)
    share = count / moments

    async def strike(_moment: datetime) -> None:
        times = int(share) + (chance.random() < share % 1)
        for _ in range(min(times, count - world.ledger.fired)):
            await _wait(world, chance, within)
            await world.kill_one(chance)
            world.ledger.fired += 1
            await world.rise()

    await days.live(after=strike)
    while world.ledger.fired < count:
        await strike(world.clock.now())


async def _wait(world: World, chance: Random, within: float) -> None:
    """Some milliseconds, or until the next call of some arrives."""
    if chance.random() < 0.5:
        await asyncio.sleep(chance.uniform(0.0, within))
        return
    wanted = len(world.telegram.arrivals) + chance.randint(1, 8)
    await world.until(lambda: len(world.telegram.arrivals) >= wanted, within)


async def killed_with_the_disk_slow(days: Days, chance: Random, count: int) -> None:
    """The same with seconds for what else takes milliseconds."""
    await killed_at_random(days, chance, count, within=3.0)


async def at_every_boundary(days: Days, chance: Random, count: int) -> None:
    """Die at each commit that writes and at each call, before and after, once each.

    `count` is the share of them in percent.
    """
    world = days.world
    notes = world.life.folder / "boundaries"
    plan = {"notes": str(notes), "share": count / 100, "seed": chance.randrange(10**6)}
    await world.terminate()

    async def die_and_rise(_: datetime) -> None:
        while True:
            if not world.life.alive:
                await world.start(dies=plan)
            await days.settle()
            if world.life.alive:
                return
            world.has_died("kill -9")
            world.ledger.fired += 1

    await days.live(before=die_and_rise, after=die_and_rise)
    await world.terminate()
    await world.start()


async def told_to_stop(days: Days, chance: Random, count: int) -> None:
    """SIGTERM in the middle of what a moment brings: exit 0 within ten seconds, no repeat."""
    world = days.world
    moments = sum(len(days.agenda(on)) for on in days.dates)

    async def stop(_: datetime) -> None:
        if chance.random() * moments < count * 1.5 and world.ledger.fired < count:
            await asyncio.sleep(chance.uniform(0.0, SOON))
            code = await world.terminate()
            assert code == 0, f"exit code {code}: {world.life.said()}"
            world.ledger.fired += 1
            await world.start()

    await days.live(after=stop)
    while world.ledger.fired < count:
        await stop(world.clock.now())


async def killed_at_a_call(days: Days, chance: Random, count: int) -> None:
    """Telegram has acted on a call, or not, and the process dies before it hears so."""
    world = days.world
    moments = [moment for on in days.dates for moment, _ in days.agenda(on)]
    struck = set(chance.sample(moments, min(count, len(moments))))

    async def hold(moment: datetime) -> None:
        if moment in struck:
            await world.calm()
            method = chance.choice(("getUpdates", "sendMessage"))
            if method == "getUpdates":
                world.telegram.fail(method, kind="late")
            else:
                kind = chance.choice(("late", "timeout"))
                world.telegram.fail(method, kind=kind, after=chance.randrange(2))

    async def strike(moment: datetime) -> None:
        if moment not in struck:
            return
        fired = world.telegram.faults_fired.total()
        await world.until(lambda: world.telegram.faults_fired.total() > fired, 1.0)
        world.ledger.fired += world.telegram.faults_fired.total() > fired
        await world.kill()
        world.telegram.mend()
        world.telegram.down(True)
        world.telegram.down(False)
        await world.start()

    await days.live(before=hold, after=strike)
