"""Lines of a field: a statement that runs over several is one, and a list sign before „Name: „…““ is no word."""

from __future__ import annotations

import re

from archive.german.quotes.structure.marks import CLOSERS, LONGEST, pairs
from archive.german.words.calendar import MONTHS
from archive.german.words.lists import words as word_list

_LINE = re.compile(r"[^\n]+")
_DOUBLE = '„“”"»«'
_ANY_DOUBLE = re.compile(f"[{_DOUBLE}]")
_LIST_SIGN = re.compile(
    r"^[ ]*(?:[-–—•*·▪◦‣→+]|\d{1,2}[.)]|[a-z]\)|\(\w\))[ ]+(?=[^\n]{3,120}:[ ]?[„“\"»«'‚])", re.MULTILINE
)


def joined(text: str) -> str:
    """Return a text of the same length in which the line breaks inside a pair of marks are blanks."""
    if "\n" not in text:
        return text
    parts, done = [], 0
    for line in _LINE.finditer(text):
        if line.start() < done or line.end() == len(text):
            continue
        stop = _continued(text, line.start(), line.end())
        if stop is not None:
            parts += [text[done : line.end()], text[line.end() : stop].replace("\n", " ")]
            done = stop
    return "".join([*parts, text[done:]]) if parts else text


def _continued(text: str, start: int, end: int) -> int | None:
    """Return where the mark stands that closes the line's open one in a later line; None where another opens first."""
    if sum([text.count(mark, start, end) for mark in _DOUBLE]) % 2 == 0:
        return None
    spans = pairs(text[start:end])
    if not spans or spans[-1].closed:
        return None
    closers = CLOSERS[text[start + spans[-1].start]]
    following = _ANY_DOUBLE.search(text, end, end + LONGEST)
    if following is None or following.group() not in closers or text[following.start() - 1].isspace():
        return None
    return following.start()


def without_list_signs(line: str) -> str:
    """Return a line of the same length in which the sign of a list before „Name: „…““ is blank."""
    if line[:1].isupper():
        return line
    sign = _LIST_SIGN.match(line)
    if sign is None or line[sign.end() :].split(" ", 1)[0].rstrip(".") in MONTHS:
        return line  # „1. Mai: „…““
    return " " * sign.end() + line[sign.end() :]


# Academic degrees before a name, and behind it.
_PARTS = "|".join(word_list("academic_degrees"))
_DEGREE = (
    rf"(?:(?:{_PARTS})\.|(?:Univ|Jun|Hon)\.-Prof\.|Dr\.-Ing\.|Dipl\.-\w+\.?|Priv\.-Doz\.|PD|[he]\. ?[ch]\.|"
    r"\((?:FH|TU|TH|BA|Univ\.)\))"
)
_DEGREES_BEFORE_NAME = re.compile(rf"(?<![\w.-])(?:{_DEGREE} ?){{2,}}(?=[A-ZÄÖÜ])")
_DEGREE_HINTS = ("Dr.", "Prof", "Dipl", "PD ", "M.", "B.", "MBA", "Md", "Mag.")
_PLAIN = ("Prof.", "Dr.")
_DEGREES_BEHIND = re.compile(r"(?<=\w),? (?:(?:B|M)\. ?(?:A|Sc|Eng|Ed)\.|LL\. ?M\.|MBA|MdB|MdL|MdEP)(?!\w)")


def with_one_title(line: str) -> str:
    """Return a line of the same length in which a chain of academic degrees is one title: a name follows it."""
    if not any(map(line.__contains__, _DEGREE_HINTS)):
        return line
    return _DEGREES_BEHIND.sub(lambda found: " " * len(found[0]), _DEGREES_BEFORE_NAME.sub(_one_title, line))


def _one_title(chain: re.Match[str]) -> str:
    title = next((plain for plain in _PLAIN if plain in chain[0]), chain[0].split(" ")[0])
    return title + " " * (len(chain[0]) - len(title))
