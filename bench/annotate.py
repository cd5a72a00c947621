"""Characters per second of dates and quotes on the sample releases, beside dateparser's search_dates, in one run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, datetime

from dateparser.search import search_dates

from archive.german.dates import date_mentions
from archive.german.quotes import quotes
from scraper.sample.releases import sample_releases

ISSUED = date(2021, 4, 1)
ROUNDS = 5
PEER_RELEASES = 8  # search_dates needs seconds for what the others do in milliseconds


def main() -> None:
    """Print one line a measurement; the best of ROUNDS rounds counts."""
    texts = [f"{r.teaser or ''}\n\n{r.body}" for r in sample_releases()]
    base = datetime(2021, 4, 1)  # noqa: DTZ001 - dateparser wants a naive base
    measure("dates: date_mentions", texts, lambda text: date_mentions(text, ISSUED))
    measure("quotes: quotes", texts, lambda text: quotes("", None, text.split("\n\n")))
    peer = texts[:PEER_RELEASES]
    measure("dates: dateparser.search_dates", peer, lambda t: search_dates(t, ["de"], {"RELATIVE_BASE": base}))


def measure(name: str, texts: list[str], run: Callable[[str], object]) -> None:
    """Time `run` over all texts and print characters a second."""
    best = min(_seconds(texts, run) for _ in range(ROUNDS if len(texts) > PEER_RELEASES else 1))
    sys.stdout.write(f"{name:32} {sum(map(len, texts)) / best:>12,.0f} characters/s\n")


def _seconds(texts: list[str], run: Callable[[str], object]) -> float:
    started = time.perf_counter()
    for text in texts:
        run(text)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
