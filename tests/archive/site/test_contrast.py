"""The colours of the stylesheet keep the contrasts of WCAG 2.2 AA, by day and by night."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import archive.site

STYLES = (Path(archive.site.__file__).parent / "static" / "site.css").read_text(encoding="utf-8")
TEXT, EDGE = 4.5, 3.0
PAIRS = [
    ("ink", "paper", 7.0), ("ink", "sheet", 7.0), ("ink", "wash", TEXT), ("ink", "added", TEXT),
    ("ink", "removed", TEXT), ("quiet", "paper", TEXT), ("quiet", "sheet", TEXT), ("quiet", "wash", TEXT),
    ("accent", "paper", TEXT), ("accent", "sheet", TEXT), ("accent", "wash", TEXT), ("accent-ink", "accent", TEXT),
    ("warn", "paper", TEXT), ("warn", "sheet", TEXT), ("field", "paper", EDGE), ("field", "sheet", EDGE),
]  # fmt: skip


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT, DARK = (tokens(block) for block in re.findall(r":root \{(.*?)\}", STYLES, re.S)[:2])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_colour_stands_out_from_its_ground(front: str, ground: str, least: float, scheme: str) -> None:
    colours = LIGHT if scheme == "light" else DARK
    assert contrast(colours[front], colours[ground]) >= least


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
