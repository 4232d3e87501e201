"""Everything a person can do, in three literal lists, and who handles it."""

from bot import replies
from bot.buttons import Act
from bot.commands import call, day, host, pair, rest, start
from bot.routing import Handler, PressHandler, Routes

COMMANDS: dict[str, Handler] = {
    "start": start.start,
    "pair": pair.pair,
    "commit": day.commit,
    "done": day.done,
    "call": call.call,
    "skip": rest.skip,
    "tomorrow": day.tomorrow,
    "pause": rest.pause,
    "resume": rest.resume,
}
"In the order of the command menu."

HIDDEN: frozenset[str] = frozenset({"start", "pair", "tomorrow", "pause", "resume"})
"Commands that work but stand in no menu."

PRESSES: dict[Act, PressHandler] = {
    Act.DONE: day.press_done,
    Act.LATER: day.press_later,
    Act.DELAY: day.press_delay,
    Act.CALL_ME: call.press_call_me,
    Act.NOT_TODAY: day.press_not_today,
    Act.NO_CALL: day.press_no_call,
    Act.REST: rest.press_rest,
    Act.REST_FOR: rest.press_rest_for,
    Act.BACK: rest.press_back,
    Act.UNDO: day.press_undo,
    Act.PLAN: day.press_plan,
    Act.IDEAS: day.press_ideas,
    Act.CHANGE: day.press_change,
    Act.SAME: day.press_same,
    Act.SMALLER: day.press_smaller,
    Act.ELSE: day.press_else,
    Act.NEXT_LATER: day.press_next_later,
    Act.DID_AFTER_ALL: day.press_did_after_all,
    Act.WAS_ILL: rest.press_ill,
    Act.START_SMALL: day.press_smaller,
    Act.REST_WEEK: rest.press_rest_week,
    Act.STOP_HERE: rest.press_stop_here,
    Act.NOT_QUITE: day.press_not_quite,
    Act.THUMB: call.press_thumb,
    Act.CHEER: call.press_cheer,
    Act.THANK: call.press_thank,
    Act.ATTEST: call.press_attest,
    Act.HELLO: call.press_hello,
    Act.PRESENCE: call.press_presence,
    Act.STAY: call.press_stay,
    Act.FOR_TODAY: replies.for_what,
    Act.TAKE: call.press_take,
    Act.CANT: call.press_cant,
    Act.HERE: call.press_here,
    Act.FIVE: call.press_five,
    Act.WRITE_INSTEAD: call.press_write_instead,
    Act.TOGETHER: call.press_together,
    Act.UNDER_WAY: call.press_under_way,
    Act.NO_ANSWER: call.press_no_answer,
    Act.ALREADY: call.press_already,
    Act.NOT_YET: call.press_not_yet,
    Act.EASIER: call.press_easier,
    Act.ZONE: start.press_zone,
    Act.OTHER_CITY: start.press_other_city,
    Act.ALONE: start.press_alone,
    Act.ACCEPT: start.press_accept,
    Act.NOT_NOW: start.press_not_now,
    Act.HOW: start.press_how,
    Act.INVITE: pair.press_invite,
    Act.TAKE_BACK: pair.press_take_back,
    Act.CONFIRM: pair.press_confirm,
    Act.NOT_MEANT: pair.press_not_meant,
}

ANSWERS: dict[str, Handler] = {
    "thing": lambda visit: day.name(visit, visit.words),
    "tomorrow": lambda visit: day.name_next(visit, visit.words),
    "what-was-it": day.what_was_it,
    "plan": day.plan,
}
"By the kind of the open question: what the next plain text answers."

ROUTES = Routes(
    commands=COMMANDS,
    presses=PRESSES,
    answers=ANSWERS,
    hidden=HIDDEN,
    links={host.BEGINS: host.claim},
    plain=replies.plain,
    unready=start.unready,
    edited=replies.edited,
)
