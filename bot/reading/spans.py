"""From when to when: two times of the day as people write them."""

import re
from datetime import time

from bot.reading.clocks import clock_time

_BETWEEN = re.compile(
    r"\s*(?:[-–—]|\b(?:to|till|til|until|and|bis|und|hasta|y|à|et|jusqu['’]à|до|и|até|e|та)\b|إلى|و)\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:from|between|von|zwischen|de|desde|entre|das|с|з|من)\s+", re.IGNORECASE
)
_BARE = re.compile(r"\d{1,2}")
_AFTERNOON = re.compile(r"\d\s*(p\.?\s?m\.?)$", re.IGNORECASE)


def span(text: str, language: str) -> tuple[time, time] | None:
    """The two times of "18:00-22:00", "6 to 10 pm", "von 18 bis 22 Uhr"; None: it names none."""
    written = _OPENING.sub("", text.strip(" .!"))
    parts = _BETWEEN.split(written)
    if len(parts) != 2:
        return None
    begin, end = parts
    both = _AFTERNOON.search(end)
    if both and _BARE.fullmatch(begin):
        begin = f"{begin} {both[1]}"  # 6 to 10 pm
    first, last = clock_time(begin, language), clock_time(end, language)
    return None if first is None or last is None else (first, last)
