"""docs/quality.md, „Über“ and snapshots say what is measured now, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from dataclasses import replace

import pytest

from archive.exports.quality import FILE, MEASURED
from bench.quality import figures, report


def test_every_table_of_the_document_is_made_of_the_labels_anew() -> None:
    document = report.DOCUMENT.read_text(encoding="utf-8")
    assert report.filled(document) == document, "run `python -m bench.quality --write`"


def test_a_figure_that_was_changed_by_hand_would_be_seen() -> None:
    document = report.DOCUMENT.read_text(encoding="utf-8")
    head, mark, rest = document.partition(report.begin("revisions"))
    assert report.filled(f"{head}{mark}\n| 100.0 |\n{rest.lstrip()}") == document
    with pytest.raises(ValueError, match="has no part"):
        report.filled(head)


def test_what_snapshots_say_is_what_is_measured() -> None:
    measured = figures.figures()
    assert figures.written(measured) == FILE.read_text(encoding="utf-8"), "run `python -m bench.quality --write`"
    assert tuple(measured) == MEASURED


def test_what_is_not_known_of_a_figure_is_left_out() -> None:
    known = replace(MEASURED[0], floor=None)
    (row,) = tomllib.loads(figures.written([known]))["measured"]
    assert "floor" not in row
    assert row["percent"] == known.percent


def test_make_quality_prints_every_table() -> None:
    command = [sys.executable, "-m", "bench.quality"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=report.DOCUMENT.parents[1]).stdout
    document = report.DOCUMENT.read_text(encoding="utf-8")
    for name in report.sections():
        table = document.partition(report.begin(name))[2].partition(report.END)[0].strip()
        assert f"## {name}\n\n{table}\n" in said
    assert "## news\n" in said
