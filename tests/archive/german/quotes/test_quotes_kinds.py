"""Kinds of texts that once went wrong, and controls: `kind_cases.jsonl`, invented by people who had not read the rules.

A line: `kind`, `text`; `quotes` are wanted (`has`: words of the quote, `kind`, `speaker`, `role`; * stands for
anything), `no_quotes` must stand in no direct quote, `no_speech` in none at all, `not_speakers` are nobody.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from archive.german.quotes import annotate

CASES = [json.loads(line) for line in (Path(__file__).parent / "kind_cases.jsonl").read_text("utf-8").splitlines()]


def fits(value: object, wanted: Any) -> bool:
    """Whether a value is the wanted one, or one of several; a pattern's * stands for anything."""
    if isinstance(wanted, list):
        return any(fits(value, one) for one in wanted)
    return value is None if wanted is None else isinstance(value, str) and fnmatchcase(value, wanted)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}: {case['text'][:40]}" for case in CASES])
def test_a_text_of_every_kind_is_read_as_its_label_says(case: dict[str, Any]) -> None:
    text, found = case["text"], annotate(case["text"])
    said = [(text[int(str(q["start"])) : int(str(q["end"]))], q) for q in found]
    for wanted in case.get("quotes", []):
        kinds = [wanted["kind"]] if "kind" in wanted else ["direct", "fragment"]
        near = [q for words, q in said if wanted["has"] in words and q["kind"] in kinds]
        named = [name for name in ("speaker", "role") if name in wanted]
        assert any(all(fits(q[name], wanted[name]) for name in named) for q in near), (wanted, near)
    for words in case.get("no_quotes", []):
        assert not [q for shown, q in said if q["kind"] == "direct" and words in shown]
    for words in case.get("no_speech", []):
        assert not [q for shown, q in said if words in shown]
    assert not set(case.get("not_speakers", [])) & {q["speaker"] for q in found}
