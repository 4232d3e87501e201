### English. VOICE is the law: the first line carries the point in 45 characters and never a
### person's own words; quotes unchanged; no exclamation mark; one message, one question.

language-name = English

# Stands for a name nobody can read (blank, or nothing but invisible signs).
somebody = Your partner

## The empty chat and the profile

description =
    One thing a day, with a friend on the line.
    In the morning you each name one thing. In the evening you each say how it went. If it isn't done, your friend calls, as you both agreed, and stays with you while you do it. One tap waves the call off.
    Your partner sees your one thing and how it went, nothing else. Leave at any time, no reason needed.
    { $has-host ->
        [yes] Free and open source, run by { $host }.
       *[no] Free and open source.
    } For people of 16 and over who know each other.

short-description =
    { $has-host ->
        [yes] One thing a day, with a friend on the line. Run by { $host }.
       *[no] One thing a day, with a friend on the line.
    }

## The command menu

command-start = Begin here
command-commit = Name today's one thing
command-done = It's done
command-call = I'm stuck: ask my partner now
command-today = Today at a glance
command-skip = Rest today, or until a day
command-progress = What was kept
command-settings = Times, days, language
command-help = How it works
command-pair = Invite a partner
command-tomorrow = Name tomorrow's one thing
command-log = Day by day
command-pact = What you two agreed
command-pause = Pause, with or without an end
command-resume = Back from rest or pause
command-why = Why I wrote, and what comes next
command-leave = End the pact
command-report = Show one message to the host
command-export = Take your data with you
command-forget = Erase everything about you
command-privacy = What is stored, and for how long
command-cancel = Leave the open question

## Labels: the day

label-done = ✅ Done
label-later = ⏳ Later
label-call-me = 📞 Call me
label-not-today = Not today
label-no-call = No call today
label-undo = Undo
label-plan = When and where?
label-ideas = Ideas
label-change = Change
label-rest-today = Rest today
label-rest-for-today = Today
label-rest-for-tomorrow = Tomorrow too
label-rest-for-week = This week
label-back = Back earlier
label-same = Same again
label-smaller = Smaller
label-else = Something else
label-next-later = Later
label-did = I did it
label-ill = I was ill
label-start-small = Start small
label-rest-week = Rest a week
label-stop-here = Stop here
label-thumb = 👍
label-cheer = 🎉 Cheer
label-thank = 🎉 Thank { $name }
label-not-quite = Not quite
label-hello = Say hello
label-presence-15 = 15 minutes
label-presence-25 = 25 minutes
label-stay = Stay with me
label-yesterdays = Yesterday's
label-todays = Today's
label-minutes = { $minutes } min
label-hours = { $hours } h

## Labels: the call

label-take-call = 📞 I'll call now
label-take-write = 💬 I'll write
label-cant = Can't right now
label-open-chat = Open { $name }'s chat
label-open-room = Open the room
label-here = I'm here
label-here-now = I'm here now
label-five = In 5 minutes
label-write = Write instead
label-together = Done together
label-under-way = Under way
label-no-answer = No answer
label-already = Already did it
label-not-yet = Not quite yet

## The morning

morning-question =
    What's your one thing today?
    Small is good.{ $has-partner_text ->
        [yes] {" "}{ $name }'s: “{ $partner_text }”.
       *[no] {""}
    }

morning-planned =
    Today's one thing, as you planned:
    “{ $text }”
    I'll ask at { $check_in }.{ $has-partner_text ->
        [yes] {" "}{ $name }'s: “{ $partner_text }”.
       *[no] {""}
    }

morning-after-open =
    { $again ->
        [yes] A new day, and it may be a small one.
       *[no] New day. One open day changes nothing.
    }
    “{ $text }”
    Did you do it after all? Or for today:

kind-question =
    It's been quiet here. All well?
    Nothing to explain. Start small, rest a while, or stop here.

hello-again =
    Hello again. All is as you left it.
    One small thing, whenever you like. Nothing is due.

partner-quiet =
    { $name } has been quiet for a few days.
    No calls meanwhile. A hello from you may help; nothing is due.

partner-quiet-long =
    { $name } has been quiet for a week.
    You can wait, say hello, or part as friends with /leave. Each is fine.

nudge =
    There's time for one small thing.
    Ten minutes, or a day off: both are fine.

## Naming the one thing

set =
    { $changed ->
        [yes] Changed. I'll ask at { $check_in }.
       *[no] Set. I'll ask at { $check_in }.
    }
    “{ $text }”{ $has-name ->
        [yes] {"\u000A"}{ $told ->
            [yes] { $name } sees the new words.
           *[no] { $name } hears it in a minute.
        }
       *[no] {""}
    }{ $call_fits ->
        [no] {"\u000A"}No call fits after that; I can stay with you.
       *[yes] {""}
    }

unset =
    Taken back. Nothing is named.
    What's your one thing today? Small is good.

plan-set =
    { $has-at ->
        [yes] Planned. A quiet word comes at { $at }.
       *[no] Planned.
    }
    “{ $plan }”
    For: “{ $text }”

plan-reminder =
    This is the moment you picked.
    “{ $plan }”
    For: “{ $text }”

partner-thing =
    { $has-on ->
        [yes] { $name }'s one thing for { $on }:
       *[no] { $name }'s one thing today:
    }
    “{ $text }”{ $liked ->
        [yes] {"\u000A"}👍 passed on.
       *[no] {""}
    }

partner-unnamed =
    { $name } is choosing once more.
    The one thing of before is taken back.

what-was-it =
    Done. What was it?
    A few words are enough.

kept-for-tomorrow =
    Kept for { $on }.{ $today_open ->
        [yes] {" "}Today's is open.
       *[no] {""}
    }
    “{ $text }”{ $today_open ->
        [yes] {"\u000A"}How did today's go?
       *[no] {""}
    }

## The evening

check-in =
    How did it go today?
    “{ $text }”

tomorrow-ask =
    What's one small thing for { $has-on ->
        [yes] { $on }?
       *[no] tomorrow?
    }
    Ten minutes is plenty: type it here, or leave it.

later-choice =
    How much later?
    “{ $text }”

later-set =
    Later. I'll ask again at { $at }.
    “{ $text }”
    Done before then? One tap, any time.

done =
    { $late ->
        [yes] Noted for yesterday: done.
       *[no] Done.{ $has-name ->
            [yes] {" "}{ $name } hears it now.
           *[no] {""}
        }
    }
    “{ $text }”{ $late ->
        [yes] { $has-name ->
            [yes] {"\u000A"}{ $name } hears it now.
           *[no] {""}
        }
       *[no] {""}
    }{ $has-today ->
        [yes] {"\u000A"}And today's one thing? Type it here.
       *[no] {""}
    }{ $asks_tomorrow ->
        [yes] {"\u000A"}{ $has-on ->
            [yes] And for { $on }? Type it here.
           *[no] Tomorrow's one thing? Type it here.
        }
       *[no] {""}
    }

done-undone =
    { $has-at ->
        [yes] Taken back. I'll ask at { $at }.
       *[no] Taken back.{ $open ->
            [yes] {" "}How did it go today?
           *[no] {""}
        }
    }
    “{ $text }”{ $has-name ->
        [yes] {"\u000A"}{ $name } sees the correction.
       *[no] {""}
    }


yesterday-or-today =
    Yesterday's, or today's?
    Yesterday it was: “{ $text }”

partner-did =
    { $late ->
        [yes] { $name } did yesterday's one thing.{ $has-together ->
            [yes] {"\u000A"}Both done: day { $together } together.
           *[no] {""}
        }
       *[no] { $has-on ->
            [yes] { $name } did it on { $on }.{ $has-together ->
                [yes] {"\u000A"}Both done: day { $together } together.
               *[no] {""}
            }
           *[no] { $name } did it.{ $has-together ->
                [yes] {" "}Both done: day { $together } together.
               *[no] {""}
            }
        }
    }
    “{ $text }”
    { $cheered ->
        [yes] 🎉 passed on. A reply here goes to { $name } too.
       *[no] Reply with a word, a voice message or a sticker and I pass it on.
    }

partner-undid =
    { $name } took that back; the day goes on.{ $has-text ->
        [yes] {"\u000A"}“{ $text }”
       *[no] {""}
    }

partner-corrected =
    Not quite, says { $name }.
    “{ $text }”
    Nothing more to do for you.

attested-by =
    { $name } says you did it. It counts.
    “{ $text }”
    If it isn't so, one tap corrects it.

attested =
    Noted: { $name } did it.
    “{ $text }”
    { $name } hears it from me and can correct it.

## Half an hour before

reminder-call =
    { $writing ->
        [yes] { $name } writes at { $at }, as you two agreed.
       *[no] { $name } calls at { $at }, as you two agreed.
    }
    “{ $text }”
    { $can_later ->
        [yes] Done, later, or no call today: each is fine.
       *[no] Done, or no call today: both are fine.
    }

reminder-alone =
    At { $at } I can stay with you.
    “{ $text }”
    { $can_later ->
        [yes] Done, later, or not today: each is fine.
       *[no] Done, or not today: both are fine.
    }

## Letting go, resting

not-today-anyway =
    { $has-at ->
        [yes] Noted. { $name } calls at { $at }, as you chose.
       *[no] Noted. { $name } calls, as you chose.
    }
    “{ $text }”
    No call today is fine too: one tap.

not-today =
    All right, not today. No call.
    “{ $text }”
    { $has-on ->
        [yes] For { $on }?
       *[no] For tomorrow?
    }

no-call-today =
    All right, no call today.{ $asked ->
        [yes] { $has-text ->
            [yes] {"\u000A"}“{ $text }”
                A done counts until the day ends. { $has-on ->
                    [yes] And for { $on }?
                   *[no] And for tomorrow?
                }
           *[no] {"\u000A"}A done counts until the day ends.
        }
       *[no] {"\u000A"}I'll ask how it went, nothing more.
    }

rest-choice =
    How long would you like to rest?
    No reason needed. I'll be quiet meanwhile.

resting =
    { $from_tomorrow ->
        [yes] { $today_only ->
            [yes] Rest tomorrow. I'll be quiet.
           *[no] Rest from tomorrow until { $until }.
        }
       *[no] { $today_only ->
            [yes] Rest today. I'll be quiet.
           *[no] Rest until { $until }. I'll be quiet.
        }
    }
    { $has-name ->
        [yes] { $name } knows that you rest, not why. I'll ask again on { $back }.
       *[no] I'll ask again on { $back }.
    }

paused =
    { $from_tomorrow ->
        [yes] { $has-until ->
            [yes] Paused from tomorrow until { $until }.
           *[no] Paused from tomorrow.
        }
       *[no] { $has-until ->
            [yes] Paused until { $until }. I'll be quiet.
           *[no] Paused. I'll be quiet.
        }
    }
    { $has-name ->
        [yes] { $name } knows that you pause, not why.{" "}
       *[no] {""}
    }{ $has-back ->
        [yes] I'll ask again on { $back }.
       *[no] /resume brings me back.
    }

back-from =
    Good to have you back.
    I'll ask on { $on }. Sooner? /commit and one small thing.

excused =
    { $days ->
        [0] All right. There is nothing to change.
        [one] All right. { $days } day is neutral now.
       *[other] All right. { $days } days are neutral now.
    }
    Nothing to make up. What's one small thing for today?

## The bot stays

presence-offer =
    { $has-name ->
        [yes] { $closed ->
            [yes] No calls at this hour, as agreed.
           *[no] { $name } can't call right now.
        }
            I can stay with you: a quiet timer, the first step, then I ask once.
       *[no] I can stay with you, if you like.
            A quiet timer, the first step, then I ask once.
    }

presence-started =
    { $minutes } quiet minutes. The first step.{ $has-text ->
        [yes] {"\u000A"}“{ $text }”
            I'll ask once, at { $until }.
       *[no] {"\u000A"}Until { $until }. Done before or after: one tap.
    }

## The call: to the one who calls

alert =
    { $writing_only ->
        [yes] { $asked ->
            [yes] { $name } asks you to write now.
           *[no] Time to write to { $name }.
        }
       *[no] { $asked ->
            [yes] { $name } asks you to call now.
           *[no] Time to call { $name }.
        }
    }{ $has-text ->
        [yes] {"\u000A"}Today's one thing: “{ $text }”
       *[no] {""}
    }{ $writing_only ->
        [yes] {"\u000A"}A hello and the question for the first step are plenty.
       *[no] {"\u000A"}You two agreed on: “{ $words }”
    }{ $yours_open ->
        [yes] {"\u000A"}Yours is open too: one call, both things?
       *[no] {""}
    }

caller-card =
    { $asks ->
        [yes] { $minutes } minutes are over. How did it go?
       *[no] { $writing ->
            [yes] Write to { $name }. You have { $minutes } minutes.
           *[no] { $reach ->
                [phone] Call { $name } by phone. You have { $minutes } minutes.
                [room] Meet { $name } in the room. { $minutes } minutes.
               *[telegram] Call { $name } on Telegram. You have { $minutes } minutes.
            }
        }
    }
    { $writing ->
        [yes] Say hello, ask for the first step, stay around. I keep the time.
       *[no] Say hello, ask for the first step, stay on the line. I keep the time.
    }

caller-asked =
    How did it go with { $name }?
    One tap, then it's done for tonight.

contact-card =
    The number for this call.
    It goes when the call ends.

caller-hears =
    { $how ->
        [here] { $name } is here.
            The first step, together.
        [five] { $name } asks for five minutes.
            I add them to your time.
        [write] { $name } would rather write.
            A hello and the question for the first step are plenty.
       *[back] Not quite yet, says { $name }.
            It goes on, and I'll ask later. Nothing more to do for you.
    }

alert-over =
    { $why ->
        [done] Done meanwhile, no call needed.{ $has-text ->
            [yes] {"\u000A"}“{ $text }”
           *[no] {""}
        }
        [let-go] No call today, says { $name }.
            No reason asked. Nothing more to do tonight.
        [declined] All right, not this time.
            I'll stay with { $name }. Nothing more to do for you.
        [unanswered] This call is over.
            I'll stay with { $name }. Nothing more to do tonight.
        [no-answer] That happens. Thank you for trying.
            { $name } reads that you tried. Nothing more to do tonight.
        [under-way] { $name } is under way. Thank you.
            I'll ask { $name } later. Nothing more to do for you.
        [already-done] { $name } had it done. Thank you.
            Nothing more to do tonight.
       *[withdrawn] No call needed any more.
            Nothing more to do tonight.
    }

caller-told-done =
    { $name } is done. No call needed.{ $has-text ->
        [yes] {"\u000A"}“{ $text }”
       *[no] {""}
    }

rescued-caller =
    Done, with you on the line.
    “{ $text }”
    Thank you for being there for { $name }.{ $cheered ->
        [yes] {"\u000A"}🎉 passed on.
       *[no] {""}
    }

## The call: to the one who is called

alert-asked =
    { $writing ->
        [yes] { $name } is asked to write to you now.
       *[no] { $name } is asked to call you now.
    }
    No word by { $at }? Then I'll stay with you. The first step can begin.

being-called =
    { $writing ->
        [yes] { $name } is writing to you now.
            The first step, together. One line back is enough.
       *[no] { $name } is calling you now.
            The first step, together. No need to talk if you'd rather write.
    }

called-here =
    { $how ->
        [five] { $name } knows: in five minutes.
            Until then, the first step can wait with you.
        [write] { $name } knows: in writing.
            One line is enough to begin.
       *[here] { $name } knows that you're here.
            The first step, together.
    }

nobody-picked-up =
    { $name } tried to reach you. No harm done.
    Two minutes still count: with { $name }, with me, or let today go.

under-way =
    Under way. I'll ask in { $minutes } minutes.
    Once, and no call then.

call-let-go =
    All right, no call.
    { $name } knows. No reason asked.

rescued =
    Done, with { $name } on the line.
    “{ $text }”
    It counts like any other day.{ $thanked ->
        [yes] {"\u000A"}Your thanks are passed on.
       *[no] {""}
    }

not-quite-yet =
    Not quite yet: all right.
    I'll ask once, in { $minutes } minutes.

## Lines in the next message

partner-rests-line =
    { $has-until ->
        [yes] { $name } rests until { $until }.
       *[no] { $today ->
            [yes] { $name } rests today.
           *[no] { $name } rests for a while.
        }
    }
    If you get stuck meanwhile, I'll stay with you.

partner-asks-line =
    Something about the pact with { $name } waits.
    Nothing is due: /pact shows it, whenever you like.

partner-thing-line =
    { $name } named one thing:
    “{ $text }”

partner-did-line =
    { $name } did it:
    “{ $text }”

meanwhile-line = Meanwhile { $name } kept { $kept } of { $counted }.

## Refusals: what is so, what to do instead. Also shown as toasts: 200 characters at most

refusal-not-through =
    That didn't go through. Nothing is changed.
    Once more, or see how it stands: /today

refusal-already-done =
    That one is done already.
    Tomorrow's one thing? /tomorrow

refusal-already-done-note-kept =
    Done already; this is kept with it.
    Tomorrow's one thing? /tomorrow

refusal-not-asked-yet =
    I'll ask in the evening.
    Done before that? /done

refusal-no-more-later =
    There's no room for later tonight.
    Done, or not today: both are fine.

refusal-call-asked =
    { $has-name ->
        [yes] { $has-at ->
            [yes] { $name } was asked at { $at }.
           *[no] { $name } was asked already.
        }
       *[no] A call is asked for already.
    }
    Done, or no call today: both are fine.

refusal-nothing-to-undo =
    There's nothing to take back here.
    Today: /today

refusal-too-late-to-undo =
    It's told by now.
    Other words? /commit and the new ones.

refusal-nothing-named =
    Nothing is named for today yet.
    One small thing: /commit

refusal-nothing-named-yesterday =
    Nothing was named for yesterday.
    Today is there: /commit

refusal-day-is-over =
    That was yesterday's.
    Today: /today

refusal-not-yours =
    { $has-name ->
        [yes] That one is for { $name }.
       *[no] That one is for someone else.
    }
    Yours: /today

refusal-old-button =
    That button has had its day.
    Today: /today

refusal-resting =
    It's a day of rest.
    Back earlier? /resume

refusal-paused =
    You're on pause.
    Back earlier? /resume

refusal-not-resting =
    You're not resting.
    A day off? /skip

refusal-not-before-check-in =
    { $has-name ->
        [yes] { $name } is asked first.
       *[no] The evening question comes first.
    }
    After that, tell me again.

refusal-call-over =
    This call is over.
    Today: /today

refusal-call-not-taken =
    This call isn't taken yet.
    First: I'll call now, or I'll write.

refusal-call-taken =
    This call is yours already.
    How it went: one tap on its message.

refusal-no-partner =
    That takes two people.
    Invite one: /pair

refusal-already-let-go =
    Today is let go already.
    Tomorrow's one thing? /tomorrow

refusal-too-long =
    That's long for one thing.
    One or two sentences, please.

refusal-empty =
    There were no words in that.
    One small thing, in a few words?

refusal-unreadable-time =
    I can't read that time.
    Try it like 20:00, 8pm or Thursday.

refusal-past-deadline =
    That time is over for today.
    A later one, or /tomorrow.

refusal-past-until =
    That day is over.
    A day ahead, please: /skip until Friday

refusal-forwarded =
    That one is forwarded.
    Your own words, please.

refusal-foreign-contact =
    That's another person's number.
    The button sends your own.

refusal-nothing-to-cancel =
    No question is open.
    Today: /today

refusal-unknown-command =
    No such command here.
    What there is: /help

refusal-link-over =
    This link is over.
    Each works once; the next start makes a new one.

refusal-host-now =
    This bot is yours to run now.
    People see your name as its host.

## Questions that text answers, and what people say to each other

ask-thing =
    { $smaller ->
        [yes] What would be a smaller piece of it?
       *[no] { $tomorrow ->
            [yes] { $has-on ->
                [yes] And for { $on }, what one thing?
               *[no] Tomorrow's one thing?
            }
           *[no] What's the one thing?
        }
    }
    Ten minutes is plenty: type it here.

ideas =
    { $tomorrow ->
        [yes] { $has-on ->
            [yes] A few small ones, for { $on }:
           *[no] A few small ones, for tomorrow:
        }
       *[no] A few small ones:
    }
    • write one message to one person
    • open the document and write the first line
    • make one short phone call
    • ten minutes on the thing that waits longest
    Yours in a few words? Type it here.

ask-plan =
    When and where will it be?
    “{ $text }”
    Try it like: when it is 10:00 and I'm at my desk.

next-later =
    All right, it can wait.
    I'll ask when it's time.

next-dropped =
    Taken back.
    I'll ask when it's time.

for-what =
    { $loose ->
        [yes] What is this for?
       *[no] { $today ->
            [yes] Is this today's one thing?
           *[no] { $tomorrow ->
                [yes] { $has-on ->
                    [yes] Is this for { $on }?
                   *[no] Is this for tomorrow?
                }
               *[no] What is this for?
            }
        }
    }
    “{ $text }”

noted =
    Noted. And how did it go today?
    “{ $text }”

let-be =
    All right, it stays between us.

sent-on =
    { $name } has it.

relayed-words =
    { $name } says:
    “{ $text }”

relayed-as =
    { $kind ->
        [voice] { $name } sends a voice message:
        [photo] { $name } sends a photo:
        [sticker] { $name } sends a sticker:
       *[other] { $name } sends this:
    }

cheered =
    🎉 from { $name }.{ $has-on ->
        [yes] {" "}For { $on }.
       *[no] {""}
    }

thanked =
    { $name } says thank you for the call.

hello-from =
    { $name } says hello.
    Nothing is due. One small thing, whenever you like.

proof-kept =
    { $has-name ->
        [yes] Kept with today. { $name } sees it too.
       *[no] Kept with today.
    }

attest-ask =
    { $name } is asked first.
    After the evening question, tell me again.

label-for-today = Today's one thing
label-for-tomorrow = For next time
label-for-partner = For { $name }
label-for-nothing = Never mind

refusal-thumb-sent =
    👍 passed on.

refusal-cheer-sent =
    🎉 passed on.

refusal-hello-sent =
    Your hello is passed on.

refusal-nudged-enough =
    That was three today.
    Tomorrow again.

refusal-thanked =
    Your thanks are passed on.

refusal-nothing-to-relay =
    That can't be passed on any more.
    Today: /today

refusal-kinds =
    I can't read this kind of message.
    A few words, a photo or a voice message work.

refusal-one-sentence =
    A few words are enough.
    One small thing: type it here.

refusal-edit-too-late =
    The evening question has come already.
    For tomorrow: /tomorrow

refusal-nothing-to-attest =
    There's nothing open to tell about.
    Today: /today

many-calls =
    Three calls this week. What would help?
    { $name } is asked too, apart from you. Each way is fine.

many-calls-answered =
    { $how ->
        [week] No calls for a week, then as before.
        [write] From now on { $name } writes to you.
        [hour] Another hour may fit better: /settings
       *[smaller] A smaller thing each day is plenty.
    }

label-easier-smaller = A smaller thing
label-easier-hour = Another hour
label-easier-write = In writing
label-easier-week = A week off calls

## The first minutes

# What both agree on, unless they choose other words; said by the one who calls.
agreed-words = I'm going to call you right now and stay on the line while you do it.

# The invitation in the sender's own voice; a link follows.
invite-words = Would you be my partner for two weeks? Each of us names one thing a day, and when one of us is stuck, the other calls. I could use it, and you'd get the same from me.

weekdays-all = every day
weekdays-range = { $first } to { $last }

label-yes-at = Yes, { $at }
label-city = Another city
label-location = Share my location
label-send-invite = Send to a friend
label-alone = Alone for now
label-accept = Accept
label-not-now = Not now
label-how = How does it work?
label-invite = Invite someone
label-take-back = Take it back
label-confirm = Yes, start
label-not-meant = Not who I meant
label-change-times = Change times

welcome =
    One thing a day, with someone on your side.
    You each name one thing in the morning and say in the evening how it went. If it isn't done, the other calls and stays on the line.
    { $has-name ->
        [yes] The invitation from { $name } comes next. First: is it { $at } where you are?
       *[no] Is it { $at } where you are?
    }

city-asked =
    Which city are you in?
    Type it in your own language, or a zone such as Europe/Berlin.

location-offered =
    Or let the phone say where you are.
    Of the place I keep the time zone, nothing else.

place-choice =
    Which one do you mean?
    { $cities }

place-found =
    Found. It's { $at } there.
    { $city }

friend-offered =
    Who will be with you?
    Send this to a friend. It works once, for three days:
    “{ $words }”
    { $link }
    Alone works too: then I stay with you.

invitation =
    { $name } asks: partners for two weeks?
    Each names one thing a day, { $weekdays }. In the evening I ask how it went.
    No answer by { $at }? Then { $name } calls and says: “{ $words }” One tap stops it.
    { $name } sees your one thing and how it went, nothing else. You can stop whenever you like. If you'd rather not, { $name } isn't told.{ $has-host ->
        [yes] {"\u000A"}{ $host } runs this bot.
       *[no] {""}
    }

invitation-more =
    How it works, with { $name }:
    In the morning I ask each of you for one small thing. In the evening I ask how it went: done, later, or not today.
    No answer for an hour? Then I ask { $name } to call you, within the call hours of both. In writing, in five minutes or no call: you choose, each time.
    What is seen: your one thing, and kept or open. Never when you were last here, your times or your reasons.
    It ends with /leave, without a reason.{ $has-host ->
        [yes] {" "}{ $host } runs this bot and can read its database: /privacy
       *[no] {" "}What is stored: /privacy
    }

invitation-left =
    All right, not now.
    { $name } isn't told. The link keeps for three days, and you can begin without it.

ready =
    { $has-name ->
        [yes] Thank you. { $name } is asked to confirm.
       *[no] All set.
    }
    I ask at { $morning } and { $check_in }, { $weekdays }. Calls { $call_from } to { $call_to }.{ $asks ->
        [yes] {"\u000A"}{ $tomorrow ->
            [yes] What's one small thing for tomorrow?
           *[no] { $has-on ->
                [yes] What's one small thing for { $on }?
               *[no] What's one small thing for today?
            }
        } Ten minutes is plenty: type it here.
       *[no] {""}
    }

start-again =
    Good to see you.
    Today: /today. Everything else: /help

## Invitations

invite-ready =
    Send this to a friend:
    “{ $words }”
    { $link }

invite-taken-back =
    Taken back. The link no longer works.
    Nobody is told.

accepted-by =
    { $name } accepted. Is that who you meant?
    Nothing is shared until you say yes.

not-meant =
    All right. Nothing was shared.
    That link is used up; a new one takes a minute.

invitation-over =
    The invitation is over.
    It was from { $name }. A new one takes a minute, from either of you.

refusal-invite-own =
    That's your own invitation.
    It is for a friend: forward it.

refusal-invite-used =
    { $has-name ->
        [yes] This invitation from { $name } is used.
       *[no] This invitation is used.
    }
    Each works once. A new one takes a minute.

refusal-invite-revoked =
    { $has-name ->
        [yes] { $name } took this invitation back.
       *[no] This invitation was taken back.
    }
    Ask for a new one, or invite: /pair

refusal-invite-expired =
    This invitation is over.
    Ask for a new one; it takes a minute.

refusal-invite-unknown =
    This invitation is unknown here.
    Ask for a new link; it takes a minute.

refusal-invite-waiting =
    { $has-name ->
        [yes] { $name } is asked to confirm.
       *[no] Your yes is with the other.
    }
    I'll tell you here.

refusal-invite-over =
    That invitation is over already.
    A new one: /pair

refusal-too-many-tries =
    That was a lot of links in an hour.
    Try again in an hour, or ask for a new one.

refusal-too-fast =
    That was a lot at once.
    I have read the first part. Write again in a minute.

refusal-in-pact =
    You're in a pact already.
    One at a time: /pact shows it, /leave ends it.

refusal-they-in-pact =
    { $has-name ->
        [yes] { $name } is in a pact already.
       *[no] There is a pact already.
    }
    You can invite someone else: /pair

refusal-not-invited =
    This bot is for people with an invitation.
    { $has-text ->
        [yes] Ask a friend who is here, or { $text }.
       *[no] Ask a friend who is here for one.
    }

refusal-unknown-city =
    That place is new to me.
    A larger city nearby? Or a zone: Europe/Berlin

refusal-location-unknown =
    I can't tell the time there.
    Type a city nearby, please.

refusal-set-up-first =
    One question first: where are you?
    Type your city, or press the button above.

## One's own data

label-forget = Erase everything
label-keep-all = Keep it all

forget-asked =
    Erase everything about you?
    Gone at once: name, settings, days and your words, your number or room, and what waits to be sent.{ $has-name ->
        [yes] {"\u000A"}{ $name } hears that the pact has ended, without a reason; what I said there about you in the last 48 hours goes too.
       *[no] {""}
    }
    What stays has no name: how the dates of a pact went, so that nobody else's sums change.{ $copies ->
        [0] {""}
       *[other] {" "}Nightly copies of the database hold the rest for { $copies } days more.
    }
    It can't be taken back. A copy for you first: /export. Without the button: /forget yes

forget-kept =
    All stays as it is.
    Nothing was erased.

forgotten =
    Everything is erased.
    What stands in this chat is yours to delete.{ $copies ->
        [0] {""}
       *[other] {" "}Nightly copies of the database hold the rest for { $copies } days more.
    }
    To begin anew, one day: /start

pact-closed =
    Your pact has ended.
    { $done ->
        [0] Your days stay yours.
        [one] Together: { $done } thing done{ $called ->
            [0] {""}.
           *[other] , on the line.
        } Your days stay yours.
       *[other] Together: { $done } things done{ $called ->
            [0] {""}.
           *[other] , { $called } of them on the line.
        } Your days stay yours.
    }

invitation-gone =
    This invitation is over.
    A new one takes a minute: /pair

export-file =
    All that is kept about you.
    JSON and CSV, made when I sent this. What others wrote is not in it.

refusal-too-many-exports =
    Three copies in a day is all I make.
    A new one tomorrow: /export

in-private =
    That works in our private chat.
    Write to me there, and it stays between us.

## The pact

label-ways = Ways of help
label-ring = Try the ring

partners-now =
    You and { $name } are on the line.
    Until { $until }, then you both look again. Check-in { $check_in }. { $way ->
        [write] Help in writing, { $call_from } to { $call_to }.
        [neither] No calls.
       *[call] Calls { $call_from } to { $call_to }, { $reach ->
            [phone] by phone.
            [room] in your room.
           *[telegram] on Telegram.
        }
    } “Not today” means { $anyway ->
        [yes] a call anyway.
       *[no] no call.
    }{ $asks ->
        [yes] {"\u000A"}{ $tomorrow ->
            [yes] What's one small thing for tomorrow?
           *[no] { $has-on ->
                [yes] What's one small thing for { $on }?
               *[no] What's one small thing for today?
            }
        } Ten minutes is plenty: type it here.
       *[no] {""}
    }

## Looking

today =
    { $state ->
        [waiting] A new date. Nothing is named so far.
        [asked] What's your one thing today?
        [committed] { $has-at ->
            [yes] Today is set. I'll ask at { $at }.
           *[no] Today is set.
        }
        [checking] How did it go today?
        [alerted] A call is asked for.
        [called] A call is on its way.
        [presence] I'm with you. The first step.
        [kept] Done today.
        [kept-call] Done today, on the line.
        [open] Today is let go.
        [rest] A day of rest.
        [paused] You're on pause.
       *[neutral] Today counts neither way.
    }{ $has-text ->
        [yes] {"\u000A"}“{ $text }”
       *[no] {""}
    }{ $state ->
        [waiting] { $has-at ->
            [yes] {"\u000A"}I'll ask at { $at }. Sooner? Type it here.
           *[no] {"\u000A"}One small thing? Type it here.
        }
        [asked] {"\u000A"}Small is good. Type it here.
        [alerted] {"\u000A"}Done, or no call today: both are fine.
        [open] {"\u000A"}A done counts until the day ends.
        [rest] {"\u000A"}One small thing anyway? /commit
        [paused] {"\u000A"}/resume brings me back.
       *[other] {""}
    }

today-next-line =
    Kept for { $on }:
    “{ $text }”

today-partner-line =
    { $has-on ->
        [yes] { $name }, { $on }: { $how ->
            [kept] kept.
            [kept-call] kept with a call.
            [open] open.
            [rest] rest.
           *[live] the date goes on.
        }
       *[no] { $name } today: { $how ->
            [kept] kept.
            [kept-call] kept with a call.
            [open] open.
            [rest] rest.
           *[live] the date goes on.
        }
    }{ $has-text ->
        [yes] {"\u000A"}“{ $text }”
       *[no] {""}
    }

label-progress = { $days } days

progress =
    { $counted ->
        [0] Nothing to count in { $days } days.
       *[other] Kept: { $kept } of { $counted }, in { $days } days.
    }{ $on_the_line ->
        [0] {""}
       *[other] {"\u000A"}On the line: { $on_the_line }.
    }{ $has-run ->
        [yes] {"\u000A"}Run: { $run } days kept. One open day in seven is forgiven.
       *[no] {""}
    }{ $counted ->
        [0] {"\u000A"}The first one thing begins it: /commit
       *[other] {""}
    }

progress-pair-line =
    { $together ->
        [0] With { $name }: the first day together is ahead.
        [one] With { $name }: { $together } day that both kept.
       *[other] With { $name }: { $together } days that both kept.
    }

label-newer = Newer
label-older = Older
label-log-theirs = My partner's days
label-log-own = My days

log =
    { $has-name ->
        [yes] Day by day: { $name }.
       *[no] Day by day, the newest first.
    }{ $empty ->
        [yes] {"\u000A"}Nothing here so far.
       *[no] {""}
    }

log-row =
    { $on }: { $how ->
        [kept] kept
        [kept-call] kept with a call
        [open] open
        [rest] rest
       *[live] goes on
    }{ $mark ->
        [late] {"\u000A"}Told later.
        [attested] {"\u000A"}Told by your partner.
        [both] {"\u000A"}Told later, by your partner.
       *[none] {""}
    }{ $has-text ->
        [yes] {"\u000A"}“{ $text }”
       *[no] {""}
    }

label-mute = Stop this kind
label-unmute = Bring it back
label-unmute-all = Bring all back

why =
    { $has-at ->
        [yes] { $has-on ->
            [yes] I wrote on { $on } at { $at }.
           *[no] I wrote at { $at }.
        }
       *[no] I haven't written on my own so far.
    }{ $what ->
        [morning] {"\u000A"}It was the morning of one of your days.
        [kind] {"\u000A"}It had been quiet for a while.
        [nudge] {"\u000A"}One quiet word comes four hours after the morning question.
        [check-in] {"\u000A"}It was the hour of your evening question.
        [reminder] {"\u000A"}Before a call I say so, half an hour ahead.
        [alert] {"\u000A"}You two agreed on help at this hour.
        [called] {"\u000A"}The call you two agreed on began.
        [caller] {"\u000A"}It was about how the call went.
        [presence] {"\u000A"}Nobody was free to call, so I offered to stay.
        [news] {"\u000A"}Your partner named or did the one thing.
        [tomorrow] {"\u000A"}It was time for tomorrow's one thing.
        [hello] {"\u000A"}It was a hello after a quiet while.
        [quiet] {"\u000A"}Your partner had been quiet for some days.
        [plan] {"\u000A"}It was the moment you picked.
        [words] {"\u000A"}Your partner had words for you.
        [pact] {"\u000A"}It was about what you two agreed.
        [nothing] {""}
       *[other] {"\u000A"}It followed from what was agreed.
    }

next-line =
    { $has-at ->
        [yes] { $has-on ->
            [yes] Next, on { $on } at { $at }:
           *[no] Next, at { $at }:
        }
       *[no] Next:
    }{"\u000A"}{ $what ->
        [nothing] Nothing. /resume brings me back.
        [morning] The morning question.
        [check-in] The evening question.
        [nudge] A quiet word.
        [plan] The moment you picked.
        [reminder] A word before the call.
       *[alert] The help you two agreed on.
    }

muted =
    All right. That kind stops.
    { $what ->
        [nudge] The quiet word after the morning question.
        [news] What your partner named or did.
        [tomorrow] The evening line for tomorrow's one thing.
        [hello] The hello after a quiet while.
        [quiet] That your partner has been quiet.
       *[plan] The moment you picked.
    }
    One tap brings it back, here or in /settings.

unmuted =
    All right. It comes again.
    { $what ->
        [nudge] The quiet word after the morning question.
        [news] What your partner named or did.
        [tomorrow] The evening line for tomorrow's one thing.
        [hello] The hello after a quiet while.
        [quiet] That your partner has been quiet.
        [plan] The moment you picked.
       *[all] Every kind of message.
    }

help =
    One thing a day, with a friend on the line.
    /commit Write to Dr Weiss by 15:00
    /done when it is, with a word if you like
    /call when stuck: your partner is asked now
    /today at a glance, with the buttons
    /skip until Thursday, or today: rest
    /progress 30, or 7, or 90 days
    /settings times, days, city, language
    /help this page
    More: /start /pair /pact /tomorrow /log /why /pause /resume /leave /report /export /forget /privacy /cancel
    A program can't see emergencies: call your local number or see findahelpline.com.{ $has-contact ->
        [yes] {"\u000A"}Who runs this bot: { $contact }
       *[no] {""}
    }

privacy =
    What is kept, and who can read it.
    Kept: your name and number at Telegram, language, zone, days, times and hours; your one thing of each date, how it went, what came with it; for calls, the number or room you gave.
    Why: to ask at your times and to tell your partner, who sees your one thing and how it went, nothing else. Your number goes to whoever takes the call, and leaves that chat when the call ends.
    How long: texts and what came with them { $texts ->
        [one] a day
       *[other] { $texts } days
    }, what I sent { $sent ->
        [one] a day
       *[other] { $sent } days
    }. What you write to me lies in a tray until it is handled; that it came is noted for { $updates } hours, and what can't be handled is kept { $dead ->
        [one] a day
       *[other] { $dead } days
    }. Days and counts stay until /forget.
    /forget erases it all at once. { $server ->
        [yes] The database's own log and backups hold it as long as the host keeps them.
       *[no] { $copies ->
            [0] The file is written anew within a minute.
            [one] The file is written anew within a minute; last night's copy goes a day later.
           *[other] The file is written anew within a minute; nightly copies go within { $copies } days.
        }
    } /export gives you a copy first.
    Of a shared location the zone is kept, nothing else.
    { $has-host ->
        [yes] { $host } runs this bot and can read its database.
       *[no] Whoever runs this bot can read its database.
    }{ $has-contact ->
        [yes] {" "}Reach the host: { $contact }
       *[no] {""}
    }

cancelled =
    The question is closed.
    Nothing was changed. Today: /today

refusal-progress-range =
    I can show 7, 30 or 90 days.
    Like this: /progress 30

## Settings

label-settings-all = All settings
label-settings-back = Back
label-setting-morning = Morning
label-setting-check-in = Check-in
label-setting-days = Days
label-setting-day-end = Day end
label-setting-hours = Call hours
label-setting-free-hours = Other days
label-setting-way = Ways of help
label-setting-not-today = “Not today”
label-setting-city = City
label-setting-language = Language
label-setting-way-call = A call
label-setting-way-write = In writing
label-setting-way-neither = Neither
label-setting-anyway-yes = A call anyway
label-setting-anyway-no = No call
label-days-working = Mon to Fri
label-days-all = Every day
label-days-agree = Agree
label-days-rather-not = Rather not
label-take-time = Take { $at }

settings =
    This is how it is set.
    Morning { $morning }, check-in { $check_in }, day end { $day_end }.
    Days: { $weekdays }. City: { $city }.
    Calls on your days { $call_from } to { $call_to }, on others { $free_from } to { $free_to }.
    Help when it is open: { $way ->
        [call] a call.
        [write] in writing.
       *[neither] none.
    } “Not today” means { $anyway ->
        [yes] a call anyway.
       *[no] no call.
    }{ $muted ->
        [0] {""}
       *[other] {"\u000A"}Some kinds of messages are stopped.
    }

setting-ask =
    { $what ->
        [city] Which city are you in?
            Type it, or share a location. Of a location the zone is kept, nothing else.
        [days] On which days shall I ask?
            Pick, or type them: Mon-Fri, or Mon Wed Fri.
        [morning] When is the morning question?
            Type a time, like 7:30.
        [check-in] When shall I ask how it went?
            Type a time, like 20:00.
        [day-end] When does your day end?
            The date changes then, not at midnight. From 0:00 to 12:00, like 4:00.
        [hours] When may calls come on your days?
            Type from and to, like 18:00-22:00.
       *[free-hours] When may calls come on other days?
            Type from and to, like 10:00-22:00.
    }

setting-choice =
    { $what ->
        [language] Which language?
            So far: { $now }.
        [way] How may a partner help?
            So far: { $now ->
                [call] a call.
                [write] in writing.
               *[neither] not at all.
            }
       *[not-today] What does “not today” mean?
            So far: { $now ->
                [yes] a call anyway.
               *[no] no call.
            }
    }

city-choice =
    Which of these is it?
    { $cities }

times-clash =
    { $what ->
        [morning] The morning comes before the check-in.
        [check-in] That check-in leaves no room.
       *[day-end] That day end leaves no room.
    }
    { $has-fits ->
        [yes] The nearest that fits: { $fits }. Or type another.
       *[no] First change one of the other times: /settings
    }

time-changed =
    { $what ->
        [morning] Morning question at { $wall }.
        [check-in] Check-in at { $wall }.
       *[day-end] Your day ends at { $wall }.
    }
    { $from_today ->
        [yes] From today on.
       *[no] From the next date on.
    }{ $has-check_in ->
        [yes] {" "}Today I'll ask at { $check_in }.
       *[no] {""}
    }

days-changed =
    Your days are set, from the next date on.
    { $weekdays }

hours-changed =
    { $free ->
        [yes] On other days: { $opens } to { $closes }.
       *[no] On your days: { $opens } to { $closes }.
    }
    Calls come within these hours, at none other.

moved =
    It's { $at } where you are now.
    City: { $city }. What was asked today stays asked.{ $has-check_in ->
        [yes] {" "}I'll ask how it went at { $check_in }.
       *[no] {""}
    }

more-days =
    { $name } would like more days.
    { $weekdays }. It counts once you agree; until then all stays as it is.

more-days-asked =
    { $name } is asked about the days.
    Until the answer all stays as it is.

more-days-agreed =
    { $name } agrees. Your days are set.
    { $weekdays }

more-days-answered =
    { $agreed ->
        [yes] Agreed. { $name } hears it now.
       *[no] All stays as it is. { $name } isn't told.
    }

refusal-unreadable-clock =
    I can't read that as a time.
    Try it like 7:30, 20:00 or 8pm.

refusal-unreadable-days =
    I can't read that as days.
    Try it like Mon-Fri, or Mon Wed Fri.

refusal-unreadable-hours =
    I can't read that as hours.
    From and to, like 18:00-22:00.

refusal-empty-setting =
    There was nothing to read in that.
    The answer in words, or /cancel.

label-words = Other words
label-call-hours = Call hours
label-reached = How I'm called
label-end-pact = End the pact
label-wake = Wake the pact
label-way-call = Call me
label-way-write = Write to me
label-way-neither = Neither
label-anyway-yes = “Not today”: call anyway
label-anyway-no = “Not today”: no call
label-my-number = My number
label-my-room = A room link
label-by-telegram = On Telegram
label-contact-gone = Take it out
label-send-number = Send my number
label-leave-it = Leave it so
label-agree = Agree
label-rather-not = Rather not
label-rang = It worked
label-leave = Leave
label-stay-in = Stay
label-no-more = No more invites from { $name }
label-go-alone = Go on alone
label-review-keep = Keep going
label-review-adjust = Adjust it
label-review-part = Part as friends

fit-check-in = Check-in { $at }
fit-both = Check-in { $at }, wider hours
fit-hours-both = Wider hours for both
fit-partner = { $name }: calls { $span }
fit-own = My calls { $span }

pact-view =
    Your pact with { $name }{ $rests ->
        [yes] {" "}rests: no calls.
       *[no] .
    }
    Agreed for a call: “{ $words }”
    { $way ->
        [write] Help for you: in writing.
        [neither] Help for you: neither call nor writing.
       *[call] Help for you: a call, { $reach ->
            [phone] by phone.
            [room] in your room.
           *[telegram] on Telegram.
        }
    } “Not today” means { $anyway ->
        [yes] a call anyway.
       *[no] no call.
    }
    Your clock { $here }: check-in { $check_in }, calls { $call_from } to { $call_to }, on other days { $free_from } to { $free_to }.
    The other clock { $there }: calls { $their_from } to { $their_to }.
    You both look again on { $until }.

ways-choice =
    How may { $name } help when it isn't done?
    Now: { $way ->
        [write] in writing.
        [neither] neither call nor writing.
       *[call] a call.
    } Less counts at once, more when { $name } agrees. “Not today” means { $anyway ->
        [yes] a call anyway.
       *[no] no call.
    }

contact-choice =
    { $bare ->
        [yes] Without a username, a call needs a way.
            A number of your own or a room link makes one. Without either { $has-name ->
                [yes] { $name }
               *[no] a partner
            } sees your name, and no link.
       *[no] How a call comes to you.
            { $reach ->
                [phone] By phone: { $has-name ->
                    [yes] { $name }
                   *[no] a partner
                } gets your number with a call and never else.
                [room] In your room.
               *[telegram] On Telegram.
            }{ $has-room ->
                [yes] {"\u000A"}{ $room }
               *[no] {""}
            }{ $has_phone ->
                [yes] {"\u000A"}Your number is kept. It can go at any time.
               *[no] {"\u000A"}A number of your own or a room link works too.
            }
    }

number-asked =
    Your number, with the button below.
    { $name } gets it with a call that was taken, and it goes when the call ends.

number-kept =
    { $has-name ->
        [yes] Kept. { $name } gets it with a call.
       *[no] Kept, for a call.
    }
    Take it out at any time: { $has-name ->
        [yes] /pact
       *[no] /settings
    }

room-asked =
    Which room? Send its link.
    It begins with https, for example https://meet.jit.si/our-room

room-kept =
    Kept. Calls come to your room.
    { $room }

contact-gone =
    Taken out. Nothing is kept.
    { $name } calls on Telegram.

contact-left =
    All right.
    { $name } sees your name with a call, and no link. /pact changes that.

hours-asked =
    From when to when may a call come?
    Now { $call_from } to { $call_to }, on other days { $free_from } to { $free_to }. Like this: 18:00-22:00, or with the other days: 18:00-22:00, 10:00-22:00

hours-kept =
    Changed: calls { $call_from } to { $call_to }.
    On other days { $free_from } to { $free_to }.

hours-clash =
    A call won't always fit both your hours.
    From { $on } on: the call comes up to 90 minutes after your check-in, and one of you isn't free then. { $name } decides about the other hours. This makes room: { $options }.

clash-left =
    All right, it stays so.
    On evenings without room for a call I stay with you.

fit-made =
    { $has-name ->
        [yes] { $name } is asked about the hours.
       *[no] Changed. A call fits now.
    }
    All of it: /pact

words-asked =
    Which words for the call?
    Now: “{ $words }” Type others; they count once both agree.

proposed =
    { $name } is asked.
    Until { $name } agrees, all stays as it is.

words-proposed =
    { $name } suggests other words for a call:
    “{ $words }”
    They count once you agree. All stays as it is if you'd rather not.

hours-proposed =
    { $name } asks for wider call hours.
    Calls from you { $call_from } to { $call_to }, on other days { $free_from } to { $free_to }. Your hours stay as they are if you'd rather not.

way-proposed =
    { $way ->
        [write] { $name } would like you to write again.
       *[call] { $name } would like you to call again.
    }
    It is about evenings when it isn't done. All stays as it is if you'd rather not.

agreed =
    Agreed. It counts from now on.
    { $name } hears it.

agreed-by =
    { $name } agreed. It counts from now on.
    All of it: /pact

disagreed =
    All right, it stays as it is.
    { $name } hears that, no reason.

disagreed-by =
    It stays as it is.
    { $name } would rather not. All of it: /pact

trial-ring =
    { $name } would like to try the ring.
    This is a try, no day depends on it. With a call this is how you reach { $name }; you two agreed on: “{ $words }”

ring-asked =
    { $name } has your card now, as a try.
    Nothing else happens.

ring-tried =
    Tried. That's how it goes.
    { $name } sees nothing of it.

leave-asked =
    End the pact with { $name }?
    Calls and messages between you two stop at once. No reason needed; { $name } hears that it has ended.

stayed =
    All right, all stays as it is.
    { $name } hears nothing of this.

pact-left =
    Your pact with { $name } has ended.
    { $done ->
        [0] Your days stay yours.
        [one] Together: { $done } thing done. Your days stay yours.
       *[other] Together: { $done } things done. Your days stay yours.
    }

pact-over =
    The pact with { $name } has ended.
    { $done ->
        [0] Your days stay yours.
        [one] Together: { $done } thing done{ $called ->
            [0] {""}.
           *[other] , on the line.
        } Your days stay yours.
       *[other] Together: { $done } things done{ $called ->
            [0] {""}.
           *[other] , { $called } of them on the line.
        } Your days stay yours.
    }

no-more-invites =
    Noted: no more invites from { $name }.
    This stays with me.

go-on-alone =
    On you go, alone for now.
    I ask as before, and when you're stuck I stay with you.

look-again =
    { $weeks ->
        [1] One week with { $name }. Keep going?
        [2] Two weeks with { $name }. Keep going?
       *[other] { $weeks } weeks with { $name }. Keep going?
    }
    { $counted ->
        [0] {""}
       *[other] Between you { $kept } of { $counted } days kept{ $called ->
            [0] {""}.
           *[other] , { $called } on the line.
        }{" "}
    }{ $name } answers this too; neither sees the other's answer first.

look-answered =
    Noted. { $name } answers too.
    I'll tell you both once both have.

goes-on =
    { $name } and you go on.
    { $adjust ->
        [yes] One of you would like changes: /pact, and a word with { $name }.
       *[no] All stays as it is.
    } You both look again on { $until }.

pact-rests =
    The pact with { $name } rests.
    No calls meanwhile. One tap or a new one thing wakes it.

pact-awake =
    The pact with { $name } is awake again.
    You both look again on { $until }.

partner-away =
    { $name } can't be reached at the moment.
    No calls meanwhile; nothing is due from you.

partner-reachable =
    { $name } can be reached again.
    All goes on as before.

report-how =
    Reply to a message from your partner.
    Write /report there, and that one message goes to { $has-host ->
        [yes] { $host }, who runs this bot.
       *[no] whoever runs this bot.
    } Nothing else is shown. To stop all of it: /leave

report-sent =
    This one message is passed on.
    { $has-host ->
        [yes] { $host } can read it.
       *[no] The host can read it.
    }
    Nobody else is told. To stop all of it: /leave

report-for =
    A message is reported to you.
    { $name } reports it, { $by } wrote it; reported at { $at }. It follows.

refusal-number-by-button =
    The button below sends your own number.
    Rather not? /cancel

refusal-no-room-link =
    That isn't a link to a room.
    One that begins with https, please.

refusal-too-long-words =
    That's long for a call.
    One sentence, please, up to 200 letters.

refusal-proposal-over =
    That is not open any more.
    All of it: /pact

refusal-ring-later =
    { $has-name ->
        [yes] { $name } rests. Another day.
       *[no] Not today. Another day.
    }
    Nothing was sent.

refusal-ring-tried =
    You tried it already.
    With a call it goes the same way.

refusal-no-host =
    Nobody is named as the host here.
    To stop all of it: /leave
