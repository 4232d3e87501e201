"""Outbox row -> parcel: all that sending needs, read and rendered in the database's thread.

What cannot be packed (an unknown key, a text that fails) is set aside with its reason, so that one
bad notice never stops another.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bundling import Document, document
from bot.keyboards import Inline
from bot.render import CAPTION, Message, Reader, render
from bot.texts import DEFAULT
from bot.visit import reader_of
from scheduler.notices import Notice, unpack
from scheduler.notices.call import ContactCard
from scheduler.notices.own_data import ExportFile
from storage.errors import StorageError
from storage.records import Contact, Outgoing, Person, Post, Verb
from storage.store import Transaction

SPOKEN = (Verb.SEND, Verb.EDIT)
REPEATABLE = (Verb.EDIT, Verb.DELETE, Verb.STRIP, Verb.REACT, Verb.PIN, Verb.UNPIN)
DEATHS_AT_MOST = 10  # of the process, with one notice under way, until it counts as the cause
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Card:
    """A person's contact, as Telegram shows it."""

    phone: str
    name: str


STRIPPED = "stripped"  # instead of a digest: its buttons were taken away


@dataclass(frozen=True, slots=True)
class Parcel:
    """One notice ready to go. `lapsed` says why it will not go after all.

    `post` is the message that plays the slot's role now; `own_slot` the role of what is said.
    """

    outgoing: Outgoing
    notice: Notice | None = None
    message: Message | None = None
    post: Post | None = None
    card: Card | None = None
    document: Document | None = None
    lapsed: str | None = None

    @property
    def edits(self) -> bool:
        """Whether this changes a message that is there."""
        verb = self.outgoing.verb
        inline = self.message is None or isinstance(self.message.keyboard, Inline | None)
        return verb is not Verb.SEND and self.post is not None and inline

    @property
    def is_protected(self) -> bool:
        """Another person's own words are not passed on further."""
        relays = getattr(type(self.notice), "PROTECTED", False)
        return bool(relays) or self.outgoing.verb is Verb.COPY

    @property
    def own_slot(self) -> str | None:
        return self.notice.slot() if self.notice else None

    @property
    def digest(self) -> str | None:
        """What the message shows, for telling whether an edit would change anything."""
        if self.outgoing.verb is Verb.STRIP:
            return STRIPPED
        if self.message is None:
            return None
        shown = f"{self.message.text}\0{self.message.keyboard!r}"
        return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()


def why_not(parcel: Parcel) -> str | None:
    """Why this does not go at all; None if it goes.

    One that was claimed when the process died was perhaps never sent: it goes after every death.
    """
    out = parcel.outgoing
    if parcel.lapsed is None and out.verb not in REPEATABLE and out.tries >= DEATHS_AT_MOST:
        return "unknown"
    return parcel.lapsed


def pack(tx: Transaction, claimed: Sequence[Outgoing], now: datetime) -> list[Parcel]:
    """A parcel for each notice, in order."""
    posts = tx.posts.of_many([(out.chat_id, out.slot) for out in claimed if out.slot])
    readers = tx.people.known_many({out.chat_id for out in claimed if out.verb in SPOKEN})
    return [
        _pack(tx, out, posts.get((out.chat_id, out.slot or "")), readers.get(out.chat_id), now)
        for out in claimed
    ]


def _pack(
    tx: Transaction, out: Outgoing, post: Post | None, reader: Person | None, now: datetime
) -> Parcel:
    if out.expires_at is not None and out.expires_at <= now:
        return Parcel(out, post=post, lapsed="expired")
    if out.verb not in SPOKEN:
        return Parcel(out, post=post)
    try:
        notice = unpack(out.key, out.facts)
        lines = [unpack(key, facts) for key, facts in out.facts.get("lines", ())]
        if isinstance(notice, ContactCard):
            return _with_card(tx, Parcel(out, notice, post=post), notice)
        if isinstance(notice, ExportFile):
            return _with_file(tx, Parcel(out, notice), reader, now)
        spoken = str(out.facts.get("language", DEFAULT))  # to who is known no more
        return Parcel(out, notice, render(notice, _reader(reader, spoken, now), lines), post)
    except StorageError:
        raise
    except Exception as error:  # whatever it is: the others go on
        logger.exception("notice %s (%s) cannot be said", out.id, out.key)
        return Parcel(out, post=post, lapsed=f"dead: {type(error).__name__}")


def _with_card(tx: Transaction, parcel: Parcel, notice: ContactCard) -> Parcel:
    contact: Contact | None = tx.contacts.get(notice.person)
    if contact is None or contact.phone is None:
        return Parcel(parcel.outgoing, notice, lapsed="withdrawn: no number any more")
    named = tx.people.get(notice.person).name
    card = Card(contact.phone, named or contact.phone)
    return Parcel(parcel.outgoing, notice, post=parcel.post, card=card)


def _with_file(tx: Transaction, parcel: Parcel, reader: Person | None, now: datetime) -> Parcel:
    """Made anew at every attempt: the file is kept nowhere."""
    if reader is None or parcel.notice is None:
        return replace(parcel, lapsed="withdrawn: nobody is there")
    caption = render(parcel.notice, reader_of(reader, now), limit=CAPTION)
    return replace(parcel, message=caption, document=document(tx, reader, now))


def _reader(person: Person | None, language: str, now: datetime) -> Reader:
    return reader_of(person, now) if person else Reader(language, "UTC")
