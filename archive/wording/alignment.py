"""The words of a passage beside those of a wording: where they stand there, and what is different."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.wording.passages import FEWEST_WORDS, Passage
from archive.wording.stored import Wording
from archive.wording.words import Word, joined

CUE = 30  # words that a release may have between two parts of a quote: „…“, sagt Vorname Name, die …, „…“
SHORT = 4  # words; of fewer only all will do
ALIKE = 0.65  # of the words of a quote that must be the same
ALIKE_RUN = 0.75  # of a run of words outside of marks
RUN = 8  # words of such a run, unless it is a whole sentence
OF_SENTENCE = 0.5  # of its sentence that a short run must be
MORE = 3  # words of the release beyond as many as the article has
LONG_RUN = 14  # words of a run that need not be much of its sentence

SENTENCE_OVER = re.compile('[.!?„“”"»«\n]')

Piece = tuple[str, str]  # `=`, `-`, `+` or `…`, and the text


@dataclass(frozen=True)
class Difference:
    """Words of the release, and what the article has in their place; either may be empty."""

    release: str
    article: str


@dataclass(frozen=True)
class Aligned:
    """A passage, or a part of it, beside a wording.

    start, end: of the part in the article. first, last: of the place in the wording's text (code points, end behind).
    same: words that are the same. pieces: the word diff, from the wording to the article.
    """

    start: int
    end: int
    first: int
    last: int
    same: int
    differences: tuple[Difference, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class _Step:
    """Words of the wording (a:b) beside words of the passage (c:d)."""

    kind: str  # equal, differs or left out
    a: int
    b: int
    c: int
    d: int


def align(article: str, passage: Passage, wording: Wording) -> Aligned | None:
    """Where a passage stands in a wording, as nearly as it does; None where it does not.

    Of a sentence outside of marks, the part that stands there. A gap that the article marks may stand for any words.
    """
    parts = [list(group) for there, group in groupby(passage.words, key=lambda word: bool(word.form)) if there]
    if not parts:
        return None
    found: list[Aligned] = []
    for part in parts:
        if (one := _align_part(article, part, wording, quoted=passage.quoted, whole=len(parts) == 1)) is None:
            return None
        found.append(one)
    if len(found) == 1:
        return found[0]
    pieces: list[Piece] = []
    for one in found:
        pieces += [("…", ""), *one.pieces] if pieces else one.pieces
    return Aligned(
        found[0].start, found[-1].end, min(one.first for one in found), max(one.last for one in found),
        sum(one.same for one in found), tuple(d for one in found for d in one.differences), tuple(pieces),
    )  # fmt: skip


def _align_part(article: str, part: list[Word], wording: Wording, *, quoted: bool, whole: bool) -> Aligned | None:
    forms = [word.form for word in part]
    place = _exact(forms, wording)
    if place is not None:
        steps = [_Step("equal", place, place + len(forms), 0, len(forms))]
    elif len(forms) < SHORT:
        return None
    else:
        low, high = _region(forms, wording, CUE if quoted else 0)
        steps = list(_steps(forms, wording, low, high, quoted=quoted))
        steps = _ends_met(steps, wording) if quoted else _densest(steps)
    if not steps:
        return None
    same = sum(step.d - step.c for step in steps if step.kind == "equal")
    theirs = sum(step.b - step.a for step in steps if step.kind != "left out")
    ours = sum(step.d - step.c for step in steps)
    if 2 * same < (ALIKE if quoted else ALIKE_RUN) * (theirs + ours):
        return None
    if not quoted and whole and not _long_enough(same, ours, len(forms)):
        return None
    return _told(article, part, wording, steps, same)


def _long_enough(same: int, run: int, sentence: int) -> bool:
    """Whether a run of words outside of marks is more than a phrase that everybody uses."""
    if run == sentence:
        return same >= FEWEST_WORDS - 1
    return same >= LONG_RUN or (same >= RUN and run > OF_SENTENCE * sentence)


def _exact(forms: Sequence[str], wording: Wording) -> int | None:
    """The place of these very words, one after another."""
    rarest = min(range(len(forms)), key=lambda n: len(wording.places.get(forms[n], ())))
    for place in wording.places.get(forms[rarest], ()):
        first = place - rarest
        if first >= 0 and wording.forms[first : first + len(forms)] == list(forms):
            return first
    return None


def _region(forms: Sequence[str], wording: Wording, extra: int) -> tuple[int, int]:
    """The stretch of a wording that has most of these words, rare ones counting more."""
    width = len(forms) + max(3, len(forms) // 3) + extra
    weights = {form: 1 / len(wording.places[form]) for form in set(forms) if form in wording.places}
    places = sorted((place, weight) for form, weight in weights.items() for place in wording.places[form])
    best, held, low, found = 0.0, 0.0, 0, (0, 0)
    for place, weight in places:
        held += weight
        while places[low][0] <= place - width:
            held -= places[low][1]
            low += 1
        if held > best + 1e-9:
            best, found = held, (places[low][0], place + 1)
    return max(0, found[0] - len(forms)), min(len(wording.forms), found[1] + len(forms))


def _steps(forms: list[str], wording: Wording, low: int, high: int, *, quoted: bool) -> Iterator[_Step]:
    theirs = wording.forms[low:high]
    for op, a, b, c, d in difflib.SequenceMatcher(None, theirs, forms, autojunk=False).get_opcodes():
        same = op == "equal" or joined(theirs[a:b]) == joined(forms[c:d])
        cue = quoted and op == "delete" and _is_cue(wording, low + a, low + b)
        yield _Step("equal" if same else "left out" if cue else "differs", low + a, low + b, c, d)


def _is_cue(wording: Wording, a: int, b: int) -> bool:
    """Whether words stand between two quotes, and in none: who speaks, which the article says in its own words."""
    spoken = wording.spoken
    between = a > 0 and b < len(spoken) and spoken[a - 1] and spoken[b]
    return between and not any(spoken[a:b])


def _ends_met(steps: list[_Step], wording: Wording) -> list[_Step]:
    """A whole quote: of the wording, beyond the words that are the same, what its own first and last words stand for.

    That is as many words as the quote has there, and a few more where a sentence begins or ends so soon.
    """
    same = [n for n, step in enumerate(steps) if step.kind == "equal"]
    if not same:
        return []
    first, last = same[0], same[-1]
    head = [_Step("differs", _before(s, wording), s.b, s.c, s.d) for s in steps[:first] if s.d > s.c]
    tail = [_Step("differs", s.a, _behind(s, wording), s.c, s.d) for s in steps[last + 1 :] if s.d > s.c]
    return [*head, *steps[first : last + 1], *tail]


def _before(step: _Step, wording: Wording) -> int:
    least = max(step.a, step.b - (step.d - step.c))
    near = range(least, max(step.a, least - MORE) - 1, -1)
    return next((n for n in near if step.b > n and (n == 0 or _ends(wording, n - 1))), least)


def _behind(step: _Step, wording: Wording) -> int:
    least = min(step.b, step.a + (step.d - step.c))
    near = range(least, min(step.b, least + MORE) + 1)
    return next((n for n in near if n > step.a and (n == len(wording.words) or _ends(wording, n - 1))), least)


def _ends(wording: Wording, place: int) -> bool:
    """Whether a sentence or a quote ends behind a word."""
    following = wording.words[place + 1 : place + 2]
    end = following[0].start if following else len(wording.text)
    return bool(SENTENCE_OVER.search(wording.text, wording.words[place].end, end))


def _densest(steps: list[_Step]) -> list[_Step]:
    """The steps of a sentence between which most words are the same: one that is counts for, any other against."""
    best, found, held, begin = 0, (0, 0), 0, 0
    for n, step in enumerate(steps):
        if step.kind == "equal":
            if held <= 0:
                held, begin = 0, n
            held += step.d - step.c
            if held > best:
                best, found = held, (begin, n + 1)
        else:
            held -= max(step.b - step.a, step.d - step.c)
    return steps[found[0] : found[1]]


def _told(article: str, part: list[Word], wording: Wording, steps: list[_Step], same: int) -> Aligned:
    differences, pieces = [], list[Piece]()
    for step in steps:
        theirs = _text(wording.text, wording.words[step.a : step.b])
        ours = _text(article, part[step.c : step.d])
        if step.kind == "equal":
            pieces.append(("=", ours))
        elif step.kind == "left out":
            pieces.append(("…", ""))
        else:
            differences.append(Difference(theirs, ours))
            pieces += [("-", theirs)] if theirs else []
            pieces += [("+", ours)] if ours else []
    held = [word for step in steps for word in wording.words[step.a : step.b] if step.kind != "left out"]
    mine = [word for step in steps for word in part[step.c : step.d]]
    return Aligned(
        mine[0].start, mine[-1].end, held[0].start, held[-1].end, same, tuple(differences), tuple(_spaced(pieces))
    )  # fmt: skip


def _spaced(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces with the blanks between them in what is the same: of what is different only the words are marked."""
    for n, (sign, text) in enumerate(pieces):
        if sign == "=":
            left = " " if n and pieces[n - 1][0] in "-+" else ""
            right = " " if n + 1 < len(pieces) and pieces[n + 1][0] in "-+" else ""
            yield sign, f"{left}{text}{right}"
        else:
            yield sign, text


def _text(text: str, some: Sequence[Word]) -> str:
    return text[some[0].start : some[-1].end] if some else ""
