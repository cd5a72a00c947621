"""The quote reader against the labels: what stands between marks, reported speech, whose it is, how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.german.quotes import OfficeTable, Quote
from archive.releases.corrections import Corrections
from archive.releases.mentions import release_quotes
from bench.quality.labelled import Labelling, QuoteLabel
from bench.quality.overlap import Span, covered, same, tally, words
from bench.quality.shares import NOTHING, Share, Tally
from tests.archive.labelled import labelled_people, people

NO_CORRECTIONS, NO_OFFICES = Corrections({}, frozenset()), OfficeTable()
EDGES = "„“”\"»«›‹‚‘’' \t\n\u00a0.,;:"
MOST_SHARED = 0.5  # of the code points of both, from which literal words are the same
STEPS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.0)  # of confidence
UNREAD, REFUSED = "not read", "refused"
SPEECH = ("direct", "fragment")


@dataclass(frozen=True)
class Reading:
    """A quote that was read, or a span that was refused, with its place in the whole text, marks outside."""

    start: int
    end: int
    quote: Quote

    @property
    def kind(self) -> str:
        """Return direct, fragment, reported, or refused."""
        if self.quote.refused is not None:
            return REFUSED
        return "reported" if self.quote.kind == "indirect" else self.quote.kind


@dataclass(frozen=True)
class Judged:
    """A label and the reading of the same words; one of them None where the other side has nothing."""

    label: QuoteLabel | None
    reading: Reading | None

    @property
    def speaker_right(self) -> bool:
        """Whether both name the same people, or both nobody."""
        return bool(self.label and self.reading and _people(self.reading) == name_of(self.label.speaker))

    @property
    def wrong_name(self) -> bool:
        """Whether the reader names somebody whom neither the label nor the words that point to the speaker name."""
        if not (self.label and self.reading and self.reading.quote.speaker) or self.speaker_right:
            return False
        return self.reading.quote.speaker not in (self.label.mention or "")


def name_of(label: str | None) -> frozenset[str]:
    """Return whom a label names, without articles and titles; the empty name where it is nobody."""
    return frozenset(labelled_people(label))


def _people(reading: Reading) -> frozenset[str]:
    return frozenset(people([reading.quote.speaker, *reading.quote.also]))


def read(release: Labelling) -> list[Reading]:
    """Return the quotes of a release as a build reads them, refused spans too, without a city's table of offices."""
    text, whole, found = release.text, release.text.whole, []
    for quote in release_quotes(text.release, NO_CORRECTIONS, NO_OFFICES):
        at = text.starts[quote.where]
        found.append(Reading(*trimmed(whole, at + quote.start, at + quote.end), quote))
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without marks, blanks and stops at its edges."""
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def judge(labelled: Sequence[Labelling], *, reported: bool) -> list[Judged]:
    """Return every label with its reading and every reading without a label: of reported speech, or between marks.

    Literal words are the same if they share half of their code points, reported ones if they overlap at all.
    """
    judged: list[Judged] = []
    for release in labelled:
        whole = release.text.whole
        labels = [q for q in release.quotes if (q.kind == "reported") == reported]
        readings = [r for r in read(release) if (r.kind == "reported") == reported]
        mine = [trimmed(whole, q.start, q.end) for q in labels]
        theirs = [(r.start, r.end) for r in readings]
        pairs = [(i, j) for i, j in same(mine, theirs) if reported or _shared(mine[i], theirs[j]) >= MOST_SHARED]
        met, used = {i for i, _ in pairs}, {j for _, j in pairs}
        judged += [Judged(labels[i], readings[j]) for i, j in pairs]
        judged += [Judged(label, None) for i, label in enumerate(labels) if i not in met]
        judged += [Judged(None, reading) for j, reading in enumerate(readings) if j not in used]
    return judged


def _shared(one: Span, other: Span) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0]))


def confusion(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """Count spans between marks by the kind of their label (unlabelled: none has one) and of their reading."""
    return Counter(
        (one.label.kind if one.label else "unlabelled", one.reading.kind if one.reading else UNREAD)
        for one in judged
    )  # fmt: skip


def literal(judged: Iterable[Judged], kinds: tuple[str, ...]) -> Tally:
    """Count labels and readings of some kinds of literal words, and pairs in which both say that it is speech."""
    labels = readings = hits = 0
    for one in judged:
        labelled = one.label is not None and one.label.kind in kinds
        reads = one.reading is not None and one.reading.kind in kinds
        labels, readings = labels + labelled, readings + reads
        hits += labelled and reads
    return Tally(labels, readings, hits)


def speakers(judged: Iterable[Judged], kinds: tuple[str, ...]) -> tuple[Share, Share, Share]:
    """Return of the labels of some kinds how many were found with the right speaker; of those found how many have the
    right one, and how many are given to somebody wrong."""
    labels = [one for one in judged if one.label and one.label.kind in kinds]
    found = [one for one in labels if one.reading and one.reading.kind != REFUSED]
    right = sum(one.speaker_right for one in found)
    wrong = sum(one.wrong_name for one in found)
    return Share(right, len(labels)), Share(right, len(found)), Share(wrong, len(found))


def printed_right(judged: Iterable[Judged], kinds: tuple[str, ...]) -> tuple[Share, Share]:
    """Return of the found quotes of some kinds how many have the mention and the office of their label."""
    found = [(one.label, one.reading.quote) for one in judged
             if one.label and one.label.kind in kinds and one.reading and one.reading.kind != REFUSED]  # fmt: skip
    mention = sum(_folded(label.mention) == _folded(quote.speaker_mention) for label, quote in found)
    office = sum(_folded(label.office) == _folded(quote.role) for label, quote in found)
    return Share(mention, len(found)), Share(office, len(found))


def _folded(printed: str | None) -> str:
    return " ".join(sorted(people([printed]))).casefold()


def by_confidence(judged: Sequence[Judged], kinds: tuple[str, ...]) -> list[tuple[float, Share, Share]]:
    """Return for each step of confidence how many of the readings of some kinds that name a speaker are speech and have
    the right one; and, taking all readings from that step on, how many of the labels of these kinds are right."""
    named = [one for one in judged if one.reading and one.reading.kind in kinds and one.reading.quote.speaker]
    labels = sum(one.label is not None and one.label.kind in kinds for one in judged)
    rows, reached = [], 0
    for at, low in enumerate(STEPS):
        high = STEPS[at - 1] if at else 1.01
        some = [one for one in named if one.reading and low <= one.reading.quote.confidence < high]
        right = sum(one.speaker_right for one in some)
        reached += right
        rows.append((low, Share(right, len(some)), Share(reached, labels)))
    return rows


def reported_words(labelled: Iterable[Labelling]) -> Tally:
    """Count the words of reported speech: labelled, read, both."""
    total = NOTHING
    for release in labelled:
        text_words = words(release.text.whole)
        wanted = covered(text_words, [(q.start, q.end) for q in release.quotes if q.kind == "reported"])
        got = covered(text_words, [(r.start, r.end) for r in read(release) if r.kind == "reported"])
        total += Tally(len(wanted), len(got), len(wanted & got))
    return total


def reported_spans(labelled: Iterable[Labelling], *, exact: bool) -> Tally:
    """Count stretches of reported speech: labelled, read, both, with the same ends or overlapping."""
    total = NOTHING
    for release in labelled:
        whole = release.text.whole
        wanted = [trimmed(whole, q.start, q.end) for q in release.quotes if q.kind == "reported"]
        got = [(r.start, r.end) for r in read(release) if r.kind == "reported"]
        total += tally(wanted, got, exact=exact)
    return total
