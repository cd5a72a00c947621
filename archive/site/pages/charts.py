"""Bar charts of links, drawn by the server: their heights are classes, because the security policy allows no styles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 50


@dataclass(frozen=True)
class Bar:
    """One bar: where it leads, what stands under it and what a screen reader says; `step` from 0 to 50."""

    link: str
    short: str
    label: str
    text: str
    number: int
    step: int
    current: bool = False


@dataclass(frozen=True)
class Count:
    """A bar before it is scaled: its number, and `text` for it („3 Zitate“)."""

    link: str
    short: str
    label: str
    text: str
    number: int
    current: bool = False


def bars(counts: Iterable[Count]) -> list[Bar]:
    """Scale counts to the largest of them; what is more than nothing is seen."""
    counted = list(counts)
    largest = max((one.number for one in counted), default=0) or 1
    return [
        Bar(one.link, one.short, one.label, one.text, one.number, -(-one.number * STEPS // largest), one.current)
        for one in counted
    ]
