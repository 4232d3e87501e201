"""`verify` names what is wrong, table by table, and is silent about lives as they are lived."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings as examples

from scheduler.rules import events as e
from scheduler.verify import verify
from storage.errors import Unusable
from storage.ledger import reading
from storage.records import Contact, DayState, Outgoing, Question, Verb
from storage.store import Store
from storage.tables import metadata
from tests.clock import MORNING
from tests.journeys.invitations import partners
from tests.journeys.people import alerted, named
from tests.scheduler.rig import Rig, a_rig
from tests.scheduler.test_sequences import CHECKS, Lives
from tests.storage.house import HOUR, MINUTE
from tests.world import World, a_world

NOW = MORNING + timedelta(days=6)


async def live(folder: Path) -> Path:
    """Some days of two people, with a call, a photo, a proposal and an open invitation."""
    async with a_world(folder) as world:
        ben, ana = world.person("Ben", "Europe/London"), world.person("Ana", "Europe/Berlin")
        await partners(world, ben, ana)
        await alerted(world, ana)
        await world.tap(ben, "📞 I'll call now")
        await world.minutes(10)
        await world.tap(ben, "Done together")
        await world.days(1)
        await named(world, ana)
        await world.write(ana, "/done")
        await alerted(world, ben)
        await world.days(1)
        await world.write(ana, "/pact")
        await world.tap(ana, "Other words")
        await world.write(ana, "I'm on my way to the phone and stay with you.")
        await world.write(ana, "/pact")
        await world.tap(ana, "Other words")
        await world.until(NOW - MINUTE)
        leave_traces(world)
        return world.file


def leave_traces(world: World) -> None:
    """Rows of the tables that these days did not come by."""
    with world.store.transaction() as tx:
        ana, ben = tx.people.by_telegram(102), tx.people.by_telegram(101)
        assert ana
        assert ben
        day = tx.days.open_of(ana.id)
        assert day
        tx.contacts.put(Contact(ana.id, phone="+49 30 1234"))
        tx.refusals.add(ana.id, ben.id)
        tx.proofs.add(day.id, "photo", world.now, None, 102, 7)
        tx.lines.add(ana.id, "partner-rests", {}, world.now)
        tx.questions.ask(Question(ana.id, "thing", {}, world.now, None))
        tx.outbox.put_many([later(world.now)], world.now)
    with closing(sqlite3.connect(world.file)) as file, file:
        file.execute("INSERT INTO leases VALUES ('poller', 'one', ?)", (str(NOW)[:19],))


def later(now: datetime) -> Outgoing:
    return Outgoing(101, Verb.SEND, "said", {}, due_at=now + HOUR)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a database lies that has seen some days."""
    return asyncio.run(live(tmp_path_factory.mktemp("lived")))


@pytest.fixture
def file(lived: Path, tmp_path: Path) -> Path:
    """One's own copy."""
    return Path(shutil.copy(lived, tmp_path / "copy.db"))


def found(file: Path, now: datetime = NOW) -> list[str]:
    with reading(f"sqlite:///{file}") as ledger:
        return [str(odd) for odd in verify(ledger, now).oddities]


def spoil(file: Path, *statements: str) -> None:
    """Change the file as no code of ours would."""
    with closing(sqlite3.connect(file)) as broken, broken:
        for statement in statements:
            assert broken.execute(statement).rowcount != 0, f"nothing was spoilt by {statement}"


def test_of_days_as_they_were_lived_it_has_nothing_to_say(file: Path) -> None:
    assert found(file) == []
    with reading(f"sqlite:///{file}") as ledger:
        verdict = verify(ledger, NOW)
    assert verdict.people == 2
    assert verdict.dates > 10
    assert verdict.lines > 30


CLOSED = "SELECT min(id) FROM days WHERE closed_at IS NOT NULL"
SPOILT = [
    ("people", "UPDATE people SET zone = 'Mars/Olympus' WHERE id = 1", "people 1 is in a zone"),
    ("people", "UPDATE people SET day_end = '13:00:00.000000'", "times that make no day"),
    ("people", "UPDATE people SET weekdays = '128'", "days that no week has"),
    ("people", "UPDATE people SET ready_at = NULL WHERE id = 2", "people 2 has dates"),
    ("people", "UPDATE people SET reach = 'room' WHERE id = 2", "people 2 is reached in a room"),
    ("people", "UPDATE people SET way = 'shout' WHERE id = 2", "people 2 cannot be read"),
    ("people", "UPDATE people SET paused_until = '2026-03-05'", "until a date without a pause"),
    ("contacts", "UPDATE contacts SET phone = NULL", "contacts 2 holds neither"),
    ("pairs", "UPDATE pairs SET ended_at = began_at", "pairs 1 has ended and holds"),
    ("pairs", "UPDATE pairs SET ended_at = '2020-01-01 00:00:00.000000'", "ended before it"),
    ("pair_members", "DELETE FROM pair_members WHERE person_id = 1", "has not two members"),
    ("pair_members", "UPDATE pair_members SET review = 'hm'", "an answer that nobody offers"),
    ("pair_members", "UPDATE pair_members SET left_at = '2026-03-05 00:00:00'", "lives without"),
    ("proposals", "UPDATE proposals SET person_id = 77", "points to no row of people"),
    ("proposals", "UPDATE proposals SET facts = '{'", "proposals 1 cannot be read"),
    ("invites", "UPDATE invites SET outcome = NULL", "over without an outcome"),
    ("invites", "UPDATE invites SET accepted_by = person_id", "was accepted by who made it"),
    ("invites", "UPDATE invites SET ended_at = NULL, outcome = NULL WHERE id = 1", "will end it"),
    ("refusals", "UPDATE refusals SET refused_id = person_id", "refuses oneself"),
    ("days", f"UPDATE days SET state = 'missed' WHERE id = ({CLOSED})", "by the journal"),
    ("days", f"UPDATE days SET state = 'committed' WHERE id = ({CLOSED})", "is over and still"),
    ("days", f"UPDATE days SET state = 'tired' WHERE id = ({CLOSED})", "cannot be read"),
    ("days", f'UPDATE days SET "on" = \'2026-02-30\' WHERE id = ({CLOSED})', "cannot be read"),
    ("days", f"DELETE FROM days WHERE id = ({CLOSED})", "the first and begins after"),
    ("days", "DELETE FROM days WHERE id = 5", "follows 2026-03-"),
    ("days", "DELETE FROM days WHERE closed_at IS NULL AND person_id = 2", "no open date"),
    ("days", "UPDATE days SET closed_at = ends_at WHERE closed_at IS NULL", "no date follows"),
    ("days", "UPDATE days SET ends_at = '2020-01-01 00:00:00.000000'", "ends before it begins"),
    ("days", "UPDATE days SET state = 'helping' WHERE closed_at IS NULL", "no call is open"),
    ("calls", "UPDATE calls SET outcome = NULL WHERE id = 1", "calls 1 has ended without an"),
    ("calls", "UPDATE calls SET state = 'taken' WHERE id = 1", "taken, and ended by the journal"),
    ("calls", "UPDATE calls SET state = 'taken', ended_at = NULL", "nothing will ever end it"),
    ("calls", "UPDATE calls SET caller_id = person_id", "calls oneself"),
    ("calls", "UPDATE calls SET person_id = 3 - person_id", "the day of somebody else"),
    ("calls", "UPDATE calls SET outcome = 'laughter'", "an outcome that nobody knows"),
    ("calls", "DELETE FROM calls WHERE id = 1", "tells of call 1, which is not there"),
    ("steps", "DELETE FROM steps WHERE kind = 'day-end'", "does not wait for its end"),
    ("steps", f"UPDATE steps SET day_id = ({CLOSED}) WHERE id = (SELECT min(id) FROM steps WHERE "
     "day_id IS NOT NULL)", "waits for a date that is over"),
    ("steps", "UPDATE steps SET kind = 'alert' WHERE kind = 'morning'", "is alert, and its day"),
    ("steps", "UPDATE steps SET tries = 9 WHERE kind = 'morning'", "fails again and again"),
    ("steps", "UPDATE steps SET due_at = '2026-03-09 00:00:00' WHERE kind = 'day-end'", "its end"),
    ("journal", "DELETE FROM journal WHERE kind = 'DayEnded' AND person_id = 2", "by the journal"),
    ("journal", "DELETE FROM journal WHERE kind = 'Named'", "begins as committed, the day was"),
    ("journal", "UPDATE journal SET kind = 'Slept' WHERE kind = 'Did'", "says what nobody knows"),
    ("journal", "UPDATE journal SET facts = 'x' WHERE id = 3", "journal 3 cannot be read"),
    ("journal", "UPDATE journal SET kind = 'Delayed' WHERE kind = 'Named'", "goes from"),
    ("journal", "UPDATE journal SET person_id = 3 - person_id", "the day of somebody else"),
    ("journal", 'UPDATE journal SET "on" = \'2026-01-01\' WHERE day_id = 2', "another date"),
    ("proofs", "UPDATE proofs SET message_id = NULL", "knows half of its message"),
    ("inbox", "UPDATE inbox SET outcome = NULL WHERE update_id = (SELECT max(update_id) FROM "
     "inbox)", "finished without an outcome"),
    ("inbox", "UPDATE inbox SET payload = '{}'", "still holds what was written"),
    ("inbox", "UPDATE inbox SET done_at = NULL, outcome = NULL", "waits and holds nothing"),
    ("inbox", "UPDATE inbox SET done_at = NULL, outcome = NULL, payload = '{}', tries = 5",
     "failed for the last time"),
    ("outbox", "UPDATE outbox SET outcome = NULL", "finished without an outcome"),
    ("outbox", "UPDATE outbox SET message_id = NULL WHERE outcome = 'taken'", "has no message"),
    ("outbox", "UPDATE outbox SET claimed_until = '2026-03-06 00:00:00' WHERE done_at IS NULL",
     "is claimed for more than a day"),
    ("outbox", "UPDATE outbox SET expires_at = '2026-03-06 00:00:00' WHERE done_at IS NULL",
     "expired more than a day ago"),
    ("outbox", "UPDATE outbox SET verb = 'sing' WHERE id = 1", "outbox 1 cannot be read"),
    ("outbox", "UPDATE outbox SET day_id = 999 WHERE id = 1", "points to no row of days"),
    ("posts", "UPDATE posts SET about = 999", "a day that is not there"),
    ("questions", "UPDATE questions SET expires_at = '2020-01-01 00:00:00'", "over before it"),
    ("lines", "UPDATE lines SET at = '2036-01-01 00:00:00'", "waits from the future"),
    ("leases", "UPDATE leases SET until = '2036-01-01 00:00:00'", "is held until far ahead"),
    ("marks", "UPDATE marks SET value = '{' WHERE name = (SELECT min(name) FROM marks)",
     "cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "statement", "words"), SPOILT)
def test_whatever_is_spoilt_is_named(file: Path, table: str, statement: str, words: str) -> None:
    spoil(file, statement)
    assert any(words in odd for odd in found(file)), found(file)


def test_every_table_is_spoilt_in_turn_here() -> None:
    assert {table for table, _, _ in SPOILT} == set(metadata.tables)


def test_a_page_of_the_file_that_was_overwritten_is_named(file: Path) -> None:
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 2)
        raw.write(b"\xff" * 8192)
    with pytest.raises(Unusable, match="corrupt"):
        found(file)


def test_it_looks_beside_a_running_bot_and_keeps_nobody_waiting(file: Path) -> None:
    store = Store(f"sqlite:///{file}")
    with reading(f"sqlite:///{file}") as ledger:
        with store.transaction() as tx:
            tx.lines.add(1, "written-meanwhile", {}, NOW + timedelta(days=9))
        assert verify(ledger, NOW).oddities == ()
    assert found(file) == ["lines 2 waits from the future"]
    store.close()


def test_what_is_not_there_or_not_of_this_version_is_refused(tmp_path: Path, file: Path) -> None:
    with pytest.raises(Unusable, match="is not there"):
        found(tmp_path / "absent.db")
    assert not (tmp_path / "absent.db").exists()
    spoil(file, "UPDATE alembic_version SET version_num = 'r001'")
    with pytest.raises(Unusable, match="older version"):
        found(file)


def test_no_finding_repeats_a_word_of_a_person(file: Path) -> None:
    spoil(file, "UPDATE days SET text = 'very private', state = 'helping'")
    assert "private" not in " ".join(found(file))


# Random lives


class Verified(Lives):
    """Whatever two people, time and Telegram do, the ledger agrees with itself afterwards."""

    def teardown(self) -> None:
        try:
            if self.rig is not None:
                assert found_in(self.rig) == []
        finally:
            super().teardown()


def found_in(rig: Rig) -> list[str]:
    with reading(str(rig.eyes.url)) as ledger:
        return [str(odd) for odd in verify(ledger, rig.now).oddities]


TestVerified = Verified.TestCase
TestVerified.settings = examples(
    max_examples=15,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=CHECKS,
)


def test_a_done_taken_back_after_the_end_is_recounted() -> None:
    with a_rig(MORNING) as rig:
        ana = rig.person("Ana", weekdays="1234567")
        rig.passes(hours=5)
        rig.does(ana, e.Named(rig.now, "Write to Dr Weiss"))
        rig.passes(hours=24)
        yesterday = rig.dates(ana)[-2].id
        rig.does(ana, e.Did(rig.now), yesterday)
        rig.does(ana, e.Undone(rig.now), yesterday)
        assert rig.dates(ana)[-2].state in (DayState.MISSED, DayState.UNASKED)
        assert found_in(rig) == []
