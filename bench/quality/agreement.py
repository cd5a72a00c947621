"""How far two people who labelled the same releases agree, before anybody decided between them.

Units of κ (Cohen 1960), each with the category that either labeller gave it:
- dates:     every word of the texts: outside, or the kind of the mention that covers it (intervals apart: they cover
             their own ends).
- marks:     every span between quotation marks that one of them labelled: direct, fragment, none; unlabelled where the
             other gave none.
- reported:  every word: part of reported speech or not.
- speakers:  every quote that both labelled with the same span: the name, or nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.quality.dates import value_of
from bench.quality.labelled import DateLabel, Labelling, QuoteLabel
from bench.quality.overlap import Span, covered, same, tally, words
from bench.quality.shares import NOTHING, Share, Tally
from bench.quality.speech import name_of

Pairs = list[tuple[Hashable, Hashable]]
SPOKEN = ("direct", "fragment", "reported")


def cohens_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Return Cohen's κ of pairs of categories: (observed − chance) / (1 − chance); 1 where only one category occurs.

    Chance is the share of pairs that would be equal if each side drew its categories independently, as often as it
    used them. Raises: ValueError without a pair.
    """
    both = Counter(pairs)
    total = both.total()
    if not total:
        raise ValueError("κ of no pair")
    one, other = Counter[Hashable](), Counter[Hashable]()
    for (a, b), many in both.items():
        one[a] += many
        other[b] += many
    observed = sum(many for (a, b), many in both.items() if a == b) / total
    chance = sum(many * other[category] for category, many in one.items()) / total**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


@dataclass(frozen=True)
class Agreement:
    """One row: what was labelled, how many each has, κ with the number of its units (None where it has no units),
    F1 of equal and of overlapping spans, and how often what both found has the same value."""

    what: str
    one: int
    other: int
    kappa: tuple[float, int] | None
    exact: float
    overlapping: float
    value: Share | None


def agreement(one: Sequence[Labelling], other: Sequence[Labelling]) -> list[Agreement]:
    """Return how far two labellings of the same texts agree, kind by kind."""
    both = list(zip(one, other, strict=True))
    rows = [
        _dates("dates", both, None),
        *(_dates(kind, both, kind) for kind in ("day", "period", "hour", "duration", "set", "interval")),
    ]
    marks = [pair for a, b in both for pair in _mark_pairs(a.quotes, b.quotes)]
    rows.append(_quotes("between marks", both, ("direct", "fragment", "none"), cohens_kappa(marks), len(marks)))
    rows += [_quotes(kind, both, (kind,), None, 0) for kind in ("direct", "fragment", "none")]
    told = [pair for a, b in both for pair in _word_pairs(a, b, _reported)]
    rows.append(_quotes("reported", both, ("reported",), cohens_kappa(told), len(told)))
    return rows


def speakers(one: Sequence[Labelling], other: Sequence[Labelling]) -> list[tuple[str, Share, float]]:
    """Return how often both gave a quote that both have the same speaker, mention and office, and κ of it."""
    found = [
        (a.quotes[i], b.quotes[j])
        for a, b in zip(one, other, strict=True)
        for i, j in same(_spans(a.quotes), _spans(b.quotes))
        if a.quotes[i].kind in SPOKEN and b.quotes[j].kind in SPOKEN
    ]
    told: dict[str, Callable[[QuoteLabel], Hashable]] = {
        "speaker": lambda q: name_of(q.speaker), "mention": lambda q: name_of(q.mention),
        "office": lambda q: name_of(q.office),
    }  # fmt: skip
    rows = []
    for what, of in told.items():
        pairs: Pairs = [(of(a), of(b)) for a, b in found]
        rows.append((what, Share(sum(a == b for a, b in pairs), len(pairs)), cohens_kappa(pairs)))
    return rows


def _dates(what: str, both: Sequence[tuple[Labelling, Labelling]], kind: str | None) -> Agreement:
    exact, overlapping, values = NOTHING, NOTHING, []
    for a, b in both:
        mine, theirs = _of_kind(a.dates, kind), _of_kind(b.dates, kind)
        exact += tally(_spans(mine), _spans(theirs), exact=True)
        overlapping += tally(_spans(mine), _spans(theirs), exact=False)
        values += [value_of(mine[i]) == value_of(theirs[j]) for i, j in same(_spans(mine), _spans(theirs))]
    kappa = None
    if kind is None:
        pairs = [pair for a, b in both for pair in _word_pairs(a, b, _date_kinds)]
        kappa = cohens_kappa(pairs), len(pairs)
    return _row(what, exact, overlapping, kappa, Share(sum(values), len(values)))


def _of_kind(labels: Sequence[DateLabel], kind: str | None) -> list[DateLabel]:
    """The labels of a kind; without one all but the intervals, which cover others."""
    return [label for label in labels if (label.kind == kind if kind else label.kind != "interval")]


def _quotes(
    what: str, both: Sequence[tuple[Labelling, Labelling]], kinds: tuple[str, ...], kappa: float | None, units: int
) -> Agreement:
    exact, overlapping = NOTHING, NOTHING
    for a, b in both:
        mine, theirs = (_spans([q for q in side.quotes if q.kind in kinds]) for side in (a, b))
        exact += tally(mine, theirs, exact=True)
        overlapping += tally(mine, theirs, exact=False)
    return _row(what, exact, overlapping, None if kappa is None else (kappa, units), None)


def _row(
    what: str, exact: Tally, overlapping: Tally, kappa: tuple[float, int] | None, value: Share | None
) -> Agreement:
    return Agreement(what, exact.labelled, exact.read, kappa, exact.f1, overlapping.f1, value)


def _spans(labels: Iterable[DateLabel | QuoteLabel]) -> list[Span]:
    return [(label.start, label.end) for label in labels]


def _mark_pairs(one: Sequence[QuoteLabel], other: Sequence[QuoteLabel]) -> Iterator[tuple[str, str]]:
    mine, theirs = ({q.start: q.kind for q in labels if q.kind != "reported"} for labels in (one, other))
    for start in sorted({*mine, *theirs}):
        yield mine.get(start, "unlabelled"), theirs.get(start, "unlabelled")


def _word_pairs(
    one: Labelling, other: Labelling, category: Callable[[Labelling, Sequence[Span]], dict[int, str]]
) -> Iterator[tuple[str, str]]:
    text_words = words(one.text.whole)
    mine, theirs = category(one, text_words), category(other, text_words)
    for n in range(len(text_words)):
        yield mine.get(n, "outside"), theirs.get(n, "outside")


def _date_kinds(side: Labelling, text_words: Sequence[Span]) -> dict[int, str]:
    found: dict[int, str] = {}
    for label in _of_kind(side.dates, None):
        found |= dict.fromkeys(covered(text_words, [(label.start, label.end)]), label.kind)
    return found


def _reported(side: Labelling, text_words: Sequence[Span]) -> dict[int, str]:
    spans = _spans(q for q in side.quotes if q.kind == "reported")
    return dict.fromkeys(covered(text_words, spans), "reported")
