"""Rows that belong together, for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any


def neighbours(rows: Iterable[Any], attribute: str) -> list[list[Any]]:
    """Groups of consecutive rows with the same attribute, in their order."""
    return [list(group) for _, group in groupby(rows, key=attrgetter(attribute))]
