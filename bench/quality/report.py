"""The tables of docs/quality.md, in Markdown. Shares stand as percent, 95 % interval after Wilson, and of how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.quality import earlier, revisions
from bench.quality.shares import Share, Tally

DOCUMENT = Path(__file__).parents[2] / "docs" / "quality.md"
END = "<!-- end -->"


def sections() -> dict[str, Callable[[], str]]:
    """Return the generated parts of the document by the name that its marker has."""
    return {
        "revisions": revision_table,
        "earlier": earlier_tables,
    }


def begin(name: str) -> str:
    """Return the line under which a generated part stands."""
    return f"<!-- {name}: made by `make quality` -->"


def filled(document: str) -> str:
    """Return a document with each generated part made anew. Raises: ValueError, where a marker is missing."""
    for name, make in sections().items():
        before, mark, rest = document.partition(begin(name))
        if not mark or END not in rest:
            raise ValueError(f"docs/quality.md has no part „{begin(name)}“ … „{END}“")
        document = f"{before}{mark}\n{make()}\n{END}{rest.partition(END)[2]}"
    return document


def revision_table() -> str:
    """What is found between two wordings."""
    pairs = list(revisions.pairs())
    went, came = revisions.changed_words(pairs)
    requoted, wrong = revisions.requoted(pairs)
    rows = [
        ("pairs that are two wordings", *_tally(revisions.found_at_all(pairs))),
        ("words that went", *_tally(went)), ("words that came", *_tally(came)),
        ("quotes that somebody else has since", *_tally(requoted)),
    ]  # fmt: skip
    said = f"Wrong in the last row: {', '.join(wrong)}." if wrong else "None is wrong in the last row."
    return f"{table(('', 'labels', 'read', 'precision', 'recall', 'F1'), rows)}\n\n{said}"


def earlier_tables() -> str:
    """The sets that the rules were worked on with, and what was kept aside of them."""
    names = ("kept_aside", "many_voices", "worked_on")
    sets = [*map(earlier.press, names), *(earlier.sample_quotes(aside=aside) for aside in (True, False))]
    quotes = table(
        ("direct quotes", "releases", "found", "read that are speech", "right speaker", "given to somebody wrong",
         "names and mottos kept out"),
        [(one.name, str(one.releases), str(one.found), _given(one.spoken), str(one.speaker), str(one.wrong),
          _given(one.kept_out)) for one in sets],
    )  # fmt: skip
    some = earlier.sample_dates()
    found = (some.name, str(some.releases), str(some.found.precision), str(some.found.recall), str(some.value))
    return f"{quotes}\n\n{table(('dates', 'releases', 'precision', 'recall', 'right value'), [found])}"


def _given(share: Share | None) -> str:
    return "–" if share is None else str(share)


def _tally(tally: Tally) -> tuple[str, str, str, str, str]:
    return str(tally.labelled), str(tally.read), str(tally.precision), str(tally.recall), f"{tally.f1:.1f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
