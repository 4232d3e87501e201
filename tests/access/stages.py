"""Every state of a day and of a call, lived once: where the buttons are pressed.

Rule: a state of the tables DAY and CALL without a stage here fails the matrix. Each stage begins
on Tuesday morning, after a Monday on which Ben called Ana and they did it together.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from storage.records import CallState as C
from storage.records import DayState as D
from tests.access.cast import Cast, gather, invite
from tests.journeys.people import alerted, changed, named
from tests.world import World

Stage = Callable[[World, Cast], Awaitable[None]]
EVENING = "Call the tax office"


async def _until(world: World, cast: Cast, at: str) -> None:
    await world.time(at, of=cast["Ana"])


async def waiting(world: World, cast: Cast) -> None:
    await _until(world, cast, "05:00")


async def asked_for(world: World, cast: Cast) -> None:
    await _until(world, cast, "09:00")


async def committed(world: World, cast: Cast) -> None:
    await named(world, cast["Ana"])
    await named(world, cast["Ben"], EVENING, at="08:40")


async def checking(world: World, cast: Cast) -> None:
    await committed(world, cast)
    await _until(world, cast, "20:05")


async def helping(world: World, cast: Cast) -> None:
    await alerted(world, cast["Ana"])


async def done(world: World, cast: Cast) -> None:
    await checking(world, cast)
    await world.write(cast["Ana"], "done")


async def taken(world: World, cast: Cast) -> None:
    await helping(world, cast)
    await world.tap(cast["Ben"], "📞 I'll call now")


async def under_way(world: World, cast: Cast) -> None:
    await taken(world, cast)
    await world.tap(cast["Ben"], "Under way")


async def rescued(world: World, cast: Cast) -> None:
    await taken(world, cast)
    await world.tap(cast["Ben"], "Done together")


async def nobody(world: World, cast: Cast) -> None:
    await taken(world, cast)
    await world.tap(cast["Ben"], "No answer")


async def company(world: World, cast: Cast) -> None:
    await helping(world, cast)
    await world.tap(cast["Ben"], "Can't right now")
    await world.tap(cast["Ana"], "25 minutes")


async def missed(world: World, cast: Cast) -> None:
    await checking(world, cast)
    await world.write(cast["Ana"], "not today")


async def attested(world: World, cast: Cast) -> None:
    await missed(world, cast)
    await world.write(cast["Ben"], "Ana did it")


async def rest(world: World, cast: Cast) -> None:
    await asked_for(world, cast)
    await world.write(cast["Ana"], "/skip")
    await world.tap(cast["Ana"], "Today")


async def paused(world: World, cast: Cast) -> None:
    await asked_for(world, cast)
    await world.write(cast["Ana"], "/pause")


async def silent(world: World, cast: Cast) -> None:
    """Ana said nothing yesterday."""
    await asked_for(world, cast)
    await world.days(1)


async def excused(world: World, cast: Cast) -> None:
    """Ana said nothing for three days, and was ill."""
    await asked_for(world, cast)
    await world.days(3)
    await world.tap(cast["Ana"], "I was ill")


async def unasked(world: World, cast: Cast) -> None:
    """Telegram was not there all of yesterday: the question came too late."""
    await _until(world, cast, "05:00")
    world.telegram.down()
    await world.days(1)
    world.telegram.down(False)
    await _until(world, cast, "08:30")


async def proposed(world: World, cast: Cast) -> None:
    """Each has proposed something to the other, and Ana asks to be called later than Ben can."""
    await committed(world, cast)
    await world.write(cast["Ana"], "/pact")
    await world.tap(cast["Ana"], "Other words")
    await world.write(cast["Ana"], "Up we get.")
    changed(world, cast["Ben"], weekdays="123")
    await world.write(cast["Ben"], "/settings")
    await world.tap(cast["Ben"], "1:setting:0:days")
    await world.write(cast["Ben"], "every day")
    await world.write(cast["Ana"], "/settings")
    await world.tap(cast["Ana"], "1:setting:0:check-in")
    await world.write(cast["Ana"], "23:30")


async def looked_at(world: World, cast: Cast) -> None:
    """The two weeks are over: both are asked whether to go on, and a loose word of Ana's lies."""
    with world.store.transaction() as tx:
        ana = tx.people.by_telegram(cast["Ana"].id)
        assert ana is not None
        pair = tx.pairs.living_of(ana.id)
        assert pair is not None
        tx.pairs.save(replace(pair, trial_ends_on=world.now.date()))
    await committed(world, cast)
    await world.write(cast["Ana"], "How are you?")


STAGES: dict[str, tuple[Stage, D | C | None]] = {
    "waiting": (waiting, D.WAITING),
    "asked": (asked_for, D.ASKED),
    "committed": (committed, D.COMMITTED),
    "checking": (checking, D.CHECKING),
    "helping": (helping, D.HELPING),
    "done": (done, D.DONE),
    "rescued": (rescued, D.RESCUED),
    "missed": (missed, D.MISSED),
    "silent": (silent, D.SILENT),
    "excused": (excused, D.EXCUSED),
    "rest": (rest, D.REST),
    "paused": (paused, D.PAUSED),
    "unasked": (unasked, D.UNASKED),
    "call alerted": (helping, C.ALERTED),
    "call taken": (taken, C.TAKEN),
    "call under way": (under_way, C.UNDER_WAY),
    "call ended": (nobody, C.ENDED),
    "company": (company, None),
    "attested": (attested, None),
    "proposed": (proposed, None),
    "looked at": (looked_at, None),
}


async def live(world: World, name: str) -> Cast:
    """Everybody, on the stage of this name."""
    cast = await gather(world)
    await rescued(world, cast)
    await world.time("05:30", of=cast["Ana"])
    await STAGES[name][0](world, cast)
    await invite(world, cast)
    return cast
