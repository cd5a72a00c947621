"""Decades, centuries and turns: „die 1990er Jahre“, „in den Achtzigern“, „im 19. Jahrhundert“, „Jahrtausendwende“."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.german.dates.blanks import O, W
from archive.german.dates.context import Reading
from archive.german.dates.period_patterns import PART
from archive.german.dates.period_rows import part_of, put_period, with_article
from archive.german.dates.rules.table import DIGITS, JOINED, NTHS, ORDINAL, RULES, YEAR, inflected, words
from archive.german.words.calendar import DECADES, ORDINALS, PART_MODS
from archive.german.words.pattern import one_of

NAMED_DECADES = DECADES | {"nuller": 0, "zehner": 1}
HALF = rf"(?:(?P<half>(?:erste|zweite)[nr]?{W}Hälfte){W}(?:des|der){W})?"
EARLY = rf"(?:(?P<early>frühen|späten|ausgehenden|beginnenden){W})?"
DECADE = re.compile(
    rf"{PART}{HALF}(?:(?:der|den|die){W})?{EARLY}"
    rf"(?:(?P<full>(?:1[0-9]|20)\d0)(?:-?er)(?:(?:-|{W})?[Jj]ahren?\b|n\b|(?=\W|$))|"
    rf"(?P<short>\d0)-?er(?:(?P<years>(?:-|{W})?[Jj]ahren?\b)|n\b|(?=[ ,.;:)]|$))|"
    rf"(?P<word>(?i:{one_of(NAMED_DECADES)}))(?:(?P<word_years>(?:-|{W})?[Jj]ahren?\b)|n?\b))"
    rf"(?:{W}des{W}(?:(?P<last>vergangenen|vorigen|letzten)|(?P<cent>\d{{1,2}})\.|dieses){W}Jahrhunderts\b)?"
)
DECADE_CUE = re.compile(r"\b(?:den|der|die|Ende der|Anfang der|Mitte der)\s{1,2}$")
CENTURY = re.compile(
    rf"{PART}{HALF}(?:(?:des|dem|das){W})?{EARLY}"
    rf"(?P<first>\d{{1,2}}\.|(?i:{one_of(w for w in ORDINALS if w != 'letzt')})e[nrs]?)"
    rf"(?:{O}(?P<link>und|oder|bis(?:{W}zum|{W}ins)?|/|–|-){O}(?P<second>\d{{1,2}}\.|(?i:{one_of(ORDINALS)})e[nrs]?))?"
    rf"{W}?Jahrhunderte?[sn]?\b(?P<bc>{W}v(?:\.{O}|or{W})Chr(?:\.|istus)?)?"
)
TURN = re.compile(r"(?P<turn>Jahrhundertwende|Jahrtausendwende|Jahrtausendwechsel)\b(?!-)")
HALVES = {"e": "START", "z": "END"}


EARLY_WORDS = ("frühen", "späten", "ersten", "zweiten")


@RULES.rule(
    "century", order=100, label="Jahrhundert",
    opener=(*words(PART_MODS, inflected(ORDINALS), EARLY_WORDS), ORDINAL),
    ahead=["Jahrhundert", "Hälfte", "und", "oder", "bis", "/", "–", "-", "des", "der", "dem", "das", *EARLY_WORDS,
           *NTHS],
    yes=["Das Haus stammt aus dem 19. Jahrhundert. → 18"],
    no=["Im 3. Jahrhundert v. Chr. war hier Wald."],
)  # fmt: skip
def read_century(reading: Reading, start: int) -> int:
    """Read „19. Jahrhundert“, „zweite Hälfte des zwanzigsten Jahrhunderts“."""
    match = CENTURY.match(reading.text, start)
    return _century(reading, match) if match else start


@RULES.rule(
    "decade", order=101, label="Jahrzehnt",
    trigger=(*words(inflected(NAMED_DECADES, " n jahre jahren")), YEAR, JOINED),
    opener=words(PART_MODS, inflected(ORDINALS), EARLY_WORDS),
    ahead=["Hälfte", "des", "der", "den", "die", *EARLY_WORDS, *words(NAMED_DECADES), *DIGITS],
    yes=["Das Bad wurde in den 1960er Jahren gebaut. → 196", "In den Achtzigern war hier ein Kino. → 198"],
    no=["Die 60er-Zone wird ausgeweitet."],
)  # fmt: skip
def read_decade(reading: Reading, start: int) -> int:
    """Read „1990er Jahre“, „80er“, „die frühen Sechziger“."""
    match = DECADE.match(reading.text, start)
    return _decade(reading, match) if match else start


@RULES.rule(
    "turn", order=102, label="Jahrhundertwende",
    trigger=words(["Jahrhundertwende", "Jahrtausendwende", "Jahrtausendwechsel"]),
    yes=["Um die Jahrhundertwende wuchs die Stadt. → 1900"],
    no=["Die Energiewende braucht Zeit."],
)  # fmt: skip
def read_turn(reading: Reading, start: int) -> int:
    """Read „Jahrhundertwende“, which is that of 1900 unless a text says more."""
    match = TURN.match(reading.text, start)
    if match is None:
        return start
    year, flags = (1900, ("ambiguous",)) if match["turn"] == "Jahrhundertwende" else (2000, ())
    reading.add(start, match.end(), "DATE", str(year), "turn", begin=date(year, 1, 1), last=date(year, 12, 31),
                mod="APPROX", flags=flags)  # fmt: skip
    return match.end()


def _decade(reading: Reading, match: re.Match[str]) -> int:
    before = reading.before(match.start(), 12)
    if match["full"]:
        year = int(match["full"])
    elif match["short"]:
        year = int(match["short"])
        year += 2000 if year < 20 else 1900
        if not match["years"] and not (match["part"] or match["half"] or match["early"] or DECADE_CUE.search(before)):
            return match.start()
    else:
        number = NAMED_DECADES[match["word"].lower()] * 10
        year = number + (2000 if number < 20 else 1900)
        noun = match["word"][0].isupper() and (match[0].endswith("n") or match["part"])
        if not match["word_years"] and not (noun and (match["part"] or match["early"] or DECADE_CUE.search(before))):
            return match.start()
    if match["last"] or match["cent"]:
        hundreds = int(match["cent"]) - 1 if match["cent"] else reading.issued.year // 100 - 1
        year = hundreds * 100 + year % 100
    if year < 1:
        return match.start()
    begin, last = date(year, 1, 1), date(year + 9, 12, 31)
    return _put(reading, match, str(year // 10), "decade", begin, last)


def _century(reading: Reading, match: re.Match[str]) -> int:
    numbers = [_ordinal(printed) for printed in (match["first"], match["second"]) if printed]
    if match["bc"] or any(not 1 <= number <= 30 for number in numbers):
        return match.end() if match["bc"] else match.start()  # before Christ there is no day of this calendar
    spans = [(date(max((n - 1) * 100, 1), 1, 1), date((n - 1) * 100 + 99, 12, 31)) for n in numbers]
    if match["second"]:
        end = match.end("first")
        reading.add(match.start("first"), end, "DATE", f"{numbers[0] - 1:02d}", "century", begin=spans[0][0],
                    last=spans[0][1])  # fmt: skip
        reading.add(match.start("second"), match.end(), "DATE", f"{numbers[1] - 1:02d}", "century", begin=spans[1][0],
                    last=spans[1][1])  # fmt: skip
        return match.end()
    return _put(reading, match, f"{numbers[0] - 1:02d}", "century", *spans[0])


def _ordinal(printed: str) -> int:
    if printed[0].isdigit():
        return int(printed.rstrip("."))
    word = printed.lower()
    return next((ORDINALS[word[: -len(end)]] for end in ("en", "er", "es", "e") if word.endswith(end) and
                 word[: -len(end)] in ORDINALS), 0)  # fmt: skip


def _put(reading: Reading, match: re.Match[str], value: str, rule: str, begin: date, last: date) -> int:
    start = match.start() if match["part"] or match["half"] else with_article(reading, match.start())
    mod = part_of(match)
    if match["half"]:
        middle = begin + timedelta(days=((last - begin).days + 1) // 2)
        mod = HALVES[match["half"][0]]
        begin, last = (begin, middle - timedelta(days=1)) if mod == "START" else (middle, last)
        reading.add(start, match.end(), "DATE", value, rule, begin=begin, last=last, mod=mod)
        return match.end()
    if match["early"]:
        mod = "END" if match["early"].startswith(("sp", "aus")) else "START"
    return put_period(reading, start, match.end(), value, rule, begin, last, mod)
