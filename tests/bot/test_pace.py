"""How fast Telegram is spoken to, by a clock of plain numbers."""

import math
import random
from collections.abc import Callable

import pytest

from bot.pace import Call, Pace

GROUP = -100
STEP = 0.01


def send_greedily(
    pace: Pace, chat: int | None, until: float, answered_after: Callable[[], float] = lambda: 0.0
) -> list[tuple[float, float]]:
    """Send whenever it is allowed; when each began and was answered. `chat` None: each its own."""
    sent: list[tuple[float, float]] = []
    flying: list[tuple[float, Call]] = []
    for tick in range(int(until / STEP)):
        at = tick * STEP
        for lands, call in [one for one in flying if one[0] <= at]:
            flying.remove((lands, call))
            pace.landed(call, lands)
        for _ in range(pace.room(at)):
            whom = chat or 1000 + len(sent)
            if pace.wait_of(whom, at) > 0:
                break
            lands = at + answered_after()
            sent.append((at, lands))
            flying.append((lands, pace.went(whom, at)))
            if lands == at:
                pace.landed(flying.pop()[1], at)
    return sent


def starts(sent: list[tuple[float, float]]) -> list[float]:
    return [at for at, _ in sent]


def most_within(sent: list[float], span: float) -> int:
    return max(sum(at <= other < at + span - 1e-9 for other in sent) for at in sent)


@pytest.mark.parametrize("rate", [1, 3, 30, 200])
def test_no_second_holds_more_than_the_rate(rate: int) -> None:
    sent = starts(send_greedily(Pace(rate), None, until=10))
    assert most_within(sent, 1.0) <= rate
    assert len(sent) >= 0.9 * rate * 10


@pytest.mark.parametrize(
    ("chat", "limit", "span"), [(None, 30, 1.0), (7, 5, 5.0), (GROUP, 20, 60.0)]
)
def test_wherever_on_its_way_a_call_counts_no_limit_is_passed(
    chat: int | None, limit: int, span: float
) -> None:
    chance = random.Random(4)
    sent = send_greedily(Pace(30), chat, 70.0 if chat else 10.0, lambda: chance.uniform(0, 0.5))
    for _ in range(5):
        arrived = sorted(chance.uniform(at, lands) for at, lands in sent)
        assert most_within(arrived, span) <= limit
    assert len(sent) >= 0.7 * limit


def test_a_call_without_an_answer_keeps_its_place() -> None:
    pace = Pace(1)
    call = pace.went(7, 0.0)
    assert pace.room(100.0) == 0
    pace.landed(call, 100.0)
    assert (pace.room(100.5), pace.room(101.0)) == (0, 1)


def test_a_rate_below_one_a_second_is_kept() -> None:
    assert starts(send_greedily(Pace(0.5), None, until=10)) == [0.0, 2.0, 4.0, 6.0, 8.0]


def test_bulk_never_fills_the_second_at_once() -> None:
    assert Pace(30).room(0.0) <= 5


def test_turns_that_come_late_lose_none_of_the_second() -> None:
    pace, sent, at = Pace(30), 0, 0.0
    while at < 10:
        for _ in range(pace.room(at)):
            said(pace, 1000 + sent, at)
            sent += 1
        at += pace.wait(at) + 0.03  # what a busy machine takes
    assert sent >= 0.95 * 30 * 10


def test_a_private_chat_gets_three_at_once_and_one_a_second() -> None:
    sent = starts(send_greedily(Pace(30), 7, until=20))
    assert sent[:3] == [0.0, 0.0, 0.0]
    assert most_within(sent, 5.0) <= 5
    assert len(sent) >= 20


def test_a_group_gets_twenty_a_minute_edits_included() -> None:
    pace = Pace(30)
    for n in range(20):
        said(pace, GROUP, n * 1.5, edit=bool(n % 2))
    assert pace.wait_of(GROUP, 30.0) == pytest.approx(30.0)


def test_an_edit_does_not_count_for_a_private_chat() -> None:
    pace = Pace(30)
    for _ in range(10):
        said(pace, 7, 0.0, edit=True)
    assert pace.wait_of(7, 0.0) == 0.0


def said(pace: Pace, chat: int, at: float, edit: bool = False) -> Call:
    """One call, answered at once."""
    call = pace.went(chat, at, edit)
    pace.landed(call, at)
    return call


def test_a_chat_and_a_group_have_the_pace_they_are_given() -> None:
    pace = Pace(1000, chat=10, group=600)
    assert most_within(starts(send_greedily(pace, 7, until=5)), 0.5) <= 5
    assert len(send_greedily(pace, GROUP, until=70)) >= 600


def test_only_what_is_beyond_thirty_a_second_is_paid_for() -> None:
    pace = Pace(1000)
    paid = [said(pace, chat, 0.0).paid for chat in range(1, 101)]
    assert paid == [False] * 30 + [True] * 70
    assert said(pace, 7, 0.5, edit=True).paid is False
    assert said(pace, 8, 1.0).paid is False


def test_what_is_beyond_thirty_a_second_is_not_paid_for_at_thirty() -> None:
    pace = Pace(30)
    assert not any(said(pace, chat, 0.0).paid for chat in range(1, 101))


def test_a_429_stops_its_chat_until_it_is_over() -> None:
    pace = Pace(30)
    pace.refused(7, 10.0, 0.0)
    pace.refused(7, 2.0, 1.0)
    assert [pace.wait_of(7, at) for at in (1.0, 9.0, 10.0)] == [9.0, 1.0, 0.0]
    assert pace.wait_of(8, 1.0) == 0.0


def test_a_groups_429_moves_with_it() -> None:
    pace = Pace(30)
    for n in range(20):
        said(pace, GROUP, n / 10)
    pace.refused(GROUP, 90.0, 2.0)
    pace.moved(GROUP, -200)
    assert (pace.wait_of(GROUP, 2.0), pace.wait_of(-200, 2.0)) == (0.0, 90.0)
    assert pace.wait_of(-200, 60.0) == 32.0


def test_what_another_process_said_counts() -> None:
    pace = Pace(30)
    pace.recall([(GROUP, -20.0 + n / 10) for n in range(20)])
    assert pace.wait_of(GROUP, 0.0) == pytest.approx(40.0)
    pace = Pace(30)
    pace.recall([(chat, -0.5) for chat in range(1, 31)])
    assert (pace.room(0.0), pace.room(0.5) > 0) == (0, True)


@pytest.mark.parametrize(
    ("chats", "everybody"),
    [((7, 8), True), ((-1, -2, -3), False), ((-1, -2, 7), False), ((-1, -2, -3, -4), True)],
)
def test_groups_meet_limits_of_their_own_more_easily(
    chats: tuple[int, ...], everybody: bool
) -> None:
    pace = Pace(30)
    assert any(pace.refused(chat, 10.0, 0.0) for chat in chats) is everybody


def test_a_success_in_between_says_that_a_429_is_not_everybodys() -> None:
    pace = Pace(30)
    earlier = pace.went(9, -0.1)
    pace.refused(7, 10.0, 0.0)
    pace.taken(earlier)
    later = pace.went(9, 0.1)
    assert pace.refused(8, 10.0, 0.2) is True
    pace = Pace(30)
    pace.refused(7, 10.0, 0.0)
    pace.taken(later)
    assert pace.refused(8, 10.0, 0.2) is False


def test_a_longer_429_is_waited_for_by_all_when_it_is_everybodys() -> None:
    pace = Pace(30)
    pace.refused(7, 60.0, 0.0)
    pace.refused(8, 5.0, 0.1)
    assert pace.room(59.9) == 0
    assert pace.wait(0.1) == pytest.approx(59.9)


@pytest.mark.parametrize(
    ("second", "at", "everybody"), [(8, 0.5, True), (7, 0.5, False), (8, 1.5, False)]
)
def test_a_429_is_everybodys_when_two_chats_meet_it_together(
    second: int, at: float, everybody: bool
) -> None:
    pace = Pace(30)
    assert pace.refused(7, 10.0, 0.0) is False
    assert pace.refused(second, 10.0, at) is everybody
    assert (pace.room(at) == 0) is everybody
    assert pace.wait(at) == pytest.approx(10.0 if everybody else 0.0)


def test_a_shorter_429_does_not_end_a_longer_pause() -> None:
    pace = Pace(30)
    pace.refused(7, 60.0, 0.0)
    pace.refused(8, 60.0, 0.1)
    pace.refused(9, 1.0, 0.2)
    assert pace.room(59.0) == 0
    assert pace.room(61.0) > 0


def test_without_a_rate_nothing_is_held_back() -> None:
    pace = Pace(math.inf)
    for _ in range(1000):
        said(pace, 7, 0.0)
    assert pace.room(0.0) > 1000
    assert pace.wait_of(7, 0.0) == 0.0


def test_chats_that_are_idle_are_forgotten() -> None:
    pace = Pace(1e6)
    for chat in range(1, 20_001):
        said(pace, chat, chat / 100)
    assert len(pace._chats) <= 5_001
