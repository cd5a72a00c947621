"""What the layouts of detail pages share: the parsed page, its title, and the blocks above and below it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import cached_property
from typing import cast

from lxml.html import HtmlElement

from scraper.items import Block, BlockKind, Image, ReleaseItem
from scraper.pages import witnesses
from scraper.pages.errors import NotARelease, Unreadable
from scraper.pages.flow import Part, flow, text_of_element
from scraper.pages.order import Line, Sorted, add_image_line, sort_lines
from scraper.pages.patterns import (
    CODE_LINE,
    ERROR_TITLE,
    FILES_HEADING,
    FOOTER_START,
    GONE,
    KICKERS,
    LONG_META_LINE,
    META_LINE,
    OTHER_OFFICE_KICKER,
    RELATED_HEADING,
    is_meta_line,
)

BLOCK_KINDS = {"paragraph", "heading", "list", "table", "quotation"}
ENOUGH = 60  # characters below the title that make an element hold the text too, not just the head of the page
TOP = 6  # parts below the title among which a meta line stands


class Page(ABC):
    """One detail page; a subclass is one layout, which says whether the page is its own.

    document: the parsed page; url: its address.
    """

    layout: str

    def __init__(self, document: HtmlElement, url: str) -> None:
        self.document, self.url = document, url

    @abstractmethod
    def claims(self) -> bool:
        """Whether the page is of this layout, by what stands on it; exactly one layout claims a page."""

    def item(self) -> ReleaseItem:
        """The release as printed.

        Raises: NotARelease, for an error page or another office's report; Unreadable, if a title or a text is missing.
        """
        title = self.title()
        found = self.sorted
        if not found.body and not found.teaser:
            raise Unreadable("there is no text below the title: teach the layout where it stands")
        kicker, kicker_by = self.kicker()
        if found.meta_line and kicker and OTHER_OFFICE_KICKER.fullmatch(kicker) and "(" not in found.meta_line:
            raise NotARelease("another office's report: a day without author codes below the kicker „Artikel“")
        day, source, day_by = self.published()
        author, author_by = self.author()
        categories = witnesses.categories(self.document)
        uid, uid_by = witnesses.uid(self.document, self.url)
        witnessed = {
            "title": self.title_by,
            "kicker": kicker_by,
            "meta_line": "text pattern" if found.meta_line else None,
            "published_text": day_by,
            "author_text": author_by,
            "teaser": found.teaser_by,
            "categories": "markup" if categories else None,
            "uid": uid_by,
        }
        return ReleaseItem(
            url=self.url,
            layout=self.layout,
            title=title,
            canonical=witnesses.canonical(self.document, self.url),
            uid=uid,
            kicker=kicker,
            meta_line=found.meta_line,
            author_text=author,
            published_text=day,
            published_from=source,
            teaser=found.teaser,
            body=tuple(found.body),
            images=self.images(),
            files=witnesses.files(self.url, self.below),
            links=witnesses.links(self.url, self.article, self.attached),
            categories=categories,
            found_in=tuple((name, where) for name, where in witnessed.items() if where),
        )

    @cached_property
    def microdata(self) -> HtmlElement | None:
        """The element that is marked as the headline of an article, outside lists."""
        marked = self.document.xpath('//*[@itemprop="headline"][not(ancestor::*[contains(@class, "news-list-view")])]')
        single = [m for m in marked if m.xpath('ancestor::*[contains(@class, "news-single")]')]
        return next(iter(single or marked), None)

    @cached_property
    def heading(self) -> HtmlElement | None:
        """The element that holds the title."""
        return self._heading[0]

    @property
    def title_by(self) -> str:
        """What told the title."""
        return self._heading[1]

    @cached_property
    def _heading(self) -> tuple[HtmlElement | None, str]:
        if self.microdata is not None:
            return self.microdata, "itemprop headline"
        blocks = [p for p in self._page if p.kind in BLOCK_KINDS and p.text]
        meta = next((n for n, p in enumerate(blocks) if n and is_meta_line(p.text)), None)
        if meta is not None:
            near = next((p for p in reversed(blocks[max(0, meta - 3) : meta]) if p.kind == "heading"), blocks[meta - 1])
            return near.element, "line above the meta line"
        named = witnesses.page_titles(self.document)
        headings = [p for p in blocks if p.kind == "heading"]
        for part in [*headings, *blocks]:
            if len(part.text) > 10 and any(name.startswith(part.text) for name in named):
                return part.element, "the page's title"
        first = next((p for p in headings if p.level == 1), None)
        return (first.element, "first heading") if first else (None, "none")

    @cached_property
    def _page(self) -> list[Part]:
        body = self.document.find("body")
        return list(flow(self.document if body is None else body))

    @cached_property
    def parts(self) -> list[Part]:
        """The blocks of the article, in reading order, from the smallest element that holds title and text."""
        heading = self.heading
        if heading is None:
            return []
        for container in heading.iterancestors():
            if _holds_an_article(container):
                parts = list(flow(container))
                at = next((n for n, p in enumerate(parts) if p.element is heading), len(parts))
                if (
                    sum(len(p.text) for p in parts[at + 1 :] if p.kind in BLOCK_KINDS and not is_meta_line(p.text))
                    > ENOUGH
                ):
                    return parts
        return self._page

    @cached_property
    def _title_at(self) -> int:
        return next((n for n, p in enumerate(self.parts) if p.element is self.heading), -1)

    @cached_property
    def below(self) -> list[Part]:
        """The blocks below the title, up to the footer."""
        below = self.parts[self._title_at + 1 :]
        end = next((n for n, p in enumerate(below) if p.kind in BLOCK_KINDS and FOOTER_START.fullmatch(p.text)), None)
        return below[:end]

    @cached_property
    def article(self) -> list[Part]:
        """The blocks of the release itself: `below` without what is attached to it."""
        return self.below[: self._attached_at]

    @cached_property
    def attached(self) -> list[Part]:
        """What is listed below the release: files, links, other releases."""
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
        return end

    @cached_property
    def _lines(self) -> list[tuple[Part, Line]]:
        lines: list[tuple[Part, Line]] = []
        times: list[str] = []
        for part in self.article:
            if part.kind == "time":
                times.append(part.text)
            elif part.kind in BLOCK_KINDS:
                role = part.role
                if role is None and not is_meta_line(part.text) and any(part.text.startswith(t) for t in times if t):
                    role = "date" if len(lines) < TOP else None
                lines.append((part, Line(as_block(part), role, part.strong)))
        return lines

    @cached_property
    def sorted(self) -> Sorted:
        """The release's blocks by their roles and by text patterns."""
        return sort_lines([line for _, line in self._lines])

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

    def title(self) -> str:
        """The title. Raises: NotARelease, if it is an error page's; Unreadable, if there is none."""
        title = text_of_element(self.heading) if self.heading is not None else ""
        if not title:
            raise Unreadable("the page has no heading for a title")
        if ERROR_TITLE.fullmatch(title):
            raise NotARelease(f"an error page: „{title}“")
        return title

    def is_gone(self) -> bool:
        """Whether the page says, in a block of its own, that there is no such article any more."""
        return self.microdata is None and any(p.kind in BLOCK_KINDS and GONE.fullmatch(p.text) for p in self._page)

    def kicker(self) -> tuple[str | None, str | None]:
        """The line above the title, where one is marked or known, and what told it."""
        above = [p for p in self.parts[: max(self._title_at, 0)] if p.kind in BLOCK_KINDS]
        if marked := next((p.text for p in above if p.role == "kicker"), None):
            return marked, "markup"
        if not above:
            at = next((n for n, p in enumerate(self._page) if p.element is self.heading), 0)
            above = [p for p in self._page[:at] if p.kind in BLOCK_KINDS]
        known = next((p.text for p in above[-1:] if KICKERS.fullmatch(p.text)), None)
        return known, "line above the title" if known else None

    def published(self) -> tuple[str | None, str | None, str | None]:
        """(text, source, witness) of the day: an attribute before the printed line; three None if the page has none."""
        times = [
            p for p in self.parts if p.kind == "time" and p.role not in {"related", "files"} and p not in self.attached
        ]
        for part in times:
            if value := (part.element.get("datetime") or part.text).strip():
                return value, "time", "time element"
        if value := witnesses.json_ld(self.document).get("datePublished"):
            return str(value), "json-ld", "json-ld"
        if value := witnesses.meta_date(self.document):
            return value, "meta tag", "meta tag"
        if self.sorted.day and self.meta_line and not self.has_code_line():
            return self.sorted.day, "meta line", "meta line"
        day = self.sorted.day or witnesses.day_above(self.parts[: max(self._title_at, 0)])
        return (day, "time", "line with a day alone") if day else (None, None, None)

    def author(self) -> tuple[str | None, str | None]:
        """The author where it stands apart from a date, and what told it."""
        marked = next((p.text for p in self.article if p.role == "author" and p.kind in BLOCK_KINDS), None)
        if author := witnesses.author(self.document, marked):
            return author, "markup"
        if self.has_code_line():
            return self.meta_line, "line with codes alone"
        return None, None

    def images(self) -> tuple[Image, ...]:
        """Images of the article, each with the lines printed for it; image lines without an image too."""
        lines = {id(self._lines[n][0]) for n in self.sorted.image_lines}
        images: list[Image] = []
        for part in self.article:
            if part.kind == "image":
                if image := witnesses.image(part.element, self.url):
                    images.append(image)
            elif id(part) in lines:
                add_image_line(images, part.text)
        return tuple(images)


def as_block(part: Part) -> Block:
    """A part as a body block."""
    return Block(cast(BlockKind, part.kind), part.text, part.level)


def _holds_an_article(element: HtmlElement) -> bool:
    if element.tag in {"article", "main", "td", "body"} or element.get("role") == "main":
        return True
    return "Article" in (element.get("itemtype") or "") or bool(
        re.search(r"(?:^|\s)news-single(?:\s|$)", element.get("class") or "")
    )
