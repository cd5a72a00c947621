"""An article → its passages: what stands between marks, with who says it, and the sentences around that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.german import quotes
from archive.german.quotes.structure.marks import pairs
from archive.german.sentences import SENTENCE_END
from archive.wording.words import Word, words

PARAGRAPH_END = re.compile(r"\n\s*\n|\n")
FEWEST_WORDS = 7  # of a sentence outside of marks: fewer are everybody's
SURE = 0.6  # the confidence from which a speaker counts
MOST_PASSAGES = 1_500  # of 50 kB, each of some five words


@dataclass(frozen=True)
class Passage:
    """A passage of an article.

    start, end: its first code point and the one behind it, without the marks. words: with the gaps in it. quoted:
    between marks. speaker: who says it, where the article names a person, and whom else it names beside them.
    """

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    quoted: bool
    speaker: str | None = None
    also: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Its words, without gaps."""
        return sum(1 for word in self.words if word.form)


def passages(article: str) -> tuple[list[Passage], bool]:
    """The passages of an article (NFC) in reading order, at most so many, and whether there are more."""
    said = {quote.start: quote for quote in quotes("", None, [article], refused=True)}
    every = words(article)
    found: list[Passage] = []
    at = 0
    for start, end, quoted in _spans(article):
        while at < len(every) and every[at].start < start:
            at += 1
        inside = []
        for word in every[at:]:
            if word.end > end:
                break
            inside.append(word)
        count = sum(1 for word in inside if word.form)
        if count < (1 if quoted else FEWEST_WORDS):
            continue
        if len(found) == MOST_PASSAGES:
            return found, True
        quote = said.get(start - 1) if quoted else None
        person = (
            quote is not None
            and quote.refused is None
            and quote.speaker_kind == "person"
            and quote.confidence >= SURE
            and not quote.rule.startswith("carried")  # who spoke before may speak on, or somebody else
        )
        found.append(
            Passage(
                start, end, article[start:end], tuple(inside), quoted,
                quote.speaker if quote and person else None, tuple(quote.also) if quote and person else (),
            )
        )  # fmt: skip
    return found, False


def _spans(article: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether between marks) of each passage."""
    for first, last in _parts(article, PARAGRAPH_END, 0, len(article)):
        at = first
        for pair in pairs(article[first:last]):
            if pair.depth:
                continue
            yield from _sentences(article, at, first + pair.start)
            yield first + pair.inner_start, first + pair.inner_end, True
            at = first + pair.end
        yield from _sentences(article, at, last)


def _sentences(article: str, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    for start, end in _parts(article, SENTENCE_END, first, last):
        stripped = article[start:end].strip()
        if stripped:
            begin = article.index(stripped, start)
            yield begin, begin + len(stripped), False


def _parts(text: str, border: re.Pattern[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    for match in border.finditer(text, first, last):
        yield first, match.start()
        first = match.end()
    yield first, last
