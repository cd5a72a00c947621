"""Durations: „drei Tage“, „vor 80 Jahren“, „sechs bis acht Wochen“, „zweieinhalb Jahre“, „seit Jahren“, „dreitägig“."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from archive.german.dates.blanks import W
from archive.german.dates.context import BACKWARD, FORWARD, Reading, add_months
from archive.german.dates.modifiers import modifier
from archive.german.dates.rules.table import BEFORE_MONTH, DIGITS, JOINED, NUMBER, RULES, YEAR, inflected, words
from archive.german.words.calendar import COUNTED, DEICTIC, NUMBERS, UNITS
from archive.german.words.pattern import one_of

FORMS = NUMBERS | {word.capitalize(): number for word, number in NUMBERS.items()}
HALF_COUNTS = {"anderthalb": 1.5, "eineinhalb": 1.5} | {
    f"{word}einhalb": n + 0.5 for word, n in COUNTED.items() if n < 13
}
HALVES = [*HALF_COUNTS, *(word.capitalize() for word in HALF_COUNTS)]
UNIT = (
    r"(?P<unit>Sekunden?|Minuten?|Stunden?|Viertelstunden?|Tage?n?|Wochen?|Wochenenden?|Monate?n?s?|Quartale?n?|"
    r"Jahrzehnte?n?s?|Jahrhunderte?n?s?|Jahre?n?s?)"
)
HOW_MANY = rf"\d{{1,4}}(?:,\d)?|{one_of(FORMS)}"
AMOUNT = re.compile(
    rf"(?P<n>{HOW_MANY})(?:{W}?(?P<link>bis|oder|–|-){W}?(?P<m>{HOW_MANY}))?(?:{W}(?P<half>halbe[nsrm]?))?{W}(?:(?:weiteren?|"
    rf"ganzen?[srm]?|volle[nrsm]?|knappe[nsrm]?|gute[nsrm]?|aufeinanderfolgenden?){W})?{UNIT}\b(?!-)"
)
FRACTION = re.compile(rf"(?P<n>{one_of(HALVES)}){W}{UNIT}\b(?!-)")
PLURAL_UNITS = {
    "Sekunden": "TS", "Minuten": "TM", "Stunden": "TH", "Tage": "D", "Tagen": "D", "Wochen": "W", "Monate": "M",
    "Monaten": "M", "Quartale": "Q", "Quartalen": "Q", "Jahre": "Y", "Jahren": "Y", "Jahrzehnte": "DE",
    "Jahrzehnten": "DE", "Jahrhunderte": "CE", "Jahrhunderten": "CE",
}  # fmt: skip
LONG = {
    f"{stem}lang{end}": code
    for stem, code in {
        "sekunden": "TS", "minuten": "TM", "stunden": "TH", "tage": "D", "wochen": "W", "monate": "M", "jahre": "Y",
        "jahrzehnte": "DE", "jahrhunderte": "CE",
    }.items() for end in ("", "e", "er", "en", "es", "em")
}  # fmt: skip
QUANTIFIERS = [
    f"{stem}{end}" for stem, ends in (
        ("einig", "er en e"), ("mehrer", "er en e"), ("wenig", "er en e"), ("viel", "er en e"), ("etlich", "er en e"),
        ("zahlreich", "er en e"), ("lang", "en e")) for end in ends.split()
] + ["paar"]  # fmt: skip
BACK = ("letzt", "vergangen", "zurückliegend", "vorangegangen")
AHEAD = ("nächst", "kommend", "folgend")
NOW = ("dies",)
VAGUE = re.compile(
    rf"(?:(?P<dx>(?i:{one_of([*BACK, *AHEAD, *NOW])})e[nr]?){W}(?:(?P<n>{HOW_MANY}|{one_of(HALVES)}|"
    rf"{one_of(QUANTIFIERS)}){W})?|"
    rf"(?:(?:ein{W})?(?P<q>(?i:{one_of(QUANTIFIERS)})){W}(?:Dutzend{W}|ganzen?{W})?))?"
    rf"(?P<unit>{one_of(PLURAL_UNITS)})\b(?!-)(?P<behind>{W}(?:zuvor|danach|davor|später|lang|hinweg|über)\b)?"
)
BARE_CUE = re.compile(r"\b(?:[sS]eit|[vV]or|[nN]ach|[üÜ]ber|[bB]innen|[fF]ür|[iI]nnerhalb von|[eE]rst|nur)\s{1,2}$")
ARTICLE_OF_UNIT = re.compile(r"(?<!\w)(?:die|den|der)\s{1,2}$", re.I)
LONG_AT = re.compile(rf"(?i:{one_of(LONG)})\b")
SPANNING = {"sekündig": "TS", "minütig": "TM", "stündig": "TH", "tägig": "D", "wöchig": "W", "monatig": "M"}
PREFIXES: dict[str, float | None] = {
    "ein": 1, "eineinhalb": 1.5, "anderthalb": 1.5, "zweieinhalb": 2.5, "mehr": None, **COUNTED,
}  # fmt: skip
COMPOUNDS = {
    f"{word}{unit}{end}": (number, code)
    for word, number in PREFIXES.items() for unit, code in SPANNING.items() for end in ("", "e", "er", "en", "es", "em")
}  # fmt: skip
DIGIT_COMPOUND = re.compile(rf"(?P<n>\d{{1,3}})-?(?P<unit>{one_of(SPANNING)})(?:e[nrsm]?)?\b")
WORD_COMPOUND = re.compile(r"[A-Za-zäöüß]+(?!-)")
POINTS_FROM_ISSUED = re.compile(
    r"\b(?P<cue>[vV]or|[iI]n|[sS]eit|[nN]ach|[bB]innen)\s(?:(?:fast|rund|etwa|gut|mehr als|über|knapp|ca\.|genau|"
    r"ungefähr|mindestens|höchstens)\s){0,2}$"
)
# An age is no span of the calendar: „44 Jahre alt“, „Menschen über 60 Jahre“, „ab 6 Jahren“, „von 13 bis 19 Jahren“.
AGE_BEFORE = re.compile(
    r"(?:\b(?:[aA]b|Alter von|unter|zwischen \d{1,2} und|von \d{1,2} bis(?: zu)?)|"
    r"[A-ZÄÖÜ][\w*:]*(?:en|er|nen|ge|te|er) (?:über|bis|von))\s{1,2}$"
)
GOOD = re.compile(r"\s(?:guter|gutes|guten)\s")
TOLD_REACH = 200  # code points from a day to „drei Jahre später“
WAY = re.compile(r"\s(?:(?P<later>später|danach|darauf)|zuvor|davor|vorher)\b")
QUOTES = ("„", "“", "»", "«", "‚", "‘", "”", '"')
AGE_BEHIND = re.compile(r"[ \xa0\n](?:alt|jung)(?:e[nrms]?)?\b|\)")
SMALLER = {"TH": "Minuten?", "TM": "Sekunden?", "Y": "Monate?n?", "M": "(?:Tage?n?|Wochen?)", "W": "Tage?n?"}
AND_MORE = {  # „zwei Stunden und 40 Minuten“
    code: re.compile(rf"{W}(?:und{W})?(?P<n>{HOW_MANY}){W}(?P<unit>{unit})\b(?!-)") for code, unit in SMALLER.items()
}


@RULES.rule(
    "amount", order=210, label="Dauer", opener=(*words(NUMBERS), NUMBER, BEFORE_MONTH, JOINED, YEAR),
    ahead=[*UNITS, "Viertelstunde", *SPANNING, "bis", "oder", "–", "-", ",", "halb", "weiter", "ganz", "voll", "knapp",
           "gut", "aufeinander"],
    rows={"duration": "Dauer", "counted from the story": "vom Erzählten an gezählt"},
    yes=["Der Umbau dauert drei Tage. → P3D", "Vor 80 Jahren brannte die Stadt. → P80Y"],
    no=["Der Saal fasst 80 Personen.", "Anna Berg ist 44 Jahre alt."],
)  # fmt: skip
def read_amount(reading: Reading, start: int) -> int:
    """Read a counted duration: „drei Tage“, „vor 80 Jahren“, „sechs bis acht Wochen“, „3-tägig“."""
    text = reading.text
    if match := AMOUNT.match(text, start):
        return _amount(reading, match)
    if text[start].isdigit() and (match := DIGIT_COMPOUND.match(text, start)):
        value = _value(int(match["n"]), SPANNING[match["unit"]])
        reading.add(start, match.end(), "DURATION", value, "duration")
        return match.end()
    return start


@RULES.rule(
    "amount_and_half", order=130, label="Dauer mit halber Einheit", trigger=words(HALF_COUNTS),
    rows={"duration": "Dauer"},
    yes=["Der Umbau dauert anderthalb Jahre. → P1.5Y"],
    no=["Es sind anderthalb Meter."],
)  # fmt: skip
def read_amount_and_half(reading: Reading, start: int) -> int:
    """Read „anderthalb Jahre“, „zweieinhalb Stunden“."""
    match = FRACTION.match(reading.text, start)
    if match is None:
        return start
    value = _value(HALF_COUNTS[match["n"].lower()], _code(match["unit"]))
    reading.add(start, match.end(), "DURATION", value, "duration", mod=modifier(reading.before(start, 16)))
    return match.end()


@RULES.rule(
    "so_long", order=131, label="Dauer ohne Zahl", trigger=words(LONG), rows={"vague duration": "ungefähre Dauer"},
    yes=["Es regnete tagelang. → PXD"],
    no=["Es regnete lange."],
)  # fmt: skip
def read_so_long(reading: Reading, start: int) -> int:
    """Read „tagelang“, „jahrelangen“."""
    match = LONG_AT.match(reading.text, start)
    if match is None:
        return start
    reading.add(start, match.end(), "DURATION", _value(None, LONG[match[0].lower()]), "vague duration")
    return match.end()


@RULES.rule(
    "so_many_days_long", order=132, label="Dauer in einem Wort", trigger=words(COMPOUNDS), rows={"duration": "Dauer"},
    yes=["Das dreitägige Fest war gut besucht. → P3D"],
    no=["Die dreistöckige Halle ist neu."],
)  # fmt: skip
def read_so_many_days_long(reading: Reading, start: int) -> int:
    """Read „dreitägig“, „zweiwöchige“."""
    match = WORD_COMPOUND.match(reading.text, start)
    if match is None or match[0].lower() not in COMPOUNDS:
        return start
    number, code = COMPOUNDS[match[0].lower()]
    reading.add(start, match.end(), "DURATION", _value(number, code), "duration")
    return match.end()


@RULES.rule(
    "vague_amount", order=133, label="ungefähre Dauer",
    trigger=words(PLURAL_UNITS), opener=words(inflected(DEICTIC), QUANTIFIERS),
    ahead=[*PLURAL_UNITS, *words(QUANTIFIERS), *HALVES, *FORMS, *DIGITS, "Dutzend", "ganze"],
    rows={"duration": "Dauer", "vague duration": "ungefähre Dauer"},
    yes=["Seit Jahren wird geplant. → PXY", "In den letzten zwei Wochen regnete es. → P2W"],
    no=["Die Jahre vergehen."],
)  # fmt: skip
def read_vague_amount(reading: Reading, start: int) -> int:
    """Read „seit Jahren“, „die letzten zwei Wochen“, „einige Tage“."""
    match = VAGUE.match(reading.text, start)
    if match is None:
        return start
    if not match["dx"] and not match["q"] and not match["behind"] and not BARE_CUE.search(reading.before(start, 16)):
        return start
    return _vague(reading, match)


def _vague(reading: Reading, match: re.Match[str]) -> int:
    start, end, code = match.start(), match.end("unit"), PLURAL_UNITS[match["unit"]]
    printed = (match["n"] or "").lower()
    count: float | None = HALF_COUNTS.get(printed, FORMS.get(printed))
    if printed[:1].isdigit():
        count = float(printed.replace(",", "."))
    begin = last = None
    direction = reason = None
    if match["dx"]:
        stem = next(s for s in (*BACK, *AHEAD, *NOW) if match["dx"].lower().startswith(s))
        sign = -1 if stem in BACK else 1 if stem in AHEAD else 0
        if sign and count and not code.startswith("T") and (far := _shift(reading.issued, int(sign * count), code)):
            begin, last = min(far, reading.issued), max(far, reading.issued)
            reading.note("counted_from", reading.issued, start, end)
        if sign:
            direction, reason = (FORWARD if sign > 0 else BACKWARD), f"cue: {match['dx']}"
        if article := ARTICLE_OF_UNIT.search(reading.before(start, 6)):
            start -= len(article[0])
    rule = "duration" if count else "vague duration"
    reading.add(start, end, "DURATION", _value(count, code), rule, begin=begin, last=last, direction=direction,
                reason=reason)  # fmt: skip
    return match.end()


@lru_cache(maxsize=64)  # there are no more units
def _code(unit: str) -> str:
    if unit.startswith("Wochenende"):
        return "WE"
    if unit.startswith("Viertelstunde"):
        return "TQ"
    return UNITS[max((name for name in UNITS if unit.startswith(name)), key=len)]


def _value(count: float | None, code: str) -> str:
    """A TIMEX3 period: `P3D`, `PT90M`, `P2.5Y`; X for a number that is not given."""
    if code == "TH" and count is not None and count != int(count):
        count, code = count * 60, "TM"  # „eine halbe Stunde“: PT30M
    if code == "TQ":
        count, code = None if count is None else count * 15, "TM"
    number = "X" if count is None else f"{count * (3 if code == 'Q' else 1):g}"
    code = "M" if code == "Q" else code
    return f"P{'T' if code.startswith('T') else ''}{number}{code.removeprefix('T')}"


def _number(printed: str) -> float:
    return float(printed.replace(",", ".")) if printed[0].isdigit() else FORMS[printed]


def _amount(reading: Reading, match: re.Match[str]) -> int:
    text, start, end = reading.text, match.start(), match.end()
    code = _code(match["unit"])
    before = reading.before(start, 36)
    if code == "Y" and (AGE_BEHIND.match(text, end) or AGE_BEFORE.search(before)):
        return end
    if code in ("D", "Y") and GOOD.search(match[0]):
        return start  # „ein guter Tag“, „ein gutes Jahr“
    if before[-1:] in QUOTES and text[end : end + 1] in QUOTES:
        return end  # a title: „Sieben Tage“
    count = _number(match["n"])
    if match["m"]:
        reading.add(start, match.end("n"), "DURATION", _value(count, code), "duration")
        reading.add(match.start("m"), end, "DURATION", _value(_number(match["m"]), code), "duration")
        return end
    if match["half"]:
        count -= 0.5
    cue = POINTS_FROM_ISSUED.search(before)
    begin = last = None
    direction = reason = None
    if cue and count == int(count) and not code.startswith("T"):
        word = cue["cue"].lower()
        sign = {"vor": -1, "seit": -1, "in": 1}.get(word, 0)
        if sign > 0 and reading.look == "ahead" and reading.past(start, end):
            sign = 0  # „wurde in drei Wochen gebaut“: how long it took
        if sign and (day := _shift(reading.issued, sign * int(count), code)):
            reading.note("counted_from", reading.issued, start, end)
            begin, last = _around(day, code) if word != "seit" else (day, None)
            direction, reason = (FORWARD if sign > 0 else BACKWARD), f"cue: {word}"
    elif (way := WAY.match(text, end)) and count == int(count) and (base := _told(reading, code, start)):
        sign = 1 if way["later"] else -1
        if (day := _shift(base, sign * int(count), code)) and code in ("D", "W", "M", "Y"):
            reading.note("counted_from", base, start, way.end())
            return _put_point(reading, start, way.end(), day, code, f"cue: {way[0].strip()}", later=sign > 0)
    value = _value(count, code)
    if begin is None and code in AND_MORE and (more := AND_MORE[code].match(text, end)):
        value, end = _with_more(value, _value(_number(more["n"]), _code(more["unit"]))), more.end()
    reading.add(start, end, "DURATION", value, "duration", begin=begin, last=last, direction=direction,
                reason=reason, mod=modifier(before[-16:]))  # fmt: skip
    return end


def _with_more(value: str, more: str) -> str:
    """`PT2H` and `PT40M` are `PT2H40M`."""
    return value + more.removeprefix("PT" if "T" in value else "P")


def _put_point(reading: Reading, start: int, end: int, day: date, code: str, reason: str, *, later: bool) -> int:
    """„drei Jahre später“ after a day or year of the story is a point in time, not a duration.

    The year of „ein Jahr zuvor“ is compared with, and not where the story goes on.
    """
    begin, last = (day, day) if code in ("D", "W") else _around(day, code)
    value = day.isoformat() if begin == last else f"{day:%Y-%m}" if code == "M" else f"{day.year:04d}"
    direction = FORWARD if last >= reading.issued else BACKWARD
    reading.add(start, end, "DATE", value, "counted from the story", begin=begin, last=last, direction=direction,
                reason=reason)  # fmt: skip
    if code == "Y" and later:
        reading.year_named(day.year, end)
    elif code != "Y":
        reading.day_named(day, end)
    return end


def _told(reading: Reading, unit: str, start: int) -> date | None:
    """The day or year that „drei Jahre später“ counts from, if one was named."""
    if unit in ("TS", "TM", "TH") or start - max(reading.anchor_at, reading.year_at) > TOLD_REACH:
        return None
    if unit in ("Y", "DE", "CE") and reading.year is not None and reading.year_at > reading.anchor_at:
        return date(reading.year, 1, 1)
    return reading.base(start) if reading.anchor_at >= 0 else None


def _around(day: date, unit: str) -> tuple[date, date]:
    """„vor 80 Jahren“ names a year, „vor zwei Wochen“ a week, „in drei Tagen“ a day."""
    if unit == "D":
        return day, day
    if unit in ("W", "WE"):
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit in ("M", "Q"):
        begin = day.replace(day=1)
        return begin, add_months(begin, 1) - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _shift(day: date, count: int, unit: str) -> date | None:
    try:
        if unit in ("D", "W", "WE"):
            return day + timedelta(days=count * (1 if unit == "D" else 7))
        months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
        return add_months(day, months) if 1 < day.year + months // 12 < 9990 else None
    except OverflowError:
        return None
