"""Every word of the full-text index, held in memory: spellings, beginnings, shapes and near words are looked up here.

The index keeps its words itself (`words` shows them), so that a table of words would only repeat them. A word has a
number: its place in the order of `words`, from 0. Words are as the index holds them (`words.plain`).
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fnmatch import translate
from itertools import accumulate

from archive.search.kept import Kept
from archive.search.words import fold, without_dots

# Read as two texts: rows of hundreds of thousands of words take several times as long.
_SQL = "SELECT group_concat(term, ' '), group_concat(doc) FROM (SELECT term, doc FROM words ORDER BY term)"
_MAY_FOLD = re.compile("[^\\x00-\x7fäöü]|[aou]e")  # what `fold` changes has one of these
_DOTTED = re.compile("[äöü]")
_END = "\U0010ffff"


class Vocabulary:
    """The words of a database by number, each with the number of releases that it stands in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        words, releases = connection.execute(_SQL).fetchone()
        self.words: list[str] = words.split(" ") if words else []
        self.releases = array("I", map(int, releases.split(",")) if releases else ())
        folded = [fold(word) if _MAY_FOLD.search(word) else word for word in self.words]
        # (folded, number) of the words that are spelt otherwise than they fold
        self._other = sorted((short, at) for at, short in enumerate(folded) if short != self.words[at])
        self._folded = {at: short for short, at in self._other}
        # (folded without its dots, number) of the words that have some
        self._dotted = sorted((without_dots(short), at) for at, short in enumerate(folded) if _DOTTED.search(short))
        lines = [f"\n{without_dots(short)}".encode() for short in folded]
        self._text = b"".join(lines)
        self._starts = array("I", accumulate(map(len, lines), initial=0))

    def folded(self, number: int) -> str:
        """A word folded (`words.fold`)."""
        return self._folded.get(number, self.words[number])

    def releases_of(self, word: str) -> int:
        """In how many releases a word stands."""
        at = bisect_left(self.words, word)
        return self.releases[at] if self.words[at : at + 1] == [word] else 0

    def spelt_like(self, folded: str) -> list[int]:
        """The words that fold to this."""
        return self._between(folded, folded)

    def dotted(self, folded: str, *, beginning: bool = False) -> list[int]:
        """The words that are, or begin, so but for the dots of their umlauts (burger: Bürger)."""
        return self._range(self._dotted, folded, folded + _END if beginning else folded)

    def beginning(self, folded: str) -> list[int]:
        """The words that begin, folded, with some letters."""
        return self._between(folded, folded + _END)

    def _between(self, first: str, last: str) -> list[int]:
        own = range(bisect_left(self.words, first), bisect_right(self.words, last))
        return [*(at for at in own if at not in self._folded), *self._range(self._other, first, last)]

    def _range(self, pairs: list[tuple[str, int]], first: str, last: str) -> list[int]:
        return [at for _, at in pairs[bisect_left(pairs, (first, 0)) : bisect_right(pairs, (last, len(self.words)))]]

    def shaped(self, pattern: str) -> list[int]:
        """The words of a shape: folded letters, `*` for any and `?` for one letter."""
        fits, letters = re.compile(translate(pattern)).match, max(re.split("[*?]", without_dots(pattern)), key=len)
        some = self.holding(letters) if letters else range(len(self.words))
        return [at for at in some if fits(self.folded(at))]

    def holding(self, letters: str) -> Iterator[int]:
        """The words in which some letters stand in a row, folded and without dots; in their order, each once."""
        wanted = letters.encode()
        at = self._text.find(wanted)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._text.find(wanted, self._starts[number + 1])


_vocabularies = Kept(Vocabulary)


def vocabulary_of(connection: sqlite3.Connection) -> Vocabulary:
    """The vocabulary of a connection's database."""
    return _vocabularies.of(connection)
