"""Why a quote or a date is what it is: the release is read again with a trace, which nobody stores.

The page shows what the row of the database says. Where reading gives another row now, since an older program built the
database, there are no reasons to show, and the page says so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from datasette.views.base import DatasetteError

from archive.explain import CityTables, explain_date, explain_quote, stored_release
from archive.german.explained import FLAGS, STATUSES, Explained, explained
from archive.german.grammars import GRAMMARS
from archive.german.trace import Step
from archive.site.page import Asked, Query
from archive.site.pages.releases import release_facts

MOST_CHARACTERS = 1_000_000  # of a release that is read again
TOO_LONG = "Too long to be read again"  # the title of an error
SHOWN = 200  # steps; a list of many days has some for each of them
BLOCKS = "SELECT text FROM blocks WHERE release = :slug ORDER BY position"
ROW = {
    "zitat": "SELECT * FROM quotes WHERE release = :slug AND position = :position",
    "angabe": "SELECT * FROM dates WHERE release = :slug AND position = :position",
}
SOURCE = """SELECT c.id, c.captured_at, c.url FROM release_sources s JOIN captures c ON c.id = s.capture
  WHERE s.release = :slug AND s.field = :field"""
ROWS = {
    rule.name: frozenset(rule.rows) for grammar in GRAMMARS if grammar.document == "dates.md" for rule in grammar.rules
}
AROUND = 160  # characters of the text that are shown before and behind a quote


class Tried(NamedTuple):
    """Rules that looked at the same words and found nothing there."""

    words: str
    outcome: str
    rules: list[str]


class Fact(NamedTuple):
    """A step at which something came out, the words that it is about, and whether it gave the row."""

    words: str
    step: Explained
    won: bool


@dataclass(frozen=True)
class WhyPage:
    """The reasons for one quote or date. row: as stored, by column. before, behind: the text around the words.

    steps: None where reading does not give the row any more. more: how many steps are not shown.
    capture: of the field that the words stand in. version: of the program that built the database.
    """

    query: Query
    quote: bool
    number: int
    facts: dict[str, Any]
    row: dict[str, Any]
    before: str
    behind: str
    flags: list[str]
    status: str
    candidates: list[str]
    steps: list[Tried | Fact] | None
    more: int
    capture: tuple[str, str, str]
    version: str


def load(connection: sqlite3.Connection, asked: Asked) -> WhyPage | None:
    """The reasons for the quote or date whose number stands in the address; None if the release has no such one.

    Raises: DatasetteError, if the release is longer than what is read again.
    """
    slug, what, number = asked.names["slug"], asked.names["what"], int(asked.names["number"])
    facts = release_facts(connection, slug)
    cursor = connection.execute(ROW[what], {"slug": slug, "position": number - 1})
    found = cursor.fetchone()
    if facts is None or found is None:
        return None
    row = dict(zip([column[0] for column in cursor.description], found, strict=True))
    where, start, end = row["where_"], row["start"], row["end"]
    release = stored_release(facts, (text for (text,) in connection.execute(BLOCKS, {"slug": slug})))
    field = dict(zip(("title", "teaser", "body"), release.texts, strict=True))[where]
    city = CityTables(asked.site.offices, asked.site.holidays)
    quote = what == "zitat"
    if sum(map(len, release.texts)) > MOST_CHARACTERS:
        raise DatasetteError("The release is too long to be read again here.", title=TOO_LONG, status=400)
    steps = (explain_quote if quote else explain_date)(release, row, city)
    source = connection.execute(SOURCE, {"slug": slug, "field": where}).fetchone()
    (version,) = connection.execute("SELECT version FROM builds").fetchone()
    flags = json.loads(row.get("flags") or "[]")
    return WhyPage(
        query=Query(ROW[what], {"slug": slug, "position": number - 1}),
        quote=quote,
        number=number,
        facts=facts,
        row=row,
        before=_before(field, start),
        behind=_behind(field, end),
        flags=[FLAGS.get(name, name) for name in flags],
        status=STATUSES[row["status"]] if row.get("status") else "",
        candidates=json.loads(row.get("candidates") or "[]"),
        steps=None if steps is None else list(_grouped(steps[:SHOWN], winner(steps, row["rule"]), field, start, end)),
        more=max(0, len(steps or ()) - SHOWN),
        capture=source or (facts["capture"], facts["captured_at"], facts["url"]),
        version=version,
    )


def nothing(_: sqlite3.Connection, __: Asked) -> None:
    """Any other address below a release's reasons: „not found“, without a process of its own."""


def winner(steps: Sequence[Step], rule: str) -> Step | None:
    """The step that gave a row of this rule: of a quote the one that decided, of a date the last with such rows."""
    gave = [s for s in steps if (s.outcome == "decided" and f"{rule}+".startswith(f"{s.rule}+"))
            or (s.outcome == "found" and rule in ROWS.get(s.rule, ()))]  # fmt: skip
    return gave[-1] if gave else None


def _grouped(steps: Sequence[Step], won: Step | None, field: str, start: int, end: int) -> Iterable[Tried | Fact]:
    """Neighbouring steps that found nothing in the same words are one."""
    for (empty, first, last), group in groupby(steps, _found_nothing_in):
        words = "" if (first, last) == (start, end) else field[first:last]
        alike = list(group)
        told = [explained(step) for step in alike]
        if empty:
            yield Tried(words, told[0].outcome, list(dict.fromkeys(step.rule for step in told)))
        else:
            yield from (Fact(words, one, step is won) for one, step in zip(told, alike, strict=True))


def _found_nothing_in(step: Step) -> tuple[bool, int, int]:
    return step.outcome == "tried" and step.sure is None, step.start, step.end


def _before(text: str, start: int) -> str:
    """The line before the words, or its end."""
    line = text[:start].rpartition("\n")[2]
    return line if len(line) <= AROUND else "… " + line[-AROUND:].partition(" ")[2]


def _behind(text: str, end: int) -> str:
    line = text[end:].partition("\n")[0]
    return line if len(line) <= AROUND else line[:AROUND].rpartition(" ")[0] + " …"
