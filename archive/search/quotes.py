"""Search in quotes: which quotes hold the words of a query, said by whom, in which office, of what kind, when."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from archive.search.expand import expand, joined
from archive.search.hits import BEGIN, END, Piece, pieces
from archive.search.naming import offices_named, speakers_named
from archive.search.parse import parse
from archive.search.wordlist import WordList

QuoteSort = Literal["newest", "oldest", "relevance"]
KINDS = ("direct", "indirect", "fragment")
_ORDERS: Mapping[str, str] = {
    "newest": "r.published IS NULL, r.published DESC, q.release, q.position",
    "oldest": "r.published IS NULL, r.published, q.release, q.position",
    "relevance": "bm25(quotes_fts), r.published IS NULL, r.published DESC, q.release, q.position",
}
# every name that stands for a person, or the name itself where it stands for none
_SPOKEN = "IN (SELECT name FROM speakers WHERE person = :speaker UNION SELECT :speaker)"
_COLUMNS = """q.text, q.speaker, q.role, q.kind, q.confidence, q.corrected, q.cue, q.cue_lemma,
  q.position + 1 AS number, q.release, r.title, r.published, q.anchor, q.also"""


class FoundQuote(NamedTuple):
    """A quote and the release that prints it; `number` is its place there, from 1; also: JSON list of names."""

    text: str
    speaker: str | None
    role: str | None
    kind: str
    confidence: float
    corrected: int
    cue: str | None
    cue_lemma: str | None
    number: int
    release: str
    title: str
    published: str | None
    anchor: str
    also: str | None


@dataclass(frozen=True)
class QuoteSearch:
    """What is asked; None for no matter.

    speaker: a name as printed, which stands for the person under every name; or else words of names.
    office: one as `naming.offices_named` reads it.
    kind: one of KINDS. begin, end: ISO days of the release, both included.
    """

    query: str = ""
    speaker: str | None = None
    office: str | None = None
    kind: str | None = None
    begin: str | None = None
    end: str | None = None
    sort: QuoteSort = "newest"


def quotes_sql(connection: sqlite3.Connection, asked: QuoteSearch) -> tuple[str, dict[str, str]]:
    """The SELECT that finds the quotes, in their order, with its parameters."""
    params: dict[str, str] = {}
    # a part of a longer quote is found with it, unless quotes of one kind are asked for
    conditions = ["q.repeats IS NULL" if asked.kind else "q.counted"]
    source = "quotes q"
    if asked.query.strip():
        source = "quotes_fts JOIN quotes q ON q.rowid = quotes_fts.rowid"
        conditions.append("quotes_fts MATCH :expression")
        params["expression"] = _expression(connection, asked.query)
    conditions += _filters(connection, asked, params)
    sort = "newest" if asked.sort == "relevance" and "expression" not in params else asked.sort
    where = f" WHERE {' AND '.join(conditions)}"
    joins = f"{source} JOIN releases r ON r.slug = q.release"
    return f"SELECT {_COLUMNS} FROM {joins}{where} ORDER BY {_ORDERS[sort]}", params  # noqa: S608 - own words


def _filters(connection: sqlite3.Connection, asked: QuoteSearch, params: dict[str, str]) -> list[str]:
    """The conditions of the filters; their values go into the parameters."""
    speaker = asked.speaker
    known = not speaker or connection.execute("SELECT 1 FROM speakers WHERE name = ?", (speaker,)).fetchone()
    speakers = None if known or not speaker else json.dumps(speakers_named(connection, speaker), ensure_ascii=False)
    offices = json.dumps(offices_named(connection, asked.office), ensure_ascii=False) if asked.office else None
    wanted = (
        ("speaker", f"q.speaker {_SPOKEN}", speaker if known else None),
        ("speakers", "q.speaker IN (SELECT value FROM json_each(:speakers))", speakers),
        ("offices", "q.role IN (SELECT value FROM json_each(:offices))", offices),
        ("kind", "q.kind = :kind", asked.kind),
        ("begin", "r.published >= :begin", asked.begin),
        ("end", "r.published <= :end", asked.end),
    )
    params |= {name: value for name, _, value in wanted if value}
    return [condition for _, condition, value in wanted if value]


def quotes_on_topic(connection: sqlite3.Connection, asked: QuoteSearch, most: int) -> list[FoundQuote]:
    """Quotes without the words, of releases that have them in title or teaser: the newest, at most so many."""
    if not asked.query.strip():
        return []
    expression = _expression(connection, asked.query)
    params = {"expression": expression, "topic": f"{{title teaser}} : ({expression})"}
    conditions = [
        "q.counted",
        "r.rowid IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH :topic)",
        "q.rowid NOT IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH :expression)",
        *_filters(connection, asked, params),
    ]
    sql = f"SELECT {_COLUMNS} FROM quotes q JOIN releases r ON r.slug = q.release WHERE {' AND '.join(conditions)}"  # noqa: S608 - own words
    return [FoundQuote(*row) for row in connection.execute(f"{sql} ORDER BY {_ORDERS['newest']} LIMIT {most}", params)]


def count_quotes(connection: sqlite3.Connection, asked: QuoteSearch) -> int:
    """How many quotes are found."""
    sql, params = quotes_sql(connection, replace(asked, sort="newest"))
    (count,) = connection.execute(f"SELECT count(*) FROM ({sql})", params).fetchone()  # noqa: S608 - own words
    return int(count)


def find_quotes(connection: sqlite3.Connection, asked: QuoteSearch, start: int, most: int) -> list[FoundQuote]:
    """At most so many of the quotes that are found, from number `start` (from 0) on."""
    sql, params = quotes_sql(connection, asked)
    rows = connection.execute(f"{sql} LIMIT {most} OFFSET {start}", params)
    return [FoundQuote(*row) for row in rows]


def mark_quotes(
    connection: sqlite3.Connection, query: str, quotes: Sequence[tuple[str, str]]
) -> list[tuple[Piece, ...]]:
    """The words of quotes in pieces, in the order given, marked where they match a query; unmarked without one.

    quotes: (slug of the release, anchor) of each.
    """
    sql = "SELECT rowid, text FROM quotes WHERE release = ? AND anchor = ? ORDER BY position LIMIT 1"
    rows: list[tuple[int, str]] = [connection.execute(sql, place).fetchone() or (-1, "") for place in quotes]
    marked: dict[int, str] = {}
    if query.strip() and rows:
        among = ", ".join(str(rowid) for rowid, _ in rows)
        sql = f"""SELECT rowid, highlight(quotes_fts, 0, :begin, :end) FROM quotes_fts
          WHERE quotes_fts MATCH :expression AND rowid IN ({among})"""  # noqa: S608 - whole numbers
        values = {"begin": BEGIN, "end": END, "expression": _expression(connection, query)}
        marked = dict(connection.execute(sql, values).fetchall())
    return [pieces(marked.get(rowid, text)) for rowid, text in rows]


def _expression(connection: sqlite3.Connection, query: str) -> str:
    """The expression of a query; its words are sought in the quote, whatever field they name."""
    parsed = parse(query)
    expansions = expand(parsed, WordList(connection))
    bare = {term: replace(one, term=replace(one.term, column="", field="")) for term, one in expansions.items()}
    return joined(parsed.tree, bare, fields=False)
