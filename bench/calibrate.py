"""How often quotes of each confidence are right: `python -m bench.calibrate` writes the table in docs/quotes.md.

`--sorts` prints the shares by sort of cue and of mention, from which the figures in archive/german/quotes/confidence.py
are taken: on texts on which no rule was made.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.german.quotes import Quote, quotes
from archive.german.quotes.confidence import sort_of
from archive.german.quotes.grammar import trust_of
from bench.ranker_examples import FIXTURES, TEXTS, covering
from tests.archive.labelled import fold, labelled_people, people

DOCUMENT = Path(__file__).parents[1] / "docs" / "quotes.md"
BEGIN, END = "<!-- confidence: made by `python -m bench.calibrate` -->", "<!-- end -->"
STEPS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.0)


@dataclass(frozen=True)
class Judged:
    """A direct quote with a speaker, where it was found, and whether it is right."""

    quote: Quote
    right: bool


def judged_news() -> Iterator[Judged]:
    """Yield the quotes of the invented news, on which no rule was made."""
    for name in TEXTS:
        for document in _lines(FIXTURES / "ranker" / f"{name}.jsonl"):
            labels = [label for label in document["quotes"] if label["type"] == "Direct"]
            for quote in _named(quotes("", None, [document["text"]])):
                label = covering(quote, labels)
                yield Judged(quote, label is not None and _is(quote, label["resolved"]))


def judged_releases(name: str) -> Iterator[Judged]:
    """Yield the quotes of a file of invented press releases."""
    for document in _lines(FIXTURES / "press" / f"{name}.jsonl"):
        labels = {(q["where"], fold(q["text"])): q for q in document["quotes"] if q["kind"] == "direct"}
        for quote in _named(quotes(document["title"], document["teaser"], document["body"].split("\n\n"))):
            label = labels.get((quote.where, fold(quote.text)))
            yield Judged(quote, label is not None and _is(quote, label["speaker"]))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _named(found: list[Quote]) -> Iterator[Quote]:
    return (quote for quote in found if quote.kind == "direct" and quote.speaker is not None)


def _is(quote: Quote, speaker: str | None) -> bool:
    return bool(people([quote.speaker, *quote.also]) & labelled_people(speaker) - {""})


def table() -> str:
    """Return how many quotes there are by confidence, and how many of them are right, in Markdown."""
    sets = {
        "news": list(judged_news()),
        "releases, kept aside": list(judged_releases("kept_aside")),
        "releases, worked on": list(judged_releases("worked_on")),
    }
    lines = [f"| `confidence` from | {' | '.join(sets)} |", f"|---{'|---' * len(sets)}|"]
    for at, low in enumerate(STEPS):
        high = STEPS[at - 1] if at else 1.01
        cells = [_share([j for j in found if low <= j.quote.confidence < high]) for found in sets.values()]
        lines.append(f"| {low} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(found: list[Judged]) -> str:
    return f"{100 * sum(j.right for j in found) / len(found):.0f} % of {len(found)}" if found else "–"


def _sorts(found: list[Judged], key: Callable[[Quote], str]) -> Iterator[str]:
    every, right = Counter(key(j.quote) for j in found), Counter(key(j.quote) for j in found if j.right)
    return (f"{name:20} {right[name] / many:.2f} of {many}\n" for name, many in sorted(every.items()))


def _cue(quote: Quote) -> str:
    return sort_of(quote.rule.split("+")[0], going_on=False)


def _mention(quote: Quote) -> str:
    return trust_of(quote.rule.split("+")[1]).mention


def main() -> None:
    """Write the table, or print the shares of the sorts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sorts", action="store_true", help="print the shares by sort, write nothing")
    if parser.parse_args().sorts:
        found = [*judged_news(), *judged_releases("kept_aside")]
        sys.stdout.writelines(_sorts([j for j in found if _mention(j.quote) == "name"], _cue))
        sys.stdout.writelines(_sorts(found, _mention))
        return
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
