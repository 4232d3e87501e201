"""The keys of the first minutes and of invitations. Rows as VOICE has them."""

from collections.abc import Callable
from datetime import time
from typing import Any

from bot import safe
from bot.buttons import Act, Tap
from bot.keyboards.keys import Ask, Key, Keyboard, Removed, Reply, Rows, key, link, share_url
from scheduler.notices import Notice
from scheduler.notices import setup as say

LONGEST_CITY = 28  # signs of a place on a key


def _welcome(notice: say.Welcome) -> Rows:
    yes = Key("yes-at", Tap(Act.ZONE, notice.place), facts={"at": _clock(notice.at)})
    return [[yes, key(Act.OTHER_CITY, 0)]]


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _location(_: say.LocationOffered) -> Keyboard:
    return Reply([[Key("location", ask=Ask.LOCATION)]])


def _cities(notice: say.PlaceChoice) -> Rows:
    named = zip(notice.cities, notice.places, strict=False)
    return [[_city(city, place)] for city, place in named] + [[key(Act.OTHER_CITY, 0)]]


def _city(city: str, place: int) -> Key:
    return Key(safe.shortened(city, LONGEST_CITY), Tap(Act.ZONE, place), literal=True)


def _found(_: say.PlaceFound) -> Keyboard:
    return Removed()


def _friend(notice: say.FriendOffered) -> Rows:
    return [[_send(notice)], [key(Act.ALONE, 0)]]


def _send(notice: say.FriendOffered | say.InviteReady) -> Key:
    return link("send-invite", share_url(notice.link, notice.words))


def _invitation(notice: say.Invitation) -> Rows:
    return [*_answers(notice.invite), [key(Act.HOW, notice.invite)]]


def _more(notice: say.InvitationMore) -> Rows:
    return _answers(notice.invite)


def _answers(invite: int) -> Rows:
    return [[key(Act.ACCEPT, invite), key(Act.NOT_NOW, invite)]]


def _left(_: say.InvitationLeft) -> Rows:
    return [[key(Act.INVITE, 0)]]


def _ready(notice: say.Ready) -> Rows:
    ideas = key(Act.IDEAS, notice.day, "tomorrow" if notice.on else None)
    return [[*([ideas] if notice.asks else []), key(Act.CHANGE_TIMES, 0)]]


def _invite(notice: say.InviteReady) -> Rows:
    return [[_send(notice)], [key(Act.TAKE_BACK, notice.invite)]]


def _again(_: say.InviteTakenBack | say.NotMeant | say.InvitationOver) -> Rows:
    return [[key(Act.INVITE, 0)]]


def _accepted(notice: say.AcceptedBy) -> Rows:
    return [[key(Act.CONFIRM, notice.invite)], [key(Act.NOT_MEANT, notice.invite)]]


KEYBOARDS: dict[type[Notice], Callable[[Any], Keyboard | Rows | None]] = {
    say.Welcome: _welcome,
    say.LocationOffered: _location,
    say.PlaceChoice: _cities,
    say.PlaceFound: _found,
    say.FriendOffered: _friend,
    say.Invitation: _invitation,
    say.InvitationMore: _more,
    say.InvitationLeft: _left,
    say.Ready: _ready,
    say.InviteReady: _invite,
    say.InviteTakenBack: _again,
    say.AcceptedBy: _accepted,
    say.NotMeant: _again,
    say.InvitationOver: _again,
}
