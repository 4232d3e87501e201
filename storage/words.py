"""The closed lists of words: states, kinds, ways. The database keeps them as plain strings."""

from enum import StrEnum


class DayState(StrEnum):
    """Where one person's date stands: five open states, then the end states of PRODUCT §1."""

    WAITING = "waiting"
    ASKED = "asked"
    COMMITTED = "committed"
    CHECKING = "checking"
    HELPING = "helping"
    DONE = "done"
    RESCUED = "rescued"
    MISSED = "missed"
    SILENT = "silent"
    EXCUSED = "excused"
    REST = "rest"
    PAUSED = "paused"
    UNASKED = "unasked"


OPEN_STATES = frozenset(
    DayState(s) for s in ("waiting", "asked", "committed", "checking", "helping")
)
KEPT = frozenset({DayState.DONE, DayState.RESCUED})
OPEN_ENDS = frozenset({DayState.MISSED, DayState.SILENT})
NEUTRAL = frozenset({DayState.EXCUSED, DayState.REST, DayState.PAUSED, DayState.UNASKED})


class CallState(StrEnum):
    """Where a call stands (DAY, "The call")."""

    ALERTED = "alerted"
    TAKEN = "taken"
    UNDER_WAY = "under-way"
    ENDED = "ended"


class CallOutcome(StrEnum):
    """How a call ended."""

    TOGETHER = "together"
    WITHDRAWN = "withdrawn"
    LET_GO = "let-go"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    NO_ANSWER = "no-answer"
    ALREADY_DONE = "already-done"
    STARTED = "started"


class StepKind(StrEnum):
    """What the clock can bring. The subject is a day, a call, a pair or an invite."""

    MORNING = "morning"
    TELL = "tell"
    NUDGE = "nudge"
    PLAN = "plan"
    CHECK_IN = "check-in"
    REMINDER = "reminder"
    ALERT = "alert"
    DAY_END = "day-end"
    NO_REACTION = "no-reaction"
    CALL_OVER = "call-over"
    CALL_ASKED = "call-asked"
    REVIEW = "review"
    FAREWELL = "farewell"
    INVITE_OVER = "invite-over"


class Verb(StrEnum):
    """What delivery does with a notice."""

    SEND = "send"
    EDIT = "edit"  # the slot's message; sent anew when there is none
    DELETE = "delete"
    STRIP = "strip"  # take the slot's buttons away, leave its text
    REACT = "react"
    COPY = "copy"
    PIN = "pin"
    UNPIN = "unpin"


class Lane(StrEnum):
    """Who goes first when many wait."""

    ANSWER = "answer"
    PROMPT = "prompt"
    NEWS = "news"


class Way(StrEnum):
    """How a person wants to be helped when it isn't done."""

    CALL = "call"
    WRITE = "write"
    NEITHER = "neither"


class Reach(StrEnum):
    """By which means a person is called."""

    TELEGRAM = "telegram"
    PHONE = "phone"
    ROOM = "room"
