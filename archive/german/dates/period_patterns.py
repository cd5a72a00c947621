"""The patterns of periods: what a week, month, quarter, season, year, decade or century looks like."""

from __future__ import annotations

import re

from archive.german.dates.vocabulary import DEICTIC, MONTHS, ORDINALS, SEASONS, one_of

S = r"[ \t\xa0\u202f]{1,4}\n?|\n"
W = rf"(?:{S})"
YEAR = r"(?:1[0-9]|20)\d\d"
YEARS = rf"{YEAR}(?!\d|[.,]\d)"
SHORT_YEAR = r"['’‘]\d\d(?!\d)"
PART = rf"(?P<part>(?:Anfang|Beginn|Mitte|Ende)\b{W}(?:(?:des|der){W}(?=[a-zA-Z\d]))?)?"
OF_YEAR = (
    rf"(?:{W}(?:(?:des|im|vom){W})?(?:Jahre?s?{W})?(?P<year>{YEARS}|{SHORT_YEAR})(?:/(?P<year2>\d\d(?:\d\d)?)(?!\d))?)"
)
OF_DEICTIC = (
    rf"(?:{W}(?:(?:des|im|dieses){W})?(?:(?P<ydx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?"
    rf"(?P<yunit>Jahre?s|Vorjahre?s|Folgejahre?s)\b)"
)
ORDINAL = rf"(?:(?P<ord>(?i:{one_of(ORDINALS)}))e[nrsm]?|(?P<ordn>\d{{1,2}})\.)"
PERIOD = re.compile(
    rf"{PART}(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?"
    rf"(?:(?P<month>{one_of(MONTHS)})(?![\w-]|\.{W}\d\d\.)(?:\.(?={W}{YEARS}))?(?:{OF_YEAR}|{OF_DEICTIC})?"
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
    rf"{PART}(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?{ORDINAL}{W}?"
    rf"(?P<unit>Quartals?|Trimesters?|Halbjahre?s?|Hälfte|Jahreshälfte|Kalenderwoche|KW)(?!\w)"
    rf"(?:{OF_YEAR}|{OF_DEICTIC}|/(?P<slash>{YEARS}))?"
)
HALF_MONTH = re.compile(
    rf"(?P<half>erste|zweite)[nr]?{W}(?:(?P<month>{one_of(MONTHS)})hälfte|Hälfte{W}(?:des{W})?(?P<month2>{one_of(MONTHS)})s?)"
    rf"\b(?:{W}(?P<year>{YEARS}))?"
)
SHORT_QUARTER = re.compile(rf"Q(?P<quarter>[1-4])[ /]?(?P<year>{YEARS})")
WEEK_LINKED = re.compile(r"\s?(?P<link>bis|–|-|und|/|,)\s?(?:KW\s?)?(?P<week>\d{1,2})(?!\d|\.\d|\s?Uhr)")
WEEK = re.compile(rf"(?:KW|Kalenderwochen?){W}?(?P<week>\d{{1,2}})(?!\d|\.\d)(?:{OF_YEAR}|/(?P<slash>{YEARS}))?")
NAMED = re.compile(
    rf"(?P<word>(?P<unit>Tag|Woche|Wochenende|Monat|Quartal|Jahr){W}(?P<way>zuvor|davor|darauf|danach)|"
    rf"[tT]ags{W}(?:zuvor|darauf|danach)|heuer|(?P<of>Jahres|Monats|Quartals|Wochen(?!ende))(?P<third>ende|beginn|anfang|wechsel|"
    r"wende|mitte)s?|Vor(?P<prev>jahr|tag|monat|woche|quartal)(?:e?s)?|Folge(?P<next>jahr|tag|monat|woche)(?:e?s)?)\b(?!-)"
    rf"(?:{W}(?P<year>{YEARS})(?:/\d\d(?:\d\d)?)?)?"
)
YEAR_BEFORE = re.compile(
    rf"(?:gleiche[nrs]?|selbe[nrs]?|entsprechende[nrs]?){W}(?:Zeitraums?|Quartals?|Monats?|Halbjahre?s?|Woche){W}(?:des{W}Vorjahre?s|"
    rf"im{W}Vorjahr|des{W}vergangenen{W}Jahres)\b|Vorjahres(?:zeitraums?|quartals?|monats?|halbjahre?s?|periode)\b"
)
NEW_YEAR = re.compile(rf"neue[nsm]?{W}(?P<unit>Jahr)(?:es)?\b(?!{W}\d)")
ARTICLE = re.compile(r"(?<![\w])(?:der|die|das|den|dem|des)[ \xa0\n]{1,2}$")
MONTH_CUE = re.compile(
    r"(?:\b(?:[iI]m|[sS]eit|[bB]is|[aA]b|[vV]om|[vV]on|und|oder|[zZ]wischen|Anfang|"
    r"Mitte|Ende|[nN]ach|[vV]or|[dD]en|des|dem|gegen|zum|"
    r"ganzen|Monate?n?s?|bis in den|bzw\.|[dD]er)\s{1,2}|[,(/–-]\s?|\d\.\s?)$"
)
YEAR_REFUSED = re.compile(
    r"(?:\b(?:Tel|Telefon|Fax|Nr|Nummer|Raum|Zimmer|App|Durchwahl|Euro|EUR|DIN|"
    r"ISO|§|PLZ|Paragraf|Paragrafen|Paragraphen|Artikeln?|Kapitel|Seiten?|Nummern|Version|[rR]und|etwa|circa|ca|"
    r"über|mehr als|fast|knapp|insgesamt)\.?:?[ \xa0]|[:/+€§$#-]|\d[.,]?\s?)$"
)
YEAR_CUE = re.compile(
    r"(?:\b(?:[sS]eit|[bB]is|[aA]b|[iI]n|[iI]m|[vV]on|[vV]or|[nN]ach|[fF]ür|[jJ]ahre?|"
    r"Jahres|Jahrgangs?|Ende|Anfang|Mitte|[zZ]wischen|Sommer|Herbst|Winter|Frühjahr|"
    r"gegen|um|erst|war|wurde|schon|bereits|als)\s{1,2}|\(|\*\s?)$"
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

NAMED_IN_QUOTES = re.compile(r"[„»›\"‚][^“«‹\"‘]{0,30}\w\s$")
EACH_YEAR = re.compile(
    r"\b(?:[aA]ll)?[jJ](?:ährlich|edes Jahr|edem Jahr)\b,?(?:\s(?:am|im|von|vom|bis|und|\w+)){0,2}\s$"
)
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
SEASON_CUE = re.compile(
    r"\b(?:[iI]m|[sS]eit|[bB]is|zum|[aA]b|[vV]om|[vV]on|und|ganzen|gesamten|[dD]iesen|"
    r"nach|vor|den|dem|in den|letzten|bis in den|(?:[iI]m|[dD]em|[zZ]um|[vV]om) [a-zäöüß]+en)\s{1,2}$"
)
