"""A small model of the day: what must, may and must not arrive, from what people did and when.

It knows nothing of the bot: no code, no table, no clock. Its rules are those of DAY.md for the
stories of script.py, and its time is that of the acts and of the bot's outages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.chaos.script import CALL, TOGETHER, ZONE, Act, Part, Person, at

Outage = tuple[datetime, datetime]

SECOND, MINUTE, HOUR = (timedelta(**{name: 1}) for name in ("seconds", "minutes", "hours"))
LATE = 2 * MINUTE  # from here on a clock's message counts as caught up: one a person
WORDS_KEPT, PRESS_KEPT = 24 * HOUR, timedelta(seconds=150)  # by Telegram, for a bot that is away
AFTER_DELIVERY, SLACK = ("reminder", "alert"), timedelta(seconds=95)
"""These are counted from when Telegram took the one before, which may have been a little later."""
DAY_END = time(4)

PHRASES = {
    # how a reader tells what a message is, when it is new
    "morning": (
        "What's your one thing today?",
        "Today's one thing, as you planned",
        "New day. One open day changes nothing.",
        "A new day, and it may be a small one.",
        "It's been quiet here.",
    ),
    "set": ("Set. I'll ask at",),
    "thing": ("{name}'s one thing",),
    "nudge": ("There's time for one small thing.",),
    "check-in": ("How did it go today?",),
    "tomorrow": ("What's one small thing for",),
    "reminder": ("{partner} calls at",),
    "alert": ("Time to call {name}.",),
    "called": ("{partner} is calling you now.",),
    "done": ("Done.",),
    "did": ("{name} did it.",),
    "let go": ("All right, not today.",),
    "rest": ("Rest today.",),
}
OF_PARTNER = ("thing", "alert", "did")
BY_CLOCK = ("morning", "nudge", "check-in", "tomorrow", "reminder", "alert")
GRACE = {
    "morning": 3 * HOUR,
    "nudge": 30 * MINUTE,
    "check-in": 7 * HOUR,
    "tomorrow": 7 * HOUR,
    "reminder": 30 * MINUTE,
    "alert": 45 * MINUTE,
}


@dataclass(frozen=True)
class Expected:
    """Of this kind so many messages, at least and at most, for this part's date."""

    kind: str
    part: Part
    least: int
    most: int
    since: datetime
    why: str = ""

    @property
    def reader(self) -> str:
        return self.part.who.partner if self.kind in OF_PARTNER else self.part.who.name

    @property
    def phrases(self) -> tuple[str, ...]:
        names = {"name": self.part.who.name, "partner": self.part.who.partner}
        return tuple(phrase.format(**names) for phrase in PHRASES[self.kind])

    @property
    def named(self) -> bool:
        """Whether the message quotes the thing, and so says of which date it is."""
        return self.kind not in ("morning", "nudge", "tomorrow", "rest", "called")


@dataclass(frozen=True)
class Heard:
    """When the bot could take in an act; None: Telegram had thrown it away by then."""

    at: datetime
    heard: datetime | None


class Model:
    """Asked as time goes by; what it says of the past may change with an outage that ends."""

    def __init__(self, parts: Iterable[Part], people: Sequence[Person], now: datetime) -> None:
        self.parts = {(part.who.name, part.on): part for part in parts}
        self.people, self.now = people, now
        self.acts: list[Act] = []
        self.outages: list[Outage] = []
        self.floods: dict[str, list[Outage]] = {}
        """When nothing reached a reader, by name, though the bot was there."""

    def expected(self) -> Iterator[Expected]:
        for part in self.parts.values():
            yield from self._of_part(part)

    def ends(self, part: Part) -> set[str]:
        """What /log may say of this date once it is over."""
        named, done = self._said(part, "/commit"), self._said(part, "/done")
        if done:
            heard = done.heard and named and named.heard
            return {"kept"} if heard else {"kept", "open", "rest"}
        if part.role == "called":
            return self._end_of_call(part)
        if part.role == "rest":
            return {"rest"} if self._whole(part) else {"rest", "open"}
        if part.role == "let go" and not self._whole(part):
            return {"open", "rest"}
        if named is None:
            return self._open_if(part, "08:00", 3 * HOUR)
        return self._open_if(part, "20:00", 7 * HOUR)

    def _end_of_call(self, part: Part) -> set[str]:
        over = self._said(part, TOGETHER)
        if over and over.heard:
            return {"kept with a call"}
        return {"open"} if self._whole(part) else {"open", "rest", "kept with a call"}

    def forget(self, on: date) -> None:
        """Nothing is known of this date any more."""
        self.parts = {key: part for key, part in self.parts.items() if key[1] != on}

    def leave_out(self, who: Person) -> None:
        """What a person and the partner do and hear is not to be told."""
        names = (who.name, who.partner)
        self.parts = {key: part for key, part in self.parts.items() if key[0] not in names}

    # Of one date

    def _of_part(self, part: Part) -> Iterator[Expected]:
        named, done = self._said(part, "/commit"), self._said(part, "/done")
        rests, let_go = self._said(part, "/skip"), self._said(part, "not today")
        yield from self._answers(part, named, done, rests, let_go)
        over = min((x.at for x in (done, rests, let_go) if x), default=None)
        yield self._clocked(part, "morning", at(part.on, "08:00"), min_(named, rests))
        asked = self._up(at(part.on, "08:00"))
        yield self._clocked(part, "nudge", asked + 4 * HOUR, min_(named, rests), may=True)
        if part.role in ("silent", "rest"):
            yield self._clocked(part, "tomorrow", at(part.on, "20:00"), over, may=bool(rests))
            return
        yield from self._evening(part, over)

    def _answers(
        self,
        part: Part,
        named: Heard | None,
        done: Heard | None,
        rests: Heard | None,
        let_go: Heard | None,
    ) -> Iterator[Expected]:
        """One to each word; and the partner's news of them."""
        whole, reads = self._whole(part), self._partner(part).role != "rest"
        if named and named.heard:
            yield Expected("set", part, int(whole), 1, named.heard)
            told = named.heard + MINUTE
            quick = done is not None and done.at <= told
            yield Expected("thing", part, int(whole and reads and not quick), 1, told)
        if named and named.heard and done and done.heard:
            yield Expected("done", part, 1, 1, done.heard)
            yield Expected("did", part, int(whole and reads), 1, done.heard)
        if rests and rests.heard:
            yield Expected("rest", part, int(whole), 1, rests.heard)
        if let_go and let_go.heard:
            yield Expected("let go", part, int(whole), 1, let_go.heard)

    def _evening(self, part: Part, over: datetime | None) -> Iterator[Expected]:
        check_in = self._clocked(part, "check-in", at(part.on, "20:00"), over)
        yield check_in
        asked = self._up(at(part.on, "20:00"))
        reminder, alert = asked + 30 * MINUTE, asked + HOUR
        calls = self._partner(part).role != "rest"
        may = not check_in.least or not calls
        yield self._clocked(part, "reminder", reminder, over, may=may)
        yield self._clocked(part, "alert", alert, over, may=may)
        pressed = self._said(part, CALL)
        if pressed and pressed.heard:
            yield Expected("called", part, 1, 1, pressed.heard)

    def _clocked(
        self, part: Part, kind: str, due: datetime, over: datetime | None, may: bool = False
    ) -> Expected:
        """A message of the clock: not after the words that make it needless; late ones may be."""
        goes, reader = self._up(due), part.who.partner if kind in OF_PARTNER else part.who.name
        for begin, end in self.floods.get(reader, []):
            if begin <= goes < end:
                goes = end
                if over is not None and over < end:
                    return Expected(kind, part, 0, 0, due, f"withdrawn at {over:%H:%M:%S}")
        if over is not None and over <= due:
            return Expected(kind, part, 0, 0, due, f"over at {over:%H:%M:%S}")
        if over is not None and over <= goes + SECOND:
            may = True
        if goes - due > GRACE[kind]:
            return Expected(kind, part, 0, 0, due, "too late")
        if goes - due > LATE and not self._alone(part, kind, due):
            may = True
        by = goes + SLACK if kind in AFTER_DELIVERY else goes
        return Expected(kind, part, int(not may), 1, by)

    def _alone(self, part: Part, kind: str, due: datetime) -> bool:
        """Whether this is all that this reader missed in that outage."""
        walls = [at(part.on, wall) for wall in ("08:00", "12:00", "20:00", "20:30", "21:00")]
        away = next(o for o in [*self.outages, (due, due)] if o[0] <= due <= o[1])
        return sum(away[0] <= wall <= away[1] for wall in walls) == 1 and kind != "alert"

    # Words and outages

    def _said(self, part: Part, start: str) -> Heard | None:
        """The act of this date that begins so: of the person, or of the caller's hand."""
        who = part.who.partner if start in (CALL, TOGETHER) else part.who.name
        for act in self.acts:
            if act.who.name == who and act.text.startswith(start) and on(act.at) == part.on:
                kept = PRESS_KEPT if act.press else WORDS_KEPT
                heard = self._up(act.at)
                return Heard(act.at, heard if heard - act.at <= kept else None)
        return None

    def _up(self, instant: datetime) -> datetime:
        """The first moment from then on at which the bot is there."""
        for begin, end in sorted(self.outages):
            if begin <= instant < end:
                instant = end
        return instant

    def _whole(self, part: Part) -> bool:
        """Whether the bot was there all the date, but for moments."""
        first, last = at(part.on, "04:00") - 24 * HOUR + 24 * HOUR, at(part.on, "03:59")
        return not any(
            end - begin > LATE and begin < last and end > first - 24 * HOUR
            for begin, end in self.outages
        )

    def _open_if(self, part: Part, wall: str, within: timedelta) -> set[str]:
        """Open if the question came in time; if the bot could not ask, the date is nobody's."""
        due = at(part.on, wall)
        late = self._up(due) - due
        if late <= LATE:
            return {"open"}
        return {"open", "rest"} if late <= within else {"rest"}

    def _partner(self, part: Part) -> Part:
        return self.parts[part.who.partner, part.on]


def on(instant: datetime) -> date:
    """The date that a moment belongs to."""
    local = instant.astimezone(ZONE)
    return local.date() - timedelta(days=local.time() < DAY_END)


def min_(*heard: Heard | None) -> datetime | None:
    return min((one.at for one in heard if one), default=None)
