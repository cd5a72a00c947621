"""Words that mean about the same in a city's releases (`related.toml`)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from archive.search.keys import Reading, keys_of


def related(typed: str) -> list[str]:
    """The words that mean about the same as a word in any of its forms, in their basic form."""
    keys = keys_of(typed, Reading.EITHER)
    words = dict.fromkeys(word for key in sorted(keys) for word in _rows().get(key, ()))
    return [word for word in words if not keys & keys_of(word, Reading.NOUN)]


@cache
def _rows() -> dict[str, list[str]]:
    lists = tomllib.loads((Path(__file__).parent / "related.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for row in lists["rows"]:
        for word in row.split():
            for key in keys_of(word, Reading.NOUN):
                found[key] += row.split()
    return dict(found)
