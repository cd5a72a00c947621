"""Abbreviations, units and days in all their spellings.

`signs.toml` lists the first two. What the index cannot tell (100 €, § 34, OB beside ob) is noted beside the text when
the index is built; a query is read the same way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from archive.search.words import fold, plain, tokens

Words = tuple[str, ...]
MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
          "dezember")  # fmt: skip
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "jänner": 1, "janner": 1, "feb": 2, "feber": 2, "mär": 3, "mar": 3, "mrz": 3, "marz": 3,
    "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_NUMBER = r"\d+(?:[.,]\d+)*"
DAY = (
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\.\d{1,2}\.\d\d|\d{4}-\d\d-\d\d"
    r"|\d{1,2}\.\s?(?:[JFMASOND][a-zä]{2,8})\.?(?:\s\d{4})?|\d{1,2}\.\d{1,2}\.)(?![\w.])"
)
_DAY_PARTS = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.|(?P<name>[^\W\d]+)\.?)\s?(?P<year>\d{4})?"
    r"|(?P<short>\d{1,2}\.\d{1,2}\.\d\d)"
    r"|(?P<iso>\d{4}-\d\d-\d\d)"
)
_FIRST_OF_LAST_CENTURY = 69  # of years with two digits, as POSIX reads them
_MARK = "tag"  # begins the token that stands for a day in the index; `releases_search` writes it
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_WHOLE = re.compile(r"(\S*\d),0+")
_SEASON = re.compile(r"(\d{2})(\d{2})[/–-](\d{2}|\d{4})")
_DECADE = re.compile(r"(?:19)?([1-9]0)er")


@dataclass(frozen=True)
class Sign:
    """A line of `signs.toml`. short: each short form as printed; long: rows of words, as printed."""

    short: tuple[str, ...]
    long: tuple[tuple[str, ...], ...]
    capitals: bool
    ending: bool
    unit: bool
    sign: bool
    front: bool


@cache
def signs() -> tuple[Sign, ...]:
    """Every line of the list."""
    lines = tomllib.loads((Path(__file__).parent / "signs.toml").read_text(encoding="utf-8"))["signs"]
    return tuple(
        Sign(
            short=tuple(line["short"].split()),
            long=tuple(tuple(long.split("_")) for long in line["long"].split()),
            **{name: line.get(name, False) for name in ("capitals", "ending", "unit", "sign", "front")},
        )
        for line in lines
    )


@cache
def _units() -> dict[str, Sign]:
    """Every way to write a unit, folded → its line."""
    return {
        fold(plain(way)): sign
        for sign in signs()
        if sign.unit
        for way in (*sign.short, *(words[0] for words in sign.long))
    }


def _either(ways: list[str]) -> str:
    return "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True))


@cache
def amount_pattern() -> str:
    """What a number with its unit looks like, or a sign alone: 100 €, EUR 100, § 34, 20 %, €."""
    ways = [way for sign in signs() if sign.unit for way in (*sign.short, *(words[0] for words in sign.long))]
    alone = [way for sign in signs() if sign.sign for way in sign.short if not way.isalpha()]
    unit = _either(ways)
    near = rf"(?=\D{{1,{max(map(len, ways)) + 1}}}+\d)"  # passes most words by before the units are tried one by one
    return rf"(?:{near}(?:{unit})\s?{_NUMBER}[a-z]?|{_NUMBER}\s?(?:{unit})|(?:{_either(alone)}))(?![^\W_])"


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){amount_pattern()}")


@cache
def _parts_of_amount() -> re.Pattern[str]:
    return re.compile(rf"(?P<before>\D*?)\s*(?P<number>{_NUMBER}[a-z]?)?\s*(?P<behind>\D*?|[^\W\d]+\d)")  # m2


def amount(text: str) -> tuple[Words, ...]:
    """The rows of words under which the index holds an amount, the plainest first; none for no amount."""
    if not (read := _read_amount(text)):
        return ()
    unit, numbers = read
    ways = [tuple(tokens(way)) for way in (*(words[0] for words in unit.long), *(() if unit.sign else unit.short))]
    rows = [(*way, *one) if unit.front else (*one, *way) for way in ways for one in numbers]
    return tuple(dict.fromkeys(rows))


def _read_amount(text: str) -> tuple[Sign, tuple[Words, ...]] | None:
    """The unit of an amount, and its number in every way to write it: 1.200 and 1200, 5,00 and 5."""
    found = _parts_of_amount().fullmatch(text.strip())
    unit = found and _units().get(fold(plain(found["before"].strip() or found["behind"].strip())))
    if not found or not unit:
        return None
    printed = found["number"] or ""
    whole = _WHOLE.fullmatch(printed)
    numbers: list[Words] = []
    for number in (printed, *([whole[1]] if whole else [])):
        parts = tuple(tokens(number))
        numbers += [parts, ("".join(parts),)] if _THOUSANDS.fullmatch(number) else [parts]
    return unit, tuple(numbers)


def day_rows(text: str) -> tuple[Words, ...]:
    """The rows of words that mean a day as it is written in a query; none for no day that ever was.

    The last is the token of the day, which the index holds for each day that a text names (table `dates`).
    """
    found = _DAY_PARTS.fullmatch(text.strip())
    if not found:
        return ()
    if found["iso"]:
        year, month, day = (int(part) for part in found["iso"].split("-"))
    elif found["short"]:
        day, month, year = (int(part) for part in found["short"].split("."))
        year += 2000 if year < _FIRST_OF_LAST_CENTURY else 1900
    else:
        name = fold(plain(found["name"] or ""))
        month = int(found["month"] or _MONTH_NUMBERS.get(name, 0))
        year, day = int(found["year"] or 0), int(found["day"])
    try:
        date(year or 2000, month, day)
    except ValueError:
        return ()
    name, last = MONTHS[month - 1], ((str(year),) if year else ())
    rows: list[Words] = [(str(day), name, *last), (f"{day:02}", name, *last)]
    if year:
        short = f"{year % 100:02}"
        rows += [(str(day), str(month), *last), (f"{day:02}", f"{month:02}", *last)]
        rows += [(str(day), str(month), short), (f"{day:02}", f"{month:02}", short)]
        rows += [(str(year), f"{month:02}", f"{day:02}")]
    token = f"{_MARK}{year:04}{month:02}{day:02}" if year else f"{_MARK}{month:02}{day:02}"
    return (*dict.fromkeys(rows), (token,))


def other_numbers(token_row: Words, typed: str) -> tuple[Words, ...]:
    """2020/21 as 2020/2021 and back; 50er as 1950er and back."""
    if found := _SEASON.fullmatch(typed):
        century, first, second = found.groups()
        full = second if len(second) == 4 else f"{century}{second}"
        return tuple(row for row in ((century + first, full), (century + first, full[2:])) if row != token_row)
    if len(token_row) == 1 and (found := _DECADE.fullmatch(token_row[0])):
        return tuple((way,) for way in (f"{found[1]}er", f"19{found[1]}er") if (way,) != token_row)
    return ()


@cache
def _by_word() -> dict[str, list[tuple[str, ...]]]:
    """Folded short form or single long word → the rows, as printed, that mean the same."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for sign in signs():
        if sign.sign:
            continue
        short: list[tuple[str, ...]] = [] if sign.capitals else [(way,) for way in sign.short]
        for way in sign.short:
            others = [row for row in short if row != (way,)]
            found.setdefault(fold("".join(tokens(way))), []).extend([*sign.long, *others])
        for row in sign.long:
            if len(row) == 1:
                found.setdefault(fold(plain(row[0])), []).extend(short)
    return found


def same_as(folded: str) -> list[tuple[str, ...]]:
    """What an abbreviation stands for, or the abbreviations of a word: rows of words as printed, in the basic form."""
    found = list(_by_word().get(folded, ()))
    for sign in signs():
        if sign.ending:
            (short,), long = tokens(sign.short[0]), fold(plain(sign.long[0][0]))
            for end, other in ((short, long), (long, short)):
                if folded.endswith(end) and len(folded) > len(end) + 2:
                    found.append((folded.removesuffix(end) + other,))
    return found


def stands_for_itself(typed: str) -> bool:
    """Whether a word of a query is an abbreviation in capitals that in small letters would be another word: OB, TU."""
    return any(sign.capitals and typed in sign.short for sign in signs())


def is_abbreviation(folded: str) -> bool:
    """Whether a folded word is the short form of something."""
    return any(fold("".join(tokens(way))) == folded for sign in signs() for way in sign.short)


@cache
def _capitals() -> tuple[str, ...]:
    return tuple(way for sign in signs() if sign.capitals for way in sign.short)


@cache
def _in_capitals() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_either(list(_capitals()))})(?![^\W_])")


def noted(text: str) -> Iterator[str]:
    """What the index notes beside a text: amounts with their sign in words, and what capitals stand for."""
    for found in _amount().finditer(text):
        if read := _read_amount(found[0]):
            yield from (" ".join(row) for row in amount(found[0])[: len(read[1])])
    if not any(map(text.__contains__, _capitals())):  # as in most texts; the search for whole words takes far longer
        return
    for short in _in_capitals().findall(text):
        for sign in signs():
            if sign.capitals and short in sign.short:
                yield " ".join(sign.long[0])
