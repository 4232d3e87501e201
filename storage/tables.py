"""The tables behind the records. Only this room imports SQLAlchemy.

The unique keys carry promises: see README, "Keys". States and kinds are plain strings.
"""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import (
    Telegram,
    Word,
    at,
    flag,
    key,
    metadata,
    only,
    part,
    to,
    version,
    wall_times,
)
from storage.mail import (
    inbox,
    leases,
    lines,
    marks,
    outbox,
    posts,
    questions,
)
from storage.words import CallState, DayState, Reach, StepKind, Way

__all__ = (  # one metadata, read in two files
    "inbox",
    "leases",
    "lines",
    "marks",
    "metadata",
    "outbox",
    "posts",
    "questions",
)
ONE_SUBJECT = " + ".join(
    f"(CASE WHEN {subject} IS NULL THEN 0 ELSE 1 END)"
    for subject in ("day_id", "call_id", "pair_id", "invite_id")
)

people = Table(
    "people",
    metadata,
    key(),
    Column("telegram_id", Telegram, unique=True),  # NULL once forgotten
    Column("name", String(128), nullable=False),
    Column("language", String(16), nullable=False),
    Column("username", String(64)),
    Column("zone", String(64), nullable=False),
    *wall_times("day_end", "morning", "check_in"),
    *wall_times("call_from", "call_to", "free_from", "free_to"),
    Column("weekdays", String(7), nullable=False),
    Column("way", Word(Way, 16), nullable=False),
    Column("reach", Word(Reach, 16), nullable=False),
    flag("call_anyway"),
    Column("next_text", Text),
    at("next_at"),
    Column("rest_until", Date),
    at("paused_since"),
    Column("paused_until", Date),
    Column("quiet_since", Date),
    at("first_named_at"),
    at("ready_at"),
    at("unreachable_at"),
    at("joined_at"),
    Column("muted", String(200), nullable=False, server_default=""),
    flag("barred"),
    version(),
    Column("heard_on", Date),
)

contacts = Table(
    "contacts",
    metadata,
    part("person_id", "people"),
    Column("phone", String(32)),
    Column("room", String(300)),
)

pairs = Table(
    "pairs",
    metadata,
    key(),
    Column("words", Text, nullable=False),
    at("began_at", required=True),
    Column("trial_ends_on", Date, nullable=False),
    at("ended_at"),
    at("rests_since"),
    at("calls_from"),
)

pair_members = Table(
    "pair_members",
    metadata,
    part("pair_id", "pairs"),
    part("person_id", "people"),
    Column("review", String(16)),  # the answer to the 14-day question, unseen by the other
    at("left_at"),
    only("uq_pair_members_living", "left_at IS NULL", "person_id", unique=True),
)

proposals = Table(  # a tightening of the pact that counts only when both accepted exactly that
    "proposals",
    metadata,
    key(),
    to("pair_id", "pairs", required=True),
    to("person_id", "people", required=True),
    Column("kind", String(32), nullable=False),
    Column("facts", JSON, nullable=False),
    at("at", required=True),
    UniqueConstraint("pair_id", "kind"),
)

invites = Table(
    "invites",
    metadata,
    key(),
    to("person_id", "people", required=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    at("created_at", required=True),
    at("expires_at", required=True),
    to("accepted_by", "people"),
    at("accepted_at"),
    at("ended_at"),
    Column("outcome", String(16)),
    only("uq_invites_open", "ended_at IS NULL", "person_id", unique=True),
)

refusals = Table(  # "No more invites from Ben", never shown to Ben
    "refusals",
    metadata,
    part("person_id", "people"),
    part("refused_id", "people"),
)

days = Table(
    "days",
    metadata,
    key(),
    to("person_id", "people", required=True),
    Column("on", Date, nullable=False),
    Column("state", Word(DayState, 16), nullable=False),
    at("begins_at", required=True),
    at("ends_at", required=True),
    Column("text", Text),
    at("named_at"),
    at("deadline"),
    at("check_in_at"),
    Column("plan", Text),
    at("plan_at"),
    at("asked_at"),
    at("checked_at"),
    at("reminded_at"),
    at("told_at"),
    Column("laters", Integer, nullable=False, server_default="0"),
    flag("no_call"),
    flag("let_go"),
    at("ended_at"),
    Column("before", String(16)),
    flag("late"),
    flag("attested"),
    at("closed_at"),
    version(),
    UniqueConstraint("person_id", "on"),
    only("uq_days_open", "closed_at IS NULL", "person_id", unique=True),
    only("ix_days_kept", "state IN ('done', 'rescued')", "person_id", "on", "ends_at"),
)

calls = Table(
    "calls",
    metadata,
    key(),
    to("day_id", "days", required=True),
    to("person_id", "people", required=True),
    to("caller_id", "people"),
    to("pair_id", "pairs"),
    Column("state", Word(CallState, 16), nullable=False),
    at("opened_at", required=True),
    flag("writing"),
    at("taken_at"),
    at("until"),
    flag("asked_caller"),
    at("ended_at"),
    Column("outcome", String(16)),
    flag("reacted"),
    version(),
    only("uq_calls_open", "ended_at IS NULL", "day_id", unique=True),
    Index("ix_calls_person", "person_id", "opened_at"),
    Index("ix_calls_caller", "caller_id", "opened_at"),
)

steps = Table(
    "steps",
    metadata,
    key(),
    Column("kind", Word(StepKind, 16), nullable=False),
    at("due_at", required=True),
    Column("tries", Integer, nullable=False, server_default="0"),
    at("retry_at"),  # set aside until then; due_at stays the truth its grace is counted from
    to("day_id", "days"),
    to("call_id", "calls"),
    to("pair_id", "pairs"),
    to("invite_id", "invites"),
    CheckConstraint(f"{ONE_SUBJECT} = 1", name="one_subject"),
    UniqueConstraint("day_id", "kind"),
    UniqueConstraint("call_id", "kind"),
    UniqueConstraint("pair_id", "kind"),
    UniqueConstraint("invite_id", "kind"),
    Index("ix_steps_due", "due_at", "id"),
)

journal = Table(
    "journal",
    metadata,
    key(),
    to("person_id", "people", required=True),
    to("day_id", "days"),
    Column("on", Date),
    to("pair_id", "pairs"),
    Column("kind", String(32), nullable=False),
    at("at", required=True),
    Column("facts", JSON, nullable=False),
    Column("text", Text),  # apart, so that it can be erased and the rest stay
    Index("ix_journal_person", "person_id", "id"),
    Index("ix_journal_pair", "pair_id", "id"),
)

proofs = Table(
    "proofs",
    metadata,
    key(),
    to("day_id", "days", required=True),
    Column("kind", String(16), nullable=False),
    Column("text", Text),
    Column("chat_id", Telegram),
    Column("message_id", Telegram),
    at("at", required=True),
    Index("ix_proofs_day", "day_id"),
)
