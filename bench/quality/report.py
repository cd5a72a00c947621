"""The tables of docs/quality.md, in Markdown. Shares stand as percent, 95 % interval after Wilson, and of how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.quality import agreement, dates, earlier, revisions, speech
from bench.quality.labelled import Labelling, labelling
from bench.quality.shares import Share, Tally

DOCUMENT = Path(__file__).parents[2] / "docs" / "quality.md"
END = "<!-- end -->"
CERTAINTY = {"printed": "the day is there in full", "inferred": "from the words around it or the day of issue",
             "open": "the reader says that it cannot be told"}  # fmt: skip


def parts() -> dict[str, str]:
    """Measure, and return the generated parts of the document by the name that the marker of each has."""
    return {
        "agreement": agreed("B", "C"),
        "agreement of A": agreed("A", "B"),
        "dates": date_tables(),
        "quotes": quote_tables(),
        "reported": reported_table(),
        "revisions": revision_table(),
        "earlier": earlier_tables(),
    }


def begin(name: str) -> str:
    """Return the line under which a generated part stands."""
    return f"<!-- {name}: made by `make quality` -->"


def filled(document: str, made: Mapping[str, str]) -> str:
    """Return a document with each generated part in its place. Raises: ValueError, where a marker is missing."""
    for name, part in made.items():
        before, mark, rest = document.partition(begin(name))
        if not mark or END not in rest:
            raise ValueError(f"docs/quality.md has no part „{begin(name)}“ … „{END}“")
        document = f"{before}{mark}\n{part}\n{END}{rest.partition(END)[2]}"
    return document


def printed(made: Mapping[str, str], news: Sequence[tuple[str, str, float]]) -> str:
    """Return all parts for a terminal, and what is reached on public sets of news; none where those are not there."""
    rows = [(which, figure, f"{percent:.1f}") for which, figure, percent in news]
    last = table(("set", "figure", "percent"), rows) if rows else "Not here: ../shared/eval with the public sets."
    return "\n".join(f"## {name}\n\n{part}\n" for name, part in (*made.items(), ("news", last)))


def agreed(one_name: str, other_name: str) -> str:
    """How far two labellers agree."""
    one, other = (labelling(f"labels-{name.lower()}") for name in (one_name, other_name))
    rows = [
        (row.what, str(row.one), str(row.other), "–" if row.kappa is None else f"{row.kappa[0]:.2f} ({row.kappa[1]:,})",
         f"{row.exact:.1f}", f"{row.overlapping:.1f}", "–" if row.value is None else str(row.value))
        for row in agreement.agreement(one, other)
    ]  # fmt: skip
    whose = (f"labels of {one_name}", f"of {other_name}")
    spans = table(("", *whose, "κ (units)", "F1, same span", "F1, overlapping", "same value"), rows)
    told = [(what, str(share), f"{kappa:.2f}") for what, share, kappa in agreement.speakers(one, other)]
    return f"{spans}\n\n{table(('of a quote that both have', 'the same', 'κ'), told)}"


def date_tables() -> str:
    """Dates by kind, by certainty, with and without a day of issue."""
    labels = labelling("labels")
    judged = dates.judge(labels)
    rows = [_kind_row(kind, [one for one in judged if dates.kind(one) == kind]) for kind in dates.KINDS]
    rows.append(_kind_row("all but intervals", [one for one in judged if dates.kind(one) != "interval"]))
    kinds = table(
        ("kind", "labels", "read", "precision", "recall", "F1", "F1, same span", "right value, of the labels"), rows
    )
    sure = table(
        ("certainty of the reading", "", "labelled", "with the right value", "of the labels"),
        [(name, CERTAINTY[name], *map(str, shares)) for name, *shares in dates.by_certainty(judged)],
    )
    halves = table(("releases", "recall", "right value, of the labels"), [
        _half_row("with a day of issue", [r for r in labels if r.text.issued]),
        _half_row("without one", [r for r in labels if not r.text.issued]),
    ])  # fmt: skip
    return f"{kinds}\n\n{sure}\n\n{halves}"


def _kind_row(kind: str, judged: Sequence[dates.Judged]) -> tuple[str, ...]:
    found, exact = dates.found(judged), dates.found(judged, exact=True)
    return (kind, *_tally(found), f"{exact.f1:.1f}", str(_right(judged)))


def _half_row(name: str, labels: Sequence[Labelling]) -> tuple[str, ...]:
    judged = [one for one in dates.judge(labels) if dates.kind(one) != "interval"]
    return name, str(dates.found(judged).recall), str(_right(judged))


def _right(judged: Iterable[dates.Judged]) -> Share:
    labels = [one for one in judged if one.label]
    return Share(sum(one.right for one in labels), len(labels))


def quote_tables() -> str:
    """What stands between marks, whose it is, and how sure the reader was."""
    judged = speech.judge(labelling("labels"), reported=False)
    counts = speech.confusion(judged)
    read = ("direct", "fragment", speech.REFUSED, speech.UNREAD)
    confusion = table(
        ("labelled as", *(f"read as {kind}" if kind != speech.UNREAD else kind for kind in read)),
        [(label, *(str(counts[label, kind]) for kind in read))
         for label in ("direct", "fragment", "none", "unlabelled")],
    )  # fmt: skip
    found = table(("", "labels", "read", "precision", "recall", "F1"), [
        ("direct", *_tally(speech.literal(judged, ("direct",)))),
        ("direct or fragment", *_tally(speech.literal(judged, speech.SPEECH))),
    ])  # fmt: skip
    return "\n\n".join((confusion, found, _speakers(judged, speech.SPEECH), _sure(judged, speech.SPEECH)))


def reported_table() -> str:
    """Reported speech, by words and by stretches, and whose it is."""
    labels = labelling("labels")
    judged = speech.judge(labels, reported=True)
    found = table(("", "labels", "read", "precision", "recall", "F1"), [
        ("words", *_tally(speech.reported_words(labels))),
        ("stretches that overlap", *_tally(speech.reported_spans(labels, exact=False))),
        ("stretches to the letter", *_tally(speech.reported_spans(labels, exact=True))),
    ])  # fmt: skip
    return f"{found}\n\n{_speakers(judged, ('reported',))}\n\n{_sure(judged, ('reported',))}"


def _sure(judged: Sequence[speech.Judged], kinds: tuple[str, ...]) -> str:
    return table(
        ("`confidence` from", "of those read with a speaker: speech, and the right one", "of the labels, from here up"),
        [(str(low), str(precision), str(recall)) for low, precision, recall in speech.by_confidence(judged, kinds)],
    )


def _speakers(judged: Sequence[speech.Judged], kinds: Iterable[str]) -> str:
    rows = []
    for kind in kinds:
        of_labels, of_found, wrong = speech.speakers(judged, (kind,))
        mention, office = speech.printed_right(judged, (kind,))
        rows.append((kind, *map(str, (of_labels, of_found, wrong, mention, office))))
    return table(
        ("speaker", "right, of the labels", "right, of those found", "given to somebody wrong", "same mention",
         "same office"), rows,
    )  # fmt: skip


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
