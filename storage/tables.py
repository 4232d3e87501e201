"""The tables behind the records. Only this package imports SQLAlchemy.

The unique keys carry promises: see HOUSE, "Tables". States and kinds are plain strings.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant, on SQLite too, where the driver drops the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)
Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only INTEGER keys
Telegram = BigInteger()


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _at(name: str, required: bool = False) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=not required)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default="0")


def _to(name: str, target: str, required: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=not required)


people = Table(
    "people",
    metadata,
    _id(),
    Column("telegram_id", Telegram, unique=True),  # NULL once forgotten
    Column("name", String(128), nullable=False),
    Column("language", String(16), nullable=False),
    Column("username", String(64)),
    Column("zone", String(64), nullable=False),
    *(
        Column(name, Time, nullable=False)
        for name in (
            "day_end",
            "morning",
            "check_in",
            "call_from",
            "call_to",
            "free_from",
            "free_to",
        )
    ),
    Column("weekdays", String(7), nullable=False),
    Column("way", String(16), nullable=False),
    Column("reach", String(16), nullable=False),
    _flag("call_anyway"),
    Column("next_text", Text),
    _at("next_at"),
    Column("rest_until", Date),
    _at("paused_since"),
    Column("paused_until", Date),
    Column("quiet_since", Date),
    _at("first_named_at"),
    _at("ready_at"),
    _at("unreachable_at"),
    _at("joined_at"),
    Column("muted", String(200), nullable=False, server_default=""),
    _flag("barred"),
    _version(),
)

contacts = Table(
    "contacts",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("phone", String(32)),
    Column("room", String(300)),
)

pairs = Table(
    "pairs",
    metadata,
    _id(),
    Column("words", Text, nullable=False),
    _at("began_at", required=True),
    Column("trial_ends_on", Date, nullable=False),
    _at("ended_at"),
    _at("rests_since"),
    _at("calls_from"),
)

pair_members = Table(
    "pair_members",
    metadata,
    Column("pair_id", Id, ForeignKey("pairs.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("review", String(16)),  # the answer to the 14-day question, unseen by the other
    _at("left_at"),
    Index(
        "uq_pair_members_living",
        "person_id",
        unique=True,
        sqlite_where=text("left_at IS NULL"),
        postgresql_where=text("left_at IS NULL"),
    ),
)

proposals = Table(  # a tightening of the pact that counts only when both accepted exactly that
    "proposals",
    metadata,
    _id(),
    _to("pair_id", "pairs", required=True),
    _to("person_id", "people", required=True),
    Column("kind", String(32), nullable=False),
    Column("facts", JSON, nullable=False),
    _at("at", required=True),
    UniqueConstraint("pair_id", "kind"),
)

invites = Table(
    "invites",
    metadata,
    _id(),
    _to("person_id", "people", required=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    _at("created_at", required=True),
    _at("expires_at", required=True),
    _to("accepted_by", "people"),
    _at("accepted_at"),
    _at("ended_at"),
    Column("outcome", String(16)),
    Index(
        "uq_invites_open",
        "person_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

refusals = Table(  # "No more invites from Ben", never shown to Ben
    "refusals",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("refused_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
)

days = Table(
    "days",
    metadata,
    _id(),
    _to("person_id", "people", required=True),
    Column("on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    _at("begins_at", required=True),
    _at("ends_at", required=True),
    Column("text", Text),
    _at("named_at"),
    _at("deadline"),
    _at("check_in_at"),
    Column("plan", Text),
    _at("plan_at"),
    _at("asked_at"),
    _at("checked_at"),
    _at("reminded_at"),
    _at("told_at"),
    Column("laters", Integer, nullable=False, server_default="0"),
    _flag("no_call"),
    _flag("let_go"),
    _at("ended_at"),
    Column("before", String(16)),
    _flag("late"),
    _flag("attested"),
    _at("closed_at"),
    _version(),
    UniqueConstraint("person_id", "on"),
    Index(
        "uq_days_open",
        "person_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)

calls = Table(
    "calls",
    metadata,
    _id(),
    _to("day_id", "days", required=True),
    _to("person_id", "people", required=True),
    _to("caller_id", "people"),
    _to("pair_id", "pairs"),
    Column("state", String(16), nullable=False),
    _at("opened_at", required=True),
    _flag("writing"),
    _at("taken_at"),
    _at("until"),
    _flag("asked_caller"),
    _at("ended_at"),
    Column("outcome", String(16)),
    _flag("reacted"),
    _version(),
    Index(
        "uq_calls_open",
        "day_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_calls_person", "person_id", "opened_at"),
    Index("ix_calls_caller", "caller_id", "opened_at"),
)

steps = Table(
    "steps",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    _at("due_at", required=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    _to("day_id", "days"),
    _to("call_id", "calls"),
    _to("pair_id", "pairs"),
    _to("invite_id", "invites"),
    CheckConstraint(
        "(CASE WHEN day_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN call_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN pair_id IS NULL THEN 0 ELSE 1 END)"
        " + (CASE WHEN invite_id IS NULL THEN 0 ELSE 1 END) = 1",
        name="one_subject",
    ),
    UniqueConstraint("day_id", "kind"),
    UniqueConstraint("call_id", "kind"),
    UniqueConstraint("pair_id", "kind"),
    UniqueConstraint("invite_id", "kind"),
    Index("ix_steps_due", "due_at", "id"),
)

journal = Table(
    "journal",
    metadata,
    _id(),
    _to("person_id", "people", required=True),
    _to("day_id", "days"),
    Column("on", Date),
    _to("pair_id", "pairs"),
    Column("kind", String(32), nullable=False),
    _at("at", required=True),
    Column("facts", JSON, nullable=False),
    Index("ix_journal_person", "person_id", "id"),
    Index("ix_journal_pair", "pair_id", "id"),
)

proofs = Table(
    "proofs",
    metadata,
    _id(),
    _to("day_id", "days", required=True),
    Column("kind", String(16), nullable=False),
    Column("text", Text),
    Column("chat_id", Telegram),
    Column("message_id", Telegram),
    _at("at", required=True),
    Index("ix_proofs_day", "day_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("from_id", Telegram),  # who it came from; NULL when Telegram does not say
    Column("chat_id", Telegram),
    _at("happened_at", required=True),  # message.date, edit_date, or when a press was stored
    _at("received_at", required=True),
    Column("payload", JSON),  # erased once handled
    Column("tries", Integer, nullable=False, server_default="0"),
    _at("retry_at"),
    _at("done_at"),
    Column("outcome", String(32)),
    Index(
        "ix_inbox_waiting",
        "from_id",
        "happened_at",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    Index("ix_inbox_done", "done_at"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("chat_id", Telegram, nullable=False),
    Column("verb", String(8), nullable=False),
    Column("key", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("slot", String(64)),
    Column("lane", String(8), nullable=False),
    Column("silent", Boolean, nullable=False),
    _at("created_at", required=True),
    _at("due_at", required=True),
    _at("expires_at"),
    _to("day_id", "days"),
    _to("call_id", "calls"),
    Column("back", String(16)),
    Column("tries", Integer, nullable=False, server_default="0"),
    _at("claimed_until"),
    _at("done_at"),
    Column("outcome", String(64)),  # taken, refused: …, expired, withdrawn, dead: …
    Column("message_id", Telegram),
    Index(
        "ix_outbox_waiting",
        "due_at",
        "id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    Index(
        "ix_outbox_chat",
        "chat_id",
        "id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    Index("ix_outbox_done", "done_at"),
)

posts = Table(
    "posts",
    metadata,
    Column("chat_id", Telegram, primary_key=True, autoincrement=False),
    Column("slot", String(64), primary_key=True),
    Column("message_id", Telegram, nullable=False),
    Column("about", Id),
    Column("digest", String(64)),
    _at("at", required=True),
    Index("ix_posts_message", "chat_id", "message_id"),
)

questions = Table(
    "questions",
    metadata,
    Column("person_id", Id, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("facts", JSON, nullable=False),
    _at("asked_at", required=True),
    _at("expires_at"),
)

lines = Table(
    "lines",
    metadata,
    _id(),
    _to("person_id", "people", required=True),
    Column("key", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    _at("at", required=True),
    Index("ix_lines_person", "person_id", "id"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    _at("until", required=True),
)

marks = Table(  # small facts of the installation: offset, host, console link, last good instant
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", JSON, nullable=False),
)
