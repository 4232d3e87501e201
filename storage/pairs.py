"""Two people and what both accepted. A key keeps each to at most one living pact."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, delete, func, insert, select, update

from storage.records import KEPT, Pair
from storage.rows import Noun, refused_as_conflict, upsert
from storage.tables import days, pair_members, pairs, proposals

TERMS = ("words", "began_at", "trial_ends_on", "ended_at", "rests_since", "calls_from")
BOTH_KEPT: BindParameter[Any] = bindparam(  # written out, so that ix_days_kept serves
    "kept", sorted(KEPT), expanding=True, literal_execute=True
)
mine, other = pair_members.alias("mine"), pair_members.alias("other")
PAIR = [pairs.c.id, *(pairs.c[name] for name in TERMS), other.c.person_id.label("member")]
WITH_MEMBERS = select(*PAIR).join(other, other.c.pair_id == pairs.c.id).order_by(other.c.person_id)
first, second = days.alias("first"), days.alias("second")
# Made once: putting a statement together costs more than running it.
THEIRS = mine.c.person_id.in_(bindparam("people", expanding=True)) & mine.c.left_at.is_(None)
LIVING = WITH_MEMBERS.where(pairs.c.id.in_(select(mine.c.pair_id).where(THEIRS)))
PARTNERS = (
    select(mine.c.person_id, other.c.person_id)
    .join(other, (other.c.pair_id == mine.c.pair_id) & (other.c.person_id != mine.c.person_id))
    .where(THEIRS)
)
KEPT_TOGETHER = (
    select(mine.c.pair_id, func.count())
    .join(other, other.c.pair_id == mine.c.pair_id)
    .join(pairs, pairs.c.id == mine.c.pair_id)
    .join(first, first.c.person_id == mine.c.person_id)
    .join(second, (second.c.person_id == other.c.person_id) & (second.c.on == first.c.on))
    .where(mine.c.pair_id.in_(bindparam("ids", expanding=True)))
    .where(mine.c.person_id < other.c.person_id)
    .where(first.c.state.in_(BOTH_KEPT), second.c.state.in_(BOTH_KEPT))
    .where(first.c.ends_at > pairs.c.began_at, second.c.ends_at > pairs.c.began_at)
    .group_by(mine.c.pair_id)
)


class Pairs(Noun):
    def get(self, pair_id: int) -> Pair:
        """Living or ended. Raises KeyError when there is none."""
        return self._read(WITH_MEMBERS.where(pairs.c.id == pair_id))[pair_id]

    def living_of(self, person_id: int) -> Pair | None:
        return self.living_of_many([person_id]).get(person_id)

    def living_of_many(self, person_ids: Collection[int]) -> dict[int, Pair]:
        """The living pact of each who has one, by person."""
        found = self._sql.execute(LIVING, {"people": list(person_ids)})
        return {
            member: pair
            for pair in _gather(found).values()
            for member in pair.members
            if member in person_ids
        }

    def last_of(self, person_id: int) -> Pair | None:
        """The pact begun last, living or ended."""
        last = select(pairs.c.id).join(mine, mine.c.pair_id == pairs.c.id)
        last = last.where(mine.c.person_id == person_id)
        newest = self._sql.scalar(last.order_by(pairs.c.began_at.desc(), pairs.c.id.desc()))
        return None if newest is None else self.get(newest)

    def partners(self, person_ids: Collection[int]) -> dict[int, int]:
        """Who stands beside each, by person, without reading the pacts."""
        return dict(self._sql.execute(PARTNERS, {"people": list(person_ids)}).all())

    def add(
        self, words: str, members: tuple[int, int], began_at: datetime, trial_ends_on: date
    ) -> Pair:
        """Raises Conflict, changing nothing, when one of the two already has a living pact."""
        terms = {"words": words, "began_at": began_at, "trial_ends_on": trial_ends_on}
        with refused_as_conflict(self._sql, "pairs"):
            new = self._sql.scalars(insert(pairs).values(terms).returning(pairs.c.id)).one()
            rows = [{"pair_id": new, "person_id": member} for member in sorted(members)]
            self._sql.execute(insert(pair_members), rows)
        return self.get(new)

    def save(self, pair: Pair) -> None:
        """Write the terms. Members and the end have their own verbs."""
        terms = {name: getattr(pair, name) for name in TERMS if name != "ended_at"}
        self._sql.execute(update(pairs).where(pairs.c.id == pair.id).values(terms))

    def end(self, pair_id: int, at: datetime) -> None:
        """End it for both, once, and drop what was still proposed."""
        ended = update(pairs).where(pairs.c.id == pair_id, pairs.c.ended_at.is_(None))
        self._sql.execute(ended.values(ended_at=at))
        left = update(pair_members).where(
            pair_members.c.pair_id == pair_id, pair_members.c.left_at.is_(None)
        )
        self._sql.execute(left.values(left_at=at))
        self._sql.execute(delete(proposals).where(proposals.c.pair_id == pair_id))

    def review(self, pair_id: int, person_id: int, answer: str | None) -> None:
        """Keep one member's answer to the question after the trial; None asks anew."""
        one = update(pair_members).where(
            pair_members.c.pair_id == pair_id, pair_members.c.person_id == person_id
        )
        self._sql.execute(one.values(review=answer))

    def reviews(self, pair_id: int) -> dict[int, str | None]:
        found = select(pair_members.c.person_id, pair_members.c.review)
        of_pair = found.where(pair_members.c.pair_id == pair_id)
        return dict(self._sql.execute(of_pair).all())

    def propose(
        self, pair_id: int, person_id: int, kind: str, facts: dict[str, Any], at: datetime
    ) -> None:
        """Replaces what either proposed of this kind before."""
        row = {"pair_id": pair_id, "person_id": person_id, "kind": kind, "facts": facts, "at": at}
        upsert(self._sql, proposals, ["pair_id", "kind"], [row])

    def proposal(self, pair_id: int, kind: str) -> tuple[int, dict[str, Any]] | None:
        """Who proposed it and exactly what."""
        found = select(proposals.c.person_id, proposals.c.facts)
        found = found.where(proposals.c.pair_id == pair_id, proposals.c.kind == kind)
        row = self._sql.execute(found).first()
        return None if row is None else (row.person_id, row.facts)

    def drop_proposal(self, pair_id: int, kind: str) -> None:
        one = delete(proposals).where(proposals.c.pair_id == pair_id, proposals.c.kind == kind)
        self._sql.execute(one)

    def kept_together(self, pair_ids: Collection[int]) -> dict[int, int]:
        """On how many dates both kept theirs, counted from the first date both had the pact."""
        found = self._sql.execute(KEPT_TOGETHER, {"ids": list(pair_ids)}) if pair_ids else ()
        return {row[0]: row[1] for row in found}

    def _read(self, found: Select[Any]) -> dict[int, Pair]:
        return _gather(self._sql.execute(found))


def _gather(rows: Iterable[Row[Any]]) -> dict[int, Pair]:
    """One pair from its rows, one row a member."""
    members: dict[int, list[int]] = defaultdict(list)
    found: dict[int, Pair] = {}
    for row in rows:
        members[row.id].append(row.member)
        terms = {name: getattr(row, name) for name in TERMS}
        found.setdefault(row.id, Pair(row.id, **terms))
    return {key: replace(pair, members=tuple(members[key])) for key, pair in found.items()}
