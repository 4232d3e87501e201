"""The keys of the day's messages. Rows as VOICE has them."""

from collections.abc import Callable
from typing import Any

from bot.buttons import Act
from bot.keyboards.keys import Key, Rows, key, two_by_two
from scheduler.notices import Notice, evening, morning, naming, news, rest


def check_in(day: int, can_later: bool, can_call: bool) -> Rows:
    """Done, later, call me (else: stay with me), not today, less what is not possible now."""
    later = [key(Act.LATER, day)] if can_later else []
    help = key(Act.CALL_ME if can_call else Act.STAY, day)
    return two_by_two([key(Act.DONE, day), *later, help, key(Act.NOT_TODAY, day)])


def tomorrow(day: int) -> Rows:
    """The four ways to the next date's one thing."""
    return [
        [key(Act.SAME, day, "tomorrow"), key(Act.SMALLER, day, "tomorrow")],
        [key(Act.ELSE, day, "tomorrow"), key(Act.NEXT_LATER, day)],
    ]


def _asked(notice: evening.CheckIn) -> Rows:
    return check_in(notice.day, notice.can_later, notice.can_call)


def _undone(notice: evening.DoneUndone) -> Rows | None:
    if notice.open and notice.at is None:
        return check_in(notice.day, notice.can_later, notice.can_call)
    return [[key(Act.DONE, notice.day)]] if notice.at else None


def _choose(notice: morning.MorningQuestion | morning.Nudge | naming.Unset) -> Rows:
    return [[key(Act.IDEAS, notice.day), _rest_today(notice.day)]]


def _planned(notice: morning.MorningPlanned) -> Rows:
    return [[key(Act.CHANGE, notice.day), _rest_today(notice.day)]]


def _rest_today(day: int) -> Key:
    return key(Act.REST, day, label="rest-today")


def _after_open(notice: morning.MorningAfterOpen) -> Rows:
    return [
        [key(Act.DID_AFTER_ALL, notice.yesterday), key(Act.SAME, notice.day)],
        [key(Act.SMALLER, notice.day), key(Act.ELSE, notice.day)],
    ]


def _kind(notice: morning.KindQuestion) -> Rows:
    return [
        [key(Act.START_SMALL, notice.day), key(Act.REST_WEEK, notice.day)],
        [key(Act.WAS_ILL, notice.day), key(Act.STOP_HERE, notice.day)],
    ]


def _hello_again(notice: morning.HelloAgain) -> Rows:
    return [[key(Act.START_SMALL, notice.day), key(Act.STOP_HERE, notice.day)]]


def _hello(notice: news.PartnerQuiet | news.PartnerQuietLong) -> Rows:
    return [[key(Act.HELLO, notice.day)]]


def _set(notice: naming.Set) -> Rows:
    undo = [key(Act.UNDO, notice.day)] if notice.undo else []
    return [[*undo, key(Act.PLAN, notice.day)]]


def _next(notice: evening.TomorrowAsk) -> Rows:
    return [_ideas_later(notice.day)]


def _ideas_later(day: int) -> list[Key]:
    return [key(Act.IDEAS, day, "tomorrow"), key(Act.NEXT_LATER, day)]


def _delays(notice: evening.LaterChoice) -> Rows:
    return two_by_two([_delay(notice.day, minutes) for minutes in notice.delays])


def _delay(day: int, minutes: int) -> Key:
    hours, rest = divmod(minutes, 60)
    made = key(Act.DELAY, day, str(minutes))
    if rest:
        return Key("minutes", made.tap, facts={"minutes": minutes})
    return Key("hours", made.tap, facts={"hours": hours})


def _rest_choice(notice: rest.RestChoice) -> Rows:
    day = notice.day
    return [
        [
            key(Act.REST_FOR, day, "today", "rest-for-today"),
            key(Act.REST_FOR, day, "tomorrow", "rest-for-tomorrow"),
        ],
        [key(Act.REST_FOR, day, "week", "rest-for-week")],
    ]


def _done(notice: evening.Done) -> Rows:
    undo = [key(Act.UNDO, notice.day)]
    if notice.today is not None:
        return [[key(Act.IDEAS, notice.today), _rest_today(notice.today)], undo]
    return [_ideas_later(notice.day), undo] if notice.asks_tomorrow else [undo]


def _reminder(notice: evening.ReminderCall) -> Rows:
    later = [key(Act.LATER, notice.day)] if notice.can_later else []
    call = [] if notice.writing else [key(Act.CALL_ME, notice.day)]
    return two_by_two([key(Act.DONE, notice.day), *later, *call, key(Act.NO_CALL, notice.day)])


def _reminder_alone(notice: evening.ReminderAlone) -> Rows:
    later = [key(Act.LATER, notice.day)] if notice.can_later else []
    rest = [key(Act.STAY, notice.day), key(Act.NOT_TODAY, notice.day)]
    return two_by_two([key(Act.DONE, notice.day), *later, *rest])


def _anyway(notice: evening.NotTodayAnyway) -> Rows:
    return [[key(Act.DONE, notice.day), key(Act.NO_CALL, notice.day)]]


def _let_go(notice: evening.NotToday) -> Rows:
    return tomorrow(notice.day)


def _no_call(notice: evening.NoCallToday) -> Rows | None:
    return tomorrow(notice.day) if notice.asked and notice.text else None


def _back(notice: rest.Resting | rest.Paused) -> Rows:
    return [[key(Act.BACK, notice.day)]]


def _which(notice: evening.YesterdayOrToday) -> Rows:
    return [
        [
            key(Act.DID_AFTER_ALL, notice.yesterday, label="yesterdays"),
            key(Act.DONE, notice.day, label="todays"),
        ]
    ]


def _kept(notice: naming.KeptForTomorrow) -> Rows:
    undo = [key(Act.UNDO, notice.day, "next")]
    if not notice.today_open:
        return [undo]
    return [[key(Act.DONE, notice.day), key(Act.NOT_TODAY, notice.day)], undo]


def _presence(notice: evening.PresenceOffer) -> Rows:
    return [
        [
            key(Act.PRESENCE, notice.day, "15", "presence-15"),
            key(Act.PRESENCE, notice.day, "25", "presence-25"),
        ],
        [key(Act.NOT_TODAY, notice.day)],
    ]


def _thumb(notice: news.PartnerThing) -> Rows | None:
    return None if notice.liked else [[key(Act.THUMB, notice.day)]]


def _cheer(notice: news.PartnerDid) -> Rows | None:
    return None if notice.cheered else [[key(Act.CHEER, notice.day)]]


def _one(act: Act) -> Callable[[Any], Rows]:
    return lambda notice: [[key(act, notice.day)]]


KEYBOARDS: dict[type[Notice], Callable[[Any], Rows | None]] = {
    morning.MorningQuestion: _choose,
    morning.MorningPlanned: _planned,
    morning.MorningAfterOpen: _after_open,
    morning.KindQuestion: _kind,
    morning.HelloAgain: _hello_again,
    news.PartnerQuiet: _hello,
    news.PartnerQuietLong: _hello,
    morning.Nudge: _choose,
    naming.Set: _set,
    naming.Unset: _choose,
    morning.PlanReminder: _one(Act.DONE),
    news.PartnerThing: _thumb,
    evening.CheckIn: _asked,
    evening.TomorrowAsk: _next,
    evening.LaterChoice: _delays,
    evening.LaterSet: _one(Act.DONE),
    rest.RestChoice: _rest_choice,
    evening.Done: _done,
    evening.DoneUndone: _undone,
    news.PartnerDid: _cheer,
    evening.ReminderCall: _reminder,
    evening.ReminderAlone: _reminder_alone,
    evening.NotTodayAnyway: _anyway,
    evening.NotToday: _let_go,
    evening.NoCallToday: _no_call,
    rest.Resting: _back,
    rest.Paused: _back,
    evening.YesterdayOrToday: _which,
    naming.KeptForTomorrow: _kept,
    news.AttestedBy: _one(Act.NOT_QUITE),
    evening.PresenceOffer: _presence,
    evening.PresenceStarted: _one(Act.DONE),
}
