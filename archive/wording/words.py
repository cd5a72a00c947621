"""Words as they are compared: case, umlauts (ä, ae, decomposed), ß and ss, hyphens and marks make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

# A number with its parts („398,2“, „20.30“, „9.000“); a word, over hyphens, apostrophes and the marks of gender; black
# of a redaction, so that the words around it are no neighbours; what stands for words left out, or an addition.
TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,:]\d+)+)"
    r"|(?P<word>[^\W_]+(?:(?:[-\u2010\u2011\u00ad*_·'’ʼ‘]|:(?=in))[^\W_]+)*)"
    r"|(?P<black>▇+)"
    r"|(?P<gap>\[[^\[\]\n]{0,200}\]|\((?:…|\.{3})\)|…|\.{3,})"
)
FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


class Word(NamedTuple):
    """A word: as it is compared, and where it stands (code points, `end` behind it). A gap is compared as ""."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in composed letters (NFC), with the gaps that its author marked."""
    found = []
    for match in TOKEN.finditer(text):
        kind, printed = match.lastgroup, match.group()
        if kind == "gap":
            found.append(Word("", match.start(), match.end()))
        elif form := _number(printed) if kind == "number" else "▇" if kind == "black" else folded(printed):
            found.append(Word(form, match.start(), match.end()))
    return found


def forms(text: str) -> list[str]:
    """The words of a text as they are compared, without gaps."""
    return [word.form for word in words(text) if word.form]


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """A word as it is compared."""
    return NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", word).casefold().translate(FOLDED))


def joined(some: Iterable[str]) -> str:
    """Words as one: „Rad Schnellweg“ and „Radschnellweg“ are the same."""
    return "".join(some)


def _number(printed: str) -> str:
    """A number without what groups its digits; a comma stays, since 17,4 is not 174."""
    return printed.replace(".", "").replace(":", "")
