"""Help while typing: what the field of the search offers, and the search as a search engine of a browser."""

from __future__ import annotations

import json
import sqlite3
from html import escape
from itertools import islice

from markupsafe import Markup

from archive.search.kept import Kept
from archive.search.nearest import printed
from archive.search.wordlist import WordList
from archive.search.words import fold, tokens, without_dots
from archive.site.page import Asked, Document

MOST_OFFERED = 10
_NAMES, _TITLES, _WORDS = 60, 30, 60  # offered in the page itself, without a script
_SHORTEST = 2


def offered(connection: sqlite3.Connection) -> Markup:
    """People, offices, frequent nouns and the newest titles, as the options of a list in the page."""
    names = connection.execute("SELECT name FROM speakers ORDER BY quotes DESC, name LIMIT ?", (_NAMES,)).fetchall()
    offices = connection.execute(
        "SELECT min(role) FROM speaker_roles GROUP BY normal_role ORDER BY sum(quotes) DESC, 1 LIMIT ?", (_NAMES,)
    ).fetchall()
    titles = connection.execute(
        "SELECT title FROM releases ORDER BY published DESC, slug LIMIT ?", (_TITLES,)
    ).fetchall()
    nouns = sorted(printed(connection, word) for word in WordList(connection).frequent_nouns(_WORDS))
    found = [*(row[0] for row in (*names, *offices)), *nouns, *(row[0].replace("\u00ad", "") for row in titles)]
    return Markup().join(Markup('<option value="{}">').format(text) for text in dict.fromkeys(found))


OFFERED = Kept(offered)


def suggest(connection: sqlite3.Connection, asked: Asked) -> Document:
    """Suggestions for the argument `q` as browsers ask for them (OpenSearch Suggestions 1.1): people, words, titles."""
    query = asked.argument("q")
    return Document(
        "application/x-suggestions+json; charset=utf-8",
        json.dumps([query, suggested(connection, query)], ensure_ascii=False),
    )


def suggested(connection: sqlite3.Connection, query: str) -> list[str]:
    """People, words and titles that hold or begin with what is typed, at most MOST_OFFERED."""
    words = tokens(query)
    if not words or len(query) < _SHORTEST:
        return []
    typed = _comparable(query)
    names = connection.execute("SELECT name FROM speakers ORDER BY quotes DESC, name")
    found = list(islice((row[0] for row in names if typed in _comparable(row[0])), MOST_OFFERED // 2))
    *before, last = query.split()
    known, folded = WordList(connection), fold(words[-1])
    beginning = known.beginning(folded, MOST_OFFERED) or known.dotted(folded, MOST_OFFERED, beginning=True)
    found += [" ".join((*before, printed(connection, word))) for word in beginning if last]
    titles = connection.execute(
        """SELECT r.title FROM releases_fts f JOIN releases r ON r.rowid = f.rowid WHERE releases_fts MATCH ?
        ORDER BY r.published DESC, r.slug LIMIT ?""",
        (f'title : "{" ".join(words)}" *', MOST_OFFERED // 2),
    )
    found += [row[0].replace("\u00ad", "") for row in titles]
    return list(dict.fromkeys(found))[:MOST_OFFERED]


def _comparable(text: str) -> str:
    return " ".join(without_dots(fold(token)) for token in tokens(text))


def description(_: sqlite3.Connection, asked: Asked) -> Document:
    """The OpenSearch description (OpenSearch 1.1): a browser can then search here from its address bar."""
    at, title = escape(asked.absolute), escape(asked.site.title)
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{title[:16]}</ShortName>
  <Description>Archiv {title}: Pressemitteilungen der {escape(asked.site.publisher)}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Language>de</Language>
  <Url type="text/html" template="{at}/suche?q={{searchTerms}}"/>
  <Url type="application/atom+xml" template="{at}/suche.atom?q={{searchTerms}}"/>
  <Url type="application/x-suggestions+json" template="{at}/vorschlaege.json?q={{searchTerms}}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="{at}/opensearch.xml"/>
</OpenSearchDescription>
"""
    return Document("application/opensearchdescription+xml; charset=utf-8", text)
