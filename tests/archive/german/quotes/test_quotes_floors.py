"""What the quote rules reach on a public set stays above the pinned floors."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from archive.german.quotes import annotate

ROOT = Path(__file__).parents[4]
EVALUATION = ROOT.parent / "shared" / "eval"
FLOORS = tomllib.loads((ROOT / "tests" / "floors" / "quotes.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    gold = EVALUATION / "wikinews-dev.jsonl"
    if not gold.exists():
        pytest.skip("../shared/eval with the evaluation set is not here")
    predicted = tmp_path_factory.mktemp("quotes") / "predicted.jsonl"
    with gold.open(encoding="utf-8") as lines, predicted.open("w", encoding="utf-8") as out:
        for line in lines:
            document = json.loads(line)
            out.write(json.dumps({"doc_id": document["doc_id"], "quotes": annotate(document["text"])}) + "\n")

    def score(*options: str) -> Any:
        command = [sys.executable, str(EVALUATION / "score_quotes.py"), str(gold), str(predicted), "--json", *options]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    every, long = score(), score("--min-words", "6")
    return {
        "direct_exact_f1": every["exact"]["f1"],
        "quote_and_speaker_f1": every["quote_and_speaker"]["f1"],
        "quote_and_speaker_f1_six_words": long["quote_and_speaker"]["f1"],
        "speaker_accuracy": every["speaker_acc"],
        "indirect_word_f1": every["indirect"]["f1"],
    }


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(name: str, scores: dict[str, float]) -> None:
    assert scores[name] >= FLOORS[name]
