"""A set of weekdays in words: "Monday to Friday", "every day", "Monday, Wednesday"."""

from babel.dates import get_day_names

from bot.texts import say

LOCALES = {"en": "en_GB"}
SHORTEST_RANGE = 3


def week(days: str, language: str) -> str:
    """The days (ISO digits such as "12345") as a person of this language says them."""
    numbers = sorted({int(digit) for digit in days if digit in "1234567"})
    if len(numbers) == 7:
        return say(language, "weekdays-all")
    names = get_day_names("wide", locale=LOCALES.get(language, language))
    start = _start_of_run(numbers)
    if start is not None and len(numbers) >= SHORTEST_RANGE:
        last = (start + len(numbers) - 2) % 7 + 1
        return say(language, "weekdays-range", first=names[start - 1], last=names[last - 1])
    return ", ".join(names[number - 1] for number in numbers)


def _start_of_run(numbers: list[int]) -> int | None:
    """The day at which these begin, if they follow each other, also over the week's end."""
    starts = [n for n in numbers if (n - 2) % 7 + 1 not in numbers]
    return starts[0] if len(starts) == 1 else None
