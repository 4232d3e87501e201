"""The last date of a rest, as people write it.

Rules: digits and the names of the person's language, English and German; whoever writes "until"
and then no date is told so, whoever writes something else entirely is asked.
"""

import re
from datetime import date, timedelta

from bot.reading.faults import InThePast, TooFar, Unreadable
from bot.reading.names import month, weekday
from bot.reading.texts import clean, folded, western_digits

_FURTHEST = timedelta(days=366)
_SLIP = timedelta(days=60)  # a date without a year that was over so recently is a slip
_DAY = timedelta(days=1)


def _set(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split(","))


_UNTIL = _set(
    """until, till, til, through, up to, for, to, bis, bis zu, für, bis einschließlich, noch,
    hasta, por, durante, jusqu'à, jusqu'au, pour, pendant, до, на, по, até, até a, durante,
    حتى, إلى, لمدة"""
)
_ARTICLES = _set(
    """the, next, this, on, including, another, den, dem, der, zum, am, diesen, kommenden, el,
    la, le, o, и, the next, nächsten, nächste, nächster, die nächsten, die, los próximos"""
)
_NEXT = _set("next, nächsten, nächste, nächster, próximo, prochain")
_BACK_THEN = _set("until, till, til, bis, bis zur")  # until next week: back on Monday
_LAST = _set("last, letzte, letzten, letzter, letztes, vorige, vorigen, past")
_AHEAD = {
    **dict.fromkeys(_set("yesterday, gestern, ayer, hier, вчера, ontem, вчора, أمس"), -1),
    **dict.fromkeys(_set("today, tonight, heute, hoy, aujourd'hui, сегодня, hoje"), 0),
    **dict.fromkeys(_set("сьогодні, اليوم, only today, nur heute"), 0),
    **dict.fromkeys(_set("tomorrow, tomorrow too, morgen, auch morgen, mañana, demain"), 1),
    **dict.fromkeys(_set("завтра, завтрашнего дня, amanhã, غدا, الغد"), 1),
    **dict.fromkeys(_set("day after tomorrow, übermorgen, pasado mañana, après-demain"), 2),
    **dict.fromkeys(_set("послезавтра, depois de amanhã, післязавтра, بعد غد"), 2),
}
_WEEK_END = _set(
    """week, weekend, end of week, end of the week, end of this week, week end, woche,
    diese woche, ende der woche, wochenende, sonntagabend, esta semana, fin de semana,
    cette semaine, fin de la semaine, эту неделю, конца недели, esta semana, fim da semana,
    кінця тижня, цей тиждень, نهاية الأسبوع, هذا الأسبوع"""
)
_MONTH_END = _set(
    """month, end of month, end of the month, monat, diesen monat, monatsende,
    ende des monats, fin de mes, fin du mois, конца месяца, fim do mês, кінця місяця"""
)
_UNITS = {
    **dict.fromkeys(_set("day, days, more days, tag, tage, tagen, weitere tage, día, días"), 1),
    **dict.fromkeys(_set("jour, jours, день, дня, дней, dia, dias, дні, днів, يوم, أيام"), 1),
    **dict.fromkeys(_set("week, weeks, woche, wochen, semana, semanas, semaine, semaines"), 7),
    **dict.fromkeys(_set("неделя, неделю, недели, недель, тиждень, тижні, тижнів, أسبوع"), 7),
    **dict.fromkeys(_set("month, months, monat, monate, monaten, mes, meses, mois, месяц"), 30),
    **dict.fromkeys(_set("месяца, mês, meses, місяць, місяці, شهر"), 30),
}
_ALONE = _set("неделю, тиждень, أسبوع, месяц, місяць, شهر")  # no article to go by
_NUMBERS = {
    folded(word): number
    for number, words in enumerate(
        (
            "a,an,one,ein,eine,einen,einem,un,una,une,один,одну,um,uma",
            "two,a couple of,couple of,zwei,dos,deux,два,две,дві,dois,duas",
            "three,a few,few,drei,ein paar,tres,trois,три,três",
            "four,vier,cuatro,quatre,четыре,чотири,quatro",
            "five,fünf,cinco,cinq,пять,п'ять",
            "six,sechs,seis,шесть,шість",
            "seven,sieben,siete,sept,семь,сім,sete",
            "eight,acht,ocho,huit,восемь,вісім,oito",
            "nine,neun,nueve,neuf,девять,дев'ять,nove",
            "ten,zehn,diez,dix,десять,dez",
        ),
        start=1,
    )
    for word in words.split(",")
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d{2})?)?")
_LONG = re.compile(r"(\d{1,2}) ?(?:st|nd|rd|th)? (?:of |de )?([^\W\d]+)(?: (?:de )?(\d{4}))?")
_MONTH_FIRST = re.compile(r"([^\W\d]+) (\d{1,2}) ?(?:st|nd|rd|th)?(?: (\d{4}))?")


def until(text: str, language: str, today: date) -> date | None:
    """The last date of the rest that the text names; None when it names none.

    "3 days" begin with `today`; a weekday is the next one after it; a date without a year is the
    coming one. Raises InThePast, TooFar (more than a year) or Unreadable, each with the part.
    """
    written = western_digits(clean(text)).strip(" .!,")
    opening, rest = _after(_UNTIL, written)
    try:
        last = _by_digits(rest, language, today) or _by_words(rest, opening, language, today)
        if last is None and opening:
            raise Unreadable(rest)
        return last and _checked(last, today)
    except Unreadable as fault:
        raise type(fault)(rest or written) from None


def _after(openings: frozenset[str], written: str) -> tuple[str, str]:
    """The opening words that the text begins with, folded, and what follows them."""
    words = written.split()
    for length in (2, 1):
        opening = folded(" ".join(words[:length]))
        if opening in openings:
            return opening, " ".join(words[length:])
    return "", " ".join(words)


def _checked(last: date, today: date) -> date:
    if last < today:
        raise InThePast("")
    if last - today > _FURTHEST:
        raise TooFar("")
    return last


def _by_digits(written: str, language: str, today: date) -> date | None:
    """ISO; day and month in the order of the language; in English 3/4 could be either."""
    _, bare = _after(_ARTICLES, written)
    if found := _ISO.fullmatch(bare):
        return _coming(today, int(found[2]), int(found[3]), found[1])
    if not (found := _NUMERIC.fullmatch(bare)):
        return None
    day, number = int(found[1]), int(found[3])
    if found[2] == "/" and language.startswith("en"):
        if day <= 12 and number <= 12 and day != number:
            raise Unreadable("")
        day, number = max(day, number), min(day, number)
    return _coming(today, number, day, found[4])


def _coming(today: date, number: int, day: int, year: str | None) -> date:
    """The date of the year given, else of this year or, when long over, of the next."""
    given = year and int(year) + (2000 if len(year) == 2 else 0)
    years = [given] if given else [today.year, today.year + 1]
    found = [on for y in years if (on := _date(y, number, day)) is not None]
    if not found:
        raise Unreadable("")
    return found[0] if given else next((on for on in found if on >= today - _SLIP), found[-1])


def _date(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _by_words(written: str, opening: str, language: str, today: date) -> date | None:
    words = folded(written)
    over, rest = _after(_LAST, words)
    if over:
        return _before(rest, language, today)
    is_next, bare = _after(_NEXT, words)
    if not is_next:
        _, bare = _after(_ARTICLES, words)
    elif opening in _BACK_THEN and bare in _WEEK_END | _MONTH_END:
        is_next = ""
    return (
        _by_name(bare, bool(is_next), language, today)
        or _by_length(bare, today)
        or _by_month(bare, language, today)
    )


def _before(words: str, language: str, today: date) -> date | None:
    """Last week, last Thursday: over, whichever it is."""
    return today - _DAY if words in _UNITS or weekday(words, language) else None


def _by_name(words: str, is_next: bool, language: str, today: date) -> date | None:
    if words in _AHEAD:
        return today + _DAY * _AHEAD[words]
    sunday = today + _DAY * (7 - today.isoweekday())
    if words in _WEEK_END:
        return sunday + 7 * _DAY if is_next else sunday
    if words in _MONTH_END:
        return _month_end(today, 2 if is_next else 1)
    if (day := weekday(words, language)) is None:
        return None
    ahead = (day - today.isoweekday() - 1) % 7 + 1
    return sunday + _DAY * day if is_next else today + _DAY * ahead


def _month_end(today: date, ahead: int) -> date:
    months = today.year * 12 + today.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1) - _DAY


def _by_length(words: str, today: date) -> date | None:
    count, _, unit = words.rpartition(" ")
    days = _UNITS.get(unit)
    number = 1 if words in _ALONE else _number(count)
    if days is None or not number:
        return None
    if number * days > _FURTHEST.days:
        raise TooFar("")
    return today + _DAY * (number * days - 1)


def _number(word: str) -> int | None:
    """At most four digits: nobody rests longer, and no date does either."""
    return int(word[:5]) if word.isdecimal() else _NUMBERS.get(word)


def _by_month(words: str, language: str, today: date) -> date | None:
    if found := _LONG.fullmatch(words):
        day, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(words):
        name, day, year = found.groups()
    else:
        return None
    number = month(name, language)
    return None if number is None else _coming(today, number, int(day), year)
