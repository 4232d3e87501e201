"""What no handler can take and no reader will: set aside, the others go on."""

import sqlite3
from contextlib import closing
from datetime import datetime
from random import Random
from typing import Any

from tests.chaos.day import Days
from tests.chaos.world import World

STRANGER = {"id": 990, "is_bot": False, "first_name": "Zed"}
CHAT = {"id": 990, "type": "private", "first_name": "Zed"}
POISON: tuple[dict[str, Any], ...] = (
    {"message": {"message_id": 1, "date": 1, "chat": CHAT, "from": STRANGER, "text": ["x"]}},
    {"message": {"message_id": "one", "date": "soon", "chat": 7}},
    {"message": {"message_id": 2, "date": 10**30, "chat": CHAT, "from": STRANGER, "text": "x"}},
    {"callback_query": {"id": 5, "from": STRANGER, "data": "\x00\ud800"}},
    {"message": None},
    {"never_heard_of": {"a": {"b": []}}},
    {"edited_message": {"message_id": 3, "date": 1, "chat": CHAT, "text": "\x00" * 5000}},
    {"my_chat_member": {"chat": CHAT, "from": STRANGER, "date": 1}},
)


async def updates(days: Days, chance: Random, count: int) -> None:
    """At every moment one that is none, before what people write."""
    world = days.world

    async def pour(_: datetime) -> None:
        world.telegram.raw_update(dict(chance.choice(POISON)))
        world.ledger.fired += 1

    await days.live(before=pour)


async def notices(days: Days, chance: Random, count: int) -> None:
    """Rows in the outbox of a kind that no version knows, to the very people who live here."""
    world = days.world

    async def spoil(_: datetime) -> None:
        if world.ledger.fired < count:
            await world.terminate()
            _spoil(world, chance.choice([who.id for who in world.people]))
            world.ledger.fired += 1
            await world.start()

    await days.live(before=spoil)


def _spoil(world: World, chat: int) -> None:
    """A copy of the newest notice under a name that means nothing."""
    with closing(sqlite3.connect(world.life.folder / "bot.db")) as file, file:
        names = [row[1] for row in file.execute("PRAGMA table_info(outbox)") if row[1] != "id"]
        new = {"chat_id": str(chat), "key": "'no-such-notice'", "slot": "NULL", "verb": "'send'"}
        new |= dict.fromkeys(("done_at", "outcome", "message_id", "day_id", "call_id"), "NULL")
        chosen = ", ".join(new.get(name, name) for name in names)
        file.execute(
            f"INSERT INTO outbox ({', '.join(names)})"
            f" SELECT {chosen} FROM outbox ORDER BY id DESC LIMIT 1"
        )


async def blocked(days: Days, chance: Random, count: int) -> None:
    """A person has blocked the bot for the day: everybody else's goes on as usual."""
    world = days.world
    gone = chance.choice(world.people)
    days.model.leave_out(gone)
    world.telegram.block(world.person(gone))
    await days.live()
    refused = [c for c in world.telegram.arrivals if c.error and "blocked" in c.error]
    world.ledger.fired += len(refused)
