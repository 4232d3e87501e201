"""The days of a week, as people list them.

Rule: one unknown word and nothing is read; guessed days would be asked about for weeks.
"""

import re

from bot.reading.names import weekday
from bot.reading.texts import folded


def _sets(words: str, days: frozenset[int]) -> dict[str, frozenset[int]]:
    return {folded(word): days for word in words.split(",")}


_KNOWN = {
    **_sets(
        """every day, everyday, daily, all days, all, always, all week, jeden tag, täglich,
        alle tage, alle, immer, todos los días, cada día, tous les jours, chaque jour,
        каждый день, ежедневно, todos os dias, щодня, кожен день, كل يوم, يوميا""",
        frozenset(range(1, 8)),
    ),
    **_sets(
        """weekdays, working days, workdays, on weekdays, werktags, an werktagen, werktage,
        arbeitstage, wochentags, unter der woche, días laborables, entre semana, en semaine,
        будни, по будням, в будни, dias úteis, nos dias úteis, будні, у будні, أيام العمل""",
        frozenset(range(1, 6)),
    ),
    **_sets(
        """weekends, weekend, the weekend, on weekends, wochenende, am wochenende, wochenenden,
        fin de semana, fines de semana, week end, le week end, выходные, по выходным,
        fim de semana, fins de semana, вихідні, عطلة نهاية الأسبوع""",
        frozenset({6, 7}),
    ),
}
_JOINING = frozenset(
    "and or und oder y et и e та й from von du с з on am every jeden the only nur".split()
    + "el los o le la les u al de feira".split()
)
_RANGE = frozenset("to bis through thru till until a au по до ate".split())


def weekdays(text: str, language: str) -> frozenset[int] | None:
    """The ISO weekdays that the whole text names ("Mon-Fri", "mon wed fri", "every day").

    A range may run over the week's end. None when any of it is something else.
    """
    words = folded(re.sub(r"[-–—](?!feira)", " bis ", text))
    known = _KNOWN.get(words) or _KNOWN.get(folded(text))
    return known or _spelled_out(words.split(), language)


def _spelled_out(words: list[str], language: str) -> frozenset[int] | None:
    found: list[int] = []
    in_range = False
    for word in words:
        day = weekday(word, language)
        if day is not None:
            found += _through(found[-1], day) if in_range else [day]
            in_range = False
        elif word in _RANGE and found and not in_range:
            in_range = True
        elif word not in _JOINING:
            return None
    return None if in_range or not found else frozenset(found)


def _through(first: int, last: int) -> list[int]:
    return [(first + n - 1) % 7 + 1 for n in range((last - first) % 7 + 1)]
