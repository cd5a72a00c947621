"""Years in figures: „1998“, „1943–1945“, „’89“, and the four-figure numbers that are none."""

from __future__ import annotations

import re
from datetime import date

from archive.german.dates.context import Reading
from archive.german.dates.modifiers import modifier
from archive.german.dates.period_patterns import YEAR, YEARS
from archive.german.dates.period_rows import full_year
from archive.german.dates.rules.table import APOSTROPHED, RULES
from archive.german.dates.rules.table import YEAR as FOUR_FIGURES

YEAR_REFUSED = re.compile(
    r"(?:\b(?:Tel|Telefon|Fax|Nr|Nummer|Raum|Zimmer|App|Durchwahl|Euro|EUR|DIN|"
    r"ISO|§|PLZ|Paragraf|Paragrafen|Paragraphen|Artikeln?|Kapitel|Seiten?|Nummern|Version|[rR]und|etwa|circa|ca|"
    r"über|mehr als|fast|knapp|insgesamt)\.?:?[ \xa0]|"
    r"\bAz\.?:?\s[^,;)]{0,12}\s|\b\d{1,3} [A-Z]{1,3}s?\s|[:/+€§$#-]|\d[.,]?\s?)$"
)
YEAR_CUE = re.compile(
    r"(?:\b(?:[sS]eit|[bB]is|[aA]b|[iI]n|[iI]m|[vV]on|[vV]or|[nN]ach|[fF]ür|[jJ]ahre?|"
    r"Jahres|Jahrgangs?|Ende|Anfang|Mitte|[zZ]wischen|Sommer|Herbst|Winter|Frühjahr|"
    r"gegen|um|erst|war|wurde|schon|bereits|als)\s{1,2}|\(|\*\s?)$"
)
BARE_YEAR = re.compile(rf"(?<![\w.,:/+-]){YEARS}(?!-?[A-Za-zÄÖÜäöüß]|[:/]\d{{3}})")
COUNTED_YEARS = re.compile(
    r"(?:[ \xa0]{0,2}|\n)(?:%|€|\$|°|Prozent\b|[mM]illi|[kc]?m[²³2]?\b|qm\b|kWh?\b|"
    r"[A-ZÄÖÜ][\w-]*(?:en|er|ern|nge|ste|ätze|itze|äume|eute|eter|uro|ollar|ark|"
    r"onnen|üge|onen|ück|onate|iter|rad|ektar|Watt|Fans|Jobs|ehler|all|att|unkte|"
    r"lätze)\b)"
)
AMOUNT_TO = re.compile(
    r" (?:bis|und|oder) (?!(?:1[0-9]|20)\d\d\b)\d{4,}| (?:bis|und|oder) \d{4} (?:Euro|"
    r"Mark|Grad|Meter|Personen|Menschen|Besucher)"
)
YEAR_RANGE = re.compile(rf"{YEAR}(?:[ \xa0]?[-–/][ \xa0]?)({YEARS})(?![-/])")
SHORT_RANGE = re.compile(rf"{YEAR}[/–-](\d\d)(?![\d/–-]|[.,]\d)")  # „2018/19“
NAMED_IN_QUOTES = re.compile(r"[„»›\"‚][^“«‹\"‘]{0,30}\w\s$")
LAST_YEAR = 9900
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d|-)")
SHORT_YEAR_AT = re.compile(r"\d\d(?![\w.:/]|-\w)")
APOSTROPHE = re.compile(r"(?:^|.*\W)['’‘]", re.S)
ON_TO = re.compile(rf" bis {YEAR}\b")
SECOND = re.compile(rf" (?:bis|und) {YEAR}\b")
CUE_IN_FRONT = re.compile(r"(?:um|in|Jahre?)\s$")
COUNT_CUE = re.compile(r"(?:Jahre?s?|[sS]eit|Jahrgang)\s{1,2}$")
# „bei der Flut 2013 Einsatzleiter“, „der Krise von 1929“: the year of a noun counts nothing
NOUN_BEFORE_YEAR = re.compile(
    r"\b(?:der|die|das|dem|den|des|einer|eines|zur|zum|im|am)\s[A-ZÄÖÜ][\wäöüß-]+\s(?:von\s)?$"
)
COMPARED = re.compile(r"\b(?:mehr|weniger|höher|niedriger|anders|besser|größer|kleiner) als\s$")
TO = " bis "
OPEN = re.compile(r"\b(?:[sS]eit|[bB]is|[aA]b)(?:\sdem\sJahr)?\s$")
SIDE = re.compile(r"\b([vV]or|[nN]ach)(?:\sdem\sJahr)?\s$")
ENDS = (".", ",", ";", ")")
QUOTES = ("“", "«", "‘")
ROUND_NOUN = re.compile(r" [A-ZÄÖÜ][a-zäöüß]{2,}")


@RULES.rule(
    "iso_day", order=10, label="Datum in Ziffern, Jahr zuerst", opener=(FOUR_FIGURES,), ahead=["-"],
    rows={"iso": "Datum, Jahr zuerst"},
    yes=["Stand 2021-05-05 → 2021-05-05"],
    no=["Die Nummer 2021-05-05-17 ist vergeben."],
)  # fmt: skip
def read_iso_day(reading: Reading, start: int) -> int:
    """Read „2021-05-05“ (ISO 8601)."""
    match = ISO.match(reading.text, start)
    if match is None:
        return start
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        reading.add(start, match.end(), "DATE", None, "iso", flags=("impossible",))
        return match.end()
    reading.add(start, match.end(), "DATE", day.isoformat(), "iso", begin=day, last=day)
    if day.year < LAST_YEAR:  # „gilt bis 9999-12-31“ is no day from which a story goes on
        reading.day_named(day, match.end())
    return match.end()


@RULES.rule(
    "short_year", order=230, label="Jahr in zwei Ziffern", trigger=(APOSTROPHED,), rows={"year": "Jahr"},
    yes=["Seit ’89 gibt es das Fest. → 1989"],
    no=["Haus 89 ist leer."],
)  # fmt: skip
def read_short_year(reading: Reading, start: int) -> int:
    """Read „’89“ from its first figure; return where reading continues, `start` if there is none."""
    if not APOSTROPHE.fullmatch(reading.before(start, 2)) or not SHORT_YEAR_AT.match(reading.text, start):
        return start
    year = full_year("'" + reading.text[start : start + 2], reading.issued)
    return _put(reading, start - 1, start + 2, year)


@RULES.rule(
    "year", order=220, label="Jahr", trigger=(FOUR_FIGURES,), rows={"year": "Jahr", "period span": "Zeitraum"},
    yes=["Seit 1998 gibt es das Fest. → 1998", "Im Krieg (1943–1945) brannte es. → 1943"],
    no=["Es kamen 1998 Menschen.", "DIN 1998 gilt."],
)  # fmt: skip
def read_year(reading: Reading, start: int) -> int:
    """Read a bare year or „1943–1945“; return where reading continues, `start` if there is none."""
    text, before = reading.text, reading.before(start, 16)
    refused = YEAR_REFUSED.search(before)
    if (match := YEAR_RANGE.match(text, start)) and not refused and text[start : start + 4] < match[1]:
        first, last = int(text[start : start + 4]), int(match[1])
        _put(reading, start, start + 4, first)
        end = _put(reading, match.start(1), match.end(), last)
        reading.add(start, end, "DURATION", f"{first}/{last}", "period span", begin=date(first, 1, 1),
                    last=date(last, 12, 31), span=True)  # fmt: skip
        return end
    if (match := SHORT_RANGE.match(text, start)) and not refused:
        first, last = int(text[start : start + 4]), int(text[start : start + 2] + match[1])
        if last == first + 1 or (last > first and match[0][4] != "/"):
            _put(reading, start, start + 4, first)
            reading.add(start, match.end(), "DURATION", f"{first}/{last}", "period span", begin=date(first, 1, 1),
                        last=date(last, 12, 31), span=True)  # fmt: skip
            reading.year_named(last, match.end())
            return match.end()
    match = BARE_YEAR.match(text, start)
    if match is None or AMOUNT_TO.match(text, start + 4):
        return start
    end, year, cue = match.end(), int(match[0]), YEAR_CUE.search(before)
    behind = text[end : end + 1]
    if refused and not CUE_IN_FRONT.search(before) and not (before.endswith(" als ") and behind in ENDS):
        pair = SECOND.match(text, end)
        return pair.end() if pair else start  # „Paragrafen 1901 bis 1908“
    if (
        behind in QUOTES
        and not cue
        and year <= reading.issued.year
        and NAMED_IN_QUOTES.search(reading.before(start, 40))
    ):
        return start  # a name („Verein Beispiel 1908“); one with a year to come names its goal
    from_year = reading.year_at == start - len(TO) and text.endswith(TO, 0, start)
    if (
        COUNTED_YEARS.match(text, end)
        and not from_year  # „von 1972 bis 1989 Stadtverordneter“
        and not (cue and COUNT_CUE.search(before))
        and not NOUN_BEFORE_YEAR.search(reading.before(start, 40))
    ):
        return start
    if not cue and (not 1500 <= year <= 2069 or (year % 50 == 0 and ROUND_NOUN.match(text, end))):
        return start  # „2000 Autos“
    if not cue and year < 1900 and year % 100 == 0:
        return start
    compared = COMPARED.search(before) is not None
    mod = None if compared else modifier(before, "um", "gegen")
    if mod is None and (side := SIDE.search(before)):
        mod = "BEFORE" if side[1].lower() == "vor" else "AFTER"
    if reading.look == "ahead" and (
        compared or OPEN.search(before) or ON_TO.match(text, end)
    ):  # no year that a story has come to
        return _put(reading, start, end, year, mod, told=False)
    return _put(reading, start, end, year, mod)


def _put(reading: Reading, start: int, end: int, year: int, mod: str | None = None, *, told: bool = True) -> int:
    reading.add(start, end, "DATE", str(year), "year", begin=date(year, 1, 1), last=date(year, 12, 31), mod=mod)
    if told:
        reading.year_named(year, end)
    return end
