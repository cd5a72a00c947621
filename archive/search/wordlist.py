"""The word list of the index, written by the build and read by the search. Plain SQL over the table `words`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from archive.search.keys import Reading, is_noun_key, keys_of
from archive.search.readings import readings
from archive.search.split import parts as parts_of
from archive.search.words import fold

_TEXTS = "SELECT title, teaser, body, search_forms FROM releases"
_AT_ONCE = 500  # values in one statement
_MOST_WORDS = 500
_MOST_OF_A_TRIGRAM = 20_000  # words; trigrams that occur in more are not selective


def write_words(connection: sqlite3.Connection) -> None:
    """Rebuild the word list and the tables that depend on it from the full-text index, which must be up to date."""
    connection.execute("CREATE VIRTUAL TABLE temp.indexed_words USING fts5vocab(main, releases_fts, row)")
    counts = dict(connection.execute("SELECT term, doc FROM indexed_words ORDER BY term"))
    connection.execute("DROP TABLE temp.indexed_words")
    printed = readings(text for row in connection.execute(_TEXTS) for text in row if text)
    keys: list[tuple[str, int]] = []
    parts: list[tuple[str, int]] = []
    for number, word in enumerate(counts, 1):
        forms = printed.get(word) or {word: Reading.OTHER}
        keys += [(key, number) for key in {key for form, how in forms.items() for key in keys_of(form, how)}]
        nouns = [form for form, how in forms.items() if Reading.NOUN in how]
        parts += [(part, number) for part in {part for form in nouns for part in parts_of(form)}]
    for table in ("word_parts", "word_keys", "words"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - own names
    connection.executemany(
        "INSERT INTO words(id, word, releases, folded) VALUES (?, ?, ?, ?)",
        ((number, word, releases, fold(word)) for number, (word, releases) in enumerate(counts.items(), 1)),
    )
    connection.executemany("INSERT INTO word_keys(key, word) VALUES (?, ?)", sorted(keys))
    connection.executemany("INSERT INTO word_parts(part, word) VALUES (?, ?)", sorted(parts))
    connection.execute("INSERT INTO words_fts(words_fts) VALUES ('rebuild')")


class WordList:
    """What words the releases use. Words go in and come out as the index holds them (`words.plain`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def spelt_like(self, folded: str) -> list[str]:
        """Words that fold to this, the most frequent first."""
        return self._words("folded = ?", (folded,))

    def keys_of(self, folded: str) -> set[str]:
        """The keys of the words that fold to this (`keys.keys_of`)."""
        sql = "SELECT key FROM word_keys WHERE word IN (SELECT id FROM words WHERE folded = ?)"
        return {row[0] for row in self._connection.execute(sql, (folded,))}

    def with_keys(self, keys: Iterable[str]) -> list[str]:
        """Words that have one of these keys: forms of one word, the most frequent first."""
        asked = sorted(keys)
        marks = ", ".join("?" * len(asked))
        return self._words(f"id IN (SELECT word FROM word_keys WHERE key IN ({marks}))", asked)  # noqa: S608 - own words

    def beginning(self, folded: str, most: int) -> list[str]:
        """At most so many words that begin, folded, with some letters, the most frequent first."""
        sql = "SELECT word FROM words WHERE folded >= ? AND folded < ? ORDER BY releases DESC, word LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (folded, folded + "\U0010ffff", most))]

    def shaped(self, pattern: str, most: int) -> list[str]:
        """At most so many words of a shape: folded letters, `*` for any and `?` for one letter, frequent ones first."""
        sql = "SELECT word FROM words WHERE folded GLOB ? ORDER BY releases DESC, word LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (pattern, most))]

    def known(self, folded: Iterable[str]) -> set[str]:
        """Those of the folded words that occur."""
        asked = sorted(set(folded))
        found: set[str] = set()
        for at in range(0, len(asked), _AT_ONCE):
            some = asked[at : at + _AT_ONCE]
            sql = f"SELECT DISTINCT folded FROM words WHERE folded IN ({', '.join('?' * len(some))})"  # noqa: S608 - own words
            found |= {row[0] for row in self._connection.execute(sql, some)}
        return found

    def releases(self, words: Iterable[str]) -> int:
        """In how many releases the most frequent of some words occurs."""
        asked = sorted(set(words))
        sql = f"SELECT max(releases) FROM words WHERE folded IN ({', '.join('?' * len(asked))})"  # noqa: S608 - own words
        return int(self._connection.execute(sql, [fold(word) for word in asked]).fetchone()[0] or 0)

    def made_of(self, keys: Iterable[str], most: int) -> list[str]:
        """At most so many compounds that hold a noun with one of these keys, the most frequent first."""
        asked = sorted(key for key in keys if is_noun_key(key))
        marks = ", ".join("?" * len(asked))
        sql = f"""SELECT word FROM words WHERE id IN (SELECT word FROM word_parts WHERE part IN ({marks}))
            ORDER BY releases DESC, word LIMIT ?"""  # noqa: S608 - own words
        return [row[0] for row in self._connection.execute(sql, (*asked, most))]

    def sharing_trigrams(self, folded: str, most: int) -> list[tuple[str, str, int]]:
        """(word, folded word, releases) of words that share trigrams with a folded word, the likest first."""
        shared: Counter[int] = Counter()
        for trigram in sorted({folded[at : at + 3] for at in range(len(folded) - 2)}):
            rows = self._connection.execute(
                "SELECT rowid FROM words_fts WHERE words_fts MATCH ? LIMIT ?",
                (f'"{trigram}"', _MOST_OF_A_TRIGRAM),
            )
            shared.update(row[0] for row in rows)
        likest = [number for number, _ in shared.most_common(most)]
        sql = f"SELECT word, folded, releases FROM words WHERE id IN ({', '.join(map(str, likest))})"  # noqa: S608
        return self._connection.execute(sql).fetchall()

    def _words(self, condition: str, values: Sequence[str]) -> list[str]:
        sql = f"SELECT word FROM words WHERE {condition} ORDER BY releases DESC, word LIMIT {_MOST_WORDS}"  # noqa: S608
        return [row[0] for row in self._connection.execute(sql, values)]
