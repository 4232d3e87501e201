"""What a button carries: typed, versioned, at most 64 bytes, decoded here and nowhere else.

Rule: a button names what it is about (a day's, call's, pair's or invite's id); whether the one who
presses may, and whether it still means something, is looked up at the press, never trusted.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

VERSION = "1"
SHAPE = re.compile(r"1:([a-z0-9-]{1,24}):([0-9]{1,15})(?::([A-Za-z0-9_.,-]{1,20}))?")


class Act(StrEnum):
    """What a press asks for. The id is a day's unless the name or the comment says otherwise."""

    DONE = "done"
    LATER = "later"  # opens the choice of delays
    DELAY = "delay"  # arg: minutes
    CALL_ME = "call-me"
    NOT_TODAY = "not-today"
    NO_CALL = "no-call"
    REST = "rest"  # opens: how long?
    REST_FOR = "rest-for"  # arg: today, tomorrow, week
    BACK = "back"  # back earlier from rest or pause
    UNDO = "undo"
    PLAN = "plan"  # when and where?
    IDEAS = "ideas"
    CHANGE = "change"
    SAME = "same"  # same again; arg: tomorrow when for the next date
    SMALLER = "smaller"
    ELSE = "else"
    NEXT_LATER = "next-later"  # tomorrow's: later
    DID_AFTER_ALL = "did"  # id: the earlier day
    WAS_ILL = "ill"
    START_SMALL = "start-small"
    REST_WEEK = "rest-week"
    STOP_HERE = "stop-here"
    THUMB = "thumb"  # id: the partner's day
    CHEER = "cheer"  # id: the partner's day
    THANK = "thank"  # id: the call
    ATTEST = "attest"  # id: the partner's day
    NOT_QUITE = "not-quite"  # id: own attested day
    HELLO = "hello"  # say hello to the quiet partner
    PRESENCE = "presence"  # arg: 15 or 25
    STAY = "stay"  # stay with me
    FOR_TODAY = "for-today"  # a loose text is today's thing; arg: tomorrow, partner, nothing
    TAKE = "take"  # id: call; arg: call or write
    CANT = "cant"  # id: call
    HERE = "here"  # id: call; arg: now after nobody picked up
    FIVE = "five"  # id: call
    WRITE_INSTEAD = "write"  # id: call
    TOGETHER = "together"  # id: call
    UNDER_WAY = "under-way"  # id: call
    NO_ANSWER = "no-answer"  # id: call
    ALREADY = "already"  # id: call: had done it already
    NOT_YET = "not-yet"  # id: call: not quite yet
    EASIER = "easier"  # id: pair; arg: smaller, hour, write, week
    # setting up and invitations
    ZONE = "zone"  # id: what stands for the zone
    OTHER_CITY = "city"
    ALONE = "alone"
    ACCEPT = "accept"  # id: invite
    NOT_NOW = "not-now"  # id: invite
    HOW = "how"  # id: invite: how does it work?
    INVITE = "invite"  # invite someone
    TAKE_BACK = "take-back"  # id: invite
    CONFIRM = "confirm"  # id: invite
    NOT_MEANT = "not-meant"  # id: invite
    # the pact: the id is the pair's
    CHANGE_TIMES = "change-times"
    WORDS = "words"
    WAYS = "ways"  # opens the ways of help
    WAY = "way"  # arg: call, write, neither
    ANYWAY = "anyway"  # arg: yes, no
    REACHED = "reached"  # opens the means of a call
    REACH = "reach"  # arg: telegram, phone, room, none
    HOURS = "hours"
    FIT = "fit"  # arg: which way out, as the message offered it
    LEAVE_IT = "leave-it"
    AGREE = "agree"  # arg: kind.code of exactly what was proposed
    RATHER_NOT = "rather-not"  # arg: kind.code
    RING = "ring"
    RANG = "rang"
    END_PACT = "end-pact"
    LEAVE = "leave"
    STAYED = "stay-in"
    NO_MORE = "no-more"
    GO_ALONE = "go-alone"
    REVIEW = "review"  # arg: keep, adjust, part
    WAKE = "wake"
    # looking and settings: the id is 0 unless the comment says otherwise
    PROGRESS = "progress"  # arg: dates
    LOG = "log"  # arg: whose page and its last date, me.739314
    MUTE = "mute"  # arg: the kind of message
    UNMUTE = "unmute"  # arg: the kind, or all
    SETTINGS = "settings"  # back to the whole bubble
    SETTING = "setting"  # arg: which one is to change
    SET = "set"  # arg: what.value
    SET_CITY = "set-city"  # id: what stands for the zone
    FORGET = "forget"  # id: the person who asks
    KEEP_ALL = "keep-all"
    MORE_DAYS = "more-days"  # id: the person who asks; arg: yes.stamp, no.stamp


@dataclass(frozen=True, slots=True)
class Tap:
    """One press: what, about which row, and its one argument."""

    act: Act
    id: int = 0
    arg: str | None = None

    def data(self) -> str:
        """The callback data, ASCII, at most 64 bytes."""
        tail = f":{self.arg}" if self.arg is not None else ""
        return f"{VERSION}:{self.act}:{self.id}{tail}"


def read(data: str) -> Tap | None:
    """The press behind callback data, or None for anything that is not ours."""
    found = SHAPE.fullmatch(data)
    if found is None or found[1] not in set(Act):
        return None
    return Tap(Act(found[1]), int(found[2]), found[3])
