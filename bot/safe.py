"""A person's words made safe to stand inside ours: the one place that escapes.

What is seen stays as written; only what Telegram refuses (NUL, lone surrogates) is replaced.
"""

import html
import re
import unicodedata

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
FSI, PDI = "\u2068", "\u2069"
OPENERS = "\u2066\u2067\u2068"
TURNS = frozenset({"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
UNSENDABLE = re.compile("[\ud800-\udfff]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
BLANK = "\u115f\u1160\u3164\uffa0\u2800"  # letters that show nothing
TAG = re.compile(r"<[^>]*>")


def words(text: str, language: str, limit: int | None = None) -> str:
    """HTML that shows `text` as it is, at most `limit` UTF-16 units of it, apart for direction."""
    return html.escape(_isolated(shortened(clean(text), limit), language), quote=False)


def name(text: str, limit: int = 40) -> str:
    """A name on one line, at most `limit` units; empty when there is nothing to see in it."""
    line = shortened(" ".join(clean(text).split()), limit)
    return line if any(_seen(sign) for sign in line.removesuffix("…")) else ""


def clean(text: str) -> str:
    """The text without what cannot be sent: lone surrogates, NUL and other controls."""
    return CONTROLS.sub(" ", UNSENDABLE.sub("\ufffd", text.replace("\r\n", "\n")))


def shortened(text: str, limit: int | None) -> str:
    """At most `limit` UTF-16 units, an ellipsis in place of the rest."""
    if limit is None or length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    while kept and _hangs(text[len(kept)], kept[-1]):
        kept = kept[:-1]  # never between a sign and what belongs to it
    return kept.rstrip() + "…"


def visible(markup: str) -> str:
    """What a person sees of a message's HTML."""
    return html.unescape(TAG.sub("", markup))


def length(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _hangs(following: str, last: str) -> bool:
    joiners = "\u200d\ufe0f"
    return last == "\u200d" or following in joiners or bool(unicodedata.combining(following))


def _isolated(text: str, language: str) -> str:
    """Left alone where nothing in it can turn the line, so that plain texts stay plain."""
    if language not in RIGHT_TO_LEFT and not any(_turns(sign) for sign in text):
        return text
    before, after = _unpaired(text)
    return FSI * (before + 1) + text + PDI * (after + 1)


def _unpaired(text: str) -> tuple[int, int]:
    """How many isolates `text` closes without opening, and opens without closing."""
    closing = opening = 0
    for sign in text:
        if sign in OPENERS:
            opening += 1
        elif sign == PDI and opening:
            opening -= 1
        elif sign == PDI:
            closing += 1
    return closing, opening


def _turns(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in TURNS


def _seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZM" and sign not in BLANK
