"""Inbox -> handlers: one update, one transaction, in the desk thread.

Rules: the effect and the row's completion commit together or not at all; a handler that fails is
rolled back and counted, and after the inbox's last try its row is dead, the others going on.
"""

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Update, User
from telegram.constants import ChatType

from bot import safe, texts
from bot.commands.export import answer_group
from bot.desk import Desk
from bot.faultpoints import HANDLED, Faultpoint, nothing
from bot.limits import SAME_FLOOD, Limits
from bot.routing import VISIT, App, Routes, build
from bot.settings import Settings
from bot.visit import Visit
from bot.wire import Wire
from scheduler.actions import delivery as reports
from scheduler.actions import lost
from scheduler.actions.dates import close_ended
from scheduler.actions.day import heard
from scheduler.actions.moving import moved
from storage.again import until_settled
from storage.errors import Unavailable
from storage.inbox import DROPPED, LAST_TRY
from storage.records import InboxRow, Person
from storage.store import Store, Transaction

DONE, IGNORED, FAILED = "handled", "ignored", "failed"
GONE = ("kicked", "left")
ACTS = {"message", "edited_message", "callback_query"}  # what a person waits for an answer to
LONGEST_NAME = 64
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Handled:
    """One row that was taken up. `query_id` is of the press that still has to be answered."""

    update_id: int
    outcome: str
    query_id: str | None = None
    toast: str | None = None
    more: bool = True  # another row's turn may have come


class Handling:
    def __init__(
        self,
        wire: Wire,
        desk: Desk,
        routes: Routes,
        faultpoint: Faultpoint = nothing,
        settings: Settings | None = None,
        is_sane: Callable[[], bool] = lambda: True,
    ) -> None:
        self._wire, self._desk, self._faultpoint = wire, desk, faultpoint
        self._settings = settings or Settings()
        self._is_sane, self._limits = is_sane, Limits()
        self._routes, self._seat = routes, threading.local()
        self._raised: dict[int, Exception] = {}

    def next(self, store: Store, now: datetime) -> Handled | None:
        """Handle the row whose turn it is, if there is one. Raises Unavailable."""
        taken: list[InboxRow] = []
        try:
            return until_settled(lambda: self._next(store, now, taken))
        except Unavailable:
            raise
        except Exception:
            if not taken:
                raise
            return _failed(store, taken[-1], now)

    def _next(self, store: Store, now: datetime, taken: list[InboxRow]) -> Handled | None:
        """Once; which row it was stays in `taken`, whatever happens."""
        taken.clear()
        with store.transaction() as tx:
            row = tx.inbox.next(now)
            if row is None:
                return None
            taken.append(row)
            heard = self._limits.allow(row)
            handled = self.handle(tx, row, now) if heard else _too_much(tx, row, now)
            tx.inbox.done(row.update_id, handled.outcome, now)
            self._faultpoint(HANDLED)
            return replace(handled, more=tx.inbox.next(now) is not None)

    def handle(self, tx: Transaction, row: InboxRow, now: datetime) -> Handled:
        """The effect of one row, in the desk's thread and the caller's transaction."""
        update = Update.de_json(row.payload, self._wire)
        query = update.callback_query
        toast = None
        if (stranger := _stranger(tx, update)) is not None:
            tx.forgetting.unsigned(row.update_id)
            toast = texts.say(texts.best(stranger.language_code), "refusal-old-button")
            return Handled(row.update_id, IGNORED, query.id if query else None, toast)
        if outcome := self._membership(tx, update, now) or _moving(tx, update, now):
            return Handled(row.update_id, outcome)
        if (user := _speaker(update)) is None:
            answer_group(tx, update, self._wire.username, now)
            return _not_heard(row, query)
        at = min(row.happened_at, now)
        if self._is_sane():
            _close_ended(tx, user, at, now)
        visit = Visit(tx, now, at, _person(tx, user, at, now), update, settings=self._settings)
        self._dispatch(visit)
        toast = visit.toasted
        return Handled(row.update_id, DONE, query.id if query else None, toast)

    def _membership(self, tx: Transaction, update: Update, now: datetime) -> str | None:
        """Someone blocked the bot or let it in again: the row's outcome; None for all else."""
        change = update.my_chat_member
        if change is None:
            return None
        if change.chat.type != ChatType.PRIVATE:
            return IGNORED
        if change.new_chat_member.status in GONE:
            reports.unreachable(tx, change.chat.id, now)
        else:
            reports.reachable(tx, change.chat.id, now)
        return DONE

    def _dispatch(self, visit: Visit) -> None:
        """Through the library's handlers. It swallows what they raise: here it is raised again."""
        copy_context().run(self._process, visit)
        if (error := self._raised.pop(visit.update.update_id, None)) is not None:
            raise error

    def _process(self, visit: Visit) -> None:
        VISIT.set(visit)
        self._desk.finish(self._application().process_update(visit.update))

    def _application(self) -> App:
        """This thread's own: an application belongs to the loop it was started on."""
        if not hasattr(self._seat, "app"):
            app = build(self._wire, self._routes)
            app.add_error_handler(self._hand_over)
            self._desk.finish(app.initialize())
            self._seat.app = app
        made: App = self._seat.app
        return made

    async def _hand_over(self, update: object, context: Any) -> None:
        assert isinstance(update, Update)
        self._raised[update.update_id] = context.error


def _too_much(tx: Transaction, row: InboxRow, now: datetime) -> Handled:
    """The rest of a flood is left aside, unread and all at once; who sent it hears so."""
    count = tx.inbox.drop(row, row.happened_at + SAME_FLOOD, now)
    logger.warning("a flood: %s updates were left aside", count)
    if row.chat_id == row.from_id:
        lost.tell(tx, row.chat_id, now, "too-fast")
    return Handled(row.update_id, DROPPED)


def _moving(tx: Transaction, update: Update, now: datetime) -> str | None:
    """A group became a supergroup; the old one says so, and the new one."""
    message = update.message
    if message is None:
        return None
    if message.migrate_to_chat_id is not None:
        moved(tx, message.chat.id, message.migrate_to_chat_id, now)
    elif message.migrate_from_chat_id is not None:
        moved(tx, message.migrate_from_chat_id, message.chat.id, now)
    else:
        return None
    return DONE


def _failed(store: Store, row: InboxRow, now: datetime) -> Handled:
    logger.exception("update %s failed", row.update_id)
    with store.transaction() as tx:
        tries = tx.inbox.failed(row.update_id, now)
        if tries >= LAST_TRY and row.chat_id == row.from_id and ACTS & row.payload.keys():
            lost.tell(tx, row.chat_id, now)
    logger.warning("update %s was set aside after try %s", row.update_id, tries)
    return Handled(row.update_id, FAILED)


def _not_heard(row: InboxRow, query: CallbackQuery | None) -> Handled:
    """Nothing happens by what is no person's in private; a press is answered all the same."""
    if query is None:
        return Handled(row.update_id, IGNORED)
    toast = texts.say(texts.best(query.from_user.language_code), "refusal-old-button")
    return Handled(row.update_id, IGNORED, query.id, toast)


def _speaker(update: Update) -> User | None:
    """The person this comes from; None for groups, channels, bots and what we do not know."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or user.is_bot or chat is None or chat.type != ChatType.PRIVATE:
        return None
    return user


def _stranger(tx: Transaction, update: Update) -> User | None:
    """Who presses, edits, reacts or blocks without being known: nobody begins anew by that."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != ChatType.PRIVATE or update.message is not None:
        return None
    return user if tx.people.by_telegram(user.id) is None else None


def _close_ended(tx: Transaction, user: User, at: datetime, now: datetime) -> None:
    """What was written on a new date must not count for one that the clock has yet to close."""
    known = tx.people.by_telegram(user.id)
    if known is not None:
        close_ended(tx, known, at, now)


def _person(tx: Transaction, user: User, at: datetime, now: datetime) -> Person:
    """The speaker's row, locked; made at first contact, and kept true to what Telegram says."""
    known = tx.people.by_telegram(user.id)
    if known is None:
        name = safe.name(user.first_name, LONGEST_NAME)
        return tx.people.add(user.id, name, texts.best(user.language_code), user.username, now)
    if known.unreachable_at is not None:
        reports.reachable(tx, user.id, now)
        known = tx.people.get(known.id)
    present = heard(replace(known, username=user.username), at)
    if present == known:
        return known
    tx.people.save(present)
    return replace(present, version=present.version + 1)
