"""GET /readyz and /metrics: how the bot does, in numbers; no name, no id, no text.

Ready means: every part makes its rounds, nothing ails, nothing due waits longer than LATE. The
database is asked at each look, and what it does not answer in time counts as down.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.compose import House
from bot.meter import ages
from storage.queues import Waiting

LATE = 25.0  # seconds
PATIENCE = 3.0  # seconds for the database to answer
FRESH = {"Cache-Control": "no-store"}
Page = Callable[[Request], Awaitable[Response]]


def readiness(house: House) -> Page:
    """200 while ready, else 503; the reasons and the numbers as JSON."""

    async def readyz(_: Request) -> Response:
        now, waiting = house.clock.now(), await _look(house)
        why = reasons(house, waiting, now)
        body = {"ready": not why, "why": why, **numbers(house, waiting, now)}
        return JSONResponse(body, 503 if why else 200, headers=FRESH)

    return readyz


def metrics(house: House) -> Page:
    """For Prometheus, also while the database is away."""

    async def page(_: Request) -> Response:
        waiting = await _look(house)
        body = house.meter.page(waiting, house.pulse.silences(), house.clock.now())
        return Response(body, headers=FRESH, media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return page


def reasons(house: House, waiting: Waiting | None, now: datetime) -> dict[str, str]:
    """What keeps it from being ready; empty when nothing does."""
    why = {
        part: f"no round for {silence:.0f} s" for part, silence in house.pulse.stopped().items()
    }
    why |= house.pulse.ailments()
    if waiting is None:
        return why | {"database": f"no answer within {PATIENCE:.0f} s"}
    late = {queue: age for queue, age in ages(waiting, now).items() if age > LATE}
    if _moves(waiting, now):
        late.pop("notices", None)
    return why | {queue: f"the oldest waits for {age:.0f} s" for queue, age in late.items()}


def numbers(house: House, waiting: Waiting | None, now: datetime) -> dict[str, Any]:
    """The same every time, so that a script may rely on the names."""
    silences = {part: round(seconds, 1) for part, seconds in house.pulse.silences().items()}
    shown: dict[str, Any] = {"seconds_since_round": silences}
    if waiting is None:
        return shown
    return shown | {
        "oldest_due_seconds": ages(waiting, now),
        "waiting": {
            "updates": waiting.updates,
            "steps_due": waiting.steps_due,
            "notices": waiting.notices,
            "notices_due": waiting.notices_due,
        },
        "dead_letters": {"updates": waiting.dead_updates, "notices": waiting.dead_notices},
    }


def _moves(waiting: Waiting, now: datetime) -> bool:
    """Many at once take their time at Telegram's pace; that is no fault while some get through."""
    last = waiting.last_finished
    return last is not None and now - last < timedelta(seconds=LATE)


async def _look(house: House) -> Waiting | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await house.desk.run(lambda tx, now: tx.queues.look(now))
    except Exception:  # whatever it is, this page says that it is down and stays up itself
        return None
