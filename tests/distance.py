"""A telephone line of some length: bytes arrive later than they were sent, in both directions.

Telegram is never as near as the emulator; only at a distance is something always under way.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 1 << 16


@asynccontextmanager
async def far_away(url: str, seconds: float) -> AsyncIterator[str]:
    """The address at which the server at `url` is that far away, one way."""
    there = urlsplit(url)
    calls: set[asyncio.StreamWriter] = set()

    async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            far_reader, far_writer = await asyncio.open_connection(there.hostname, there.port)
            calls.update((writer, far_writer))
            async with asyncio.TaskGroup() as group:
                group.create_task(_carry(reader, far_writer, seconds))
                group.create_task(_carry(far_reader, writer, seconds))

    server = await asyncio.start_server(call, "127.0.0.1")
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in calls:
            writer.close()


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float
) -> None:
    """Whatever is said at one end is heard at the other, until one of them hangs up."""
    with suppress(ConnectionError):
        while heard := await reader.read(CHUNK):
            await asyncio.sleep(seconds)
            writer.write(heard)
            await writer.drain()
    writer.close()
