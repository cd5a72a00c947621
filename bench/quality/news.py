"""The readers on public sets of German news, where those lie beside the checkout: their licence keeps them out."""

from __future__ import annotations

from collections.abc import Iterator

from bench import ablate_dates, ablate_quotes

SETS = ("krauts", "dev", "dev2")


def reached() -> Iterator[tuple[str, str, float]]:
    """Yield set, figure, percent; nothing where the sets are not there."""
    for subject in (ablate_dates.subject(), ablate_quotes.subject()):
        for corpus in subject.corpora:
            if corpus.name in SETS:
                rows = [subject.read(document, frozenset()) for document in corpus.documents]
                for figure, value in corpus.score(rows).items():
                    yield corpus.name, figure, value
