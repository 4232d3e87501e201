"""Every row of a day and every refusal has a journey: the ids, and a test that counts them.

D… are the rows of the product's table of a day and its rules; R… are the refusals, in the order
of their texts.
"""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ENGLISH = HERE.parents[1] / "bot" / "texts" / "en.ftl"
ROWS = {
    "D1": "morning: a plan made last night is the commitment and is shown",
    "D2": "morning: else the question, with the partner's thing as second line",
    "D3": "morning after an open day: yesterday's text and the four ways on",
    "D4": "a commitment arrives: set; a tap edits the question, typed text gets one silent line",
    "D5": "60 s later the partner hears, silently",
    "D6": "within 15 minutes of his own morning question it is a line in it",
    "D7": "4 h later one silent nudge, not after a silent day; nobody else is told",
    "D8": "check-in with sound at its time or the deadline, never sooner than 60 min",
    "D9": "Done: edit; the next plain text is tomorrow's one thing",
    "D10": "the partner hears it, both done; note, photo, voice; a reply goes back",
    "D11": "Later: as far as a call is still possible, at most twice",
    "D12": "Rest today: how long? no reason; one line in the partner's next message",
    "D13": "Not today: no call; what about tomorrow?",
    "D14": "Not today of who chose call me anyway: as the reminder, with No call today",
    "D15": "30 min without an answer: who calls when",
    "D16": "60 min without an answer or Call me: the alert, within both call hours, once a day",
    "D17": "taken: is calling you now, and how to have it otherwise",
    "D18": "the caller's card: the chat with the words ready, or the contact card",
    "D19": "Done together: rescued; her word wins",
    "D20": "Under way: after 25 min one question to her",
    "D21": "No answer: both edited, no new sound",
    "D22": "No call today, at any moment: both edited",
    "D23": "no caller: the bot's presence, a quiet timer, one question",
    "D24": "day end: nothing is sent at night; the next morning mentions it kindly",
    "D25": "sound: only what the table says has sound",
    "D26": "at most 3 sounds and 6 messages on a good day, 6 and 8 on the worst",
    "D27": "a tap edits the message tapped; what needs an act is a new message",
    "D28": "typed siblings: yes, no and no call in any language",
    "D29": "plain text: the thing, or asked what it was for; replies go to the partner",
    "D30": "said twice, silent: the kind question, quiet, one hello",
    "D31": "undo: 60 s before the partner hears; a Done until the day end",
    "D32": "forgot to tell: I did it, /done yesterday, the partner attests",
    "D33": "ill: silent days turn neutral for 7 days back",
    "D34": "the message's date decides",
    "D35": "changes until the check-in edit the partner's message",
    "D36": "when and where, with a silent reminder",
    "D37": "deadlines in the language's own form",
    "D38": "resting people are asked for nothing; it comes as lines",
    "D39": "alert fatigue: once a day, three in seven days, two without reaction",
}
REFUSALS = re.findall(r"^refusal-([a-z-]+) =", ENGLISH.read_text("utf-8"), re.M)
IDS = {f"R{n}": key for n, key in enumerate(REFUSALS, 1)}


def marked(name: str) -> set[str]:
    """Everything that journeys carry this mark for."""
    found: set[str] = set()
    for file in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                found.update(_named_by(node.decorator_list, name))
    return found


def _named_by(decorators: list[ast.expr], name: str) -> set[str]:
    calls = [
        d
        for d in decorators
        if isinstance(d, ast.Call) and ast.unparse(d.func).endswith(f".{name}")
    ]
    return {str(ast.literal_eval(arg)) for call in calls for arg in call.args}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_day_is_lived(row: str) -> None:
    assert row in marked("row"), f"no journey lives {row}: {ROWS[row]}"


@pytest.mark.parametrize("refusal", IDS)
def test_every_refusal_is_met(refusal: str) -> None:
    assert IDS[refusal] in marked("refusal"), f"no journey meets {refusal}: {IDS[refusal]}"


def test_no_journey_claims_a_row_or_a_refusal_there_is_not() -> None:
    assert marked("row") <= ROWS.keys()
    assert marked("refusal") <= set(REFUSALS)
