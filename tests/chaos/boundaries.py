"""Every commit that writes and every call, as moments at which the process under test can die.

A boundary is known by what it writes or says, so that it is the same one when it comes again
after a death. Each is died at once; those died at already stand in a file.
"""

import hashlib
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from bot.request import AiohttpRequest

WRITES = ("INSERT", "UPDATE", "DELETE")


class Deaths:
    """Where this process dies: at the first boundary it has not died at, of the share drawn."""

    def __init__(self, notes: Path, share: float, seed: int) -> None:
        self.notes, self.share, self.seed = notes, share, seed
        self.known = set(notes.read_text("utf-8").splitlines()) if notes.exists() else set()

    def reach(self, kind: str, what: str) -> None:
        name = f"{kind}:{hashlib.sha256(what.encode()).hexdigest()[:16]}"
        if name in self.known or random.Random(f"{self.seed} {name}").random() >= self.share:
            return
        with self.notes.open("a", encoding="utf-8") as notes:
            notes.write(f"{name}\n")
        os.kill(os.getpid(), signal.SIGKILL)


def arm(deaths: Deaths) -> None:
    """From now on this process dies at them."""
    _commits(deaths)
    _calls(deaths)


def _commits(deaths: Deaths) -> None:
    written: dict[int, list[str]] = {}

    def note(_c: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(WRITES) and cursor.rowcount:
            key = id(cursor.connection)
            written.setdefault(key, []).append(f"{statement[:60]} {_numbers(parameters)}")

    event.listen(Engine, "after_cursor_execute", note)
    commit: Callable[..., None] = DefaultDialect.do_commit
    rollback: Callable[..., None] = DefaultDialect.do_rollback

    def do_commit(self: DefaultDialect, connection: Any) -> None:
        what = written.pop(id(connection.driver_connection), None)
        if what:
            deaths.reach("before commit", "\n".join(what))
        commit(self, connection)
        if what:
            deaths.reach("after commit", "\n".join(what))

    def do_rollback(self: DefaultDialect, connection: Any) -> None:
        written.pop(id(connection.driver_connection), None)
        rollback(self, connection)

    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]
    DefaultDialect.do_rollback = do_rollback  # type: ignore[method-assign]


def _numbers(parameters: Any) -> str:
    """The ids in it: instants differ at every try."""
    found = parameters.values() if isinstance(parameters, dict) else parameters
    return " ".join(
        _numbers(one) if isinstance(one, list | tuple | dict) else str(one)
        for one in found or ()
        if isinstance(one, int | list | tuple | dict)
    )


def _calls(deaths: Deaths) -> None:
    ask: Callable[..., Any] = AiohttpRequest.do_request

    async def do_request(
        self: Any, url: str, method: str, request_data: Any = None, *more: Any, **how: Any
    ) -> Any:
        name = url.rpartition("/")[2]
        said = request_data.json_parameters if request_data is not None else {}
        what = f"{name} {sorted(said.items())}"
        if name != "getUpdates":
            deaths.reach("before call", what)
        code, body = await ask(self, url, method, request_data, *more, **how)
        if name != "getUpdates":
            deaths.reach("after answer", what)
        elif b'"update_id"' in body:
            deaths.reach("after answer", body.decode("utf-8", "replace"))
        return code, body

    AiohttpRequest.do_request = do_request  # type: ignore[method-assign]
