"""The text of a release: title, teaser and body with quotes and days marked."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from archive.site.pages.marked import DatePlace, Passage, Point, QuotePlace, mark

BETWEEN_BLOCKS = 2  # code points: the body joins its blocks by an empty line
LONGEST_SPAN = 31  # days; a season or year is no date that a reader would look up
MACHINE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?")
QUOTES = """SELECT q.position + 1, q.text, q.speaker, q.role, q.kind, q.cue, q.cue_lemma, q.speaker_mention,
  q.candidates, q.also, q.where_, q.start, q."end", q.confidence, q.rule, q.corrected,
  q.repeats + 1, q.within + 1, q.anchor FROM quotes q
  WHERE q.release = :slug ORDER BY q.position"""
DATES = """SELECT where_, start, "end", type, value, begin_day, end_day FROM dates
  WHERE release = :slug AND span = 0 AND begin_day IS NOT NULL AND end_day IS NOT NULL ORDER BY position"""


@dataclass(frozen=True)
class QuoteLine:
    """A quote with its speaker and how both were found. candidates, also: names. confidence: 0 to 1.

    repeats, within: the number of the quote whose words it repeats, or in which it stands.
    """

    number: int
    text: str
    speaker: str | None
    role: str | None
    kind: str
    cue: str | None
    cue_lemma: str | None
    mention: str | None
    candidates: list[str]
    also: list[str]
    where: str
    start: int
    end: int
    confidence: float
    rule: str
    corrected: bool
    repeats: int | None
    within: int | None
    anchor: str


@dataclass(frozen=True)
class Part:
    """A block of the body. lines: cells of passages; a paragraph is one line of one cell. notes: quotes begun in it.

    words: its text, for a link to it that outlives the anchor.
    """

    kind: str
    level: int | None
    anchor: str
    words: str
    lines: list[list[tuple[Passage, ...]]]
    notes: list[QuoteLine]


@dataclass(frozen=True)
class Article:
    """Title, teaser (None if there is none) and body of a release, and all its quotes.

    marked: numbers of the quotes that are numbered in one of them, at their end.
    """

    title: tuple[Passage, ...]
    teaser: tuple[Passage, ...] | None
    teaser_notes: list[QuoteLine]
    parts: list[Part]
    quotes: list[QuoteLine]
    marked: set[int]


def load_article(connection: sqlite3.Connection, slug: str, title: str, teaser: str | None) -> Article:
    """The text of a release with everything marked that was found in it."""
    quotes = list(_quotes(connection, slug))
    dates = _dates(connection, slug)

    points = _points(connection, slug, quotes)

    placed: set[int] = set()

    def marked(text: str, where: str, offset: int = 0) -> tuple[Passage, ...]:
        places = [QuotePlace(q.number, q.start, q.end, q.kind) for q in quotes if q.where == where]
        passages = mark(text, offset, places, dates.get(where, []), points.get(where, []))
        placed.update(number for passage in passages for run in passage.runs for number in run.ended)
        return passages

    parts, offset = [], 0
    blocks = "SELECT kind, level, text, anchor FROM blocks WHERE release = ? ORDER BY position"
    for kind, level, text, anchor in connection.execute(blocks, (slug,)):
        end = offset + len(text)
        notes = [q for q in quotes if q.where == "body" and offset <= q.start < end]
        lines = [[marked(cell, "body", at) for cell, at in line] for line in _cells(kind, text, offset)]
        parts.append(Part(kind, level, anchor, text, lines, notes))
        offset = end + BETWEEN_BLOCKS
    return Article(
        title=marked(title, "title"),
        teaser=marked(teaser, "teaser") if teaser else None,
        teaser_notes=[q for q in quotes if q.where in ("title", "teaser")],
        parts=parts,
        quotes=quotes,
        marked=placed,
    )


def _cells(kind: str, text: str, offset: int) -> Iterator[list[tuple[str, int]]]:
    """Lines of (cell, its first code point in the body); only lists and tables have more than one."""
    if kind not in ("list", "table"):
        yield [(text, offset)]
        return
    for line in text.split("\n"):
        cells, at = [], offset
        for cell in line.split("\t"):
            cells.append((cell, at))
            at += len(cell) + 1
        yield cells
        offset += len(line) + 1


def _quotes(connection: sqlite3.Connection, slug: str) -> Iterator[QuoteLine]:
    for row in connection.execute(QUOTES, {"slug": slug}):
        number, text, speaker, role, kind, cue, lemma, mention, candidates, also, *rest = row
        where, start, end, confidence, rule, corrected, repeats, within, anchor = rest
        yield QuoteLine(
            number, text, speaker, role, kind, cue, lemma, mention,
            json.loads(candidates or "[]"), json.loads(also or "[]"),
            where, start, end, confidence, rule, bool(corrected), repeats, within, anchor,
        )  # fmt: skip


def _points(connection: sqlite3.Connection, slug: str, quotes: Iterable[QuoteLine]) -> dict[str, list[Point]]:
    """Where each quote and each date mention begins, by field."""
    found: dict[str, list[Point]] = {}
    for q in quotes:
        found.setdefault(q.where, []).append(Point(q.start, q.anchor, "quote", q.number, q.text))
    sql = "SELECT where_, start, anchor, position + 1, text FROM dates WHERE release = ? ORDER BY position"
    for where, start, anchor, number, text in connection.execute(sql, (slug,)):
        found.setdefault(where, []).append(Point(start, anchor, "date", number, text))
    return found


def _dates(connection: sqlite3.Connection, slug: str) -> dict[str, list[DatePlace]]:
    """Date places by field. A clock time leads to its day only where no date of that day stands in the release."""
    rows = connection.execute(DATES, {"slug": slug}).fetchall()
    named = {begin for _, _, _, kind, _, begin, end in rows if kind == "DATE" and begin == end}
    found: dict[str, list[DatePlace]] = {}
    for where, start, end, kind, value, begin, last in rows:
        if (date.fromisoformat(last) - date.fromisoformat(begin)).days < LONGEST_SPAN:
            machine = value if MACHINE.fullmatch(value or "") else begin
            leads = begin == last and (kind == "DATE" or begin not in named)
            found.setdefault(where, []).append(DatePlace(start, end, machine, begin if leads else None))
    return found
