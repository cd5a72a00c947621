"""The revisions of a release and what changed from one to the next."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.german.sentences import SENTENCE_END

CONTEXT = 120  # characters kept of an unchanged stretch on each side of a change
FIELDS = {"title": "Überschrift", "teaser": "Vorspann", "body": "Text"}
REVISIONS = """SELECT number, first_seen, last_seen, capture FROM revisions WHERE release = ? ORDER BY number DESC"""
CHANGES = """SELECT number, field, removed, added, diff FROM changes WHERE release = ?
  ORDER BY number, CASE field WHEN 'title' THEN 0 WHEN 'teaser' THEN 1 ELSE 2 END"""
REQUOTED = "SELECT number, text, speaker_before, speaker FROM requoted WHERE release = ? ORDER BY number, position"


@dataclass(frozen=True)
class FieldChange:
    """What changed in one field: words taken out and put in; pieces of (`=`, `-`, `+` or `…`, text)."""

    field: str
    removed: int
    added: int
    pieces: list[tuple[str, str]]


class Requoted(NamedTuple):
    """A quote that a revision gives to another speaker than the revision before it."""

    text: str
    before: str
    speaker: str


@dataclass(frozen=True)
class RevisionLine:
    """One wording: when it was first and last seen (UTC), which capture shows it, what was changed to reach it.

    requoted: its quotes that were somebody else's before.
    """

    number: int
    first_seen: str
    last_seen: str
    capture: str
    changes: list[FieldChange]
    requoted: list[Requoted]


def load_revisions(connection: sqlite3.Connection, slug: str) -> list[RevisionLine]:
    """The revisions of a release, newest first."""
    changes: dict[int, list[FieldChange]] = {}
    for number, field, removed, added, diff in connection.execute(CHANGES, (slug,)):
        change = FieldChange(FIELDS.get(field, field), removed, added, shortened(json.loads(diff)))
        changes.setdefault(number, []).append(change)
    requoted: dict[int, list[Requoted]] = {}
    for number, *quote in connection.execute(REQUOTED, (slug,)):
        requoted.setdefault(number, []).append(Requoted(*quote))
    return [
        RevisionLine(number, first, last, capture, changes.get(number, []), requoted.get(number, []))
        for number, first, last, capture in connection.execute(REVISIONS, (slug,))
    ]


def shortened(diff: Sequence[Sequence[str]], context: int = CONTEXT) -> list[tuple[str, str]]:
    """A diff without the middle of long stretches that did not change; a gap is the piece („…“, "").

    What is kept beside a change goes on to the end of its sentence; of one longer than three times `context` characters
    it ends at a word.
    """
    pieces: list[tuple[str, str]] = []
    for place, (sign, text) in enumerate(diff):
        head = "" if place == 0 else _sentence_on(text, context)
        tail = "" if place == len(diff) - 1 else _sentence_before(text, context)
        if sign != "=" or len(text) <= len(head) + len(tail) + context:
            pieces.append((sign, text))
        else:
            pieces += [("=", head), ("…", ""), ("=", tail)]
    return [(sign, text) for sign, text in pieces if text or sign == "…"]


def _sentence_on(text: str, context: int) -> str:
    """The beginning of a text to the end of its sentence."""
    if end := SENTENCE_END.search(text[: 3 * context]):
        return text[: end.end()].rstrip()
    return text[:context].rsplit(" ", 1)[0]


def _sentence_before(text: str, context: int) -> str:
    """The end of a text from the beginning of its last sentence."""
    near = text[-3 * context :]
    if ends := list(SENTENCE_END.finditer(near)):
        return near[ends[-1].end() :]
    return text[-context:].split(" ", 1)[-1]
