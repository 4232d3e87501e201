"""/today, /progress, /log, /why: what people look at. Nothing here changes a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.buttons import Tap
from bot.reading import folded
from bot.visit import Visit
from scheduler.actions import looking
from scheduler.actions.looking import KINDS, RANGES, Page, Seen
from scheduler.notices import Notice
from scheduler.notices import call as call_notices
from scheduler.notices import looking as say
from scheduler.rules import events as e
from scheduler.rules.calendar import label_at
from scheduler.tell import notice
from storage.records import CallState, Lane, Outgoing, Verb

USUAL = 30  # dates
LONG_AGO = date(2000, 1, 1).toordinal()
OF_PACT = """accepted-by agreed-by hours-clash hours-proposed look-again many-calls more-days
    partner-away partner-reachable partners-now pact-awake pact-over pact-rests trial-ring
    way-proposed words-proposed""".split()
WHY = {  # what a message was, by its key; several are one kind to people
    **{key: kind for kind, keys in KINDS.items() for key in keys},
    "morning-question": "morning",
    "morning-planned": "morning",
    "morning-after-open": "morning",
    "kind-question": "kind",
    "check-in": "check-in",
    "reminder-call": "reminder",
    "reminder-alone": "reminder",
    "alert": "alert",
    "being-called": "called",
    "caller-asked": "caller",
    "caller-told-done": "caller",
    "presence-offer": "presence",
    "relayed-words": "words",
    "relayed-as": "words",
    "cheered": "words",
    "thanked": "words",
    "hello-from": "words",
    **dict.fromkeys(OF_PACT, "pact"),
}


def today(visit: Visit) -> None:
    """Today at a glance, with the buttons that work now; a lost press is made up here."""
    seen = looking.glance(visit.tx, visit.person, visit.now)
    lines: list[Notice] = []
    if seen.next_on is not None and visit.person.next_text:
        lines.append(say.TodayNextLine(seen.next_on, visit.person.next_text))
    theirs = seen.theirs
    if seen.partner is not None and theirs is not None and (theirs.text or theirs.how != "live"):
        other_date = theirs.on if theirs.on != seen.day.on else None
        lines.append(say.TodayPartnerLine(seen.partner.name, theirs.how, theirs.text, other_date))
    visit.answer(_today(visit, seen), lines)
    _as_caller(visit)


def _today(visit: Visit, seen: looking.Glance) -> say.Today:
    return say.Today(
        seen.day.id,
        seen.state,
        seen.day.text,
        seen.at,
        seen.call_id,
        seen.can_later,
        seen.can_call,
        plans=visit.person.next_text is None,
    )


def _as_caller(visit: Visit) -> None:
    """Someone waits for this person's call: its buttons again, as they are now."""
    call = visit.tx.calls.open_of_caller(visit.person.id)
    if call is None:
        return
    scene = visit.tx.scenes([call.day_id], visit.now, {call.day_id: call.id})[call.day_id]
    alerted = call.state is CallState.ALERTED
    kind = call_notices.Alert if alerted else call_notices.CallerCard
    said = notice(kind, scene, e.CallWanted(visit.now))
    if said is not None:
        _post_again(visit, said)


def _post_again(visit: Visit, said: Notice) -> None:
    """As a new message in its role; what its first delivery began is not begun again."""
    again = Outgoing(
        visit.person.telegram_id or 0,
        Verb.SEND,
        said.key(),
        said.pack(),
        slot=said.slot(),
        lane=Lane.ANSWER,
    )
    visit.tx.outbox.put_many([again], visit.now)


def progress(visit: Visit) -> None:
    """What was kept in 7, 30 or 90 dates; always in words for now."""
    asked = folded(visit.words).split()
    numbers = [word for word in asked if word.isdecimal()]
    others = set(asked) - set(numbers) - {"text", "days", "tage", "day", "tag"}
    wanted = int(numbers[0][:9]) if numbers else USUAL
    if others or len(numbers) > 1 or wanted not in RANGES:
        visit.refuse("progress-range")
    else:
        _progress(visit, wanted)


def press_progress(visit: Visit, tap: Tap) -> None:
    wanted = int(tap.arg) if tap.arg and tap.arg.isdecimal() else 0
    if wanted in RANGES:
        _progress(visit, wanted)
    else:
        visit.toast("old-button")


def _progress(visit: Visit, days: int) -> None:
    sums = looking.sums(visit.tx, visit.person, days)
    lines = []
    if sums.partner is not None:
        lines.append(say.ProgressPairLine(sums.partner.name, sums.together))
    visit.answer(say.Progress(days, sums.kept, sums.counted, sums.on_the_line, sums.run), lines)


def log(visit: Visit) -> None:
    """The person's own dates, newest first."""
    _own(visit, None)


def press_log(visit: Visit, tap: Tap) -> None:
    """Another page, or the other's; the arg is whose, and the page's last date."""
    whose, _, number = (tap.arg or "").partition(".")
    last = _date(number)
    if whose not in ("me", "them") or (number and last is None):
        visit.toast("old-button")
    elif whose == "me":
        _own(visit, last)
    else:
        _partners(visit, last)


def _date(number: str) -> date | None:
    days = int(number) if number.isdecimal() and len(number) == 6 else 0
    return date.fromordinal(days) if days > LONG_AGO else None


def _own(visit: Visit, last: date | None) -> None:
    page = looking.own_page(visit.tx, visit.person, last)
    in_pact = visit.tx.pairs.living_of(visit.person.id) is not None
    visit.answer(_head(page, None, in_pact), _rows(page.rows))


def _partners(visit: Visit, last: date | None) -> None:
    pair = visit.tx.pairs.living_of(visit.person.id)
    partner = looking.partner_of(visit.tx, visit.person, pair)
    page = looking.partner_page(visit.tx, visit.person, last)
    if page is None or partner is None:
        visit.refuse("no-partner")
    else:
        visit.answer(_head(page, partner.name, True), _rows(page.rows))


def _head(page: Page, name: str | None, in_pact: bool) -> say.Log:
    older, newer = (on.toordinal() if on else None for on in (page.older, page.newer))
    return say.Log(name, older, newer, in_pact, empty=not page.rows)


def _rows(rows: Sequence[Seen]) -> list[Notice]:
    return [say.LogRow(row.on, row.how, _mark(row), row.text) for row in rows]


def _mark(row: Seen) -> str:
    if row.late and row.attested:
        return "both"
    return "late" if row.late else "attested" if row.attested else "none"


def why(visit: Visit) -> None:
    """Why the bot wrote last, what comes next, and how to stop that kind of message."""
    last = looking.why(visit.tx, visit.person)
    if last is None:
        visit.answer(say.Why("nothing"), [_next(visit)])
        return
    said, at = last
    what = WHY.get(said.key, "other")
    can_stop = what in KINDS and what not in _muted(visit)
    visit.answer(say.Why(what, at, _on(visit, at), can_stop), [_next(visit)])


def _next(visit: Visit) -> say.NextLine:
    coming = looking.next_for(visit.tx, visit.person, visit.now)
    if coming is None:
        return say.NextLine("nothing")
    return say.NextLine(str(coming.kind), coming.at, _on(visit, coming.at))


def _on(visit: Visit, at: datetime) -> date | None:
    """The date of an instant, where it is not the one that lasts now."""
    person = visit.person
    on = label_at(at, person.day_end, person.zone)
    return None if on == label_at(visit.now, person.day_end, person.zone) else on


def press_mute(visit: Visit, tap: Tap) -> None:
    """Stop this kind of message; the check-in and what a person asked for go on."""
    if tap.arg not in KINDS:
        visit.toast("old-button")
        return
    _mute(visit, [*_muted(visit), tap.arg])
    visit.answer(say.Muted(tap.arg))


def press_unmute(visit: Visit, tap: Tap) -> None:
    """Let this kind, or all, come again."""
    if tap.arg not in (*KINDS, "all"):
        visit.toast("old-button")
        return
    kept = [kind for kind in _muted(visit) if tap.arg not in (kind, "all")]
    _mute(visit, kept)
    visit.answer(say.Unmuted(tap.arg if tap.arg in KINDS else "all"))


def _muted(visit: Visit) -> list[str]:
    """The kinds that are stopped, by what people call them."""
    stopped = visit.person.muted.split(",")
    return [kind for kind, keys in KINDS.items() if keys[0] in stopped]


def _mute(visit: Visit, kinds: Sequence[str]) -> None:
    keys = dict.fromkeys(key for kind in kinds for key in KINDS[kind])
    visit.save(replace(visit.person, muted=",".join(keys)))
