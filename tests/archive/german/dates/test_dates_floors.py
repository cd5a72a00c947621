"""What the date grammar reaches on gold data does not fall below its floors; no text of that data lies here."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from archive.german.dates import date_mentions, timexes

ROOT = Path(__file__).parents[4]
EVAL = ROOT.parent / "shared" / "eval"
FLOORS = tomllib.loads((ROOT / "tests" / "floors" / "dates.toml").read_text(encoding="utf-8"))["dates"]


@pytest.mark.skipif(not EVAL.is_dir(), reason="the evaluation sets are not beside this project (../shared/eval)")
def test_figures_on_the_gold_do_not_fall_below_their_floors(tmp_path: Path) -> None:
    gold, predicted = EVAL / "krauts-dev.jsonl", tmp_path / "predicted.jsonl"
    documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    rows = [
        {"doc_id": d["doc_id"], "timexes": timexes(date_mentions(d["text"], d["date"], look="back"))} for d in documents
    ]
    predicted.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    command = [sys.executable, str(EVAL / "score_dates.py"), str(gold), str(predicted), "--json"]
    reached = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    short = [
        f"{row} {name}: {reached[row][name]} < {floor}"
        for row, floors in FLOORS.items() for name, floor in floors.items() if reached[row][name] < floor
    ]  # fmt: skip
    assert short == []
