"""What the layouts of detail pages share: the parsed page and its witnesses for each field."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any, cast
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml.html import HtmlElement

from scraper.items import Block, BlockKind, File, Image, Link, ReleaseItem
from scraper.pages.errors import Unreadable
from scraper.pages.flow import Part, flow, text_of_element
from scraper.pages.order import Sorted, sort_blocks
from scraper.pages.patterns import (
    CODE_LINE,
    FILES_HEADING,
    FOOTER_START,
    KICKERS,
    META_LINE,
    RELATED_HEADING,
    split_credit,
)

BLOCK_KINDS = {"paragraph", "heading", "list", "table", "quotation"}
FILE_PATH = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|ics|csv|jpe?g|png|mp3|mp4)$", re.I)
SIZE = re.compile(r"\(?\b(\d[\d.,]*\s?(?:B|Bytes?|KB|kB|MB|GB|KiB|MiB))\b\)?")
WRITTEN_BY = re.compile(r"^(?:Erstellt von|Created by|Von|Autor(?:in)?:)\s+", re.I)
META_DATES = ("article:published_time", "date", "dc.date", "dcterms.date", "datepublished")


class Page(ABC):
    """One detail page; a subclass is one layout, which says whether the page is its own and reads it.

    document: the parsed page; url: its address.
    """

    layout: str

    def __init__(self, document: HtmlElement, url: str) -> None:
        self.document, self.url = document, url

    @abstractmethod
    def claims(self) -> bool:
        """Whether the page is of this layout, by what stands on it; exactly one layout claims a page."""

    @abstractmethod
    def item(self) -> ReleaseItem:
        """The release as printed. Raises: Unreadable, if what every release has is missing."""

    @cached_property
    def heading(self) -> HtmlElement | None:
        """The element that holds the title."""
        marked = self.document.xpath('//*[@itemprop="headline"][ancestor::*[contains(@class, "news-single")]]')
        marked = marked or self.document.xpath(
            '//*[@itemprop="headline"][not(ancestor::*[contains(@class, "news-list")])]'
        )
        if marked:
            return marked[0]
        headings = self.document.xpath("//h1[not(ancestor::nav or ancestor::header[parent::body])]")
        return next((h for h in headings if text_of_element(h)), None)

    @cached_property
    def microdata(self) -> bool:
        """Whether the title is marked as an article's headline."""
        return self.heading is not None and self.heading.get("itemprop") == "headline"

    @cached_property
    def parts(self) -> list[Part]:
        """The blocks of the article, in reading order, from the smallest element that holds title and text."""
        if self.heading is None:
            return []
        containers = self.heading.xpath(
            'ancestor::*[contains(concat(" ", @class, " "), " news-single ")]'
            '|ancestor::*[contains(@itemtype, "Article")]'
            "|ancestor::article|ancestor::main|ancestor::td|ancestor::body"
        )
        for container in reversed(containers):
            parts = list(flow(container))
            if sum(len(p.text) for p in parts) > len(text_of_element(self.heading)) + 40:
                return parts
        return list(flow(self.document))

    @cached_property
    def above(self) -> list[Part]:
        """The blocks above the title."""
        return self.parts[: self._title_at]

    @cached_property
    def below(self) -> list[Part]:
        """The blocks below the title, up to the footer."""
        below = self.parts[self._title_at + 1 :]
        for n, part in enumerate(below):
            if part.kind in BLOCK_KINDS and FOOTER_START.fullmatch(part.text):
                return below[:n]
        return below

    @cached_property
    def _title_at(self) -> int:
        return next((n for n, p in enumerate(self.parts) if p.element is self.heading), -1)

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
        for n, part in enumerate(self.below):
            if part.role in {"files", "related"}:
                return n
            if part.kind == "heading" and (RELATED_HEADING.fullmatch(part.text) or FILES_HEADING.fullmatch(part.text)):
                return n
        return len(self.below)

    @cached_property
    def sorted(self) -> Sorted:
        """The release's blocks sorted by text patterns, for where markup gives no role."""
        return sort_blocks(
            [
                as_block(p)
                for p in self.article
                if p.kind in BLOCK_KINDS and p.role not in {"categories", "tags", "author", "caption"}
            ]
        )

    @cached_property
    def meta_texts(self) -> list[str]:
        """Texts of the article that are meta lines or codes alone."""
        texts = (p.text for p in self.article[:12] if p.kind in BLOCK_KINDS)
        return [t for t in texts if META_LINE.fullmatch(t) or CODE_LINE.fullmatch(t)]

    def required_title(self) -> str:
        """The title. Raises: Unreadable, if the page has none."""
        title = text_of_element(self.heading) if self.heading is not None else ""
        if not title:
            raise Unreadable("the page has no heading for a title")
        return title

    def kicker(self) -> str | None:
        """The line above the title, where one is marked or known."""
        marked = [p.text for p in self.above if p.role == "kicker"]
        last = [p.text for p in self.above if p.kind in BLOCK_KINDS][-1:]
        return next(iter(marked), None) or next((t for t in last if KICKERS.fullmatch(t)), None)

    def published(self) -> tuple[str | None, str | None]:
        """(text, source) of the day, without the meta line: `time`, `json-ld` or `meta tag`; (None, None) if none."""
        for part in self.article:
            if part.kind == "time" and (value := part.element.get("datetime") or part.text):
                return value.strip(), "time"
        if value := self._json_ld().get("datePublished"):
            return str(value), "json-ld"
        for meta in self.document.iter("meta"):
            if (meta.get("property") or meta.get("name") or "").lower() in META_DATES and meta.get("content"):
                return str(meta.get("content")), "meta tag"
        return None, None

    def author(self) -> str | None:
        """The author where it stands apart from a date."""
        for part in self.article:
            if part.role == "author" and part.kind in BLOCK_KINDS:
                return WRITTEN_BY.sub("", part.text)
        marked = self.document.xpath('//*[@itemprop="author"]//*[@itemprop="name"]|//*[@itemprop="author"][not(*)]')
        here = [m for m in marked if not m.xpath('ancestor::*[contains(@class, "news-list-view")]')]
        return text_of_element(here[0]) if here else None

    def categories(self) -> tuple[str, ...]:
        """Categories, which are parted by line breaks only."""
        found = self.document.xpath(
            '//*[contains(@class, "news-single")]//*[contains(@class, "news-list-category")]'
            '|//*[@itemprop="articleSection"]'
        )
        lines = [" ".join(line.split()) for node in found for line in node.text_content().splitlines()]
        return tuple(dict.fromkeys(line for line in lines if line))

    def images(self) -> tuple[Image, ...]:
        """Images of the article, each with the caption that follows it; caption lines without an image too."""
        images: list[Image] = []
        for part in self.article:
            if part.kind == "image":
                source = part.element.get("data-src") or part.element.get("src")
                images.append(Image(url=source and urljoin(self.url, source), alt=part.element.get("alt") or None))
            elif part.role == "caption" and part.kind in BLOCK_KINDS:
                _caption(images, part.text)
        return tuple(images)

    def files(self) -> tuple[File, ...]:
        """Files attached below the release, and files that its text links to."""
        files: dict[str, File] = {}
        for anchor in self._anchors(self.below):
            url = urljoin(self.url, anchor.get("href") or "")
            if FILE_PATH.search(urlsplit(url).path) and url not in files:
                around = anchor.xpath("ancestor::li[1]|ancestor::p[1]")
                size = SIZE.search(text_of_element(around[-1]) if around else "")
                files[url] = File(url, re.sub(r"^Download:\s*", "", text_of_element(anchor)) or None, size and size[1])
        return tuple(files.values())

    def links(self) -> tuple[Link, ...]:
        """Links in the text (`body`) and below it (`related`), files left out."""
        links: dict[tuple[str, str], Link] = {}
        for parts, kind in ((self.article, "body"), (self.attached, "related")):
            for anchor in self._anchors(parts):
                url = urljoin(self.url, (anchor.get("href") or "").strip())
                if urlsplit(url).scheme in {"http", "https", "mailto", "tel"} and not FILE_PATH.search(
                    urlsplit(url).path
                ):
                    key = "body" if kind == "body" else "related"
                    links.setdefault(
                        (url, key), Link(url, text_of_element(anchor) or None, "body" if key == "body" else "related")
                    )
        return tuple(links.values())

    def canonical(self) -> str | None:
        """The address in `link rel=canonical`, absolute."""
        found = self.document.xpath('//link[@rel="canonical"]/@href')
        return urljoin(self.url, found[0]) if found else None

    def uid(self) -> int | None:
        """The news uid, where an address of the page names it."""
        addresses = [self.url, self.canonical() or "", *self.document.xpath('//meta[@property="og:url"]/@content')]
        for address in addresses:
            for name, value in parse_qsl(urlsplit(address).query):
                if name == "tx_news_pi1[news]" and value.isdigit():
                    return int(value)
        return None

    def _anchors(self, parts: list[Part]) -> list[HtmlElement]:
        seen: dict[HtmlElement, None] = {}
        for part in parts:
            around = part.element.xpath("ancestor-or-self::a[@href]")
            seen.update(dict.fromkeys([*around, *part.element.xpath(".//a[@href]")]))
        return list(seen)

    def _json_ld(self) -> dict[str, Any]:
        for node in self.document.xpath('//script[@type="application/ld+json"]/text()'):
            try:
                data = json.loads(node)
            except ValueError:
                continue  # a broken block is no witness; the page has others
            for entry in data if isinstance(data, list) else [data]:
                if isinstance(entry, dict) and "Article" in str(entry.get("@type")):
                    return entry
        return {}


def as_block(part: Part) -> Block:
    """A part as a body block."""
    return Block(cast(BlockKind, part.kind), part.text, part.level)


def _caption(images: list[Image], line: str) -> None:
    caption, credit = split_credit(line)
    if images and images[-1].caption is None and images[-1].credit is None:
        images[-1] = Image(images[-1].url, caption, credit, images[-1].alt)
    elif images and images[-1].credit is None and caption is None:
        images[-1] = Image(images[-1].url, images[-1].caption, credit, images[-1].alt)
    else:
        images.append(Image(None, caption, credit))
