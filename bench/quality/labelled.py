"""The quality set of tests/fixtures/quality: texts, three labellings, and the one decided between the first two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.releases.release import Published, Release
from scraper.items import Block

FOLDER = Path(__file__).parents[2] / "tests" / "fixtures" / "quality"
GAP = "\n\n"  # between title, teaser and the paragraphs of the body


class WrongLabel(ValueError):
    """A label that its text does not have."""


@dataclass(frozen=True)
class Text:
    """A release as it was labelled; issued None where the labellers were not told the day."""

    id: str
    issued: date | None
    title: str
    teaser: str | None
    body: str

    @property
    def whole(self) -> str:
        """The text into which labels point: title, teaser if there is one, body."""
        return GAP.join(part for part in (self.title, self.teaser, self.body) if part is not None)

    @property
    def starts(self) -> dict[str, int]:
        """Where each field begins in `whole`, in code points; the teaser only where there is one."""
        at, starts = 0, {}
        for name, part in (("title", self.title), ("teaser", self.teaser), ("body", self.body)):
            if part is not None:
                starts[name] = at
                at += len(part) + len(GAP)
        return starts

    @property
    def release(self) -> Release:
        """The release as a build would make it of a page with these words."""
        published = Published(self.issued.isoformat()) if self.issued else None
        blocks = tuple(Block("paragraph", paragraph) for paragraph in self.body.split(GAP))
        return Release(
            self.id, "", "", "", self.title, (), "", "", teaser=self.teaser, blocks=blocks, published=published
        )


@dataclass(frozen=True)
class DateLabel:
    """A date mention: day, period, hour, duration, set or interval; value None where the text leaves it open."""

    start: int
    end: int
    kind: str
    value: str | None
    mod: str | None


@dataclass(frozen=True)
class QuoteLabel:
    """Words of somebody: direct, fragment or reported; or none, words between marks that nobody says."""

    start: int
    end: int
    kind: str
    mention: str | None
    speaker: str | None
    office: str | None


@dataclass(frozen=True)
class Labelling:
    """What one labeller found in one release, in the order of the text."""

    text: Text
    dates: tuple[DateLabel, ...]
    quotes: tuple[QuoteLabel, ...]


def texts(path: Path = FOLDER / "releases.jsonl") -> Iterator[Text]:
    """Yield the releases of a file."""
    for row in rows(path):
        issued = date.fromisoformat(row["issued"]) if row["issued"] else None
        yield Text(row["id"], issued, row["title"], row["teaser"], row["body"])


def labelling(name: str, folder: Path = FOLDER) -> list[Labelling]:
    """Return the labels of a file (`labels`, `labels-a` to `labels-c`), release by release in the order of the texts.

    Raises: WrongLabel, if a passage does not occur in its text, or a release has no line.
    """
    labels = {row["id"]: row for row in rows(folder / f"{name}.jsonl")}
    found = []
    for text in texts(folder / "releases.jsonl"):
        if text.id not in labels:
            raise WrongLabel(f"{name}: release {text.id} has no line")
        row, whole = labels[text.id], text.whole
        dates = sorted(
            (DateLabel(*place(whole, d[0], d[1]), d[2], d[3], d[4] if len(d) > 4 else None) for d in row["dates"]),
            key=lambda label: (label.start, label.end),
        )
        quotes = sorted(
            (
                QuoteLabel(
                    *place(whole, q["text"], q["n"]), q["kind"], q.get("mention"), q.get("speaker"), q.get("office")
                )
                for q in row["quotes"]
            ),
            key=lambda label: (label.start, label.end),
        )
        found.append(Labelling(text, tuple(dates), tuple(quotes)))
    return found


def place(text: str, passage: str, number: int) -> tuple[int, int]:
    """Return where a passage occurs for the `number`-th time, counted from 1, overlapping occurrences too.

    Raises: WrongLabel, if it does not.
    """
    at = -1
    for _ in range(number):
        at = text.find(passage, at + 1)
        if at < 0 or not passage:
            raise WrongLabel(f"„{passage}“ does not occur {number} times in „{text[:40]}…“")
    return at, at + len(passage)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file of JSON objects."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
