"""What every happening has: when it happened."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Past tense. `at` (UTC) may lie before the moment at which it is applied."""

    at: datetime
