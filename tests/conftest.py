"""What every test may ask for by name; what touches the database runs on both.

REQUIRE_POSTGRES=1 makes it a fault when the half on PostgreSQL cannot run.
"""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import Missing, Server
from tests.world import World, a_world

IN_CI = "CI" in os.environ
REQUIRED = bool(os.environ.get("REQUIRE_POSTGRES"))
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
settings.register_profile("ci", derandomize=True)  # a commit is judged by its own faults
if IN_CI:
    settings.load_profile("ci")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of this test process's own; each test that uses it finds it running."""
    try:
        server = Server()
    except Missing as missing:
        if REQUIRED:
            raise
        pytest.skip(str(missing))
    yield server
    server.close()


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a database that nobody has used is, or may be made: on each of the two."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'world.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.fresh()


@pytest.fixture(params=BOTH)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """As `database_url`, without any tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    server: Server = request.getfixturevalue("postgres")
    return server.make("bare")


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """Nobody in it yet; it is early on Wednesday, 4 March 2026."""
    async with a_world(tmp_path, database_url=database_url) as made:
        yield made


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much of it all was on PostgreSQL."""
    terminalreporter.write_line(f"{_on_postgres(terminalreporter)} tests ran on PostgreSQL")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """None at all is a fault where it is required; only the first process knows of all tests."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    is_worker = hasattr(session.config, "workerinput")
    if REQUIRED and not is_worker and reporter and not _on_postgres(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _on_postgres(reporter: pytest.TerminalReporter) -> int:
    ran = [*reporter.getreports("passed"), *reporter.getreports("failed")]
    return sum("postgres" in report.keywords for report in ran)
