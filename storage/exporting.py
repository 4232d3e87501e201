"""All that is stored of one person, table by table, and what is left out with its reason.

Rules: a section is a table's rows of this person, all columns but those named; a table without a
section is named in EXCEPTIONS. Nothing of another person is in it, not even an id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from storage.forgetting import marks_of
from storage.records import Person
from storage.rows import Noun
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

Cell = str | int | float | bool | None | dict[str, Any] | list[Any]
Rows = list[dict[str, Cell]]
EXCEPTIONS = {"leases": "which process does what; knows no person"}
OTHERS = "names another person"
ROLE = "can name another person's chat"
WORDS = "can hold another person's words"
COUNTER = "tells writers apart, not the person"


@dataclass(frozen=True, slots=True)
class Section:
    """One table's rows of a person. `without`: columns that are left out, and why."""

    name: str
    table: Table
    whose: Callable[[Person], ColumnElement[bool]]
    without: Mapping[str, str] = field(default_factory=dict)


def _dates(person: Person) -> Any:
    return select(days.c.id).where(days.c.person_id == person.id)


def _pacts(person: Person) -> Any:
    return select(pair_members.c.pair_id).where(pair_members.c.person_id == person.id)


def _waiting(person: Person) -> ColumnElement[bool]:
    mine = select(calls.c.id).where(calls.c.person_id == person.id)
    made = select(invites.c.id).where(invites.c.person_id == person.id)
    return or_(
        steps.c.day_id.in_(_dates(person)),
        steps.c.call_id.in_(mine),
        steps.c.pair_id.in_(_pacts(person)),
        steps.c.invite_id.in_(made),
    )


def _written(person: Person) -> ColumnElement[bool]:
    return or_(inbox.c.from_id == person.telegram_id, inbox.c.chat_id == person.telegram_id)


SECTIONS = (
    Section("profile", people, lambda who: people.c.id == who.id, {"version": COUNTER}),
    Section("contact", contacts, lambda who: contacts.c.person_id == who.id),
    Section("dates", days, lambda who: days.c.person_id == who.id, {"version": COUNTER}),
    Section("journal", journal, lambda who: journal.c.person_id == who.id),
    Section("proofs", proofs, lambda who: proofs.c.day_id.in_(_dates(who))),
    Section(
        "calls",
        calls,
        lambda who: calls.c.person_id == who.id,
        {"caller_id": OTHERS, "version": COUNTER},
    ),
    Section(
        "calls-as-caller",
        calls,
        lambda who: calls.c.caller_id == who.id,
        {"person_id": OTHERS, "day_id": "is another person's date", "version": COUNTER},
    ),
    Section("pacts", pairs, lambda who: pairs.c.id.in_(_pacts(who))),
    Section("in-pacts", pair_members, lambda who: pair_members.c.person_id == who.id),
    Section("proposals", proposals, lambda who: proposals.c.person_id == who.id),
    Section(
        "invitations",
        invites,
        lambda who: invites.c.person_id == who.id,
        {"accepted_by": OTHERS, "token_hash": "stands for the secret of the link"},
    ),
    Section(
        "invitations-accepted",
        invites,
        lambda who: invites.c.accepted_by == who.id,
        {"person_id": OTHERS, "token_hash": "stands for the secret of the link"},
    ),
    Section(
        "no-more-invitations",
        refusals,
        lambda who: refusals.c.person_id == who.id,
        {"refused_id": OTHERS},
    ),
    Section("what-comes-next", steps, _waiting),
    Section("received-from-you", inbox, _written, {"payload": WORDS}),
    Section(
        "sent-to-you",
        outbox,
        lambda who: outbox.c.chat_id == who.telegram_id,
        {"facts": WORDS, "slot": ROLE},
    ),
    Section(
        "messages-in-use", posts, lambda who: posts.c.chat_id == who.telegram_id, {"slot": ROLE}
    ),
    Section("open-question", questions, lambda who: questions.c.person_id == who.id),
    Section("waiting-lines", lines, lambda who: lines.c.person_id == who.id, {"facts": WORDS}),
    Section("marks", marks, lambda who: marks_of(who)),
)


class Exporting(Noun):
    def of(self, person: Person) -> dict[str, Rows]:
        """The rows of each section, as JSON has them: instants in UTC, dates, times as text."""
        return {section.name: self._rows(section, person) for section in SECTIONS}

    def _rows(self, section: Section, person: Person) -> Rows:
        shown = [c for c in section.table.columns if c.name not in section.without]
        keys = section.table.primary_key.columns
        found = select(*shown).where(section.whose(person)).order_by(*keys)
        return [
            {column.name: _plain(value) for column, value in zip(shown, row, strict=True)}
            for row in self._sql.execute(found)
        ]


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | dict | list):
        return value
    return str(value)
