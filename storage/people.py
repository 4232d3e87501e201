"""People and, apart from them, how they can be reached. Locks go in the order of ids."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select

from storage.records import Contact, Person
from storage.rows import Noun, add_many, columns, save_many, upsert, values
from storage.tables import contacts, people

PERSON = columns(people, Person)
CONTACT = columns(contacts, Contact)


class People(Noun):
    def get(self, person_id: int) -> Person:
        """Raises KeyError when there is none: ids come from our own rows."""
        return self.many([person_id])[person_id]

    def many(self, ids: Collection[int]) -> dict[int, Person]:
        """Those that exist, by id."""
        return self._by_id(select(*PERSON).where(people.c.id.in_(ids)))

    def lock(self, ids: Collection[int]) -> dict[int, Person]:
        """As `many`, and nobody else changes them until this transaction ends."""
        found = select(*PERSON).where(people.c.id.in_(ids))
        return self._by_id(found.order_by(people.c.id).with_for_update())

    def by_telegram(self, telegram_id: int) -> Person | None:
        """Who this is, the row locked, or None for a stranger."""
        found = select(*PERSON).where(people.c.telegram_id == telegram_id)
        row = self._sql.execute(found.with_for_update()).first()
        return None if row is None else Person(*row)

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

    def _by_id(self, found: Select[Any]) -> dict[int, Person]:
        return {row.id: Person(*row) for row in self._sql.execute(found)}


class Contacts(Noun):
    def get(self, person_id: int) -> Contact | None:
        return self.many([person_id]).get(person_id)

    def many(self, person_ids: Collection[int]) -> dict[int, Contact]:
        """Of those who gave one, by person."""
        found = select(*CONTACT).where(contacts.c.person_id.in_(person_ids))
        return {row.person_id: Contact(*row) for row in self._sql.execute(found)}

    def put(self, contact: Contact) -> None:
        upsert(self._sql, contacts, ["person_id"], [values(contacts, contact)])

    def remove(self, person_id: int) -> None:
        self._sql.execute(delete(contacts).where(contacts.c.person_id == person_id))
