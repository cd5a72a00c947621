"""A picture for those who share a page: site, title and a line below it, drawn without asking anybody."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "DejaVuSerif-Bold.ttf"
SIZE = WIDTH, HEIGHT = 1200, 630  # pixels: the ratio that networks ask for (https://ogp.me gives none)
PAPER, INK, QUIET, ACCENT = "#fbfaf6", "#1f1d1a", "#5b564d", "#0d5257"  # the tokens of site.css by day
LEFT, RIGHT, BAR = 84, 1116, 24
HEAD, FOOT, SMALL = 70, 530, 34
TITLE_AT, TITLE_ENDS = 150, 500
TITLE_SIZES = (68, 58, 50, 42)  # the largest with which the title fits; with the last one it is cut
LONGEST = 400  # characters of a line of text that are looked at
COLOURS = 32


def draw(head: str, title: str, foot: str) -> bytes:
    """A PNG of SIZE: `head` and `foot` are one line each, the title several; what does not fit ends with „…“."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, BAR, HEIGHT), fill=ACCENT)
    small = _font(SMALL)
    pen.text((LEFT, HEAD), _cut(head, small), font=small, fill=ACCENT)
    font, lines = _fitted(title[:LONGEST])
    for number, line in enumerate(lines):
        pen.text((LEFT, TITLE_AT + number * _height(font)), line, font=font, fill=INK)
    pen.text((LEFT, FOOT), _cut(foot, small), font=small, fill=QUIET)
    file = BytesIO()
    image.quantize(COLOURS).save(file, "PNG")
    return file.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def _height(font: ImageFont.FreeTypeFont) -> int:
    return round(font.size * 1.25)


def _fitted(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The font and lines of a title; no word is cut where a smaller font holds it."""
    for size in TITLE_SIZES:
        font = _font(size)
        lines, most = list(_lines(title, font)), (TITLE_ENDS - TITLE_AT) // _height(font)
        if len(lines) <= most and all(_fits(line, font) for line in lines):
            return font, lines
    shown = lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]
    return font, [_cut(line, font) for line in shown]


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The lines of a text, broken at blanks; a word that is too long for a line has one of its own."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if not line or _fits(longer, font):
            line = longer
        else:
            yield line
            line = word
    if line:
        yield line


def _fits(text: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(text) <= RIGHT - LEFT


def _cut(text: str, font: ImageFont.FreeTypeFont) -> str:
    """One line of text, cut where it would leave the picture."""
    text = text[:LONGEST]
    if _fits(text, font):
        return text
    kept = bisect(range(len(text)), False, key=lambda length: not _fits(f"{text[:length]}…", font)) - 1
    return text[: max(kept, 0)].rstrip(" …") + "…"
