"""The keys of the pact: its terms, looking again, leaving. Rows as VOICE has them."""

from collections.abc import Callable
from typing import Any

from bot import safe
from bot.buttons import Act, Tap
from bot.keyboards.keys import (
    Ask,
    Key,
    Keyboard,
    Removed,
    Reply,
    Rows,
    chat_url,
    is_web,
    key,
    link,
)
from scheduler.notices import Notice, parting, reach
from scheduler.notices import pact as say

LONGEST_OPTION = 30  # signs on a key that says what would help


def _partners(notice: say.PartnersNow) -> Rows:
    ideas = key(Act.IDEAS, notice.day, "tomorrow" if notice.on else None)
    first = [*([ideas] if notice.asks else []), key(Act.CHANGE_TIMES, 0)]
    return [first, [key(Act.WAYS, notice.pair), key(Act.RING, notice.pair)]]


def _view(notice: say.PactView) -> Rows:
    pair = notice.pair
    wake = [[key(Act.WAKE, pair)]] if notice.rests else []
    return [
        *wake,
        [key(Act.WORDS, pair), key(Act.WAYS, pair)],
        [key(Act.HOURS, pair, label="call-hours"), key(Act.REACHED, pair)],
        [key(Act.RING, pair), key(Act.END_PACT, pair)],
    ]


def _ways(notice: say.WaysChoice) -> Rows:
    pair = notice.pair
    anyway = "no" if notice.anyway else "yes"
    ways = [key(Act.WAY, pair, way, f"way-{way}") for way in ("call", "write")]
    neither = key(Act.WAY, pair, "neither", "way-neither")
    return [
        ways,
        [neither, key(Act.REACHED, pair)],
        [key(Act.ANYWAY, pair, anyway, f"anyway-{anyway}")],
    ]


def _contact(notice: reach.ContactChoice) -> Rows:
    pair = notice.pair
    ways = [key(Act.REACH, pair, "phone", "my-number"), key(Act.REACH, pair, "room", "my-room")]
    back = key(Act.REACH, pair, "telegram", "by-telegram")
    gone = key(Act.REACH, pair, "none", "contact-gone")
    kept = notice.has_phone or notice.room is not None
    if notice.bare and not pair:
        return [ways, [key(Act.SETTINGS, 0, label="settings-back")]]
    if notice.bare:
        return [ways, [key(Act.LEAVE_IT, pair, "contact")]]
    return [ways, [back, *([gone] if kept else [])]]


def _number(_: reach.NumberAsked) -> Keyboard:
    return Reply([[Key("send-number", ask=Ask.CONTACT)]])


def _number_kept(_: reach.NumberKept) -> Keyboard:
    return Removed()


def _clash(notice: say.HoursClash) -> Rows:
    options = zip(notice.options, notice.codes, strict=False)
    return [
        *([_option(notice.pair, *option)] for option in options),
        [key(Act.LEAVE_IT, notice.pair, "hours")],
    ]


def _option(pair: int, words: str, code: int) -> Key:
    return Key(safe.shortened(words, LONGEST_OPTION), Tap(Act.FIT, pair, str(code)), literal=True)


def _proposal(kind: str) -> Callable[[Any], Rows]:
    def rows(notice: say.WordsProposed) -> Rows:
        exactly = f"{kind}.{notice.code}"
        pair = notice.pair
        return [[key(Act.AGREE, pair, exactly), key(Act.RATHER_NOT, pair, exactly)]]

    return rows


def _ring(notice: reach.TrialRing) -> Rows:
    way = _way(notice)
    return [[way] if way else [], [key(Act.RANG, notice.pair)]]


def _way(notice: reach.TrialRing) -> Key | None:
    """As the caller's card leads to the person; a number comes with a call, never with a try."""
    if notice.reach == "room":
        return link("open-room", notice.room) if is_web(notice.room or "") else None  # type: ignore[arg-type]  # is_web says it is one
    if notice.username:
        return link("open-chat", chat_url(notice.username, notice.words), name=notice.name)
    if notice.user_id:
        return link("open-chat", f"tg://user?id={notice.user_id}", name=notice.name)
    return None


def _leave(notice: parting.LeaveAsked) -> Rows:
    return [[key(Act.LEAVE, notice.pair), key(Act.STAYED, notice.pair)]]


def _left(notice: parting.PactLeft) -> Rows:
    refuse = Key("no-more", Tap(Act.NO_MORE, notice.pair), facts={"name": notice.name})
    return [*_on(notice), [refuse]]


def _on(_: Notice) -> Rows:
    return [[key(Act.INVITE, 0), key(Act.GO_ALONE, 0)]]


def _look(notice: parting.LookAgain) -> Rows:
    pair = notice.pair
    keep = [key(Act.REVIEW, pair, way, f"review-{way}") for way in ("keep", "adjust")]
    return [keep, [key(Act.REVIEW, pair, "part", "review-part")]]


def _rests(notice: parting.PactRests) -> Rows:
    return [[key(Act.WAKE, notice.pair)]]


def _goes_on(notice: parting.GoesOn) -> Rows | None:
    if not notice.adjust:
        return None
    return [[key(Act.WAYS, notice.pair), key(Act.HOURS, notice.pair, label="call-hours")]]


KEYBOARDS: dict[type[Notice], Callable[[Any], Keyboard | Rows | None]] = {
    say.PartnersNow: _partners,
    say.PactView: _view,
    say.WaysChoice: _ways,
    reach.ContactChoice: _contact,
    reach.NumberAsked: _number,
    reach.NumberKept: _number_kept,
    say.HoursClash: _clash,
    say.WordsProposed: _proposal("words"),
    say.HoursProposed: _proposal("hours"),
    say.WayProposed: _proposal("way"),
    reach.TrialRing: _ring,
    parting.LeaveAsked: _leave,
    parting.PactLeft: _left,
    parting.PactOver: _on,
    parting.NoMoreInvites: _on,
    parting.LookAgain: _look,
    parting.GoesOn: _goes_on,
    parting.PactRests: _rests,
}
