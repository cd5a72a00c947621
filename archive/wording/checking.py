"""An article → verdicts on its passages, and how much of it stands in which release."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.wording.fingerprints import SURE
from archive.wording.passages import Passage, passages
from archive.wording.stored import Stored, StoredRelease
from archive.wording.verdicts import Place, Verdict, best_place
from archive.wording.words import forms

LARGEST = 50_000  # bytes of an article in UTF-8
MOST_NEAR = 12  # releases that most of the article comes from, in which short quotes are looked for too


class TooLong(ValueError):
    """An article of more bytes than are compared."""


@dataclass(frozen=True)
class Checked:
    """A passage with its verdict.

    place: where it stands; None for `not_found`. anchor: of that place on the release's page, where it has one.
    """

    passage: Passage
    verdict: Verdict
    place: Place | None
    anchor: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The part of the article that it is about."""
        aligned = self.place.aligned if self.place else None
        return (aligned.start, aligned.end) if aligned else (self.passage.start, self.passage.end)


@dataclass(frozen=True)
class Source:
    """A release from which words of the article come: how many."""

    release: StoredRelease
    words: int


@dataclass(frozen=True)
class CheckedArticle:
    """An article (in composed letters) and what was found.

    words: of the article. passages: in reading order; of those outside of marks only what was found. sources: the
    releases, with most words first. cut: it has more passages than are looked at.
    """

    text: str
    words: int
    passages: tuple[Checked, ...]
    sources: tuple[Source, ...]
    cut: bool

    @property
    def shared(self) -> int:
        """Words of the article that stand in a release."""
        return sum(source.words for source in self.sources)


def check_article(connection: sqlite3.Connection, text: str) -> CheckedArticle:
    """Compare an article with every wording of every release in the database.

    Raises: TooLong, beyond `LARGEST` bytes.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise TooLong(f"an article of more than {LARGEST} bytes")
    article = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    found, cut = passages(article)
    stored = Stored(connection)
    placed: list[tuple[Passage, Place | None]] = []
    for one in found:
        candidates = stored.candidates([word.form for word in one.words if word.form])
        placed.append((one, best_place(article, one, _read(stored, candidates))))
    near = [source.release for source in _sources([place for _, place in placed if place])[:MOST_NEAR]]
    checked = []
    for one, place in placed:
        if place is None and one.quoted:
            place = best_place(article, one, near)
            if place is None and one.count <= SURE:  # of more words a fingerprint would have been met
                place = best_place(article, one, _read(stored, stored.search(one.text)))
        if place or one.quoted:
            checked.append(Checked(one, place.verdict if place else "not_found", place))
    joined = [replace(one, anchor=_anchor(stored, one.place)) for one in _joined(article, checked)]
    sources = _sources([one.place for one in joined if one.place])
    return CheckedArticle(article, len(forms(article)), tuple(joined), tuple(sources), cut)


def _anchor(stored: Stored, place: Place | None) -> str | None:
    """The anchor of the quote, where it is one of the latest wording; else of the paragraph."""
    if place is None:
        return None
    if place.quote and place.wording.current:
        return place.quote.anchor
    return stored.anchor(place.release.slug, place.wording, place.aligned.first)


def _read(stored: Stored, slugs: Sequence[str]) -> list[StoredRelease]:
    return [release for slug in slugs if (release := stored.release(slug)) is not None]


def _sources(places: Sequence[Place]) -> list[Source]:
    """The releases of some places, those of most words first."""
    counts: Counter[str] = Counter()
    releases = {}
    for place in places:
        counts[place.release.slug] += place.aligned.same
        releases[place.release.slug] = place.release
    ordered = sorted(counts, key=lambda slug: (-counts[slug], slug))
    return [Source(releases[slug], counts[slug]) for slug in ordered]


def _joined(article: str, checked: Sequence[Checked]) -> list[Checked]:
    """Sentences that follow each other in the article and in a wording, word for word, are one passage."""
    found: list[Checked] = []
    for one in checked:
        last = found[-1] if found else None
        if last and (both := _both(article, last, one)):
            found[-1] = both
        else:
            found.append(one)
    return found


def _both(article: str, one: Checked, other: Checked) -> Checked | None:
    a, b = one.place, other.place
    if not a or not b or one.passage.quoted or other.passage.quoted or a.wording is not b.wording:
        return None
    here, there = article[a.aligned.end : b.aligned.start], a.wording.text[a.aligned.last : b.aligned.first]
    follows = a.aligned.last <= b.aligned.first and not forms(here) and not forms(there)
    if not (a.exact and b.exact and follows):
        return None
    start, end = a.aligned.start, b.aligned.end
    aligned = replace(
        a.aligned, end=end, last=b.aligned.last, same=a.aligned.same + b.aligned.same,
        pieces=(("=", article[start:end]),),
    )  # fmt: skip
    passage = replace(
        one.passage, end=other.passage.end, text=article[one.passage.start : other.passage.end],
        words=one.passage.words + other.passage.words,
    )  # fmt: skip
    place = replace(a, aligned=aligned)
    return Checked(passage, place.verdict, place)
