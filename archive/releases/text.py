"""Text as printed → text that compares equal: NFC, white space, whole words."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LIGATURE = re.compile("[\ufb00-\ufb06]")
ODD = re.compile(f"{INVISIBLE.pattern[:-1]}{LIGATURE.pattern[1:]}")  # either of them
FILE_ENDING = re.compile(r"\.([a-z0-9]{2,5})\Z", re.I)


def clean(text: str | None) -> str | None:
    """NFC, ends stripped, words whole; None for nothing. Soft hyphens and NBSP stay.

    Characters that nobody sees (zero-width blanks, marks of direction) part words and names for every
    search, as ligatures of letters do (`Auﬂage`): they go. The capture keeps them.
    """
    if text is None:
        return None
    if ODD.search(text):
        text = INVISIBLE.sub("", text)
        text = LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", text).strip() or None


def file_type(url: str) -> str | None:
    """The type of a file by its address, in small letters (`https://…/Plan.PDF?v=2` → `pdf`); None if it has none."""
    try:
        ending = FILE_ENDING.search(urlsplit(url).path)
    except ValueError:
        return None
    return ending[1].lower() if ending else None
