"""The sets that came before: what the rules were worked on with, and the parts of them that were kept aside.

tests/fixtures/press: invented press releases, quotes labelled. tests/fixtures/sample_*.jsonl: the releases of the
sample site, quotes and dates labelled by whoever wrote the rules; a third of the quotes was kept aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.german.dates.holidays import COMMON
from archive.german.quotes import Quote
from archive.releases.mentions import release_dates, release_quotes
from bench.quality.labelled import Text
from bench.quality.shares import NOTHING, Share, Tally
from bench.quality.speech import NO_CORRECTIONS, NO_OFFICES
from scraper.sample.releases import sample_releases
from tests.archive.labelled import fold, kept_aside, labelled_people, people

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures"
STATES = (2, 1)  # of the sample site: the first, as it was labelled, wins; the second has one release more


@dataclass(frozen=True)
class Quotes:
    """One set of quotes.

    found, speaker: of the direct labels, those read, and those with the right speaker. wrong: of those found, those
    given to somebody else. spoken: of the direct readings, those labelled as somebody's words. kept_out: of the names
    and mottos, those not taken for speech. The last two are None of a set that labels neither single words nor names.
    """

    name: str
    releases: int
    found: Share
    spoken: Share | None
    speaker: Share
    wrong: Share
    kept_out: Share | None


@dataclass(frozen=True)
class Dates:
    """One set: mentions labelled and read by their words, and how many of the labels have the right value."""

    name: str
    releases: int
    found: Tally
    value: Share


def press(name: str) -> Quotes:
    """Return what is reached on a file of tests/fixtures/press."""
    rows = list(_rows(FIXTURES / "press" / f"{name}.jsonl"))
    texts = [Text(row["doc_id"], None, row["title"], row["teaser"], row["body"]) for row in rows]
    return _quotes(f"press/{name}", list(zip(texts, rows, strict=True)))


def sample_quotes(*, aside: bool) -> Quotes:
    """Return what is reached on the sample's releases: on the third kept aside, or on the others."""
    texts = _sample()
    rows = [row for row in _rows(FIXTURES / "sample_quotes.jsonl") if kept_aside(row["slug"]) == aside]
    return _quotes(f"sample/{'kept_aside' if aside else 'worked_on'}", [(texts[row["slug"]], row) for row in rows])


def sample_dates() -> Dates:
    """Return what is reached on the sample's releases, titles apart, which are not labelled."""
    texts, rows = _sample(), list(_rows(FIXTURES / "sample_dates.jsonl"))
    total, right = NOTHING, 0
    for row in rows:
        left = [(placed.where, placed.mention.text, placed.mention.value)
                for placed in release_dates(texts[row["slug"]].release, COMMON)
                if placed.where != "title" and not placed.mention.span]  # fmt: skip
        read, hits = len(left), 0
        for label in row["dates"]:
            same = [one for one in left if one[:2] == (label["where"], label["text"])]
            if same:
                best = next((one for one in same if one[2] == label["value"]), same[0])
                left.remove(best)
                hits += 1
                right += best[2] == label["value"]
        total += Tally(len(row["dates"]), read, hits)
    return Dates("sample", len(rows), total, Share(right, total.labelled))


def _quotes(name: str, labelled: list[tuple[Text, dict[str, Any]]]) -> Quotes:
    labels = found = right = wrong = reads = spoken = names = kept = 0
    for text, row in labelled:
        left = [q for q in release_quotes(text.release, NO_CORRECTIONS, NO_OFFICES)
                if q.kind == "direct" and q.refused is None]  # fmt: skip
        reads += len(left)
        for label in sorted(row["quotes"], key=lambda one: one.get("kind", "direct") != "direct"):
            direct, hit = label.get("kind", "direct") == "direct", _hit(label, left)
            labels += direct
            if hit is not None:
                left.remove(hit)
                same = people([hit.speaker, *hit.also]) == labelled_people(label["speaker"])
                spoken, found, right = spoken + 1, found + direct, right + (direct and same)
                wrong += direct and not same and hit.speaker is not None
        taken = {fold(quote.text) for quote in left}
        names += len(row.get("not_speech", ()))
        kept += sum(fold(words) not in taken for words in row.get("not_speech", ()))
    return Quotes(
        name, len(labelled), Share(found, labels), Share(spoken, reads) if names else None, Share(right, labels),
        Share(wrong, found), Share(kept, names) if names else None,
    )  # fmt: skip


def _hit(label: dict[str, Any], read: list[Quote]) -> Quote | None:
    wanted = fold(label["text"])
    return next((quote for quote in read if quote.where == label["where"] and wanted in fold(quote.text)), None)


def _sample() -> dict[str, Text]:
    return {
        one.slug: Text(one.slug, date.fromisoformat(one.published.date().isoformat()), one.title, one.teaser, one.body)
        for state in STATES
        for one in sample_releases(state)
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
