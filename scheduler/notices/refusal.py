"""What is said when nothing changed: what is so, and what to do instead.

`day` is the id of the day it is about; `name` is always the other person's; instants are UTC.
"""

from dataclasses import dataclass
from datetime import datetime

from scheduler.notices.base import Notice


@dataclass(frozen=True, slots=True)
class Refusal(Notice):
    """Why nothing changed and what to do instead. `because` names the text, see R1 … in tests."""

    because: str
    name: str | None = None
    text: str | None = None
    at: datetime | None = None
