"""Witnesses that a page holds for single fields: microdata, Open Graph, JSON-LD, addresses, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from scraper.items import File, Image, Link
from scraper.pages.addresses import absolute, hidden_mail
from scraper.pages.flow import Part, fold, text_of_element
from scraper.pages.patterns import DATE_LINE

FILE_PATH = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|ics|csv|jpe?g|png|mp3|mp4)$", re.I)
SIZE = re.compile(r"\(?\b(\d[\d.,]*\s?(?:B|Bytes?|KB|kB|MB|GB|KiB|MiB))\b\)?")
WRITTEN_BY = re.compile(r"^(?:Erstellt von|Created by|Von|Autor(?:in)?:)\s+", re.I)
META_DATES = {"article:published_time", "date", "dc.date", "dcterms.date", "dc.date.issued", "datepublished"}

CANONICAL = XPath('//link[@rel="canonical"]/@href')
OG_URL = XPath('//meta[@property="og:url"]/@content')
OG_TITLE = XPath('//meta[@property="og:title"]/@content')
MODIFIED = XPath(
    '//time[@itemprop="dateModified"]/@datetime | //meta[@itemprop="dateModified"]/@content'
    ' | //meta[@property="article:modified_time" or @property="og:updated_time"]/@content'
)
TITLE = XPath("//head/title/text()")
JSON_LD = XPath('//script[@type="application/ld+json"]/text()')
AUTHOR = XPath('//*[@itemprop="author"]/descendant-or-self::*[@itemprop="name" or (@itemprop="author" and not(*))]')
CATEGORIES = XPath(
    '//*[@itemprop="articleSection" or (contains(@class, "news-list-category")'
    ' and not(ancestor::*[contains(@class, "news-list-view")]))]'
)


def canonical(document: HtmlElement, url: str) -> str | None:
    """The address in `link rel=canonical`, absolute."""
    found = _texts(CANONICAL, document)
    return absolute(url, found[0].strip()) if found else None


def uid(document: HtmlElement, url: str) -> tuple[int | None, str | None]:
    """The news uid that an address of the page names, and which address; (None, None) if none does."""
    addresses = (
        ("address", [url]),
        ("canonical", _texts(CANONICAL, document)),
        ("og:url", _texts(OG_URL, document)),
    )
    for name, found in addresses:
        for address in found:
            for key, value in parse_qsl(urlsplit(address).query):
                if key == "tx_news_pi1[news]" and value.isdigit():
                    return int(value), name
    return None, None


def _texts(path: XPath, document: HtmlElement) -> list[str]:
    return cast(list[str], path(document))


def page_titles(document: HtmlElement) -> list[str]:
    """What the page's head calls it: `og:title` and `<title>`, white space folded."""
    found = [*_texts(OG_TITLE, document), *_texts(TITLE, document)]
    return [fold(text) for text in found if fold(text)]


def json_ld(document: HtmlElement) -> dict[str, Any]:
    """The first JSON-LD object of an article, or an empty one."""
    for node in _texts(JSON_LD, document):
        try:
            data = json.loads(node)
        except ValueError:
            continue  # a broken block is no witness; the page has others
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for entry in graph if isinstance(graph, list) else [graph]:
            if isinstance(entry, dict) and "Article" in str(entry.get("@type")):
                return entry
    return {}


def meta_date(document: HtmlElement) -> str | None:
    """The day or instant in a `meta` element, as printed there."""
    for meta in document.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() in META_DATES and meta.get("content"):
            return str(meta.get("content"))
    return None


def modified(document: HtmlElement) -> str | None:
    """When the page says that it was last edited: microdata or a `meta`, else JSON-LD `dateModified`, as printed."""
    marked = [*_texts(MODIFIED, document), json_ld(document).get("dateModified")]
    return next((str(text).strip() for text in marked if text and str(text).strip()), None)


def day_above(parts: list[Part]) -> str | None:
    """The day in one of the three blocks above the title, if it stands there alone."""
    for part in reversed([p for p in parts if p.text][-3:]):
        if match := DATE_LINE.fullmatch(part.text):
            return match["day"]
    return None


def author(document: HtmlElement, marked: str | None) -> str | None:
    """The author by microdata, else `marked` (a line whose class says so), without „Erstellt von“."""
    if marked:
        return WRITTEN_BY.sub("", marked)
    for node in cast(list[HtmlElement], AUTHOR(document)):
        if not node.xpath('ancestor::*[contains(@class, "news-list-view")]'):
            return WRITTEN_BY.sub("", text_of_element(node)) or None
    return None


def categories(document: HtmlElement) -> tuple[str, ...]:
    """Categories, which line breaks part and not blanks."""
    found = cast(list[HtmlElement], CATEGORIES(document))
    lines = [fold(line) for node in found for line in node.text_content().splitlines()]
    return tuple(dict.fromkeys(line for line in lines if line))


def image(element: HtmlElement, url: str) -> Image | None:
    """An img as an image; None for a placeholder without a picture of its own."""
    source = (element.get("data-src") or element.get("src") or "").strip()
    if not source or source.startswith("data:"):
        return None
    return Image(url=absolute(url, source), alt=element.get("alt") or None)


def files(url: str, parts: Iterable[Part]) -> tuple[File, ...]:
    """Files that these blocks link to, each once, with the size printed beside the link."""
    found: dict[str, File] = {}
    for anchor in anchors(parts):
        target = absolute(url, anchor.get("href") or "")
        if is_file(target) and target not in found and anchor.find(".//img") is None:
            around = next(anchor.iterancestors("li", "p", "div", "td"), None)
            size = SIZE.search(text_of_element(around)) if around is not None else None
            title = re.sub(r"^Download:\s*", "", text_of_element(anchor))
            found[target] = File(target, title or None, size and size[1])
    return tuple(found.values())


def links(url: str, article: Iterable[Part], attached: Iterable[Part]) -> tuple[Link, ...]:
    """Links in the text (`body`) and below it (`related`), files left out, each once."""
    found: dict[tuple[str, str], Link] = {}
    sources: tuple[tuple[Iterable[Part], Literal["body", "related"]], ...] = ((article, "body"), (attached, "related"))
    for parts, kind in sources:
        for anchor in anchors(parts):
            href = anchor.get("href") or ""
            target = hidden_mail(href, anchor.get("data-mailto-token")) or absolute(url, href)
            if urlsplit(target).scheme in {"http", "https", "mailto", "tel"} and not is_file(target):
                found.setdefault((target, kind), Link(target, text_of_element(anchor) or None, kind))
    return tuple(found.values())


def anchors(parts: Iterable[Part]) -> list[HtmlElement]:
    """The links in or around these blocks, in order, each once."""
    return list(dict.fromkeys(anchor for part in parts for anchor in part.anchors))


def is_file(url: str) -> bool:
    """Whether an address ends as those of files do."""
    return FILE_PATH.search(urlsplit(url).path) is not None


def is_only_files(part: Part) -> bool:
    """Whether a block consists of links to files and their sizes."""
    if part.kind not in {"paragraph", "list"}:
        return False
    rest = part.text
    found = [a for a in anchors([part]) if is_file(a.get("href") or "")]
    for anchor in found:
        rest = rest.replace(text_of_element(anchor), "", 1)
    return bool(found) and not SIZE.sub("", rest).strip(" ()\u00a0,;[]\n")
