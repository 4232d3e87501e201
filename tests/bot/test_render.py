"""Whatever people write, the message is HTML that Telegram takes and shows it as written."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import safe
from bot.keyboards import Ask, Inline, Key, Removed, Reply
from bot.keyboards.keys import chat_url, is_web, share_url
from bot.markup import markup
from bot.render import CAPTION, MESSAGE, TOAST, Reader, render
from bot.texts import languages
from scheduler.notices import Notice, call, evening, morning, naming, news, refusal
from tests.bot.examples import AT, TODAY

LANGUAGES = sorted(languages())
BEN = Reader("en", "Europe/Berlin", TODAY)
HOSTILE = [
    "<b>bold</b> & <script>alert(1)</script>",
    '<a href="tg://user?id=1">Ana</a>',
    "</tg-time>&lt;&#60;&amp;amp;",
    "{ $name } { -term } %(name)s {0}",
    "שלום עולם (hello) 12",
    "\u202eevil\u202c \u2067never closed",
    "\u2069\u2069 closes what it never opened",
    "line one\n\nline three",
    "👩‍👩‍👧‍👦" * 40,
    "*_`[]()~#+-=|.!",
    "none",
    "yes",
]
ANYTHING = st.text(max_size=300)
WORDS = st.one_of(st.sampled_from(HOSTILE), ANYTHING)


class _Telegram(HTMLParser):
    """Reads a message as Telegram does: known tags only, closed in order, no stray < or &."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag == "tg-time", tag
        assert re.fullmatch(r"-?\d+", given["unix"] or "")
        assert re.fullmatch(r"r|w?[dD]?[tT]?", given["format"] or "")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert not set("<>&") & set(data), data
        self.shown.append(data)

    def handle_entityref(self, name: str) -> None:
        self.shown.append({"lt": "<", "gt": ">", "amp": "&"}[name])


def shown(text: str) -> str:
    """What Telegram shows of an HTML text; fails on what Telegram would refuse."""
    text.encode()  # a lone surrogate cannot be sent
    assert "\x00" not in text
    reading = _Telegram()
    reading.feed(text)
    reading.close()
    assert not reading.open
    return "".join(reading.shown)


def notices(words: str, name: str) -> list[Notice]:
    return [
        evening.CheckIn(1, words),
        morning.MorningQuestion(1, name, words),
        news.PartnerDid(1, name, words, 4),
        naming.Set(1, words, AT, name),
        call.Alert(1, name, words, words),
        call.CallerCard(1, name, words, username="ana"),
        call.Rescued(1, 1, name, words, True),
        refusal.Refusal("call-asked", name, words, AT),
    ]


@given(words=WORDS, name=WORDS, language=st.sampled_from(LANGUAGES))
def test_any_words_make_a_message_telegram_takes(words: str, name: str, language: str) -> None:
    reader = Reader(language, "Europe/Berlin", TODAY)
    lines = [news.PartnerThingLine(name, words)] * 3
    for notice in notices(words, name):
        message = render(notice, reader, lines)
        plain = shown(message.text)
        assert plain == message.plain
        assert 0 < safe.length(plain) <= MESSAGE
        assert safe.length(message.toast) <= TOAST
        markup(message.keyboard)


@given(words=WORDS)
def test_words_are_shown_as_they_were_written(words: str) -> None:
    assert safe.clean(words) in shown(render(evening.CheckIn(1, words), BEN).text)


def test_clean_words_are_left_alone() -> None:
    for words in HOSTILE:
        assert safe.clean(words) == words


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b", "a\x1bb", "\udfff"])
def test_what_telegram_cannot_take_is_replaced_and_the_rest_kept(bad: str) -> None:
    said = shown(render(evening.CheckIn(1, bad), BEN).text)
    assert said.startswith("How did it go today?\n“")
    assert all(sign in said for sign in bad if sign.isalpha() and sign.isascii())


@pytest.mark.parametrize("words", HOSTILE)
def test_a_persons_words_turn_no_other_line(words: str) -> None:
    quoted = render(evening.CheckIn(1, words), BEN).plain.split("“", 1)[1].removesuffix("”")
    depth = 0
    for sign in quoted[:-1]:
        depth += (sign in "\u2066\u2067\u2068") - (sign == "\u2069")
        assert depth > 0 or not _turns(quoted)
    assert not _turns(quoted) or (depth == 1 and quoted[-1] == "\u2069")


def _turns(text: str) -> bool:
    return bool(re.search("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]", text))


def test_plain_words_get_no_invisible_marks() -> None:
    said = render(news.PartnerThing(1, "José", "Écrire à Łukasz, 20 Minuten"), BEN).text
    assert said == "José's one thing today:\n“Écrire à Łukasz, 20 Minuten”"


@pytest.mark.parametrize("blank", ["", "   ", "\u200b\u2060", "\u3164", "\n", "\u202e"])
def test_a_name_nobody_can_read_is_replaced(blank: str) -> None:
    said = render(news.PartnerThing(1, blank, "Run"), BEN).first_line
    assert said == "Your partner's one thing today:"


def test_a_name_stays_on_its_line() -> None:
    said = render(news.PartnerThing(1, "Ana\n\nadmin:  free money", "Run"), BEN).first_line
    assert said == "Ana admin: free money's one thing today:"


@pytest.mark.parametrize("limit", [CAPTION, MESSAGE])
@pytest.mark.parametrize("sign", ["x", "<", "👩‍👩‍👧‍👦", "ש", "e\u0301", "\n"])
def test_long_words_are_shortened_inside_their_quotes(limit: int, sign: str) -> None:
    words = sign * 5000
    lines = [news.PartnerDidLine("Ana", words)] * 3
    said = shown(render(news.PartnerDid(1, "Ana", words, 4), BEN, lines, limit).text)
    assert safe.length(said) <= limit
    assert said.split("\n")[0] == "Ana did it. Both done: day 4 together."
    assert re.search("…\u2069?”", said)
    assert "I pass it on." in said


@given(text=WORDS, limit=st.integers(1, 60))
def test_shortening_keeps_within_its_limit_and_cuts_no_sign(text: str, limit: int) -> None:
    short = safe.shortened(safe.clean(text), limit)
    assert safe.length(short) <= limit
    assert short == safe.clean(text) or safe.clean(text).startswith(short.removesuffix("…"))
    assert "\u200d…" not in short
    short.encode()


def test_lines_that_waited_stand_below() -> None:
    rests = news.PartnerRestsLine("Ana", date(2026, 3, 5))
    said = render(evening.CheckIn(1, "Run"), BEN, [rests, news.MeanwhileLine("Ana", 4, 5)]).plain
    assert said == (
        "How did it go today?\n“Run”\n\n"
        "Ana rests until Thursday.\nIf you get stuck meanwhile, I'll stay with you.\n\n"
        "Meanwhile Ana kept 4 of 5."
    )


def test_a_time_is_the_devices_with_the_set_zones_as_fallback() -> None:
    said = render(evening.LaterSet(1, "Run", AT), BEN).text.split("\n")[0]
    unix = int(AT.timestamp())
    time = f'<tg-time unix="{unix}" format="t">20:00</tg-time>'
    assert said == f"Later. I'll ask again at {time}."


def test_a_time_names_the_set_zone_when_the_device_is_elsewhere() -> None:
    away = replace(BEN, zone="America/New_York", zone_differs=True)
    said = render(evening.LaterSet(1, "Run", AT), away).first_line
    assert said == "Later. I'll ask again at 14:00 (14:00 New York)."


@pytest.mark.parametrize(
    ("until", "english", "german"),
    [
        (date(2026, 3, 4), "Wednesday", "Mittwoch"),
        (date(2026, 3, 10), "Tuesday", "Dienstag"),
        (date(2026, 3, 11), "11 March", "11. März"),
        (date(2026, 6, 12), "12 June", "12. Juni"),
        (date(2027, 1, 2), "2 January 2027", "2. Januar 2027"),
    ],
)
def test_a_date_within_seven_days_is_a_weekday(until: date, english: str, german: str) -> None:
    rest = news.PartnerRestsLine("Ana", until)
    assert render(rest, BEN).first_line == f"Ana rests until {english}."
    german_reader = replace(BEN, language="de")
    assert render(rest, german_reader).first_line == f"Ana macht Pause bis {german}."


def test_without_a_today_a_date_is_a_date() -> None:
    rest = news.PartnerRestsLine("Ana", date(2026, 3, 5))
    assert render(rest, replace(BEN, today=None)).first_line == "Ana rests until 5 March."


def test_a_dead_instant_far_away_is_shown_too() -> None:
    early = datetime(1970, 1, 1, tzinfo=UTC)
    assert '<tg-time unix="0"' in render(evening.LaterSet(1, "Run", early), BEN).text


def test_every_zone_can_show_a_time() -> None:
    for zone in ("Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns", "UTC"):
        assert "tg-time" in render(evening.LaterSet(1, "Run", AT), replace(BEN, zone=zone)).text


def _labels(notice: Notice, reader: Reader = BEN) -> list[list[str]]:
    keyboard = render(notice, reader).keyboard
    assert isinstance(keyboard, Inline)
    return [[key.label for key in row] for row in keyboard.rows]


def test_the_check_in_has_the_four_answers_in_two_rows() -> None:
    assert _labels(evening.CheckIn(1, "Run")) == [
        ["✅ Done", "⏳ Later"],
        ["📞 Call me", "Not today"],
    ]


def test_the_check_in_offers_nothing_that_is_not_possible() -> None:
    notice = evening.CheckIn(1, "Run", can_later=False, can_call=False)
    assert _labels(notice) == [["✅ Done", "Stay with me"], ["Not today"]]


def test_the_delays_are_those_that_leave_room() -> None:
    notice = evening.LaterChoice(7, "Run", [30, 60, 90, 120])
    assert _labels(notice) == [["30 min", "1 h"], ["90 min", "2 h"]]
    made = markup(render(notice, BEN).keyboard)
    assert made is not None
    data = [key["callback_data"] for row in made["inline_keyboard"] for key in row]
    assert data == ["1:delay:7:30", "1:delay:7:60", "1:delay:7:90", "1:delay:7:120"]


def _first_url(notice: Notice) -> str | None:
    made = markup(render(notice, BEN).keyboard)
    assert made is not None
    url = made["inline_keyboard"][0][0].get("url")
    return None if url is None else str(url)


WORDS_AGREED = "I'm going to call you right now & stay?"


def test_the_caller_opens_the_chat_with_the_agreed_words_ready() -> None:
    url = _first_url(call.CallerCard(1, "Ana", WORDS_AGREED, username="ana_m", user_id=5))
    assert url == (
        "https://t.me/ana_m?text=I%27m%20going%20to%20call%20you%20right%20now%20%26%20stay%3F"
    )


def test_without_a_username_the_caller_gets_the_profile() -> None:
    assert _first_url(call.CallerCard(1, "Ana", "x", user_id=5)) == "tg://user?id=5"


def test_with_a_phone_number_there_is_no_link() -> None:
    card = call.CallerCard(1, "Ana", "x", reach="phone", username="ana", user_id=5)
    assert _labels(card)[0] == ["Done together", "Under way"]


def test_a_room_is_opened_only_where_telegram_takes_its_address() -> None:
    card = call.CallerCard(1, "Ana", "x", reach="room", room="https://meet.example.org/a")
    assert _first_url(card) == "https://meet.example.org/a"
    bad = replace(card, room="javascript:alert(1)")
    assert _labels(bad)[0] == ["Done together", "Under way"]


@pytest.mark.parametrize(
    "bad", ["", "meet", "http://", "ftp://a.b/c", "https://a b.c/", "https://[", "tg://user?id=1"]
)
def test_an_address_that_is_none_is_refused(bad: str) -> None:
    assert not is_web(bad)


def test_the_share_sheet_carries_link_and_words() -> None:
    url = share_url("https://t.me/otl_bot?start=a_b", "Would you?")
    assert url == (
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fotl_bot%3Fstart%3Da_b&text=Would%20you%3F"
    )


@given(words=st.text(alphabet=st.characters(), max_size=2000))
def test_an_address_with_words_in_it_is_always_ascii(words: str) -> None:
    assert chat_url("ana", words).isascii()


def test_reply_keyboards_ask_telegram_for_what_they_name() -> None:
    keys = [[Key("My number", ask=Ask.CONTACT), Key("Where I am", ask=Ask.LOCATION)], [Key("No")]]
    assert markup(Reply(keys, hint="18:05")) == {
        "keyboard": [
            [
                {"text": "My number", "request_contact": True},
                {"text": "Where I am", "request_location": True},
            ],
            [{"text": "No"}],
        ],
        "resize_keyboard": True,
        "one_time_keyboard": True,
        "input_field_placeholder": "18:05",
    }
    assert markup(Removed()) == {"remove_keyboard": True}
    assert markup(None) is None
