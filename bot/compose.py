"""The one composition root: settings and a clock in, a house out.

Used by `python -m bot`, the playground and the tests alike.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

from telegram.error import TelegramError

from bot import app, probe, profile
from bot.commands import host
from bot.delivery import Delivery
from bot.desk import Desk
from bot.erasing import EVERY as ERASING
from bot.erasing import Erasing
from bot.faultpoints import Faultpoint, nothing
from bot.handling import Handling
from bot.hands import Hands
from bot.housekeeping import made_ready, tidied
from bot.intake import Intake, why_silent
from bot.meter import Meter
from bot.pace import Pace
from bot.pulse import Pulse
from bot.rehearsal import rehearse
from bot.roles import POLLER, SENDER, Roles
from bot.routing import Routes
from bot.settings import Settings
from bot.toasts import Toasts
from bot.waking import Waking
from bot.web.gathering import Gathering
from bot.web.watch import Watch
from bot.wire import Sanity, Wire
from scheduler.clock import Clock, FollowingClock, SystemClock
from scheduler.runner import Runner
from scheduler.tick import batch
from storage.errors import StorageError
from storage.news import INBOX, LEASES, OUTBOX, STEPS
from storage.store import Store

THREADS = 4  # on a database that takes in many at once
CORRECTED = 10.0  # seconds between two looks at the database's clock
BEAT = 1.0  # seconds; wake-ups are the rule, beats find what was missed
HOUSEKEEPING = 3600.0
ROUNDS = 1000  # of settling, until it counts as running in circles
BEATS = {INBOX: "intake", STEPS: "tick", LEASES: LEASES}
logger = logging.getLogger(__name__)


def assemble(
    settings: Settings,
    clock: Clock,
    *,
    pace: Pace | None = None,
    routes: Routes = app.ROUTES,
    faultpoint: Faultpoint = nothing,
) -> "House":
    """Put the rooms together; nothing runs yet. Raises SettingsError, and storage's errors."""
    token = settings.token()
    store = Store(settings.database_url, width=THREADS)
    return House(settings, clock, store, token, pace, routes, faultpoint)


class House:
    """The whole bot. `start` lets it live by itself; after `open` it moves only by `settle`."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        store: Store,
        token: str,
        pace: Pace | None,
        routes: Routes,
        faultpoint: Faultpoint,
    ) -> None:
        is_shared = store.is_shared
        own, self._theirs = clock, None
        if is_shared and isinstance(clock, SystemClock):  # one that tests set is believed
            clock = self._theirs = FollowingClock(own)
        self.settings, self.clock, self.store = settings, clock, store
        self.routes, self._faultpoint = routes, faultpoint
        self.pulse, self.runner = Pulse(clock), Runner(own)
        self.sanity = Sanity(clock, self.pulse)
        self.meter = Meter(clock, self.pulse)
        self.wire = Wire(token, settings.telegram_api_url, self.sanity.note, self.meter.answered)
        self.desk = Desk(store, clock, self.pulse, THREADS if is_shared else 1)
        self.roles = Roles(self.desk, clock, is_shared)
        bell = store.bell(self.roles.name) if is_shared else None
        self.waking = Waking(self.desk, clock, bell, self._wake, self.roles.concerns_others)
        store.told = self.waking.told
        self.erasing = Erasing(settings.database_url, self.desk, self.pulse)
        self.toasts = Toasts(self.wire)
        self.presence = profile.Presence(self.wire, self.desk, routes, settings)
        self.handling = Handling(
            self.wire, self.desk, routes, faultpoint, settings, lambda: self.sanity.sane
        )
        self.gathering = self._gathering() if settings.webhook_url else None
        self.intake = self._intake()
        self.delivery = self._delivery(pace)
        self.hands = Hands(self.desk, self.handling, self.toasts, self.delivery.wake, faultpoint)
        self.hands.told, self.delivery.told = self.meter.handled, self.meter.reported
        self.meter.describe(settings, self.delivery)
        self.connected = asyncio.Event()
        self._running = self._stopped = False

    def _gathering(self) -> Gathering:
        return Gathering(self.desk, self._updates_stored, self._faultpoint)

    def _delivery(self, pace: Pace | None) -> Delivery:
        how, clock, pulse = self.settings, self.clock, self.pulse
        pace = pace or Pace(how.send_rate, how.chat_rate, how.group_rate)
        made = Delivery(self.wire, self.desk, clock, pulse, pace, self.sanity, self._faultpoint)
        made.may = lambda: self.roles.holds(SENDER)
        return made

    def _intake(self) -> Intake | Watch:
        """Polling, or the webhook's watch."""
        url, gathering, stored = self.settings.webhook_url, self.gathering, self._updates_stored
        if url and gathering:
            return Watch(self.wire, self.pulse, gathering, url, self.settings.secret())
        return Intake(self.wire, self.desk, self.clock, self.pulse, stored, self._faultpoint)

    async def start(self) -> None:
        """Make the database ready and begin to live. Does not wait for Telegram.

        Raises storage's Unusable.
        """
        await self._make_ready()
        self._running = True
        self.waking.begin()
        runner = self.runner
        if self.store.is_shared:
            runner.keep(self.waking.listen, "listening")
            runner.keep(self.waking.ring, "ringing")
            runner.every(BEAT, self._renew, LEASES)
            runner.every(CORRECTED, self._correct, "time")
        runner.keep(self._meet, "introduction")
        runner.keep(self._poll, "updates")
        if self.gathering is not None:
            runner.keep(self.gathering.run, "posts")
        runner.keep(self.toasts.run, "toasts")
        runner.keep(self._deliver, "delivery", patient=True)
        runner.every(BEAT, self.handle, "intake")
        runner.every(BEAT, self.tick, "tick")
        runner.every(probe.EVERY, probe.Probe(self.desk, self.pulse), "probe")
        runner.every(HOUSEKEEPING, self._tidy, "housekeeping")
        runner.every(profile.EVERY, self.presence, "profile")
        runner.every(ERASING, self.erasing, "erasing")
        await runner.start()

    async def open(self) -> None:
        """Make everything ready, but let nothing run by itself. Waits for Telegram."""
        await self._make_ready()
        await self._meet()

    async def settle(self) -> None:
        """Take in what there is, let everything due happen, and say it, until nothing is left."""
        await self.connected.wait()
        await self._renew()
        if self.roles.holds(POLLER):
            await self.intake.drain()
            await self._renew()
        for _ in range(ROUNDS):
            if not await self._round():
                return
        raise RuntimeError("the house does not come to rest")

    def next_due(self) -> datetime | None:
        """When something happens next by itself (UTC); in the past if it is held up."""
        with self.store.transaction() as tx:
            moments = (tx.steps.next_due(), tx.outbox.next_due(), tx.inbox.next_turn())
        return min((at for at in moments if at is not None), default=None)

    async def stop(self) -> None:
        """Finish what is in flight and let go of everything, within ten seconds."""
        if self._stopped:
            return
        self._stopped = True
        with suppress(StorageError):
            await self.roles.keep()  # so that it lasts for what is in flight
        if self._running:
            await self.runner.stop()
        with suppress(StorageError):
            await self.roles.leave()
            await self.waking.tell({LEASES})
        self.waking.close()
        self.desk.close()
        self.store.close()
        await self.wire.shutdown()

    async def handle(self) -> int:
        """Handle every update whose turn it is; how many."""
        return await self.hands.handle() if self.connected.is_set() else 0

    async def tick(self) -> int:
        """Play the due steps, if the clock can be believed and all that was written is heard."""
        played = 0
        while self.sanity.sane and await self.roles.all_heard(self.intake.caught_up):
            count = await self.desk.play(lambda store, now: batch(store, now, self._faultpoint))
            if not count:
                break
            played += self.meter.played(count)
            self.delivery.wake()
        self.pulse.beat("tick")
        return played

    async def host_link(self) -> str | None:
        """The single-use link that makes whoever opens it the host; None when there is one.

        Of many processes the one that polls makes it.
        """
        await self.connected.wait()
        if not self.roles.holds(POLLER):
            return None
        payload = await self.desk.run(lambda tx, _: host.offer(tx, self.settings))
        return f"https://t.me/{self.wire.username}?start={payload}" if payload else None

    async def _round(self) -> int:
        count = await self.handle()
        await self.toasts.flush()
        count += await self.tick()
        return count + (await self.delivery.deliver() if self.roles.holds(SENDER) else 0)

    async def _meet(self) -> None:
        """Learn who we are and tell Telegram what to show, however long it takes."""
        said = ""
        while True:
            try:
                await self.wire.connect()
                if self._running:
                    await self.desk.play(lambda store, now: rehearse(self.handling, store, now))
                self.connected.set()
                self.pulse.heal("telegram")
                return await self.presence.show()
            except TelegramError as error:
                why, wait = why_silent(error)
                self.pulse.ail("telegram", why)
                if why != said:
                    logger.warning("not begun: %s; trying again", why)
                said = why
                await self._pause(wait)

    async def _poll(self) -> None:
        await self.connected.wait()
        await self.roles.play(POLLER, lambda: self.intake.poll(self._pause), self._not_polling)

    def _not_polling(self) -> None:
        """Another process reads what Telegram has."""
        self.intake.caught_up = False
        self.pulse.beat("intake")
        self.pulse.heal("updates")

    async def _deliver(self) -> None:
        stopping = self.runner.stopping
        while not (self.connected.is_set() or stopping.is_set()):
            await self._pause(0.05)
        await self.delivery.run(stopping)

    async def _tidy(self) -> None:
        """Never by a clock that Telegram contradicts or has yet to confirm: it would erase all."""
        if self.roles.holds(SENDER) and self.connected.is_set() and self.sanity.sane:
            keeping = self.settings.keeping
            await self.desk.run(lambda tx, now: tidied(tx, now, keeping))

    async def _make_ready(self) -> None:
        await self.desk.play(made_ready)
        await self._correct()
        await self._renew()

    async def _correct(self) -> None:
        """Look at the database's clock: on a shared one it is everybody's."""
        if self._theirs is not None:
            theirs = self._theirs
            await self.desk.play(lambda store, _: theirs.look(store.now))

    async def _renew(self) -> None:
        if SENDER in await self.roles.renew(self.intake.caught_up):
            self.delivery.take_over()

    async def _pause(self, seconds: float) -> None:
        """Wait, a second at a time at most; shorter when the end comes."""
        while seconds > 0 and not self.runner.stopping.is_set():
            await asyncio.sleep(min(seconds, 1.0))
            seconds -= 1.0

    def _updates_stored(self) -> None:
        self._wake(INBOX)

    def _wake(self, kind: str) -> None:
        """Something was put down that this process may take up."""
        if not self._running:
            return
        if kind == OUTBOX:
            self.delivery.wake()
        elif kind != LEASES or self.store.is_shared:
            self.runner.wake(BEATS[kind])
