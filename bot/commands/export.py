"""/export: one's own data as a file, in the private chat, a few times a day."""

from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Update
from telegram.constants import ChatType

from bot import texts
from bot.visit import Visit
from scheduler.actions import exporting
from scheduler.notices.own_data import ExportFile, InPrivate
from storage.records import Lane, Outgoing, Verb
from storage.store import Transaction

PRIVATE = ("/export", "/forget")
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
AN_HOUR = timedelta(hours=1)


def export(visit: Visit) -> None:
    """The file is made when it is sent: what lies in the outbox says only that it is wanted."""
    if not exporting.ask(visit.tx, visit.person, visit.now):
        visit.refuse("too-many-exports")
        return
    said = ExportFile()
    wanted = Outgoing(visit.person.telegram_id or 0, Verb.SEND, said.key(), said.pack())
    wanted = replace(wanted, lane=Lane.ANSWER, expires_at=visit.now + AN_HOUR)
    visit.tx.outbox.put_many([wanted], visit.now)


def answer_group(tx: Transaction, update: Update, username: str, now: datetime) -> None:
    """Asked in a group: one short answer an hour, and nothing of anybody's data."""
    message, user = update.message, update.effective_user
    if message is None or user is None or message.chat.type not in GROUPS:
        return
    command, _, addressed = (message.text or "").split(" ")[0].partition("@")
    mine = addressed.lower() in ("", username.lower())
    if command not in PRIVATE or not mine or not _first_of_hour(tx, message.chat.id, now):
        return
    said = InPrivate(texts.best(user.language_code))
    out = Outgoing(message.chat.id, Verb.SEND, said.key(), said.pack(), lane=Lane.ANSWER)
    tx.outbox.put_many([replace(out, expires_at=now + AN_HOUR)], now)


def _first_of_hour(tx: Transaction, chat_id: int, now: datetime) -> bool:
    name = f"in-private:{chat_id}"
    last = tx.marks.get(name)
    tx.marks.put(name, now.isoformat(), now + AN_HOUR)
    return last is None or now - datetime.fromisoformat(str(last)) >= AN_HOUR
