"""The keys around a call. Rows as VOICE has them."""

from collections.abc import Callable
from typing import Any

from bot.buttons import Act
from bot.keyboards.keys import Key, Rows, chat_url, is_web, key, link, two_by_two
from scheduler.notices import Notice
from scheduler.notices import call as say


def _alert(notice: say.Alert) -> Rows:
    write = key(Act.TAKE, notice.call, "write", "take-write")
    cant = key(Act.CANT, notice.call)
    if notice.writing_only:
        return [[write, cant]]
    return [[key(Act.TAKE, notice.call, "call", "take-call"), write], [cant]]


def _asked(notice: say.AlertAsked) -> Rows:
    return [[key(Act.DONE, notice.day), key(Act.NO_CALL, notice.day)]]


def _card(notice: say.CallerCard) -> Rows:
    way = _way(notice)
    return [[way] if way else [], *_outcomes(notice.call)]


def _way(notice: say.CallerCard) -> Key | None:
    """The key that leads to the person; a phone number comes as a contact card instead."""
    if notice.reach == "room":
        ours = notice.room is not None and is_web(notice.room)
        return link("open-room", notice.room or "") if ours else None
    if notice.reach == "phone" and not notice.writing:
        return None
    if notice.username:
        words = "" if notice.writing else notice.words
        return link("open-chat", chat_url(notice.username, words), name=notice.name)
    if notice.user_id:
        return link("open-chat", f"tg://user?id={notice.user_id}", name=notice.name)
    return None


def _outcomes(call: int) -> Rows:
    return [
        [key(Act.TOGETHER, call), key(Act.UNDER_WAY, call)],
        [key(Act.NO_ANSWER, call), key(Act.ALREADY, call)],
    ]


def _caller_asked(notice: say.CallerAsked) -> Rows:
    return _outcomes(notice.call)


def _being_called(notice: say.BeingCalled) -> Rows:
    here = [key(Act.HERE, notice.call), key(Act.FIVE, notice.call)]
    write = [] if notice.writing else [key(Act.WRITE_INSTEAD, notice.call)]
    return [here, [*write, key(Act.NO_CALL, notice.day)]]


def _called_here(notice: say.CalledHere) -> Rows:
    return [[key(Act.DONE, notice.day), key(Act.NO_CALL, notice.day)]]


def _nobody(notice: say.NobodyPickedUp) -> Rows:
    here = key(Act.HERE, notice.call, "now", "here-now")
    return [[here, key(Act.STAY, notice.day)], [key(Act.NOT_TODAY, notice.day)]]


def _going_on(notice: say.UnderWay | say.NotQuiteYet) -> Rows:
    return [[key(Act.DONE, notice.day)]]


def _rescued(notice: say.Rescued) -> Rows:
    thank = Key("thank", key(Act.THANK, notice.call).tap, facts={"name": notice.name})
    back = key(Act.NOT_YET, notice.call) if notice.by_caller else key(Act.UNDO, notice.day)
    return [[back]] if notice.thanked else [[thank], [back]]


def _cheer(notice: say.RescuedCaller) -> Rows | None:
    return None if notice.cheered else [[key(Act.CHEER, notice.day)]]


def _many_calls(notice: say.ManyCalls) -> Rows:
    ways = ("smaller", "hour", "write", "week")
    return two_by_two([key(Act.EASIER, notice.pair, way, f"easier-{way}") for way in ways])


KEYBOARDS: dict[type[Notice], Callable[[Any], Rows | None]] = {
    say.Alert: _alert,
    say.AlertAsked: _asked,
    say.CallerCard: _card,
    say.CallerAsked: _caller_asked,
    say.BeingCalled: _being_called,
    say.CalledHere: _called_here,
    say.NobodyPickedUp: _nobody,
    say.UnderWay: _going_on,
    say.Rescued: _rescued,
    say.RescuedCaller: _cheer,
    say.NotQuiteYet: _going_on,
    say.ManyCalls: _many_calls,
}
