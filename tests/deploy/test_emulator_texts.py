"""The emulator reads texts as Telegram does: lengths in UTF-16, strict HTML, found entities."""

import pytest

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line


async def test_a_text_of_4096_is_taken_and_one_more_is_too_long(line: Line, ana: User) -> None:
    await line.say(ana, "x" * 4096)
    refusal = (400, "Bad Request: message is too long")
    assert await line.refused("sendMessage", chat_id=101, text="x" * 4097) == refusal


async def test_an_emoji_counts_two_and_tags_count_nothing(line: Line, ana: User) -> None:
    await line.say(ana, "<b>" + "🔥" * 2048 + "</b>", parse_mode="HTML")
    refusal = (400, "Bad Request: message is too long")
    assert await line.refused("sendMessage", chat_id=101, text="🔥" * 2048 + "x") == refusal


@pytest.mark.parametrize("params", [{}, {"text": ""}])
async def test_a_text_that_is_missing_is_empty(
    line: Line, ana: User, params: dict[str, str]
) -> None:
    refusal = (400, "Bad Request: message text is empty")
    assert await line.refused("sendMessage", chat_id=101, **params) == refusal


@pytest.mark.parametrize("text", [" \n ", "<b></b>", "\x00"])
async def test_a_text_with_nothing_to_see_is_refused(line: Line, ana: User, text: str) -> None:
    refusal = (400, "Bad Request: text must be non-empty")
    call = line.refused("sendMessage", chat_id=101, text=text, parse_mode="HTML")
    assert await call == refusal


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<tg-time unix="soon">x</tg-time>', "Invalid Unix time specified"),
        ('<tg-time unix="1" format="q">x</tg-time>', "Invalid date-time format specified"),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
async def test_wrong_html_is_refused(line: Line, ana: User, html: str, words: str) -> None:
    call = line.refused("sendMessage", chat_id=101, text=html, parse_mode="HTML")
    assert await call == (400, f"Bad Request: can't parse entities: {words}")


@pytest.mark.parametrize(
    ("html", "text", "entity"),
    [
        ("🔥<b>x</b>", "🔥x", {"type": "bold", "offset": 2, "length": 1}),
        ("<strong>x</strong>", "x", {"type": "bold", "offset": 0, "length": 1}),
        ("<i>x</i>", "x", {"type": "italic", "offset": 0, "length": 1}),
        ("<u>x</u>", "x", {"type": "underline", "offset": 0, "length": 1}),
        ("<s>x</s>", "x", {"type": "strikethrough", "offset": 0, "length": 1}),
        ("<code>a &lt; b</code>", "a < b", {"type": "code", "offset": 0, "length": 5}),
        ("<pre>x</pre>", "x", {"type": "pre", "offset": 0, "length": 1}),
        ("<tg-spoiler>x</tg-spoiler>", "x", {"type": "spoiler", "offset": 0, "length": 1}),
        (
            '<span class="tg-spoiler">x</span>',
            "x",
            {"type": "spoiler", "offset": 0, "length": 1},
        ),
        ("<blockquote>x</blockquote>", "x", {"type": "blockquote", "offset": 0, "length": 1}),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            {"type": "expandable_blockquote", "offset": 0, "length": 1},
        ),
        (
            "<a href='https://x.org/?a=1&amp;b=2'>x</a>",
            "x",
            {"type": "text_link", "url": "https://x.org/?a=1&b=2", "offset": 0, "length": 1},
        ),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            {"type": "pre", "language": "py", "offset": 0, "length": 1},
        ),
        (
            '<tg-emoji emoji-id="5">👍</tg-emoji>',
            "👍",
            {"type": "custom_emoji", "custom_emoji_id": "5", "offset": 0, "length": 2},
        ),
        (
            '<tg-time unix="1772614800" format="wDT">9:00</tg-time>',
            "9:00",
            {
                "type": "date_time",
                "unix_time": 1772614800,
                "date_time_format": "wDT",
                "offset": 0,
                "length": 4,
            },
        ),
    ],
)
async def test_html_becomes_text_and_entities(
    line: Line, ana: User, html: str, text: str, entity: dict[str, object]
) -> None:
    sent = await line.ok("sendMessage", chat_id=101, text=html, parse_mode="HTML")
    assert (sent["text"], sent["entities"]) == (text, [entity])


async def test_a_link_to_a_known_person_is_a_mention_and_to_a_stranger_plain_text(
    line: Line, ana: User
) -> None:
    html = '<a href="tg://user?id=101">Ana</a> <a href="tg://user?id=999">Who</a>'
    sent = await line.ok("sendMessage", chat_id=101, text=html, parse_mode="HTML")
    assert [(e["type"], e["offset"], e["user"]["id"]) for e in sent["entities"]] == [
        ("text_mention", 0, 101)
    ]


async def test_named_references_other_than_four_stay_as_they_are(line: Line, ana: User) -> None:
    html = "&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&copy"
    sent = await line.ok("sendMessage", chat_id=101, text=html, parse_mode="HTML")
    assert sent["text"] == '<>&"AB&nbsp;&copy'


async def test_links_and_commands_are_found_outside_of_code(line: Line, ana: User) -> None:
    html = "/done https://x.org <code>/no</code> @ana_banana #tag a@b.org x/y"
    sent = await line.ok("sendMessage", chat_id=101, text=html, parse_mode="HTML")
    assert [entity["type"] for entity in sent["entities"]] == [
        "bot_command",
        "url",
        "code",
        "mention",
        "hashtag",
        "email",
    ]


async def test_explicit_entities_are_counted_in_utf16_and_cut_to_the_text(
    line: Line, ana: User
) -> None:
    entities = [{"type": "bold", "offset": 2, "length": 50}]
    sent = await line.ok("sendMessage", chat_id=101, text="🔥hot", entities=entities)
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 3}]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "loud", "offset": 0, "length": 1}, "Unsupported type specified"),
        ({"type": "bold", "offset": 0}, 'Can\'t find field "length"'),
        ("bold", "expected an Object"),
    ],
)
async def test_a_wrong_entity_is_refused(
    line: Line, ana: User, entity: object, words: str
) -> None:
    call = line.refused("sendMessage", chat_id=101, text="x", entities=[entity])
    assert await call == (400, f"Bad Request: can't parse MessageEntity: {words}")


async def test_an_unknown_parse_mode_is_refused(line: Line, ana: User) -> None:
    call = line.refused("sendMessage", chat_id=101, text="x", parse_mode="wiki")
    assert await call == (400, "Bad Request: unsupported parse_mode")


async def test_a_lone_surrogate_is_refused(line: Line, ana: User) -> None:
    call = line.refused("sendMessage", chat_id=101, text="x\ud83d")
    assert await call == (400, "Bad Request: strings must be encoded in UTF-8")


async def test_more_than_32_kib_is_too_long_before_anything_is_parsed(
    line: Line, ana: User
) -> None:
    call = line.refused("sendMessage", chat_id=101, text="<b>" * 11_000, parse_mode="HTML")
    assert await call == (400, "Bad Request: text is too long")


async def test_a_text_is_trimmed_and_its_entities_move_along(line: Line, ana: User) -> None:
    html = "  <b>x</b>\x07y  \n"
    sent = await line.ok("sendMessage", chat_id=101, text=html, parse_mode="HTML")
    assert sent["text"] == "x y"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 1}]


async def test_a_caption_of_1024_is_taken_and_one_more_is_too_long(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.send_photo(ana)
    photo = (tg.chat(ana)[-1].photo or [])[0]["file_id"]
    await line.ok("sendPhoto", chat_id=101, photo=photo, caption="x" * 1024)
    call = line.refused("sendPhoto", chat_id=101, photo=photo, caption="x" * 1025)
    assert await call == (400, "Bad Request: message caption is too long")
