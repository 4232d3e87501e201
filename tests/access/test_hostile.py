"""Whatever people write or are called: Telegram takes it, and it shows as it was written.

The suite makes a few thousand messages; `python -m tests.access.hostile` as many as one likes.
"""

import pytest

from scheduler.notices import KINDS, evening
from tests.access.hostile import LANGUAGES, Template, attack, faults, judge, templates


def test_hostile_words_show_as_they_were_written_and_nothing_else_happens() -> None:
    made, wrong = attack(400, seed=5, share=80)
    assert wrong == []
    assert made > 2000


def test_every_kind_of_notice_with_words_in_it_is_attacked() -> None:
    named = {(type(one.notice), one.language) for one in templates()}
    words = {kind for kind in KINDS.values() if {"text", "name"} & set(kind.__annotations__)}
    assert {(kind, language) for kind in words for language in LANGUAGES} <= named


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<b>How</b>", "has entities"),
        ("How & why", "shows"),
        ("How did it go today?\n“\u202eevil”", "turns"),
        ("<b>How", "refuses"),
    ],
)
def test_the_judge_sees_what_is_wrong(markup: str, fault: str) -> None:
    """With a text in place of ours that did not take care."""
    template = Template(evening.CheckIn(1, "x"), "en", ("text",))
    assert faults(template, "x <b>") == []
    assert any(fault in one for one in judge(template, "x <b>", markup))
