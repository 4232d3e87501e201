"""The control: the same day the way textbooks write it, to see whether the oracle sees anything.

python-telegram-bot polls, APScheduler keeps its jobs in a SQL store beside a table of days, and a
handler changes a row, commits, and sends. Without faults it passes; it is what it is on purpose.
"""

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import apscheduler.executors.base
import apscheduler.schedulers.base
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.chaos.clock import SteppedClock
from tests.chaos.script import CALL, TOGETHER, ZONE

TABLES = """
CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, name TEXT, partner INTEGER);
CREATE TABLE IF NOT EXISTS days
  (person INTEGER, day TEXT, state TEXT, thing TEXT, PRIMARY KEY (person, day));
"""
SHOWN = {"done": "kept", "rescued": "kept with a call", "rest": "rest"}
Context = ContextTypes.DEFAULT_TYPE
ours: "Control"  # jobs in a SQL store can only name functions of a module


class Control:
    def __init__(self, clock: SteppedClock, token: str, root: str, database: str) -> None:
        self.clock = clock
        self.sql = sqlite3.connect(database.removeprefix("sqlite:///"), timeout=10)
        self.sql.executescript(TABLES)
        self.jobs = AsyncIOScheduler(
            jobstores={"default": SQLAlchemyJobStore(url=database)},
            job_defaults={"misfire_grace_time": 60},
            timezone=ZONE,
        )
        builder = ApplicationBuilder().token(token).base_url(f"{root}/bot")
        self.app: Application[Any, Any, Any, Any, Any, Any] = builder.post_init(self.begin).build()
        commands = (start, pair, commit, done, skip, log)
        self.app.add_handlers([CommandHandler(one.__name__, one) for one in commands])
        self.app.add_handler(CallbackQueryHandler(pressed))
        self.app.add_handler(MessageHandler(filters.TEXT, not_today))

    async def begin(self, _: Application[Any, Any, Any, Any, Any, Any]) -> None:
        self.jobs.start()
        self.waking = asyncio.ensure_future(self.wake())

    async def wake(self) -> None:
        """What the passing of time does by itself: a skipped hour must not be slept through."""
        before = self.clock.monotonic()
        while True:
            await asyncio.sleep(0.02)
            now = self.clock.monotonic()
            if now - before > 1:
                self.jobs.wakeup()
            before = now

    def today(self, now: datetime | None = None) -> str:
        return f"{((now or self.clock.now()).astimezone(ZONE) - timedelta(hours=4)).date()}"

    def ask(self, question: str, *values: object) -> list[Any]:
        with self.sql:
            return self.sql.execute(question, values).fetchall()

    def day(self, person: int) -> tuple[str, str]:
        """State and thing of today."""
        found = self.ask(
            "SELECT state, thing FROM days WHERE person=? AND day=?", person, self.today()
        )
        return found[0] if found else ("", "")

    def write(self, person: int, state: str, thing: str) -> None:
        self.ask("REPLACE INTO days VALUES (?, ?, ?, ?)", person, self.today(), state, thing)

    def partner(self, person: int) -> tuple[int, str, str]:
        """Who the partner is, the partner's name, and one's own."""
        [found] = self.ask(
            "SELECT q.id, q.name, p.name FROM people p JOIN people q ON q.id = p.partner"
            " WHERE p.id=?",
            person,
        )
        return found  # type: ignore[no-any-return]  # a row

    async def say(self, person: int, text: str, *labels: str, about: int = 0) -> None:
        keys = [[InlineKeyboardButton(one, callback_data=f"{one}|{about}") for one in labels]]
        markup = InlineKeyboardMarkup(keys) if labels else None
        await self.app.bot.send_message(person, text, reply_markup=markup)

    def later(self, job: Callable[..., Awaitable[None]], person: int, **span: float) -> None:
        when = self.clock.now() + timedelta(**span)
        key = f"{job.__name__}-{person}"
        self.jobs.add_job(job, "date", run_date=when, args=[person], id=key, replace_existing=True)


# What people do


async def start(update: Update, _: Context) -> None:
    who = update.effective_user
    assert who
    ours.ask("INSERT OR IGNORE INTO people VALUES (?, ?, NULL)", who.id, who.first_name)
    for job, hour in ((morning, 8), (check_in, 20)):
        ours.jobs.add_job(
            job, "cron", hour=hour, args=[who.id], id=f"{job.__name__}-{who.id}",
            replace_existing=True,
        )  # fmt: skip
    await ours.say(who.id, "Welcome.")


async def pair(update: Update, context: Context) -> None:
    assert update.effective_user
    mine, other = update.effective_user.id, int((context.args or ["0"])[0])
    for one, two in ((mine, other), (other, mine)):
        ours.ask("UPDATE people SET partner=? WHERE id=?", two, one)
    await ours.say(mine, "You are partners.")


async def commit(update: Update, _: Context) -> None:
    assert update.effective_user
    assert update.message
    who = update.effective_user.id
    thing = (update.message.text or "").partition(" ")[2]
    ours.write(who, "committed", thing)
    await update.message.reply_text(f"Set. I'll ask at 20:00.\n“{thing}”")
    ours.later(tell_partner, who, minutes=1)


async def done(update: Update, _: Context) -> None:
    assert update.effective_user
    who = update.effective_user.id
    _state, thing = ours.day(who)
    ours.write(who, "done", thing)
    await ours.say(who, f"Done.\n“{thing}”")
    partner, _name, mine = ours.partner(who)
    await ours.say(partner, f"{mine} did it.\n“{thing}”")


async def skip(update: Update, _: Context) -> None:
    assert update.effective_user
    ours.write(update.effective_user.id, "rest", "")
    await ours.say(update.effective_user.id, "Rest today.")


async def not_today(update: Update, _: Context) -> None:
    assert update.effective_user
    who = update.effective_user.id
    _state, thing = ours.day(who)
    ours.write(who, "missed", thing)
    await ours.say(who, f"All right, not today.\n“{thing}”")


async def pressed(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query
    assert query.data
    what, _bar, about = query.data.partition("|")
    person = int(about)
    await query.answer()
    _state, thing = ours.day(person)
    if what == CALL:
        keys = [[InlineKeyboardButton(TOGETHER, callback_data=f"{TOGETHER}|{about}")]]
        await query.edit_message_reply_markup(InlineKeyboardMarkup(keys))
        await ours.say(person, f"{ours.partner(person)[1]} is calling you now.")
    else:
        ours.write(person, "rescued", thing)
        await query.edit_message_reply_markup(None)


async def log(update: Update, _: Context) -> None:
    assert update.effective_user
    who = update.effective_user.id
    yesterday = datetime.fromisoformat(ours.today()) - timedelta(days=1)
    found = dict(ours.ask("SELECT day, state FROM days WHERE person=?", who))
    lines, day = ["Day by day, the newest first."], yesterday
    while f"{day.date()}" >= min(found, default="9"):
        state = found.get(f"{day.date()}", "silent")
        lines.append(f"{day:%A}: {SHOWN.get(state, 'open')}")
        day -= timedelta(days=1)
    await ours.say(who, "\n\n".join(lines))


# What the clock does


async def morning(person: int) -> None:
    ours.later(nudge, person, hours=4)
    await ours.say(person, "What's your one thing today?\nSmall is good.")


async def nudge(person: int) -> None:
    if not ours.day(person)[0]:
        await ours.say(person, "There's time for one small thing.")


async def tell_partner(person: int) -> None:
    state, thing = ours.day(person)
    partner, _name, mine = ours.partner(person)
    if state == "committed":
        await ours.say(partner, f"{mine}'s one thing today:\n“{thing}”")


async def check_in(person: int) -> None:
    state, thing = ours.day(person)
    if not state:
        await ours.say(person, "What's one small thing for tomorrow?")
    elif state == "committed":
        ours.later(reminder, person, minutes=30)
        ours.later(alert, person, minutes=60)
        await ours.say(person, f"How did it go today?\n“{thing}”")


async def reminder(person: int) -> None:
    state, thing = ours.day(person)
    if state == "committed":
        await ours.say(person, f"{ours.partner(person)[1]} calls at 21:00.\n“{thing}”")


async def alert(person: int) -> None:
    state, thing = ours.day(person)
    partner, _name, mine = ours.partner(person)
    if state == "committed":
        await ours.say(partner, f"Time to call {mine}.\n“{thing}”", CALL, about=person)


def main(_: list[str], plan: dict[str, Any]) -> int:
    """Poll until SIGTERM."""
    global ours
    clock = SteppedClock(Path(plan["clock"]), wrong=True)
    _tell_time(clock)
    asyncio.set_event_loop(asyncio.new_event_loop())
    given = (os.environ[name] for name in ("TELEGRAM_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL"))
    ours = Control(clock, *given)
    ours.app.run_polling()
    return 0


def _tell_time(clock: SteppedClock) -> None:
    """APScheduler reads the clock by itself; let it read this one."""

    class Meta(type(datetime)):  # type: ignore[misc]  # datetime's is type
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, datetime)

    class Stepped(datetime, metaclass=Meta):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return clock.now().astimezone(tz or UTC)

    for module in (apscheduler.schedulers.base, apscheduler.executors.base):
        module.datetime = Stepped
