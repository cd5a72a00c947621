"""Words around an hour or its day that say which day it is on, or that it holds on many days."""

from __future__ import annotations

import re

UNTIL_DAY = re.compile(
    r"\bbis(?:\s(?:zum|zur|einschließlich|spätestens|voraussichtlich|mindestens))*(?:\sde[mnr])?\s{1,2}$", re.I
)
# „von [Freitag], 18 Uhr, bis Montag“, „von [Montag] an“, „ab [1. Mai]“: what begins then goes on
FROM = re.compile(r"\b[vV]o[nm](?:\sde[mr])?\s{1,2}$")
SINCE = re.compile(r"\b(?:ab|seit)(?:\sde[mr])?\s{1,2}$", re.I)
GOES_ON = re.compile(r"(?:,?\s(?:um\s)?\d{1,2}(?:[.:]\d\d)?\sUhr)?,?\s(?:bis|an)\b")
RANGE = re.compile(r"\bbis\b|[–—-]")
BEGINNING = re.compile(r"\b(?:[eE]röffn|Start|Auftakt)")
ENDS = re.compile(
    r"\bende(?:t|te|n)\s(?:(?:erst|schon|bereits|voraussichtlich)\s)?(?:am|an|in\sder\sNacht\s(?:zum|auf))\s$"
)
NIGHT = re.compile(
    r"\b[Nn]acht\s(?:von|vom|zum|zu|auf)(?:\s(?:den|dem|vom))?\s{1,2}(?:\w+tag\s(?:auf|zum)\s(?:den\s)?\w+tag,?\s\(?)?$|\bSilvesternacht\s?$"
)
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
# „am Wahltag um 18 Uhr“, „in der zweiten Ferienwoche von 10 bis 15 Uhr“: a time of which nobody named the day
ON_SUCH_A_DAY = re.compile(
    r"\b(?:am\sTag\sselbst|am\s(?:jeweiligen\s)?(?!\w*(?:Sonn|Mon|Diens|Donners|Frei|Sams|Feier|[Mm]it)tag)[A-ZÄÖÜ][a-zäöüß]+tag|"
    r"(?:in|an)\s(?:der|den|beiden|allen)\s(?:[a-zäöüß]+e[nr]\s){0,2}(?:[A-ZÄÖÜ][a-zäöüß]*)?"
    r"(?:[wW]ochen?|[tT]agen|[wW]ochenenden?|[fF]erien)|[aA]n\s[A-ZÄÖÜ][a-zäöüß]+tagen)\b[^.!?]*$"
)
# „Die Vorstellungen beginnen um 20 Uhr“: on each of the days that were named
EVENTS = re.compile(
    r"\b(?:[aA]lle|[bB]eide|[dD]ie|[jJ]ede[rs]?)\s(?:[a-zäöüß]+en\s)?(?:Sitzung|Veranstaltung|Vorstellung|Führung|Lesung|Aufführung|Premiere|Partie|"
    r"Konzert|Termin|Kurs|Workshop|Film|Abend|Tour|Treff|Probe|Spiel|Vortrag|Vorträg|Rundg[aä]ng|Gottesdienst)e?n?\b"
)
OTHER_EVENTS = re.compile(
    r"\b(?:[wW]eiteren?|[üÜ]brigen|[aA]nderen|[fF]olgenden)\s(?:Sitzung|Veranstaltung|Vorstellung|Führung|Lesung|Aufführung|Premiere|Konzert|"
    r"Termin|Kurs|Workshop|Film|Abend|Tour|Treff|Probe|Spiel|Vortr[aä]g|Rundg[aä]ng|Gottesdienst|Tag)e?n?\b"
)
# „Am 4. Mai öffnet das Bad. Geöffnet ist es von 9 bis 20 Uhr“: on each day from then on
OPENED = re.compile(r"\b(?:wieder)?(?:er)?öffne(?:t|n)\b|\beröffnet\b|\bin\sBetrieb\b|\bnimmt\b.*\bauf\b")
KEPT_OPEN = re.compile(r"\b(?:geöffnet|offen|zu\ssehen|zugänglich|besetzt|verkehrt|fährt|fahren|schließt)\b", re.I)
# „Der Vorverkauf startet am [20. März]. Einlass ist um 19 Uhr“: rather on the day of the concert
BESIDES = re.compile(
    r"\b(?:Vorverkauf|Karten|Tickets?|Kartenverkauf|Startnummern|Rückfragen|Frist|[aA]n(?:ge)?meld\w*|Anmelde\w+|Bewerb\w+|"
    r"Bewerbungs\w+|\w*(?:schluss|frist))\b"
)
IN_CLAUSE = re.compile(
    r",\s(?:(?:an|in|auf|bei|mit|zu)\s)?(?:der|die|das|dem|den|dessen|deren|weil|wo|wenn|nachdem|bevor)\b[^,.;:]*$"
)
# „Von 10 bis 17 Uhr laden die Vereine am [Sonntag, 30. März], ein“: an hour that opens its sentence
OPENING = re.compile(r"[\s„(–-]*(?:[A-ZÄÖÜ]\w+\s(?:(?:um|ab|gegen|vor|nach|bis)\s)?)?$")
DAY_BEHIND = re.compile(
    r"(?:(?!\b(?:und|oder|sowie|aber|wie|als)\b)[^,;:.!?\n„“]){0,80}?\b(?:am|zum|(?P<night>in\sder\sNacht\szu[mr]?))\s"
    r"(?:(?:kommenden|nächsten|vergangenen|letzten|heutigen|morgigen|gestrigen)\s)?(?=[MDFSA-Z1-9])"
)
OWN_HOUR = re.compile(r"[^,;.]{0,24},?\s(?:um|ab|von|gegen|bis)\s\d")
# „Zeugen, die gegen 7 Uhr etwas gesehen haben“: on the day of which the whole text is
WITNESSES = re.compile(r"\b(?:Zeug(?:e|en|innen)|Hinweise|Wer)\b")
# What is so on every day: „Telefonisch ist das Amt von 9 bis 15 Uhr erreichbar“
HABIT = re.compile(
    r"\b(?:[tT]elefonisch|Telefon|Tel\.|Hotline|\w+telefon|Rufnummer|im [\w-]*[tT]akt|Nachtruhe|Mittagsruhe|"
    r"Ruhezeit(?:en)?|"
    r"verboten|untersagt|gestattet|erlaubt|zulässig|"
    r"grundsätzlich|in der Regel|meist(?:ens)?|sonst|regelmäßig|[üÜ]blicherweise|"
    r"(?:Öffnungs|Sprech|Service|Geschäfts|Dienst)(?:zeit|stunde)(?:en)?|"
    r"erreichbar|[iI]n\s(?:zwei|drei|vier|\d)\s(?:Schichten|Zeitfenstern|Blöcken|Durchgängen))\b|\b[wW]er\s(?:vor|nach|ab|bis|um|erst|schon)\b[^,.]{0,12}$"
)
