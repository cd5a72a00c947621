"""Sentences written by people who had not read the grammar, with the values that must and must not come out.

A line: `kind`, `date` of issue, `text`, `look` where it is back; `dates`, each a part of a mention's words and patterns
(`*`, `?`) that its values fit, one of several in a list, null for none; `no_dates`, words that no mention may touch.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from archive.german.dates import date_mentions, timexes

LINES = Path(__file__).with_name("outside_cases.jsonl").read_text(encoding="utf-8").splitlines()
CASES: list[dict[str, Any]] = [json.loads(line) for line in LINES]


def fits(wanted: str | list[str] | None, value: object) -> bool:
    if wanted is None:
        return not value
    return any(fnmatchcase(str(value or ""), pattern) for pattern in ([wanted] if isinstance(wanted, str) else wanted))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:40]}")
def test_a_sentence_from_outside_has_its_dates(case: dict[str, Any]) -> None:
    mentions = date_mentions(case["text"], case["date"], look=case.get("look", "ahead"))
    rows = timexes(mentions)
    for wanted in case.get("dates", ()):
        values = {key: value for key, value in wanted.items() if key != "text"}
        near = [row for row in rows if wanted["text"] in str(row["text"])]
        assert any(all(fits(value, row.get(key)) for key, value in values.items()) for row in near), near
    for words in case.get("no_dates", ()):
        at = case["text"].index(words)
        touching = [m.text for m in mentions if m.start < at + len(words) and at < m.end]
        assert touching == []
