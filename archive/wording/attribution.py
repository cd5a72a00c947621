"""Whether an article and a release give a quote to the same person. In doubt they do."""

from __future__ import annotations

import json
from collections.abc import Sequence

from archive.wording.alignment import Aligned
from archive.wording.passages import Passage
from archive.wording.stored import StoredQuote, Wording
from archive.wording.words import forms


def quote_at(aligned: Aligned, wording: Wording) -> StoredQuote | None:
    """The quote of a wording that holds most of what was found; None if none holds more than half of it."""
    overlaps = [(min(q.end, aligned.last) - max(q.start, aligned.first), -n) for n, q in enumerate(wording.quotes)]
    most, place = max(overlaps, default=(0, 0))
    return wording.quotes[-place] if 2 * most > aligned.last - aligned.first else None


def another_person(passage: Passage, quote: StoredQuote | None) -> bool:
    """Whether both name a person, and neither may be the other."""
    if quote is None or not passage.speaker or not quote.speaker:
        return False
    theirs = [quote.speaker, *(json.loads(quote.also) if quote.also else ())]
    ours = [passage.speaker, *passage.also]
    return not any(_may_be_one(forms(one), forms(other)) for one in ours for other in theirs)


def _may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """A family name alone may be anybody of that name; two full names must agree in both."""
    if not one or not other:
        return True
    if one[-1] != other[-1]:
        return False
    return len(one) == 1 or len(other) == 1 or one[0] == other[0]
