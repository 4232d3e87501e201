"""What has happened since the start, counted for Prometheus: numbers and our own words only.

Rule: no label holds an id, a name or a text; a registry belongs to one house, none is global.
"""

import platform
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from bot.delivery import Delivery
from bot.probe import Sending
from bot.pulse import Pulse
from bot.reporting import Finished, PutOff, Report, Taken
from bot.settings import Settings
from scheduler.clock import Clock
from storage.queues import Waiting

LATE = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)  # seconds


class Meter:
    """Counters may be told from any thread; `page` is made when somebody asks."""

    def __init__(self, clock: Clock, pulse: Pulse) -> None:
        self._clock, self._sending = clock, Sending(pulse)
        self.registry = own = CollectorRegistry()
        ProcessCollector(registry=own)
        self._updates = Counter("bot_updates", "Updates handled", ["outcome"], registry=own)
        self._posts = Counter("bot_webhook_posts", "Posts answered", ["status"], registry=own)
        self._calls = Counter("bot_api_calls", "Bot API calls", ["answer"], registry=own)
        self._steps = Counter("bot_steps", "Steps of the clock played", registry=own)
        self._notices = Counter(
            "bot_notices",
            "Attempts at notices by what became of them",
            ["kind", "outcome"],
            registry=own,
        )
        self._late = Histogram(
            "bot_notice_lateness_seconds",
            "From due to taken",
            ["lane"],
            buckets=LATE,
            registry=own,
        )
        self._depth = Gauge("bot_queue_depth", "What waits", ["queue"], registry=own)
        self._oldest = Gauge("bot_queue_oldest_seconds", "The oldest due", ["queue"], registry=own)
        self._dead = Gauge("bot_dead_letters", "Given up, still kept", ["queue"], registry=own)
        self._silence = Gauge(
            "bot_silence_seconds", "Since the last round", ["part"], registry=own
        )
        self._up = Gauge("bot_database_up", "Whether the database answered", registry=own)

    def describe(self, settings: Settings, delivery: Delivery) -> None:
        """What the figures are of, and those that are kept elsewhere; once."""
        names = {
            "database": settings.database_url.partition(":")[0].partition("+")[0],
            "updates": "posts" if settings.webhook_url else "polling",
            "python": platform.python_version(),
        }
        Gauge("bot_info", "This process", list(names), registry=self.registry).labels(**names).set(
            1
        )
        kept = {
            "bot_repeats": ("Messages perhaps shown twice", lambda: delivery.repeats),
            "bot_unknown": ("Calls whose fate nobody knows", lambda: delivery.unknown),
        }
        for name, (what, read) in kept.items():
            self.registry.register(_Kept(name, what, read))

    def handled(self, outcome: str) -> None:
        self._updates.labels(outcome).inc()

    def posted(self, status: int) -> None:
        self._posts.labels(str(status)).inc()

    def answered(self, answer: str) -> None:
        """A call met a status code, or what went wrong instead of an answer, by its name."""
        self._calls.labels(answer).inc()
        self._sending.answered(answer)

    def played(self, steps: int) -> int:
        """The same number, counted."""
        self._steps.inc(steps)
        return steps

    def reported(self, report: Report) -> None:
        """An attempt at a notice has just come to its end."""
        out, said = report.parcel.outgoing, _said(report)
        self._notices.labels(out.key, said).inc()
        if said == "taken" and out.due_at is not None:
            self._late.labels(out.lane.value).observe(_seconds(self._clock.now() - out.due_at))

    def page(self, waiting: Waiting | None, silences: Mapping[str, float], now: datetime) -> bytes:
        """In Prometheus' text form. `waiting` None: the database did not answer."""
        self._up.set(waiting is not None)
        for part, seconds in silences.items():
            self._silence.labels(part).set(seconds)
        for gauge in (self._depth, self._oldest, self._dead):
            gauge.clear()
        if waiting is not None:
            self._show(waiting, now)
        return generate_latest(self.registry)

    def _show(self, waiting: Waiting, now: datetime) -> None:
        counts = {
            "updates": waiting.updates,
            "steps due": waiting.steps_due,
            "notices": waiting.notices,
            "notices due": waiting.notices_due,
        }
        for queue, count in counts.items():
            self._depth.labels(queue).set(count)
        for queue, seconds in ages(waiting, now).items():
            self._oldest.labels(queue).set(seconds)
        self._dead.labels("updates").set(waiting.dead_updates)
        self._dead.labels("notices").set(waiting.dead_notices)


class _Kept(Collector):
    def __init__(self, name: str, what: str, read: Callable[[], float]) -> None:
        self._name, self._what, self._read = name, what, read

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(self._name, self._what, value=self._read())


def _said(report: Report) -> str:
    """In one word of ours: what stands behind the colon may be Telegram's."""
    match report:
        case Taken(_, said):
            return said.outcome.partition(":")[0]
        case Finished(_, why):
            return why.partition(":")[0]
        case _:
            return "put off" if isinstance(report, PutOff) else "moved"


def ages(waiting: Waiting, now: datetime) -> dict[str, float]:
    """Seconds that the oldest of each queue has been due; 0 where nothing is."""
    oldest = {
        "updates": waiting.oldest_update,
        "steps": waiting.oldest_step,
        "notices": waiting.oldest_notice,
    }
    return {queue: _seconds(now - at) if at else 0.0 for queue, at in oldest.items()}


def _seconds(span: timedelta) -> float:
    return max(0.0, round(span.total_seconds(), 3))
