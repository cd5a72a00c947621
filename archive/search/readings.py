"""How the words of a text are printed: what tells a noun from a verb, since the index knows no capitals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from archive.search.keys import Reading
from archive.search.words import plain

_WORD = re.compile(r"[^\W_]+")
# A word with which a sentence, a heading or a quote begins: its capital says nothing.
_BEGINNING = re.compile(r"(?:^|[.!?:;…•·–—|/(\[„“”\"»«‚‘’'*-])\s*([^\W_]+)", re.MULTILINE)


def readings(texts: Iterable[str]) -> Mapping[str, Mapping[str, Reading]]:
    """Token of the index → each of its printed forms → how that is to be read."""
    everywhere: Counter[str] = Counter()
    at_beginning: Counter[str] = Counter()
    for text in texts:
        bare = text.replace("\u00ad", "")
        everywhere.update(_WORD.findall(bare))
        at_beginning.update(_BEGINNING.findall(bare))
    found: dict[str, dict[str, Reading]] = defaultdict(dict)
    for printed, times in everywhere.items():
        if not printed[:1].isupper():
            reading = Reading.OTHER
        elif times > at_beginning[printed] and not (printed.isupper() and len(printed) > 1):
            reading = Reading.NOUN
        else:
            reading = Reading.EITHER
        found[plain(printed)][printed] = reading
    return found
