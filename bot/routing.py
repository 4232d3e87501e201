"""From an update to its handler, through python-telegram-bot's own handlers.

They are thin: each calls one plain function with the Visit of the update that is being handled.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot import buttons
from bot.buttons import Act, Tap
from bot.reading.texts import clean
from bot.visit import Visit
from bot.wire import Wire

Handler = Callable[[Visit], None]
PressHandler = Callable[[Visit, Tap], None]
PlainHandler = Callable[[Visit, Mapping[str, Handler]], None]
App = Application[Any, Any, Any, Any, Any, Any]

MESSAGE = filters.UpdateType.MESSAGE
VISIT: ContextVar[Visit] = ContextVar("the visit being handled")


def ignore(visit: Visit) -> None:
    """Nothing is said and nothing changes."""


def unknown_command(visit: Visit) -> None:
    visit.refuse("unknown-command")


def no_room(visit: Visit, answers: Mapping[str, Handler]) -> None:
    """Until plain messages have a reader of their own: only open questions are answered."""
    asked = visit.tx.questions.of(visit.person.id)
    if asked is not None and asked.kind in answers:
        answers[asked.kind](visit)


@dataclass(frozen=True)
class Routes:
    """Every way in. `links` are the beginnings of what follows /start in a link of ours; `hidden`
    commands work, but stand in no menu.

    Before `ready_at` a person has only the commands of `first` and the presses of `early`; every
    other message goes to `unready`, every other press means nothing yet.
    """

    commands: Mapping[str, Handler] = field(default_factory=dict)
    presses: Mapping[Act, PressHandler] = field(default_factory=dict)
    answers: Mapping[str, Handler] = field(default_factory=dict)
    links: Mapping[str, Handler] = field(default_factory=dict)
    plain: PlainHandler = no_room
    edited: Handler = ignore
    reacted: Handler = ignore
    unready: Handler = ignore
    hidden: frozenset[str] = frozenset()
    early: frozenset[Act] = frozenset(Act)
    first: frozenset[str] = frozenset({"start", "help", "privacy", "cancel", "export", "forget"})


def build(bot: Wire, routes: Routes) -> App:
    """The application: no updater, no job queue, no network of its own."""
    app: App = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()
    app.add_handlers([*_commands(routes), *_others(routes)])
    return app


def _commands(routes: Routes) -> list[BaseHandler[Any, Any, Any]]:
    return [
        CommandHandler(name, _calling(_command(routes, name, handler)), filters=MESSAGE)
        for name, handler in routes.commands.items()
    ]


def _others(routes: Routes) -> list[BaseHandler[Any, Any, Any]]:
    return [
        CallbackQueryHandler(_calling(lambda visit: _press(routes, visit))),
        MessageHandler(MESSAGE & filters.StatusUpdate.ALL, _calling(ignore)),
        MessageHandler(MESSAGE & filters.COMMAND, _calling(_ready(routes, unknown_command))),
        MessageHandler(MESSAGE, _calling(lambda visit: _plain(routes, visit))),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, _calling(_ready(routes, routes.edited))),
        MessageReactionHandler(_calling(_ready(routes, routes.reacted))),
        ChatMemberHandler(_calling(ignore), ChatMemberHandler.ANY_CHAT_MEMBER),
    ]


def _calling(handler: Handler) -> Callable[[Update, Any], Any]:
    async def call(_: Update, __: Any) -> None:
        handler(VISIT.get())

    return call


def _command(routes: Routes, name: str, handler: Handler) -> Handler:
    meant = handler if name in routes.first else _ready(routes, handler)

    def call(visit: Visit) -> None:
        message = visit.update.message
        parts = ((message.text if message else None) or "").split(None, 1)
        visit.words = clean(parts[1]) if len(parts) > 1 else ""
        link = _link(routes, visit.words) if name == "start" else None
        (link or meant)(visit)

    return call


def _link(routes: Routes, words: str) -> Handler | None:
    found = (handler for begins, handler in routes.links.items() if words.startswith(begins))
    return next(found, None)


def _ready(routes: Routes, handler: Handler) -> Handler:
    return lambda visit: (handler if visit.person.ready_at else routes.unready)(visit)


def _plain(routes: Routes, visit: Visit) -> None:
    message = visit.update.message
    visit.words = clean((message.text or message.caption or "") if message else "")
    if visit.person.ready_at is None:
        routes.unready(visit)
    else:
        routes.plain(visit, routes.answers)


def _press(routes: Routes, visit: Visit) -> None:
    """A button we do not know is an old one: it is answered, and nothing changes."""
    query = visit.update.callback_query
    tap = buttons.read(query.data or "") if query else None
    handler = routes.presses.get(tap.act) if tap else None
    if tap is None or handler is None or not _may_press(routes, visit, tap):
        visit.toast("old-button")
        return
    visit.tap = tap
    if query and query.message:
        chat_id, message_id = query.message.chat.id, query.message.message_id
        post = visit.tx.posts.by_message(chat_id, message_id)
        visit.tapped = post.slot if post else None
    handler(visit, tap)


def _may_press(routes: Routes, visit: Visit, tap: Tap) -> bool:
    return visit.person.ready_at is not None or tap.act in routes.early
