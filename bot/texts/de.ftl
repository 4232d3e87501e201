### Deutsch. Regeln wie in en.ftl; dazu: du, keine Fürwörter für andere (auch kein „ihr“ und kein
### „sein“), keine Wesfälle von Namen, Anführungszeichen „…“.

language-name = Deutsch

# Steht für einen Namen, den niemand lesen kann (leer oder lauter unsichtbare Zeichen).
somebody = Dein Gegenüber

## Der leere Chat und das Profil

description =
    Eine Sache am Tag, und ein Mensch dazu.
    Morgens nennt jede Person eine Sache, abends sagt jede, wie es lief. Ist es nicht erledigt, kommt ein Anruf, wie vorher vereinbart, und jemand bleibt dran, während du es machst. Ein Tipp, und der Anruf entfällt.
    Zu sehen sind deine eine Sache und wie es lief, sonst nichts. Aufhören geht jederzeit, ohne Grund.
    { $has-host ->
        [yes] Frei und quelloffen, betrieben von { $host }.
       *[no] Frei und quelloffen.
    } Für Menschen ab 16, die sich kennen.

short-description =
    { $has-host ->
        [yes] Eine Sache am Tag, und ein Mensch dazu. Betrieben von { $host }.
       *[no] Eine Sache am Tag, und ein Mensch dazu.
    }

## Das Menü der Befehle

command-start = Hier geht es los
command-commit = Die eine Sache für heute nennen
command-done = Erledigt
command-call = Ich stecke fest: jetzt um einen Anruf bitten
command-today = Heute auf einen Blick
command-skip = Heute Pause, oder bis zu einem Tag
command-progress = Was gehalten wurde
command-settings = Zeiten, Tage, Sprache
command-help = Wie es geht
command-pair = Jemanden einladen
command-tomorrow = Die eine Sache für morgen nennen
command-log = Tag für Tag
command-pact = Was vereinbart ist
command-pause = Anhalten, mit oder ohne Ende
command-resume = Zurück aus der Pause
command-why = Warum ich schrieb und was als Nächstes kommt
command-leave = Den Pakt beenden
command-report = Eine Nachricht den Betreibern zeigen
command-export = Deine Daten mitnehmen
command-forget = Alles über dich löschen
command-privacy = Was gespeichert wird, und wie lange
command-cancel = Die offene Frage verlassen

## Tasten: der Tag

label-done = ✅ Erledigt
label-later = ⏳ Später
label-call-me = 📞 Ruf mich an
label-not-today = Heute nicht
label-no-call = Heute kein Anruf
label-undo = Rückgängig
label-plan = Wann und wo?
label-ideas = Ideen
label-change = Ändern
label-rest-today = Heute Pause
label-rest-for-today = Heute
label-rest-for-tomorrow = Auch morgen
label-rest-for-week = Diese Woche
label-back = Früher zurück
label-same = Nochmal
label-smaller = Kleiner
label-else = Etwas anderes
label-next-later = Später
label-did = Hab's gemacht
label-ill = Ich war krank
label-start-small = Klein anfangen
label-rest-week = Woche Pause
label-stop-here = Hier aufhören
label-thumb = 👍
label-cheer = 🎉 Gratulieren
label-thank = 🎉 { $name } danken
label-not-quite = Nicht ganz
label-hello = Hallo sagen
label-presence-15 = 15 Minuten
label-presence-25 = 25 Minuten
label-stay = Bleib bei mir
label-yesterdays = Das von gestern
label-todays = Das von heute
label-minutes = { $minutes } Min.
label-hours = { $hours } Std.

## Tasten: der Anruf

label-take-call = 📞 Ich rufe an
label-take-write = 💬 Ich schreibe
label-cant = Geht gerade nicht
label-open-chat = Chat mit { $name } öffnen
label-open-room = Raum öffnen
label-here = Bin da
label-here-now = Jetzt bin ich da
label-five = In 5 Minuten
label-write = Lieber schreiben
label-together = Zusammen fertig
label-under-way = Angefangen
label-no-answer = Keine Antwort
label-already = Schon erledigt
label-not-yet = Noch nicht ganz

## Der Morgen

morning-question =
    Was ist heute deine eine Sache?
    Klein ist gut.{ $has-partner_text ->
        [yes] {" "}Von { $name }: „{ $partner_text }“.
       *[no] {""}
    }

morning-planned =
    Deine eine Sache heute, wie geplant:
    „{ $text }“
    Ich frage um { $check_in }.{ $has-partner_text ->
        [yes] {" "}Von { $name }: „{ $partner_text }“.
       *[no] {""}
    }

morning-after-open =
    { $again ->
        [yes] Ein neuer Tag, gern ein kleiner.
       *[no] Neuer Tag. Ein offener Tag ändert nichts.
    }
    „{ $text }“
    Ist es inzwischen erledigt? Oder für heute:

kind-question =
    Es war still hier. Alles gut bei dir?
    Nichts zu erklären. Klein anfangen, eine Weile Pause oder hier aufhören.

hello-again =
    Hallo. Hier ist alles wie zuvor.
    Eine kleine Sache, wann immer du magst. Fällig ist nichts.

partner-quiet =
    Von { $name } war ein paar Tage nichts zu hören.
    Solange keine Anrufe. Ein Hallo von dir kann guttun; fällig ist nichts.

partner-quiet-long =
    Von { $name } war eine Woche nichts zu hören.
    Warten, Hallo sagen oder mit /leave in Freundschaft auseinandergehen: alles ist gut.

nudge =
    Für etwas Kleines ist Zeit.
    Zehn Minuten oder ein freier Tag: beides ist gut.

## Die eine Sache nennen

set =
    { $changed ->
        [yes] Geändert. Ich frage um { $check_in }.
       *[no] Steht. Ich frage um { $check_in }.
    }
    „{ $text }“{ $has-name ->
        [yes] {"\u000A"}{ $told ->
            [yes] { $name } sieht die neuen Worte.
           *[no] { $name } erfährt es in einer Minute.
        }
       *[no] {""}
    }{ $call_fits ->
        [no] {"\u000A"}Danach passt kein Anruf mehr; ich kann bei dir bleiben.
       *[yes] {""}
    }

unset =
    Zurückgenommen. Nichts ist genannt.
    Was ist heute deine eine Sache? Klein ist gut.

plan-set =
    { $has-at ->
        [yes] Geplant. Um { $at } melde ich mich leise.
       *[no] Geplant.
    }
    „{ $plan }“
    Für: „{ $text }“

plan-reminder =
    Das ist der Moment, den du gewählt hast.
    „{ $plan }“
    Für: „{ $text }“

partner-thing =
    { $has-on ->
        [yes] { $name } hat sich für { $on } vorgenommen:
       *[no] { $name } hat sich heute vorgenommen:
    }
    „{ $text }“{ $liked ->
        [yes] {"\u000A"}👍 weitergegeben.
       *[no] {""}
    }

partner-unnamed =
    { $name } wählt noch einmal.
    Die Sache von vorhin ist zurückgenommen.

what-was-it =
    Erledigt. Was war es?
    Ein paar Worte genügen.

kept-for-tomorrow =
    Für { $on } vorgemerkt.{ $today_open ->
        [yes] {" "}Heute ist offen.
       *[no] {""}
    }
    „{ $text }“{ $today_open ->
        [yes] {"\u000A"}Wie lief es heute?
       *[no] {""}
    }

## Der Abend

check-in =
    Wie lief es heute?
    „{ $text }“

tomorrow-ask =
    Eine kleine Sache für { $has-on ->
        [yes] { $on }?
       *[no] morgen?
    }
    Zehn Minuten reichen: schreib es hier oder lass es.

later-choice =
    Wie viel später?
    „{ $text }“

later-set =
    Später. Ich frage um { $at } wieder.
    „{ $text }“
    Vorher erledigt? Ein Tipp, jederzeit.

done =
    { $late ->
        [yes] Für gestern vermerkt: erledigt.
       *[no] Erledigt.{ $has-name ->
            [yes] {" "}{ $name } erfährt es jetzt.
           *[no] {""}
        }
    }
    „{ $text }“{ $late ->
        [yes] { $has-name ->
            [yes] {"\u000A"}{ $name } erfährt es jetzt.
           *[no] {""}
        }
       *[no] {""}
    }{ $has-today ->
        [yes] {"\u000A"}Und für heute? Schreib es hier.
       *[no] {""}
    }{ $asks_tomorrow ->
        [yes] {"\u000A"}{ $has-on ->
            [yes] Und für { $on }? Schreib es hier.
           *[no] Und für morgen? Schreib es hier.
        }
       *[no] {""}
    }

done-undone =
    { $has-at ->
        [yes] Zurückgenommen. Ich frage um { $at }.
       *[no] Zurückgenommen.{ $open ->
            [yes] {" "}Wie lief es heute?
           *[no] {""}
        }
    }
    „{ $text }“{ $has-name ->
        [yes] {"\u000A"}{ $name } sieht die Korrektur.
       *[no] {""}
    }

yesterday-or-today =
    Das von gestern oder das von heute?
    Gestern war es: „{ $text }“

partner-did =
    { $late ->
        [yes] { $name } hat das von gestern gemacht.{ $has-together ->
            [yes] {"\u000A"}Beide fertig: Tag { $together } zusammen.
           *[no] {""}
        }
       *[no] { $has-on ->
            [yes] { $name } hat es am { $on } gemacht.{ $has-together ->
                [yes] {"\u000A"}Beide fertig: Tag { $together } zusammen.
               *[no] {""}
            }
           *[no] { $name } hat's gemacht.{ $has-together ->
                [yes] {" "}Beide: Tag { $together } zusammen.
               *[no] {""}
            }
        }
    }
    „{ $text }“
    { $cheered ->
        [yes] 🎉 weitergegeben. Eine Antwort hier geht auch an { $name }.
       *[no] Antworte mit einem Wort, einer Sprachnachricht oder einem Sticker, ich gebe es weiter.
    }

partner-undid =
    { $name } nimmt das zurück; der Tag läuft.{ $has-text ->
        [yes] {"\u000A"}„{ $text }“
       *[no] {""}
    }

partner-corrected =
    Noch nicht ganz, sagt { $name }.
    „{ $text }“
    Für dich ist nichts weiter zu tun.

attested-by =
    { $name } sagt, du hast es gemacht. Es zählt.
    „{ $text }“
    Stimmt das nicht, genügt ein Tipp.

attested =
    Vermerkt: { $name } hat es gemacht.
    „{ $text }“
    { $name } hört es von mir und kann es korrigieren.

## Eine halbe Stunde vorher

reminder-call =
    { $writing ->
        [yes] { $name } schreibt um { $at }, wie vereinbart.
       *[no] { $name } ruft um { $at } an, wie vereinbart.
    }
    „{ $text }“
    { $can_later ->
        [yes] Erledigt, später oder heute kein Anruf: alles ist gut.
       *[no] Erledigt oder heute kein Anruf: beides ist gut.
    }

reminder-alone =
    Um { $at } kann ich bei dir bleiben.
    „{ $text }“
    { $can_later ->
        [yes] Erledigt, später oder heute nicht: alles ist gut.
       *[no] Erledigt oder heute nicht: beides ist gut.
    }

## Loslassen, Pause

not-today-anyway =
    { $has-at ->
        [yes] Gut. { $name } ruft um { $at } an, wie gewählt.
       *[no] Gut. { $name } ruft an, wie gewählt.
    }
    „{ $text }“
    Heute kein Anruf geht auch: ein Tipp.

not-today =
    In Ordnung, heute nicht. Kein Anruf.
    „{ $text }“
    { $has-on ->
        [yes] Für { $on }?
       *[no] Für morgen?
    }

no-call-today =
    In Ordnung, heute kein Anruf.{ $asked ->
        [yes] { $has-text ->
            [yes] {"\u000A"}„{ $text }“
                Erledigt zählt bis zum Ende des Tages. { $has-on ->
                    [yes] Und für { $on }?
                   *[no] Und für morgen?
                }
           *[no] {"\u000A"}Erledigt zählt bis zum Ende des Tages.
        }
       *[no] {"\u000A"}Ich frage, wie es lief, mehr nicht.
    }

rest-choice =
    Wie lange möchtest du Pause machen?
    Kein Grund nötig. Ich bin solange still.

resting =
    { $from_tomorrow ->
        [yes] { $today_only ->
            [yes] Morgen Pause. Ich bin still.
           *[no] Ab morgen Pause bis { $until }.
        }
       *[no] { $today_only ->
            [yes] Heute Pause. Ich bin still.
           *[no] Pause bis { $until }. Ich bin still.
        }
    }
    { $has-name ->
        [yes] { $name } weiß, dass du Pause machst, nicht warum. Ich frage am { $back } wieder.
       *[no] Ich frage am { $back } wieder.
    }

paused =
    { $from_tomorrow ->
        [yes] { $has-until ->
            [yes] Ab morgen angehalten bis { $until }.
           *[no] Ab morgen angehalten.
        }
       *[no] { $has-until ->
            [yes] Angehalten bis { $until }. Ich bin still.
           *[no] Angehalten. Ich bin still.
        }
    }
    { $has-name ->
        [yes] { $name } weiß davon, nicht warum.{" "}
       *[no] {""}
    }{ $has-back ->
        [yes] Ich frage am { $back } wieder.
       *[no] /resume holt mich zurück.
    }

back-from =
    Schön, dass du wieder da bist.
    Ich frage am { $on }. Früher? /commit und eine kleine Sache.

excused =
    { $days ->
        [0] Gut. Es gibt nichts zu ändern.
        [one] Gut. { $days } Tag ist jetzt neutral.
       *[other] Gut. { $days } Tage sind jetzt neutral.
    }
    Nichts nachzuholen. Was ist heute eine kleine Sache?

## Der Bot bleibt

presence-offer =
    { $has-name ->
        [yes] { $closed ->
            [yes] Zu dieser Zeit keine Anrufe, wie vereinbart.
           *[no] { $name } kann gerade nicht anrufen.
        }
            Ich kann bei dir bleiben: eine stille Uhr, der erste Schritt, dann frage ich einmal.
       *[no] Wenn du magst, bleibe ich bei dir.
            Eine stille Uhr, der erste Schritt, dann frage ich einmal.
    }

presence-started =
    { $minutes } stille Minuten. Der erste Schritt.{ $has-text ->
        [yes] {"\u000A"}„{ $text }“
            Ich frage einmal, um { $until }.
       *[no] {"\u000A"}Bis { $until }. Erledigt, vorher oder nachher: ein Tipp.
    }

## Der Anruf: wer anruft

alert =
    { $writing_only ->
        [yes] { $asked ->
            [yes] { $name } bittet dich, jetzt zu schreiben.
           *[no] Zeit, { $name } zu schreiben.
        }
       *[no] { $asked ->
            [yes] { $name } bittet jetzt um deinen Anruf.
           *[no] Zeit, { $name } anzurufen.
        }
    }{ $has-text ->
        [yes] {"\u000A"}Die eine Sache heute: „{ $text }“
       *[no] {""}
    }{ $writing_only ->
        [yes] {"\u000A"}Ein Hallo und die Frage nach dem ersten Schritt reichen.
       *[no] {"\u000A"}Vereinbart ist: „{ $words }“
    }{ $yours_open ->
        [yes] {"\u000A"}Deine Sache ist auch offen: ein Anruf, beide Sachen?
       *[no] {""}
    }

caller-card =
    { $asks ->
        [yes] { $minutes } Minuten sind um. Wie lief es?
       *[no] { $writing ->
            [yes] Schreib { $name }. Du hast { $minutes } Minuten.
           *[no] { $reach ->
                [phone] Ruf { $name } am Telefon an. Du hast { $minutes } Minuten.
                [room] Triff { $name } im Raum. Du hast { $minutes } Minuten.
               *[telegram] Ruf { $name } in Telegram an. Du hast { $minutes } Minuten.
            }
        }
    }
    { $writing ->
        [yes] Sag Hallo, frag nach dem ersten Schritt, bleib da. Ich achte auf die Zeit.
       *[no] Sag Hallo, frag nach dem ersten Schritt, bleib dran. Ich achte auf die Zeit.
    }

caller-asked =
    Wie lief es mit { $name }?
    Ein Tipp, dann ist es gut für heute.

contact-card =
    Die Nummer für diesen Anruf.
    Mit dem Anruf geht auch die Karte.

caller-hears =
    { $how ->
        [here] { $name } ist da.
            Der erste Schritt, zusammen.
        [five] { $name } bittet um fünf Minuten.
            Die kommen zu deiner Zeit dazu.
        [write] { $name } möchte lieber schreiben.
            Ein Hallo und die Frage nach dem ersten Schritt reichen.
       *[back] Noch nicht ganz, sagt { $name }.
            Es geht weiter, und ich frage später. Für dich ist nichts mehr zu tun.
    }

alert-over =
    { $why ->
        [done] Inzwischen erledigt, kein Anruf nötig.{ $has-text ->
            [yes] {"\u000A"}„{ $text }“
           *[no] {""}
        }
        [let-go] Heute kein Anruf, sagt { $name }.
            Kein Grund nötig. Heute ist nichts mehr zu tun.
        [declined] In Ordnung, diesmal nicht.
            Ich bleibe bei { $name }. Für dich ist nichts mehr zu tun.
        [unanswered] Dieser Anruf ist vorbei.
            Ich bleibe bei { $name }. Heute ist nichts mehr zu tun.
        [no-answer] Das kommt vor. Danke für den Versuch.
            { $name } liest, dass du es versucht hast. Heute ist nichts mehr zu tun.
        [under-way] { $name } hat angefangen. Danke dir.
            Ich frage { $name } später. Für dich ist nichts mehr zu tun.
        [already-done] { $name } war schon fertig. Danke dir.
            Heute ist nichts mehr zu tun.
       *[withdrawn] Kein Anruf mehr nötig.
            Heute ist nichts mehr zu tun.
    }

caller-told-done =
    { $name } ist fertig. Kein Anruf nötig.{ $has-text ->
        [yes] {"\u000A"}„{ $text }“
       *[no] {""}
    }

rescued-caller =
    Erledigt, mit dir an der Seite.
    „{ $text }“
    Danke, dass du für { $name } da warst.{ $cheered ->
        [yes] {"\u000A"}🎉 weitergegeben.
       *[no] {""}
    }

## Der Anruf: wer angerufen wird

alert-asked =
    { $writing ->
        [yes] { $name } soll dir jetzt schreiben.
       *[no] Ich bitte { $name } jetzt um einen Anruf.
    }
    Kein Wort bis { $at }? Dann bleibe ich bei dir. Der erste Schritt darf beginnen.

being-called =
    { $writing ->
        [yes] { $name } schreibt dir jetzt.
            Der erste Schritt, zusammen. Eine Zeile zurück genügt.
       *[no] { $name } ruft dich jetzt an.
            Der erste Schritt, zusammen. Statt zu reden geht auch Schreiben.
    }

called-here =
    { $how ->
        [five] { $name } weiß: in fünf Minuten.
            Bis dahin hat der erste Schritt Zeit.
        [write] { $name } weiß: lieber schreiben.
            Eine Zeile reicht für den Anfang.
       *[here] { $name } weiß, dass du da bist.
            Der erste Schritt, zusammen.
    }

nobody-picked-up =
    { $name } wollte dich erreichen. Alles gut.
    Zwei Minuten zählen auch jetzt: mit { $name }, mit mir, oder lass den Tag gehen.

under-way =
    Angefangen. Ich frage in { $minutes } Minuten.
    Einmal, dann ohne Anruf.

call-let-go =
    In Ordnung, kein Anruf.
    { $name } weiß es. Kein Grund nötig.

rescued =
    Erledigt, mit { $name } an der Seite.
    „{ $text }“
    Das zählt wie jeder andere Tag.{ $thanked ->
        [yes] {"\u000A"}Dein Dank ist weitergegeben.
       *[no] {""}
    }

not-quite-yet =
    Noch nicht ganz: in Ordnung.
    Ich frage einmal, in { $minutes } Minuten.

## Zeilen in der nächsten Nachricht

partner-rests-line =
    { $has-until ->
        [yes] { $name } macht Pause bis { $until }.
       *[no] { $today ->
            [yes] { $name } macht heute Pause.
           *[no] { $name } macht eine Weile Pause.
        }
    }
    Wenn du solange feststeckst, bleibe ich bei dir.

partner-asks-line =
    Zum Pakt mit { $name } wartet etwas.
    Fällig ist nichts: /pact zeigt es, wann immer du magst.

partner-thing-line =
    { $name } hat sich vorgenommen:
    „{ $text }“

partner-did-line =
    { $name } hat's gemacht:
    „{ $text }“

meanwhile-line = Inzwischen hat { $name } { $kept } von { $counted } gehalten.

## Absagen: was ist, was stattdessen geht. Auch als kurze Meldung: höchstens 200 Zeichen

refusal-not-through =
    Das ging nicht durch. Geändert ist nichts.
    Noch einmal, oder sieh nach: /today

refusal-already-done =
    Das ist schon erledigt.
    Die Sache für morgen? /tomorrow

refusal-already-done-note-kept =
    Schon erledigt; das kommt dazu.
    Die Sache für morgen? /tomorrow

refusal-not-asked-yet =
    Ich frage am Abend.
    Vorher erledigt? /done

refusal-no-more-later =
    Für später ist heute kein Platz mehr.
    Erledigt oder heute nicht: beides ist gut.

refusal-call-asked =
    { $has-name ->
        [yes] { $has-at ->
            [yes] Um { $at } ging die Bitte an { $name }.
           *[no] Die Bitte ist schon bei { $name }.
        }
       *[no] Um einen Anruf ist schon gebeten.
    }
    Erledigt oder heute kein Anruf: beides ist gut.

refusal-nothing-to-undo =
    Hier gibt es nichts zurückzunehmen.
    Heute: /today

refusal-too-late-to-undo =
    Das ist inzwischen weitergesagt.
    Andere Worte? /commit und die neuen.

refusal-nothing-named =
    Für heute ist nichts genannt.
    Eine kleine Sache: /commit

refusal-nothing-named-yesterday =
    Für gestern war nichts genannt.
    Heute ist da: /commit

refusal-day-is-over =
    Das war von gestern.
    Heute: /today

refusal-not-yours =
    { $has-name ->
        [yes] Das ist für { $name }.
       *[no] Das ist für eine andere Person.
    }
    Für dich: /today

refusal-old-button =
    Die Zeit dieser Taste ist um.
    Heute: /today

refusal-resting =
    Heute ist Pause.
    Früher zurück? /resume

refusal-paused =
    Gerade ist angehalten.
    Früher zurück? /resume

refusal-not-resting =
    Gerade ist keine Pause.
    Ein freier Tag? /skip

refusal-not-before-check-in =
    { $has-name ->
        [yes] Zuerst frage ich { $name }.
       *[no] Zuerst kommt die Frage am Abend.
    }
    Danach sag es mir noch einmal.

refusal-call-over =
    Dieser Anruf ist vorbei.
    Heute: /today

refusal-call-not-taken =
    Dieser Anruf ist noch offen.
    Zuerst: Ich rufe an, oder Ich schreibe.

refusal-call-taken =
    Dieser Anruf ist schon deiner.
    Wie es lief: ein Tipp auf die Tasten dort.

refusal-no-partner =
    Dafür braucht es zwei Menschen.
    Jemanden einladen: /pair

refusal-already-let-go =
    Heute ist schon losgelassen.
    Die Sache für morgen? /tomorrow

refusal-too-long =
    Das ist viel für eine Sache.
    Ein oder zwei Sätze, bitte.

refusal-empty =
    Darin waren keine Worte.
    Eine kleine Sache, in ein paar Worten?

refusal-unreadable-time =
    Diese Zeit kann ich nicht lesen.
    Vielleicht so: 20:00, 8 Uhr oder Donnerstag.

refusal-past-deadline =
    Diese Zeit ist heute vorbei.
    Eine spätere, oder /tomorrow.

refusal-past-until =
    Dieser Tag ist vorbei.
    Ein späterer, bitte: /skip bis Freitag

refusal-forwarded =
    Das ist weitergeleitet.
    Deine eigenen Worte, bitte.

refusal-foreign-contact =
    Das ist eine fremde Nummer.
    Die Taste schickt deine eigene.

refusal-nothing-to-cancel =
    Keine Frage ist offen.
    Heute: /today

refusal-unknown-command =
    Diesen Befehl gibt es hier nicht.
    Was es gibt: /help

refusal-link-over =
    Dieser Link ist vorbei.
    Jeder gilt einmal; der nächste Start macht einen neuen.

refusal-host-now =
    Dieser Bot läuft jetzt in deinem Namen.
    Wer schreibt, sieht deinen Namen dabei.

## Fragen, auf die Text antwortet, und was Menschen einander sagen

ask-thing =
    { $smaller ->
        [yes] Was wäre ein kleineres Stück davon?
       *[no] { $tomorrow ->
            [yes] { $has-on ->
                [yes] Und für { $on }, welche eine Sache?
               *[no] Was ist morgen deine eine Sache?
            }
           *[no] Was ist die eine Sache?
        }
    }
    Zehn Minuten reichen: schreib es hier.

ideas =
    { $tomorrow ->
        [yes] { $has-on ->
            [yes] Ein paar kleine, für { $on }:
           *[no] Ein paar kleine, für morgen:
        }
       *[no] Ein paar kleine:
    }
    • einem Menschen eine Nachricht schreiben
    • das Dokument öffnen und die erste Zeile schreiben
    • einen kurzen Anruf machen
    • zehn Minuten für das, was am längsten wartet
    Deins in ein paar Worten? Schreib es hier.

ask-plan =
    Wann und wo passiert es?
    „{ $text }“
    Zum Beispiel: wenn es 10:00 ist und ich am Tisch sitze.

next-later =
    Gut, das hat Zeit.
    Ich frage, wenn es so weit ist.

next-dropped =
    Zurückgenommen.
    Ich frage, wenn es so weit ist.

for-what =
    { $loose ->
        [yes] Wofür ist das?
       *[no] { $today ->
            [yes] Ist das deine eine Sache für heute?
           *[no] { $tomorrow ->
                [yes] { $has-on ->
                    [yes] Ist das für { $on }?
                   *[no] Ist das für morgen?
                }
               *[no] Wofür ist das?
            }
        }
    }
    „{ $text }“

noted =
    Notiert. Und wie lief es heute?
    „{ $text }“

let-be =
    Gut, das bleibt unter uns.

sent-on =
    { $name } hat es.

relayed-words =
    { $name } sagt:
    „{ $text }“

relayed-as =
    { $kind ->
        [voice] { $name } schickt eine Sprachnachricht:
        [photo] { $name } schickt ein Foto:
        [sticker] { $name } schickt einen Sticker:
       *[other] { $name } schickt das:
    }

cheered =
    🎉 von { $name }.{ $has-on ->
        [yes] {" "}Für { $on }.
       *[no] {""}
    }

thanked =
    { $name } sagt danke für den Anruf.

hello-from =
    { $name } sagt hallo.
    Fällig ist nichts. Eine kleine Sache, wann du magst.

proof-kept =
    { $has-name ->
        [yes] Zu heute gelegt. { $name } sieht es auch.
       *[no] Zu heute gelegt.
    }

attest-ask =
    Zuerst wird { $name } gefragt.
    Nach der Abendfrage gern noch einmal.

label-for-today = Für heute
label-for-tomorrow = Fürs nächste Mal
label-for-partner = Für { $name }
label-for-nothing = Schon gut

refusal-thumb-sent =
    👍 weitergegeben.

refusal-cheer-sent =
    🎉 weitergegeben.

refusal-hello-sent =
    Dein Hallo ist unterwegs.

refusal-nudged-enough =
    Das waren drei für heute.
    Morgen wieder.

refusal-thanked =
    Dein Dank ist unterwegs.

refusal-nothing-to-relay =
    Das lässt sich nicht mehr weitergeben.
    Heute: /today

refusal-kinds =
    Diese Art von Nachricht kann ich nicht lesen.
    Ein paar Worte, ein Foto oder Sprache gehen.

refusal-one-sentence =
    Ein paar Worte genügen.
    Eine kleine Sache: schreib es hier.

refusal-edit-too-late =
    Die Abendfrage ist schon gestellt.
    Für morgen: /tomorrow

refusal-nothing-to-attest =
    Gerade ist nichts offen.
    Heute: /today

many-calls =
    Drei Anrufe diese Woche. Was würde helfen?
    { $name } wird auch gefragt, unabhängig von dir. Jeder Weg ist gut.

many-calls-answered =
    { $how ->
        [week] Eine Woche keine Anrufe, dann wie vorher.
        [write] Ab jetzt schreibt { $name } dir.
        [hour] Eine andere Zeit passt vielleicht: /settings
       *[smaller] Eine kleinere Sache am Tag genügt.
    }

label-easier-smaller = Kleinere Sache
label-easier-hour = Andere Zeit
label-easier-write = Schriftlich
label-easier-week = Woche Ruhe

## Die ersten Minuten

# Was beide vereinbaren, solange sie keine anderen Worte wählen; gesagt von der Seite, die anruft.
agreed-words = Ich rufe dich jetzt an und bleibe dran, während du es machst.

# Die Einladung in der eigenen Stimme der Absender; ein Link folgt.
invite-words = Machst du zwei Wochen mit mir zusammen? Jede Person nennt eine Sache am Tag, und wer feststeckt, wird angerufen. Mir würde es helfen, und du bekommst dasselbe von mir.

weekdays-all = jeden Tag
weekdays-range = { $first } bis { $last }

label-yes-at = Ja, { $at }
label-city = Andere Stadt
label-location = Standort teilen
label-send-invite = An Freunde senden
label-alone = Erst einmal allein
label-accept = Annehmen
label-not-now = Jetzt nicht
label-how = Wie geht das?
label-invite = Einladen
label-take-back = Zurücknehmen
label-confirm = Ja, los
label-not-meant = So war's nicht gemeint
label-change-times = Zeiten ändern

welcome =
    Eine Sache am Tag, jemand an deiner Seite.
    Morgens nennt jede Person eine Sache, abends sagt jede, wie es lief. Ist es nicht erledigt, kommt ein Anruf, und jemand bleibt dran.
    { $has-name ->
        [yes] Danach kommt die Einladung von { $name }. Zuerst: Ist es bei dir { $at }?
       *[no] Ist es bei dir { $at }?
    }

city-asked =
    In welcher Stadt bist du?
    Schreib die Stadt in deiner Sprache, oder eine Zone wie Europe/Berlin.

location-offered =
    Oder das Telefon sagt, wo du bist.
    Vom Ort behalte ich die Zeitzone, sonst nichts.

place-choice =
    Welchen Ort meinst du?
    { $cities }

place-found =
    Gefunden. Dort ist es { $at }.
    { $city }

friend-offered =
    Wer steht dir zur Seite?
    Schick das an einen Menschen, den du magst. Es gilt einmal, drei Tage lang:
    „{ $words }“
    { $link }
    Allein geht auch: Dann bleibe ich bei dir.

invitation =
    { $name } fragt: zwei Wochen zusammen?
    Jede Person nennt eine Sache am Tag, { $weekdays }. Abends frage ich, wie es lief.
    Keine Antwort bis { $at }? Dann ruft { $name } an und sagt: „{ $words }“ Ein Tipp, und der Anruf entfällt.
    { $name } sieht deine eine Sache und wie es lief, sonst nichts. Aufhören geht jederzeit. Magst du nicht, erfährt { $name } nichts davon.{ $has-host ->
        [yes] {"\u000A"}{ $host } betreibt diesen Bot.
       *[no] {""}
    }

invitation-more =
    So geht es, mit { $name }:
    Morgens frage ich euch beide nach einer kleinen Sache. Abends frage ich, wie es lief: erledigt, später oder heute nicht.
    Eine Stunde keine Antwort? Dann bitte ich { $name }, dich anzurufen, wenn es für beide passt. Schriftlich, in fünf Minuten oder kein Anruf: das wählst du, jedes Mal.
    Zu sehen sind deine eine Sache und ob daraus etwas wurde oder ob es offen ist. Nie, wann du zuletzt da warst, deine Zeiten oder deine Gründe.
    Mit /leave ist Schluss, ohne Grund.{ $has-host ->
        [yes] {" "}{ $host } betreibt diesen Bot und kann die Datenbank lesen: /privacy
       *[no] {" "}Was gespeichert wird: /privacy
    }

invitation-left =
    Gut, jetzt nicht.
    { $name } erfährt nichts davon. Der Link gilt drei Tage, und anfangen kannst du auch ohne.

ready =
    { $has-name ->
        [yes] Danke. { $name } wird gefragt.
       *[no] Alles bereit.
    }
    Ich frage um { $morning } und { $check_in }, { $weekdays }. Anrufe { $call_from } bis { $call_to }.{ $asks ->
        [yes] {"\u000A"}{ $tomorrow ->
            [yes] Was ist eine kleine Sache für morgen?
           *[no] { $has-on ->
                [yes] Was ist eine kleine Sache für { $on }?
               *[no] Was ist eine kleine Sache für heute?
            }
        } Zehn Minuten genügen: schreib es hier.
       *[no] {""}
    }

start-again =
    Schön, dass du da bist.
    Heute: /today. Alles andere: /help

## Einladungen

invite-ready =
    Schick das an einen Menschen, den du magst:
    „{ $words }“
    { $link }

invite-taken-back =
    Zurückgenommen. Der Link geht nicht mehr.
    Niemand erfährt davon.

accepted-by =
    { $name } hat angenommen. Ist das richtig?
    Bis zu deinem Ja wird nichts geteilt.

not-meant =
    Gut. Es wurde nichts geteilt.
    Der Link ist verbraucht; ein neuer dauert eine Minute.

invitation-over =
    Die Einladung ist vorbei.
    Von { $name } kam die Einladung. Eine neue dauert eine Minute, von beiden Seiten.

refusal-invite-own =
    Das ist deine eigene Einladung.
    Gedacht ist die Einladung für jemand anderen: einfach weiterleiten.

refusal-invite-used =
    { $has-name ->
        [yes] Diese Einladung von { $name } ist verbraucht.
       *[no] Diese Einladung ist verbraucht.
    }
    Jede gilt einmal. Eine neue dauert eine Minute.

refusal-invite-revoked =
    { $has-name ->
        [yes] { $name } hat diese Einladung zurückgenommen.
       *[no] Diese Einladung wurde zurückgenommen.
    }
    Bitte um eine neue, oder lade ein: /pair

refusal-invite-expired =
    Diese Einladung ist vorbei.
    Bitte um eine neue; das dauert eine Minute.

refusal-invite-unknown =
    Diese Einladung kenne ich nicht.
    Bitte um einen neuen Link; das dauert eine Minute.

refusal-invite-waiting =
    { $has-name ->
        [yes] { $name } wird gefragt.
       *[no] Dein Ja ist angekommen.
    }
    Ich sage es dir hier.

refusal-invite-over =
    Diese Einladung ist schon vorbei.
    Eine neue: /pair

refusal-too-many-tries =
    Das waren viele Links in einer Stunde.
    In einer Stunde wieder, oder bitte um einen neuen.

refusal-too-fast =
    Das war viel auf einmal.
    Den ersten Teil habe ich gelesen. Schreib in einer Minute wieder.

refusal-in-pact =
    Du hast schon einen Pakt.
    Einer zur Zeit. Ansehen: /pact, beenden: /leave

refusal-they-in-pact =
    { $has-name ->
        [yes] { $name } hat schon einen Pakt.
       *[no] Es gibt schon einen Pakt.
    }
    Du kannst jemand anderen einladen: /pair

refusal-not-invited =
    Dieser Bot geht mit einer Einladung.
    { $has-text ->
        [yes] Frag jemanden, der hier ist, oder { $text }.
       *[no] Frag jemanden, der hier ist.
    }

refusal-unknown-city =
    Diesen Ort kenne ich nicht.
    Eine größere Stadt in der Nähe? Oder: Europe/Berlin

refusal-location-unknown =
    Ich weiß nicht, wie spät es dort ist.
    Schreib bitte eine Stadt in der Nähe.

refusal-set-up-first =
    Zuerst eine Frage: Wo bist du?
    Schreib deine Stadt, oder drück oben die Taste.

## Die eigenen Daten

label-forget = Alles löschen
label-keep-all = Alles behalten

forget-asked =
    Alles über dich löschen?
    Sofort weg: Name, Einstellungen, Tage und deine Worte, deine Nummer oder dein Raum, und was noch zu senden wäre.{ $has-name ->
        [yes] {"\u000A"}{ $name } erfährt das Ende des Pakts, ohne Grund; was ich dort in den letzten 48 Stunden über dich sagte, verschwindet auch.
       *[no] {""}
    }
    Was bleibt, hat keinen Namen: wie die Tage eines Pakts liefen, damit sich die Zahlen anderer nicht ändern.{ $copies ->
        [0] {""}
       *[other] {" "}Nächtliche Kopien der Datenbank halten den Rest noch { $copies } Tage.
    }
    Zurück geht es nicht. Vorher eine Kopie für dich: /export. Ohne die Taste: /forget ja

forget-kept =
    Alles bleibt, wie es ist.
    Nichts wurde gelöscht.

forgotten =
    Alles ist gelöscht.
    Was in diesem Chat steht, kannst du selbst löschen.{ $copies ->
        [0] {""}
       *[other] {" "}Nächtliche Kopien der Datenbank halten den Rest noch { $copies } Tage.
    }
    Für einen neuen Anfang, irgendwann: /start

pact-closed =
    Dein Pakt ist zu Ende.
    { $done ->
        [0] Deine Tage bleiben deine.
        [one] Zusammen: { $done } Sache erledigt{ $called ->
            [0] {""}.
           *[other] , mit Anruf.
        } Deine Tage bleiben deine.
       *[other] Zusammen: { $done } Sachen erledigt{ $called ->
            [0] {""}.
           *[other] , { $called } davon mit Anruf.
        } Deine Tage bleiben deine.
    }

invitation-gone =
    Diese Einladung ist vorbei.
    Eine neue dauert eine Minute: /pair

export-file =
    Alles, was über dich gespeichert ist.
    JSON und CSV, beim Senden gemacht. Was andere schrieben, ist nicht dabei.

refusal-too-many-exports =
    Drei Kopien am Tag, mehr mache ich nicht.
    Morgen wieder: /export

in-private =
    Das geht in unserem privaten Chat.
    Schreib mir dort, dann bleibt es unter uns.

## Der Pakt

label-ways = Wege der Hilfe
label-ring = Klingeln proben

partners-now =
    Verbunden: { $name } und du.
    Bis { $until }, dann schaut jede Seite neu. Abendfrage { $check_in }. { $way ->
        [write] Hilfe schriftlich, { $call_from } bis { $call_to }.
        [neither] Keine Anrufe.
       *[call] Anrufe { $call_from } bis { $call_to }, { $reach ->
            [phone] per Telefon.
            [room] in deinem Raum.
           *[telegram] in Telegram.
        }
    } „Heute nicht“ heißt: { $anyway ->
        [yes] trotzdem ein Anruf.
       *[no] kein Anruf.
    }{ $asks ->
        [yes] {"\u000A"}{ $tomorrow ->
            [yes] Was ist eine kleine Sache für morgen?
           *[no] { $has-on ->
                [yes] Was ist eine kleine Sache für { $on }?
               *[no] Was ist eine kleine Sache für heute?
            }
        } Zehn Minuten genügen: schreib es hier.
       *[no] {""}
    }

## Nachsehen

today =
    { $state ->
        [waiting] Ein neuer Tag. Genannt ist noch nichts.
        [asked] Was ist heute deine eine Sache?
        [committed] { $has-at ->
            [yes] Heute steht. Ich frage um { $at }.
           *[no] Heute steht.
        }
        [checking] Wie lief es heute?
        [alerted] Um einen Anruf ist gebeten.
        [called] Ein Anruf ist unterwegs.
        [presence] Ich bin bei dir. Der erste Schritt.
        [kept] Heute erledigt.
        [kept-call] Heute erledigt, mit Anruf.
        [open] Heute ist losgelassen.
        [rest] Ein Tag Pause.
        [paused] Es ist angehalten.
       *[neutral] Heute zählt weder so noch so.
    }{ $has-text ->
        [yes] {"\u000A"}„{ $text }“
       *[no] {""}
    }{ $state ->
        [waiting] { $has-at ->
            [yes] {"\u000A"}Ich frage um { $at }. Früher? Schreib es einfach hier.
           *[no] {"\u000A"}Eine kleine Sache? Hier ist Platz dafür.
        }
        [asked] {"\u000A"}Klein ist gut. Schreib es einfach hier.
        [alerted] {"\u000A"}Erledigt oder heute kein Anruf: beides ist gut.
        [open] {"\u000A"}Erledigt zählt, bis der Tag endet.
        [rest] {"\u000A"}Doch eine kleine Sache? /commit
        [paused] {"\u000A"}Mit /resume geht es weiter.
       *[other] {""}
    }

today-next-line =
    Vorgemerkt für { $on }:
    „{ $text }“

today-partner-line =
    { $has-on ->
        [yes] { $name }, { $on }: { $how ->
            [kept] gehalten.
            [kept-call] gehalten mit Anruf.
            [open] offen.
            [rest] Pause.
           *[live] der Tag läuft.
        }
       *[no] { $name } heute: { $how ->
            [kept] gehalten.
            [kept-call] gehalten mit Anruf.
            [open] offen.
            [rest] Pause.
           *[live] der Tag läuft.
        }
    }{ $has-text ->
        [yes] {"\u000A"}„{ $text }“
       *[no] {""}
    }

label-progress = { $days } Tage

progress =
    { $counted ->
        [0] In { $days } Tagen ist nichts zu zählen.
       *[other] Gehalten: { $kept } von { $counted }, in { $days } Tagen.
    }{ $on_the_line ->
        [0] {""}
       *[other] {"\u000A"}Mit Anruf: { $on_the_line }.
    }{ $has-run ->
        [yes] {"\u000A"}In Folge: { $run } Tage gehalten. Ein offener Tag von sieben ist verziehen.
       *[no] {""}
    }{ $counted ->
        [0] {"\u000A"}Mit der ersten Sache geht es los: /commit
       *[other] {""}
    }

progress-pair-line =
    { $together ->
        [0] Mit { $name }: der erste gemeinsame Tag liegt vor euch.
        [one] Mit { $name }: { $together } Tag, den beide gehalten haben.
       *[other] Mit { $name }: { $together } Tage, die beide gehalten haben.
    }

label-newer = Neuere
label-older = Ältere
label-log-theirs = Tage des Gegenübers
label-log-own = Meine Tage

log =
    { $has-name ->
        [yes] Tag für Tag: { $name }.
       *[no] Tag für Tag, der neueste zuerst.
    }{ $empty ->
        [yes] {"\u000A"}Hier ist noch nichts.
       *[no] {""}
    }

log-row =
    { $on }: { $how ->
        [kept] gehalten
        [kept-call] gehalten mit Anruf
        [open] offen
        [rest] Pause
       *[live] läuft
    }{ $mark ->
        [late] {"\u000A"}Später gesagt.
        [attested] {"\u000A"}Vom Gegenüber gesagt.
        [both] {"\u000A"}Später gesagt, vom Gegenüber.
       *[none] {""}
    }{ $has-text ->
        [yes] {"\u000A"}„{ $text }“
       *[no] {""}
    }

label-mute = Solche nicht mehr
label-unmute = Wieder schicken
label-unmute-all = Alle wieder schicken

why =
    { $has-at ->
        [yes] { $has-on ->
            [yes] Ich schrieb am { $on } um { $at }.
           *[no] Ich schrieb um { $at }.
        }
       *[no] Von mir aus schrieb ich noch nicht.
    }{ $what ->
        [morning] {"\u000A"}Es war der Morgen an einem deiner Tage.
        [kind] {"\u000A"}Es war eine Weile still.
        [nudge] {"\u000A"}Vier Stunden nach der Frage am Morgen kommt ein stilles Wort.
        [check-in] {"\u000A"}Es war die Zeit für deine Frage am Abend.
        [reminder] {"\u000A"}Einen Anruf kündige ich eine halbe Stunde vorher an.
        [alert] {"\u000A"}Für diese Stunde ist Hilfe vereinbart.
        [called] {"\u000A"}Der vereinbarte Anruf begann.
        [caller] {"\u000A"}Es ging darum, wie der Anruf lief.
        [presence] {"\u000A"}Anrufen konnte gerade niemand, da bot ich an zu bleiben.
        [news] {"\u000A"}Dein Gegenüber nannte oder erledigte die eine Sache.
        [tomorrow] {"\u000A"}Es war Zeit für die eine Sache von morgen.
        [hello] {"\u000A"}Es war ein Hallo nach einer stillen Weile.
        [quiet] {"\u000A"}Dein Gegenüber war ein paar Tage still.
        [plan] {"\u000A"}Es war der Moment, den du gewählt hast.
        [words] {"\u000A"}Dein Gegenüber hatte Worte für dich.
        [pact] {"\u000A"}Es ging um das, was vereinbart ist.
        [nothing] {""}
       *[other] {"\u000A"}Es folgte aus dem, was vereinbart ist.
    }

next-line =
    { $has-at ->
        [yes] { $has-on ->
            [yes] Als Nächstes, am { $on } um { $at }:
           *[no] Als Nächstes, um { $at }:
        }
       *[no] Als Nächstes:
    }{"\u000A"}{ $what ->
        [nothing] Nichts. Mit /resume geht es weiter.
        [morning] Die Frage am Morgen.
        [check-in] Die Frage am Abend.
        [nudge] Ein stilles Wort.
        [plan] Der Moment, den du gewählt hast.
        [reminder] Ein Wort vor dem Anruf.
       *[alert] Die vereinbarte Hilfe.
    }

muted =
    Gut. Solche kommen nicht mehr.
    { $what ->
        [nudge] Das stille Wort nach der Frage am Morgen.
        [news] Was dein Gegenüber nannte oder erledigte.
        [tomorrow] Die Zeile am Abend für die Sache von morgen.
        [hello] Das Hallo nach einer stillen Weile.
        [quiet] Dass dein Gegenüber still ist.
       *[plan] Der Moment, den du gewählt hast.
    }
    Ein Tipp holt alles zurück, hier oder in /settings.

unmuted =
    Gut. Solche kommen wieder.
    { $what ->
        [nudge] Das stille Wort nach der Frage am Morgen.
        [news] Was dein Gegenüber nannte oder erledigte.
        [tomorrow] Die Zeile am Abend für die Sache von morgen.
        [hello] Das Hallo nach einer stillen Weile.
        [quiet] Dass dein Gegenüber still ist.
        [plan] Der Moment, den du gewählt hast.
       *[all] Alle Arten von Nachrichten.
    }

help =
    Eine Sache am Tag, und ein Mensch dazu.
    /commit Dr. Weiss schreiben bis 15:00
    /done wenn es erledigt ist, gern mit einem Wort dazu
    /call wenn du feststeckst: jetzt um einen Anruf bitten
    /today auf einen Blick, mit den Tasten
    /skip bis Donnerstag, oder heute: Pause
    /progress 30, oder 7, oder 90 Tage
    /settings Zeiten, Tage, Stadt, Sprache
    /help diese Seite
    Mehr: /start /pair /pact /tomorrow /log /why /pause /resume /leave /report /export /forget /privacy /cancel
    Ein Programm sieht keine Notfälle: wähle die Notrufnummer bei dir oder geh auf findahelpline.com.{ $has-contact ->
        [yes] {"\u000A"}Betrieben von: { $contact }
       *[no] {""}
    }

privacy =
    Was gespeichert ist und wer es lesen kann.
    Gespeichert: dein Name und deine Nummer bei Telegram, Sprache, Zeitzone, Tage, Zeiten und Stunden; deine eine Sache von jedem Tag, wie es lief, was dazu kam; für Anrufe die Nummer oder der Raum von dir.
    Wozu: um dich zu deinen Zeiten zu fragen und deinem Gegenüber die eine Sache zu sagen und wie es lief, sonst nichts. Deine Nummer geht an den Menschen, der den Anruf annimmt, und verschwindet dort mit dem Ende des Anrufs.
    Wie lange: Texte und was dazu kam { $texts ->
        [one] einen Tag
       *[other] { $texts } Tage
    }, was ich schickte { $sent ->
        [one] einen Tag
       *[other] { $sent } Tage
    }. Was du mir schreibst, liegt bereit, bis ich damit fertig bin; dass es kam, ist { $updates } Stunden vermerkt, und was nicht ging, bleibt { $dead ->
        [one] einen Tag
       *[other] { $dead } Tage
    }. Tage und Zahlen bleiben bis /forget.
    /forget löscht alles auf einmal. { $server ->
        [yes] Protokoll und Kopien der Datenbank halten es, solange der Betrieb das aufbewahrt.
       *[no] { $copies ->
            [0] Die Datei wird binnen einer Minute neu geschrieben.
            [one] Die Datei wird binnen einer Minute neu geschrieben; die Kopie der Nacht geht einen Tag später.
           *[other] Die Datei wird binnen einer Minute neu geschrieben; nächtliche Kopien gehen binnen { $copies } Tagen.
        }
    } /export gibt dir vorher eine Kopie.
    Von einem geteilten Standort bleibt die Zeitzone, sonst nichts.
    { $has-host ->
        [yes] { $host } betreibt diesen Bot und kann die Datenbank lesen.
       *[no] Wer diesen Bot betreibt, kann die Datenbank lesen.
    }{ $has-contact ->
        [yes] {" "}Kontakt: { $contact }
       *[no] {""}
    }

cancelled =
    Die Frage ist geschlossen.
    Geändert ist nichts. Heute: /today

refusal-progress-range =
    Ich kann 7, 30 oder 90 Tage zeigen.
    So etwa: /progress 30

## Einstellungen

label-settings-all = Alle Einstellungen
label-settings-back = Zurück
label-setting-morning = Morgen
label-setting-check-in = Abendfrage
label-setting-days = Tage
label-setting-day-end = Tagesende
label-setting-hours = Anrufzeiten
label-setting-free-hours = Andere Tage
label-setting-way = Art der Hilfe
label-setting-not-today = „Heute nicht“
label-setting-city = Stadt
label-setting-language = Sprache
label-setting-way-call = Ein Anruf
label-setting-way-write = Schriftlich
label-setting-way-neither = Nichts davon
label-setting-anyway-yes = Trotzdem ein Anruf
label-setting-anyway-no = Kein Anruf
label-days-working = Mo bis Fr
label-days-all = Jeden Tag
label-days-agree = Einverstanden
label-days-rather-not = Lieber nicht
label-take-time = { $at } nehmen

settings =
    So ist es eingestellt.
    Morgen { $morning }, Abendfrage { $check_in }, Tagesende { $day_end }.
    Tage: { $weekdays }. Stadt: { $city }.
    Anrufe an deinen Tagen { $call_from } bis { $call_to }, an anderen { $free_from } bis { $free_to }.
    Hilfe, wenn es offen ist: { $way ->
        [call] ein Anruf.
        [write] schriftlich.
       *[neither] keine.
    } „Heute nicht“ heißt { $anyway ->
        [yes] trotzdem ein Anruf.
       *[no] kein Anruf.
    }{ $muted ->
        [0] {""}
       *[other] {"\u000A"}Manche Arten von Nachrichten kommen nicht.
    }

setting-ask =
    { $what ->
        [city] In welcher Stadt bist du?
            Schreib den Namen, oder teile einen Standort. Davon bleibt die Zeitzone, sonst nichts.
        [days] An welchen Tagen soll ich fragen?
            Wähle, oder schreib: Mo-Fr, oder Mo Mi Fr.
        [morning] Wann kommt die Frage am Morgen?
            Schreib eine Zeit, etwa 7:30.
        [check-in] Wann soll ich fragen, wie es lief?
            Schreib eine Zeit, etwa 20:00.
        [day-end] Wann endet dein Tag?
            Dann wechselt das Datum, nicht um Mitternacht. Von 0:00 bis 12:00, etwa 4:00.
        [hours] Wann darf an deinen Tagen angerufen werden?
            Schreib von und bis, etwa 18:00-22:00.
       *[free-hours] Wann an anderen Tagen?
            Schreib von und bis, etwa 10:00-22:00.
    }

setting-choice =
    { $what ->
        [language] Welche Sprache?
            Bisher: { $now }.
        [way] Wie darf jemand helfen?
            Bisher: { $now ->
                [call] ein Anruf.
                [write] schriftlich.
               *[neither] gar nicht.
            }
       *[not-today] Was heißt „Heute nicht“?
            Bisher: { $now ->
                [yes] trotzdem ein Anruf.
               *[no] kein Anruf.
            }
    }

city-choice =
    Welche davon ist es?
    { $cities }

times-clash =
    { $what ->
        [morning] Der Morgen liegt vor der Abendfrage.
        [check-in] Für diese Abendfrage ist kein Platz.
       *[day-end] Mit diesem Tagesende ist kein Platz.
    }
    { $has-fits ->
        [yes] Am nächsten liegt { $fits }. Oder schreib eine andere Zeit.
       *[no] Ändere zuerst eine der anderen Zeiten: /settings
    }

time-changed =
    { $what ->
        [morning] Frage am Morgen um { $wall }.
        [check-in] Abendfrage um { $wall }.
       *[day-end] Dein Tag endet um { $wall }.
    }
    { $from_today ->
        [yes] Ab heute.
       *[no] Ab dem nächsten Tag.
    }{ $has-check_in ->
        [yes] {" "}Heute frage ich um { $check_in }.
       *[no] {""}
    }

days-changed =
    Deine Tage stehen, ab dem nächsten Tag.
    { $weekdays }

hours-changed =
    { $free ->
        [yes] An anderen Tagen: { $opens } bis { $closes }.
       *[no] An deinen Tagen: { $opens } bis { $closes }.
    }
    Anrufe kommen in dieser Zeit, in keiner anderen.

moved =
    Bei dir ist es jetzt { $at }.
    Stadt: { $city }. Was heute gefragt ist, bleibt gefragt.{ $has-check_in ->
        [yes] {" "}Wie es lief, frage ich um { $check_in }.
       *[no] {""}
    }

more-days =
    { $name } hätte gern mehr Tage.
    { $weekdays }. Es gilt, sobald du zustimmst; bis dahin bleibt alles, wie es ist.

more-days-asked =
    { $name } ist nach den Tagen gefragt.
    Bis zur Antwort bleibt alles, wie es ist.

more-days-agreed =
    { $name } stimmt zu. Deine Tage stehen.
    { $weekdays }

more-days-answered =
    { $agreed ->
        [yes] Einverstanden. { $name } erfährt es jetzt.
       *[no] Alles bleibt, wie es ist. { $name } erfährt nichts.
    }

refusal-unreadable-clock =
    Das lese ich nicht als Zeit.
    Versuch es so: 7:30, 20:00 oder 8 Uhr.

refusal-unreadable-days =
    Das lese ich nicht als Tage.
    Versuch es so: Mo-Fr, oder Mo Mi Fr.

refusal-unreadable-hours =
    Das lese ich nicht als Stunden.
    Von und bis, etwa 18:00-22:00.

refusal-empty-setting =
    Darin war nichts zu lesen.
    Die Antwort in Worten, oder /cancel.

label-words = Andere Worte
label-call-hours = Anrufzeiten
label-reached = Wie angerufen
label-end-pact = Pakt beenden
label-wake = Pakt aufwecken
label-way-call = Ruf mich an
label-way-write = Schreib mir
label-way-neither = Nichts davon
label-anyway-yes = „Heute nicht“: trotzdem Anruf
label-anyway-no = „Heute nicht“: kein Anruf
label-my-number = Meine Nummer
label-my-room = Ein Raum-Link
label-by-telegram = In Telegram
label-contact-gone = Herausnehmen
label-send-number = Meine Nummer senden
label-leave-it = So lassen
label-agree = Einverstanden
label-rather-not = Lieber nicht
label-rang = Hat geklappt
label-leave = Beenden
label-stay-in = Bleiben
label-no-more = Keine Einladungen mehr von { $name }
label-go-alone = Allein weiter
label-review-keep = Weitermachen
label-review-adjust = Anpassen
label-review-part = In Freundschaft enden

fit-check-in = Abendfrage { $at }
fit-both = Abendfrage { $at }, weitere Zeiten
fit-hours-both = Weitere Zeiten für beide
fit-partner = { $name }: Anrufe { $span }
fit-own = Meine Anrufe { $span }

pact-view =
    Dein Pakt mit { $name }{ $rests ->
        [yes] {" "}ruht: keine Anrufe.
       *[no] .
    }
    Vereinbart für einen Anruf: „{ $words }“
    { $way ->
        [write] Hilfe für dich: schriftlich.
        [neither] Hilfe für dich: weder Anruf noch Nachricht.
       *[call] Hilfe für dich: ein Anruf, { $reach ->
            [phone] per Telefon.
            [room] in deinem Raum.
           *[telegram] in Telegram.
        }
    } „Heute nicht“ heißt: { $anyway ->
        [yes] trotzdem ein Anruf.
       *[no] kein Anruf.
    }
    Deine Uhr { $here }: Abendfrage { $check_in }, Anrufe { $call_from } bis { $call_to }, an anderen Tagen { $free_from } bis { $free_to }.
    Die andere Uhr { $there }: Anrufe { $their_from } bis { $their_to }.
    Am { $until } schaut jede Seite neu.

ways-choice =
    Wie darf { $name } helfen, wenn es offen ist?
    Jetzt: { $way ->
        [write] schriftlich.
        [neither] weder Anruf noch Nachricht.
       *[call] ein Anruf.
    } Weniger gilt sofort, mehr, sobald { $name } einverstanden ist. „Heute nicht“ heißt: { $anyway ->
        [yes] trotzdem ein Anruf.
       *[no] kein Anruf.
    }

contact-choice =
    { $bare ->
        [yes] Ohne Benutzernamen fehlt ein Weg zu dir.
            Eine eigene Nummer oder ein Raum-Link ist einer. Ohne beides sieht { $has-name ->
                [yes] { $name }
               *[no] dein Gegenüber
            } deinen Namen, keinen Link.
       *[no] Wie ein Anruf zu dir kommt.
            { $reach ->
                [phone] Per Telefon: { $has-name ->
                    [yes] { $name }
                   *[no] dein Gegenüber
                } bekommt deine Nummer mit einem Anruf und sonst nie.
                [room] In deinem Raum.
               *[telegram] In Telegram.
            }{ $has-room ->
                [yes] {"\u000A"}{ $room }
               *[no] {""}
            }{ $has_phone ->
                [yes] {"\u000A"}Deine Nummer liegt bei mir und kann jederzeit weg.
               *[no] {"\u000A"}Eine eigene Nummer oder ein Raum-Link geht auch.
            }
    }

number-asked =
    Deine Nummer, mit der Taste unten.
    Mit einem angenommenen Anruf geht die Nummer an { $name }, danach verschwindet die Karte.

number-kept =
    { $has-name ->
        [yes] Gemerkt. Beim Anruf geht das an { $name }.
       *[no] Gemerkt, für einen Anruf.
    }
    Jederzeit wieder weg: { $has-name ->
        [yes] /pact
       *[no] /settings
    }

room-asked =
    Welcher Raum? Schick den Link.
    Am Anfang steht https, zum Beispiel https://meet.jit.si/unser-raum

room-kept =
    Gemerkt. Anrufe kommen in deinen Raum.
    { $room }

contact-gone =
    Herausgenommen. Nichts bleibt gespeichert.
    { $name } ruft in Telegram an.

contact-left =
    In Ordnung.
    { $name } sieht bei einem Anruf deinen Namen, keinen Link. /pact ändert das.

hours-asked =
    Von wann bis wann darf ein Anruf kommen?
    Jetzt { $call_from } bis { $call_to }, an anderen Tagen { $free_from } bis { $free_to }. So: 18:00-22:00, oder mit den anderen Tagen: 18:00-22:00, 10:00-22:00

hours-kept =
    Geändert: Anrufe { $call_from } bis { $call_to }.
    An anderen Tagen { $free_from } bis { $free_to }.

hours-clash =
    Nicht immer passt ein Anruf für beide.
    Zuerst am { $on }: Der Anruf kommt bis zu 90 Minuten nach deiner Abendfrage, und dann geht es nicht auf beiden Seiten. Über die anderen Zeiten entscheidet { $name }. Das schafft Platz: { $options }.

clash-left =
    In Ordnung, es bleibt so.
    An Abenden ohne Platz für einen Anruf bleibe ich bei dir.

fit-made =
    { $has-name ->
        [yes] { $name } wird nach den Zeiten gefragt.
       *[no] Geändert. Ein Anruf passt jetzt.
    }
    Alles zusammen: /pact

words-asked =
    Welche Worte für den Anruf?
    Jetzt: „{ $words }“ Schreib andere; mit beider Ja gelten die neuen.

proposed =
    { $name } wird gefragt.
    Ohne ein Ja von { $name } bleibt alles, wie es ist.

words-proposed =
    { $name } schlägt andere Worte vor:
    „{ $words }“
    Mit deinem Ja gelten diese. Sonst bleibt alles, wie es ist.

hours-proposed =
    { $name } fragt nach weiteren Anrufzeiten.
    Anrufe von dir { $call_from } bis { $call_to }, an anderen Tagen { $free_from } bis { $free_to }. Ohne dein Ja bleiben deine Zeiten wie bisher.

way-proposed =
    { $way ->
        [write] { $name } hätte gern wieder eine Nachricht.
       *[call] { $name } hätte gern wieder einen Anruf.
    }
    Es geht um Abende, an denen es offen ist. Ohne dein Ja bleibt alles, wie es ist.

agreed =
    Einverstanden. Es gilt ab jetzt.
    { $name } erfährt es.

agreed-by =
    { $name } ist einverstanden. Es gilt ab jetzt.
    Alles zusammen: /pact

disagreed =
    In Ordnung, es bleibt, wie es ist.
    { $name } erfährt das, nicht warum.

disagreed-by =
    Es bleibt, wie es ist.
    { $name } möchte lieber nicht. Alles zusammen: /pact

trial-ring =
    { $name } möchte das Klingeln proben.
    Das ist eine Probe, kein Tag hängt daran. So erreichst du { $name } bei einem Anruf; vereinbart ist: „{ $words }“

ring-asked =
    { $name } hat deine Karte jetzt, zur Probe.
    Sonst geschieht nichts.

ring-tried =
    Geprobt. So geht es.
    { $name } sieht davon nichts.

leave-asked =
    Den Pakt mit { $name } beenden?
    Anrufe und Nachrichten zwischen euch enden sofort. Ein Grund ist nicht nötig; { $name } erfährt, dass es zu Ende ist.

stayed =
    In Ordnung, alles bleibt, wie es ist.
    { $name } erfährt nichts davon.

pact-left =
    Dein Pakt mit { $name } ist zu Ende.
    { $done ->
        [0] Deine Tage bleiben deine.
        [one] Zusammen: { $done } Sache erledigt. Deine Tage bleiben deine.
       *[other] Zusammen: { $done } Sachen erledigt. Deine Tage bleiben deine.
    }

pact-over =
    Der Pakt mit { $name } ist zu Ende.
    { $done ->
        [0] Deine Tage bleiben deine.
        [one] Zusammen: { $done } Sache erledigt{ $called ->
            [0] {""}.
           *[other] , mit Anruf.
        } Deine Tage bleiben deine.
       *[other] Zusammen: { $done } Sachen erledigt{ $called ->
            [0] {""}.
           *[other] , { $called } davon mit Anruf.
        } Deine Tage bleiben deine.
    }

no-more-invites =
    Gemerkt: keine Einladungen von { $name }.
    Das bleibt bei mir.

go-on-alone =
    Weiter geht es, erst einmal allein.
    Ich frage wie vorher, und wenn du feststeckst, bleibe ich bei dir.

look-again =
    { $weeks ->
        [1] Eine Woche mit { $name }. Weitermachen?
        [2] Zwei Wochen mit { $name }. Weitermachen?
       *[other] { $weeks } Wochen mit { $name }. Weitermachen?
    }
    { $counted ->
        [0] {""}
       *[other] Zusammen { $kept } von { $counted } Tagen gehalten{ $called ->
            [0] {""}.
           *[other] , { $called } mit Anruf.
        }{" "}
    }{ $name } wird auch gefragt; niemand sieht die andere Antwort zuerst.

look-answered =
    Gemerkt. { $name } antwortet auch.
    Ich sage es, sobald beide geantwortet haben.

goes-on =
    Weiter mit { $name }.
    { $adjust ->
        [yes] Etwas soll anders werden: /pact, und ein Wort mit { $name }.
       *[no] Alles bleibt, wie es ist.
    } Am { $until } schaut jede Seite neu.

pact-rests =
    Der Pakt mit { $name } ruht.
    Solange keine Anrufe. Ein Tipp oder eine neue Sache weckt den Pakt.

pact-awake =
    Der Pakt mit { $name } ist wieder wach.
    Am { $until } schaut jede Seite neu.

partner-away =
    { $name } ist gerade nicht zu erreichen.
    Solange keine Anrufe; von dir ist nichts nötig.

partner-reachable =
    { $name } ist wieder zu erreichen.
    Alles geht weiter wie vorher.

report-how =
    Antworte auf eine Nachricht von drüben.
    Schreib dort /report, und diese eine Nachricht geht an { $has-host ->
        [yes] { $host }, wo dieser Bot betrieben wird.
       *[no] die Stelle, die diesen Bot betreibt.
    } Sonst wird nichts gezeigt. Alles beenden: /leave

report-sent =
    Diese eine Nachricht ist weitergegeben.
    { $has-host ->
        [yes] { $host } kann die Nachricht lesen.
       *[no] Der Betrieb kann die Nachricht lesen.
    }
    Sonst erfährt es niemand. Alles beenden: /leave

report-for =
    Eine Nachricht wird dir gemeldet.
    Gemeldet von { $name }, geschrieben von { $by }, um { $at }. Die Nachricht folgt.

refusal-number-by-button =
    Die Taste unten sendet deine eigene Nummer.
    Lieber nicht? /cancel

refusal-no-room-link =
    Das ist kein Link zu einem Raum.
    Einer, der mit https beginnt, bitte.

refusal-too-long-words =
    Das ist lang für einen Anruf.
    Ein Satz bitte, bis 200 Zeichen.

refusal-proposal-over =
    Das ist nicht mehr offen.
    Alles zusammen: /pact

refusal-ring-later =
    { $has-name ->
        [yes] { $name } hat Pause. Ein andermal.
       *[no] Heute nicht. Ein andermal.
    }
    Es wurde nichts gesendet.

refusal-ring-tried =
    Das hast du schon geprobt.
    Bei einem Anruf geht es genauso.

refusal-no-host =
    Hier ist niemand als Betrieb genannt.
    Alles beenden: /leave
