"""`python -m deploy.playground.screenshot`: lives an evening in a headless Chromium and keeps
its picture as screenshot.png. Needs playwright and the system's Chromium.
"""

import asyncio
import shutil
import struct
import zlib
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from playwright.async_api import Locator, Page, async_playwright

from bot.settings import Settings
from deploy.playground.__main__ import house_in
from deploy.playground.scene import Scene
from deploy.playground.server import application

PICTURE = Path(__file__).parent / "screenshot.png"
AFTERNOON = datetime(2026, 3, 2, 15, 5, tzinfo=UTC)
"a Monday, 16:05 in Berlin and 15:05 in London"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
ALERT = "Time to call Ana."
MOST_EVENTS = 12
PIXELS = """async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, image.width, image.height);
    const step = (value) => Math.round(value / 3) * 3;
    const colours = data.filter((_, at) => at % 4 < 3).map(step);
    let text = "";
    for (let at = 0; at < colours.length; at += 8192)
        text += String.fromCharCode(...colours.subarray(at, at + 8192));
    return [width, height, btoa(text)];
}"""
"soft gradients in steps of three: far less to download, and no eye sees it"


class Hand:
    """One person's hand on a phone of the page."""

    def __init__(self, tab: Page, key: str) -> None:
        self.phone: Locator = tab.locator(f".phone[data-phone={key}]")

    async def press(self, label: str) -> None:
        await self.phone.get_by_role("button", name=label, exact=True).last.click()

    async def write(self, text: str) -> None:
        await self.phone.get_by_role("textbox").fill(text)
        await self.phone.get_by_role("textbox").press("Enter")

    async def sees(self, words: str) -> None:
        await self.phone.get_by_text(words).last.wait_for()


async def live(tab: Page) -> None:
    """A pact, two promises, an evening without an answer, and the call."""
    ana, ben = Hand(tab, "ana"), Hand(tab, "ben")
    await _pair(ana, ben)
    await ana.write("Write to Dr Weiss and ask for 20 minutes")
    await ana.sees("Set.")
    await ben.write("Call the tax office")
    await ben.sees("Set.")
    for _ in range(MOST_EVENTS):
        if await ben.phone.get_by_text(ALERT).count():
            break
        await tab.get_by_role("button", name="Next event").click()
        await tab.wait_for_selector(".bar:not(.busy)")
    await ben.press("📞 I'll call now")
    await ana.sees("Ben is calling you now.")
    await ben.press("Open Ana's chat")
    await ben.press("Call Ana")
    await ana.press("Answer")
    await ben.phone.get_by_role("tab", name="On the Line").click()


async def _pair(ana: Hand, ben: Hand) -> None:
    await ana.press("START")
    await ana.sees("where you are?")
    await ana.write("Berlin")
    await ana.press("Send to a friend")
    await ana.press("Send to Ben")
    await ben.phone.locator(".banner").click()
    await ben.press("Open the bot")
    await ben.press("START")
    await ben.sees("where you are?")
    await ben.write("London")
    await ben.press("Accept")
    await ana.press("Yes, start")
    await ben.sees("You and Ana are on the line.")


async def _picture() -> None:
    host = Settings(host_name="Ana")
    scene = Scene(lambda clock, url, folder: house_in(host, clock, url, folder), AFTERNOON)
    await scene.open()
    runner = web.AppRunner(application(scene), access_log=None, shutdown_timeout=1)
    try:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await _take(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    finally:
        await runner.cleanup()
        await scene.close()


async def _take(address: str) -> None:
    async with async_playwright() as play:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = await play.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = await browser.new_page(viewport={"width": 1280, "height": 860})
        await tab.goto(address)
        await live(tab)
        await tab.wait_for_timeout(1500)  # the last animations come to rest
        taken = b64encode(await tab.screenshot()).decode()
        drawing = await browser.new_page()
        width, height, colours = await drawing.evaluate(PIXELS, f"data:image/png;base64,{taken}")
        PICTURE.write_bytes(_png(width, height, b64decode(colours)))
        await browser.close()


def _png(width: int, height: int, colours: bytes) -> bytes:
    """Unfiltered rows of RGB, packed as tightly as zlib can; a browser's own PNG is not."""
    rows = (colours[at : at + 3 * width] for at in range(0, len(colours), 3 * width))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    asyncio.run(_picture())
