"""A pattern that matches any word of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

NEVER = "(?!)"


def one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; one that never matches if there are none.

    Words share their beginnings, as in a tree: a pattern of two hundred numbers is tried by letter, not by word.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(tree) if tree else NEVER


def _pattern(tree: dict[str, Any]) -> str:
    branches = [(r"\s" if letter == " " else re.escape(letter)) + _pattern(tree[letter]) for letter in tree if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in tree else joined
