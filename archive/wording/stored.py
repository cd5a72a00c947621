"""What the database holds for a comparison: which releases may hold a passage, and the wordings of a release.

Every answer is bounded by counts: of windows looked up, of releases for each, of releases that are read at all.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.wording.fingerprints import release_numbers, window_numbers
from archive.wording.words import Word, words

FIELDS = ("title", "teaser", "body")
BETWEEN = "\n\n"  # the fields of a wording, and the blocks of a body
MOST_OF_WINDOW = 40  # releases with a window; one that more have („in der Stadt“) tells nothing
MOST_OF_PASSAGE = 4  # releases that are compared with a passage
MOST_RELEASES = 200  # releases that are read for an article
MOST_WORDS_OF_WORDING = 20_000
MOST_ASKED = 10  # questions to the search index for an article
RAREST = 3  # words of a question
MOST_FOUND = 4  # releases of a question
SEARCHED = re.compile(r"\w+")

LOOKUP = f"SELECT number FROM fingerprints WHERE fingerprint = ? LIMIT {MOST_OF_WINDOW + 1}"  # noqa: S608 - a number
RELEASE = "SELECT title, published, gone_at, revisions FROM releases WHERE slug = ?"
REVISIONS = "SELECT number, title, teaser, body FROM revisions WHERE release = ? ORDER BY number DESC"
SEARCH = """SELECT slug FROM releases
  WHERE rowid IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ? ORDER BY rowid LIMIT ?)"""
QUOTES = 'SELECT where_, start, "end", speaker, speaker_kind, also, anchor FROM quotes WHERE release = ?'
OF_REVISION = """SELECT where_, start, "end", speaker, speaker_kind, NULL, anchor FROM revision_quotes
  WHERE release = ? AND number = ?"""
BLOCKS = "SELECT text, anchor FROM blocks WHERE release = ? ORDER BY position"
SPOKEN = " AND kind <> 'indirect'"


@dataclass(frozen=True)
class StoredQuote:
    """A quote of a wording: code points into its text, who said it where that is a person, and its anchor."""

    start: int
    end: int
    speaker: str | None
    also: str | None
    anchor: str


@dataclass(frozen=True)
class Wording:
    """A wording of a release as one text: title, teaser and body. current: it is the latest."""

    number: int
    current: bool
    text: str
    starts: dict[str, int]
    words: tuple[Word, ...]
    quotes: tuple[StoredQuote, ...]

    @cached_property
    def forms(self) -> list[str]:
        """Its words as they are compared."""
        return [word.form for word in self.words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by its form: numbers of words."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, form in enumerate(self.forms):
            found[form].append(place)
        return found

    @cached_property
    def spoken(self) -> list[bool]:
        """Whether each word stands in a quote."""
        spans = sorted((quote.start, quote.end) for quote in self.quotes)
        said, at = [], 0
        for word in self.words:
            while at < len(spans) and spans[at][1] <= word.start:
                at += 1
            said.append(at < len(spans) and spans[at][0] <= word.start)
        return said


@dataclass(frozen=True)
class StoredRelease:
    """A release with its wordings, the latest first. gone_at: since when the city does not show it (UTC), or None."""

    slug: str
    title: str
    published: str | None
    gone_at: str | None
    wordings: tuple[Wording, ...]


class Stored:
    """The releases of a database, as far as one article needs them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._releases: dict[str, StoredRelease | None] = {}
        self._numbers: dict[int, list[int]] = {}
        self._asked = 0

    @cached_property
    def _slugs(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        slugs = [slug for (slug,) in self._connection.execute("SELECT slug FROM releases")]
        for number, slug in zip(release_numbers(slugs), slugs, strict=True):
            found[number].append(slug)
        return found

    def candidates(self, forms: Sequence[str]) -> list[str]:
        """The releases that share most windows with some words, rare windows first."""
        weights: Counter[int] = Counter()
        for window in set(window_numbers(forms)):
            if (numbers := self._numbers.get(window)) is None:
                rows = self._connection.execute(LOOKUP, (window,)).fetchall()
                numbers = [number for (number,) in rows] if len(rows) <= MOST_OF_WINDOW else []
                self._numbers[window] = numbers
            for number in numbers:
                weights[number] += 1 + 12 // len(numbers)
        best = sorted(weights, key=lambda number: (-weights[number], number))[:MOST_OF_PASSAGE]
        best = [number for number in best if 2 * weights[number] >= weights[best[0]]]  # the others have little of it
        return [slug for number in best for slug in self._slugs.get(number, ())]

    def search(self, text: str) -> list[str]:
        """The releases whose latest wording holds the rarest words of a text, by the search index; some, not all."""
        if self._asked >= MOST_ASKED:
            return []
        counts: dict[str, int] = {}
        for word in SEARCHED.findall(unicodedata.normalize("NFC", text.replace("\u00ad", "")).lower()):
            row = self._connection.execute("SELECT doc FROM words WHERE term = ?", (word,)).fetchone()
            if row:
                counts[word] = row[0]
        rarest = sorted(counts, key=lambda word: (counts[word], word))[:RAREST]
        if len(rarest) < min(RAREST, 2):
            return []
        self._asked += 1
        query = " AND ".join(f'"{word}"' for word in rarest)
        return [slug for (slug,) in self._connection.execute(SEARCH, (query, MOST_FOUND))]

    def release(self, slug: str) -> StoredRelease | None:
        """A release with its wordings; None beyond the number of those that are read."""
        if slug not in self._releases:
            self._releases[slug] = self._read(slug) if len(self._releases) < MOST_RELEASES else None
        return self._releases[slug]

    def anchor(self, slug: str, wording: Wording, at: int) -> str | None:
        """The anchor of the paragraph in which a code point of the latest wording stands; None outside of the body."""
        start = wording.starts["body"]
        if not wording.current or at < start:
            return None
        for text, anchor in self._connection.execute(BLOCKS, (slug,)):
            start += len(unicodedata.normalize("NFC", text)) + len(BETWEEN)
            if at < start:
                return str(anchor)
        return None

    def _read(self, slug: str) -> StoredRelease:
        title, published, gone_at, latest = self._connection.execute(RELEASE, (slug,)).fetchone()
        wordings = []
        for number, *fields in self._connection.execute(REVISIONS, (slug,)).fetchall():
            texts = [unicodedata.normalize("NFC", text or "") for text in fields]
            starts = {"title": 0, "teaser": len(texts[0]) + 2, "body": len(texts[0]) + len(texts[1]) + 4}
            text = BETWEEN.join(texts)
            current = number == latest
            asked = (QUOTES, (slug,)) if current else (OF_REVISION, (slug, number))
            said = tuple(_quotes(self._connection.execute(asked[0] + SPOKEN, asked[1]), starts))
            some = tuple(word for word in words(text) if word.form)[:MOST_WORDS_OF_WORDING]
            wordings.append(Wording(number, current, text, starts, some, said))
        return StoredRelease(slug, title, published, gone_at, tuple(wordings))


def _quotes(
    rows: Iterable[tuple[str, int, int, str | None, str | None, str | None, str]], starts: dict[str, int]
) -> Iterable[StoredQuote]:
    for where, start, end, speaker, kind, also, anchor in rows:
        person = speaker if kind == "person" else None
        yield StoredQuote(starts[where] + start, starts[where] + end, person, also, anchor)
