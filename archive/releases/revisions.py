"""Revisions: the wordings of a release one after another, and the word diff between two."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.releases.release import Revision
from archive.releases.text import clean
from scraper.items import ReleaseItem

FIELDS = ("title", "teaser", "body")
WORD = re.compile(r"\s+|\w+(?:[-*:_’']\w+)*|[^\w\s]")
MOST_PAIRS = 1_500_000  # some 1,200 words each
SHORT_EQUAL = 2  # tokens; with less in common, two changed places read better as one


@dataclass(frozen=True)
class Change:
    """What changed in one field from one revision to the next.

    number: of the later revision. diff: (`=`, `-` or `+`, text) in reading order; without `+` it is the old text,
    without `-` the new one. removed, added: words.
    """

    number: int
    field: str
    diff: tuple[tuple[str, str], ...]
    removed: int
    added: int


def wording_digest(title: str, teaser: str | None, body: str) -> str:
    """SHA-256 of the wording: white space and soft hyphens make no difference, nor does anything around it."""
    folded = "\x1f".join(" ".join(text.replace("\u00ad", "").split()) for text in (title, teaser or "", body))
    return hashlib.sha256(folded.encode()).hexdigest()


def digest_of(item: ReleaseItem) -> str:
    """The digest of a page's wording, as revisions have it."""
    body = "\n\n".join(clean(block.text) or "" for block in item.body)
    return wording_digest(clean(item.title) or item.title, clean(item.teaser), body)


def fold_revisions(seen: Sequence[Revision]) -> tuple[Revision, ...]:
    """Fold what captures show, oldest first, into revisions: equal neighbours are one; A, B, A are three."""
    revisions: list[Revision] = []
    for one in seen:
        if revisions and revisions[-1].digest == one.digest:
            revisions[-1] = replace(revisions[-1], last_seen=one.last_seen)
        else:
            revisions.append(replace(one, number=len(revisions) + 1))
    return tuple(revisions)


def changes(revisions: Sequence[Revision]) -> list[Change]:
    """What changed from each revision to the next, field by field."""
    found = []
    for old, new in pairwise(revisions):
        for field in FIELDS:
            before, after = getattr(old, field) or "", getattr(new, field) or ""
            if before != after:
                found.append(_change(new.number, field, before, after))
    return found


def _change(number: int, field: str, before: str, after: str) -> Change:
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[tuple[str, str]] = []
    for op, a, b, c, d in _opcodes(old, new):
        if op == "equal":
            pieces.append(("=", "".join(old[a:b])))
        else:
            pieces += [("-", "".join(old[a:b]))] if b > a else []
            pieces += [("+", "".join(new[c:d]))] if d > c else []
    counts = {sign: sum(len(re.findall(r"\w+", t)) for s, t in pieces if s == sign) for sign in "-+"}
    return Change(number, field, tuple(pieces), counts["-"], counts["+"])


def _matched(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """difflib's opcodes; of two long texts, those between their common beginning and end, or one replacement.

    The time of difflib grows with the pairs of equal words, and of long texts that share their little words faster.
    """
    if _pairs(old, new) <= MOST_PAIRS:
        return list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    most = min(len(old), len(new))
    begin = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - begin) if old[-1 - n] != new[-1 - n]), most - begin)
    inner_old, inner_new = old[begin : len(old) - end], new[begin : len(new) - end]
    if _pairs(inner_old, inner_new) <= MOST_PAIRS:
        inner = difflib.SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes()
    else:
        inner = [("replace", 0, len(inner_old), 0, len(inner_new))]
    found = [("equal", 0, begin, 0, begin)] if begin else []
    found += [(op, a + begin, b + begin, c + begin, d + begin) for op, a, b, c, d in inner]
    return found + ([("equal", len(old) - end, len(old), len(new) - end, len(new))] if end else [])


def _pairs(old: list[str], new: list[str]) -> int:
    """How many pairs of equal tokens two texts have."""
    here, there = Counter(old), Counter(new)
    return sum(count * there[token] for token, count in here.items())


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Like difflib's, with changes joined where only a blank or so stands between them."""
    joined: list[tuple[str, int, int, int, int]] = []
    opcodes = _matched(old, new)
    for place, (op, a, b, c, d) in enumerate(opcodes):
        inner = 0 < place < len(opcodes) - 1
        change = op != "equal" or (inner and b - a <= SHORT_EQUAL and not any(w.isalpha() for w in old[a:b]))
        if change and joined and joined[-1][0] == "replace":
            _, first_a, _, first_c, _ = joined[-1]
            joined[-1] = ("replace", first_a, b, first_c, d)
        else:
            joined.append(("replace" if change else "equal", a, b, c, d))
    return joined
