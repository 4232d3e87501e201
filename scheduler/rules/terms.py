"""What of a person's settings concerns the partner, and which way a change goes. Pure.

Source: PRODUCT §4: loosening takes one person and one tap; tightening counts only when both have
accepted exactly that.
"""

from scheduler.rules.calendar import DAY, since_day_end
from scheduler.rules.hours import Span
from storage.records import Person, Way

ASKS = {Way.NEITHER: 0, Way.WRITE: 1, Way.CALL: 2}  # how much is asked of the partner on a miss


def tightens(before: Person, after: Person) -> bool:
    """Whether the partner would be asked for more: days, hours, or help on a miss."""
    return (
        ASKS[after.way] > ASKS[before.way]
        or not set(after.weekdays) <= set(before.weekdays)
        or not _lies_in((after.call_from, after.call_to), (before.call_from, before.call_to))
        or not _lies_in((after.free_from, after.free_to), (before.free_from, before.free_to))
    )


def _lies_in(new: Span, old: Span) -> bool:
    """Whether the old hours hold the new; equal times mean the whole day round."""
    opening = since_day_end(new[0], old[0])
    length, room = (since_day_end(end, start) or DAY for start, end in (new, old))
    return room == DAY or opening + length <= room
