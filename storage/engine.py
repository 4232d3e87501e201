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
    "connect_timeout": 5,  # seconds
    "tcp_user_timeout": 10_000,  # milliseconds until a vanished server is noticed by who writes,
    "keepalives_idle": 10,  # and seconds by who only listens
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "prepare_threshold": None,  # poolers between us and the server forget prepared statements
    "application_name": "on-the-line",
}
BESIDE = 3  # connections beside those that transactions usually need: bell, time, looking
WAIT = 10.0  # seconds for one of them to be free


def connect(url: str, width: int = 1) -> Engine:
    """An engine for a `sqlite:///` or `postgresql+psycopg://` address. Opens nothing yet.

    A connection that broke while it lay idle is noticed before it is used, and made anew.
    """
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            hide_parameters=True,
            connect_args=POSTGRES,
            pool_pre_ping=True,
            pool_size=width + BESIDE,
            pool_timeout=WAIT,
        )
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
