"""The word lists of the quote rules, kept as data in `quote_words.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files


def _load() -> dict[str, tuple[str, ...]]:
    raw = tomllib.loads((files("archive.normalise") / "quote_words.toml").read_text(encoding="utf-8"))
    return {name: tuple(text.split()) for name, text in raw.items()}


_LISTS = _load()


def words(name: str) -> tuple[str, ...]:
    """Return a word list in the order of the file; KeyError names a list that the file lacks."""
    return _LISTS[name]


def word_set(name: str) -> frozenset[str]:
    """Return a word list as a set."""
    return frozenset(_LISTS[name])
