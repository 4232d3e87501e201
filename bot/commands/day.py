"""Doing, later, not today: what a person says of a day in the evening, by command or by button.

Handlers of a few lines: they look up whose day it is, make an event of it, and let it happen.
"""

from datetime import timedelta

from bot.buttons import Tap
from bot.commands.naming import fault, is_refused
from bot.commands.proof import keep, with_note
from bot.commands.whose import own_day
from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.facts import DELAYS, delays
from scheduler.notices import evening, words
from scheduler.rules import events as e
from scheduler.rules.forms import Move, Say, Stay
from storage.records import KEPT, Day, DayState

OPEN = (DayState.WAITING, DayState.ASKED)
NEVER_ASKED = (DayState.REST, DayState.PAUSED, DayState.EXCUSED)


def done(visit: Visit) -> None:
    """/done, /done yesterday, /done and a note; also the words that mean done."""
    day = act.today(visit.tx, visit.person)
    before = act.correctable_yesterday(visit.tx, day)
    if until_yesterday(visit) or visit.at < day.begins_at:
        did_yesterday(visit, day)
    elif before is not None and day.state in OPEN and not visit.words:
        visit.answer(evening.YesterdayOrToday(day.id, before.id, before.text or ""))
    elif day.state in OPEN and visit.words and fault(visit.words) is None:
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
    if is_refused(visit, visit.words):
        return
    asked = visit.tx.questions.of(visit.person.id)
    visit.tx.questions.clear(visit.person.id)
    rule = visit.happen_on(day.id, e.DidThis(visit.at, visit.words))
    if asked is not None and "shown" in asked.facts and isinstance(rule, Move):
        shown = (int(asked.facts["chat"]), int(asked.facts["message"]))
        keep(visit, day, shown, str(asked.facts["shown"]))


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
