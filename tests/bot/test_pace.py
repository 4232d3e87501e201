"""How fast Telegram is spoken to, by a clock of plain numbers."""

import math

import pytest

from bot.pace import Pace

GROUP = -100


def send_greedily(pace: Pace, chat: int | None, until: float, step: float = 0.01) -> list[float]:
    """Send whenever it is allowed; the moments. `chat` None: to somebody new each time."""
    sent: list[float] = []
    for tick in range(int(until / step)):
        at = tick * step
        for _ in range(pace.room(at)):
            whom = chat or 1000 + len(sent)
            if pace.wait_of(whom, at) > 0:
                break
            pace.went(whom, at)
            sent.append(at)
    return sent


def most_within(sent: list[float], span: float) -> int:
    return max(sum(at <= other < at + span - 1e-9 for other in sent) for at in sent)


@pytest.mark.parametrize("rate", [1, 3, 30, 200])
def test_no_second_holds_more_than_the_rate(rate: int) -> None:
    sent = send_greedily(Pace(rate), None, until=10)
    assert most_within(sent, 1.0) <= rate
    assert len(sent) >= 0.9 * rate * 10


def test_a_rate_below_one_a_second_is_kept() -> None:
    assert len(send_greedily(Pace(0.5), None, until=10)) == 5


def test_bulk_never_fills_the_second_at_once() -> None:
    assert Pace(30).room(0.0) <= 4


def test_a_private_chat_gets_three_at_once_and_one_a_second() -> None:
    sent = send_greedily(Pace(30), 7, until=20)
    assert sent[:3] == [0.0, 0.0, 0.0]
    assert most_within(sent, 5.0) <= 5
    assert len(sent) >= 20


def test_a_group_gets_twenty_a_minute_edits_included() -> None:
    pace = Pace(30)
    for n in range(20):
        pace.went(GROUP, n * 1.5, edit=bool(n % 2))
    assert pace.wait_of(GROUP, 30.0) == pytest.approx(30.0)


def test_an_edit_does_not_count_for_a_private_chat() -> None:
    pace = Pace(30)
    for _ in range(10):
        pace.went(7, 0.0, edit=True)
    assert pace.wait_of(7, 0.0) == 0.0


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
    assert pace.wait(at) == (10.0 if everybody else 0.0)


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
        pace.went(7, 0.0)
    assert pace.room(0.0) > 1000
    assert pace.wait_of(7, 0.0) == 0.0


def test_chats_that_are_idle_are_forgotten() -> None:
    pace = Pace(1e6)
    for chat in range(1, 20_001):
        pace.went(chat, chat / 100)
    assert len(pace._chats) <= 5_001
