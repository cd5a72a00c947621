"""Pairs of quotation marks: by kind, nested, with a missing or foreign closing mark."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

# What may close each opening mark. “ opens only where “…” is written, ” closes that and mixed pairs.
CLOSERS = {"„": '“”"', "»": "«", "«": "»", "“": "”", "‚": "‘’", "›": "‹", "‹": "›", '"': '"“”', "‘": "’"}
# A second opening mark may nest: what to look for behind it.
_SAME = {"„": re.compile("[„“”]"), "»": re.compile("[»«]"), "«": re.compile("[»«]"), '"': re.compile('"')}
_ASCII_OPENS = re.compile(r"(?<![\w'’.])'(?=\w)")
_ASCII_CLOSES = re.compile(r"(?<=[\w.!?…])'(?=[,.;:!?)]|$)|(?<=[.!?…])'(?=\s)")
_ASCII_MAY_CLOSE = re.compile(r"(?<=\w)'(?=\s)")
INNER = "‚›‹‘"
MARK = re.compile('[„“”"»«‚‘’›‹]')
LONGEST = 4000  # code points; a longer span has lost its closing mark


class Span(NamedTuple):
    """A pair of marks: `start` and `end` with the marks, `inner_start` and `inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool = True


def _opens(text: str, i: int, german: bool) -> bool:
    """A mark opens where a word follows and none stands before it; one that only opens also before a blank.

    german: the text's guillemets open as »…«.
    """
    before, after = text[i - 1] if i else " ", text[i + 1 : i + 2]
    if before.isalnum() or before in "!?,…" or not after:
        return False
    if after.isspace():
        return text[i] == "„" or (text[i] == ("»" if german else "«"))
    return True


def _nests(text: str, i: int) -> bool:
    """„… „Name“ …“: the next two marks after a second opening one both close. Looks ahead a bounded distance."""
    mark = text[i]
    ahead = list(islice(_SAME[mark].finditer(text, i + 1, i + 1 + LONGEST // 2), 2))
    if mark == '"':
        return len(ahead) == 2 and not any(text[match.start() - 1].isspace() for match in ahead)
    return len(ahead) == 2 and all(match.group() != mark for match in ahead)


def _letter_follows(text: str, i: int) -> bool:
    return text[i + 1 : i + 2].isalpha() and text[i - 1 : i].isalpha()


def pairs(text: str) -> list[Span]:
    """Return the pairs of marks in one paragraph, ordered by start, an unclosed last one included.

    An opening mark closes at the first mark of its own kind, but for a pair of the same marks inside it („… „Name“ …“);
    else a second opening mark means that the first lost its end; it reaches to the paragraph's end only if it is the
    last. Linear: every mark is seen once, and the look ahead is bounded.
    """
    found: list[Span] = []
    stack: list[tuple[str, int]] = []
    german = "»" in text and not -1 < text.find("«") < text.find("»")  # the first of its guillemets is »
    for match in MARK.finditer(text):
        mark, i = match.group(), match.start()
        if stack and i - stack[0][1] > LONGEST:
            stack.clear()
        if mark in "’‘" and _letter_follows(text, i):
            continue  # an apostrophe
        again = bool(stack) and mark in _SAME and mark in [opener for opener, _ in stack]
        nested = again and _inside(text, i) and _opens(text, i, german) and _nests(text, i)
        inner = range(max(0, len(stack) - 3), len(stack))
        closed = [n for n in inner if mark in CLOSERS[stack[n][0]]][-1:] if stack else []
        if closed and not nested:
            start = stack[closed[0]][1]
            del stack[closed[0] :]
            if i > start + 1:
                found.append(Span(start, i + 1, start + 1, i, len(stack)))
            continue
        if mark not in CLOSERS or not _opens(text, i, german):
            continue
        if again and not nested:
            stack.clear()  # the earlier one lost its end
        if len(stack) < 4:
            stack.append((mark, i))
    if stack and stack[0][0] not in INNER and len(text) - stack[0][1] < LONGEST:
        found = _unclosed(text, found, stack[0][1])
    if "'" in text:
        found += _ascii(text, found)
    found.sort(key=lambda span: (span.start, -span.end))
    return found


def _inside(text: str, i: int) -> bool:
    return text[i] != '"' or text[i - 1 : i].isspace() or text[i - 1 : i] == "("


def _unclosed(text: str, found: list[Span], start: int) -> list[Span]:
    """Return the spans with one more that reaches from `start` to the end of the paragraph."""
    end = len(text.rstrip())
    if end <= start + 1 or any(span.start <= start < span.end for span in found):
        return found
    inner = [span._replace(depth=span.depth + (span.start > start)) for span in found]
    return [*inner, Span(start, end, start + 1, end, 0, closed=False)]


def _ascii(text: str, found: list[Span]) -> list[Span]:
    """Return the pairs of straight single marks outside all others: 'Das war's', sagte X.

    One that stands before a mark of punctuation closes; one before a blank may be a genitive („Hans' Stimme“).
    """
    singles: list[Span] = []
    taken = iter(sorted((span.start, span.end) for span in found if not span.depth))
    low, high = next(taken, (len(text), len(text)))
    openers = [match.start() for match in _ASCII_OPENS.finditer(text)]
    for number, start in enumerate(openers):
        while high <= start:
            low, high = next(taken, (len(text), len(text)))
        if start >= low or (singles and start < singles[-1].end):
            continue
        limit = min(openers[number + 1] if number + 1 < len(openers) else len(text), low, start + LONGEST)
        closing = _ASCII_CLOSES.search(text, start + 2, limit) or _ASCII_MAY_CLOSE.search(text, start + 2, limit)
        if closing is not None:
            singles.append(Span(start, closing.end(), start + 1, closing.start(), 0))
    return singles
