"""docs/quality.md, „Über“ and snapshots say what is measured now, and nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from archive.exports.quality import FILE, MEASURED
from bench.quality import figures, report
from bench.quality.labelled import FOLDER, labelling, rows, texts


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    return report.parts()


@pytest.fixture(scope="module")
def document() -> str:
    return report.DOCUMENT.read_text(encoding="utf-8")


def test_every_table_of_the_document_is_made_of_the_labels_anew(parts: dict[str, str], document: str) -> None:
    assert report.filled(document, parts) == document, "run `python -m bench.quality --write`"


def test_a_figure_that_was_changed_by_hand_is_made_anew(parts: dict[str, str], document: str) -> None:
    head, mark, rest = document.partition(report.begin("dates"))
    assert report.filled(f"{head}{mark}\n| 100.0 |\n{rest.lstrip()}", parts) == document
    with pytest.raises(ValueError, match="has no part"):
        report.filled(head, parts)


def test_what_is_printed_is_what_the_document_has(parts: dict[str, str], document: str) -> None:
    said = report.printed(parts, [("krauts", "DATE cal value", 91.14)])
    for name in ("agreement", "dates", "quotes", "reported", "revisions", "earlier"):
        part = document.partition(report.begin(name))[2].partition(report.END)[0].strip()
        assert f"## {name}\n\n{part}\n" in said
    assert "| krauts | DATE cal value | 91.1 |" in said
    assert "Not here" in report.printed({}, [])


def test_what_snapshots_say_is_what_is_measured() -> None:
    measured = figures.figures()
    assert figures.written(measured) == FILE.read_text(encoding="utf-8"), "run `python -m bench.quality --write`"
    assert tuple(measured) == MEASURED


def test_what_is_not_known_of_a_figure_is_left_out() -> None:
    known = replace(MEASURED[0], floor=None)
    (row,) = tomllib.loads(figures.written([known]))["measured"]
    assert "floor" not in row
    assert row["percent"] == known.percent


def test_the_sets_are_as_large_as_the_document_says() -> None:
    releases = list(texts())
    assert len(releases) == 62
    assert {text.id for text in releases if text.issued is None} == {"10", "31", "55"}
    for name in ("labels-a", "labels-b", "labels-c", "labels"):
        assert [one.text.id for one in labelling(name)] == [text.id for text in releases]


def test_each_label_is_of_both_labellers_or_was_decided_with_a_reason() -> None:
    """What both say stands as it is; of the rest one is taken."""
    said = {
        name: {row["id"]: row for row in rows(FOLDER / f"{name}.jsonl")} for name in ("labels-a", "labels-b", "labels")
    }
    decided = list(rows(FOLDER / "adjudication.jsonl"))
    assert all(one["why"] and one["taken"] in ("a", "b") and one["a"] != one["b"] for one in decided)
    for number, final in said["labels"].items():
        for kind, key in (("date", "dates"), ("quote", "quotes")):
            a, b = (said[name][number][key] for name in ("labels-a", "labels-b"))
            some = [one for one in decided if (one["id"], one["what"]) == (number, kind)]
            taken = [one[one["taken"]] for one in some if one[one["taken"]] is not None]
            both = [label for label in a if label in b]
            assert sorted(map(repr, final[key])) == sorted(map(repr, [*both, *taken])), (number, kind)
