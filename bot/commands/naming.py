"""Naming the one thing, today's or the next date's, by command, text or button.

Handlers of a few lines: they look up whose day it is, make an event of it, and let it happen.
"""

from datetime import datetime

from bot.buttons import Tap
from bot.commands.whose import own_day
from bot.reading import Unreadable, clock_time, deadline
from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.actions.reviews import wake
from scheduler.facts import next_on
from scheduler.notices import naming, words
from scheduler.rules import events as e
from scheduler.rules.forms import Move
from storage.records import Day, DayState, Post

LONGEST = 500  # characters of one thing
SPLIT_FROM = 4000  # clients split what is longer than Telegram's 4,096


def commit(visit: Visit) -> None:
    """/commit the one thing; without words it is asked for."""
    if visit.words:
        name(visit, visit.words)
    else:
        ask_thing(visit, act.today(visit.tx, visit.person))


def ask_thing(visit: Visit, day: Day, smaller: bool = False, tomorrow: bool = False) -> None:
    """Ask for the one thing; the next text is it, until the day end."""
    visit.ask("tomorrow" if tomorrow else "thing", minutes=None)
    on = next_on(visit.person, day) if tomorrow else None
    visit.answer(words.AskThing(day.id, smaller, tomorrow, on))


def name(visit: Visit, text: str) -> None:
    """This text is the one thing of the open date."""
    day = act.today(visit.tx, visit.person)
    if is_refused(visit, text):
        return
    try:
        wall = deadline(text, visit.person.language)
    except Unreadable as unreadable:
        visit.refuse("unreadable-time", text=unreadable.part)
        return
    at = act.moment_today(visit.person, day, wall) if wall else None
    if (
        at is not None
        and at <= visit.at
        and day.state not in (DayState.CHECKING, DayState.HELPING)
    ):
        visit.refuse("past-deadline")
        return
    visit.tx.questions.clear(visit.person.id)
    wake(visit.tx, visit.person, visit.now)
    rule = visit.happen_on(day.id, e.Named(visit.at, text, at))
    if isinstance(rule, Move):
        _remember_where(visit, day)


def is_refused(visit: Visit, text: str) -> bool:
    """Whether this can't be anybody's one thing; then that is said."""
    found = fault(text)
    if found is None:
        return False
    if len(text) > SPLIT_FROM:
        act.refused_as_long(visit.tx, visit.person, visit.at)
    visit.refuse(found)
    return True


def fault(text: str) -> str | None:
    """Why a text cannot be kept as the one thing; None when it can."""
    if not text:
        return "empty"
    return "too-long" if len(text) > LONGEST else None


def _remember_where(visit: Visit, day: Day) -> None:
    """The message that named it can carry the partner's reaction."""
    message = visit.message
    if message is not None:
        post = Post(message.chat.id, f"named:{day.id}", message.message_id, about=day.id)
        visit.tx.posts.put(post, visit.now)


def tomorrow(visit: Visit) -> None:
    """/tomorrow the one thing of the next date."""
    if visit.words:
        name_next(visit, visit.words)
    else:
        ask_thing(visit, act.today(visit.tx, visit.person), tomorrow=True)


def name_next(visit: Visit, text: str) -> None:
    """This text is kept for the next date that is the person's."""
    if is_refused(visit, text):
        return
    visit.tx.questions.clear(visit.person.id)
    visit.person = act.keep_for_next(visit.tx, visit.person, text, visit.at)
    visit.answer(act.kept(visit.tx, visit.person, visit.now))


def press_plan(visit: Visit, tap: Tap) -> None:
    """When and where? The next text is the if-then plan."""
    day = own_day(visit, tap)
    if day is None:
        return
    if day.state is not DayState.COMMITTED:
        visit.refuse("nothing-named" if day.text is None else "old-button")
        return
    visit.ask("plan", day=day.id)
    visit.send(words.AskPlan(day.id, day.text or ""))


def plan(visit: Visit) -> None:
    """The answer to When and where?: kept as it is; a time in it brings a silent reminder."""
    day = act.today(visit.tx, visit.person)
    if is_refused(visit, visit.words):
        return
    visit.tx.questions.clear(visit.person.id)
    if day.state is not DayState.COMMITTED:
        visit.refuse("old-button")
        return
    at = _time_in(visit, day)
    planned = act.plan(visit.tx, day, visit.words, at, visit.now)
    visit.answer(naming.PlanSet(day.id, planned.text or "", visit.words, at))


def _time_in(visit: Visit, day: Day) -> datetime | None:
    """The first time of day that the words name, if it is still ahead."""
    for part in visit.words.replace(",", " ").split():
        wall = (
            clock_time(part, visit.person.language) if any(c in ":.hpaHPA" for c in part) else None
        )
        if wall is not None:
            at = act.moment_today(visit.person, day, wall)
            return at if at > visit.now else None
    return None


def press_ideas(visit: Visit, tap: Tap) -> None:
    day = own_day(visit, tap)
    if day is not None:
        next_date = tap.arg == "tomorrow"
        visit.ask("tomorrow" if next_date else "thing", minutes=None)
        on = next_on(visit.person, day) if next_date else None
        visit.send(words.Ideas(day.id, next_date, on))


def press_change(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        ask_thing(visit, day)


def press_same(visit: Visit, tap: Tap) -> None:
    """Same again: the tapped day's text, or the last open one's, once more."""
    day = own_day(visit, tap)
    if day is None:
        return
    before = visit.tx.days.previous(day)
    text = day.text or (before.text if before else None)
    if not text:
        ask_thing(visit, day, tomorrow=tap.arg == "tomorrow")
    elif tap.arg == "tomorrow":
        name_next(visit, text)
    else:
        visit.happen_on(day.id, e.Named(visit.at, text))


def press_smaller(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        ask_thing(visit, day, smaller=True, tomorrow=tap.arg == "tomorrow")


def press_start_small(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        ask_thing(visit, day)


def press_else(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        ask_thing(visit, day, tomorrow=tap.arg == "tomorrow")


def press_next_later(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        visit.tx.questions.clear(visit.person.id)
        visit.answer(words.NextLater(day.id))
