"""What an ablation needs to know about a grammar, and how to empty a word list."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.german.rules import Rule

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
Rows = list[dict[str, Any]]  # what a grammar finds in a document, as JSON
Document = dict[str, Any]
Figures = dict[str, float]


@dataclass(frozen=True)
class Corpus:
    """Labelled documents, and the figures that rows for each of them reach."""

    name: str
    documents: list[Document]
    score: Callable[[list[Rows]], Figures]


@dataclass(frozen=True)
class Subject:
    """A grammar: the names that its engine switches off, its word lists, how it reads a document, and its corpora.

    touched: the rules that say something when a document is read; without any other it is read the same.
    """

    name: str
    rules: list[str]
    word_lists: list[str]
    read: Callable[[Document, frozenset[str]], Rows]
    corpora: list[Corpus]
    touched: Callable[[Document], frozenset[str]]


def named_while(run: Callable[[], object], told: Mapping[CodeType, Callable[[Any], Iterable[str]]]) -> frozenset[str]:
    """Return the names that functions told while `run` ran.

    told: by the code of a function, what a value that it returned tells. None is no value, nor is the position at which
    a reader was asked (`start`): it found nothing there.
    """
    found: set[str] = set()

    def returned(frame: FrameType, event: str, value: object) -> None:
        names = told.get(frame.f_code) if event == "return" else None
        if names is not None and value is not None and value != frame.f_locals.get("start"):
            found.update(names(value))

    sys.setprofile(returned)
    try:
        run()
    finally:
        sys.setprofile(None)
    return frozenset(found)


def rules_told(rules: Iterable[Rule[Any]]) -> dict[CodeType, Callable[[object], Iterable[str]]]:
    """Return what `named_while` needs to tell which rules said something."""
    names: dict[CodeType, list[str]] = {}
    for rule in rules:
        names.setdefault(rule.function.__code__, []).append(rule.name)
    return {code: lambda _value, own=own: own for code, own in names.items()}  # type: ignore[misc]


def word_lists_of(module: str) -> list[str]:
    """Return the names of the word lists of a module of archive/german/words/: its dicts, tuples, lists and sets.

    A private one only builds the others, which hold its words by the time that it could be emptied.
    """
    values = vars(importlib.import_module(f"archive.german.words.{module}"))
    return [f"{module}.{name}" for name, value in values.items()
            if name.isupper() and name[0] != "_" and isinstance(value, dict | tuple | list | frozenset)]  # fmt: skip


def lists_read_by(grammar: str) -> list[str]:
    """Return the names of the lists of the TOML files that the code of a grammar reads; some serve two."""
    from archive.german.words.lists import names

    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "archive" / "german" / grammar).rglob("*.py"))
    read = set(re.findall(r"""(?:words|word_list|word_set|lemmas)\(["'](\w+)["']\)""", code))
    return [name for name in names() if name in read]


def empty_list(name: str) -> None:
    """Empty a word list of archive/german/words/ for this process; nothing may have imported the grammar yet.

    name: `calendar.MONTHS`, or a list's name in the TOML files.
    """
    module, _, attribute = name.rpartition(".")
    if not module:
        importlib.import_module("archive.german.words.lists").empty(name)
        return
    if any(loaded.startswith("archive.german.dates.rules") for loaded in sys.modules):
        raise RuntimeError("the grammar has been imported with its words already")
    words = importlib.import_module(f"archive.german.words.{module}")
    setattr(words, attribute, type(getattr(words, attribute))())


def scored_by(script: str, arguments: list[str]) -> str:
    """Run a scorer of ../shared/eval and return what it says."""
    command = [sys.executable, str(EVAL / script), *arguments, "--json"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - a scorer beside us
