"""A label fits its key on a small phone: measured with the font that Telegram draws it in."""

import json
from functools import cache
from pathlib import Path

import pytest

from bot.keyboards import Inline, Key
from bot.render import NAME_ON_KEY, Reader, render
from bot.texts import languages
from scheduler.notices import KINDS, Notice
from scheduler.notices.call import CallerCard, Rescued
from tests.bot.examples import TODAY, examples

LANGUAGES = sorted(languages())
SIZE = 15  # dp, Roboto Medium, on Android
EMOJI = 18  # dp: an emoji is a square somewhat larger than the letters
INVISIBLE = "\ufe0f\u200d"
SINGLE, PAIR = 250, 120  # dp a label has on a phone 360 dp wide


@cache
def _advances() -> dict[str, float]:
    table = json.loads((Path(__file__).parent / "roboto_medium.json").read_text("utf-8"))
    return {
        sign: int(width) / table["em"] * SIZE
        for width, signs in table["advances"].items()
        for sign in signs
    }


def width(text: str) -> float:
    """The width of a label in dp; what the font has no letter for counts as an emoji."""
    return sum(_advances().get(sign, EMOJI) for sign in text if sign not in INVISIBLE)


def _rows(notice: Notice, language: str) -> list[list[Key]]:
    keyboard = render(notice, Reader(language, "Europe/Berlin", TODAY)).keyboard
    return [list(row) for row in keyboard.rows] if isinstance(keyboard, Inline) else []


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("✅ Done", 56),
        ("📞 I'll call now", 95),
        ("Something else", 104),
        ("Can't right now", 100),
        ("Geht gerade nicht", 119),
        ("📞 Позвони мне", 115),
    ],
)
def test_the_measure_agrees_with_the_widths_in_the_voice(text: str, measured: int) -> None:
    assert width(text) == pytest.approx(measured, abs=2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_labels_of_a_row_fit(language: str, kind: type[Notice]) -> None:
    for row in (row for notice in examples(kind) for row in _rows(notice, language)):
        assert len(row) <= 2, row
        for key in row:
            assert width(key.label) <= (PAIR if len(row) == 2 else SINGLE), key.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_name_on_a_key_is_cut_and_fits(language: str) -> None:
    name = "Maximiliane-Sophie-Charlotte"
    for notice in (Rescued(1, 1, name, "x"), CallerCard(1, name, "x", username="max")):
        labels = [key.label for row in _rows(notice, language) for key in row]
        (named,) = [one for one in labels if name[: NAME_ON_KEY - 1] + "…" in one]
        assert width(named) <= SINGLE


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_key_carries_an_id_and_fits_into_64_bytes(kind: type[Notice]) -> None:
    for row in (row for notice in examples(kind) for row in _rows(notice, "en")):
        for key in row:
            assert bool(key.tap) != bool(key.url or key.copy), key
            if key.tap:
                assert len(key.tap.data().encode()) <= 64
