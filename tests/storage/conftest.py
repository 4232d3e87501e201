"""One suite over every database: a fresh one a test, its address from `database_url` alone.

PostgreSQL joins in when TEST_POSTGRES_URL names a server where databases may be made.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from storage.store import Store

POSTGRES = os.environ.get("TEST_POSTGRES_URL")  # e.g. postgresql+psycopg://postgres@localhost/


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRES else [])])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty database is, or may be made."""
    if request.param == "sqlite" or POSTGRES is None:
        yield f"sqlite:///{tmp_path / 'house.db'}"
        return
    server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS house_test WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE house_test"))
    server.dispose()
    yield make_url(POSTGRES).set(database="house_test").render_as_string(hide_password=False)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store(database_url)
    made.upgrade()
    yield made
    made.close()
