"""Updates as nobody sends them: each is confirmed, none changes anything, the next one is heard.

Telegram's own odd ones too: channels, anonymous admins, linked channels, other bots, wrong types.
"""

import logging
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.tables import metadata
from tests.access import matrix
from tests.access.cast import Cast
from tests.access.stages import live
from tests.world import World, a_world

Json = dict[str, Any]
UNCOUNTED = ("inbox", "leases")
ANA = {"id": 101, "is_bot": False, "first_name": "Ana", "username": "ana", "language_code": "en"}
PRIVATE = {"id": 101, "type": "private", "first_name": "Ana"}
GROUP = {"id": -1001, "type": "supergroup", "title": "G"}
CHANNEL = {"id": -1002, "type": "channel", "title": "C"}
ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
LINKED = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
AS_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
ROBOT = {"id": 5, "is_bot": True, "first_name": "R"}


def said(text: Any = "/leave", sender: Any = None, chat: Any = None, **more: Any) -> Json:
    base = {"message_id": 5, "date": 1_772_000_000, "chat": chat or PRIVATE, "text": text}
    return {**base, **({"from": sender} if sender is not None else {}), **more}


def pressed(**more: Any) -> Json:
    return {"id": "9", "from": ANA, "chat_instance": "1", "data": "1:leave:2", **more}


NOT_A_PERSONS = {
    "an anonymous admin": {"message": said("/leave", ANONYMOUS, GROUP, sender_chat=GROUP)},
    "a linked channel": {
        "message": said("/leave", LINKED, GROUP, sender_chat=CHANNEL, is_automatic_forward=True)
    },
    "someone as their channel": {
        "message": said("/leave", AS_CHANNEL, GROUP, sender_chat=CHANNEL)
    },
    "another bot": {"message": said("/leave", ROBOT, {"id": 5, "type": "private"})},
    "a member of a group": {"message": said("/leave", ANA, GROUP)},
    "a message without from": {"message": said("/leave")},
    "a channel's post": {"channel_post": said("/leave", chat=CHANNEL)},
    "a channel's edited post": {"edited_channel_post": said("/leave", chat=CHANNEL)},
    "a business message": {"business_message": said("/leave", ANA, business_connection_id="1")},
    "an inline query": {"inline_query": {"id": "1", "from": ANA, "query": "x", "offset": ""}},
    "a payment": {
        "pre_checkout_query": {
            "id": "1",
            "from": ANA,
            "currency": "XTR",
            "total_amount": 1,
            "invoice_payload": "x",
        }
    },
    "a wormhole": {"wormhole": {"from": ANA, "chat": PRIVATE, "text": "/leave"}},
    "a press in a group": {"callback_query": pressed(message=said("x", ROBOT, GROUP))},
    "a press without data": {"callback_query": pressed(data=None, game_short_name="g")},
    "a press under an inline message": {"callback_query": pressed(inline_message_id="1")},
    "a reaction of a channel": {
        "message_reaction": {
            "chat": GROUP,
            "actor_chat": CHANNEL,
            "message_id": 1,
            "date": 1,
            "old_reaction": [],
            "new_reaction": [],
        }
    },
}
WRONG: list[Any] = [
    None,
    True,
    -1,
    2**63,
    10**40,
    1.5,
    "",
    "x",
    [],
    {},
    [[]],
    {"id": {}},
    "\x00",
    "é",
]
FORMS = [
    ("message", said("/today", ANA)),
    ("edited_message", said("/today", ANA, edit_date=1_772_000_001)),
    ("callback_query", pressed(message=said("x", ROBOT), data="1:done:999999")),
    ("message_reaction", {"chat": PRIVATE, "user": ANA, "message_id": 1, "date": 1}),
    ("my_chat_member", {"chat": PRIVATE, "from": ANA, "date": 1}),
]


def rows(world: World) -> dict[str, list[Any]]:
    """Every row of every table but the inbox."""
    names = [name for name in metadata.tables if name not in UNCOUNTED]
    with closing(sqlite3.connect(world.file)) as database:
        return {name: list(database.execute(f'SELECT * FROM "{name}"')) for name in names}


@pytest.fixture
async def stage(tmp_path: Path) -> Any:
    async with a_world(tmp_path, **matrix.settings(tmp_path)) as world:
        cast = await live(world, "committed")
        assert cast["Ana"].id == ANA["id"]
        yield world, cast


async def test_what_comes_from_no_person_in_private_changes_nothing(
    stage: tuple[World, Cast], caplog: pytest.LogCaptureFixture
) -> None:
    world, _ = stage
    before = rows(world)
    for name, form in NOT_A_PERSONS.items():
        world.telegram.raw_update(dict(form))
        await world.settle()
        assert rows(world) == before, name
        failed = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]
        assert failed == [], name
    assert world.telegram.pending_updates == 0


async def test_no_wrong_type_in_any_field_stops_the_next_one(stage: tuple[World, Cast]) -> None:
    """Each of the fields in turn is something else; what cannot be read is set aside."""
    world, cast = stage
    chance = random.Random(1)
    for kind, form in FORMS:
        for broken in _broken(form, chance):
            world.telegram.raw_update({kind: broken})
    await world.settle()
    await world.minutes(10)
    world.heard(cast["Cleo"])
    await world.write(cast["Cleo"], "/help")
    assert len(world.heard(cast["Cleo"])) == 1
    assert world.telegram.pending_updates == 0
    pact = rows(world)["pair_members"]
    assert [row[-1] for row in pact].count(None) == 2  # Ana and Ben are still partners


def _broken(form: Json, chance: random.Random) -> list[Json]:
    """The form with one field missing or wrong, at any depth, three ways each."""
    found = []
    for key, value in form.items():
        found.append({name: kept for name, kept in form.items() if name != key})
        found += [{**form, key: chance.choice(WRONG)} for _ in range(3)]
        if isinstance(value, dict):
            found += [{**form, key: inner} for inner in _broken(value, chance)]
    return found


@pytest.mark.parametrize(
    "text", ["x" * 4096, "x" * 100_000, "\x00", "\ud800" * 50, "/" * 4096, "/\u202e"]
)
async def test_a_text_of_any_length_and_sign_is_answered(
    stage: tuple[World, Cast], text: str
) -> None:
    world, cast = stage
    world.heard(cast["Ana"])
    world.telegram.raw_update({"message": said(text, ANA)})
    await world.settle()
    assert world.heard(cast["Ana"])
    with closing(sqlite3.connect(world.file)) as database:
        left = database.execute("SELECT count(*) FROM inbox WHERE done_at IS NULL").fetchone()
    assert left == (0,)
