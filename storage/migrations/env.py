"""How Alembic reaches the database: over the connection it is given, else over `-x url=...`."""

from alembic import context
from sqlalchemy import Connection

from storage import tables
from storage.engine import connect
from storage.upgrade import migrating


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_as_batch=True,  # SQLite alters a table by making it anew
        transactional_ddl=True,  # a crash half way leaves the old tables
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = connect(context.get_x_argument(as_dictionary=True)["url"])
    try:
        with migrating(engine) as own:
            run(own)
    finally:
        engine.dispose()
