"""Names of places in a release that stay when something is inserted before them: for quotes, dates and paragraphs.

An anchor is a letter for what stands there (z: Zitat, d: Datumsangabe, a: Absatz) and eight hexadecimal digits of the
SHA-1 of its words; `-2`, `-3` … for the same words again. It says nothing of the number of what stands before.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

WORD = re.compile(r"\w+")


def anchors(letter: Literal["z", "d", "a"], texts: Iterable[str]) -> list[str]:
    """Return the anchor of each text, in order; case, marks and blanks make no difference."""
    seen: Counter[str] = Counter()
    found = []
    for text in texts:
        words = " ".join(WORD.findall(text.casefold()))
        name = letter + hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()[:8]
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found
