"""Names of weekdays and months as people write them.

Rule: the person's language first, then English and German; CLDR's names in every form it has.
"""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from bot.reading.texts import folded

_ALSO = {"tues": 2, "weds": 3, "thur": 4, "thurs": 4, "sonnabend": 6}
_SHORTEST_STEM = 4

Names = dict[str, int]


def weekday(word: str, language: str) -> int | None:
    """The ISO weekday (1 is Monday) that a folded word names, in any of its endings."""
    return _find(word.removesuffix(" feira"), _names(language)[0])


def month(word: str, language: str) -> int | None:
    """The month (1 to 12) that a folded word names, in any of its endings."""
    return _find(word, _names(language)[1])


def _find(word: str, names: Names) -> int | None:
    if word in names:
        return names[word]
    near = (number for name, number in names.items() if _inflected(word, name))
    return next(near, None)


def _inflected(word: str, name: str) -> bool:
    """Mondays, montags, пятницы: the name's stem with another ending."""
    stem = name[:-1]
    return len(stem) >= _SHORTEST_STEM and word.startswith(stem) and len(word) <= len(name) + 1


@lru_cache(maxsize=16)
def _names(language: str) -> tuple[Names, Names]:
    days: Names = {}
    months: Names = {}
    for locale in _locales(language):
        _add(days, locale.days, first=1)
        _add(months, locale.months, first=0)
    return days | _ALSO, months


def _locales(language: str) -> list[Locale]:
    found = []
    for name in (language, "en", "de"):
        try:
            found.append(Locale.parse(name, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return found


def _add(names: Names, forms: Mapping[str, Mapping[str, Mapping[int, str]]], first: int) -> None:
    """CLDR counts weekdays from 0, months from 1; one-letter names say nothing."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in forms[context].get(width, {}).items():
                names.setdefault(folded(name).removesuffix(" feira"), number + first)
