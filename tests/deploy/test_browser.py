"""The playground in a real browser: the system's Chromium, used as a person would.

Skipped with its reason where there is no Chromium, unless REQUIRE_BROWSER=1: then it fails.
"""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, ConsoleMessage, Locator, async_playwright, expect
from playwright.async_api import Page as Tab

from tests.deploy.page import Page, open_page

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("REQUIRE_BROWSER") != "1":
        pytest.skip("no Chromium here (apt-get install chromium); REQUIRE_BROWSER=1 insists")
    assert found, "REQUIRE_BROWSER=1, and there is no Chromium: apt-get install chromium"
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with open_page() as opened:
        yield opened


@pytest.fixture
async def tab(page: Page, browser: Browser) -> AsyncIterator[Tab]:
    """The page, opened; at the end it must have complained of nothing."""
    opened = await browser.new_page(viewport={"width": 1280, "height": 860})
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", hear)
    await opened.goto(page.url)
    yield opened
    assert complaints == []


def phone(tab: Tab, key: str) -> Locator:
    return tab.locator(f".phone[data-phone={key}]")


async def write(on: Locator, text: str) -> None:
    await on.get_by_role("textbox").fill(text)
    await on.get_by_role("textbox").press("Enter")


async def test_start_on_a_phone_brings_the_bots_answer(tab: Tab) -> None:
    ana = phone(tab, "ana")
    await expect(ana.get_by_text("What can this bot do?")).to_be_visible()
    await ana.get_by_role("button", name="START").click()
    await expect(ana.locator(".theirs .words").first).to_contain_text("One thing a day")
    await expect(phone(tab, "ben").get_by_role("button", name="START")).to_be_visible()


async def test_two_people_live_a_whole_day(tab: Tab) -> None:
    ana, ben = phone(tab, "ana"), phone(tab, "ben")
    await become_partners(ana, ben)
    await write(ana, "Write to Dr Weiss")
    await expect(ana.locator(".theirs").last).to_contain_text("Set. I'll ask at 20:00.")
    await skip(tab, "To the evening")
    await expect(ben.get_by_text("Ana's one thing today:")).to_be_visible()
    await expect(ana.get_by_text("How did it go today?")).to_be_visible()
    await tap(ana, "✅ Done")
    await expect(ana.get_by_text("Done. Ben hears it now.")).to_be_visible()
    await expect(ben.locator(".theirs", has_text="Ana did it.")).to_be_visible()
    await skip(tab, "Next day")
    await expect(ana.locator(".status")).to_contain_text("08:00")


async def become_partners(ana: Locator, ben: Locator) -> None:
    """START, a city, the share sheet, the other phone's chat, the link in it, both yes."""
    await tap(ana, "START")
    await expect(ana.get_by_text("where you are?")).to_be_visible()
    await write(ana, "Berlin")
    await tap(ana, "Send to a friend")
    await tap(ana, "Send to Ben")
    await ben.locator(".banner").click()
    await tap(ben, "Open the bot")
    await tap(ben, "START")
    await expect(ben.get_by_text("where you are?")).to_be_visible()
    await write(ben, "London")
    await tap(ben, "Accept")
    await tap(ana, "Yes, start")
    for on in (ana, ben):
        await expect(on.get_by_text("are on the line.").last).to_be_visible()


async def tap(on: Locator, label: str) -> None:
    await on.get_by_role("button", name=label, exact=True).last.click()


async def skip(tab: Tab, label: str) -> None:
    await tab.get_by_role("button", name=label).click()
    await expect(tab.locator(".bar:not(.busy)")).to_be_visible()


async def test_words_of_people_stay_words(tab: Tab) -> None:
    ana, ben = phone(tab, "ana"), phone(tab, "ben")
    await ana.get_by_role("tab", name="Ben").click()
    await write(ana, "<img src=x onerror=document.title='owned'><b>hi</b>")
    await ben.locator(".banner").click()
    await expect(ben.locator(".theirs .words")).to_contain_text("<b>hi</b>")
    assert await ben.locator(".chat img").count() == 0
    assert "owned" not in await tab.title()


async def test_a_call_rings_on_the_other_phone_and_leaves_the_chat_usable(tab: Tab) -> None:
    ana, ben = phone(tab, "ana"), phone(tab, "ben")
    await ben.get_by_role("tab", name="Ana").click()
    await ben.get_by_role("button", name="Call Ana").click()
    await expect(ana.get_by_text("Ben is calling")).to_be_visible()
    await ana.get_by_role("button", name="Answer").click()
    await expect(ben.get_by_text("On the line with Ana")).to_be_visible()
    await expect(ana.get_by_role("button", name="START")).to_be_visible()
    await ana.get_by_role("button", name="Hang up").click()
    await expect(ben.get_by_text("Call, ")).to_be_visible()


async def test_a_narrow_page_shows_one_phone_at_a_time(page: Page, browser: Browser) -> None:
    tab = await browser.new_page(viewport={"width": 390, "height": 844})
    await tab.goto(page.url)
    await expect(phone(tab, "ana")).to_be_visible()
    await expect(phone(tab, "ben")).to_be_hidden()
    await tab.get_by_role("navigation").get_by_role("button", name="Ben").click()
    await expect(phone(tab, "ben")).to_be_visible()
    wide = await tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


async def test_a_link_means_what_it_means_on_a_phone(tab: Tab) -> None:
    bot, friend = {"username": "on_the_line_bot", "id": 1}, {"username": "ana", "id": 101}
    meant = await tab.evaluate(
        """async ([links, bot, friend]) => {
            const { meaning } = await import("/page/links.js");
            return links.map((link) => meaning(link, bot, friend).kind);
        }""",
        [
            [
                "https://t.me/on_the_line_bot?start=abc",
                "https://t.me/On_The_Line_Bot",
                "https://t.me/share/url?url=x&text=y",
                "https://t.me/ana?text=hello",
                "tg://user?id=101",
                "tg://user?id=7",
                "https://t.me/on_the_line_bot?startgroup=g",
                "https://example.org/",
                "not a link",
            ],
            bot,
            friend,
        ],
    )
    assert meant == ["start", "bot", "share", "friend", "friend", "web", "group", "web", "web"]
