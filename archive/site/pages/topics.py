"""What somebody speaks of more than others do: nouns that their quotes use more often than all quotes together."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from archive.search.words import fold, plain, stem, without_dots

MOST_TOPICS = 12
_LEAST_QUOTES = 2
_CANDIDATES = 60  # of the most used words
_CHANCE = 6.63  # log-likelihood above which the difference is no chance in 99 of 100 cases (chi square, one degree)
# a word with a great first letter that begins no sentence
_NOUN = re.compile(r"(?<=[^\s.!?:„“»«(…–-] )[A-ZÄÖÜ][\w-]{3,}")


class Topic(NamedTuple):
    """A word, as it is used most, and in how many of the quotes."""

    word: str
    quotes: int


def topics(connection: sqlite3.Connection, quotes: Iterable[str], names: Iterable[str]) -> list[Topic]:
    """The nouns that a speaker's quotes use more than all quotes do, the most telling first; at most MOST_TOPICS.

    names: of the speaker; they are no topics. How telling: Dunning's log-likelihood ratio (1993) over the numbers of
    quotes with and without the word.
    """
    own, forms, total = Counter[str](), defaultdict[str, Counter[str]](Counter), 0
    for text in quotes:
        total += 1
        found = {word: stem(without_dots(fold(plain(word)))) for word in _NOUN.findall(text.replace("\u00ad", ""))}
        own.update(set(found.values()))
        for word, key in found.items():
            forms[key][word] += 1
    (all_quotes,) = connection.execute("SELECT count(*) FROM quotes").fetchone()
    unwanted = {stem(without_dots(fold(plain(part)))) for name in names for part in name.split()}
    told = []
    for key, number in own.most_common(_CANDIDATES):
        if number < _LEAST_QUOTES or key in unwanted:
            continue
        expression = " OR ".join(f'"{plain(word)}"' for word in sorted(forms[key]))
        sql = "SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH ?"
        (everywhere,) = connection.execute(sql, (expression,)).fetchone()
        score = _log_likelihood(number, total, max(everywhere - number, 0), max(all_quotes - total, 0))
        if score > _CHANCE:
            word = min(forms[key], key=lambda w, of=forms[key]: (-of[w], w))  # type: ignore[misc]  # a default argument
            told.append((score, Topic(word, number)))
    return [topic for _, topic in sorted(told, key=lambda one: (-one[0], one[1]))[:MOST_TOPICS]]


def _log_likelihood(here: int, of_here: int, there: int, of_there: int) -> float:
    """How far the share here lies above the share there; 0 if it does not."""
    share = (here + there) / max(of_here + of_there, 1)
    if not of_there or here / of_here <= there / of_there:
        return 0.0
    pairs = ((here, of_here * share), (there, of_there * share))
    return 2 * sum(seen * math.log(seen / expected) for seen, expected in pairs if seen)
