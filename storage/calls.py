"""Calls: what follows an alert until its outcome. A key keeps each day to one open call."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from storage.records import Call
from storage.rows import Noun, add_many, columns, save_many, values
from storage.tables import calls

CALL = columns(calls, Call)
OPEN = calls.c.ended_at.is_(None)
NEWEST = (calls.c.opened_at.desc(), calls.c.id.desc())


class Calls(Noun):
    def get(self, call_id: int) -> Call | None:
        return self._one(calls.c.id == call_id)

    def many(self, call_ids: Collection[int]) -> dict[int, Call]:
        """Those that are there, by id."""
        if not call_ids:
            return {}
        found = select(*CALL).where(calls.c.id.in_(call_ids))
        return {call.id: call for call in self._read(found)}

    def open_of_day(self, day_id: int) -> Call | None:
        return self._one(calls.c.day_id == day_id, OPEN)

    def open_of_caller(self, person_id: int) -> Call | None:
        """The one this person was asked for last, if it is still open."""
        return self._one(calls.c.caller_id == person_id, OPEN)

    def recent_many(self, person_ids: Collection[int], since: datetime) -> dict[int, list[Call]]:
        """Every asked person's calls opened from `since` on, on either end, newest first."""
        found = select(*CALL).where(_of(person_ids), calls.c.opened_at >= since)
        recent: dict[int, list[Call]] = {person_id: [] for person_id in person_ids}
        for call in self._read(found.order_by(*NEWEST)):
            for end in {call.person_id, call.caller_id} & recent.keys():
                recent[end].append(call)  # type: ignore[index]
        return recent

    def add_many(self, new: Sequence[Call]) -> list[Call]:
        """The same calls with their ids. Conflict, adding none, if a day has an open one."""
        ids = add_many(self._sql, calls, [values(calls, call) for call in new])
        return [replace(call, id=call_id) for call, call_id in zip(new, ids, strict=True)]

    def save_many(self, changed: Sequence[Call]) -> None:
        """The versions are the ones read; raises Conflict if any moved."""
        save_many(self._sql, calls, changed)

    def lock(
        self,
        call_ids: Collection[int],
        day_ids: Collection[int],
        person_ids: Collection[int],
        since: datetime,
    ) -> list[Call]:
        """These calls, the days' open ones and these people's since then, newest first, locked."""
        about = {"ids": call_ids, "days": day_ids, "people": person_ids}
        given = {name: list(ids) for name, ids in about.items()}
        found = [Call(*row) for row in self._sql.execute(LOCKED, {**given, "since": since})]
        return sorted(found, key=lambda call: (call.opened_at, call.id), reverse=True)

    def _one(self, *where: ColumnElement[bool]) -> Call | None:
        found = select(*CALL).where(*where).order_by(*NEWEST).limit(1)
        return next(iter(self._read(found)), None)

    def _read(self, found: Select[Any]) -> list[Call]:
        return [Call(*row) for row in self._sql.execute(found)]


def _of(person_ids: Collection[int] | BindParameter[Any]) -> ColumnElement[bool]:
    return calls.c.person_id.in_(person_ids) | calls.c.caller_id.in_(person_ids)


def _given(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


LOCKED = (  # made once: putting it together costs more than running it
    select(*CALL)
    .where(
        calls.c.id.in_(_given("ids"))
        | (calls.c.day_id.in_(_given("days")) & OPEN)
        | (_of(_given("people")) & (calls.c.opened_at >= bindparam("since")))
    )
    .order_by(calls.c.id)
    .with_for_update(key_share=True)
)
