"""The patterns of periods: what a week, month, quarter, season, year, decade or century looks like."""

from __future__ import annotations

import re

from archive.normalise.dates.vocabulary import DECADES, DEICTIC, MONTHS, ORDINALS, SEASONS, one_of

S = r"[ \t\xa0\u202f]{1,4}\n?|\n"
W = rf"(?:{S})"
YEAR = r"(?:1[0-9]|20)\d\d"
YEARS = rf"{YEAR}(?!\d|[.,]\d)"
OF_YEAR = rf"(?:{W}(?:(?:des|im|vom){W})?(?:Jahre?s?{W})?(?P<year>{YEARS})(?:/(?P<year2>\d\d(?:\d\d)?)(?!\d))?)"
OF_DEICTIC = (
    rf"(?:{W}(?:(?:des|im|dieses){W})?(?:(?P<ydx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?(?P<yunit>Jahre?s|Vorjahre?s)\b)"
)
ORDINAL = rf"(?:(?P<ord>(?i:{one_of(ORDINALS)}))e[nrsm]?|(?P<ordn>\d{{1,2}})\.)"
PERIOD = re.compile(
    rf"(?P<part>(?:Anfang|Beginn|Mitte|Ende)\b{W}(?:(?:des|der){W}(?=[a-zJWMS\d]))?)?"
    rf"(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?"
    rf"(?:(?P<month>{one_of(MONTHS)})(?![\w-]|\.{W}\d\d\.)(?:{OF_YEAR}|{OF_DEICTIC})?"
    rf"|(?P<season>{one_of(SEASONS)})(?![\w-])(?:{OF_YEAR.replace('year', 'syear')}"
    rf"|{OF_DEICTIC.replace('ydx', 'sdx').replace('yunit', 'sunit')})?"
    rf"|(?P<school>Schuljahre?s?|Saison|Spielzeit|Wintersemester|Sommersemester|"
    rf"Haushaltsjahre?s?){W}(?P<from>{YEAR})(?:/(?P<to>\d{{4}}|\d\d))?(?!\d)"
    rf"|(?P<unit>Wochenende|Wochenendes|Woche|Monate?s?|Jahre?s|Jahre?|Quartals?|"
    rf"Halbjahre?s?|Jahrzehnts?|Jahrhunderts?|Tage?s?|Kalenderwoche|Schuljahre?s?)\b(?![-\w])"
    rf"(?:(?<=Jahr)(?:{W}(?P<named>{YEARS})(?:{W}v\.{W}?Chr\.)?)?|(?<=Jahre){W}(?P<named2>{YEARS})|"
    rf"(?<=Jahres){W}(?P<named3>{YEARS})|(?<!Jahr))"
    rf"|(?P<bare>{YEARS})(?!{W}?(?:%|€|Euro\b|Personen|Menschen|Einwohner|Meter|Uhr)))"
)
ORDINAL_PERIOD = re.compile(
    rf"(?P<part>(?:Anfang|Beginn|Mitte|Ende)\b{W}(?:(?:des|der){W})?)?"
    rf"(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?{ORDINAL}{W}?(?P<unit>Quartals?|"
    rf"Trimesters?|Halbjahre?s?|Hälfte|Kalenderwoche|KW|Jahrhunderts?)(?!\w)"
    rf"(?:{OF_YEAR}|{OF_DEICTIC}|/(?P<slash>{YEARS}))?"
)
WEEK = re.compile(rf"(?:KW|Kalenderwoche){W}?(?P<week>\d{{1,2}})(?!\d|\.\d)(?:{OF_YEAR}|/(?P<slash>{YEARS}))?")
DECADE = re.compile(
    rf"(?P<part>(?:Anfang|Beginn|Mitte|Ende)\b{W}(?:(?:der){W})?)?"
    rf"(?:(?P<full>{YEAR})er|(?P<short>\d0)er|(?P<word>{one_of([*DECADES, *(w.capitalize() for w in DECADES)])}))(?:-|"
    rf"{W}){{1,2}}?Jahren?\b"
)
NAMED = re.compile(
    r"(?P<word>Vorjahr(?:e?s)?|Folgejahr(?:e?s)?|Vortag(?:es)?|heuer|Jahresende|"
    r"Jahresbeginn|Jahresanfang|Jahreswechsel|"
    r"(?:Tag|Woche)\s(?:zuvor|davor|darauf|danach)|Monatsende|Vormonat(?:s|es)?|Vorwoche)\b"
)
ARTICLE = re.compile(r"(?<![\w])(?:der|die|das|den|dem|des)[ \xa0\n]{1,2}$")
MONTH_CUE = re.compile(
    r"(?:\b(?:[iI]m|[sS]eit|[bB]is|[aA]b|[vV]om|[vV]on|und|oder|[zZ]wischen|Anfang|"
    r"Mitte|Ende|[nN]ach|[vV]or|[dD]en|des|dem|gegen|zum|"
    r"ganzen|Monat|Monats|bis in den|bzw\.)\s{1,2}|[,(/–-]\s?|\d\.\s?)$"
)
YEAR_REFUSED = re.compile(
    r"(?:\b(?:Tel|Telefon|Fax|Nr|Nummer|Raum|Zimmer|App|Durchwahl|Euro|EUR|DIN|"
    r"ISO|§|PLZ|Paragraf|Artikel|Version|Rund|rund|etwa|circa|ca|über|mehr als|"
    r"fast|knapp|insgesamt)\.?:?\s|[:/+€§$#-]|\d[.,]?\s?)$"
)
YEAR_CUE = re.compile(
    r"(?:\b(?:[sS]eit|[bB]is|[aA]b|[iI]n|[iI]m|[vV]on|[vV]or|[nN]ach|[fF]ür|[jJ]ahre?|"
    r"Jahres|Jahrgang|Ende|Anfang|Mitte|[zZ]wischen|Sommer|Herbst|Winter|Frühjahr|"
    r"gegen|um|erst|war|wurde|schon|bereits)\s{1,2}|\(|\*\s?)$"
)
BARE_YEAR = re.compile(rf"(?<![\w.,:/+-]){YEARS}(?!-?[A-Za-zÄÖÜäöüß]|[:/]\d{{3}})")
COUNTED = re.compile(
    r"[ \xa0\n]{0,2}(?:%|€|\$|°|Prozent\b|[mM]illi|[kc]?m[²³2]?\b|qm\b|kWh?\b|"
    r"[A-ZÄÖÜ][\w-]*(?:en|er|ern|nge|ste|ätze|itze|äume|eute|eter|uro|ollar|ark|"
    r"onnen|üge|onen|ück|onate|iter|rad|ektar|Watt|Fans|Jobs|ehler|all|att|unkte|"
    r"lätze)\b)"
)
AMOUNT_TO = re.compile(
    r" (?:bis|und|oder) (?!(?:1[0-9]|20)\d\d\b)\d{4,}| (?:bis|und|oder) \d{4} (?:Euro|"
    r"Mark|Grad|Meter|Personen|Menschen|Besucher)"
)
YEAR_RANGE = re.compile(rf"{YEAR}(?:[ \xa0]?[-–/][ \xa0]?)({YEARS})(?![-/])")

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
SEASON_CUE = re.compile(
    r"\b(?:[iI]m|[sS]eit|[bB]is|zum|[aA]b|[vV]om|[vV]on|und|ganzen|gesamten|[dD]iesen|"
    r"nach|vor|den|dem|in den|letzten|bis in den)\s{1,2}$"
)
