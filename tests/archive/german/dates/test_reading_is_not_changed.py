"""What is known of a text grows by the methods of Reading alone: no rule assigns to it or changes what it holds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

DATES = Path(__file__).parents[4] / "archive" / "german" / "dates"
CHANGES = {"append", "extend", "insert", "pop", "clear", "update", "setdefault", "remove", "sort", "reverse"}


def changes(source: str) -> list[str]:
    """The lines that assign to something of a reading, or call what changes a list, a set or a dictionary of it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            targets = [node.func.value]
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            found += [ast.unparse(node)] if any(part is not None and _of_a_reading(part) for part in parts) else []
    return found


def _of_a_reading(node: ast.AST) -> bool:
    while isinstance(node, ast.Subscript):
        node = node.value
    return isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] == "reading"


@pytest.mark.parametrize("path", sorted(DATES.rglob("*.py")), ids=lambda path: path.stem)
def test_nobody_changes_a_reading_from_outside(path: Path) -> None:
    assert changes(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ["reading.evening = True", "reading.year, reading.year_at = 1, 2", "reading.named[-1] = 1",
     "reading.named.append(1)", "question.reading.mentions.clear()", "reading.year += 1"],
)  # fmt: skip
def test_each_way_of_changing_it_is_seen(line: str) -> None:
    assert len(changes(line)) == 1


def test_its_own_methods_and_reading_it_are_no_change() -> None:
    assert changes("reading.add(1, 2)\nreading.day_named(day, 1)\nyear = reading.year\nrows = reading.named[-1:]") == []
