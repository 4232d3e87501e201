"""Where someone probably is, and which days are working days there: first guesses, one tap away.

Source: CLDR through Babel; a country's largest city stands for it.
"""

import zlib
from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot import places, safe
from scheduler.rules.calendar import is_zone, zone_names

FALLBACK = "Europe/London"
LONGEST_ON_KEY = 28  # signs of a place on a key of full width
SHORT = {"GB": "UK"}  # what people write where it is not the ISO code
HOMES = {"en": "GB", "ar": "EG", "es": "ES", "pt": "PT", "fr": "FR", "zh": "CN"}


def zone_for(language_code: str | None) -> str:
    """A zone for Telegram's language code ("de", "pt-br"); always one we can compute with."""
    return _zone_of(_territory((language_code or "en").replace("_", "-")))


def working_days(zone: str) -> str:
    """The ISO weekdays of work in the zone's country, Monday to Friday if unknown."""
    territory = get_global("zone_territories").get(zone, "")
    try:
        country = Locale.parse(f"und_{territory}")
    except (UnknownLocaleError, ValueError):
        country = Locale("de")
    first, last = country.weekend_start, country.weekend_end
    off = {(first + n) % 7 for n in range((last - first) % 7 + 1)}
    return "".join(str(day + 1) for day in range(7) if day not in off)


def place_name(place: places.Place, language: str) -> str:
    """The city and its country, in the United States its state; short enough for a key.

    A country too long for that is its letters ("London, UK"), a city too long is cut.
    """
    short = SHORT.get(place.country_code, place.country_code)
    where = str(Locale.parse(language).territories.get(place.country_code, short))
    if place.country_code == "US":
        where = short = place.region
    full = f"{place.name}, {where}"
    if len(full) <= LONGEST_ON_KEY:
        return full
    return f"{safe.shortened(place.name, LONGEST_ON_KEY - len(short) - 2)}, {short}"


def wall_time(at: datetime, zone: str) -> time:
    """What the zone's clocks show at this instant, to the minute."""
    return at.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)


def code_of(zone: str) -> int:
    """A number that stands for a zone in a button, the same with every version of tzdata."""
    return zlib.crc32(zone.encode())


def zone_of_code(code: int) -> str | None:
    """The zone behind a button's number, None for anything else."""
    return _codes().get(code)


@cache
def _codes() -> dict[int, str]:
    return {code_of(name): name for name in zone_names()}


def _territory(code: str) -> str:
    language, _, rest = code.partition("-")
    region = rest.rsplit("-", 1)[-1].upper()
    if len(region) == 2:
        return region
    likely = get_global("likely_subtags").get(language.lower(), "")
    return HOMES.get(language.lower()) or likely.rsplit("_", 1)[-1]


@cache
def _zone_of(territory: str) -> str:
    zones = [zone for zone in get_global("territory_zones").get(territory, ()) if is_zone(zone)]
    if len(zones) == 1:
        return str(zones[0])
    country = Locale("en").territories.get(territory, "")
    found = places.find(country) if country else []
    home = [place.zone for place in found if place.country_code == territory]
    return next(iter(home), next(iter(zones), FALLBACK))
