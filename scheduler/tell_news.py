"""How news for the partner is built from the scene after the event. Pure."""

from collections.abc import Callable
from datetime import date

from scheduler.facts import (
    days_together,
    partner_name,
    text_of,
    weekdays,
)
from scheduler.notices import Notice, news
from scheduler.rules import questions as q
from scheduler.rules.calendar import DAY
from scheduler.rules.events import (
    Event,
    PauseBegan,
)
from scheduler.rules.questions import QUIET_AFTER
from storage.records import (
    DayState,
    Person,
    Scene,
)

Build = Callable[[Scene, Event], Notice | None]


def _did(scene: Scene, event: Event) -> Notice:
    day = scene.day
    on = day.on if day.closed_at or not q.same_date(scene) else None
    return news.PartnerDid(
        day.id, scene.person.name, text_of(scene), days_together(scene), on=on, late=day.late
    )


def _rest_line(scene: Scene, event: Event) -> Notice | None:
    if scene.day.state is DayState.MISSED and scene.person.rest_until is None:
        return None
    until = scene.person.rest_until
    if isinstance(event, PauseBegan):
        until = scene.person.paused_until
    return news.PartnerRestsLine(scene.person.name, until)


def _quiet(scene: Scene, event: Event) -> Notice | None:
    return news.PartnerQuiet(scene.day.id, scene.person.name) if _listens(scene) else None


def _listens(scene: Scene) -> bool:
    """Whether the partner is there, if resting, and not silent too, paused or gone."""
    partner = scene.partner
    gone = partner and (partner.quiet_since or partner.paused_since or partner.unreachable_at)
    return partner is not None and not gone and not _as_silent(partner, scene.day.on)


def _as_silent(partner: Person, on: date) -> bool:
    """Two of the partner's dates before `on` went by without a word: nobody is told of nobody."""
    heard = partner.heard_on
    if partner.rest_until is not None:
        return False
    if heard is None:
        return True
    between = (heard + DAY * n for n in range(1, (on - heard).days))
    return sum(day.isoweekday() in weekdays(partner) for day in between) >= QUIET_AFTER - 1


def _quiet_long(scene: Scene, event: Event) -> Notice | None:
    return news.PartnerQuietLong(scene.day.id, scene.person.name) if _listens(scene) else None


def _thing(scene: Scene, event: Event) -> Notice:
    on = None if q.same_date(scene) else scene.day.on
    return news.PartnerThing(scene.day.id, scene.person.name, text_of(scene), on)


def _about_person(kind: Callable[[int, str, str], Notice]) -> Build:
    return lambda scene, _: kind(scene.day.id, scene.person.name, text_of(scene))


NEWS_NOTICES: dict[type[Notice], Build] = {
    news.PartnerQuiet: _quiet,
    news.PartnerQuietLong: _quiet_long,
    news.PartnerThing: _thing,
    news.PartnerUnnamed: lambda s, _: news.PartnerUnnamed(s.day.id, s.person.name),
    news.PartnerDid: _did,
    news.PartnerUndid: lambda s, _: news.PartnerUndid(s.day.id, s.person.name, s.day.text),
    news.PartnerCorrected: _about_person(news.PartnerCorrected),
    news.AttestedBy: lambda s, _: news.AttestedBy(s.day.id, partner_name(s), text_of(s)),
    news.Attested: _about_person(news.Attested),
    news.PartnerRestsLine: _rest_line,
}
