"""What Telegram does to us: floods, errors, lost answers, blocked chats, no Telegram at all."""

from datetime import datetime, timedelta
from random import Random

from tests.chaos.day import Days
from tests.chaos.script import at

MINUTE = timedelta(minutes=1)


async def flooded_chats(days: Days, chance: Random, count: int) -> None:
    """429 on the chats of all who would be alerted, from the alert until it is not needed."""
    floods = days.model.floods
    for (_, on), part in days.model.parts.items():
        if part.role == "too late":
            span = (at(on, "21:00"), at(on, "21:03"))
            floods.setdefault(part.who.partner, []).append(span)

    async def flood(moment: datetime) -> None:
        days.world.telegram.mend()
        for name, spans in floods.items():
            if any(begin <= moment < end for begin, end in spans):
                who = days.world.users[name]
                days.world.telegram.fail("sendMessage", None, who, "429", retry_after=60)

    await days.live(before=flood)
    days.world.ledger.fired += days.world.telegram.faults_fired["429"]


async def flooded(days: Days, chance: Random, count: int) -> None:
    """429 on whatever is sent, some times at every moment."""
    await _troubled(days, chance, count, ("429",))


async def failing(days: Days, chance: Random, count: int) -> None:
    """500, 502 with HTML, and connections that are reset before anything happened."""
    await _troubled(days, chance, count, ("500", "502html", "reset"))


async def answers_lost(days: Days, chance: Random, count: int) -> None:
    """Telegram acts and the connection breaks before its answer."""
    await _troubled(days, chance, count, ("drop_answer",))


async def _troubled(days: Days, chance: Random, count: int, kinds: tuple[str, ...]) -> None:
    """So many of these at every moment, each of them some calls after the last."""
    telegram = days.world.telegram

    async def trouble(_: datetime) -> None:
        for _call in range(count):
            method = chance.choice(("sendMessage", "sendMessage", "editMessageText", "getUpdates"))
            telegram.fail(method, kind=chance.choice(kinds), after=chance.randrange(4))

    await days.live(before=trouble)
    telegram.mend()
    days.world.ledger.fired += telegram.faults_fired.total()


async def unreachable(days: Days, chance: Random, count: int) -> None:
    """No Telegram at all for half a minute, at the moments when most is to be said."""
    telegram, agenda = days.world.telegram, dict(days.agenda(days.dates[0]))
    busy = set(chance.sample(sorted(agenda), count))

    async def gone(moment: datetime) -> None:
        if moment in busy:
            telegram.down(True)

    async def back(moment: datetime) -> None:
        if moment in busy:
            await days.world.until(lambda: False, 1.0)
            days.world.ledger.fired += 1
            telegram.down(False)

    await days.live(before=gone, after=back)
