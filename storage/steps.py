"""What is due when. A step is deleted when played, so playing it twice finds nothing.

Inbox before clock: a step waits while an update from its people, written no later than the step
is due, lies unhandled; otherwise a done written in time would be closed over as missed.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Integer,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from storage.news import STEPS
from storage.records import Step, StepKind
from storage.rows import Noun, columns, upsert, values
from storage.tables import calls, days, inbox, invites, pair_members, people, steps

STEP = columns(steps, Step)
SUBJECTS = ("day_id", "call_id", "pair_id", "invite_id")
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)


class Steps(Noun):
    def due(self, now: datetime, limit: int) -> list[Step]:
        """The oldest due steps that nobody else is playing, locked until this transaction ends.

        Where others work too, locked is also everyone they concern, and what concerns somebody
        who is busy waits for the next time: so nobody ever waits here, and nobody in a circle.
        """
        given = {"now": now, "most": limit}
        if self._sql.dialect.name == "sqlite":
            return [Step(*row) for row in self._sql.execute(DUE, given)]
        found = self._sql.execute(DUE_AND_FREE, given).all()
        concerned = self._concerned(found)
        held = {row.owner for row in found}
        held |= self._held(set().union(*concerned.values()) - held)
        return [Step(*row[: len(STEP)]) for row in found if concerned[row.id] <= held]

    def still_due(self, step: Step) -> bool:
        """Whether nobody has played or moved it since it was read; it is then locked."""
        same = (steps.c.id == step.id) & (steps.c.due_at == step.due_at)
        one = select(steps.c.id).where(same).with_for_update(skip_locked=True)
        return self._sql.execute(one).first() is not None

    def of_day(self, day_id: int) -> list[Step]:
        """The day's own, soonest first."""
        found = select(*STEP).where(steps.c.day_id == day_id)
        return self._read(found.order_by(steps.c.due_at, steps.c.id))

    def plan_many(self, planned: Sequence[Step]) -> None:
        """One step a subject and kind: planning it again moves it.

        Raises ValueError for a step without its one subject.
        """
        whose = [_subject(step) for step in planned]
        self._news.add(STEPS, [step.due_at for step in planned])
        for subject in SUBJECTS:
            chosen = [step for step, own in zip(planned, whose, strict=True) if own == subject]
            rows = [{**values(steps, step), "tries": 0, "retry_at": None} for step in chosen]
            upsert(self._sql, steps, [subject, "kind"], rows)

    def finish(self, step_ids: Collection[int]) -> None:
        """They were played. Finish before planning: a step planned anew keeps its id."""
        if step_ids:
            self._sql.execute(delete(steps).where(steps.c.id.in_(step_ids)))

    def clear(
        self,
        day_ids: Collection[int] = (),
        call_ids: Collection[int] = (),
        pair_ids: Collection[int] = (),
        invite_ids: Collection[int] = (),
        kinds: Collection[StepKind] | None = None,
    ) -> None:
        """Forget what these subjects wait for; with `kinds`, only that."""
        chosen = zip(SUBJECTS, (day_ids, call_ids, pair_ids, invite_ids), strict=True)
        given: dict[str, list[Any]] = {subject: list(ids) for subject, ids in chosen if ids}
        if not given:
            return
        clearing = _clearing(tuple(given), kinds is not None)
        self._sql.execute(clearing, given if kinds is None else {**given, "kinds": list(kinds)})

    def failed(self, step_id: int, now: datetime) -> int:
        """Count a try and set the step aside for ever longer, up to an hour. Returns the tries."""
        one = steps.c.id == step_id
        tries = self._sql.scalar(select(steps.c.tries).where(one).with_for_update())
        if tries is None:
            return 0
        pause = min(FIRST_PAUSE * 2 ** min(tries, 20), LONGEST_PAUSE)
        aside = update(steps).where(one).values(tries=tries + 1, retry_at=now + pause)
        self._sql.execute(aside)
        return int(tries) + 1

    def next_due(self) -> datetime | None:
        """When something is due next; in the past if it is overdue or waits for the inbox."""
        fresh = select(func.min(steps.c.due_at)).where(steps.c.retry_at.is_(None))
        aside = select(func.min(steps.c.retry_at))
        moments = [self._sql.scalar(fresh), self._sql.scalar(aside)]
        return min((at for at in moments if at is not None), default=None)

    def _concerned(self, found: Sequence[Row[Any]]) -> dict[int, set[int]]:
        """Everyone whom each of these steps may change, by step."""
        owners = {row.owner for row in found}
        beside = dict(self._sql.execute(BESIDE, {"people": list(owners)}).all()) if owners else {}
        everyone = {row.id: {row.owner, row.caller_id, beside.get(row.owner)} for row in found}
        return {step_id: {one for one in some if one} for step_id, some in everyone.items()}

    def _held(self, person_ids: Collection[int]) -> set[int]:
        """Those of them who are free, locked."""
        if not person_ids:
            return set()
        free = select(people.c.id).where(people.c.id.in_(person_ids)).order_by(people.c.id)
        return set(self._sql.scalars(free.with_for_update(skip_locked=True, key_share=True)))

    def _read(self, found: Select[Any]) -> list[Step]:
        return [Step(*row) for row in self._sql.execute(found)]


def _subject(step: Step) -> str:
    [subject] = [name for name in SUBJECTS if getattr(step, name) is not None]
    return subject


@cache
def _clearing(subjects: tuple[str, ...], only_kinds: bool) -> Delete:
    theirs = [steps.c[subject].in_(bindparam(subject, expanding=True)) for subject in subjects]
    gone = delete(steps).where(or_(*theirs))
    return gone.where(steps.c.kind.in_(bindparam("kinds", expanding=True))) if only_kinds else gone


def _not_set_aside() -> ColumnElement[bool]:
    return steps.c.retry_at.is_(None) | (steps.c.retry_at <= NOW)


def _unhandled_word() -> ColumnElement[bool]:
    """Someone this step concerns wrote before it was due, and it was not yet heard."""
    concerned = people.c.id.in_(
        [func.coalesce(days.c.person_id, calls.c.person_id), calls.c.caller_id]
    )
    wrote = (inbox.c.from_id == people.c.telegram_id) & inbox.c.done_at.is_(None)
    return (
        exists()
        .where(concerned, wrote, inbox.c.happened_at <= steps.c.due_at)
        .correlate(steps, days, calls)
    )


NOW = bindparam("now", type_=steps.c.due_at.type)
# Made once: putting a statement together costs more than running it.
WITH_SUBJECTS = steps.outerjoin(days, days.c.id == steps.c.day_id).outerjoin(
    calls, calls.c.id == steps.c.call_id
)


def _due(found: Select[Any]) -> Select[Any]:
    ready = found.where(steps.c.due_at <= NOW, _not_set_aside(), ~_unhandled_word())
    return ready.order_by(steps.c.due_at, steps.c.id).limit(bindparam("most", type_=Integer))


DUE = _due(select(*STEP).select_from(WITH_SUBJECTS))
mine, other = pair_members.alias("mine"), pair_members.alias("other")
first_of_pair = (
    select(func.min(mine.c.person_id)).where(mine.c.pair_id == steps.c.pair_id).scalar_subquery()
)
owner = people.alias("owner")
OWNER = func.coalesce(
    days.c.person_id, calls.c.person_id, invites.c.person_id, first_of_pair.correlate(steps)
)
DUE_AND_FREE = _due(
    select(*STEP, owner.c.id.label("owner"), calls.c.caller_id).select_from(
        WITH_SUBJECTS.outerjoin(invites, invites.c.id == steps.c.invite_id).join(
            owner, owner.c.id == OWNER
        )
    )
).with_for_update(skip_locked=True, key_share=True, of=[steps, owner])
BESIDE = (
    select(mine.c.person_id, other.c.person_id)
    .join(other, (other.c.pair_id == mine.c.pair_id) & (other.c.person_id != mine.c.person_id))
    .where(mine.c.person_id.in_(bindparam("people", expanding=True)), mine.c.left_at.is_(None))
)
