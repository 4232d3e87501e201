"""What was given up is counted at every look: an index over those few rows."""

from alembic import op
from sqlalchemy import text

revision: str = "r004"
down_revision: str | None = "r003"

DEAD = {"inbox": "outcome = 'dead'", "outbox": "outcome LIKE 'dead%'"}


def upgrade() -> None:
    for table, where in DEAD.items():
        some = text(where)
        op.create_index(
            f"ix_{table}_dead", table, ["done_at"], sqlite_where=some, postgresql_where=some
        )


def downgrade() -> None:
    for table in DEAD:
        op.drop_index(f"ix_{table}_dead", table)
