"""The word lists that are kept as data, in the TOML files beside this one."""

from __future__ import annotations

import tomllib
from importlib.resources import files

FILES = ("quote_words.toml", "first_names.toml", "verbs.toml")


def _load() -> dict[str, str]:
    data = [(files("archive.german.words") / name).read_text(encoding="utf-8") for name in FILES]
    return {name: text for part in data for name, text in tomllib.loads(part).items()}


_LISTS = _load()


def words(name: str) -> tuple[str, ...]:
    """Return a word list in the order of the file; KeyError names a list that the files lack."""
    return tuple(_LISTS[name].split())


def word_set(name: str) -> frozenset[str]:
    """Return a word list as a set."""
    return frozenset(words(name))


def lemmas(name: str) -> dict[str, str]:
    """Return form → lemma of a list whose lines are „lemma: form form …“."""
    lines = (line.partition(":") for line in _LISTS[name].strip().splitlines())
    return {form: lemma for lemma, _, forms in lines for form in forms.split()}


def names() -> tuple[str, ...]:
    """Return the names of all lists."""
    return tuple(_LISTS)


def empty(name: str) -> None:
    """Empty a list for this process, as an ablation asks before it imports the grammar; KeyError names a wrong name."""
    _LISTS[name] = _LISTS[name][:0]
