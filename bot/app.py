"""Everything a person can do, in three literal lists, and who handles it."""

from bot.buttons import Act
from bot.commands import host
from bot.routing import Handler, PressHandler, Routes

COMMANDS: dict[str, Handler] = {}
"In the order of the command menu."

HIDDEN: frozenset[str] = frozenset()
"Commands that work but stand in no menu."

PRESSES: dict[Act, PressHandler] = {}

ANSWERS: dict[str, Handler] = {}
"By the kind of the open question: what the next plain text answers."

ROUTES = Routes(
    commands=COMMANDS,
    presses=PRESSES,
    answers=ANSWERS,
    links={host.BEGINS: host.claim},
)
