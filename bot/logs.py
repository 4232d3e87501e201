"""Logging for the whole process: structlog in front, one handler behind, nothing secret in it.

No secret and no user text reaches a log. Libraries that write either below WARNING are kept there,
tokens and passwords are cut from every finished line, and exceptions show their type and place but
not their message, because a driver's or a parser's message quotes what it was given.
"""

import logging
import re
import sqlite3
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

QUIET = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "sqlalchemy",
    "telegram",
)
QUIETER = ("uvicorn.access", "aiohttp.access")  # a path can hold a secret
HIDDEN = "[hidden]"
PATTERNS = (
    re.compile(r"(?<=\bbot)\d+(?::|%3[Aa])[^\s/?\"'\\]+"),  # a Bot API URL
    re.compile(r"(?<![\w-])\d{5,}(?::|%3[Aa])[\w-]{30,}"),  # a bare token
    re.compile(r"(?<=://)[^\s/?#\"'@]*:[^\s/?#\"'@]*(?=@)"),  # user and password of a URL
)


def set_up(
    level: str,
    format: Literal["console", "json"],
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send all logs to `stream` (stderr) as text or as one JSON object a line, from `level` up.

    `secrets` are cut wherever they appear. Uncaught exceptions are logged too, so that they do
    not reach stderr unread. Calling it again replaces what was set up before.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Formatter(_renderers(format, out.isatty()), tuple(secrets)))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.captureWarnings(True)
    _quieten()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(
        args.exc_type, args.exc_value, args.exc_traceback
    )


def redacted(line: str, secrets: Iterable[str] = ()) -> str:
    """The line without tokens, passwords and these secrets."""
    for secret in secrets:
        if secret:
            line = line.replace(secret, HIDDEN)
    for pattern in PATTERNS:
        line = pattern.sub(HIDDEN, line)
    return line


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """The last word on every line, whoever wrote it."""

    def __init__(self, renderers: list[Processor], secrets: tuple[str, ...]) -> None:
        super().__init__(processors=renderers, foreign_pre_chain=_shared())
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record), self._secrets)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _renderers(format: str, colors: bool) -> list[Processor]:
    final: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if format == "console":
        final = structlog.dev.ConsoleRenderer(colors=colors)
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.ExceptionRenderer(_told),
        _one_line,
        final,
    ]


def _one_line(_: Any, __: str, event: EventDict) -> EventDict:
    """A line break in an event would let a name forge a second line."""
    event["event"] = str(event.get("event", "")).replace("\r", "\\r").replace("\n", "\\n")
    return event


def _told(exc_info: ExcInfo) -> str:
    return "\n".join(_tell(exc_info[1]))


def _tell(error: BaseException, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        yield from _tell(cause, seen | {id(error)})
        yield "which led to"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    yield _named(error)
    if isinstance(error, BaseExceptionGroup):
        for number, part in enumerate(error.exceptions, 1):
            yield f"part {number}"
            yield from _tell(part, seen | {id(error)})


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, sqlite3.OperationalError):  # says what is wrong with the file
        return f"{name}: {error}"
    reason = getattr(error, "strerror", None)  # what the system says; it knows no person
    return f"{name}: {reason}" if reason else name


def _quieten() -> None:
    floor = max(logging.getLogger().level, logging.WARNING)
    for name in QUIET + QUIETER:
        logging.getLogger(name).setLevel(floor)


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    problem = (error or kind()).with_traceback(trace)
    logging.getLogger("uncaught").critical("uncaught exception", exc_info=problem)
