"""What of a person's text is kept, and its folded form for comparing words.

Rule: kept text is the person's own; what cannot be seen or would turn other text is taken out.
"""

import unicodedata

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
_EDGES = "\u200b\u2060\ufeff\u00ad" + "".join(_FILLERS)
_APOSTROPHES = frozenset("'’ʼ`´\u0640")  # with the Arabic tatweel: both only join
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"})


def clean(text: str) -> str:
    """The text as it is kept: without control characters and turned directions, trimmed.

    Inner text stays as written, line breaks and joined emoji too. A text with nothing to see
    becomes empty. Length is the caller's business.
    """
    kept = "".join(char for char in text if not _harmful(char))
    if all(_unseen(char) for char in kept):
        return ""
    return _trimmed(kept)


def folded(text: str) -> str:
    """For comparing: lower case, no accents, no punctuation or emoji, single spaces."""
    plain = unicodedata.normalize("NFKD", clean(text)).casefold()
    marked = (char for char in plain if char not in _APOSTROPHES)
    letters = (_letter(char) for char in marked if not unicodedata.combining(char))
    return " ".join("".join(letters).split())


def western_digits(text: str) -> str:
    """Every decimal digit as 0 to 9, so that clocks in Arabic digits are read too."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _harmful(char: str) -> bool:
    if char in "\n\t":
        return False
    return char in _BIDI or unicodedata.category(char) in {"Cc", "Cs"}


def _unseen(char: str) -> bool:
    return char in _FILLERS or unicodedata.category(char) in _UNSEEN


def _trimmed(text: str) -> str:
    while (shorter := text.strip().strip(_EDGES)) != text:
        text = shorter
    return text


def _letter(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] in "LN":
        return char
    return "" if category in {"Cf", "Mn"} else " "
