"""What was said of someone in other people's chats, taken back: unsaid, deleted, or reworded.

Rules: what is about the person goes; a message about the reader's own date stays and says the
same without the person; what is older than 48 hours is out of Telegram's reach. Instants are UTC.
"""

from collections.abc import Collection
from dataclasses import MISSING, fields
from datetime import datetime, timedelta
from typing import Any

from scheduler.notices import KINDS, evening, looking, morning, naming, rest, setup
from scheduler.notices.own_data import InvitationGone
from storage.records import Lane, Outgoing, Person, Verb
from storage.sayings import Saying
from storage.store import Transaction

IN_REACH = timedelta(hours=48)
OWN = {module.__name__ for module in (evening, morning, naming, rest)}
OWN_TOO = (looking.Today, looking.Progress, setup.Welcome, setup.Ready)
INVITING = (setup.Invitation, setup.InvitationMore, setup.InvitationLeft, setup.AcceptedBy)
NEW = (Verb.SEND, Verb.COPY)
SHOWING = (*NEW, Verb.EDIT)
THEIRS = ("partner_text",)  # beside the name: words of the other in a message of one's own


def unsay(tx: Transaction, person: Person, chats: Collection[int], now: datetime) -> None:
    """Let nothing that waits or was just said in these chats be of this person any more."""
    dates = tx.forgetting.dates_of(person.id)
    sayings = tx.sayings.of(chats, now - IN_REACH)
    waiting = [one for one in sayings if one.done_at is None and _is_of(one, person, dates)]
    _unsaid(tx, person, dates, waiting, now)
    messages: dict[tuple[int, int], list[Saying]] = {}
    for one in sayings:
        if one.done_at is not None and one.message_id is not None:
            messages.setdefault((one.chat_id, one.message_id), []).append(one)
    for place, said in messages.items():
        shown = [one for one in said if one.verb in SHOWING]
        if any(one.verb in NEW for one in said) and _is_of(shown[-1], person, dates):
            _take_back(tx, place, said[-1], _without(shown[-1], person, dates), now)


def _is_of(saying: Saying, person: Person, dates: Collection[int]) -> bool:
    """Whether it names the person, quotes or shows something, or is about one of the dates."""
    if saying.day_id in dates or saying.facts.get("from_chat_id") == person.telegram_id:
        return True
    return bool(person.name) and _names(saying.facts, person)


def _names(fact: Any, person: Person) -> bool:
    if isinstance(fact, dict):
        return any(_names(one, person) for one in fact.values())
    if isinstance(fact, list):
        return any(_names(one, person) for one in fact)
    return bool(fact == person.name)


def _unsaid(
    tx: Transaction,
    person: Person,
    dates: Collection[int],
    waiting: list[Saying],
    now: datetime,
) -> None:
    """What waits is dropped or says the same without the person, also what is on its way."""
    gone = []
    for one in waiting:
        instead = _without(one, person, dates)
        if instead is None:
            gone.append(one.id)
            continue
        tx.sayings.reword(one.id, *instead)
        if one.claimed_until is not None:
            tx.outbox.put_many([_edit(one, one.slot, *instead)], now)
    tx.sayings.drop(gone)


def _take_back(
    tx: Transaction,
    place: tuple[int, int],
    last: Saying,
    instead: tuple[str, dict[str, Any]] | None,
    now: datetime,
) -> None:
    """A message that is there disappears, or goes on without the person."""
    chat_id, message_id = place
    post = tx.posts.by_message(chat_id, message_id)
    if instead is None or post is None:
        tx.sayings.unpost(chat_id, message_id)
        gone = {"message_id": message_id}
        tx.outbox.put_many([Outgoing(chat_id, Verb.DELETE, "", gone, lane=Lane.NEWS)], now)
        return
    again = [_edit(last, post.slot, *instead)]
    if last.verb is Verb.STRIP:
        again.append(Outgoing(chat_id, Verb.STRIP, "", {}, slot=post.slot, lane=Lane.NEWS))
    tx.outbox.put_many(again, now)


def _without(
    saying: Saying, person: Person, dates: Collection[int]
) -> tuple[str, dict[str, Any]] | None:
    """The same about the reader's own date, key and facts; None if there is nothing left."""
    kind = KINDS.get(saying.key)
    if kind in INVITING:
        return InvitationGone.key(), {"invite": saying.facts["invite"]}
    if kind is None or saying.day_id in dates or not (kind.__module__ in OWN or kind in OWN_TOO):
        return None
    if kind is evening.ReminderCall:
        kind = evening.ReminderAlone
    known = {field.name: field for field in fields(kind)}
    facts = {name: fact for name, fact in saying.facts.items() if name in known}
    named = [name for name, fact in facts.items() if name in THEIRS or fact == person.name]
    if any(known[name].default is MISSING for name in named):
        return None
    lines = [line for line in saying.facts.get("lines", ()) if not _names(line, person)]
    bare = facts | dict.fromkeys(named)
    return kind.key(), bare | ({"lines": lines} if lines else {})


def _edit(saying: Saying, slot: str | None, key: str, facts: dict[str, Any]) -> Outgoing:
    return Outgoing(
        saying.chat_id, Verb.EDIT, key, facts, slot=slot, lane=Lane.NEWS, day_id=saying.day_id
    )
