"""Pairs of wordings against what was written to change between them: tests/fixtures/quality/revisions.jsonl.

A line is one text with its changes marked: `[-old-]` stood there before, `[+new+]` stands there since; `revision` says
whether a reader calls that a new wording at all; `requoted` lists quotes that somebody else has since: words, before,
after. The texts were marked before any of them was read.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.database.store import Database
from archive.releases.release import Release, Revision
from archive.releases.revised_quotes import revision_quotes
from archive.releases.revisions import FIELDS, Change, changes, fold_revisions, wording_digest
from bench.quality.labelled import FOLDER
from bench.quality.overlap import Span, covered, words
from bench.quality.shares import NOTHING, Tally
from bench.quality.speech import NO_CORRECTIONS, NO_OFFICES, trimmed
from scraper.capture_index import CaptureRow
from scraper.items import Block
from scraper.runs import CrawlRun

PIECE = re.compile(r"\[-(?P<old>.*?)-\]|\[\+(?P<new>.*?)\+\]", re.DOTALL)
Requoted = tuple[str, str, str]  # words, before, after


@dataclass(frozen=True)
class Pair:
    """Two wordings: for each field of FIELDS the marked text, "" where there is none."""

    id: str
    kind: str
    marked: tuple[str, str, str]
    revision: bool
    requoted: frozenset[Requoted]


@dataclass(frozen=True)
class Side:
    """A field of one wording, and which of its code points the other wording does not have."""

    text: str
    changed: tuple[Span, ...]


def pairs(path: Path = FOLDER / "revisions.jsonl") -> Iterator[Pair]:
    """Yield the pairs of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked = (row["title"], row["teaser"] or "", row["body"])
        requoted = frozenset((words_, before, after) for words_, before, after in row["requoted"])
        yield Pair(row["id"], row["kind"], marked, row["revision"], requoted)


def sides(marked: str) -> tuple[Side, Side]:
    """Return the older and the newer wording of a marked text."""
    texts, changed, at = ["", ""], ([], []), 0  # type: tuple[list[str], tuple[list[Span], list[Span]], int]
    for piece in PIECE.finditer(marked):
        texts = [text + marked[at : piece.start()] for text in texts]
        side = 0 if piece["old"] is not None else 1
        begin = len(texts[side])
        texts[side] += piece["new"] if side else piece["old"]
        changed[side].append((begin, len(texts[side])))
        at = piece.end()
    texts = [text + marked[at:] for text in texts]
    return Side(texts[0], tuple(changed[0])), Side(texts[1], tuple(changed[1]))


def wordings(pair: Pair) -> tuple[Revision, ...]:
    """Return the revisions that a build makes of both wordings: one, if it takes them for the same."""
    seen = []
    for which in (0, 1):
        title, teaser, body = (sides(field)[which].text for field in pair.marked)
        digest = wording_digest(title, teaser or None, body)
        seen.append(Revision(0, f"c{which}", f"t{which}", f"t{which}", digest, title, teaser or None, body))
    return fold_revisions(seen)


def found_at_all(all_pairs: Sequence[Pair]) -> Tally:
    """Count the pairs that are two wordings by label, by the reader, by both."""
    total = NOTHING
    for pair in all_pairs:
        two = len(wordings(pair)) == 2
        total += Tally(pair.revision, two, pair.revision and two)
    return total


def changed_words(all_pairs: Sequence[Pair]) -> tuple[Tally, Tally]:
    """Count the words that went, and those that came: labelled, read, both. A word that changed in part, changed."""
    return _changed(all_pairs, 0), _changed(all_pairs, 1)


def _changed(all_pairs: Sequence[Pair], which: int) -> Tally:
    total = NOTHING
    for pair in all_pairs:
        read = {change.field: change for change in changes(wordings(pair))}
        for field, marked in zip(FIELDS, pair.marked, strict=True):
            side = sides(marked)[which]
            text_words = words(side.text)
            wanted = covered(text_words, side.changed)
            got = covered(text_words, _spans(read.get(field), "-+"[which]))
            total += Tally(len(wanted), len(got), len(wanted & got))
    return total


def _spans(change: Change | None, sign: str) -> Iterator[Span]:
    at = 0
    for which, text in change.diff if change else ():
        if which == sign:
            yield at, at + len(text)
        if which in ("=", sign):
            at += len(text)


def requoted(all_pairs: Sequence[Pair]) -> tuple[Tally, list[str]]:
    """Count the quotes that somebody else has since: labelled, read from the view `requoted`, both with the right
    names; and say which pairs went wrong."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.db"
        with Database(path, {}) as database:
            database.put_run(CrawlRun("run", "import", None, "", "t0"))
            for which in (0, 1):
                database.put_capture(_capture(which), "")
            for pair in all_pairs:
                release = _release(pair)
                database.put_release(release)
                database.put_revision_quotes(pair.id, revision_quotes(release, NO_CORRECTIONS, NO_OFFICES))
            database.index({})
            database.commit()
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("SELECT release, text, speaker_before, speaker FROM requoted").fetchall()
    total, wrong = NOTHING, []
    for pair in all_pairs:
        got = {(_bare(text), before, after) for slug, text, before, after in rows if slug == pair.id}
        wanted = {(_bare(text), before, after) for text, before, after in pair.requoted}
        total += Tally(len(wanted), len(got), len(wanted & got))
        wrong += [f"{pair.id} ({pair.kind})"] * (wanted != got)
    return total, wrong


def _capture(which: int) -> CaptureRow:
    return CaptureRow(which, f"c{which}", "run", "", f"t{which}", "response", 200, None, "", None, None, "", 0, 0)


def _bare(text: str) -> str:
    start, end = trimmed(text, 0, len(text))
    return text[start:end]


def _release(pair: Pair) -> Release:
    revisions = wordings(pair)
    last = revisions[-1]
    blocks = tuple(Block("paragraph", paragraph) for paragraph in last.body.split("\n\n"))
    return Release(
        pair.id, f"https://example.org/{pair.id}", "", last.capture, last.title, ("c0", "c1"), "t0", "t1",
        teaser=last.teaser, blocks=blocks, revisions=revisions,
    )  # fmt: skip
