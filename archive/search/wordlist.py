"""What words the releases use and how they belong together: written by the build, read by the search."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from archive.search.keys import Reading, is_noun_key, keys_of
from archive.search.readings import readings
from archive.search.split import parts as parts_of
from archive.search.vocabulary import vocabulary_of
from archive.search.words import fold

_TEXTS = "SELECT title, teaser, body, search_forms FROM releases"
_MOST_OF_A_TRIGRAM = 20_000  # words; trigrams that occur in more are not selective
# Where a word stands, with enough before it to tell whether it begins a sentence; in a few releases.
_AS_PRINTED = "SELECT snippet(releases_fts, -1, '', '', '', 8) FROM releases_fts WHERE releases_fts MATCH ? LIMIT 8"
_NO_LETTER = re.compile("[^a-z0-9\u0080-\U0010ffff]")
_SHORTEST_NOUN = 5
_NOUN = "+"  # before the key of a noun in the index, which knows no capitals


def write_words(connection: sqlite3.Connection) -> None:
    """Rebuild the indexes of keys and parts from the full-text index, which must be up to date."""
    words = [row[0] for row in connection.execute("SELECT term FROM words ORDER BY term")]
    printed = readings(text for row in connection.execute(_TEXTS) for text in row if text)
    keys: list[tuple[int, str]] = []
    parts: list[tuple[int, str]] = []
    for number, word in enumerate(words):
        forms = printed.get(word) or {word: Reading.OTHER}
        keys.append((number, _joined(key for form, how in forms.items() for key in keys_of(form, how))))
        nouns = [form for form, how in forms.items() if Reading.NOUN in how]
        parts.append((number, _joined(part for form in nouns for part in parts_of(form))))
    for table, column, rows in (("word_keys", "keys", keys), ("word_parts", "parts", parts)):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608 - own names
        sql = f"INSERT INTO {table}(rowid, {column}) VALUES (?, ?)"  # noqa: S608 - own names
        connection.executemany(sql, (row for row in rows if row[1]))
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - own names


def _joined(keys: Iterable[str]) -> str:
    return " ".join(sorted(set(map(_token, keys))))


def _token(key: str) -> str:
    """A key as a token of the indexes: one word, with a sign before that of a noun."""
    return (_NOUN if is_noun_key(key) else "") + _NO_LETTER.sub("", key.lower())


class WordList:
    """What words the releases use. Words go in and come out as the index holds them (`words.plain`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._vocabulary = vocabulary_of(connection)

    def spelt_like(self, folded: str) -> list[str]:
        """Words that fold to this, the most frequent first."""
        return self._frequent(self._vocabulary.spelt_like(folded))

    def dotted(self, folded: str, most: int | None = None, *, beginning: bool = False) -> list[str]:
        """Words that are, or begin, so but for the dots of umlauts, the most frequent first; at most so many."""
        return self._frequent(self._vocabulary.dotted(folded, beginning=beginning), most)

    def keys_of(self, folded: str) -> set[str]:
        """The keys of the words that fold to this, as releases print them (`keys.keys_of`)."""
        found: set[str] = set()
        for word in self.spelt_like(folded):
            printed = readings(text for (text,) in self._connection.execute(_AS_PRINTED, (f'"{word}"',)))
            forms = printed.get(word) or {word: Reading.OTHER}
            found.update(key for form, how in forms.items() for key in keys_of(form, how))
        return found

    def with_keys(self, keys: Iterable[str]) -> list[str]:
        """Words that have one of these keys: forms of one word, the most frequent first."""
        return self._frequent(self._indexed("word_keys", keys))

    def beginning(self, folded: str, most: int) -> list[str]:
        """At most so many words that begin, folded, with some letters, the most frequent first."""
        return self._frequent(self._vocabulary.beginning(folded), most)

    def shaped(self, pattern: str, most: int) -> list[str]:
        """At most so many words of a shape: folded letters, `*` for any and `?` for one letter, frequent ones first."""
        return self._frequent(self._vocabulary.shaped(pattern), most)

    def known(self, folded: Iterable[str]) -> set[str]:
        """Those of the folded words that occur."""
        return {one for one in folded if self._vocabulary.spelt_like(one)}

    def releases(self, words: Iterable[str]) -> int:
        """In how many releases the most frequent of some words occurs."""
        numbers = (at for word in words for at in self._vocabulary.spelt_like(fold(word)))
        return max((self._vocabulary.releases[at] for at in numbers), default=0)

    def made_of(self, keys: Iterable[str], most: int) -> list[str]:
        """At most so many compounds that hold a noun with one of these keys, the most frequent first."""
        return self._frequent(self._indexed("word_parts", filter(is_noun_key, keys)), most)

    def sharing_trigrams(self, folded: str, most: int) -> list[tuple[str, str, int]]:
        """(word, folded word, releases) of words that share trigrams with one without dots, the likest first."""
        words, shared = self._vocabulary, Counter[int]()
        for trigram in sorted({folded[at : at + 3] for at in range(len(folded) - 2)}):
            shared.update(islice(words.holding(trigram), _MOST_OF_A_TRIGRAM))
        return [(words.words[at], words.folded(at), words.releases[at]) for at, _ in shared.most_common(most)]

    def frequent_nouns(self, most: int) -> list[str]:
        """The nouns that most releases have, each in its most frequent form."""
        nouns = self._connection.execute("SELECT rowid FROM word_keys WHERE word_keys MATCH ?", (f'"{_NOUN}" *',))
        found: dict[str, str] = {}
        for word in self._frequent((row[0] for row in nouns), most):
            for key in sorted(self.keys_of(fold(word))):
                if is_noun_key(key) and len(key) >= _SHORTEST_NOUN:
                    found.setdefault(key, word)
        return list(dict.fromkeys(found.values()))

    def _indexed(self, table: str, keys: Iterable[str]) -> Iterator[int]:
        """The numbers of the words that an index has under one of some keys."""
        expression = " OR ".join(f'"{_token(key)}"' for key in sorted(keys))
        if expression:
            sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - own names
            yield from (row[0] for row in self._connection.execute(sql, (expression,)))

    def _frequent(self, numbers: Iterable[int], most: int | None = None) -> list[str]:
        words = self._vocabulary
        return [words.words[at] for at in sorted(numbers, key=lambda at: (-words.releases[at], at))[:most]]
