"""Every text is there in every language and asks for what its notice gives, no more, no less."""

from dataclasses import fields
from functools import cache

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.keyboards import KEYBOARDS
from bot.render import Reader, render, text_key
from bot.texts import (
    DEFAULT,
    HERE,
    best,
    command,
    description,
    label,
    languages,
    say,
    short_description,
)
from scheduler.notices import KINDS, Notice
from scheduler.notices.refusal import Refusal
from tests.bot.examples import TODAY, all_examples, examples, reasons

LANGUAGES = sorted(languages())
SHOWN = ("str", "datetime", "date", "time")  # facts that are made to be read or chosen by
# Facts that lead to a key, to an address or to the one who sends, never to a word of the text.
UNSAID = {
    "caller-card": {"words", "username", "room"},
    "trial-ring": {"reach", "username", "room"},
    "for-what": {"name"},
    "noted": {"name"},
    "under-way": {"name"},
    "not-quite-yet": {"name"},
    "forgotten": {"language"},
    "in-private": {"language"},
}


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def _messages(language: str) -> dict[str, ast.Message]:
    resource = FluentParser().parse((HERE / f"{language}.ftl").read_text("utf-8"))
    junk = [entry for entry in resource.body if isinstance(entry, ast.Junk)]
    assert not junk, junk[0].content
    found = [entry for entry in resource.body if isinstance(entry, ast.Message)]
    assert len({one.id.name for one in found}) == len(found), "a key is written twice"
    return {one.id.name: one for one in found}


def _facts_of(language: str, key: str) -> set[str]:
    """The facts a text reads, `$has-x` counted as x."""
    seen = _Variables()
    seen.visit(_messages(language)[key])
    return {name.removeprefix("has-") for name in seen.names}


def _keys(kind: type[Notice]) -> list[str]:
    return [f"refusal-{reason}" for reason in reasons()] if kind is Refusal else [kind.key()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_texts_english_has(language: str) -> None:
    assert _messages(language).keys() == _messages(DEFAULT).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_asks_for_the_same_facts_in_every_language(language: str) -> None:
    for key in _messages(DEFAULT):
        assert _facts_of(language, key) == _facts_of(DEFAULT, key), key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_notice_has_a_text_that_knows_only_its_fields(language: str, kind: type[Notice]) -> None:
    known = {field.name for field in fields(kind)}
    for key in _keys(kind):
        assert key in _messages(language)
        assert _facts_of(language, key) <= known, key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k is not Refusal])
def test_what_a_notice_brings_to_be_read_is_read(language: str, kind: type[Notice]) -> None:
    brought = {one.name for one in fields(kind) if any(word in str(one.type) for word in SHOWN)}
    unsaid = UNSAID.get(kind.key(), set())
    assert brought - unsaid <= _facts_of(language, kind.key())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_a_notice_can_be_said_in_each_of_its_shapes(language: str, kind: type[Notice]) -> None:
    for notice in examples(kind):
        said = render(notice, Reader(language, "Europe/Berlin", TODAY)).plain
        assert said.strip(), notice
        assert "\n\n" not in said, notice
        assert all(line == line.strip() for line in said.split("\n")), notice


def test_a_keyboard_belongs_to_a_notice_that_is_known() -> None:
    assert set(KEYBOARDS) <= set(KINDS.values())


def test_the_examples_reach_every_kind_and_every_reason() -> None:
    assert {text_key(one) for one in all_examples()} >= {
        key for kind in KINDS.values() for key in _keys(kind)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_text_needs_and_is_not_given_raises(language: str) -> None:
    with pytest.raises(ValueError, match="text"):
        say(language, "check-in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_that_is_not_there_raises(language: str) -> None:
    with pytest.raises(KeyError):
        say(language, "no-such-text")
    with pytest.raises(KeyError):
        label(language, "no-such-label")
    with pytest.raises(KeyError):
        command(language, "no-such-command")


@pytest.mark.parametrize("code", ["xx", "", None, "tlh-KX", "x" * 99])
def test_a_language_there_is_none_of_becomes_english(code: str | None) -> None:
    assert best(code) == "en"


@pytest.mark.parametrize("code", ["de", "de-AT", "de_CH", "DE"])
def test_a_dialect_is_spoken_to_in_its_language(code: str) -> None:
    assert best(code) == "de"


def test_an_unknown_language_is_answered_in_english() -> None:
    assert say("xx", "language-name") == "English"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("days", "form"), [(0, 0), (1, 1), (2, 2), (7, 2)])
def test_numbers_choose_their_form(language: str, days: int, form: int) -> None:
    said = say(language, "excused", day=1, days=days).split("\n")[0]
    named = {"en": (" day ", " days "), "de": (" Tag ", " Tage ")}[language]
    assert [word in said for word in named] == [form == 1, form == 2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("host", ["", "Ana Moreno", "W" * 100])
def test_the_descriptions_fit_whoever_is_host(language: str, host: str) -> None:
    assert len(description(language, host)) <= 512
    assert len(short_description(language, host)) <= 120
    assert host[:30] in description(language, host)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_says_what_it_is_for_in_one_line(language: str) -> None:
    for key in (key for key in _messages(language) if key.startswith("command-")):
        said = command(language, key.removeprefix("command-"))
        assert 3 <= len(said) <= 60, key
        assert "\n" not in said


def test_a_fact_that_looks_like_our_own_signs_is_said_as_it_is() -> None:
    sly = "\ufdd00\ufdd1 \ufdd07\ufdd1"
    assert say("en", "plan-reminder", plan=sly, text="Run") == (
        f"This is the moment you picked.\n“{sly}”\nFor: “Run”"
    )
