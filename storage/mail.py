"""The tables of what comes from Telegram, what goes there, and what is open between."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String, Table

from storage.columns import Brief, Id, Telegram, Word, at, key, metadata, only, part, to, waiting
from storage.words import Lane, Verb

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("from_id", Telegram),  # who it came from; NULL when Telegram does not say
    Column("chat_id", Telegram),
    at("happened_at", required=True),  # message.date, edit_date, or when a press was stored
    at("received_at", required=True),
    Column("payload", JSON(none_as_null=True)),  # erased once handled
    Column("tries", Integer, nullable=False, server_default="0"),
    at("turn_at", required=True),  # the order of handling: happened_at, later when set aside
    at("done_at"),
    Column("outcome", String(32)),
    waiting("ix_inbox_turn", "turn_at", "update_id"),
    waiting("ix_inbox_person", "from_id", "happened_at", "update_id"),
    Index("ix_inbox_done", "done_at"),
    only("ix_inbox_dead", "outcome = 'dead'", "done_at"),
)

outbox = Table(
    "outbox",
    metadata,
    key(),
    Column("chat_id", Telegram, nullable=False),
    Column("verb", Word(Verb, 8), nullable=False),
    Column("key", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("slot", String(64)),
    Column("lane", Word(Lane, 8), nullable=False),
    Column("silent", Boolean, nullable=False),
    at("created_at", required=True),
    at("due_at", required=True),
    at("expires_at"),
    to("day_id", "days"),
    to("call_id", "calls"),
    Column("back", String(16)),
    Column("tries", Integer, nullable=False, server_default="0"),
    at("retry_at"),  # tried and put off; keeps its place before later rows of the chat
    at("claimed_until"),
    at("done_at"),
    Column("outcome", Brief(64)),  # taken, refused: …, expired, withdrawn, dead: …
    Column("message_id", Telegram),
    waiting("ix_outbox_lane", "lane", "due_at", "id"),
    waiting("ix_outbox_due", "due_at", "id"),
    waiting("ix_outbox_chat", "chat_id", "due_at", "id"),
    waiting("ix_outbox_slot", "chat_id", "slot"),
    Index("ix_outbox_heard", "chat_id", "created_at"),
    Index("ix_outbox_day", "day_id"),
    Index("ix_outbox_call", "call_id"),
    Index("ix_outbox_done", "done_at"),
    only("ix_outbox_dead", "outcome LIKE 'dead%'", "done_at"),
)

posts = Table(
    "posts",
    metadata,
    Column("chat_id", Telegram, primary_key=True, autoincrement=False),
    Column("slot", String(64), primary_key=True),
    Column("message_id", Telegram, nullable=False),
    Column("about", Id),
    Column("digest", String(64)),
    at("at", required=True),
    Index("ix_posts_message", "chat_id", "message_id"),
)

questions = Table(
    "questions",
    metadata,
    part("person_id", "people"),
    Column("kind", String(32), nullable=False),
    Column("facts", JSON, nullable=False),
    at("asked_at", required=True),
    at("expires_at"),
)

lines = Table(
    "lines",
    metadata,
    key(),
    to("person_id", "people", required=True),
    Column("key", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    at("at", required=True),
    Index("ix_lines_person", "person_id", "id"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    at("until", required=True),
)

marks = Table(  # small facts of the installation: offset, host, console link, last good instant
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
    at("until"),  # not needed after; NULL: for good
)
