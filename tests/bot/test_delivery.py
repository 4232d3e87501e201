"""What goes to Telegram: in order, paced, once, and with the truth about what became of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.delivery import SPARE, WIDTH
from bot.faultpoints import NOTED
from bot.pace import Pace
from deploy.playground.telegram import User
from deploy.playground.telegram.records import Arrival
from scheduler.notices.call import AlertOver, CallerCard, ContactCard
from storage.records import Contact, Lane, Outgoing, Verb
from tests.echo import ROUTES, outcome, outgoing, put, words_heard
from tests.world import Somebody, World, a_world, eventually

SECOND = timedelta(seconds=1)


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    async with a_world(tmp_path, routes=ROUTES, database_url=database_url) as made:
        yield made


@pytest.fixture
def ana(world: World) -> Somebody:
    return started(world, "Ana")


@pytest.fixture
def ben(world: World) -> Somebody:
    return started(world, "Ben")


def started(world: World, name: str) -> Somebody:
    """Somebody whom the bot may write to, and knows."""
    who = world.person(name)
    world.telegram.state.chats[who.id].started = True
    world.know(who)
    return who


def sends(world: World) -> list[Arrival]:
    return [a for a in world.telegram.arrivals if a.method.startswith(("send", "edit", "copy"))]


async def test_each_chat_hears_in_the_order_of_writing(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    put(world, *(outgoing(who, f"{who.name} {n}") for n in range(5) for who in (ana, ben)))
    await world.settle()
    assert words_heard(world, ana) == [f"Ana {n}" for n in range(5)]
    assert words_heard(world, ben) == [f"Ben {n}" for n in range(5)]


async def test_a_failure_keeps_its_place_in_its_chat(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "one"), outgoing(ana, "two", lane=Lane.ANSWER))
    world.telegram.fail(method="sendMessage", kind="502html")
    await world.settle()
    assert words_heard(world, ana) == []
    await world.minutes(1)
    assert words_heard(world, ana) == ["one", "two"]


async def test_an_answer_goes_before_a_thousand_prompts(world: World, ana: Somebody) -> None:
    await restart_paced(world, rate=30)
    crowd = [started(world, f"P{n}") for n in range(1000)]
    put(world, *(outgoing(who, "good morning", lane=Lane.PROMPT) for who in crowd))
    before = len(sends(world))
    await world.write(ana, "/echo now")
    first = sends(world)[before:]
    assert first[0].chat_id == ana.id
    assert len(first) < 30


async def test_everybody_is_served_at_the_rate_and_not_above(world: World) -> None:
    world.telegram.limits = True
    await restart_paced(world, rate=30)
    crowd = [started(world, f"P{n}") for n in range(120)]
    put(world, *(outgoing(who, "good morning", lane=Lane.PROMPT) for who in crowd))
    before, begun = len(sends(world)), world.now
    while any(not world.chat(who) for who in crowd):
        await world.settle()
        world.clock.pass_for(SECOND / 16)
    assert len(sends(world)) - before == len(crowd)
    assert world.now - begun <= 4.4 * SECOND
    assert all(arrival.applied for arrival in sends(world))


async def test_one_chat_gets_a_short_burst_and_then_one_a_second(
    world: World, ana: Somebody
) -> None:
    world.telegram.limits = True
    await restart_paced(world, rate=30)
    put(world, *(outgoing(ana, str(n)) for n in range(10)))
    await world.settle()
    assert words_heard(world, ana) == ["0", "1", "2"]
    await world.until(world.now + 10 * SECOND)
    assert words_heard(world, ana) == [str(n) for n in range(3, 10)]
    assert all(arrival.applied for arrival in sends(world))


async def test_what_is_beyond_the_free_thirty_is_marked_as_paid(world: World) -> None:
    world.telegram.limits = True
    await restart_paced(world, rate=1000)
    crowd = [started(world, f"P{n}") for n in range(80)]
    put(world, *(outgoing(who, "good morning", lane=Lane.PROMPT) for who in crowd))
    await world.settle()
    calls = [a.params.get("allow_paid_broadcast", False) for a in sends(world)]
    assert (calls.count(False), calls.count(True)) == (30, 50)
    assert all(arrival.applied for arrival in sends(world))


async def test_without_stars_it_is_said_without_paying(world: World) -> None:
    await restart_paced(world, rate=1000)
    crowd = [started(world, f"P{n}") for n in range(32)]
    world.telegram.fail(
        method="sendMessage", kind="400", text="Bad Request: BALANCE_TOO_LOW", after=31
    )
    put(world, *(outgoing(who, "good morning", lane=Lane.PROMPT) for who in crowd))
    await world.settle()
    assert all(words_heard(world, who) == ["good morning"] for who in crowd)


async def test_bulk_that_hangs_leaves_room_for_answers(world: World, ana: Somebody) -> None:
    crowd = [started(world, f"P{n}") for n in range(WIDTH)]
    for who in crowd:
        world.telegram.fail(method="sendMessage", kind="timeout", chat=who.user)
    put(world, *(outgoing(who, "good morning", lane=Lane.PROMPT) for who in crowd))
    hanging = asyncio.ensure_future(world.house.delivery.deliver())
    await eventually(lambda: len(sends(world)) == WIDTH - SPARE)
    put(world, outgoing(ana, "answer", lane=Lane.ANSWER))
    world.house.delivery.wake()
    await eventually(lambda: words_heard(world, ana) == ["answer"])
    assert len(sends(world)) == WIDTH - SPARE + 1
    world.telegram.mend()
    world.telegram.down()
    world.telegram.down(False)
    await hanging


async def test_a_restart_remembers_what_a_group_was_told(world: World, ana: Somebody) -> None:
    world.telegram.limits = True
    await restart_paced(world, rate=30)
    group = a_group(world, -500, ana)
    put(world, *(in_chat(group, str(n)) for n in range(25)))
    await world.until(world.now + 30 * SECOND)
    await restart_paced(world, rate=30)
    stopping = asyncio.Event()
    running = asyncio.ensure_future(world.house.delivery.run(stopping))
    for _ in range(45):
        await asyncio.sleep(0.02)
        world.clock.pass_for(SECOND)
        await world.house.roles.renew(caught_up=True)  # as the beat does every second
        world.house.delivery.wake()
    stopping.set()
    world.house.delivery.wake()
    await running
    assert [a.applied for a in sends(world)] == [True] * 25


async def restart_paced(world: World, rate: float) -> None:
    world.pace = Pace(rate)
    await world.restart()


async def test_a_429_stops_its_own_chat_only(world: World, ana: Somebody, ben: Somebody) -> None:
    world.telegram.fail(method="sendMessage", kind="429", chat=ana.user, retry_after=30)
    put(world, outgoing(ana, "for Ana"), outgoing(ben, "for Ben"), outgoing(ana, "then"))
    await world.settle()
    assert (words_heard(world, ana), words_heard(world, ben)) == ([], ["for Ben"])
    await world.until(world.now + 29 * SECOND)
    assert words_heard(world, ana) == []
    await world.until(world.now + 2 * SECOND)
    assert words_heard(world, ana) == ["for Ana", "then"]


async def test_429s_in_two_chats_within_a_second_stop_everybody(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    cleo = started(world, "Cleo")
    for who in (ana, ben):
        world.telegram.fail(method="sendMessage", kind="429", chat=who.user, retry_after=30)
        put(world, outgoing(who, "hello"))
    await world.settle()
    put(world, outgoing(cleo, "hello", lane=Lane.ANSWER))
    await world.until(world.now + 29 * SECOND)
    assert words_heard(world, cleo) == []
    await world.until(world.now + 2 * SECOND)
    assert [words_heard(world, who) for who in (ana, ben, cleo)] == [["hello"]] * 3


async def test_a_chat_waits_out_its_429_also_when_what_met_it_is_taken_back(
    world: World, ana: Somebody
) -> None:
    world.telegram.fail(method="sendMessage", kind="429", chat=ana.user, retry_after=30)
    put(world, outgoing(ana, "first", slot="thing:0"))
    await world.settle()
    with world.store.transaction() as tx:
        assert tx.outbox.withdraw(world.now, chat_id=ana.id) == 1
    put(world, outgoing(ana, "second"))
    await world.until(world.now + 29 * SECOND)
    assert words_heard(world, ana) == []
    await world.until(world.now + 2 * SECOND)
    assert words_heard(world, ana) == ["second"]


async def test_groups_in_trouble_of_their_own_do_not_stop_people(
    world: World, ana: Somebody
) -> None:
    for number in (-501, -502, -503):
        a_group(world, number, ana)
        world.telegram.fail(method="sendMessage", kind="429", chat=number, retry_after=60)
        put(world, in_chat(number, "news"))
    await world.settle()
    put(world, outgoing(ana, "hello", lane=Lane.ANSWER))
    await world.settle()
    assert words_heard(world, ana) == ["hello"]


@pytest.mark.parametrize("first", ["refusal", "from the old", "from the new"])
async def test_a_group_that_became_a_supergroup_takes_its_queue_along(
    world: World, ana: Somebody, first: str
) -> None:
    old, new = a_group(world, -500, ana), a_group(world, -1_000_500, ana)
    put(world, in_chat(old, "board", slot="thing:0"))
    await world.settle()
    stay = world.now + timedelta(hours=1)
    world.telegram.state.chats[old].migrated_to = new
    ids = put(
        world,
        in_chat(old, "board again", slot="thing:0", verb=Verb.EDIT),
        Outgoing(old, Verb.REACT, "", {"message_id": 1, "emoji": "👍"}, due_at=stay),
        in_chat(old, "two", due_at=stay),
    )
    heard = {
        "from the old": {"chat": {"id": old, "type": "group"}, "migrate_to_chat_id": new},
        "from the new": {"chat": {"id": new, "type": "supergroup"}, "migrate_from_chat_id": old},
    }
    for saying in (heard[first],) if first in heard else ():
        body = {"message_id": 9, "date": int(world.now.timestamp()), "from": ana.user.json()}
        world.telegram.raw_update({"message": {**body, **saying}})
    await world.settle()
    await world.until(stay)
    said = [m.text.split("“")[1].split("”")[0] for m in world.telegram.state.chats[new].shown()]
    assert said == ["board again", "two"]
    assert [outcome(world, one) for one in ids] == ["taken", "withdrawn", "taken"]
    tries = [a for a in sends(world) if a.chat_id == old and not a.applied]
    assert len(tries) == (1 if first == "refusal" else 0)


def a_group(world: World, number: int, who: Somebody) -> int:
    return world.telegram.group(number, "Runners", who.user).id


def in_chat(number: int, words: str, **more: Any) -> Outgoing:
    """As `outgoing`, to a group."""
    said = Somebody(User(number, "Runners"), ZoneInfo("UTC"))
    return outgoing(said, words, **more)


async def test_whoever_blocked_the_bot_stops_nobody_else(world: World, ben: Somebody) -> None:
    crowd = [started(world, f"P{n}") for n in range(20)]
    world.telegram.state.chats[crowd[7].id].blocked = True
    ids = put(world, *(outgoing(who, "hello") for who in crowd))
    await world.settle()
    assert sum(words_heard(world, who) == ["hello"] for who in crowd) == 19
    assert outcome(world, ids[7]) == "refused: bot was blocked by the user"
    assert world.stored(crowd[7]).unreachable_at == world.now
    assert world.stored(crowd[8]).unreachable_at is None


@pytest.mark.parametrize("kind", ["500", "502html"])
async def test_what_telegram_could_not_take_is_sent_when_it_can(
    world: World, ana: Somebody, kind: str
) -> None:
    world.telegram.fail(method="sendMessage", kind=kind, times=12)
    put(world, outgoing(ana, "at last"))
    await world.minutes(5)
    assert words_heard(world, ana) == ["at last"]
    assert world.house.delivery.repeats == 0


async def test_an_outage_loses_and_repeats_nothing(world: World, ana: Somebody) -> None:
    put(world, *(outgoing(ana, str(n)) for n in range(3)))
    world.telegram.down()
    await world.house.delivery.deliver()
    world.telegram.down(False)
    await world.minutes(1)
    assert words_heard(world, ana) == ["0", "1", "2"]


@pytest.mark.parametrize(("lost", "shown"), [(1, 2), (2, 2), (5, 2)])
async def test_what_may_have_been_sent_is_repeated_at_most_once(
    world: World, ana: Somebody, lost: int, shown: int
) -> None:
    world.telegram.fail(method="sendMessage", kind="drop_answer", times=lost)
    [sent] = put(world, outgoing(ana, "perhaps"))
    await world.minutes(10)
    assert words_heard(world, ana) == ["perhaps"] * shown
    assert outcome(world, sent) == ("taken" if lost == 1 else "unknown")
    assert world.house.delivery.repeats == (1 if lost == 1 else 0)


async def test_an_edit_may_be_repeated_as_often_as_it_takes(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "first", slot="thing:0"))
    await world.settle()
    world.telegram.fail(method="editMessageText", kind="drop_answer", times=4)
    [edit] = put(world, outgoing(ana, "second", slot="thing:0", verb=Verb.EDIT))
    await world.minutes(10)
    assert [m.text for m in world.chat(ana)] == [world.last(ana).text]
    assert "second" in world.last(ana).text
    assert outcome(world, edit) == "taken: message is not modified"


async def test_what_is_out_of_date_is_not_said(world: World, ana: Somebody) -> None:
    world.telegram.fail(method="sendMessage", kind="429", chat=ana.user, retry_after=3600)
    late = outgoing(ana, "good morning", expires_at=world.now + timedelta(minutes=30))
    [expired, _] = put(world, late, outgoing(ana, "hello"))
    await world.minutes(70)
    assert words_heard(world, ana) == ["hello"]
    assert outcome(world, expired) == "expired"


async def test_what_is_due_later_stays_out_of_the_way(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "later", due_at=world.now + 60 * SECOND), outgoing(ana, "now"))
    await world.settle()
    assert words_heard(world, ana) == ["now"]
    await world.minutes(1)
    assert words_heard(world, ana) == ["later"]


async def test_unsent_edits_of_one_message_become_one(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "zero", slot="thing:0"))
    await world.settle()
    before = len(sends(world))
    for n in range(5):
        put(world, outgoing(ana, f"edit {n}", slot="thing:0", verb=Verb.EDIT))
    await world.settle()
    assert [a.method for a in sends(world)[before:]] == ["editMessageText"]
    assert "edit 4" in world.last(ana).text


async def test_an_edit_that_would_change_nothing_is_not_sent(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "same", slot="thing:0"))
    await world.settle()
    before = len(sends(world))
    [edit] = put(world, outgoing(ana, "same", slot="thing:0", verb=Verb.EDIT))
    await world.settle()
    assert len(sends(world)) == before
    assert outcome(world, edit) == "taken: same"


async def test_an_edited_message_plays_its_new_role_too(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "asked", slot="question"))
    await world.settle()
    put(world, outgoing(ana, "answered", slot="question", verb=Verb.EDIT))
    await world.settle()
    put(world, outgoing(ana, "by its new role", slot="thing:0", verb=Verb.EDIT))
    await world.settle()
    put(world, outgoing(ana, "answered", slot="question", verb=Verb.EDIT))
    await world.settle()
    assert len(world.chat(ana)) == 1
    assert "answered" in world.last(ana).text


async def test_an_edit_of_what_is_gone_is_said_anew(world: World, ana: Somebody) -> None:
    put(world, outgoing(ana, "first", slot="thing:0"))
    await world.settle()
    world.telegram.delete_message(ana.user, world.last(ana).id)
    put(world, outgoing(ana, "second", slot="thing:0", verb=Verb.EDIT))
    await world.settle()
    put(world, outgoing(ana, "third", slot="thing:0", verb=Verb.EDIT))
    await world.settle()
    assert words_heard(world, ana) == ["first", "second", "third"]
    assert len(world.chat(ana)) == 1


async def test_an_ending_of_what_was_never_seen_is_not_said(world: World, ana: Somebody) -> None:
    over = AlertOver(1, "Ben", "done")
    [edit] = put(world, Outgoing(ana.id, Verb.EDIT, over.key(), over.pack(), slot=over.slot()))
    await world.settle()
    assert world.heard(ana) == []
    assert outcome(world, edit) == "taken: nothing to edit"


async def test_markup_that_telegram_cannot_read_is_said_as_plain_text(
    world: World, ana: Somebody
) -> None:
    world.telegram.fail(
        method="sendMessage", kind="400", text="Bad Request: can't parse entities: Unsupported tag"
    )
    put(world, outgoing(ana, "a < b"))
    await world.settle()
    assert words_heard(world, ana) == ["a < b"]


async def test_an_alert_does_not_die_of_a_button_that_names_a_person(
    world: World, ben: Somebody
) -> None:
    ana = world.person("Ana", private_links=False)
    card = CallerCard(1, "Ana", "I call you", user_id=ana.id)
    put(world, Outgoing(ben.id, Verb.SEND, card.key(), card.pack(), slot=card.slot()))
    await world.settle()
    links = [b.url for row in world.last(ben).buttons for b in row if b.url]
    assert (len(world.heard(ben)), links) == (1, [])


async def test_one_notice_that_cannot_be_said_stops_no_other(world: World, ana: Somebody) -> None:
    unknown = Outgoing(ana.id, Verb.SEND, "no-such-notice", {})
    broken = Outgoing(ana.id, Verb.SEND, "partner-thing", {"wrong": 1})
    ids = put(world, unknown, broken, outgoing(ana, "fine"))
    await world.settle()
    assert words_heard(world, ana) == ["fine"]
    assert [outcome(world, one) for one in ids] == ["dead: KeyError", "dead: TypeError", "taken"]


async def test_a_number_is_read_when_it_is_sent_and_gone_with_the_message(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    person = world.stored(ana)
    card = ContactCard(1, person.id)
    notice = Outgoing(ben.id, Verb.SEND, card.key(), card.pack(), slot=card.slot())
    assert "+49301234" not in str(notice)
    with world.store.transaction() as tx:
        tx.contacts.put(Contact(person.id, phone="+49301234"))
        tx.outbox.put_many([notice], world.now)
    await world.settle()
    shown = world.last(ben).contact
    assert shown is not None
    assert (shown["phone_number"], shown["first_name"]) == ("+49301234", "Ana")
    put(world, Outgoing(ben.id, Verb.DELETE, "", {}, slot=card.slot()))
    await world.settle()
    assert world.chat(ben) == []


async def test_a_number_taken_back_meanwhile_is_not_sent(world: World, ben: Somebody) -> None:
    card = ContactCard(1, world.stored(ben).id)
    [sent] = put(world, Outgoing(ben.id, Verb.SEND, card.key(), card.pack()))
    await world.settle()
    assert world.chat(ben) == []
    assert outcome(world, sent) == "withdrawn: no number any more"


async def test_buttons_are_taken_away_and_messages_marked(world: World, ana: Somebody) -> None:
    await world.write(ana, "/ask")
    mine = world.chat(ana)[0]
    assert world.labels(ana)
    put(
        world,
        Outgoing(ana.id, Verb.STRIP, "", {}, slot="nudge:0"),
        Outgoing(ana.id, Verb.REACT, "", {"message_id": mine.id, "emoji": "👍"}),
        Outgoing(ana.id, Verb.DELETE, "", {}, slot="never-there"),
    )
    await world.settle()
    assert world.labels(ana) == []
    assert list(world.chat(ana)[0].reactions.values()) == [["👍"]]


async def test_news_are_silent_without_previews_and_copies_stay_where_they_are(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    await world.write(ana, "/echo https://example.org")
    photo = world.telegram.send_photo(ana.user)
    assert photo
    await world.settle()
    mine = next(m for m in world.chat(ana) if m.photo)
    put(
        world,
        Outgoing(ben.id, Verb.COPY, "", {"from_chat_id": ana.id, "message_id": mine.id}),
        outgoing(ben, "aloud", silent=False),
    )
    await world.settle()
    copied, aloud = world.chat(ben)
    assert (copied.protected, copied.silent, aloud.silent) == (True, True, False)
    assert world.last(ana).preview == {"is_disabled": True}


async def test_while_the_clock_cannot_be_believed_only_answers_go(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    world.telegram.skew = timedelta(days=-3650)
    prompt = outgoing(ana, "prompt", lane=Lane.PROMPT, expires_at=world.now + timedelta(hours=3))
    put(world, prompt, outgoing(ben, "news"))
    await world.write(ana, "/echo answer")
    assert (words_heard(world, ana), words_heard(world, ben)) == (["answer"], [])
    assert "clock" in world.house.pulse.ailments()
    world.telegram.skew = timedelta()
    await world.settle()
    assert (words_heard(world, ana), words_heard(world, ben)) == (["prompt"], ["news"])
    assert "clock" not in world.house.pulse.ailments()


async def test_a_refused_token_stops_all_sending_until_it_is_taken_again(
    world: World, ana: Somebody, ben: Somebody
) -> None:
    world.telegram.fail(method="sendMessage", kind="401")
    put(world, outgoing(ana, "one"))
    await world.house.delivery.deliver()
    put(world, outgoing(ben, "two"))
    await world.house.delivery.deliver()
    assert (words_heard(world, ana), words_heard(world, ben)) == ([], [])
    assert "token" in world.house.pulse.ailments()
    await world.minutes(1)
    assert (words_heard(world, ana), words_heard(world, ben)) == (["one"], ["two"])
    assert world.house.pulse.ailments() == {}


async def test_an_outcome_that_cannot_be_reported_is_not_said_again(
    world: World, ana: Somebody
) -> None:
    [sent] = put(world, outgoing(ana, "once"))
    left = ["a fault of ours"] * 2  # among others, and alone

    def break_twice(name: str) -> None:
        if name == NOTED and outcome(world, sent) is None and world.chat(ana) and left:
            raise RuntimeError(left.pop())

    world.faultpoint = break_twice
    await world.minutes(10)
    assert words_heard(world, ana) == ["once"]
    assert outcome(world, sent) == "dead: RuntimeError"
