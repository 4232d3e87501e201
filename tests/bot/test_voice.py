"""The voice's guide, as far as a machine can hear it: every text of every language is read."""

import re
from functools import cache

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.render import Reader, render
from bot.texts import HERE, description, languages
from scheduler.notices import KINDS, Notice
from tests.bot.examples import THING, TODAY, examples

LANGUAGES = sorted(languages())
FIRST_LINE = 45  # characters a locked phone shows
FORBIDDEN = {  # guide 7
    "en": (
        *("failed", "missed", "still haven't", "forgot", "only", "just", "should", "must"),
        *("don't", "lost", "broken", "last chance", "you promised"),
    ),
    "de": (
        *("versäumt", "verpasst", "gescheitert", "immer noch", "vergessen", "nur", "bloß"),
        *("solltest", "sollte", "sollst", "musst", "muss", "müsstest", "darfst nicht"),
        *("verloren", "kaputt", "letzte chance", "versprochen", "leider"),
    ),
}
GENDERED = {  # guide 10, with the formal address
    "en": ("he", "she", "him", "her", "hers", "his", "himself", "herself"),
    "de": (
        *("er", "sie", "ihn", "ihm", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres", "ihnen"),
        *("sein", "seine", "seinen", "seinem", "seiner", "seines"),
    ),
}
PRAISE = {
    "en": ("well done", "great", "good job", "congratulations", "amazing", "proud"),
    "de": ("gut gemacht", "super", "toll", "großartig", "glückwunsch", "stolz"),
}
EMOJI = re.compile("[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
NAMES_IN_CAPITALS = frozenset({"CSV", "IANA", "JSON", "START", "UTC", "ZIP", "PDF", "AGPL", "MIT"})


class _Words(Visitor):
    def __init__(self) -> None:
        self.said: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.said.append(node.value)


@cache
def _ours(language: str) -> dict[str, str]:
    """What we ourselves say in each text, all its variants, without the facts."""
    resource = FluentParser().parse((HERE / f"{language}.ftl").read_text("utf-8"))
    ours: dict[str, str] = {}
    for entry in resource.body:
        if isinstance(entry, ast.Message | ast.Term):
            words = _Words()
            words.visit(entry)
            ours[entry.id.name] = "\n".join(words.said)
    return ours


def _said_among(phrases: tuple[str, ...], text: str) -> list[str]:
    plain = text.lower().replace("’", "'")
    return [phrase for phrase in phrases if re.search(rf"\b{re.escape(phrase)}\b", plain)]


def _guilty(language: str, phrases: tuple[str, ...]) -> dict[str, list[str]]:
    found = {key: _said_among(phrases, text) for key, text in _ours(language).items()}
    return {key: words for key, words in found.items() if words}


def test_there_is_a_list_of_words_for_every_language() -> None:
    assert set(LANGUAGES) == set(FORBIDDEN) == set(GENDERED) == set(PRAISE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_word_that_stings(language: str) -> None:
    assert _guilty(language, FORBIDDEN[language]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_speaks_of_a_person_by_gender(language: str) -> None:
    assert _guilty(language, GENDERED[language]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_praises(language: str) -> None:
    assert _guilty(language, PRAISE[language]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shouts(language: str) -> None:
    for key, text in _ours(language).items():
        assert not set("!¡") & set(text), key
        loud = set(re.findall(r"\b[^\W\d_]{3,}\b", text))
        assert {word for word in loud if word.isupper()} <= NAMES_IN_CAPITALS, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_could_be_taken_for_markup(language: str) -> None:
    assert {key for key, text in _ours(language).items() if set("<>&") & set(text)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_has_one_emoji_at_most_and_says_it_in_words_too(language: str) -> None:
    for key, text in _ours(language).items():
        if key.startswith("label-") and key != "label-thumb":
            assert len(EMOJI.findall(text)) <= 1, key
            assert re.search(r"\w", text) or key in ("label-minutes", "label-hours"), key


def _first_is_ours(line: str) -> bool:
    return THING not in line and "Call the tax office" not in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_first_line_is_short_and_never_a_persons_words(
    language: str, kind: type[Notice]
) -> None:
    for notice in examples(kind):
        said = render(notice, Reader(language, "Europe/Berlin", TODAY))
        assert len(said.first_line) <= FIRST_LINE, said.first_line
        assert _first_is_ours(said.first_line), said.first_line
        assert len(EMOJI.findall(said.plain)) <= 1, said.plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_opens_with_its_point_in_45_characters(language: str) -> None:
    assert len(description(language, "Ana Moreno").split("\n")[0]) <= FIRST_LINE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_two_lines_at_most(language: str) -> None:
    for notice in examples(KINDS["refusal"]):
        said = render(notice, Reader(language, "Europe/Berlin", TODAY))
        assert said.plain.count("\n") <= 1, said.plain
        assert len(said.plain) <= 200, said.plain
