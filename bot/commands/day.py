"""Naming, doing, resting: what a person says about a day, by command or by button.

Handlers of a few lines: they look up whose day it is, make an event of it, and let it happen.
"""

from datetime import datetime, timedelta

from bot.buttons import Tap
from bot.commands.proof import keep, with_note
from bot.reading import Unreadable, clock_time, deadline
from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.actions.reviews import wake
from scheduler.facts import DELAYS, delays, next_on
from scheduler.notices import evening, naming, words
from scheduler.rules import events as e
from scheduler.rules.forms import Move, Say, Stay
from storage.records import KEPT, Day, DayState, Post

LONGEST = 500  # characters of one thing
OPEN = (DayState.WAITING, DayState.ASKED)
NEVER_ASKED = (DayState.REST, DayState.PAUSED, DayState.EXCUSED)


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
    if (fault := _fault(text)) is not None:
        visit.refuse(fault)
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


def _fault(text: str) -> str | None:
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
    if (fault := _fault(text)) is not None:
        visit.refuse(fault)
        return
    visit.tx.questions.clear(visit.person.id)
    visit.person = act.keep_for_next(visit.tx, visit.person, text, visit.at)
    visit.answer(act.kept(visit.tx, visit.person, visit.now))


def done(visit: Visit) -> None:
    """/done, /done yesterday, /done and a note; also the words that mean done."""
    day = act.today(visit.tx, visit.person)
    before = act.correctable_yesterday(visit.tx, day)
    if until_yesterday(visit) or visit.at < day.begins_at:
        did_yesterday(visit, day)
    elif before is not None and day.state in OPEN and not visit.words:
        visit.answer(evening.YesterdayOrToday(day.id, before.id, before.text or ""))
    elif day.state in OPEN and visit.words and _fault(visit.words) is None:
        visit.happen_on(day.id, e.DidThis(visit.at, visit.words))
    else:
        did(visit, day, note=visit.words or None)


def until_yesterday(visit: Visit) -> bool:
    """Whether the words after /done mean the date before."""
    return visit.words.casefold().strip(" .!") in ("yesterday", "gestern")


def did(visit: Visit, day: Day, note: str | None = None) -> None:
    """The day is done. Unnamed, it asks what it was; a note is kept and passed on."""
    if note is not None and day.state in KEPT:
        with_note(visit, day.id, note)
        visit.refuse("already-done-note-kept")
        return
    rule = visit.happen_on(day.id, e.Did(visit.at))
    if isinstance(rule, Say):
        visit.ask("what-was-it", minutes=None, day=day.id)
    elif note is not None and not isinstance(rule, Stay):
        with_note(visit, day.id, note)


def did_yesterday(visit: Visit, day: Day) -> None:
    """The date before is done after all."""
    before = visit.tx.days.previous(day)
    if before is None or not before.text or before.state in NEVER_ASKED:
        visit.refuse("nothing-named-yesterday")
    else:
        visit.happen_on(before.id, e.Did(visit.at))


def what_was_it(visit: Visit) -> None:
    """The answer to What was it?; what it was asked about goes along."""
    day = act.today(visit.tx, visit.person)
    if (fault := _fault(visit.words)) is not None:
        visit.refuse(fault)
        return
    asked = visit.tx.questions.of(visit.person.id)
    visit.tx.questions.clear(visit.person.id)
    rule = visit.happen_on(day.id, e.DidThis(visit.at, visit.words))
    if asked is not None and "shown" in asked.facts and isinstance(rule, Move):
        shown = (int(asked.facts["chat"]), int(asked.facts["message"]))
        keep(visit, day, shown, str(asked.facts["shown"]))


# -- buttons --------------------------------------------------------------------------------------


def own_day(visit: Visit, tap: Tap, closed: bool = False) -> Day | None:
    """The tapped day if it is the person's and still means something; else a toast says why.

    `closed`: the date just before the open one counts too.
    """
    day = visit.tx.days.get(tap.id)
    if day is None or day.person_id != visit.person.id:
        visit.toast("not-yours")
        return None
    if day.closed_at is None or (closed and act.is_yesterday(visit.tx, day, visit.person)):
        return day
    visit.toast("day-is-over")
    return None


def press_done(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap, closed=True)) is not None:
        did(visit, day)


def press_undo(visit: Visit, tap: Tap) -> None:
    day = own_day(visit, tap, closed=tap.arg != "next")
    if day is None:
        return
    if tap.arg == "next":
        visit.person = act.drop_plan(visit.tx, visit.person)
        visit.answer(words.NextDropped(day.id))
    else:
        visit.happen_on(day.id, e.Undone(visit.at))


def press_later(visit: Visit, tap: Tap) -> None:
    """How much later? Only delays that leave room are offered."""
    day = own_day(visit, tap)
    if day is None:
        return
    if day.state is not DayState.CHECKING:
        visit.happen_on(day.id, e.Delayed(visit.at, timedelta(minutes=30)))
        return
    offers = delays(act.scene(visit.tx, day, visit.now))
    if offers:
        visit.answer(evening.LaterChoice(day.id, day.text or "", offers))
    else:
        visit.refuse("no-more-later")


def press_delay(visit: Visit, tap: Tap) -> None:
    day = own_day(visit, tap)
    minutes = int(tap.arg) if tap.arg and tap.arg.isdecimal() else 0
    if day is None:
        return
    if minutes not in delays(act.scene(visit.tx, day, visit.now)) or minutes not in DELAYS:
        visit.refuse("no-more-later")
        return
    visit.happen_on(day.id, e.Delayed(visit.at, timedelta(minutes=minutes)))


def press_not_today(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        visit.happen_on(day.id, e.LetGo(visit.at))


def press_no_call(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap)) is not None:
        visit.happen_on(day.id, e.CallWavedOff(visit.at))


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
    if (fault := _fault(visit.words)) is not None:
        visit.refuse(fault)
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


def press_did_after_all(visit: Visit, tap: Tap) -> None:
    if (day := own_day(visit, tap, closed=True)) is not None:
        did(visit, day)


def press_not_quite(visit: Visit, tap: Tap) -> None:
    """The partner said it was done; the person corrects it."""
    day = own_day(visit, tap, closed=True)
    if day is not None and day.attested:
        visit.happen_on(day.id, e.Undone(visit.at))
    elif day is not None:
        visit.toast("nothing-to-undo")
