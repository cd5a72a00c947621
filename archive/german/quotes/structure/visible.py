"""What is printed and not seen: zero-width marks and soft hyphens are left out for reading, and offsets lead back."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
INVISIBLE = re.compile(f"[{_UNSEEN}]")
_ODD_BLANKS = "\t\x0b\x0c\x85\xa0\u202f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANKS = str.maketrans(dict.fromkeys(_ODD_BLANKS, " "))

_ODD = re.compile(f"[{_ODD_BLANKS}\r{_UNSEEN}]")


class Visible(NamedTuple):
    """A text as it is read: `text` without what is invisible, every kind of blank as one; `left_out` leads back."""

    text: str
    left_out: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of `text` as a span of the printed text; both end exclusive."""
        return self._printed(start), self._printed(end - 1) + 1

    def _printed(self, at: int) -> int:
        return at + bisect_right(self.left_out, at) if self.left_out else at


def visible(printed: str) -> Visible:
    """Return a text as it is read; line breaks stay."""
    if not _ODD.search(printed):
        return Visible(printed, ())
    text = printed.translate(_BLANKS).replace("\r\n", " \n").replace("\r", "\n")
    places = [match.start() for match in INVISIBLE.finditer(text)]
    return Visible(INVISIBLE.sub("", text), tuple(place - number for number, place in enumerate(places)))
