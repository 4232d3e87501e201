"""Who can be written to, and what goes on around messages: pins, reactions, actions, members."""

from typing import Any

import pytest

from deploy.playground.telegram import Telegram, User
from tests.deploy.line import Line


@pytest.mark.parametrize(
    ("chat_id", "words"),
    [
        (999, "chat not found"),
        ("@nobody", "chat not found"),
        ("", "chat_id is empty"),
    ],
)
async def test_a_chat_that_is_not_there_is_refused(
    line: Line, chat_id: object, words: str
) -> None:
    call = line.refused("sendMessage", chat_id=chat_id, text="x")
    assert await call == (400, f"Bad Request: {words}")


async def test_a_person_who_never_wrote_is_not_found(line: Line, tg: Telegram) -> None:
    tg.person(102, "Ben")
    call = line.refused("sendMessage", chat_id=102, text="x")
    assert await call == (400, "Bad Request: chat not found")


async def test_a_person_met_in_a_group_cannot_be_written_to_first(
    line: Line, tg: Telegram
) -> None:
    ben = tg.person(102, "Ben")
    tg.group(-5, "Runners", ben)
    call = line.refused("sendMessage", chat_id=102, text="x")
    assert await call == (403, "Forbidden: bot can't initiate conversation with a user")
    tg.write(ben, "/start")
    await line.say(ben)


async def test_a_person_who_blocked_the_bot_is_out_of_reach_until_they_write(
    line: Line, tg: Telegram, ana: User
) -> None:
    message_id = await line.say(ana)
    tg.block(ana)
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await line.refused("sendMessage", chat_id=101, text="x") == blocked
    assert await line.refused("sendChatAction", chat_id=101, action="typing") == blocked
    here = {"chat_id": 101, "message_id": message_id}
    assert await line.refused("editMessageText", **here, text="x") == blocked
    await line.ok("deleteMessage", **here)
    tg.write(ana, "/start")
    await line.say(ana)
    kinds = [next(k for k in update if k != "update_id") for update in await line.updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_a_deleted_account_is_out_of_reach(line: Line, tg: Telegram, ana: User) -> None:
    tg.deactivate(ana)
    call = line.refused("sendMessage", chat_id=101, text="x")
    assert await call == (403, "Forbidden: user is deactivated")


async def test_no_chat_has_topics(line: Line, ana: User) -> None:
    call = line.refused("sendMessage", chat_id=101, text="x", message_thread_id=7)
    assert await call == (400, "Bad Request: message thread not found")


async def test_a_bot_that_was_removed_from_a_group_cannot_write_there(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.group(-5, "Runners", ana, bot="kicked")
    call = line.refused("sendMessage", chat_id=-5, text="x")
    assert await call == (403, "Forbidden: bot was kicked from the group chat")


async def test_a_group_that_became_a_supergroup_says_where_it_went(
    line: Line, tg: Telegram, ana: User
) -> None:
    tg.group(-5, "Runners", ana).migrated_to = -1005
    answer = await line.call("sendMessage", chat_id=-5, text="x")
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    assert (answer["error_code"], answer["description"]) == (400, words)
    assert answer["parameters"] == {"migrate_to_chat_id": -1005}


async def test_pins_are_said_shown_and_taken_back(line: Line, tg: Telegram, ana: User) -> None:
    message_id = await line.say(ana)
    await line.ok("pinChatMessage", chat_id=101, message_id=message_id)
    assert tg.chat(ana)[-1].service
    told = (await line.updates())[-1]["message"]
    assert (told["from"]["is_bot"], told["pinned_message"]["message_id"]) == (True, message_id)
    assert tg.last(ana).pinned
    pinned = (await line.ok("getChat", chat_id=101))["pinned_message"]
    assert pinned["message_id"] == message_id
    await line.ok("unpinChatMessage", chat_id=101, message_id=message_id)
    for params in ({"message_id": message_id}, {}):
        call = line.refused("unpinChatMessage", chat_id=101, **params)
        assert await call == (400, "Bad Request: message to unpin not found")
    call = line.refused("pinChatMessage", chat_id=101, message_id=999)
    assert await call == (400, "Bad Request: message to pin not found")


async def test_all_pins_are_taken_back_at_once(line: Line, tg: Telegram, ana: User) -> None:
    for _ in range(2):
        await line.ok("pinChatMessage", chat_id=101, message_id=await line.say(ana))
    await line.ok("unpinAllChatMessages", chat_id=101)
    assert not any(message.pinned for message in tg.chat(ana))


async def test_pins_in_a_group_are_for_administrators(line: Line, tg: Telegram, ana: User) -> None:
    tg.group(-5, "Runners", ana)
    sent = await line.ok("sendMessage", chat_id=-5, text="x")
    call = line.refused("pinChatMessage", chat_id=-5, message_id=sent["message_id"])
    assert await call == (
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    )


@pytest.mark.parametrize(
    ("reaction", "words"),
    [
        ([{"type": "emoji", "emoji": "🧦"}], "REACTION_INVALID"),
        (
            [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}],
            "REACTIONS_TOO_MANY",
        ),
        ([{"type": "x"}], "can't parse ReactionType: invalid reaction type specified"),
        (["👍"], "can't parse ReactionType: expected an Object"),
    ],
)
async def test_a_wrong_reaction_is_refused(
    line: Line, tg: Telegram, ana: User, reaction: Any, words: str
) -> None:
    here = {"chat_id": 101, "message_id": tg.chat(ana)[0].id}
    call = line.refused("setMessageReaction", **here, reaction=reaction)
    assert await call == (400, f"Bad Request: {words}")


async def test_a_reaction_of_the_bot_is_shown_and_taken_back(
    line: Line, tg: Telegram, ana: User
) -> None:
    here = {"chat_id": 101, "message_id": tg.chat(ana)[0].id}
    await line.ok("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert tg.chat(ana)[0].reactions == {tg.state.bot.id: ["👍"]}
    await line.ok("setMessageReaction", **here)
    assert tg.chat(ana)[0].reactions == {tg.state.bot.id: []}
    call = line.refused("setMessageReaction", chat_id=101, message_id=999)
    assert await call == (400, "Bad Request: message to react not found")


async def test_a_chat_action_is_one_of_a_list(line: Line, tg: Telegram, ana: User) -> None:
    await line.ok("sendChatAction", chat_id=101, action="typing")
    assert tg.state.chats[101].actions == ["typing"]
    call = line.refused("sendChatAction", chat_id=101, action="dance")
    assert await call == (400, "Bad Request: wrong parameter action in request")


async def test_the_bot_learns_who_is_in_a_chat(line: Line, tg: Telegram, ana: User) -> None:
    tg.group(-5, "Runners", ana, bot="administrator")
    member = await line.ok("getChatMember", chat_id=-5, user_id=101)
    assert (member["status"], member["user"]["first_name"]) == ("member", "Ana")
    assert await line.ok("getChatMemberCount", chat_id=-5) == 2
    (admin,) = await line.ok("getChatAdministrators", chat_id=-5)
    assert admin["user"]["id"] == tg.state.bot.id
    call = line.refused("getChatAdministrators", chat_id=101)
    assert await call == (
        400,
        "Bad Request: there are no administrators in the private chat",
    )
    tg.person(102, "Ben")
    call = line.refused("getChatMember", chat_id=-5, user_id=102)
    assert await call == (400, "Bad Request: PARTICIPANT_ID_INVALID")
    call = line.refused("getChatMember", chat_id=-5, user_id=999)
    assert await call == (400, "Bad Request: user not found")
