"""/forget: asked once, then everything about the person is erased in this transaction.

It works at every moment, before the setting up is finished too; "/forget yes" does without the
button, which may be out of reach.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.buttons import Tap
from bot.commands import host
from bot.reading import Answer, answer
from bot.settings import Settings
from bot.visit import Visit
from scheduler.actions import forgetting
from scheduler.actions.two import partner
from scheduler.notices import own_data as say
from storage.erasures import Erasures
from storage.records import Lane, Outgoing, Verb

LAST_WORDS_LAST = timedelta(hours=1)  # then the address they need is erased too


def forget(visit: Visit) -> None:
    """What goes and what stays, and one question."""
    if visit.words and answer(visit.words) is Answer.DONE:
        _erase(visit)
        return
    found = partner(visit.tx, visit.person)
    name = found[1].name if found is not None else None
    visit.send(say.ForgetAsked(visit.person.id, name, copies(visit.settings)))


def press_forget(visit: Visit, tap: Tap) -> None:
    if tap.id != visit.person.id or visit.tapped is None:
        visit.toast("old-button")
    else:
        _erase(visit)


def press_keep_all(visit: Visit, _: Tap) -> None:
    visit.answer(say.ForgetKept())


def copies(settings: Settings) -> int:
    """For how many days what was erased is still in a nightly copy of the database."""
    return settings.backups if Erasures.of(settings.database_url) is not None else 0


def _erase(visit: Visit) -> None:
    person, settings = visit.person, visit.settings
    assert person.telegram_id is not None
    kept = Erasures.of(settings.database_url)
    signature = kept.sign(person.telegram_id) if kept is not None else None
    hosts = host.telegram_ids(visit.tx, settings)
    host.resign(visit.tx, person.telegram_id)
    forgetting.forget(visit.tx, person, visit.at, visit.now, hosts, signature)
    _last_words(visit, person.telegram_id, person.language)


def _last_words(visit: Visit, chat: int, language: str) -> None:
    """Nothing is kept of them either, once Telegram has them."""
    last = say.Forgotten(language, copies(visit.settings))
    told = [Outgoing(chat, Verb.SEND, last.key(), last.pack())]
    query = visit.update.callback_query
    if query is not None and query.message is not None:
        bare = {"message_id": query.message.message_id}
        told.insert(0, Outgoing(chat, Verb.STRIP, "", bare))
    until = visit.now + LAST_WORDS_LAST
    visit.tx.outbox.put_many([_last(one, until) for one in told], visit.now)


def _last(said: Outgoing, until: datetime) -> Outgoing:
    return replace(said, lane=Lane.ANSWER, back=say.LAST, expires_at=until)
