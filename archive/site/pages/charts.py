"""Bar charts of links, drawn by the server: their heights are classes, because the security policy allows no styles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = 50
# How many bars stand in one row as links, each as wide as a finger needs (24 px, WCAG 2.2, 2.5.8): everywhere; on a
# phone; on half a page; on a whole one. site.css says from which width on. Elsewhere they are a picture beside a table.
ROOM = (12, 14, 28, 44)


@dataclass(frozen=True)
class Bar:
    """One bar: where it leads, what stands under it and what a screen reader says; `step` from 0 to 50.

    tick: what stands under it where there is no room for all. peak: whether it is the first of the highest.
    """

    link: str
    short: str
    label: str
    text: str
    number: int
    step: int
    current: bool = False
    tick: str = ""
    peak: bool = False


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
    peak = next((place for place, one in enumerate(counted) if one.number == largest), -1)
    every = 5 if len(counted) <= ROOM[2] else 10
    return [
        Bar(
            one.link, one.short, one.label, one.text, one.number, -(-one.number * STEPS // largest), one.current,
            one.label if one.label.isdigit() and int(one.label) % every == 0 else "", place == peak,
        )
        for place, one in enumerate(counted)
    ]  # fmt: skip


def room(drawn: Sequence[Bar]) -> int:
    """The smallest of ROOM in which so many bars stand as links; 0 if there are too many for any."""
    return next((most for most in ROOM if len(drawn) <= most), 0)
