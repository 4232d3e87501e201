"""/pact: what two people agreed, and changing it.

Handlers look up the living pact of who presses; a button of another pact is an old one.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bot import likely
from bot.buttons import Tap
from bot.commands import asking, fit
from bot.reading.spans import span
from bot.visit import Visit
from scheduler.actions import settings, terms
from scheduler.actions.two import partner
from scheduler.notices import Notice
from scheduler.notices import pact as say
from scheduler.notices.settings import MoreDays
from storage.records import Pair, Person, Way

LONGEST_WORDS, LONGEST_ROOM = 200, 300
Ours = tuple[Pair, Person]


def pact(visit: Visit) -> None:
    """/pact: both clocks, the words, the ways, the hours."""
    found = partner(visit.tx, visit.person)
    if found is None:
        visit.refuse("no-partner")
    else:
        visit.answer(_view(visit, *found))
        for asked in _waiting(visit, *found):
            visit.send(asked)


def _view(visit: Visit, pair: Pair, other: Person) -> say.PactView:
    me = visit.person
    return say.PactView(
        pair.id,
        other.name,
        pair.words,
        pair.trial_ends_on,
        likely.wall_time(visit.now, me.zone),
        likely.wall_time(visit.now, other.zone),
        me.check_in,
        me.call_from,
        me.call_to,
        me.free_from,
        me.free_to,
        other.call_from,
        other.call_to,
        str(me.way),
        str(me.reach),
        me.call_anyway,
        pair.rests_since is not None,
    )


def _waiting(visit: Visit, pair: Pair, other: Person) -> Iterator[Notice]:
    """What the other asked for and this person has not answered, or was not told for resting."""
    for kind in terms.KINDS:
        found = visit.tx.pairs.proposal(pair.id, kind)
        if found is not None and found[0] == other.id:
            yield _proposed(pair, other, kind, *found)
    if (days := settings.asked_days(visit.tx, pair, other)) is not None:
        yield MoreDays(other.id, days[1], other.name, days[0])
    if (clash := fit.waiting(visit, pair, other)) is not None:
        yield clash


def _proposed(pair: Pair, other: Person, kind: str, asker: int, facts: dict[str, Any]) -> Notice:
    code = terms.code_of(asker, facts)
    if kind == terms.WORDS:
        return say.WordsProposed(pair.id, other.name, facts["words"], code)
    if kind == terms.WAY:
        return say.WayProposed(pair.id, other.name, facts["way"], code)
    return say.HoursProposed(pair.id, other.name, code=code, **terms.unpacked(facts))


def ours(visit: Visit, tap: Tap) -> Ours | None:
    """The living pact that this button is about, and the other; else a toast says it is old."""
    found = partner(visit.tx, visit.person)
    if found is None or found[0].id != tap.id:
        visit.toast("old-button")
        return None
    return found


def beside(visit: Visit, notice: Notice) -> None:
    """The message of the pact's beginning stays, with its question; all others are edited."""
    if (visit.tapped or "").startswith("pact:"):
        visit.send(notice)
    else:
        visit.answer(notice)


# -- ways of help ---------------------------------------------------------------------------------


def press_ways(visit: Visit, tap: Tap) -> None:
    if (found := ours(visit, tap)) is not None:
        beside(visit, _ways(visit, *found))


def _ways(visit: Visit, pair: Pair, other: Person) -> say.WaysChoice:
    me = visit.person
    return say.WaysChoice(pair.id, other.name, str(me.way), me.call_anyway)


def press_way(visit: Visit, tap: Tap) -> None:
    """Less help at once; more once the partner agrees."""
    found = ours(visit, tap)
    if found is None:
        return
    if tap.arg not in set(Way):
        visit.toast("old-button")
        return
    pair, other = found
    code = terms.choose_way(visit.tx, visit.person, pair, Way(tap.arg), visit.now)
    visit.person = visit.tx.people.get(visit.person.id)
    if code is None:
        visit.answer(_ways(visit, pair, other))
        return
    asking.ask(visit, other, say.WayProposed(pair.id, visit.person.name, tap.arg, code))
    visit.answer(say.Proposed(pair.id, other.name))


def press_anyway(visit: Visit, tap: Tap) -> None:
    """What "not today" means: no call, or call me anyway."""
    found = ours(visit, tap)
    if found is not None:
        changes = {"call_anyway": tap.arg == "yes"}
        settings.change(visit.tx, visit.person, changes, visit.now)
        visit.person = visit.tx.people.get(visit.person.id)
        visit.answer(_ways(visit, *found))


# -- hours and words ------------------------------------------------------------------------------


def press_hours(visit: Visit, tap: Tap) -> None:
    if (found := ours(visit, tap)) is not None:
        me = visit.person
        visit.ask("hours")
        visit.send(say.HoursAsked(found[0].id, me.call_from, me.call_to, me.free_from, me.free_to))


def hours(visit: Visit) -> None:
    """ "18:00-22:00", or two spans: for the working days and for the others."""
    parts = [part for part in visit.words.replace("\n", ",").replace(";", ",").split(",") if part]
    found = [span(part, visit.person.language) for part in parts]
    if not found or len(found) > 2 or None in found:
        visit.refuse("unreadable-hours")
        return
    visit.tx.questions.clear(visit.person.id)
    names = (("call_from", "call_to"), ("free_from", "free_to"))
    changes = {
        name: at
        for fields, times in zip(names, found, strict=False)
        for name, at in zip(fields, times or (), strict=True)
    }
    settings.change(visit.tx, visit.person, changes, visit.now)
    visit.person = me = visit.tx.people.get(visit.person.id)
    visit.answer(say.HoursKept(me.call_from, me.call_to, me.free_from, me.free_to))
    fit.check_mine(visit)


def is_forwarded(visit: Visit) -> bool:
    """Whether the message was first another's."""
    return visit.message is not None and visit.message.forward_origin is not None


def press_words(visit: Visit, tap: Tap) -> None:
    if (found := ours(visit, tap)) is not None:
        visit.ask("words")
        visit.send(say.WordsAsked(found[0].id, found[0].words))


def words(visit: Visit) -> None:
    """Other words for the call: they count once the partner agrees to exactly these."""
    found = partner(visit.tx, visit.person)
    if found is None:
        visit.refuse("no-partner")
    elif not visit.words or len(visit.words) > LONGEST_WORDS:
        visit.refuse("too-long-words" if visit.words else "empty")
    elif is_forwarded(visit):
        visit.refuse("forwarded")
    else:
        pair, other = found
        visit.tx.questions.clear(visit.person.id)
        code = terms.propose_words(visit.tx, visit.person, pair, visit.words, visit.now)
        asking.ask(visit, other, say.WordsProposed(pair.id, visit.person.name, visit.words, code))
        visit.answer(say.Proposed(pair.id, other.name))


def press_agree(visit: Visit, tap: Tap) -> None:
    _settle(visit, tap, agreed=True)


def press_rather_not(visit: Visit, tap: Tap) -> None:
    _settle(visit, tap, agreed=False)


ANSWER: dict[bool, tuple[Callable[[int, str], Notice], Callable[[int, str], Notice]]] = {
    True: (say.Agreed, say.AgreedBy),
    False: (say.Disagreed, say.DisagreedBy),
}


def _settle(visit: Visit, tap: Tap, agreed: bool) -> None:
    found = ours(visit, tap)
    kind, _, code = (tap.arg or "").partition(".")
    if found is None:
        return
    pair, other = found
    exactly = int(code) if code.isdecimal() else 0
    if not terms.settle(visit.tx, visit.person, pair, kind, exactly, agreed, visit.now):
        visit.toast("proposal-over")
        return
    visit.person = visit.tx.people.get(visit.person.id)
    mine, theirs = ANSWER[agreed]
    visit.answer(mine(pair.id, other.name))
    visit.tell(other, theirs(pair.id, visit.person.name))
