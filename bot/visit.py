"""One update as its handler sees it: who, what, when, and the ways to answer.

Lives inside the update's transaction, in the desk thread. Whatever is said goes through the
outbox; only the toast of a press goes directly, after the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from telegram import Message, Update

from bot.buttons import Tap
from bot.render import Reader, render
from bot.settings import Settings
from scheduler.actions import day as act
from scheduler.advance import advance
from scheduler.decide import Happening
from scheduler.notices import Notice
from scheduler.notices.refusal import Refusal
from scheduler.rules.calendar import label_at
from scheduler.rules.events import Event
from scheduler.rules.forms import Plain, Stay
from storage.records import Lane, Outgoing, Person, Question, Verb
from storage.store import Transaction


@dataclass
class Visit:
    """`at` is when it happened, `now` when it is handled; both UTC. `tapped` is the slot of the
    tapped message, if it still plays a role. `words` is what follows the command, or all of a
    plain message, cleaned.
    """

    tx: Transaction
    now: datetime
    at: datetime
    person: Person
    update: Update
    words: str = ""
    tap: Tap | None = None
    tapped: str | None = None
    settings: Settings = field(default_factory=Settings)
    toasted: str | None = field(default=None, init=False)
    """What the press is answered with once all is committed."""

    @property
    def message(self) -> Message | None:
        """The message written or edited; for a press there is none."""
        return self.update.message or self.update.edited_message

    @property
    def is_press(self) -> bool:
        return self.update.callback_query is not None

    def answer(self, notice: Notice, lines: Sequence[Notice] = ()) -> None:
        """To the person: the tapped message becomes this; without one it is a new message.

        `lines` follow in the same message, each after a blank line.
        """
        verb, slot = (
            (Verb.SEND, notice.slot()) if self.tapped is None else (Verb.EDIT, self.tapped)
        )
        self._put(self.person, notice, verb, slot, Lane.ANSWER, silent=True, lines=lines)

    def send(self, notice: Notice) -> None:
        """To the person, always as a new message."""
        silent = not notice.SOUND
        self._put(self.person, notice, Verb.SEND, notice.slot(), Lane.ANSWER, silent)

    def tell(
        self, person: Person, notice: Notice, verb: Verb | None = None, slot: str | None = None
    ) -> None:
        """To someone else, or unasked: an edit of its slot if the notice is one by nature."""
        verb = verb or (Verb.EDIT if notice.EDITS else Verb.SEND)
        self._put(person, notice, verb, slot or notice.slot(), Lane.NEWS, not notice.SOUND)

    def refuse(self, because: str, **facts: str | datetime | None) -> None:
        """Why nothing changed: a toast for a press, a message otherwise."""
        if self.is_press:
            self.toast(because, **facts)
        else:
            self.answer(Refusal(because, **facts))  # type: ignore[arg-type]  # its fields' types

    def toast(self, because: str, **facts: str | datetime | None) -> None:
        """Shown for a moment over the chat; nothing if this is no press."""
        if self.is_press:
            notice = Refusal(because, **facts)  # type: ignore[arg-type]  # its fields' types
            self.toasted = render(notice, reader_of(self.person, self.now)).toast

    def ask(
        self, kind: str, minutes: int | None = 10, **facts: str | int | bool | list[str] | None
    ) -> None:
        """Open a question: what the next plain text answers.

        `minutes` None: until the date ends; before there is one, until replaced.
        """
        day = self.tx.days.open_of(self.person.id) if minutes is None else None
        until = day.ends_at if day is not None else None
        if minutes is not None:
            until = self.now + timedelta(minutes=minutes)
        self.tx.questions.ask(Question(self.person.id, kind, dict(facts), self.now, until))

    def save(self, person: Person) -> Person:
        """Write the person as changed, and go on with it."""
        self.tx.people.save(person)
        self.person = replace(person, version=person.version + 1)
        return self.person

    def happen_on(self, day_id: int, event: Event, call_id: int | None = None) -> Plain:
        """Let it happen to a day, or a call of it; a refusal is said. Returns the rule."""
        happened = Happening(day_id, event, call_id, self.person.id, self.tapped)
        rules = advance(self.tx, [happened], self.now)
        rule = rules[0] if rules else Stay("day-is-over")
        if isinstance(rule, Stay) and rule.because:
            self.refuse(rule.because, **act.around(self.tx, day_id, self.person))
        self.person = self.tx.people.get(self.person.id)
        return rule

    def happen(self, event: Event) -> Plain:
        """Let it happen to the person's open date."""
        day = self.tx.days.open_of(self.person.id)
        return Stay() if day is None else self.happen_on(day.id, event)

    def _put(
        self,
        to: Person,
        notice: Notice,
        verb: Verb,
        slot: str | None,
        lane: Lane,
        silent: bool,
        lines: Sequence[Notice] = (),
    ) -> None:
        if to.telegram_id is None:
            return  # forgotten meanwhile
        expires = notice.EXPIRES if lane is not Lane.ANSWER else None
        facts = notice.pack()
        if lines:
            facts["lines"] = [[line.key(), line.pack()] for line in lines]
        outgoing = Outgoing(
            to.telegram_id,
            verb,
            notice.key(),
            facts,
            slot=slot,
            lane=lane,
            silent=silent,
            expires_at=self.now + expires if expires else None,
            day_id=getattr(notice, "day", None) or None,
            call_id=getattr(notice, "call", None) or None,
        )
        self.tx.outbox.put_many([outgoing], self.now)


def reader_of(person: Person, now: datetime) -> Reader:
    """For whom a text is said, and what date it is there."""
    today = label_at(now, person.day_end, person.zone)
    return Reader(person.language, person.zone, today)
