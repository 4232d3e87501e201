"""From "who hears what" in a rule to the notice itself, with its facts from the scene. Pure.

The scene is the one after the event. A builder that returns None has nothing to say.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from scheduler.notices import Notice, news
from scheduler.rules.events import Event
from scheduler.tell_call import CALL_NOTICES
from scheduler.tell_day import DAY_NOTICES
from scheduler.tell_news import NEWS_NOTICES
from storage.records import Scene

BUILD: dict[type[Notice], Callable[[Scene, Event], Notice | None]] = {
    **DAY_NOTICES,
    **NEWS_NOTICES,
    **CALL_NOTICES,
}


def notice(kind: type[Notice], scene: Scene, event: Event) -> Notice | None:
    """The notice of this class for this scene, or None when there is nothing to say."""
    built = BUILD[kind](scene, event)
    about_a_call = getattr(built, "day", None) == 0
    return replace(cast(Any, built), day=scene.day.id) if about_a_call else built


def as_line(said: Notice) -> Notice | None:
    """What is left of a piece of news when it waits to become a line; None: it can't wait."""
    if isinstance(said, news.PartnerThing):
        return news.PartnerThingLine(said.name, said.text)
    if isinstance(said, news.PartnerDid):
        return news.PartnerDidLine(said.name, said.text)
    kept = (news.PartnerRestsLine, news.PartnerQuiet, news.PartnerQuietLong)
    return said if isinstance(said, kept) else None
