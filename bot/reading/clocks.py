"""Times of the day as people write them, alone or as the deadline inside a text.

Rules: a deadline needs a word like "by" and an unmistakable time ("by 5" is none); the forms of
all languages are understood whatever the person's own is, where they mean only one thing.
"""

import re
from datetime import time

from bot.reading.faults import Unreadable
from bot.reading.texts import western_digits

_NAMED = {
    time(12): """noon|midday|mittags?|mediod[ií]a|midi|полудня|полдня|полдень|meio[- ]dia|
        опівдня|полудень|الظهر""",
    time(0): """midnight|mitternacht|medianoche|minuit|полуночи|полночь|meia[- ]noite|опівночі|
        північ|منتصف الليل""",
}
_MORNING = r"""a\.?\s?m\.?|morgens|vormittags|früh|de la mañana|du matin|утра|da manhã|ранку|
    صباحا|صباحًا|ص"""
_EVENING = r"""p\.?\s?m\.?|nachmittags|abends|de la tarde|de la noche|de l['’]après-midi|du soir|
    дня|вечера|da tarde|da noite|вечора|مساء|مساءً|م"""
_HOUR = r"uhr|o['’]?clock|h|hrs?|hours?|часов|часа|час|ч|horas?|heures?|години|годин|година|год"
_SMALL_HOURS = frozenset("123456")  # nobody's deadline, unless written 03:30
_BEFORE = r"""
    by|before|no\ later\ than|bis(?:\ spätestens|\ um)?|vor|spätestens(?:\ um)?|
    antes\ de(?:\ las?|l)|hasta\ las?|para\ las?|avant|d['’]ici(?:\ à)?|jusqu['’]à|à|
    не\ позже|до|к|até(?:\ as|\ às|\ ao|\ à)?|antes\ d(?:as|e|o|a)|às|не\ пізніше|
    قبل(?:\ الساعة)?|حتى(?:\ الساعة)?|بحلول(?:\ الساعة)?
"""


def _flat(pattern: str) -> str:
    """Written over several lines; only a blank that is meant stays."""
    return re.sub(r"\s*\n\s*", "", pattern).replace(r"\ ", " ").strip()


_CLOCK = rf"""
    (?P<named>{_flat("|".join(_NAMED.values()))})
    |(?P<hour>\d{{1,2}})
     (?:\s?[:h]\s?(?P<minute>\d{{2}})(?!\d)|\.(?P<dotted>\d{{2}})(?![\d.]))?
     (?:\s?(?P<unit>{_flat(_HOUR)})(?:\s(?P<after>\d{{2}}))?(?!\w))?
     (?:\s?(?:(?P<am>{_flat(_MORNING)})|(?P<pm>{_flat(_EVENING)}))(?!\w))?
"""
_CLOCK = re.sub(r"\n\s*", "", _CLOCK)
_ALONE = re.compile(rf"(?:at |um |a las |à |в |о |às )?(?:{_CLOCK})", re.IGNORECASE)
_DEADLINE = re.compile(
    rf"(?<!\w)(?P<before>{_flat(_BEFORE)})\s(?P<clock>{_CLOCK})(?!\w)", re.IGNORECASE
)
_NAMES = [(re.compile(_flat(names), re.IGNORECASE), at) for at, names in _NAMED.items()]


def clock_time(text: str, language: str = "en") -> time | None:
    """The wall time that the whole text names ("8", "7.30", "8 pm", "20 Uhr"); None: none."""
    found = _ALONE.fullmatch(_plain(text).strip(" .!"))
    return _time(found, language) if found else None


def deadline(text: str, language: str = "en") -> time | None:
    """The wall time by which the thing shall be done ("…by 3pm", "bis 15 Uhr"); the last named.

    In English "by 3:30" is the afternoon's, "by 03:30" and "by 7:30" are taken as written.
    Raises Unreadable with the part that cannot be a time ("25:00").
    """
    clocks = [found for found in _DEADLINE.finditer(_plain(text)) if _unmistakable(found)]
    if not clocks:
        return None
    if (at := _time(clocks[-1], language, afternoon=True)) is None:
        raise Unreadable(clocks[-1]["clock"])
    return at


def _plain(text: str) -> str:
    return " ".join(western_digits(text).split())


def _unmistakable(found: re.Match[str]) -> bool:
    """A bare number is none, and a dotted one may be a date: 15.12."""
    strong = ("named", "minute", "unit", "am", "pm")
    return any(found[part] for part in strong)


def _time(found: re.Match[str], language: str, *, afternoon: bool = False) -> time | None:
    if found["named"]:
        return next(at for pattern, at in _NAMES if pattern.fullmatch(found["named"]))
    hour = int(found["hour"])
    minute = int(found["minute"] or found["dotted"] or found["after"] or 0)
    if found["am"] or found["pm"]:
        hour = _of_twelve(hour, later=bool(found["pm"]))
    elif afternoon and language.startswith("en") and found["hour"] in _SMALL_HOURS:
        hour += 12
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if 0 <= hour < 24 and minute < 60 else None


def _of_twelve(hour: int, *, later: bool) -> int:
    """12 am is midnight; 13 pm is nothing, which -1 says."""
    if not 1 <= hour <= 12:
        return -1
    return hour % 12 + 12 * later
