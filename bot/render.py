"""Notice -> message: text as Telegram's HTML, and keyboard. Pure.

Rules: a person's words are escaped in bot/safe.py and nowhere else; instants are shown in the
device's zone with the person's set zone as fallback; no text, however hostile, makes it fail.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

from bot import keyboards, safe
from bot.keyboards import Inline, Key, Keyboard, Removed
from bot.texts import Said, label, say
from bot.weeks import week
from scheduler.notices import Notice
from scheduler.notices.refusal import Refusal

MESSAGE, CAPTION, TOAST = 4096, 1024, 200  # Telegram's limits, in UTF-16 units
ROOM = (None, 1000, 400, 150, 60, 20)  # how much of each quoted text is kept, until all fits
NAME_ON_KEY = 16
A_WEEK = timedelta(days=7)
LOCALES = {"en": "en_GB"}  # 12 June and 20:00, as the texts are written


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom: language, set time zone, and the date it is there (without it no weekdays)."""

    language: str
    zone: str
    today: date | None = None
    zone_differs: bool = False  # the device is known to be elsewhere: times name the set zone


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: HTML, and the keyboard with its labels said (see bot/markup.py)."""

    text: str
    keyboard: Keyboard | None = None

    @property
    def plain(self) -> str:
        """What a person sees of the text."""
        return safe.visible(self.text)

    @property
    def first_line(self) -> str:
        """What a locked phone shows."""
        return self.plain.split("\n", 1)[0]

    @property
    def toast(self) -> str:
        """The text as the answer to a press: plain, at most 200 characters."""
        return safe.shortened(self.plain, TOAST)


def render(
    notice: Notice, reader: Reader, lines: Sequence[Notice] = (), limit: int = MESSAGE
) -> Message:
    """The message, with what waited as further lines. `limit` is CAPTION under a picture.

    What is too long is shortened inside its quotes, so no entity is ever cut.
    """
    text = ""
    for room in ROOM:
        text = "\n\n".join(_text(one, reader, room) for one in (notice, *lines))
        if safe.length(safe.visible(text)) <= limit:
            break
    return Message(text, _labelled(keyboards.keyboard(notice), reader))


def text_key(notice: Notice) -> str:
    """The key of a notice's text: its own, or its reason's for a refusal."""
    return f"refusal-{notice.because}" if isinstance(notice, Refusal) else notice.key()


def _text(notice: Notice, reader: Reader, room: int | None) -> str:
    raw = {field.name: getattr(notice, field.name) for field in fields(notice)}
    facts = {fact: _said(value, reader, room) for fact, value in raw.items()}
    if "name" in raw:
        named = safe.name(raw["name"] or "") or say(reader.language, "somebody")
        facts["name"] = safe.words(named, reader.language)
        facts["has-name"] = raw["name"] is not None  # the stand-in is no name
    if "weekdays" in raw:
        facts["weekdays"] = week(raw["weekdays"], reader.language)
    return say(reader.language, text_key(notice), **facts)


def _said(value: Any, reader: Reader, room: int | None) -> Said:
    if isinstance(value, str):
        return safe.words(value, reader.language, room)
    if isinstance(value, datetime):
        return clock_time(value, reader)
    if isinstance(value, date):
        return day_name(value, reader)
    if isinstance(value, time):
        return format_time(value, "short", locale=_locale(reader))
    if isinstance(value, list):
        return ", ".join(str(_said(one, reader, room)) for one in value)
    return value if isinstance(value, int | bool) else None


def clock_time(at: datetime, reader: Reader) -> str:
    """An instant as HTML: the device's own clock, or the set zone's where that is not known."""
    local = at.astimezone(ZoneInfo(reader.zone))
    shown = format_time(local.time(), "short", locale=_locale(reader))
    entity = f'<tg-time unix="{int(at.timestamp())}" format="t">{shown}</tg-time>'
    if not reader.zone_differs:
        return entity
    city = reader.zone.rsplit("/", 1)[-1].replace("_", " ")
    return f"{entity} ({shown} {city})"


def day_name(on: date, reader: Reader) -> str:
    """A weekday within seven days of the reader's today, else the date; the year if another."""
    locale = _locale(reader)
    if reader.today is None:
        return format_skeleton("MMMMd", on, locale=locale)
    if abs(on - reader.today) < A_WEEK:
        return format_date(on, "EEEE", locale=locale)
    if on.year != reader.today.year:
        return format_date(on, "long", locale=locale)
    return format_skeleton("MMMMd", on, locale=locale)


def _locale(reader: Reader) -> str:
    return LOCALES.get(reader.language, reader.language)


def _labelled(keyboard: Keyboard | None, reader: Reader) -> Keyboard | None:
    if keyboard is None or isinstance(keyboard, Removed):
        return keyboard
    rows = [[_key(key, reader.language) for key in row] for row in keyboard.rows]
    return Inline(rows) if isinstance(keyboard, Inline) else replace(keyboard, rows=rows)


def _key(key: Key, language: str) -> Key:
    if key.literal:
        return replace(key, label=safe.clean(key.label))
    facts = dict(key.facts)
    if "name" in facts:
        facts["name"] = safe.name(str(facts["name"]), NAME_ON_KEY) or say(language, "somebody")
    return replace(key, label=label(language, key.label, **facts), literal=True)
