"""The bare send: the calls of a file, made again by the same request class, with nothing around.

`python -m tests.bench.bare <root of the Bot API> <token> <file of calls> <at once>`; prints the
seconds it took.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message

from bot.wire import Wire

Call = dict[str, Any]


async def send_all(root: str, token: str, calls: list[Call], width: int) -> float:
    """Seconds from the first call to the last answer, `width` of them on their way at once."""
    wire = Wire(token, root, lambda _: None)
    await wire.connect()
    waiting = iter([prepared(call, wire) for call in calls])
    began = time.perf_counter()
    await asyncio.gather(*(_worker(wire, waiting) for _ in range(width)))
    took = time.perf_counter() - began
    await wire.shutdown()
    return took


async def _worker(wire: Wire, waiting: Iterator[Call]) -> None:
    for call in waiting:
        sent = await wire.send_message(**call)
        assert isinstance(sent, Message)


def prepared(call: Call, wire: Wire) -> Call:
    """The library's own objects for what stands in the file as JSON."""
    made = dict(call)
    if keys := made.get("reply_markup"):
        made["reply_markup"] = InlineKeyboardMarkup.de_json(keys, wire)
    if shown := made.get("link_preview_options"):
        made["link_preview_options"] = LinkPreviewOptions.de_json(shown, wire)
    return made


def main(root: str, token: str, file: str, width: str) -> None:
    calls = json.loads(Path(file).read_text("utf-8"))
    print(asyncio.run(send_all(root, token, calls, int(width))))


if __name__ == "__main__":
    main(*sys.argv[1:])
