"""The word list of the index: written by the build, asked by the search. Plain SQL over the table `words`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from archive.search.split import Splitter
from archive.search.words import fold, stem, stems_of


def write_words(connection: sqlite3.Connection) -> None:
    """Renew `words`, `word_parts` and `words_fts` from the full-text index, which must be up to date."""
    connection.execute("CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab(main, releases_fts, row)")
    rows = [
        (word, releases, fold(word)) for word, releases in connection.execute("SELECT term, doc FROM indexed_words")
    ]
    connection.execute("DROP TABLE temp.indexed_words")
    connection.execute("DELETE FROM words")
    rows.sort()
    connection.executemany(
        "INSERT INTO words(id, word, releases, folded, stem) VALUES (?, ?, ?, ?, ?)",
        [(n, word, releases, folded, stem(folded)) for n, (word, releases, folded) in enumerate(rows, 1)],
    )
    splitter = Splitter(folded for _, _, folded in rows)
    connection.execute("DELETE FROM word_parts")
    connection.executemany(
        "INSERT INTO word_parts(part, word) VALUES (?, ?)",
        sorted((part, n) for n, (_, _, folded) in enumerate(rows, 1) for part in splitter.parts(folded)),
    )
    connection.execute("INSERT INTO words_fts(words_fts) VALUES ('rebuild')")


class WordList:
    """What words the releases use. Words go in and come out as the index holds them (`words.plain`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def spelt_like(self, folded: str) -> list[str]:
        """Words that fold to this, the most frequent first."""
        return self._words("folded = ?", (folded,))

    def with_stem_of(self, folded: str) -> list[str]:
        """Words that are forms of a folded word, the most frequent first."""
        stems = sorted(stems_of(folded))
        return self._words(f"stem IN ({', '.join('?' * len(stems))})", stems)

    def forms(self, folded: str) -> list[str]:
        """Other spellings and forms of a folded word."""
        return list(dict.fromkeys([*self.spelt_like(folded), *self.with_stem_of(folded)]))

    def beginning(self, folded: str, most: int) -> list[str]:
        """At most so many words that begin, folded, with some letters, the most frequent first."""
        sql = "SELECT word FROM words WHERE folded >= ? AND folded < ? ORDER BY releases DESC, word LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (folded, folded + "\U0010ffff", most))]

    def known(self, folded: Iterable[str]) -> set[str]:
        """Those of the folded words that occur."""
        asked = sorted(set(folded))
        found: set[str] = set()
        for at in range(0, len(asked), 500):
            some = asked[at : at + 500]
            sql = f"SELECT DISTINCT folded FROM words WHERE folded IN ({', '.join('?' * len(some))})"  # noqa: S608 - own words
            found |= {row[0] for row in self._connection.execute(sql, some)}
        return found

    def made_of(self, parts: Iterable[str], most: int) -> list[str]:
        """At most so many compounds that hold one of these parts (`split.part_key`), the most frequent first."""
        asked = sorted(set(parts))
        marks = ", ".join("?" * len(asked))
        sql = f"""SELECT word FROM words WHERE id IN (SELECT word FROM word_parts WHERE part IN ({marks}))
            ORDER BY releases DESC, word LIMIT ?"""  # noqa: S608 - own words
        return [row[0] for row in self._connection.execute(sql, (*asked, most))]

    def sharing_trigrams(self, folded: str, most: int) -> list[tuple[str, str, int]]:
        """(word, folded word, releases) of words that share trigrams with a folded word, the likest first."""
        trigrams = sorted({folded[at : at + 3] for at in range(len(folded) - 2)})
        if not trigrams:
            return []
        return self._connection.execute(
            "SELECT word, w.folded, releases FROM words_fts t JOIN words w ON w.id = t.rowid"
            " WHERE words_fts MATCH ? ORDER BY bm25(words_fts), releases DESC, word LIMIT ?",
            (" OR ".join(f'"{t}"' for t in trigrams), most),
        ).fetchall()

    def _words(self, condition: str, values: Sequence[str]) -> list[str]:
        sql = f"SELECT word FROM words WHERE {condition} ORDER BY releases DESC, word LIMIT 500"  # noqa: S608 - own words
        return [row[0] for row in self._connection.execute(sql, values)]
