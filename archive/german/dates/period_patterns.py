"""Pieces of pattern that several rules of periods share: years, thirds, words that point."""

from __future__ import annotations

import re

from archive.german.dates.blanks import W
from archive.german.words.calendar import DEICTIC
from archive.german.words.pattern import one_of

YEAR = r"(?:1[0-9]|20)\d\d"
YEARS = rf"{YEAR}(?!\d|[.,]\d)"
SHORT_YEAR = r"['’‘]\d\d(?!\d)"
PART = rf"(?P<part>(?:Anfang|Beginn|Mitte|Ende)\b{W}(?:(?:des|der){W}(?=[a-zA-Z\d]))?)?"
DEICTIC_WORD = rf"(?:(?P<dx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?"
OF_YEAR = (
    rf"(?:{W}(?:(?:des|im|vom){W})?(?:Jahre?s?{W})?(?P<year>{YEARS}|{SHORT_YEAR})(?:/(?P<year2>\d\d(?:\d\d)?)(?!\d))?)"
)
OF_DEICTIC = (
    rf"(?:{W}(?:(?:des|im|dieses){W})?(?:(?P<ydx>(?i:{one_of(DEICTIC)}))e[nrsm]?{W})?"
    rf"(?P<yunit>Jahre?s|Vorjahre?s|Folgejahre?s)\b)"
)
ARTICLE = re.compile(r"(?<![\w])(?:der|die|das|den|dem|des)[ \xa0\n]{1,2}$")
EACH_YEAR = re.compile(
    r"\b(?:[aA]ll)?[jJ](?:ährlich|edes Jahr|edem Jahr)\b,?(?:\s(?:am|im|von|vom|bis|und|\w+)){0,2}\s$"
)
