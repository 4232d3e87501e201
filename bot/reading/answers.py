"""Yes, no and "no call" in any of our languages, and what cannot be a one thing.

Rule: only whole phrases count; a sentence that holds a yes is not an answer.
"""

import re
import unicodedata
from enum import StrEnum

from bot.reading.texts import clean, folded

_QUESTION_MARKS = ("?", "？", "؟", "⁇", "⁈")
_YES_SIGNS = frozenset("✅✔☑👍👌")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by name that show nothing
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")


class Answer(StrEnum):
    """What a typed word says to the check-in."""

    DONE = "done"
    NOT_TODAY = "not-today"
    NO_CALL = "no-call"


_PHRASES = {
    Answer.DONE: """
        done, all done, done it, yes, yep, yeah, yup, yes done, yes i did, did it, i did it,
        i did, finished, it's done, made it, i'm done
        erledigt, ist erledigt, ja, jo, jep, jawohl, ja erledigt, fertig, bin fertig, gemacht,
        hab's gemacht, habs, ich hab's gemacht, hab ich gemacht, habe ich gemacht, geschafft,
        hab's geschafft, ich hab's geschafft, getan, ja gemacht
        hecho, sí, lo hice, sí lo hice, ya está, listo, lista, terminado, ya lo hice, hecho sí
        fait, c'est fait, oui, ouais, je l'ai fait, oui c'est fait, terminé, fini, c'est bon
        готово, да, сделано, всё сделано, сделал, сделала, я сделал, я сделала, да сделал,
        да сделала, выполнено, получилось, всё готово, ага
        feito, sim, fiz, eu fiz, já fiz, está feito, pronto, pronta, terminei, sim fiz
        зроблено, так, виконано, зробив, зробила, я зробив, я зробила, все зроблено, так зробив,
        так зробила, вийшло
        تم, نعم, أجل, أنجزت, أنجزته, أنجزتها, فعلت, فعلتها, فعلته, انتهيت, خلصت, تم الإنجاز
    """,
    Answer.NOT_TODAY: """
        not today, no, nope, nah, no not today, not done, didn't, i didn't, not this time
        heute nicht, nein, nee, nö, nicht heute, nicht geschafft, nein heute nicht
        hoy no, no hoy, no lo hice
        pas aujourd'hui, non, non pas aujourd'hui, pas fait
        не сегодня, нет, нет не сегодня, не сделал, не сделала, не сделано, неа
        hoje não, não, não hoje, não fiz
        не сьогодні, ні, сьогодні ні, не зробив, не зробила, не зроблено
        ليس اليوم, لا, لا ليس اليوم, مش اليوم, لم أفعل
    """,
    Answer.NO_CALL: """
        no call, no call today, no calls, no calls today, no call tonight, don't call,
        please don't call, don't call me, no call please
        kein anruf, heute kein anruf, kein anruf heute, keine anrufe, nicht anrufen,
        bitte nicht anrufen, ruf nicht an, bitte kein anruf
        sin llamada, hoy sin llamada, sin llamadas, no llames, no me llames, no llamar
        pas d'appel, pas d'appel aujourd'hui, aucun appel, n'appelle pas, ne m'appelle pas
        без звонка, сегодня без звонка, без звонков, не звони, не звоните, не надо звонить
        sem ligação, sem chamada, hoje sem ligação, sem ligação hoje, não ligue, não me ligue,
        não liga
        без дзвінка, сьогодні без дзвінка, не дзвони, не дзвоніть, не телефонуй
        بدون مكالمة, لا مكالمة, لا مكالمة اليوم, لا تتصل, لا تتصلي, لا اتصال, بدون اتصال
    """,
}

_GREETINGS = """
    hi, hello, hey, hiya, yo, hi there, hello there, hey there, good morning, morning,
    good afternoon, good evening, good night, bye, goodbye, see you, thanks, thank you, thx, ty,
    thanks a lot, thank you very much, thank you so much, many thanks, cheers, ok, okay, cool,
    great, bot, all, everyone
    hallo, moin, moin moin, servus, grüß dich, guten morgen, morgen, guten tag, guten abend,
    gute nacht, tschüss, danke, danke dir, danke schön, dankeschön, vielen dank, danke sehr,
    besten dank, merci, zusammen, alles klar
    hola, buenas, buenos días, buenas tardes, buenas noches, adiós, gracias, muchas gracias,
    mil gracias, vale
    salut, bonjour, bonsoir, coucou, bonne nuit, au revoir, merci beaucoup, d'accord
    привет, здравствуй, здравствуйте, доброе утро, добрый день, добрый вечер, спокойной ночи,
    пока, спасибо, большое спасибо, спасибо большое, благодарю, хорошо, ок
    oi, olá, bom dia, boa tarde, boa noite, tchau, obrigado, obrigada, muito obrigado,
    muito obrigada, valeu
    привіт, вітаю, добрий ранок, доброго ранку, добрий вечір, доброго дня, на добраніч, дякую,
    дуже дякую, щиро дякую, бувай, добре
    مرحبا, أهلا, أهلا وسهلا, السلام عليكم, وعليكم السلام, صباح الخير, مساء الخير, شكرا,
    شكرا جزيلا, شكرا لك, مع السلامة, تصبح على خير, حسنا
"""


def _split(phrases: str) -> frozenset[str]:
    return frozenset(folded(phrase) for phrase in re.split(r"[,\n]", phrases) if phrase.strip())


_ANSWERS = {phrase: said for said, phrases in _PHRASES.items() for phrase in _split(phrases)}
_SOCIAL = _split(_GREETINGS)
_MANY_WORDS = 8


def answer(text: str) -> Answer | None:
    """What the whole text says to a check-in; None when it is anything else.

    Case, spaces, punctuation and other emoji do not matter. A question is no answer.
    """
    if _asks(text):
        return None
    signed = any(char in _YES_SIGNS for char in text)
    words = folded(text)
    said = _ANSWERS.get(words)
    if not signed:
        return said
    return Answer.DONE if not words or said is Answer.DONE else None


def is_not_a_thing(text: str) -> bool:
    """Whether a text cannot be someone's one thing: a question, a greeting, thanks, no words."""
    return _asks(text) or not _has_words(text) or _is_social(folded(text).split())


def _asks(text: str) -> bool:
    seen = clean(text)
    while seen and not seen.endswith(_QUESTION_MARKS) and _trails(seen[-1]):
        seen = seen[:-1]
    return seen.endswith(_QUESTION_MARKS)


def _trails(char: str) -> bool:
    """What may follow a question mark: emoji, quotes, spaces, more marks."""
    return unicodedata.category(char)[0] not in "LN"


def _has_words(text: str) -> bool:
    plain = _KEYCAP.sub("", text)
    return any(
        unicodedata.category(char)[0] in "LN" for char in plain if char not in _BLANK_LETTERS
    )


def _is_social(words: list[str]) -> bool:
    """Whether the words are greetings and thanks from end to end; long ones are neither."""
    if len(words) > _MANY_WORDS:
        return False
    heads = (n for n in range(1, len(words) + 1) if " ".join(words[:n]) in _SOCIAL)
    return not words or any(_is_social(words[n:]) for n in heads)
