"""The text of a detail page: where the title is, and what is above, below and beside it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from scraper.boilerplate import NO_BOILERPLATE, Boilerplate
from scraper.items import Block, BlockKind
from scraper.pages import witnesses
from scraper.pages.dateline import read_dateline
from scraper.pages.flow import Part, Walk, flow
from scraper.pages.marks import Marks
from scraper.pages.order import Line, Sorted, sort_lines
from scraper.pages.patterns import (
    CODE_LINE,
    FILES_HEADING,
    GONE,
    LONG_META_LINE,
    META_LINE,
    RELATED_HEADING,
    is_credit,
    is_footer,
    is_meta_line,
    is_tools,
)
from scraper.pages.surroundings import is_labelled

BLOCK_KINDS = {"paragraph", "heading", "list", "table", "quotation"}
ENOUGH = 60  # characters below the title; an element with fewer holds the head of the page, but not the text
MARKED = 0.5  # share of the text that markup must call the article's body to be believed
ELEMENTS = XPath("count(//*)")
TOP = 6  # parts below the title among which a meta line stands


class PageText:
    """One detail page, whatever its layout.

    document: the parsed page; url: its address; base: what its relative addresses are relative to; boilerplate: what
    its city prints around releases.
    """

    def __init__(self, document: HtmlElement, url: str, base: str, boilerplate: Boilerplate = NO_BOILERPLATE) -> None:
        self.document, self.url, self.base, self.boilerplate = document, url, base, boilerplate

    @cached_property
    def microdata(self) -> HtmlElement | None:
        """The element that is marked as the headline of an article, outside lists."""
        return self.marks.headline

    @cached_property
    def marks(self) -> Marks:
        """What the page's markup says of it."""
        return Marks(self.document, self.url, self.base)

    @cached_property
    def heading(self) -> HtmlElement | None:
        """The element that holds the title."""
        return self._heading[0]

    @property
    def title_by(self) -> str:
        """How the title was recognised."""
        return self._heading[1]

    @cached_property
    def _heading(self) -> tuple[HtmlElement | None, str]:
        if self.microdata is not None:
            return self.microdata, "itemprop headline"
        blocks = [p for p in self.page if p.kind in BLOCK_KINDS and p.text]
        meta = next((n for n, p in enumerate(blocks) if n and is_meta_line(p.text)), None)
        if meta is not None:
            near = next((p for p in reversed(blocks[max(0, meta - 3) : meta]) if p.kind == "heading"), blocks[meta - 1])
            return near.element, "line above the meta line"
        named = self.marks.page_titles
        headings = [p for p in blocks if p.kind == "heading"]
        for part in [*headings, *blocks]:
            if len(part.text) > 10 and any(name.startswith(part.text) for name in named):
                return part.element, "the page's title"
        first = next((p for p in headings if p.level == 1), None)
        return (first.element, "first heading") if first else (None, "none")

    @cached_property
    def page(self) -> list[Part]:
        """The blocks of the whole page."""
        return self._walk.parts

    @cached_property
    def _walk(self) -> Walk:
        return Walk(self._body, boilerplate=self.boilerplate)

    @cached_property
    def _body(self) -> HtmlElement:
        body = self.document.find("body")
        return self.document if body is None else body

    @cached_property
    def parts(self) -> list[Part]:
        """The blocks of the article, in reading order, from the smallest element that holds title and text."""
        heading = self.heading
        if heading is None:
            return []
        for container in heading.iterancestors():
            if _holds_an_article(container):
                parts = self._inside(container)
                at = next((n for n, p in enumerate(parts) if p.element is heading), len(parts))
                if (
                    sum(len(p.text) for p in parts[at + 1 :] if p.kind in BLOCK_KINDS and not is_meta_line(p.text))
                    > ENOUGH
                ):
                    return parts
        return self.page

    def _inside(self, container: HtmlElement) -> list[Part]:
        if self.microdata is None and (span := self._walk.spans.get(container)):  # the page was walked for its title
            return self.page[span]
        return flow(container, boilerplate=self.boilerplate)

    @cached_property
    def title_at(self) -> int:
        """The position of the title among `parts`, -1 if it is not there."""
        return next((n for n, p in enumerate(self.parts) if p.element is self.heading), -1)

    @cached_property
    def below(self) -> list[Part]:
        """The blocks below the title, up to the footer."""
        below: list[Part] = []
        length = 0
        for part in self.parts[self.title_at + 1 :]:
            if part.kind not in BLOCK_KINDS:
                below.append(part)
            elif is_tools(part.text) and length <= ENOUGH:
                continue  # above the text they end nothing
            elif is_footer(part.text, self.boilerplate):
                break
            else:
                below.append(part)
                length += len(part.text)
        return below

    @cached_property
    def article(self) -> list[Part]:
        """The blocks of the release itself: `below` without what is attached to it."""
        return self.below[: self._attached_at]

    @cached_property
    def attached(self) -> list[Part]:
        """What is attached below the release: files, links, other releases."""
        return self.below[self._attached_at :]

    @cached_property
    def _attached_at(self) -> int:
        end = len(self.below)
        for n, part in enumerate(self.below):
            label = part.kind in {"heading", "paragraph"} and (
                RELATED_HEADING.fullmatch(part.text) or FILES_HEADING.fullmatch(part.text)
            )
            if part.role in {"files", "related"} or (label and n + 1 < len(self.below)):
                end = n
                break
        while end and witnesses.is_only_files(self.below[end - 1]):
            end -= 1
        return self._marked_end(end)

    def _marked_end(self, end: int) -> int:
        """Where the text ends that the markup calls the article's body, if that is most of what stands there."""
        texts = [(n, p) for n, p in enumerate(self.below[:end]) if p.kind in BLOCK_KINDS]
        marked = sum(len(p.text) for _, p in texts if p.role == "body")
        if marked < MARKED * sum(len(p.text) for _, p in texts):
            return end
        kept = (n for n, p in reversed(texts) if p.role is not None or read_dateline(p.text) or is_credit(p.text))
        return next(kept, end - 1) + 1

    @cached_property
    def lines(self) -> list[tuple[Part, Line]]:
        """The blocks of the article with what their markup says of them."""
        lines: list[tuple[Part, Line]] = []
        times: list[str] = []
        for part in self.article:
            if part.kind == "time":
                times.append(part.text)
            elif part.kind in BLOCK_KINDS:
                role = part.role
                if role is None and not is_meta_line(part.text) and any(part.text.startswith(t) for t in times if t):
                    role = "date" if len(lines) < TOP else None
                if role is None and len(lines) < TOP and is_labelled(part):
                    role = "label"
                lines.append((part, Line(as_block(part), role, part.strong)))
        return lines

    @cached_property
    def sorted(self) -> Sorted:
        """The release's blocks by their roles and by text patterns."""
        return sort_lines([line for _, line in self.lines])

    @cached_property
    def meta_line(self) -> str | None:
        """The meta line or code line below the title."""
        return self.sorted.meta_line

    def has_dated_meta_line(self, *, long: bool) -> bool:
        """Whether a meta line with a day stands below the title: `D. Monat YYYY` if `long`, else `DD.MM.YYYY`."""
        line = self.meta_line
        return bool(line and META_LINE.fullmatch(line) and bool(LONG_META_LINE.fullmatch(line)) is long)

    def has_code_line(self) -> bool:
        """Whether codes alone stand below the title."""
        return bool(self.meta_line and CODE_LINE.fullmatch(self.meta_line))

    @cached_property
    def above(self) -> list[Part]:
        """The blocks above the title: those of the article, else those of the page."""
        above = [p for p in self.parts[: max(self.title_at, 0)] if p.kind in BLOCK_KINDS]
        if above or self.heading is None:
            return above
        parts = flow(self._body, until=self.heading, boilerplate=self.boilerplate)
        return [p for p in parts if p.kind in BLOCK_KINDS]

    def is_gone(self) -> bool:
        """Whether the page says, in a block of its own, that there is no such article any more."""
        return self.microdata is None and any(p.kind in BLOCK_KINDS and GONE.fullmatch(p.text) for p in self.page)


def count_elements(document: HtmlElement) -> int:
    """The number of elements on a page."""
    return int(cast(float, ELEMENTS(document)))


def as_block(part: Part) -> Block:
    """A part as a body block."""
    return Block(cast(BlockKind, part.kind), part.text, part.level)


def _holds_an_article(element: HtmlElement) -> bool:
    if element.tag in {"article", "main", "td", "body"} or element.get("role") == "main":
        return True
    return "Article" in (element.get("itemtype") or "") or bool(
        re.search(r"(?:^|\s)news-single(?:\s|$)", element.get("class") or "")
    )
