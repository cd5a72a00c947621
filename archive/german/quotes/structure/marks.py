"""Pairs of quotation marks: by kind, nested, with a missing or foreign closing mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

# What may close each opening mark. “ opens only where “…” is written, ” closes that and mixed pairs.
CLOSERS = {"„": '“”"', "»": "«", "«": "»", "“": "”", "‚": "‘’", "›": "‹", "‹": "›", '"': '"“”', "‘": "’"}
_DOUBLE = re.compile("[„“”]")
INNER = "‚›‹‘"
MARK = re.compile('[„“”"»«‚‘’›‹]')
LONGEST = 4000  # code points; a longer span has lost its closing mark


@dataclass(frozen=True)
class Span:
    """A pair of marks: `start` and `end` with the marks, `inner_start` and `inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool = True


def _opens(text: str, i: int) -> bool:
    """A mark opens where a word follows and none stands before it."""
    before, after = text[i - 1] if i else " ", text[i + 1 : i + 2]
    return bool(after) and not after.isspace() and not (before.isalnum() or before in "!?,…")


def _nests(text: str, i: int) -> bool:
    """„… „Name“ …“: the next two marks after a second „ both close. Looks ahead a bounded distance."""
    if text[i] != "„":
        return False
    ahead = [m.group() for m in islice(_DOUBLE.finditer(text, i + 1, i + 1 + LONGEST // 2), 2)]
    return len(ahead) == 2 and "„" not in ahead


def _letter_follows(text: str, i: int) -> bool:
    return text[i + 1 : i + 2].isalpha() and text[i - 1 : i].isalpha()


def pairs(text: str) -> list[Span]:
    """Return the pairs of marks in one paragraph, ordered by start, an unclosed last one included.

    An opening mark closes at the first mark of its own kind; a second opening mark of the same kind means that the
    first lost its end and reaches to the paragraph's end only if it is the last. Linear: every mark is seen once.
    """
    found: list[Span] = []
    stack: list[tuple[str, int]] = []
    for match in MARK.finditer(text):
        mark, i = match.group(), match.start()
        if stack and i - stack[0][1] > LONGEST:
            stack.clear()
        if mark in "’‘" and _letter_follows(text, i):
            continue  # an apostrophe
        level = next(
            (n for n in range(len(stack) - 1, max(-1, len(stack) - 4), -1) if mark in CLOSERS[stack[n][0]]), None
        )
        if level is not None and not (
            mark == '"' and stack[level][0] == '"' and _opens(text, i) and i == stack[level][1]
        ):
            start = stack[level][1]
            del stack[level:]
            if i > start + 1:
                found.append(Span(start, i + 1, start + 1, i, len(stack)))
            continue
        if mark not in CLOSERS or not _opens(text, i):
            continue
        if mark in '„»«"' and any(opener == mark for opener, _ in stack):
            stack.clear()  # the earlier one lost its end
        if len(stack) < 4:
            stack.append((mark, i))
    if stack and stack[0][0] not in INNER and len(text) - stack[0][1] < LONGEST:
        start = stack[0][1]
        end = len(text.rstrip())
        if end > start + 1 and not any(span.start <= start < span.end for span in found):
            found = [
                Span(s.start, s.end, s.inner_start, s.inner_end, s.depth + (s.start > start), s.closed) for s in found
            ]
            found.append(Span(start, end, start + 1, end, 0, closed=False))
    found.sort(key=lambda span: (span.start, -span.end))
    return found
