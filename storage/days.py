"""People's dates. A key keeps each person to one open day and one row a date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from storage.records import Day, DayState
from storage.rows import Noun, add_many, columns, save_many, values
from storage.tables import days

DAY = columns(days, Day)
OPEN = days.c.closed_at.is_(None)
# Made once: putting a statement together costs more than running it.
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
OPEN_OF = select(*DAY).where(days.c.person_id == bindparam("person"), OPEN)
OWNERS = select(days.c.id, days.c.person_id).where(days.c.id.in_(IDS))
RECENT = (
    select(*DAY)
    .where(days.c.person_id.in_(PEOPLE), days.c.on >= bindparam("since"))
    .order_by(days.c.on.desc())
)
LOCKED = (
    select(*DAY)
    .where(days.c.id.in_(IDS) | (days.c.person_id.in_(PEOPLE) & OPEN))
    .order_by(days.c.id)
    .with_for_update(key_share=True)
)


class Days(Noun):
    def get(self, day_id: int) -> Day | None:
        return self._one(days.c.id == day_id)

    def open_of(self, person_id: int) -> Day | None:
        found = self._sql.execute(OPEN_OF, {"person": person_id}).first()
        return None if found is None else Day(*found)

    def open_of_many(self, person_ids: Collection[int]) -> dict[int, Day]:
        """The open day of each who has one, by person."""
        found = self._read(select(*DAY).where(days.c.person_id.in_(person_ids), OPEN))
        return {day.person_id: day for day in found}

    def on(self, person_id: int, on: date) -> Day | None:
        return self._one(days.c.person_id == person_id, days.c.on == on)

    def previous(self, day: Day) -> Day | None:
        """The same person's day before, whatever dates lie between."""
        found = select(*DAY).where(days.c.person_id == day.person_id, days.c.on < day.on)
        return next(iter(self._read(found.order_by(days.c.on.desc()).limit(1))), None)

    def between(self, person_id: int, first: date, last: date) -> list[Day]:
        """Both ends included, oldest first."""
        found = select(*DAY).where(days.c.person_id == person_id, days.c.on.between(first, last))
        return self._read(found.order_by(days.c.on))

    def recent_many(self, person_ids: Collection[int], since: date) -> dict[int, list[Day]]:
        """Every asked person's days from `since` on, newest first."""
        recent: dict[int, list[Day]] = {person_id: [] for person_id in person_ids}
        for day in self._read(RECENT, {"people": list(person_ids), "since": since}):
            recent[day.person_id].append(day)
        return recent

    def all_states(self, person_id: int) -> list[tuple[date, DayState]]:
        """Oldest first: what runs and sums are counted from."""
        found = select(days.c.on, days.c.state).where(days.c.person_id == person_id)
        return [(on, state) for on, state in self._sql.execute(found.order_by(days.c.on))]

    def add_many(self, new: Sequence[Day]) -> list[Day]:
        """The same days with their ids. Raises Conflict, adding none, if one has a row already."""
        ids = add_many(self._sql, days, [values(days, day) for day in new])
        return [replace(day, id=day_id) for day, day_id in zip(new, ids, strict=True)]

    def save_many(self, changed: Sequence[Day]) -> None:
        """The versions are the ones read; raises Conflict if any moved."""
        save_many(self._sql, days, changed)

    def owners(self, day_ids: Collection[int]) -> dict[int, int]:
        """Whose days they are, by day."""
        return dict(self._sql.execute(OWNERS, {"ids": list(day_ids)}).all())

    def lock(self, day_ids: Collection[int], open_of: Collection[int]) -> list[Day]:
        """These days and the open ones of these people, locked in the order of their ids."""
        return self._read(LOCKED, {"ids": list(day_ids), "people": list(open_of)})

    def _one(self, *where: ColumnElement[bool]) -> Day | None:
        return next(iter(self._read(select(*DAY).where(*where))), None)

    def _read(self, found: Select[Any], given: Mapping[str, Any] | None = None) -> list[Day]:
        return [Day(*row) for row in self._sql.execute(found, given)]
