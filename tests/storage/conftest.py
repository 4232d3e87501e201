"""One suite over both databases: a fresh one a test, migrated."""

from collections.abc import Iterator

import pytest

from storage.store import Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store(database_url)
    made.upgrade()
    yield made
    made.close()
