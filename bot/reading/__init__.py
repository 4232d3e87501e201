"""Words that are read: times, dates, yes and no, and what of a text is kept.

Rules: pure; no Telegram; the rooms below get times, dates and answers, never text to parse.
"""

from bot.reading.answers import Answer, answer, is_not_a_thing
from bot.reading.clocks import clock_time, deadline
from bot.reading.dates import until
from bot.reading.faults import InThePast, TooFar, Unreadable
from bot.reading.texts import clean, folded
from bot.reading.week import weekdays

__all__ = [
    "Answer",
    "InThePast",
    "TooFar",
    "Unreadable",
    "answer",
    "clean",
    "clock_time",
    "deadline",
    "folded",
    "is_not_a_thing",
    "until",
    "weekdays",
]
