"""Articles with labelled passages (tests/fixtures/wordings) and how many of them come out right.

python -m tests.archive.wording.labelled DATABASE    of the sample site in its second state
"""

from __future__ import annotations

import sqlite3
import sys
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from archive.wording.checking import CheckedArticle, check_article
from archive.wording.words import forms

FIXTURES = Path(__file__).parents[2] / "fixtures" / "wordings"
COVERED, BESIDE = 0.6, 0.3  # of a passage's characters: what must have its verdict, what may have another


@dataclass(frozen=True)
class Labelled:
    """A passage with its label: the fields of README.md, and the article it stands in."""

    article: str
    words: str
    verdict: str
    release: str | None
    differs: tuple[tuple[str, str], ...] | None
    why: str


def articles(name: str) -> list[tuple[str, list[Labelled]]]:
    """Each article of a file, in the letters that it is about, with its labelled passages."""
    found = []
    for one in tomllib.loads((FIXTURES / name).read_text(encoding="utf-8"))["article"]:
        labels = [
            Labelled(
                one["id"], passage["words"], passage["verdict"], passage.get("release"),
                tuple((a, b) for a, b in passage["differs"]) if "differs" in passage else None, passage["why"],
            )
            for passage in one["passage"]
        ]  # fmt: skip
        text = one["text"]
        found.append((unicodedata.normalize("NFD", text) if one.get("decomposed") else text, labels))
    return found


def wrong(connection: sqlite3.Connection, name: str) -> tuple[list[str], int]:
    """A line for each passage of a file that does not come out as it is labelled, and how many are labelled."""
    lines, count = [], 0
    for text, labels in articles(name):
        checked = check_article(connection, text)
        for label in labels:
            count += 1
            if said := _difference(checked, label):
                lines.append(f"{label.article}: {label.words[:50]!r} ({label.why}): {label.verdict}, but {said}")
    return lines, count


def _difference(checked: CheckedArticle, label: Labelled) -> str:
    """What came out instead of the label; "" if the label did."""
    start = checked.text.index(label.words)
    end = start + len(label.words)
    shares: dict[tuple[str, str | None], float] = {}
    differences: list[tuple[str, str]] = []
    for one in checked.passages:
        first, last = one.span
        if (overlap := min(end, last) - max(start, first)) > 0:
            key = (one.verdict, one.place.release.slug if one.place else None)
            shares[key] = shares.get(key, 0) + overlap / (end - start)
            if one.place:
                differences += [(d.release, d.article) for d in one.place.aligned.differences]
    if label.verdict == "nothing":
        return str(shares) if any(share > BESIDE for (_, slug), share in shares.items() if slug) else ""
    right = shares.pop((label.verdict, label.release), 0)
    if right < COVERED or any(share > BESIDE for share in shares.values()):
        return f"{right:.2f} right, else {shares}; {differences}"
    if label.differs is not None and _folded(differences) != _folded(label.differs):
        return f"differs in {differences}"
    return ""


def _folded(pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> set[tuple[str, ...]]:
    return {tuple(" ".join(forms(side)) for side in pair) for pair in pairs}


if __name__ == "__main__":
    for file in ("articles.toml", "aside.toml"):
        missed, labelled = wrong(sqlite3.connect(sys.argv[1]), file)
        sys.stdout.write("".join(f"{line}\n" for line in [*missed, f"{file}: {labelled - len(missed)} of {labelled}"]))
