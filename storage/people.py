"""People and, apart from them, how they can be reached. Locks go in the order of ids."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, select

from storage.records import Contact, Person
from storage.rows import Noun, add_many, columns, save_many, upsert, values
from storage.tables import contacts, pair_members, people

PERSON = columns(people, Person)
CONTACT = columns(contacts, Contact)
# Made once: putting a statement together costs more than running it.
BY_ID = select(*PERSON).where(people.c.id.in_(bindparam("ids", expanding=True)))
LOCKED = BY_ID.order_by(people.c.id).with_for_update(key_share=True)
KNOWN = select(*PERSON).where(people.c.telegram_id == bindparam("telegram"))
KNOWN_MANY = select(*PERSON).where(people.c.telegram_id.in_(bindparam("ids", expanding=True)))

_me, _mine, _other = people.alias("me"), pair_members.alias("mine"), pair_members.alias("other")
_partner = (
    select(_other.c.person_id)
    .join(_mine, (_mine.c.pair_id == _other.c.pair_id) & _mine.c.left_at.is_(None))
    .join(_me, _me.c.id == _mine.c.person_id)
    .where(_me.c.telegram_id == bindparam("telegram"))
)
_self = select(_me.c.id).where(_me.c.telegram_id == bindparam("telegram"))
BOTH = (
    select(*PERSON)
    .where(people.c.id.in_(_partner.union_all(_self)))
    .order_by(people.c.id)
    .with_for_update(key_share=True)
)


class People(Noun):
    def get(self, person_id: int) -> Person:
        """Raises KeyError when there is none: ids come from our own rows."""
        return self.many([person_id])[person_id]

    def many(self, ids: Collection[int]) -> dict[int, Person]:
        """Those that exist, by id."""
        return self._by_id(BY_ID, ids)

    def lock(self, ids: Collection[int]) -> dict[int, Person]:
        """As `many`, and nobody else changes them until this transaction ends."""
        return self._by_id(LOCKED, ids)

    def by_telegram(self, telegram_id: int) -> Person | None:
        """Who this is, the row locked, or None for a stranger.

        Locked is also who stands beside them: what happens to one mostly reaches the other, and
        two partners who act at once would otherwise wait for each other.
        """
        wanted = KNOWN if self._sql.dialect.name == "sqlite" else BOTH
        found = [Person(*row) for row in self._sql.execute(wanted, {"telegram": telegram_id})]
        return next((person for person in found if person.telegram_id == telegram_id), None)

    def known(self, telegram_id: int) -> Person | None:
        """As `by_telegram`, for looking: nothing is locked."""
        return self.known_many([telegram_id]).get(telegram_id)

    def known_many(self, telegram_ids: Collection[int]) -> dict[int, Person]:
        """As `known`, by Telegram id."""
        rows = self._sql.execute(KNOWN_MANY, {"ids": list(telegram_ids)}) if telegram_ids else ()
        found = [Person(*row) for row in rows]
        return {person.telegram_id: person for person in found if person.telegram_id is not None}

    def add(
        self,
        telegram_id: int,
        name: str,
        language: str,
        username: str | None,
        joined_at: datetime,
        **defaults: Any,
    ) -> Person:
        """Raises Conflict when this Telegram user is already here."""
        person = Person(0, telegram_id, name, language, username, joined_at=joined_at, **defaults)
        [new] = add_many(self._sql, people, [values(people, person)])
        return replace(person, id=new)

    def save(self, *persons: Person) -> None:
        """Write them as they are now. The version is the one read; raises Conflict if it moved."""
        save_many(self._sql, people, persons)

    def _by_id(self, found: Select[Any], ids: Collection[int]) -> dict[int, Person]:
        rows = self._sql.execute(found, {"ids": list(ids)}) if ids else ()
        return {row[0]: Person(*row) for row in rows}


class Contacts(Noun):
    def get(self, person_id: int) -> Contact | None:
        return self.many([person_id]).get(person_id)

    def many(self, person_ids: Collection[int]) -> dict[int, Contact]:
        """Of those who gave one, by person."""
        if not person_ids:
            return {}
        found = select(*CONTACT).where(contacts.c.person_id.in_(person_ids))
        return {row.person_id: Contact(*row) for row in self._sql.execute(found)}

    def put(self, contact: Contact) -> None:
        upsert(self._sql, contacts, ["person_id"], [values(contacts, contact)])

    def remove(self, person_id: int) -> None:
        self._sql.execute(delete(contacts).where(contacts.c.person_id == person_id))
