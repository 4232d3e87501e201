"""When a person was last heard: a silent date is one thing, a person who says nothing another."""

from alembic import op
from sqlalchemy import Column, Date

revision: str = "r003"
down_revision: str | None = "r002"


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(Column("heard_on", Date))


def downgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("heard_on")
