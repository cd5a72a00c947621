"""What tables and columns mean in English; the German sentences stand in `schema.py`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def table_in_english(table: str) -> str:
    """The meaning of a table. Raises: KeyError, if there is none."""
    return _sentences()["tables"][table]


def column_in_english(table: str, column: str) -> str:
    """The meaning of a column. Raises: KeyError, if there is none."""
    own = _sentences().get(table, {})
    return own[column] if column in own else _sentences()["columns"][column]


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "english.toml").read_text(encoding="utf-8"))
