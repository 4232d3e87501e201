"""What comes from Telegram, what goes there, and what is open between."""

from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String

from storage.columns import Id, Telegram, at, key, part, to, waiting

revision: str = "r002"
down_revision: str | None = "r001"

TABLES = "inbox outbox posts questions lines leases marks"


def upgrade() -> None:
    _inbox()
    _outbox()
    _chats()
    _installation()


def downgrade() -> None:
    for table in reversed(TABLES.split()):
        op.drop_table(table)


def _inbox() -> None:
    op.create_table(
        "inbox",
        Column("update_id", BigInteger, primary_key=True, autoincrement=False),
        Column("from_id", Telegram),
        Column("chat_id", Telegram),
        at("happened_at", required=True),
        at("received_at", required=True),
        Column("payload", JSON(none_as_null=True)),
        Column("tries", Integer, nullable=False, server_default="0"),
        at("turn_at", required=True),
        at("done_at"),
        Column("outcome", String(32)),
        waiting("ix_inbox_turn", "turn_at", "update_id"),
        waiting("ix_inbox_person", "from_id", "happened_at", "update_id"),
        Index("ix_inbox_done", "done_at"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        key(),
        Column("chat_id", Telegram, nullable=False),
        Column("verb", String(8), nullable=False),
        Column("key", String(64), nullable=False),
        Column("facts", JSON, nullable=False),
        Column("slot", String(64)),
        Column("lane", String(8), nullable=False),
        Column("silent", Boolean, nullable=False),
        at("created_at", required=True),
        at("due_at", required=True),
        at("expires_at"),
        to("day_id", "days"),
        to("call_id", "calls"),
        Column("back", String(16)),
        Column("tries", Integer, nullable=False, server_default="0"),
        at("retry_at"),
        at("claimed_until"),
        at("done_at"),
        Column("outcome", String(64)),
        Column("message_id", Telegram),
        waiting("ix_outbox_lane", "lane", "due_at", "id"),
        waiting("ix_outbox_due", "due_at", "id"),
        waiting("ix_outbox_chat", "chat_id", "due_at", "id"),
        waiting("ix_outbox_slot", "chat_id", "slot"),
        Index("ix_outbox_heard", "chat_id", "created_at"),
        Index("ix_outbox_day", "day_id"),
        Index("ix_outbox_call", "call_id"),
        Index("ix_outbox_done", "done_at"),
    )


def _chats() -> None:
    op.create_table(
        "posts",
        Column("chat_id", Telegram, primary_key=True, autoincrement=False),
        Column("slot", String(64), primary_key=True),
        Column("message_id", Telegram, nullable=False),
        Column("about", Id),
        Column("digest", String(64)),
        at("at", required=True),
        Index("ix_posts_message", "chat_id", "message_id"),
    )
    op.create_table(
        "questions",
        part("person_id", "people"),
        Column("kind", String(32), nullable=False),
        Column("facts", JSON, nullable=False),
        at("asked_at", required=True),
        at("expires_at"),
    )
    op.create_table(
        "lines",
        key(),
        to("person_id", "people", required=True),
        Column("key", String(64), nullable=False),
        Column("facts", JSON, nullable=False),
        at("at", required=True),
        Index("ix_lines_person", "person_id", "id"),
    )


def _installation() -> None:
    op.create_table(
        "leases",
        Column("name", String(32), primary_key=True),
        Column("holder", String(64), nullable=False),
        at("until", required=True),
    )
    op.create_table(
        "marks",
        Column("name", String(64), primary_key=True),
        Column("value", JSON, nullable=False),
        at("until"),
    )
