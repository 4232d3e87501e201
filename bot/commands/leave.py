"""The end of a pact, looking again, and showing one message to the host."""

from bot.buttons import Tap
from bot.commands import host, pact
from bot.visit import Visit
from scheduler.actions import leaving, reviews
from scheduler.actions.two import partner
from scheduler.notices import parting as say
from storage.records import Lane, Outgoing, Person, Post, Verb

RELAYED = ("words:", "relay:", "did:", "thing:", "cheered:")


def leave(visit: Visit) -> None:
    """/leave: one confirmation, no reason asked."""
    found = partner(visit.tx, visit.person)
    if found is None:
        visit.refuse("no-partner")
    else:
        visit.answer(say.LeaveAsked(found[0].id, found[1].name))


def press_end_pact(visit: Visit, tap: Tap) -> None:
    if (found := pact.ours(visit, tap)) is not None:
        visit.answer(say.LeaveAsked(found[0].id, found[1].name))


def press_leave(visit: Visit, tap: Tap) -> None:
    """Left: everything between the two stops in this transaction."""
    if (found := pact.ours(visit, tap)) is not None:
        said = leaving.leave(visit.tx, visit.person, found[0], visit.now)
        visit.person = visit.tx.people.get(visit.person.id)
        visit.answer(said)


def press_stayed(visit: Visit, tap: Tap) -> None:
    if (found := pact.ours(visit, tap)) is not None:
        visit.answer(say.Stayed(found[0].id, found[1].name))


def press_no_more(visit: Visit, tap: Tap) -> None:
    """No more invites from the other; never shown there."""
    name = leaving.refuse(visit.tx, visit.person, tap.id)
    if name is None:
        visit.toast("old-button")
    else:
        visit.answer(say.NoMoreInvites(tap.id, name))


def press_go_alone(visit: Visit, _: Tap) -> None:
    visit.answer(say.GoOnAlone())


# -- looking again --------------------------------------------------------------------------------


def press_review(visit: Visit, tap: Tap) -> None:
    """Keep going, adjust, part as friends: unseen by the other until both have answered."""
    if (found := pact.ours(visit, tap)) is None:
        return
    said = reviews.answer(visit.tx, visit.person, found[0], tap.arg or "", visit.now)
    visit.person = visit.tx.people.get(visit.person.id)
    if said is None:
        visit.toast("old-button")
    else:
        visit.answer(said)


def press_wake(visit: Visit, tap: Tap) -> None:
    """A resting pact goes on."""
    if pact.ours(visit, tap) is None:
        return
    awake = reviews.wake(visit.tx, visit.person, visit.now)
    if awake is None:
        visit.toast("old-button")
    else:
        visit.answer(awake)


# -- the host -------------------------------------------------------------------------------------


def report(visit: Visit) -> None:
    """/report as a reply to a message that came from the partner: that one goes to the host."""
    named = host.name(visit.tx, visit.settings) or None
    replied = visit.message.reply_to_message if visit.message else None
    hosts = host.telegram_ids(visit.tx, visit.settings)
    post = _relayed(visit, replied.message_id) if replied is not None else None
    if post is None:
        visit.answer(say.ReportHow(named))
    elif not hosts:
        visit.refuse("no-host")
    else:
        for chat in hosts:
            _show(visit, chat, post)
        visit.answer(say.ReportSent(named))


def _relayed(visit: Visit, message_id: int) -> Post | None:
    """The message, if it came from a partner, of this pact or one before."""
    assert visit.person.telegram_id is not None
    post = visit.tx.posts.by_message(visit.person.telegram_id, message_id)
    return post if post is not None and post.slot.startswith(RELAYED) else None


def _show(visit: Visit, chat: int, post: Post) -> None:
    """Who reports, then the message as it is."""
    wrote = _author(visit, post)
    told = say.ReportFor(visit.person.name, wrote.name if wrote else "", visit.at)
    facts = {"from_chat_id": visit.person.telegram_id, "message_id": post.message_id}
    visit.tx.outbox.put_many(
        [
            Outgoing(chat, Verb.SEND, told.key(), told.pack(), lane=Lane.NEWS),
            Outgoing(chat, Verb.COPY, "", facts, lane=Lane.NEWS),
        ],
        visit.now,
    )


def _author(visit: Visit, post: Post) -> Person | None:
    """Whose message it was: the slot knows the person, the chat or the day it came from."""
    kind, number, *_ = post.slot.split(":")
    if kind == "words":
        return visit.tx.people.many([int(number)]).get(int(number))
    if kind == "relay":
        return visit.tx.people.by_telegram(int(number))
    day = visit.tx.days.get(int(number))
    if day is not None and day.person_id != visit.person.id:
        return visit.tx.people.many([day.person_id]).get(day.person_id)
    pair = visit.tx.pairs.last_of(visit.person.id)  # a cheer is about the reader's own day
    others = [member for member in pair.members if member != visit.person.id] if pair else []
    return visit.tx.people.get(others[0]) if others else None
