"""Invitations and refusals of them. Only a token's hash is kept; one open a person."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, update

from storage.records import Invite
from storage.rows import Noun, add_many, columns, own_insert, values
from storage.tables import invites, refusals

INVITE = columns(invites, Invite)


class Invites(Noun):
    def add(
        self, person_id: int, token_hash: str, created_at: datetime, expires_at: datetime
    ) -> Invite:
        """Raises Conflict when this person already has an open one."""
        invite = Invite(0, person_id, token_hash, created_at, expires_at)
        [new] = add_many(self._sql, invites, [values(invites, invite)])
        return replace(invite, id=new)

    def get(self, invite_id: int) -> Invite | None:
        return self._one(invites.c.id == invite_id)

    def by_hash(self, token_hash: str) -> Invite | None:
        """Open or not: a used one is told apart from one that never was. The row is locked."""
        return self._one(invites.c.token_hash == token_hash)

    def open_of(self, person_id: int) -> Invite | None:
        return self._one(invites.c.person_id == person_id, invites.c.ended_at.is_(None))

    def save(self, invite: Invite) -> None:
        self._sql.execute(
            update(invites).where(invites.c.id == invite.id).values(values(invites, invite))
        )

    def _one(self, *where: ColumnElement[bool]) -> Invite | None:
        row = self._sql.execute(select(*INVITE).where(*where).with_for_update()).first()
        return None if row is None else Invite(*row)


class Refusals(Noun):
    """Whose invitations someone no longer wants. Never shown to the other."""

    def add(self, person_id: int, refused_id: int) -> None:
        row = {"person_id": person_id, "refused_id": refused_id}
        self._sql.execute(own_insert(self._sql, refusals).on_conflict_do_nothing(), row)

    def exists(self, person_id: int, refused_id: int) -> bool:
        pair = exists().where(
            refusals.c.person_id == person_id, refusals.c.refused_id == refused_id
        )
        return bool(self._sql.scalar(select(pair)))
