"""The playground's world: time that only goes forward, a chat and a call between two people."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from deploy.playground.clock import SkippingClock
from deploy.playground.friends import Friends
from deploy.playground.people import ANA
from deploy.playground.scene import Scene
from deploy.playground.view import state_of
from tests.deploy.page import MONDAY_MORNING, Page, open_page

BERLIN = ANA.zone
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with open_page() as opened:
        yield opened


def test_the_clock_skips_forward_and_never_back() -> None:
    clock = SkippingClock(NOON)
    clock.skip_to(NOON + timedelta(hours=3))
    assert clock.now() >= NOON + timedelta(hours=3)
    clock.skip_to(NOON)
    assert clock.now() >= NOON + timedelta(hours=3)


def test_a_call_is_answered_only_by_the_one_who_is_called() -> None:
    friends = Friends()
    friends.ring("ben", "ana")
    friends.answer("ben", NOON)
    friends.hang_up(NOON)
    assert friends.notes[-1].label == "No answer"
    friends.ring("ben", "ana")
    friends.answer("ana", NOON)
    friends.hang_up(NOON + timedelta(minutes=7))
    assert friends.notes[-1].label == "Call, 7 min"


def test_an_invitation_among_words_is_found() -> None:
    friends = Friends()
    friends.tell("ana", "Join me?\nhttps://t.me/on_the_line_bot?start=abc", NOON)
    assert friends.notes[0].invitation == "https://t.me/on_the_line_bot?start=abc"


async def test_the_buttons_of_the_bar_lead_to_the_hours_they_name(page: Page) -> None:
    scene = page.scene
    await scene.move("hour")
    assert scene.clock.now() >= MONDAY_MORNING + timedelta(hours=1)
    await scene.move("evening")
    berlin = scene.clock.now().astimezone(scene.phones["ana"].holder.zone)
    assert (berlin.day, berlin.hour) == (2, 20)
    await scene.move("day")
    berlin = scene.clock.now().astimezone(scene.phones["ana"].holder.zone)
    assert (berlin.day, berlin.hour) == (3, 8)


async def test_reset_begins_a_new_world(page: Page) -> None:
    scene = page.scene
    scene.telegram.write(scene.phones["ana"].user, "/start")
    await scene.house.settle()
    await scene.move("day")
    await scene.reset()
    state = state_of(scene)
    assert state["phones"][0]["messages"] == []
    assert state["now"].startswith("2026-03-02T06:30")


async def test_a_skip_plays_each_due_instant_at_its_own_time(page: Page) -> None:
    """A day in one skip: morning to night, each message dated when it was due."""
    scene, ana = page.scene, page.scene.phones["ana"].user
    await _answer(scene, "/start", "Berlin")
    scene.telegram.press(ana, scene.telegram.last(ana).id, "Alone for now")
    await _answer(scene, "Write to Dr Weiss")
    await scene.skip(MONDAY_MORNING + timedelta(hours=30))
    said = {m.text.splitlines()[0]: m.date for m in scene.telegram.chat(ana) if m.from_bot}
    local = {text: at.astimezone(BERLIN).strftime("%d %H:%M") for text, at in said.items()}
    assert local["How did it go today?"] == "02 20:00"
    assert any(at.startswith("03 08:00") for at in local.values())


async def test_the_bar_says_whose_event_comes_next(page: Page) -> None:
    scene, ana = page.scene, page.scene.phones["ana"].user
    assert scene.coming() is None
    await _answer(scene, "/start", "Berlin")
    scene.telegram.press(ana, scene.telegram.last(ana).id, "Alone for now")
    await _answer(scene, "Write to Dr Weiss")
    await scene.move("hour")
    coming = scene.coming()
    assert coming is not None
    assert (coming["phone"], coming["what"]) == ("ana", "check-in")


async def _answer(scene: Scene, *texts: str) -> None:
    for text in texts:
        scene.telegram.write(scene.phones["ana"].user, text)
        await scene.house.settle()
