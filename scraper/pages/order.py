"""Sorts the text below a release's title into meta line, teaser, image lines and body.

Site generation B and C: meta line, teaser, image line, body; A: meta line, image title, image line, teaser, body.
Where markup gives a line its role, the role decides; the order of the text decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.items import Block, Image
from scraper.pages.dateline import Dateline, read_dateline
from scraper.pages.patterns import (
    DAY,
    LONG_META_LINE,
    is_credit,
    is_image_line,
    is_meta_line,
    reads_as_teaser,
    split_credit,
)

END = 2  # lines at the end among which a labelled day or a byline is sought
TOP = 4  # lines below the title among which meta line and day are sought
IMAGE_TITLE = 150  # characters; generation A prints such a line above the image line


@dataclass(frozen=True)
class Line:
    """A block below the title; `role` as its markup gives it, `strong` if all of it is in bold."""

    block: Block
    role: str | None = None
    strong: bool = False

    @property
    def text(self) -> str:
        """The block's text."""
        return self.block.text


@dataclass
class Sorted:
    """What the text below a title is made of; `image_lines` are positions in what was sorted.

    day, modified, author: of the meta line or of datelines, as printed.
    """

    meta_line: str | None = None
    day: str | None = None
    modified: str | None = None
    author: str | None = None
    teaser: str | None = None
    teaser_by: str | None = None
    image_lines: list[int] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)


def sort_lines(lines: Sequence[Line]) -> Sorted:
    """Sort the blocks between title and footer.

    One release in five has no teaser. Without a mark in the page, the first paragraph is taken for one if all of it is
    bold, if an image line follows it, or if it reads as teasers do; and only if more text follows.
    """
    found = Sorted()
    apart = {"categories", "tags", "author", "kicker", "label"}
    rest = [n for n, line in enumerate(lines) if line.role not in apart or _is_dated(line.text, near=n < TOP)]
    datelines: set[int] = set()
    for n in rest[:TOP]:
        text = lines[n].text
        if found.meta_line is None and is_meta_line(text):
            found.meta_line = text
            if match := re.search(DAY, text):
                found.day = match[0]
        elif line := read_dateline(text):
            datelines.add(n)
            _take_dateline(line, found)
    for n in rest[max(TOP, len(rest) - END) :]:
        if (line := read_dateline(lines[n].text)) and (line.labelled or line.author or line.modified):
            datelines.add(n)
            _take_dateline(line, found)
    rest = [n for n in rest if n not in datelines and not (n < TOP and is_meta_line(lines[n].text))]
    rest = [n for n in rest if lines[n].role != "date"]
    found.image_lines = [n for n in rest if lines[n].role == "caption"]
    rest = [n for n in rest if lines[n].role != "caption"]
    if any(lines[n].role == "teaser" for n in rest):
        found.teaser = "\n".join(lines[n].text for n in rest if lines[n].role == "teaser")
        found.teaser_by = "markup"
        rest = [n for n in rest if lines[n].role != "teaser"]
    _take_image_lines(rest, lines, found, above=bool(found.meta_line and LONG_META_LINE.fullmatch(found.meta_line)))
    if found.teaser is None and len(rest) > 1 and lines[rest[0]].role not in {"body", "element"}:
        _take_teaser(rest, lines, found)
    elif found.teaser is None and len(rest) > 1 and lines[rest[0]].role == "body" and not found.image_lines:
        _take_teaser(rest, lines, found, only_before_image=True)
    _take_image_lines(rest, lines, found, above=False)
    found.image_lines.sort()
    found.body = [lines[n].block for n in rest]
    return found


def _is_dated(text: str, *, near: bool) -> bool:
    """Whether a line is a meta line, or `near` the title a dateline with a day, whatever its class is named."""
    return is_meta_line(text) or (near and (line := read_dateline(text)) is not None and line.published is not None)


def _take_dateline(line: Dateline, found: Sorted) -> None:
    found.day = found.day or line.published
    found.modified = found.modified or line.modified
    found.author = found.author or line.author


def _take_image_lines(rest: list[int], lines: Sequence[Line], found: Sorted, *, above: bool) -> None:
    if above and len(rest) > 2 and not _is_image(lines[rest[0]]) and _is_image(lines[rest[1]]):
        first = lines[rest[0]]
        if first.block.kind == "paragraph" and not first.strong and len(first.text) <= IMAGE_TITLE:
            found.image_lines.append(rest.pop(0))
    while len(rest) > 1 and _is_image(lines[rest[0]]):
        found.image_lines.append(rest.pop(0))


def _take_teaser(rest: list[int], lines: Sequence[Line], found: Sorted, *, only_before_image: bool = False) -> None:
    first, second = lines[rest[0]], lines[rest[1]]
    if first.block.kind not in {"paragraph", "heading"}:
        return
    by_image = first.block.kind == "paragraph" and _is_image(second) and len(rest) > 2
    if first.strong and not only_before_image:
        found.teaser_by = "bold"
    elif by_image:
        found.teaser_by = "image line below it"
    elif not only_before_image and first.block.kind == "paragraph" and reads_as_teaser(first.text):
        found.teaser_by = "no final full stop"
    if found.teaser_by:
        found.teaser = first.text
        rest.pop(0)


def _is_image(line: Line) -> bool:
    return line.block.kind == "paragraph" and is_image_line(line.text)


def add_image_line(images: list[Image], line: str) -> None:
    """Add a line to the last image that lacks one; if there is none, the line becomes an image without an address."""
    caption, mark, credit = split_credit(line)
    last = images[-1] if images else None
    if last and last.caption is None and last.credit is None:
        images[-1] = Image(last.url, caption, credit, last.alt, mark)
    elif last and last.credit is None and is_credit(line):
        images[-1] = Image(last.url, last.caption, credit, last.alt, mark)
    elif last and last.caption and last.credit is None and credit:
        images[-1] = Image(last.url, f"{last.caption}\n{line}", credit, last.alt, mark)
    else:
        images.append(Image(None, caption, credit, None, mark))
