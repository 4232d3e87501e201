"""Words as people write them: what is read, what is refused, what is kept."""

import unicodedata
from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import (
    Answer,
    InThePast,
    TooFar,
    Unreadable,
    answer,
    clean,
    clock_time,
    deadline,
    folded,
    is_not_a_thing,
    until,
    weekdays,
)
from bot.reading.answers import _PHRASES, _split

WEDNESDAY = date(2026, 3, 4)
LANGUAGES = ("en", "de", "es", "fr", "ru", "pt-BR", "uk", "ar")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Write to Dr Weiss by 15:00", "en", "15:00"),
        ("by 3pm", "en", "15:00"),
        ("Call them by 3 pm, please", "en", "15:00"),
        ("by 3:30pm", "en", "15:30"),
        ("by 3.30 p.m.", "en", "15:30"),
        ("By Noon", "en", "12:00"),
        ("by midnight", "en", "00:00"),
        ("by 24:00", "en", "00:00"),
        ("by 12am", "en", "00:00"),
        ("by 12pm", "en", "12:00"),
        ("by 3:30", "en", "15:30"),
        ("by 03:30", "en", "03:30"),
        ("by 7:30", "en", "07:30"),
        ("not by 10:00 but by 11:00", "en", "11:00"),
        ("by 15:00\nand quietly", "en", "15:00"),
        ("Steuer bis 15 Uhr", "de", "15:00"),
        ("bis 15:30", "de", "15:30"),
        ("bis 15.30 Uhr", "de", "15:30"),
        ("bis 15 Uhr 30", "de", "15:30"),
        ("bis 8 Uhr abends", "de", "20:00"),
        ("bis Mittag", "de", "12:00"),
        ("bis 3:30", "de", "03:30"),
        ("до 15:00", "ru", "15:00"),
        ("до 3 часов дня", "ru", "15:00"),
        ("к 18:30", "ru", "18:30"),
        ("до полудня", "ru", "12:00"),
        ("à 15h", "fr", "15:00"),
        ("avant 15h30", "fr", "15:30"),
        ("d'ici 15 h 30", "fr", "15:30"),
        ("antes de las 15:00", "es", "15:00"),
        ("antes del mediodía", "es", "12:00"),
        ("até às 15h", "pt-BR", "15:00"),
        ("до 15 години", "uk", "15:00"),
        ("قبل الساعة ٣ م", "ar", "15:00"),
        ("قبل 15:00", "ar", "15:00"),
    ],
)
def test_a_deadline_is_read_in_its_language_and_in_every_other(
    text: str, language: str, expected: str
) -> None:
    assert deadline(text, language) == time.fromisoformat(expected)
    if language != "en" and expected != "03:30":
        assert {deadline(text, other) for other in LANGUAGES} == {time.fromisoformat(expected)}


@pytest.mark.parametrize(
    "text",
    [
        "Write to Dr Weiss",
        "Read up to chapter 5",
        "multiply by 5",
        "Post vom 15.12. lesen",
        "bis 15.12. fertig",
        "standby 15:00",
        "call at 3pm",
        "by 100:00",
        "by 3 pmx",
        "by noonday",
        "",
    ],
)
def test_what_is_not_clearly_a_deadline_is_none(text: str) -> None:
    assert deadline(text, "en") is None
    assert deadline(text, "de") is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Taxes by 25:00", "25:00"),
        ("by 15:75", "15:75"),
        ("by 13pm", "13pm"),
        ("bis 25 Uhr", "25 Uhr"),
        ("by 99:99 today", "99:99"),
        ("до 24:01", "24:01"),
    ],
)
def test_a_deadline_that_cannot_be_is_named(text: str, part: str) -> None:
    with pytest.raises(Unreadable) as fault:
        deadline(text, "en")
    assert fault.value.part == part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", "08:00"),
        ("8:00", "08:00"),
        (" 08:05 ", "08:05"),
        ("8am", "08:00"),
        ("8 p.m.", "20:00"),
        ("20 Uhr", "20:00"),
        ("um 20 Uhr", "20:00"),
        ("7.30", "07:30"),
        ("20h30", "20:30"),
        ("noon", "12:00"),
        ("24:00", "00:00"),
        ("٨:٣٠", "08:30"),
    ],
)
def test_a_time_of_the_day_alone(text: str, expected: str) -> None:
    assert clock_time(text) == time.fromisoformat(expected)


@pytest.mark.parametrize(
    "text", ["25:00", "24:30", "7:3", "-1", "100", "8:00:00", "soon", "", "8 9"]
)
def test_what_is_no_time_of_the_day(text: str) -> None:
    assert clock_time(text) is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("until Thursday", "en", "2026-03-05"),
        ("till Friday", "en", "2026-03-06"),
        ("until Wednesday", "en", "2026-03-11"),
        ("next Thursday", "en", "2026-03-12"),
        ("today", "en", "2026-03-04"),
        ("tomorrow", "en", "2026-03-05"),
        ("the day after tomorrow", "en", "2026-03-06"),
        ("3 days", "en", "2026-03-06"),
        ("for three days", "en", "2026-03-06"),
        ("a week", "en", "2026-03-10"),
        ("two weeks", "en", "2026-03-17"),
        ("this week", "en", "2026-03-08"),
        ("next week", "en", "2026-03-15"),
        ("until next week", "en", "2026-03-08"),
        ("the end of the month", "en", "2026-03-31"),
        ("2026-12-01", "en", "2026-12-01"),
        ("1 Dec", "en", "2026-12-01"),
        ("Dec 1st", "en", "2026-12-01"),
        ("until the 5th of April", "en", "2026-04-05"),
        ("January 2", "en", "2027-01-02"),
        ("4/13", "en", "2026-04-13"),
        ("13/4", "en", "2026-04-13"),
        ("bis Donnerstag", "de", "2026-03-05"),
        ("bis nächsten Montag", "de", "2026-03-09"),
        ("3 Tage", "de", "2026-03-06"),
        ("eine Woche", "de", "2026-03-10"),
        ("übermorgen", "de", "2026-03-06"),
        ("bis Ende der Woche", "de", "2026-03-08"),
        ("bis zum 5. April", "de", "2026-04-05"),
        ("1.12.", "de", "2026-12-01"),
        ("01/04", "de", "2026-04-01"),
        ("until Friday", "de", "2026-03-06"),
        ("bis Freitag", "xx", "2026-03-06"),
        ("до четверга", "ru", "2026-03-05"),
        ("до 1 декабря", "ru", "2026-12-01"),
        ("неделю", "ru", "2026-03-10"),
        ("hasta el jueves", "es", "2026-03-05"),
        ("jusqu'au 5 avril", "fr", "2026-04-05"),
        ("até sexta-feira", "pt-BR", "2026-03-06"),
        ("до п’ятниці", "uk", "2026-03-06"),
        ("حتى الخميس", "ar", "2026-03-05"),
    ],
)
def test_the_last_date_of_a_rest(text: str, language: str, expected: str) -> None:
    assert until(text, language, WEDNESDAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "fault", "part"),
    [
        ("until last week", InThePast, "last week"),
        ("last Thursday", InThePast, "last Thursday"),
        ("yesterday", InThePast, "yesterday"),
        ("until 1 March", InThePast, "1 March"),
        ("2026-03-03", InThePast, "2026-03-03"),
        ("bis letzte Woche", InThePast, "letzte Woche"),
        ("9999-12-31", TooFar, "9999-12-31"),
        ("until December 2028", Unreadable, "December 2028"),
        ("99999999999999999999 days", TooFar, "99999999999999999999 days"),
        ("31 Feb", Unreadable, "31 Feb"),
        ("2026-13-45", Unreadable, "2026-13-45"),
        ("3/4", Unreadable, "3/4"),
        ("until my exam", Unreadable, "my exam"),
        ("until", Unreadable, "until"),
    ],
)
def test_a_rest_that_cannot_be_is_named(text: str, fault: type[Unreadable], part: str) -> None:
    with pytest.raises(Unreadable) as found:
        until(text, "en", WEDNESDAY)
    assert (type(found.value), found.value.part) == (fault, part)


@pytest.mark.parametrize("text", ["", "I feel bad", "0 days", "headache", "😴", "5"])
def test_a_text_without_a_date_names_none(text: str) -> None:
    assert until(text, "en", WEDNESDAY) is None


def test_a_leap_day_without_a_year_is_read_only_when_there_is_one() -> None:
    assert until("29 Feb", "en", date(2028, 1, 10)) == date(2028, 2, 29)
    with pytest.raises(Unreadable):
        until("29 Feb", "en", WEDNESDAY)


@pytest.mark.parametrize(
    "text", ["done", "Done!", " DONE ", "yes", "did it", "Done 🎉", "✅", "👍🏽"]
)
def test_done_in_english_and_signs(text: str) -> None:
    assert answer(text) is Answer.DONE


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ("✅ Done|✅ Erledigt|✅ Hecho|✅ C'est fait|✅ Готово", Answer.DONE),
        ("I did it|Hab's gemacht|Sí lo hice|Je l'ai fait|Всё сделано", Answer.DONE),
        ("Not today|Heute nicht|Hoy no|Pas aujourd'hui|Не сегодня", Answer.NOT_TODAY),
        ("No call today|Heute kein Anruf|Hoy sin llamada|Pas d'appel|Без звонка", Answer.NO_CALL),
    ],
)
def test_a_buttons_label_typed_means_the_button(labels: str, said: Answer) -> None:
    assert {answer(label) for label in labels.split("|")} == {said}


@pytest.mark.parametrize(
    ("done", "not_today", "no_call"),
    [
        ("yes", "not today", "no call"),
        ("Hab’s gemacht", "heute nicht", "Kein Anruf."),
        ("sí", "hoy no", "sin llamada"),
        ("C'est fait !", "pas aujourd’hui", "pas d'appel"),
        ("Всё сделано", "не сегодня", "без звонка"),
        ("sim", "hoje não", "sem ligação"),
        ("так", "не сьогодні", "без дзвінка"),
        ("نعم", "ليس اليوم", "بدون مكالمة"),
    ],
)
def test_yes_no_and_no_call_in_each_of_our_languages(
    done: str, not_today: str, no_call: str
) -> None:
    assert answer(done) is Answer.DONE
    assert answer(not_today) is Answer.NOT_TODAY
    assert answer(no_call.upper()) is Answer.NO_CALL


@pytest.mark.parametrize(
    "text",
    [
        "done?",
        "I am done with the first half, the rest follows",
        "no 👍",
        "",
        "🎉",
        "yesterday",
        "7",
    ],
)
def test_a_sentence_a_question_or_a_contradiction_is_no_answer(text: str) -> None:
    assert answer(text) is None


def test_no_phrase_means_two_things() -> None:
    phrases = {said: _split(listed) for said, listed in _PHRASES.items()}
    total = sum(len(listed) for listed in phrases.values())
    assert len(frozenset().union(*phrases.values())) == total


@pytest.mark.parametrize(
    "text",
    [
        "What is this?",
        "Was soll ich tun? 🤔",
        "how？",
        "hi",
        "Hello there!",
        "good morning 🌞",
        "thanks a lot",
        "Hallo zusammen",
        "Привет!",
        "merci beaucoup",
        "شكرا",
        "hi, thank you",
        "🎉🎉",
        "1️⃣",
        "...",
        "\u200b\u2060",
        "\u3164",
        "",
        "  \n",
    ],
)
def test_questions_greetings_thanks_and_emoji_are_not_a_thing(text: str) -> None:
    assert is_not_a_thing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Write to Dr Weiss",
        "say hello to Ana",
        "run 🏃",
        "5 km",
        "買い物",
        "приветствие написать",
        "hi " * 900,
    ],
)
def test_a_thing_is_a_thing(text: str) -> None:
    assert not is_not_a_thing(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Write  to\nDr Weiss ", "Write  to\nDr Weiss"),
        ("nul\0 and \x1b[31mred\x7f", "nul and [31mred"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("\ufeff\u200bstart\u2060", "start"),
        ("\u200b\u200d\u2060\ufe0f", ""),
        ("\u3164 \u2800", ""),
        ("", ""),
        ("❤️", "❤️"),
        ("👩‍👩‍👧 call", "👩‍👩‍👧 call"),
        ("می‌خواهم", "می‌خواهم"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_what_of_a_text_is_kept(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text())
def test_kept_text_can_be_stored_and_is_kept_the_second_time(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    kept.encode("utf-8")
    assert "\0" not in kept
    assert not {unicodedata.bidirectional(char) for char in kept} & {"RLO", "LRO", "PDF", "RLI"}


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_no_text_makes_reading_fail(text: str, language: str) -> None:
    answer(text)
    is_not_a_thing(text)
    weekdays(text, language)
    clock_time(text, language)
    assert folded(folded(text)) == folded(text)
    with suppress(Unreadable):
        deadline(text, language)
    with suppress(Unreadable):
        until(text, language, WEDNESDAY)


@given(
    st.sampled_from(["until ", "", "for ", "bis "]),
    st.integers(0, 10**12),
    st.sampled_from([" days", "-99-99", ".99.", "/1", " dec", ":99", " weeks", "-01-01"]),
)
def test_numbers_of_any_size_never_break_a_date(lead: str, number: int, rest: str) -> None:
    try:
        found = until(f"{lead}{number}{rest}", "en", WEDNESDAY)
    except Unreadable:
        return
    assert found is None or WEDNESDAY <= found <= date(2027, 3, 5)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Mon-Fri", "en", "12345"),
        ("mon wed fri", "en", "135"),
        ("Mon, Wed & Fri", "en", "135"),
        ("every day", "en", "1234567"),
        ("weekdays", "en", "12345"),
        ("weekends", "en", "67"),
        ("Monday to Friday", "en", "12345"),
        ("Fri-Mon", "en", "1567"),
        ("Mondays and Thursdays", "en", "14"),
        ("Tues–Thurs", "en", "234"),
        ("Mon-Wed, Sat", "en", "1236"),
        ("Mo-Fr", "de", "12345"),
        ("Mo, Mi, Fr", "de", "135"),
        ("täglich", "de", "1234567"),
        ("Montag bis Freitag", "de", "12345"),
        ("montags und mittwochs", "de", "13"),
        ("Sa So", "de", "67"),
        ("пн-пт", "ru", "12345"),
        ("lunes a viernes", "es", "12345"),
        ("du lundi au vendredi", "fr", "12345"),
        ("segunda-feira e sexta-feira", "pt-BR", "15"),
        ("الأحد", "ar", "7"),
    ],
)
def test_days_of_a_week(text: str, language: str, expected: str) -> None:
    assert weekdays(text, language) == frozenset(map(int, expected))


@pytest.mark.parametrize("text", ["", "Mon-", "-Fri", "mon xyz", "never", "and", "Mon--Fri", "8"])
def test_what_names_no_days_of_a_week(text: str) -> None:
    assert weekdays(text, "en") is None
