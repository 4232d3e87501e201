"""The keys of what people look at: today with its live buttons, sums, the log, why."""

from collections.abc import Callable
from typing import Any

from bot.buttons import Act, Tap
from bot.keyboards.day import check_in, tomorrow
from bot.keyboards.keys import Key, Rows, key, two_by_two
from scheduler.actions.looking import RANGES
from scheduler.notices import Notice
from scheduler.notices import looking as say


def _today(notice: say.Today) -> Rows:
    day = notice.day
    done, no_call = key(Act.DONE, day), key(Act.NO_CALL, day)
    rest = key(Act.REST, day, label="rest-today")
    rows: dict[str, Rows] = {
        "waiting": [[key(Act.IDEAS, day), rest]],
        "asked": [[key(Act.IDEAS, day), rest]],
        "committed": _committed(notice, rest),
        "checking": check_in(day, notice.can_later, notice.can_call),
        "alerted": [[done, no_call]],
        "called": [*_called(notice.call), [done, no_call]],
        "presence": [[done, key(Act.NOT_TODAY, day)]],
        "open": [[key(Act.DONE, day, label="did")], *(tomorrow(day) if notice.plans else ())],
        "rest": [[key(Act.BACK, day)]],
        "paused": [[key(Act.BACK, day)]],
    }
    if notice.state in ("kept", "kept-call"):
        plan = [key(Act.IDEAS, day, "tomorrow"), key(Act.NEXT_LATER, day)]
        return [*([plan] if notice.plans else ()), [key(Act.UNDO, day)]]
    return rows.get(notice.state, [])


def _committed(notice: say.Today, rest: Key) -> Rows:
    day = notice.day
    call = [key(Act.CALL_ME, day)] if notice.can_call else []
    return two_by_two([key(Act.DONE, day), key(Act.CHANGE, day), *call, rest])


def _called(call: int) -> Rows:
    return [[key(Act.HERE, call), key(Act.FIVE, call)], [key(Act.WRITE_INSTEAD, call)]]


def _progress(notice: say.Progress) -> Rows:
    others = [days for days in RANGES if days != notice.days]
    return two_by_two([_range(days) for days in others])


def _range(days: int) -> Key:
    return Key("progress", Tap(Act.PROGRESS, 0, str(days)), facts={"days": days})


def _log(notice: say.Log) -> Rows:
    whose = "me" if notice.name is None else "them"
    newer = [_page("newer", whose, notice.newer)] if notice.newer else []
    older = [_page("older", whose, notice.older)] if notice.older else []
    other = {"me": ("them", "log-theirs"), "them": ("me", "log-own")}[whose]
    return [[*newer, *older], [key(Act.LOG, 0, *other)] if notice.partner else []]


def _page(label: str, whose: str, last: int) -> Key:
    return key(Act.LOG, 0, f"{whose}.{last}", label)


def _why(notice: say.Why) -> Rows | None:
    return [[key(Act.MUTE, 0, notice.what)]] if notice.can_stop else None


def _muted(notice: say.Muted) -> Rows:
    return [[key(Act.UNMUTE, 0, notice.what)]]


KEYBOARDS: dict[type[Notice], Callable[[Any], Rows | None]] = {
    say.Today: _today,
    say.Progress: _progress,
    say.Log: _log,
    say.Why: _why,
    say.Muted: _muted,
}
