"""All that the rules may look at, read and locked for many days at once.

The number of statements does not grow with the days. Locks go people, days, calls, each in the
order of ids, so that no two workers cross.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from storage.calls import Calls
from storage.days import Days
from storage.errors import Conflict
from storage.pairs import Pairs
from storage.people import Contacts, People
from storage.records import Call, Contact, Day, Pair, Person, Scene

DATES_BACK = timedelta(days=10)
CALLS_BACK = timedelta(days=8)


class Scenes:
    def __init__(
        self, people: People, contacts: Contacts, pairs: Pairs, days: Days, calls: Calls
    ) -> None:
        self._people, self._contacts, self._pairs = people, contacts, pairs
        self._days, self._calls = days, calls

    def of(
        self, day_ids: Collection[int], now: datetime, about: Mapping[int, int]
    ) -> dict[int, Scene]:
        """Scenes by day; a day that is gone has none. `about` names calls by day.

        Raises Conflict when a pact began while the rows were being locked.
        """
        owners = self._days.owners(day_ids)
        persons = set(owners.values())
        people = self._people.lock(persons | set(self._pairs.partners(persons).values()))
        pairs = self._pairs.living_of_many(persons)
        _all_locked(pairs, people)
        days = self._days.lock(day_ids, people)
        wanted = [day for day in days if day.id in owners]
        calls = self._calls.lock(about.values(), day_ids, people, now - CALLS_BACK)
        callers = {call.caller_id for call in calls if call.caller_id is not None}
        people |= self._people.many(callers - people.keys())  # of a pact that ended meanwhile
        read = _Read(now, people, pairs, days, calls, about)
        read.recent = self._recent(wanted)
        read.together = self._pairs.kept_together({pair.id for pair in pairs.values()})
        called = {call.person_id for call in calls if call.ended_at is None}
        asked = {day.person_id for day in wanted if day.id in about}
        read.contacts = self._contacts.many(called | asked)
        return {day.id: read.scene(day) for day in wanted}

    def _recent(self, days: Collection[Day]) -> dict[int, list[Day]]:
        first = min((day.on for day in days), default=date.max)
        since = first - DATES_BACK if days else first
        return self._days.recent_many({day.person_id for day in days}, since)


class _Read:
    """What was read, and how one day's scene is picked from it."""

    recent: dict[int, list[Day]]
    together: dict[int, int]
    contacts: dict[int, Contact]

    def __init__(
        self,
        now: datetime,
        people: Mapping[int, Person],
        pairs: Mapping[int, Pair],
        days: Collection[Day],
        calls: Collection[Call],
        about: Mapping[int, int],
    ) -> None:
        self.now, self.people, self.pairs, self.about = now, people, pairs, about
        self.open_days = {day.person_id: day for day in days if day.closed_at is None}
        self.calls = {call.id: call for call in calls}
        self.open_calls = {call.day_id: call for call in calls if call.ended_at is None}

    def scene(self, day: Day) -> Scene:
        pair = self.pairs.get(day.person_id)
        partner = _beside(day.person_id, pair)
        call = self._call(day)
        return Scene(
            day,
            self.people[day.person_id],
            self.now,
            partner=self.people[partner] if partner else None,
            pair=pair,
            partner_day=self.open_days.get(partner) if partner else None,
            today=self.open_days.get(day.person_id) if day.closed_at else None,
            call=call,
            caller=self.people.get(call.caller_id) if call and call.caller_id else None,
            contact=self.contacts.get(day.person_id) if call else None,
            recent=tuple(self._before(day)),
            calls=tuple(self._of({day.person_id, partner})),
            kept_together=self.together.get(pair.id, 0) if pair else 0,
        )

    def _call(self, day: Day) -> Call | None:
        if day.id in self.about:
            return self.calls.get(self.about[day.id])
        return self.open_calls.get(day.id)

    def _before(self, day: Day) -> list[Day]:
        earliest = day.on - DATES_BACK
        return [other for other in self.recent[day.person_id] if earliest <= other.on < day.on]

    def _of(self, ends: set[int | None]) -> list[Call]:
        ends.discard(None)
        since = self.now - CALLS_BACK
        return [
            call
            for call in self.calls.values()
            if call.opened_at >= since and (call.person_id in ends or call.caller_id in ends)
        ]


def _beside(person_id: int, pair: Pair | None) -> int | None:
    members = pair.members if pair else ()
    return next((member for member in members if member != person_id), None)


def _all_locked(pairs: Mapping[int, Pair], people: Collection[int]) -> None:
    if any(member not in people for pair in pairs.values() for member in pair.members):
        raise Conflict("a pact began meanwhile")
