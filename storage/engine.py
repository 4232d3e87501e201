"""The engine, with SQLite taught to take its write lock at the start.

SQLite lets a reader become a writer only if nobody wrote in between; BEGIN IMMEDIATE makes it
wait its turn instead. Parameters are hidden in errors: they are people's words.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event

PRAGMAS = (
    "busy_timeout=60000",  # a locked database is waited for
    "synchronous=FULL",  # a commit that was reported survives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # what is erased is overwritten, see /forget
)
POSTGRES = {
    "options": "-c idle_in_transaction_session_timeout=60000 -c timezone=UTC",
    "tcp_user_timeout": 10_000,  # milliseconds until a vanished server is noticed
    "prepare_threshold": None,  # poolers between us and the server forget prepared statements
}


def connect(url: str) -> Engine:
    """An engine for a `sqlite:///` or `postgresql+psycopg://` address. Opens nothing yet."""
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=POSTGRES)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None  # BEGIN is ours
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
