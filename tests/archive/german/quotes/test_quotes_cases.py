"""Every form in which the city prints who speaks, and who it is: the cases of `quote_cases.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from archive.german.quotes import Quote, quotes

CASES = tomllib.loads((Path(__file__).parent / "quote_cases.toml").read_text(encoding="utf-8"))["case"]


def spoken(quote: Quote) -> str:
    people = " + ".join([quote.speaker or "?", *quote.also])
    return f"{people} | {quote.role}" if quote.role else people


@pytest.mark.parametrize("case", CASES, ids=[case["form"] for case in CASES])
def test_direct_speech_has_its_speakers_with_the_office_as_printed(case: dict[str, Any]) -> None:
    found = quotes(case.get("title", "Titel"), case.get("teaser"), case["body"])
    assert [spoken(quote) for quote in found if quote.kind == "direct"] == case["speakers"]
