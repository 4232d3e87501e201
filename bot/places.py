"""Where someone is: cities in any language, locations and zone names, to a time zone.

Rules: looked up in a file made by bot.places_build, nothing stays in memory; what a person types
is only ever compared, never a path and never SQL.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.reading.texts import clean, folded
from scheduler.rules.calendar import is_zone, zone_names

_CHECKOUT = Path(__file__).parents[1]
_LONGEST = 100
_SHORTEST_BEGINNING = 3
_OWN_NAME_COUNTS = 5  # Roma in Texas is smaller than what Italians call Roma, by more than this
_COMPARABLE = 20  # who types Berlin means the city, not Berlin in Ohio: this many times larger
_MISLEADING = {"est", "mst", "hst"}  # zones without summer time; who types them has it

_EXACT = """
    SELECT n.name, p.country, p.zone, p.population, p.region, p.name, p.id
    FROM names n JOIN places p ON p.id = n.place
    WHERE n.key = :key
"""
_BEGINNING = """
    SELECT iif(max(n.name = p.name), p.name, min(n.name)),
           p.country, p.zone, p.population, p.region
    FROM names n JOIN places p ON p.id = n.place
    WHERE n.key >= :key AND n.key < :key || char(1114111)
    GROUP BY p.id ORDER BY p.population * iif(max(n.name = p.name), :own, 1) DESC LIMIT :limit
"""
_REGIONS = "SELECT country, region FROM regions WHERE key = :key"
_LARGEST = """
    SELECT name, country, zone, max(population), region FROM places
    WHERE country = :country AND (:region = '' OR region = :region)
    GROUP BY zone
"""


class PlacesMissing(RuntimeError):
    """There is no file of cities; says how to make it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city. The name is spelled as the person's language does when that was typed."""

    name: str
    country_code: str  # ISO 3166, two letters
    zone: str
    population: int
    region: str = ""  # GeoNames' first level: the state's letters in the United States


def find(text: str, limit: int = 4) -> list[Place]:
    """The cities a person may mean, largest first; empty when none is known.

    Exact names in any language, of comparable size, and a country's largest city of each zone,
    else "Paris, Texas" and "Portland OR", else a state's, else names that begin so. Raises
    PlacesMissing.
    """
    typed = clean(text[:_LONGEST])
    key = folded(typed)
    if not key:
        return []
    with closing(_opened()) as file:
        found = (
            _cities_and_countries(file, key, typed)
            or _with_region(file, key.split(), typed)
            or _largest(file, key)
            or _beginning(file, key, limit)
        )
    return _told_apart(place for place in found if is_zone(place.zone))[:limit]


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a shared location. The first call loads the map: 34 MiB."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    from tzfpy import get_tz  # here, for its memory: most hosts never need it

    zone = get_tz(longitude, latitude)
    return zone if is_zone(zone) else None


def read_zone(text: str) -> str | None:
    """The IANA zone that a text names, whatever its case ("europe/berlin"); else None."""
    name = clean(text[:_LONGEST]).casefold().replace(" ", "_")
    return None if name in _MISLEADING else _zones_by_small_name().get(name)


def ensure(path: Path | None = None) -> None:
    """Makes the file of cities if it is not there, in a process of its own for the memory."""
    if not (path or default_path()).exists():
        target = [str(path)] if path else []
        command = [sys.executable, "-m", "bot.places_build", *target]
        subprocess.run(command, check=True, cwd=_CHECKOUT, stdout=subprocess.DEVNULL)


def default_path() -> Path:
    """Beside the environment's packages: made with it and gone with it."""
    return Path(sys.prefix) / "share" / "places.sqlite3"


def _opened() -> sqlite3.Connection:
    path = default_path()
    if not path.exists():
        raise PlacesMissing(f"No file of cities at {path}: run `python -m bot.places_build`")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _cities_and_countries(file: sqlite3.Connection, key: str, typed: str) -> list[Place]:
    cities, regions = _comparable(_exact(file, key, typed)), _regions(file, key)
    if all(state for _, state in regions):
        return cities
    return sorted(cities + _largest_in(file, regions), key=_size, reverse=True)


def _exact(file: sqlite3.Connection, key: str, typed: str) -> list[Place]:
    """Cities of that name, each spelled as typed if it can be; an own name counts for more."""
    spellings: dict[int, list[tuple[str, str, str, int, str, str]]] = {}
    for *row, number in file.execute(_EXACT, {"key": key}):
        spellings.setdefault(number, []).append(tuple(row))
    best = [min(rows, key=lambda row: _strangeness(row, typed)) for rows in spellings.values()]
    best.sort(key=lambda row: row[3] * (_OWN_NAME_COUNTS if key == folded(row[5]) else 1))
    return [_place(*row[:5]) for row in reversed(best)]


def _comparable(cities: list[Place]) -> list[Place]:
    """Without those that hardly anybody means beside the first."""
    return [city for city in cities if city.population * _COMPARABLE >= cities[0].population]


def _strangeness(row: tuple[str, str, str, int, str, str], typed: str) -> tuple[bool, bool]:
    return row[0].casefold() != typed.casefold(), row[0] != row[5]


def _with_region(file: sqlite3.Connection, words: list[str], typed: str) -> list[Place]:
    """A city and its country or state, parted by a comma or not: the longest city wins."""
    for cut in range(len(words) - 1, 0, -1):
        if regions := _regions(file, " ".join(words[cut:])):
            name = " ".join(words[:cut])
            cities = _exact(file, name, typed.split(",")[0].strip())
            if found := [city for city in cities if any(_lies_in(city, *r) for r in regions)]:
                return found
    return []


def _lies_in(city: Place, country: str, region: str) -> bool:
    return city.country_code == country and region in ("", city.region)


def _regions(file: sqlite3.Connection, key: str) -> list[tuple[str, str]]:
    return file.execute(_REGIONS, {"key": key}).fetchall()


def _largest(file: sqlite3.Connection, key: str) -> list[Place]:
    return sorted(_largest_in(file, _regions(file, key)), key=_size, reverse=True)


def _largest_in(file: sqlite3.Connection, regions: list[tuple[str, str]]) -> list[Place]:
    """Who names a country or state means one of its zones."""
    return [
        _place(*row)
        for country, region in regions
        for row in file.execute(_LARGEST, {"country": country, "region": region})
    ]


def _beginning(file: sqlite3.Connection, key: str, limit: int) -> list[Place]:
    if len(key) < _SHORTEST_BEGINNING:
        return []
    return [
        _place(*row)
        for row in file.execute(_BEGINNING, {"key": key, "limit": limit, "own": _OWN_NAME_COUNTS})
    ]


def _place(name: str, country: str, zone: str, population: int, region: str) -> Place:
    return Place(name, country, zone, population, region)


def _size(place: Place) -> int:
    return place.population


def _told_apart(places: Iterable[Place]) -> list[Place]:
    """Two Frankfurts on one clock are one answer."""
    seen: dict[tuple[str, str, str], Place] = {}
    for place in places:
        state = place.region if place.country_code == "US" else ""
        seen.setdefault((place.country_code, state, place.zone), place)
    return list(seen.values())


@cache
def _zones_by_small_name() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}
