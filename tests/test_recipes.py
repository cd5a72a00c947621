"""The code in the documents for researchers runs as it is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


def run_blocks(document: str) -> dict[str, Any]:
    """Run the Python blocks of a document one behind the other, in one namespace, which is returned."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert len(blocks) == text.count("```python") > 0
    names: dict[str, Any] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{document}, block {number}", "exec"), names)  # noqa: S102 - our own documents
    return names


def test_the_library_works_as_it_is_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = run_blocks("library.md")["table"]
    assert list(table["text"]) == ["„Das Bad öffnet morgen für alle.“"]
