"""answerCallbackQuery: once, and within 150 s of the press."""

from deploy.playground.telegram.entities import units
from deploy.playground.telegram.errors import bad
from deploy.playground.telegram.parameters import Params
from deploy.playground.telegram.records import CallbackAnswer
from deploy.playground.telegram.state import State
from deploy.playground.telegram.updates import PRESS_KEPT

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(state: State, params: Params) -> bool:
    query_id, text = params.text("callback_query_id"), params.text("text")
    press, now = state.presses.get(query_id), state.now()
    if units(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    if press is None or press.answered or now - press.at > PRESS_KEPT:
        raise bad(TOO_OLD)
    press.answered = True
    url = params.text("url") or None
    state.answers.append(
        CallbackAnswer(query_id, press.user_id, text, params.flag("show_alert"), url, now)
    )
    state.changed()
    return True
