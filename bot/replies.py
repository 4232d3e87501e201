"""What a plain message means: the precedence of DAY, "What a plain message means, in this order".

1 a reply to a bot message · 2 the open question · 3 yes / no / no call while the evening's
question is the newest · 4 the day's state · 5 ask what it was meant for.
"""

from collections.abc import Callable, Mapping

from telegram import Message

from bot.buttons import Tap
from bot.commands import call, day, naming, proof, whose
from bot.reading import Answer, answer, clean, folded, is_not_a_thing
from bot.visit import Visit
from scheduler.actions import day as act
from scheduler.facts import delays, next_on
from scheduler.notices import rest, words
from scheduler.rules import events as e
from scheduler.rules.calling import could_be_called
from storage.records import CallState, Day, DayState

Handler = Callable[[Visit], None]
FROM_PARTNER = ("did:", "thing:", "words:", "relay:", "cheered:", "alert:", "thanked:")
TRYING = (DayState.CHECKING, DayState.HELPING)
OPEN = (DayState.COMMITTED, *TRYING)
EVENING = (*OPEN, DayState.MISSED)
OFF = (DayState.REST, DayState.PAUSED, DayState.EXCUSED, DayState.UNASKED)
CHOOSING = (DayState.WAITING, DayState.ASKED)


def plain(visit: Visit, answers: Mapping[str, Handler]) -> None:
    """Hear a plain message of someone who is set up."""
    message = visit.message
    if message is None:
        return
    kind = proof.kind_of(message)
    today = act.today(visit.tx, visit.person)
    if _is_leftover(visit, message):
        return
    if _is_reply_to_partner(visit, message):
        relay(visit, message, kind)
    elif kind is not None:
        _shown(visit, message, kind, today)
    elif message.contact is not None:
        answers["number"](visit)
    elif not message.text and message.location is None:
        visit.refuse("kinds")
    elif not _answered(visit, answers) and not _evening_word(visit, today):
        _by_state(visit, today)


def _is_leftover(visit: Visit, message: Message) -> bool:
    """What belongs to a message before: an album is one proof, a long text one text."""
    album = message.media_group_id
    if album and not act.once(visit.tx, f"album:{album}", visit.now):
        return True
    return bool(message.text) and act.is_rest_of_long(visit.tx, visit.person, visit.at)


def _is_reply_to_partner(visit: Visit, message: Message) -> bool:
    replied = message.reply_to_message
    if replied is None:
        return False
    post = visit.tx.posts.by_message(message.chat.id, replied.message_id)
    return post is not None and post.slot.startswith(FROM_PARTNER)


def relay(visit: Visit, message: Message, kind: str | None) -> None:
    """Pass words, voice or photo on to the partner as they are."""
    partner = act.partner_of(visit.tx, visit.person)
    if partner is None:
        visit.refuse("no-partner")
        return
    if message.forward_origin is not None:
        visit.refuse("forwarded")
        return
    sound = act.is_first_of_hour(visit.tx, visit.person, visit.now)
    if kind is None:
        said = words.RelayedWords(
            visit.person.name, visit.words, visit.person.id, message.message_id
        )
        act.tell_partner(visit.tx, visit.person, [said], visit.now, sound=sound)
    else:
        announced = words.RelayedAs(visit.person.name, kind)
        act.tell_partner(visit.tx, visit.person, [announced], visit.now, sound=sound)
        where = (message.chat.id, message.message_id)
        act.pass_on(visit.tx, partner, where, f"relay:{where[0]}:{where[1]}", visit.now)
    visit.send(words.SentOn(partner.name))


def _shown(visit: Visit, message: Message, kind: str, today: Day) -> None:
    """A photo, voice message or sticker that is no reply."""
    if message.forward_origin is not None:
        visit.refuse("forwarded")
    elif kind == "sticker":
        visit.refuse("kinds")
    elif today.state in (*CHOOSING, *EVENING, *proof.KEPT):
        proof.did_with(visit, message, kind)
    else:
        visit.refuse("kinds")


def _answered(visit: Visit, answers: Mapping[str, Handler]) -> bool:
    """Whether the open question took the text."""
    asked = visit.tx.questions.of(visit.person.id)
    if asked is None or asked.kind not in answers:
        return False
    if asked.expires_at is not None and asked.expires_at < visit.at:
        visit.tx.questions.clear(visit.person.id)
        return False
    if asked.kind in ("thing", "tomorrow") and is_not_a_thing(visit.words):
        return False
    if asked.kind in ("thing", "tomorrow", "plan") and answer(visit.words) is not None:
        return False
    answers[asked.kind](visit)
    return True


def _evening_word(visit: Visit, today: Day) -> bool:
    """Done, not today, no call, in any of our languages; the partner's deed by name."""
    meant = answer(visit.words)
    if meant is Answer.NO_CALL:
        visit.happen_on(today.id, e.CallWavedOff(visit.at))
    elif meant is Answer.DONE:
        _means_done(visit, today)
    elif meant is Answer.NOT_TODAY:
        _means_no(visit, today)
    else:
        return _attests(visit)
    return True


def _means_done(visit: Visit, today: Day) -> None:
    """Of the date in which it was written, even if it arrives after that date's end."""
    if visit.at >= today.begins_at and today.state in (*EVENING, *proof.KEPT):
        day.did(visit, today)
    else:
        visit.words = ""
        day.done(visit)


def _means_no(visit: Visit, today: Day) -> None:
    """Not today; in the morning a day off, after the day's end nothing for the next one."""
    if visit.at < today.begins_at:
        visit.refuse("day-is-over")
    elif today.state in OPEN and (today.checked_at or today.state in TRYING):
        visit.happen_on(today.id, e.LetGo(visit.at))
    elif today.state in (*CHOOSING, DayState.COMMITTED):
        visit.answer(rest.RestChoice(today.id))
    else:
        visit.tx.questions.clear(visit.person.id)
        visit.answer(words.NextLater(today.id))


def _attests(visit: Visit) -> bool:
    """ "Ana did it", from her partner."""
    partner = act.partner_of(visit.tx, visit.person)
    if partner is None:
        return False
    name = folded(partner.name)
    said = folded(visit.words)
    if said not in (f"{name} did it", f"{name} has done it", f"{name} hat es gemacht"):
        return False
    theirs = act.today(visit.tx, partner)
    before = act.correctable_yesterday(visit.tx, theirs)
    started = theirs.state in (*EVENING, *proof.KEPT)
    call.attest(visit, theirs if started or before is None else before)
    return True


def _by_state(visit: Visit, today: Day) -> None:
    """What the text is by the state of the day, or the question what it was meant for."""
    message = visit.message
    if message is not None and message.forward_origin is not None:
        visit.refuse("forwarded")
    elif not visit.words:
        visit.refuse("empty")
    elif today.state in TRYING:
        _while_trying(visit, today)
    elif is_not_a_thing(visit.words):
        visit.happen(e.CameBack(visit.at)) if _was_quiet(visit, today) else _ask(visit, today)
    elif today.state in CHOOSING or not visit.person.first_named_at or _was_quiet(visit, today):
        naming.name(visit, visit.words)
    elif today.state in (*proof.KEPT, DayState.MISSED) and not visit.person.next_text:
        naming.name_next(visit, visit.words)
    else:
        _ask(visit, today)


def _was_quiet(visit: Visit, today: Day) -> bool:
    """The date is quiet because nothing was said for long, not because a pause was asked for."""
    return today.state is DayState.PAUSED and visit.person.paused_since is None


def _while_trying(visit: Visit, today: Day) -> None:
    """A word during the evening: to the caller once a call is taken, else noted and asked."""
    open_call = visit.tx.calls.open_of_day(today.id)
    taken = open_call is not None and open_call.state in (CallState.TAKEN, CallState.UNDER_WAY)
    if taken and open_call is not None and open_call.caller_id is not None:
        message = visit.message
        assert message is not None
        relay(visit, message, None)
        return
    partner = act.partner_of(visit.tx, visit.person)
    scene = act.scene(visit.tx, today, visit.now)
    visit.ask("for-what", text=visit.words, message=_message_id(visit))
    name = partner.name if partner else None
    can_call = could_be_called(scene, visit.now)
    visit.send(words.Noted(today.id, visit.words, name, bool(delays(scene)), can_call))


def _ask(visit: Visit, today: Day) -> None:
    """What was it meant for?"""
    partner = act.partner_of(visit.tx, visit.person)
    loose = is_not_a_thing(visit.words)
    if loose and partner is None:
        visit.refuse("one-sentence")
        return
    visit.ask("for-what", text=visit.words, message=_message_id(visit))
    name = partner.name if partner else None
    thing = today.state in (*CHOOSING, DayState.COMMITTED, *OFF)
    later = today.state not in (*CHOOSING, DayState.COMMITTED)
    on = next_on(visit.person, today)
    visit.send(
        words.ForWhat(today.id, visit.words, name, thing, later, loose or thing is later, on)
    )


def _message_id(visit: Visit) -> int:
    return visit.message.message_id if visit.message else 0


def for_what(visit: Visit, tap: Tap) -> None:
    """The answer to what a loose text was meant for."""
    today = whose.own_day(visit, tap)
    asked = visit.tx.questions.of(visit.person.id)
    if today is None:
        return
    if asked is None or asked.kind != "for-what":
        visit.toast("old-button")
        return
    text = str(asked.facts.get("text", ""))
    visit.tx.questions.clear(visit.person.id)
    _meant(visit, today, text, tap.arg)


def _meant(visit: Visit, today: Day, text: str, meant: str | None) -> None:
    if meant == "today":
        naming.name(visit, text)
    elif meant == "tomorrow":
        naming.name_next(visit, text)
    elif meant == "partner":
        said = words.RelayedWords(visit.person.name, text, visit.person.id, visit.update.update_id)
        sound = act.is_first_of_hour(visit.tx, visit.person, visit.now)
        partner = act.tell_partner(visit.tx, visit.person, [said], visit.now, sound=sound)
        visit.answer(words.SentOn(partner.name)) if partner else visit.refuse("no-partner")
    else:
        visit.answer(words.LetBe(today.id))


def edited(visit: Visit) -> None:
    """The edit of the text that named today's thing changes it until the check-in."""
    message = visit.message
    if message is None or not message.text:
        return
    today = act.today(visit.tx, visit.person)
    named = visit.tx.posts.of(message.chat.id, f"named:{today.id}")
    if named is None or named.message_id != message.message_id:
        return
    visit.words = clean(message.text.removeprefix("/commit"))
    if today.state is DayState.COMMITTED:
        rule_text = visit.words
        if rule_text and rule_text != today.text:
            naming.name(visit, rule_text)
    elif today.state in TRYING:
        visit.refuse("edit-too-late")
