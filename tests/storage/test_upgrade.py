"""Migrations: every revision walks up and down, and ends where the tables are."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select, text

from storage.engine import connect
from storage.errors import Unusable
from storage.records import StepKind
from storage.store import Store, Transaction
from storage.tables import metadata, people
from storage.upgrade import config_for, migrating, upgrade
from tests.storage.house import MORNING, open_day, person
from tests.storage.test_steps import plan

REVISIONS = [s.revision for s in ScriptDirectory("storage/migrations").walk_revisions()][::-1]


@pytest.fixture
def engine(bare_url: str) -> Iterator[Engine]:
    made = connect(bare_url)
    yield made
    made.dispose()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def test_the_migrations_end_where_the_tables_are(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        assert differences(connection) == []


def test_the_migrations_write_the_same_sql_as_the_tables(tmp_path: Path) -> None:
    """Partial indexes, checks and defaults too, which the comparison above does not see."""
    migrated, made = connect(f"sqlite:///{tmp_path}/a.db"), connect(f"sqlite:///{tmp_path}/b.db")
    upgrade(migrated)
    metadata.create_all(made)
    assert written(migrated) == written(made)
    migrated.dispose()
    made.dispose()


def written(engine: Engine) -> dict[str, str]:
    asked = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != :own"
    with engine.connect() as connection:
        rows = connection.execute(text(asked), {"own": "alembic_version"})
        return {name: " ".join(sql.split()) for name, sql in rows}


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_can_be_taken_back_and_made_again(engine: Engine, revision: str) -> None:
    with migrating(engine) as connection:
        config = config_for(connection)
        command.upgrade(config, revision)
        command.downgrade(config, "-1")
        command.upgrade(config, revision)


def test_taking_everything_back_leaves_nothing(engine: Engine) -> None:
    with migrating(engine) as connection:
        config = config_for(connection)
        command.upgrade(config, "head")
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_upgrading_again_keeps_what_is_there(bare_url: str) -> None:
    store = Store(bare_url)
    store.upgrade()
    with store.transaction() as tx:
        ana = person(tx)
    store.close()
    again = Store(bare_url)
    again.upgrade()
    with again.transaction() as tx:
        assert tx.people.get(ana.id) == ana
    again.close()


def test_a_migration_that_breaks_half_way_leaves_the_old_tables(engine: Engine) -> None:
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade_and_fail(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    upgrade(engine)


def upgrade_and_fail(engine: Engine) -> None:
    with migrating(engine) as connection:
        command.upgrade(config_for(connection), "head")
        raise RuntimeError("power cut")


def test_a_table_rebuilt_by_a_migration_loses_no_rows_that_point_to_it(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        add_a_step(connection)
    with migrating(engine) as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})
        rebuild(context)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM steps")).scalar() == 1


def rebuild(context: MigrationContext) -> None:
    with Operations(context).batch_alter_table("days", recreate="auto") as batch:
        batch.alter_column("laters", nullable=True)


def add_a_step(connection: Connection) -> None:
    tx = Transaction(connection)
    plan(tx, StepKind.NUDGE, MORNING, day_id=open_day(tx, person(tx).id).id)


def test_foreign_keys_hold_again_after_a_migration(engine: Engine) -> None:
    upgrade(engine)
    with pytest.raises(Exception, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(text("INSERT INTO contacts (person_id) VALUES (404)"))


def test_a_database_written_by_a_newer_version_is_refused(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r999'"))
    with pytest.raises(Unusable, match="newer version"):
        upgrade(engine)


def test_a_database_of_another_program_is_refused_and_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(Unusable, match="another program"):
        upgrade(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["recipes"]


def test_a_file_of_another_program_keeps_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "recipes.db"
    theirs = sqlite3.connect(path)
    theirs.execute("CREATE TABLE recipes (name TEXT)")
    theirs.close()
    before = path.read_bytes()
    store = Store(f"sqlite:///{path}")
    with pytest.raises(Unusable, match="another program"):
        store.upgrade()
    store.close()
    assert path.read_bytes() == before


def test_another_program_that_uses_the_same_tool_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('abc')"))
        connection.execute(text("CREATE TABLE recipes (name TEXT)"))
    with pytest.raises(Unusable, match="another program"):
        upgrade(engine)


def test_tables_without_a_version_are_refused(engine: Engine) -> None:
    metadata.create_all(engine)
    with pytest.raises(Unusable, match="its version"):
        upgrade(engine)


def test_a_corrupt_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    with_many_people(path)
    whole = path.read_bytes()
    broken = whole[:8192] + b"\xff" * 12_288 + whole[20_480:]
    path.write_bytes(broken)
    store = Store(f"sqlite:///{path}")
    with pytest.raises(Unusable) as refused:
        store.upgrade()
    store.close()
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == broken


def with_many_people(path: Path) -> None:
    store = Store(f"sqlite:///{path}")
    store.upgrade()
    with store.transaction() as tx:
        for n in range(200):
            person(tx, n)
    store.close()


def test_alembics_own_command_line_reaches_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    config = Config(toml_file="pyproject.toml", cmd_opts=None)
    config.cmd_opts = type("Options", (), {"x": [f"url={url}"]})()
    command.upgrade(config, "head")
    own = connect(url)
    with own.connect() as connection:
        assert connection.execute(select(people)).all() == []
    own.dispose()
