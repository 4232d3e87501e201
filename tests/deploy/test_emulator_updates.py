"""Updates leave the emulator's queue by Telegram's rules: offsets, long polls, conflicts, age."""

import asyncio
import random
from typing import Any

import pytest

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line, keyboard


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_stays_until_a_higher_offset_confirms_it(
    line: Line, tg: Telegram, ana: User
) -> None:
    second = tg.write(ana, "two")
    assert texts(await line.updates()) == ["/start", "two"]
    assert texts(await line.updates(offset=second)) == ["two"]
    assert tg.pending_updates == 1
    assert await line.updates(offset=second + 1) == []
    assert await line.updates() == []


async def test_updates_are_numbered_one_by_one(tg: Telegram, ana: User) -> None:
    second = tg.write(ana, "two")
    assert tg.write(ana, "three") == second + 1


async def test_a_limit_hands_over_the_oldest_and_confirms_nothing(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.write(ana, "two")
    assert texts(await line.updates(limit=1)) == ["/start"]
    assert tg.pending_updates == 2


async def test_a_negative_offset_keeps_only_the_newest(
    line: Line, tg: Telegram, ana: User
) -> None:
    for text in ("two", "three"):
        tg.write(ana, text)
    assert texts(await line.updates(offset=-1)) == ["three"]
    assert tg.pending_updates == 1


async def test_an_offset_far_in_the_future_confirms_nothing(
    line: Line, tg: Telegram, ana: User
) -> None:
    last = tg.write(ana, "two")
    assert texts(await line.updates(offset=last + 1000)) == ["/start", "two"]


async def test_a_long_poll_wakes_at_once_on_a_new_update(line: Line, tg: Telegram) -> None:
    ben = tg.person(102, "Ben")
    polling = tg.next_arrival()
    poll = asyncio.ensure_future(line.updates(timeout=50))
    await polling
    tg.write(ben, "now")
    assert texts(await asyncio.wait_for(poll, 10)) == ["now"]


async def test_a_long_poll_ends_empty_when_its_seconds_are_over(line: Line) -> None:
    assert await line.updates(timeout=1) == []


async def test_a_second_poll_ends_the_first_with_a_conflict(line: Line, tg: Telegram) -> None:
    polling = tg.next_arrival()
    first = asyncio.ensure_future(line.refused("getUpdates", timeout=50))
    await polling
    second = asyncio.ensure_future(line.updates(timeout=50))
    assert await first == (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )
    tg.write(tg.person(102, "Ben"), "for the second")
    assert texts(await second) == ["for the second"]


async def test_polling_is_refused_while_a_webhook_is_set(line: Line) -> None:
    await line.ok("setWebhook", url="https://bot.example/hook", secret_token="s3cret")
    assert await line.refused("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
    assert (await line.ok("getWebhookInfo"))["url"] == "https://bot.example/hook"
    await line.ok("deleteWebhook")
    assert await line.updates() == []


async def test_a_waiting_poll_is_ended_by_a_webhook(line: Line, tg: Telegram) -> None:
    polling = tg.next_arrival()
    poll = asyncio.ensure_future(line.refused("getUpdates", timeout=50))
    await polling
    await line.ok("setWebhook", url="https://bot.example/hook")
    assert await poll == (409, "Conflict: terminated by setWebhook request")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        (
            {"url": "http://bot.example"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://bot.example", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
        ({"url": "https://bot.example", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(line: Line, params: dict[str, str], words: str) -> None:
    assert await line.refused("setWebhook", **params) == (400, f"Bad Request: {words}")


async def test_pending_updates_are_dropped_only_on_request(
    line: Line, tg: Telegram, ana: User
) -> None:
    await line.ok("deleteWebhook")
    assert tg.pending_updates == 1
    await line.ok("deleteWebhook", drop_pending_updates=True)
    assert tg.pending_updates == 0


async def test_reactions_come_only_to_a_bot_that_asks_for_them(
    line: Line, tg: Telegram, ana: User
) -> None:
    message_id = await line.say(ana)
    assert tg.react(ana, message_id, "👍") == 0
    await line.ok("getUpdates", offset=-1, allowed_updates=["message_reaction"])
    assert tg.react(ana, message_id, "🔥") > 0
    assert tg.write(ana, "not asked for") == 0
    await line.updates(allowed_updates=[])
    assert tg.react(ana, message_id) == 0
    assert tg.write(ana, "asked for again") > 0


async def test_allowed_updates_stay_as_they_were_when_not_given(
    line: Line, tg: Telegram, ana: User
) -> None:
    await line.updates(allowed_updates=["callback_query"])
    await line.updates()
    assert tg.write(ana, "still not asked for") == 0


async def test_a_press_nobody_fetched_is_gone_after_150_seconds(
    line: Line, tg: Telegram, ana: User
) -> None:
    button = {"text": "Done", "callback_data": "d"}
    message_id = await line.say(ana, reply_markup=keyboard(button))
    tg.press(ana, message_id, "Done")
    line.clock.later(seconds=150)
    assert tg.pending_updates == 2
    line.clock.later(seconds=1)
    assert texts(await line.updates()) == ["/start"]


async def test_a_message_nobody_fetched_is_gone_after_a_day(
    line: Line, tg: Telegram, ana: User
) -> None:
    line.clock.later(hours=24)
    assert tg.pending_updates == 1
    line.clock.later(seconds=1)
    assert await line.updates() == []


async def test_an_update_can_be_handed_over_again_after_it_was_confirmed(
    line: Line, tg: Telegram, ana: User
) -> None:
    update_id = tg.write(ana, "again")
    await line.updates(offset=update_id + 1)
    tg.redeliver(update_id, times=2)
    for _ in range(2):
        assert texts(await line.updates(offset=update_id + 1)) == ["again"]
    assert await line.updates(offset=update_id + 1) == []


async def test_a_batch_can_be_shuffled(line: Line, tg: Telegram, ana: User) -> None:
    ids = [tg.write(ana, str(number)) for number in range(20)]
    tg.shuffle(random.Random(7))
    handed = [update["update_id"] for update in await line.updates(offset=ids[0])]
    assert sorted(handed) == ids != handed


async def test_a_raw_update_is_handed_over_as_it_is(line: Line, tg: Telegram) -> None:
    update_id = tg.raw_update({"strange_new_kind": {"no": "from"}})
    assert await line.updates() == [{"update_id": update_id, "strange_new_kind": {"no": "from"}}]
    assert tg.raw_update({"update_id": 5, "message": None}) == 5
