"""Hours are read as people write them; what is not two times is not guessed at."""

from datetime import time

import pytest

from bot.reading.spans import span


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("18:00-22:00", "en"),
        ("18-22", "en"),
        ("6 to 10 pm", "en"),
        ("from 6pm until 10pm", "en"),
        ("between 18:00 and 22:00", "en"),
        ("18.00 – 22.00", "de"),
        ("von 18 bis 22 Uhr", "de"),
        ("zwischen 18 Uhr und 22 Uhr", "de"),
        ("de 18h à 22h", "fr"),
        ("с 18 до 22", "ru"),
        ("  18:00   -   22:00 . ", "en"),
    ],
)
def test_two_times_are_read(text: str, language: str) -> None:
    assert span(text, language) == (time(18), time(22))


@pytest.mark.parametrize(
    "text",
    ["", "18:00", "evenings", "18-25", "18-20-22", "-", "a to b", "🙂", "18:00-22:00 or so"],
)
def test_anything_else_is_not_guessed_at(text: str) -> None:
    assert span(text, "en") is None


def test_hours_may_cross_midnight() -> None:
    assert span("22:00-1:00", "en") == (time(22), time(1))
