"""The word list of the index: written by the build, asked by the search. Plain SQL over the table `words`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from archive.search.words import fold, stem

# The trigram index tells candidates; a word this short has no trigram.
SHORTEST_PART = 3
MOST_CANDIDATES = 6_000


def write_words(connection: sqlite3.Connection) -> None:
    """Renew `words` and `words_trigrams` from the full-text index, which must be up to date."""
    connection.execute("CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab(main, releases_fts, row)")
    rows = [
        (word, releases, fold(word)) for word, releases in connection.execute("SELECT term, doc FROM indexed_words")
    ]
    connection.execute("DROP TABLE temp.indexed_words")
    connection.execute("DELETE FROM words")
    connection.executemany(
        "INSERT INTO words(id, word, releases, folded, stem) VALUES (?, ?, ?, ?, ?)",
        [(n, word, releases, folded, stem(folded)) for n, (word, releases, folded) in enumerate(sorted(rows), 1)],
    )
    connection.execute("INSERT INTO words_trigrams(words_trigrams) VALUES ('rebuild')")


class WordList:
    """What words the releases use. Words go in and come out as the index holds them (`words.plain`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def spelt_like(self, folded: str) -> list[str]:
        """Words that fold to this, the most frequent first."""
        return self._words("folded = ?", (folded,))

    def with_stem(self, stemmed: str) -> list[str]:
        """Words with this stem, the most frequent first."""
        return self._words("stem = ?", (stemmed,))

    def known(self, folded: Iterable[str]) -> set[str]:
        """Those of the folded words that occur."""
        return self._which("folded", folded)

    def known_stems(self, stems: Iterable[str]) -> set[str]:
        """Those of the stems that some word has."""
        return self._which("stem", stems)

    def containing(self, part: str) -> list[tuple[str, str]]:
        """(word, folded word) of words that contain a folded part of at least SHORTEST_PART letters."""
        if len(part) < SHORTEST_PART:
            return []
        return self._connection.execute(
            "SELECT word, w.folded FROM words_trigrams t JOIN words w ON w.id = t.rowid"
            " WHERE words_trigrams MATCH ? ORDER BY releases DESC, word LIMIT ?",
            (f'"{part}"', MOST_CANDIDATES),
        ).fetchall()

    def sharing_trigrams(self, folded: str, most: int) -> list[tuple[str, str, int]]:
        """(word, folded word, releases) of words that share trigrams with a folded word, the likest first."""
        trigrams = sorted({folded[at : at + 3] for at in range(len(folded) - 2)})
        if not trigrams:
            return []
        return self._connection.execute(
            "SELECT word, w.folded, releases FROM words_trigrams t JOIN words w ON w.id = t.rowid"
            " WHERE words_trigrams MATCH ? ORDER BY bm25(words_trigrams), releases DESC, word LIMIT ?",
            (" OR ".join(f'"{t}"' for t in trigrams), most),
        ).fetchall()

    def _words(self, condition: str, values: Sequence[str]) -> list[str]:
        sql = f"SELECT word FROM words WHERE {condition} ORDER BY releases DESC, word LIMIT 500"  # noqa: S608 - own words
        return [row[0] for row in self._connection.execute(sql, values)]

    def _which(self, column: str, values: Iterable[str]) -> set[str]:
        asked = sorted(set(values))
        found: set[str] = set()
        for at in range(0, len(asked), 500):
            some = asked[at : at + 500]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT DISTINCT {column} FROM words WHERE {column} IN ({marks})"  # noqa: S608 - own words
            found |= {row[0] for row in self._connection.execute(sql, some)}
        return found
