"""How the notices around a call are built from the scene after the event. Pure."""

from collections.abc import Callable

from scheduler.facts import (
    call_id,
    caller_name,
    text_of,
)
from scheduler.notices import Notice
from scheduler.notices import call as c
from scheduler.rules import calling
from scheduler.rules.events import (
    AlertCame,
    CallTakenBack,
    Event,
    InFive,
    IsHere,
    WritingAsked,
)
from scheduler.rules.times import TO_REACT
from storage.records import (
    KEPT,
    CallState,
    DayState,
    Reach,
    Scene,
)

Build = Callable[[Scene, Event], Notice | None]


def _alert(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    assert scene.pair is not None
    theirs = scene.partner_day
    yours = theirs is not None and theirs.state in (DayState.CHECKING, DayState.HELPING)
    return c.Alert(
        scene.call.id,
        scene.person.name,
        scene.day.text,
        scene.pair.words,
        calling.writes_only(scene),
        asked=not isinstance(event, AlertCame),
        yours_open=yours,
    )


def _caller_card(scene: Scene, event: Event) -> Notice:
    """The caller's card with the one way of reaching that works: PRODUCT §4."""
    call, person, contact = scene.call, scene.person, scene.contact
    assert call is not None
    reach = person.reach
    if reach is Reach.PHONE and not (contact and contact.phone):
        reach = Reach.TELEGRAM
    if reach is Reach.ROOM and not (contact and contact.room):
        reach = Reach.TELEGRAM
    return c.CallerCard(
        call.id,
        person.name,
        scene.pair.words if scene.pair else "",
        writing=call.writing,
        reach=Reach.TELEGRAM if call.writing else reach,
        username=person.username,
        user_id=person.telegram_id,
        room=contact.room if contact and reach is Reach.ROOM else None,
    )


def _how(event: Event) -> str:
    ways = {IsHere: "here", InFive: "five", WritingAsked: "write", CallTakenBack: "back"}
    return ways.get(type(event), "back")


def _over(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    call = scene.call
    why = str(call.outcome or "under-way")
    if call.state is CallState.UNDER_WAY:
        why = "under-way"
    elif why == "withdrawn" and scene.day.state in KEPT:
        why = "done"
    return c.AlertOver(call.id, scene.person.name, why, scene.day.text)


def _asked(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    return c.AlertAsked(
        scene.call.id, caller_name(scene), scene.now + TO_REACT, calling.writes_only(scene)
    )


def _rescued(scene: Scene, event: Event) -> Notice:
    assert scene.call is not None
    own = type(event).__name__ in ("Did", "DidThis", "PersonDid")
    return c.Rescued(
        scene.call.id, scene.day.id, caller_name(scene), text_of(scene), by_caller=not own
    )


def _call_and_caller(kind: Callable[[int, str], Notice]) -> Build:
    return lambda scene, _: kind(call_id(scene), caller_name(scene))


def _call_and_person(kind: Callable[[int, str], Notice]) -> Build:
    return lambda scene, _: kind(call_id(scene), scene.person.name)


CALL_NOTICES: dict[type[Notice], Build] = {
    c.Alert: _alert,
    c.AlertAsked: _asked,
    c.CallerCard: _caller_card,
    c.CallerAsked: _call_and_person(c.CallerAsked),
    c.BeingCalled: lambda s, _: c.BeingCalled(
        call_id(s), caller_name(s), bool(s.call and s.call.writing)
    ),
    c.CalledHere: lambda s, e: c.CalledHere(call_id(s), caller_name(s), _how(e)),
    c.CallerHears: lambda s, e: c.CallerHears(call_id(s), s.person.name, _how(e)),
    c.AlertOver: _over,
    c.CallerToldDone: lambda s, _: c.CallerToldDone(call_id(s), s.person.name, s.day.text),
    c.NobodyPickedUp: _call_and_caller(c.NobodyPickedUp),
    c.UnderWay: _call_and_caller(c.UnderWay),
    c.CallLetGo: _call_and_caller(c.CallLetGo),
    c.Rescued: _rescued,
    c.RescuedCaller: lambda s, _: c.RescuedCaller(call_id(s), s.day.id, s.person.name, text_of(s)),
    c.NotQuiteYet: _call_and_caller(c.NotQuiteYet),
}
