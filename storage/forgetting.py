"""Erasing one person: what goes, and what of the dates of a pact stays without a name.

Rules: nothing is read here that decides anything; the pact has ended before; whatever was kept of
somebody is erased in the caller's transaction, and `scrub` clears the traces outside of it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    or_,
    select,
    text,
    update,
)

from storage.inbox import DEAD
from storage.records import OPEN_STATES, Person, Reach, Way
from storage.rows import Noun, upsert
from storage.tables import (
    calls,
    contacts,
    days,
    inbox,
    invites,
    journal,
    lines,
    marks,
    outbox,
    pair_members,
    pairs,
    people,
    posts,
    proofs,
    proposals,
    questions,
    refusals,
    steps,
)

FORGOTTEN = "forgotten"  # the outcome of what waited in the inbox
ERASED = "erased:"  # a mark until the erasure is written down outside of the database
OF_PERSON = (
    *("away", "caught-up", "clash-waits", "exports", "invited", "long"),
    *("nudged", "tries", "words"),
)
OF_CHAT = ("lost",)
# What a tombstone has where nothing is not allowed; all else of it is nothing.
NAMELESS: dict[str, Any] = {
    "name": "",
    "language": "en",
    "zone": "UTC",
    "day_end": time(4),
    "morning": time(8),
    "check_in": time(20),
    "call_from": time(18),
    "call_to": time(22),
    "free_from": time(10),
    "free_to": time(22),
    "weekdays": "12345",
    "way": Way.CALL,
    "reach": Reach.TELEGRAM,
    "muted": "",
    **dict.fromkeys(("call_anyway", "barred"), False),
}
BARE: dict[str, Any] = {
    "laters": 0,
    **dict.fromkeys(("no_call", "let_go", "late", "attested"), False),
}
OF_A_DATE = ("person_id", "on", "state", "begins_at", "ends_at", "closed_at")


class Forgetting(Noun):
    def around(self, person_id: int) -> set[int]:
        """Everyone to whom something may have been said of this person."""
        mine, other = pair_members.alias("mine"), pair_members.alias("other")
        partners = (
            select(other.c.person_id)
            .join(mine, mine.c.pair_id == other.c.pair_id)
            .where(mine.c.person_id == person_id)
        )
        hosts = select(invites.c.person_id).where(invites.c.accepted_by == person_id)
        guests = select(invites.c.accepted_by).where(
            invites.c.person_id == person_id, invites.c.accepted_by.is_not(None)
        )
        found = {row for query in (partners, hosts, guests) for row in self._sql.scalars(query)}
        return (found | self._holders(person_id)) - {person_id}

    def dates_of(self, person_id: int) -> set[int]:
        """The ids of all this person's dates."""
        return set(self._sql.scalars(select(days.c.id).where(days.c.person_id == person_id)))

    def accepted_by(self, person_id: int) -> list[tuple[int, int]]:
        """Other people's open invitations that this person accepted: id, and whose."""
        found = select(invites.c.id, invites.c.person_id)
        return self._open(found.where(invites.c.accepted_by == person_id))

    def waiting_for(self, person_id: int) -> list[tuple[int, int]]:
        """This person's open invitations that someone accepted: id, and who."""
        found = select(invites.c.id, invites.c.accepted_by)
        mine = invites.c.person_id == person_id
        return self._open(found.where(mine, invites.c.accepted_by.is_not(None)))

    def erase(self, person: Person, chat_ids: Sequence[int], at: datetime) -> None:
        """All of the person's rows; `chat_ids` are the chats of those around.

        What the person wrote until `at` is not handled any more; what came later is a stranger's.
        """
        self._said(person, chat_ids)
        self._written(person, chat_ids, at)
        self._ties(person.id)
        self._sql.execute(delete(marks).where(marks_of(person)))
        self._lived(person.id, chat_ids)
        if self._sql.scalar(select(exists().where(pair_members.c.person_id == person.id))):
            one = update(people).where(people.c.id == person.id)
            self._sql.execute(one.values(_emptied(people, NAMELESS)))
        else:
            self._sql.execute(delete(people).where(people.c.id == person.id))

    def unsigned(self, update_id: int) -> None:
        """Who sent this update is not kept, not even until it is purged."""
        one = update(inbox).where(inbox.c.update_id == update_id)
        self._sql.execute(one.values(from_id=None, chat_id=None))

    def note(self, signature: str | None, at: datetime) -> None:
        """Remember that somebody was erased, until all traces are: as the signature, if any.

        On PostgreSQL as the number of this transaction: its dead rows are to be cleared.
        """
        if self._sql.dialect.name != "sqlite":
            signature = str(self._sql.scalar(text("SELECT CAST(pg_current_xact_id() AS text)")))
        if signature is not None:
            mark = {"name": f"{ERASED}{signature}", "value": at.isoformat(), "until": None}
            upsert(self._sql, marks, ["name"], [mark])

    def noted(self) -> dict[str, datetime]:
        """Erasures whose traces are not yet cleared: as what, and when."""
        found = select(marks.c.name, marks.c.value).where(*_begins(ERASED))
        return {
            name.removeprefix(ERASED): datetime.fromisoformat(value)
            for name, value in self._sql.execute(found)
        }

    def cleared(self, noted: Collection[str]) -> None:
        names = [f"{ERASED}{one}" for one in noted]
        self._sql.execute(delete(marks).where(marks.c.name.in_(names)))

    def everyone(self) -> list[tuple[int, int, datetime | None]]:
        """Whoever is known: id, Telegram id, since when."""
        found = select(people.c.id, people.c.telegram_id, people.c.joined_at)
        rows = self._sql.execute(found.where(people.c.telegram_id.is_not(None)))
        return [(row[0], row[1], row[2]) for row in rows]

    def _open(self, found: Select[Any]) -> list[tuple[int, int]]:
        rows = self._sql.execute(found.where(invites.c.ended_at.is_(None)))
        return [(row[0], row[1]) for row in rows]

    def _holders(self, person_id: int) -> set[int]:
        """Whoever opened one of the person's invitations last, accepted or not."""
        mine = select(invites.c.id).where(invites.c.person_id == person_id)
        ids = [str(invite_id) for invite_id in self._sql.scalars(mine)]
        held = select(marks.c.name).where(*_begins("invited:"))
        names = self._sql.scalars(held.where(cast(marks.c.value, Text).in_(ids))) if ids else ()
        return {int(name.removeprefix("invited:")) for name in names}

    def _said(self, person: Person, chat_ids: Sequence[int]) -> None:
        """What was said to the person, and the traces of what was said elsewhere."""
        mine, theirs = person.telegram_id, outbox.c.chat_id.in_(chat_ids)
        finished = update(outbox).where(theirs, outbox.c.done_at.is_not(None))
        self._sql.execute(finished.values(facts={}))
        relayed, there = f"relay:{mine}:%", posts.c.chat_id.in_(chat_ids)
        renamed = update(outbox).where(theirs, outbox.c.slot.like(relayed))
        self._sql.execute(renamed.values(slot=None))
        self._sql.execute(delete(posts).where(there, posts.c.slot.like(relayed)))
        self._sql.execute(delete(outbox).where(outbox.c.chat_id == mine))
        self._sql.execute(delete(posts).where(posts.c.chat_id == mine))

    def _written(self, person: Person, chat_ids: Sequence[int], at: datetime) -> None:
        """What the person wrote, and what of others can quote it: updates that are set aside."""
        mine, is_done = inbox.c.from_id == person.telegram_id, inbox.c.done_at.is_not(None)
        before = update(inbox).where(mine, ~is_done, inbox.c.happened_at <= at)
        self._sql.execute(before.values(done_at=at, outcome=FORGOTTEN))
        here = or_(mine, inbox.c.chat_id == person.telegram_id)
        bare = {"from_id": None, "chat_id": None, "payload": None}
        self._sql.execute(update(inbox).where(here, is_done).values(bare))
        dead = update(inbox).where(inbox.c.outcome == DEAD, inbox.c.from_id.in_(chat_ids))
        self._sql.execute(dead.values(payload=None))

    def _ties(self, person_id: int) -> None:
        """What there was with others, but for who was in a pact from when to when."""
        accepted = update(invites).where(invites.c.accepted_by == person_id)
        self._sql.execute(accepted.values(accepted_by=None, accepted_at=None))
        self._sql.execute(delete(invites).where(invites.c.person_id == person_id))
        either = or_(refusals.c.person_id == person_id, refusals.c.refused_id == person_id)
        self._sql.execute(delete(refusals).where(either))
        self._sql.execute(delete(proposals).where(proposals.c.person_id == person_id))
        answered = update(pair_members).where(pair_members.c.person_id == person_id)
        self._sql.execute(answered.values(review=None))
        shared = select(pair_members.c.pair_id).where(pair_members.c.person_id == person_id)
        self._sql.execute(update(pairs).where(pairs.c.id.in_(shared)).values(words=""))

    def _lived(self, person_id: int, chat_ids: Sequence[int]) -> None:
        """The person's own, and of the dates only how those in a pact went."""
        theirs = days.c.person_id == person_id
        mine = select(days.c.id).where(theirs)
        for rows in (
            delete(journal).where(journal.c.person_id == person_id),
            delete(proofs).where(proofs.c.day_id.in_(mine)),
            delete(calls).where(calls.c.person_id == person_id),
            delete(steps).where(steps.c.day_id.in_(mine)),
            delete(posts).where(posts.c.chat_id.in_(chat_ids), posts.c.about.in_(mine)),
            delete(lines).where(lines.c.person_id == person_id),
            delete(questions).where(questions.c.person_id == person_id),
            delete(contacts).where(contacts.c.person_id == person_id),
            delete(days).where(theirs, or_(~_in_a_pact(), days.c.state.in_(OPEN_STATES))),
        ):
            self._sql.execute(rows)
        is_open = update(days).where(theirs, days.c.closed_at.is_(None))
        self._sql.execute(is_open.values(closed_at=days.c.ends_at))
        self._sql.execute(update(days).where(theirs).values(_emptied(days, BARE, OF_A_DATE)))


def marks_of(person: Person) -> ColumnElement[bool]:
    """The marks that are about this person."""
    names = [f"{kind}:{person.id}" for kind in OF_PERSON]
    names += [f"{kind}:{person.telegram_id}" for kind in OF_CHAT]
    rings = and_(*_begins("ring:"), marks.c.name.like(f"ring:%:{person.id}"))
    return or_(marks.c.name.in_(names), rings)


def _emptied(
    table: Table, filled: Mapping[str, Any], kept: Collection[str] = ()
) -> dict[str, Any]:
    """Every column but the kept ones as it is when nothing is known, also those to come."""
    names = [column.name for column in table.columns if column.name not in ("id", *kept)]
    return {name: filled.get(name) for name in names} | {"version": table.c.version + 1}


def _begins(prefix: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """As LIKE, in a form that every database answers from the key."""
    last = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return marks.c.name >= prefix, marks.c.name < last


def _in_a_pact() -> ColumnElement[bool]:
    """The date was lived, or part of it, while a pact was."""
    member = pair_members.c.pair_id == pairs.c.id
    return exists().where(
        member,
        pair_members.c.person_id == days.c.person_id,
        days.c.ends_at > pairs.c.began_at,
        or_(pairs.c.ended_at.is_(None), days.c.begins_at < pairs.c.ended_at),
    )
