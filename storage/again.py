"""Begin again when someone was faster: two who change the same thing at once are no fault."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from storage.errors import Conflict

T = TypeVar("T")
TRIES = 6
PAUSE = 0.01  # seconds, twice as long after each try, and by chance up to twice that again


def until_settled(work: Callable[[], T]) -> T:
    """What the work returns, once nobody crosses it; it opens its own transaction each time.

    Raises the last Conflict when it never settles: then it is a fault of ours.
    """
    for tried in range(TRIES - 1):
        try:
            return work()
        except Conflict:
            time.sleep(PAUSE * 2**tried * (1 + random.random()))
    return work()
