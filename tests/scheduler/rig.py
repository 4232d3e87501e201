"""Two people's days driven straight through `advance` and `tick` on SQLite: fast, no Telegram.

Delivery is played as the bot does it: claimed, then taken, refused or out of date, and reported
back. Nothing runs by itself; `now` moves only forward unless it is set.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Select, create_engine

from scheduler.actions import day as act
from scheduler.actions import delivery as reports
from scheduler.actions import leaving, pacts, settings
from scheduler.actions.people import become_ready
from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.opening import first_state
from scheduler.rules import events as e
from scheduler.rules.calendar import begins, ends, label_at
from scheduler.rules.day import WAITS
from scheduler.rules.forms import Plain, Stay
from scheduler.rules.times import due
from scheduler.tick import tick
from storage.records import Call, Day, Outgoing, Pair, Person, Scene, Step, Verb
from storage.store import Store, Transaction

SHM = Path("/dev/shm")  # memory where there is one: a commit then costs no disk
WORDS = "I'm going to call you right now and stay on the line while you do it."
FIRST_CHAT = 100  # the first person's; the others follow
LEASE = timedelta(minutes=2)
PATIENCE = 200  # rounds without rest until it counts as running in circles
TAKEN, REFUSED, BLOCKED = "taken", "refused", "blocked"
Fate = Callable[[Outgoing], str]


@dataclass(frozen=True)
class Heard:
    """What Telegram took: at what instant, for whom, and who had caused it (None: the clock)."""

    at: datetime
    to: int
    out: Outgoing
    by: int | None

    @property
    def is_new(self) -> bool:
        return self.out.verb in (Verb.SEND, Verb.COPY)

    @property
    def sounds(self) -> bool:
        return self.is_new and not self.out.silent


class Rig:
    """One store, whoever is added, and a clock that is only a value. Times are UTC."""

    def __init__(self, folder: Path, now: datetime) -> None:
        path = folder / "rig.db"
        shutil.copy(_empty(), path)
        self.store = Store(f"sqlite:///{path}")
        self.now = now
        self.people: list[int] = []
        self.fate: Fate = lambda out: TAKEN
        self.telegram_is_up = True
        self.heard: list[Heard] = []
        self.causes: dict[int, int | None] = {}
        self.asked_for: set[int] = set()
        """The calls that a person's own word opened."""
        self.watch: Callable[[Heard], None] | None = None
        """Called at the moment Telegram takes a notice."""
        self.eyes = create_engine(f"sqlite:///{path}")

    # People

    def person(self, name: str, zone: str = "Europe/Berlin", **settings: Any) -> int:
        """Someone whose joining day is over: the open date is one like any other."""
        with self.store.transaction() as tx:
            number = FIRST_CHAT + len(self.people)
            made = tx.people.add(number, name, "en", name.lower(), self.now, zone=zone)
            known = replace(made, ready_at=self.now, joined_at=self.now, **settings)
            named = settings.get("first_named_at", self.now)
            tx.people.save(replace(known, first_named_at=named))
            self._first_date(tx, tx.people.get(made.id))
        self.people.append(made.id)
        return made.id

    def newcomer(self, name: str, zone: str = "Europe/Berlin", **settings: Any) -> int:
        """Someone who joins now, as the bot lets people join."""
        with self.store.transaction() as tx:
            number = FIRST_CHAT + len(self.people)
            made = tx.people.add(number, name, "en", name.lower(), self.now, zone=zone)
            tx.people.save(replace(made, **settings))
            become_ready(tx, tx.people.get(made.id), self.now)
        self.people.append(made.id)
        return made.id

    def _first_date(self, tx: Transaction, person: Person) -> None:
        label = label_at(self.now, person.day_end, person.zone)
        span = (
            begins(label, person.day_end, person.zone),
            ends(label, person.day_end, person.zone),
        )
        [day] = tx.days.add_many([Day(0, person.id, label, first_state(person, label), *span)])
        scene = Scene(day, person, self.now)
        planned = [(kind, due(kind, scene, e.DayEnded(self.now))) for kind in WAITS[day.state]]
        tx.steps.plan_many([Step(0, kind, at, day_id=day.id) for kind, at in planned if at])

    def pact(self, one: int, other: int) -> Pair:
        with self.store.transaction() as tx:
            begun = pacts.begin(tx, (tx.people.get(one), tx.people.get(other)), WORDS, self.now)
        assert isinstance(begun, pacts.Begun)
        return begun.pair

    def part(self, who: int) -> None:
        """This person leaves the pact."""
        with self.writing(who) as tx:
            pair = tx.pairs.living_of(who)
            assert pair is not None
            leaving.leave(tx, tx.people.get(who), pair, self.now)
        self.settle()

    # What happens

    def does(
        self, who: int, event: e.Event, day: int | None = None, call: int | None = None
    ) -> Plain:
        """A person does something, on their open date if none is given; everything due follows."""
        with self.writing(who) as tx:
            tx.people.save(act.heard(tx.people.get(who), self.now))
            if call is not None:
                found = tx.calls.get(call)
                assert found is not None
                day = found.day_id
            elif day is None:
                day = _open(tx, who).id
            rule = self._advance(tx, who, event, day, call)
            if isinstance(event, e.Rested | e.PauseBegan) and not isinstance(rule, Stay):
                self._step_back(tx, who, event.at)
        self.settle()
        return rule

    def _advance(
        self, tx: Transaction, who: int, event: e.Event, day: int, call: int | None
    ) -> Plain:
        before = tx.calls.open_of_day(day)
        happening = Happening(day, event, call, who, slot="tapped")
        [rule] = advance(tx, [happening], self.now)
        after = tx.calls.open_of_day(day)
        if after is not None and (before is None or before.id != after.id):
            self.asked_for.add(after.id)
        return rule

    def _step_back(self, tx: Transaction, who: int, at: datetime) -> None:
        """Who rests or pauses is not called on; the bot's commands do the same."""
        asked = tx.calls.open_of_caller(who)
        if asked is not None:
            event = e.PersonWithdrew(at)
            advance(tx, [Happening(asked.day_id, event, asked.id)], self.now)

    @contextmanager
    def writing(self, by: int | None) -> Iterator[Transaction]:
        """A transaction whose notices are noted as caused by this person."""
        with self.store.transaction() as tx:
            put = tx.outbox.put_many

            def noted(notices: Any, now: datetime) -> list[int]:
                ids = put(notices, now)
                self.causes.update(dict.fromkeys(ids, by))
                return ids

            tx.outbox.put_many = noted  # type: ignore[method-assign]
            yield tx

    def changes(self, who: int, **values: Any) -> None:
        """The person has other settings from now on."""
        with self.writing(who) as tx:
            settings.change(tx, tx.people.get(who), values, self.now)
        self.settle()

    def keeps(self, who: int, text: str) -> None:
        """The person names the next date's one thing."""
        with self.writing(who) as tx:
            act.keep_for_next(tx, tx.people.get(who), text, self.now)

    def comes_back(self, who: int) -> None:
        """The person lets the bot in again."""
        with self.store.transaction() as tx:
            reports.reachable(tx, FIRST_CHAT + who - 1, self.now)

    # Time

    def settle(self) -> None:
        """Play what is due and deliver what waits, until nothing is left."""
        for _ in range(PATIENCE):
            if not tick(self.store, self.now) + self.deliver():
                return
        raise RuntimeError("it does not come to rest")

    def until(self, target: datetime) -> None:
        """Go through every due instant up to `target`, settling at each."""
        while (at := self.next_due()) is not None and at <= target:
            self.now = max(self.now, at)
            self.settle()
            if self.next_due() == at:
                break  # held up; time goes on without it
        self.now = max(self.now, target)
        self.settle()

    def passes(self, **span: float) -> None:
        self.until(self.now + timedelta(**span))

    def down(self, **span: float) -> None:
        """The bot is not running for so long, then starts again."""
        self.now += timedelta(**span)
        self.settle()

    def next_due(self) -> datetime | None:
        with self.store.transaction() as tx:
            moments = (tx.steps.next_due(), tx.outbox.next_due() if self.telegram_is_up else None)
        return min((at for at in moments if at is not None), default=None)

    # Delivery

    def deliver(self) -> int:
        """Offer everything due to Telegram; how many notices were finished."""
        count = 0
        while self.telegram_is_up:
            with self.store.transaction() as tx:
                claimed = tx.outbox.claim(self.now, LEASE, 50)
            if not claimed:
                return count
            count += sum(self._carry(out) for out in claimed)
        return count

    def _carry(self, out: Outgoing) -> int:
        expired = out.expires_at is not None and out.expires_at <= self.now
        fate = self.fate(out)
        with self.store.transaction() as tx:
            if expired or fate != TAKEN:
                self._lost(tx, out, "expired" if expired else fate)
                return 1
            tx.outbox.finish(out.id, self.now, TAKEN, message_id=out.id)
            reports.taken(tx, out, self.now, self.now)
        heard = Heard(self.now, out.chat_id - FIRST_CHAT + 1, out, self.causes.get(out.id))
        self.heard.append(heard)
        if self.watch is not None:
            self.watch(heard)
        return 1

    def _lost(self, tx: Transaction, out: Outgoing, why: str) -> None:
        tx.outbox.finish(out.id, self.now, why)
        if why == BLOCKED:
            reports.unreachable(tx, out.chat_id, self.now)
        reports.undelivered(tx, out, why, self.now)

    # What is stored

    def today(self, who: int) -> Day:
        with self.store.transaction() as tx:
            return _open(tx, who)

    def dates(self, who: int) -> list[Day]:
        """All of a person's dates, oldest first."""
        with self.store.transaction() as tx:
            return tx.days.between(who, date.min, date.max)

    def steps(self, who: int) -> list[Step]:
        with self.store.transaction() as tx:
            return tx.steps.of_day(_open(tx, who).id)

    def stored(self, who: int) -> Person:
        with self.store.transaction() as tx:
            return tx.people.get(who)

    def calls(self, who: int) -> list[Call]:
        """The calls of the last weeks with this person on either end, newest first."""
        with self.store.transaction() as tx:
            return tx.calls.recent_many([who], datetime(1970, 1, 1, tzinfo=UTC))[who]

    def told(self, who: int, since: datetime | None = None) -> list[str]:
        """The keys of the new messages this person got, oldest first."""
        return [
            h.out.key for h in self.heard if h.to == who and h.is_new and h.at >= (since or h.at)
        ]

    def read(self, what: Select[Any]) -> list[Any]:
        """Rows as they stand in the file, past all of our own queries."""
        with self.eyes.connect() as connection:
            return list(connection.execute(what))

    def close(self) -> None:
        self.eyes.dispose()
        self.store.close()


def _open(tx: Transaction, who: int) -> Day:
    day = tx.days.open_of(who)
    assert day is not None, "a person who is set up has an open date"
    return day


@cache
def _empty() -> Path:
    """A database at today's version with nothing in it, made once."""
    path = Path(tempfile.mkdtemp(prefix="empty")) / "empty.db"
    store = Store(f"sqlite:///{path}")
    store.upgrade()
    store.close()
    return path


@contextmanager
def a_rig(now: datetime) -> Iterator[Rig]:
    """A rig in a folder of its own."""
    where = SHM if os.access(SHM, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as folder:
        rig = Rig(Path(folder), now)
        try:
            yield rig
        finally:
            rig.close()
