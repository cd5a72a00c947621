"""List pages: their entries, and the next page, whatever the pager looks like."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from scraper.items import PageReading, ReleaseItem
from scraper.pages.addresses import absolute
from scraper.pages.element_text import fold, text_of_element
from scraper.pages.flow import flow
from scraper.pages.patterns import CODES, DATE_LINE, DAY, is_image_line
from scraper.pages.witnesses import WRITTEN_BY
from scraper.sites import Site

NEXT_TEXT = re.compile(
    r"(?:weiter|nächste(?: seite)?|vor(?:wärts)?|next|»|›|>|>>|→|ältere (?:meldungen|nachrichten|beiträge))\s*[»›>→]?",
    re.I,
)
PAGE_PATH = re.compile(r"/(?:page|seite)-\d+(?=/|$)")
PAGE_ADDRESS = re.compile(r"currentPage|%40widget_0|@widget_0|/(?:page|seite)-\d+|[?&](?:page|seite)=\d+")
MORE = re.compile(
    r"(?:weiterlesen|mehr(?: lesen| erfahren)?|details|zur (?:meldung|pressemitteilung)|lesen sie mehr)\W*", re.I
)
PRINTED_DAY = re.compile(DAY)
PRINTED_CODES = re.compile(CODES)
LONGEST_HEAD = 80  # characters of a line that may hold an entry's day and codes; a longer one is its teaser
ENTRY_TAGS = {"li", "article", "tr", "dd"}


def release_urls(document: HtmlElement, base: str, site: Site) -> tuple[str, ...]:
    """The absolute addresses of releases that a page links to, each release once, in page order."""
    return tuple(target for target, _ in _anchors(document, base, site).values())


def read_listing(document: HtmlElement, url: str, base: str, site: Site) -> PageReading | None:
    """Read a page as a list; None if it names no release and has no pager.

    An entry is the largest element around a release's link that holds no other release; its texts may be cropped.
    """
    found = _anchors(document, base, site)
    owner = {anchor: key for key, (_, anchors) in found.items() for anchor in anchors}
    items = [item for target, anchors in found.values() if (item := _entry(anchors, target, owner))]
    pages = _pages(document, url, base, site)
    if not found and not pages:
        return None
    urls = tuple(target for target, _ in found.values())
    return PageReading("listing", tuple(items), urls, pages, page=_number(document))


def _anchors(document: HtmlElement, base: str, site: Site) -> dict[str, tuple[str, list[HtmlElement]]]:
    keys: dict[str, str | None] = {}
    found: dict[str, tuple[str, list[HtmlElement]]] = {}
    for anchor in document.iter("a"):
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith(("#", "mailto:", "javascript:", "tel:")):
            continue
        if href not in keys:
            keys[href] = site.key(absolute(base, href))
        if key := keys[href]:
            found.setdefault(key, (absolute(base, href), []))[1].append(anchor)
    return found


def _entry(anchors: list[HtmlElement], target: str, owner: dict[HtmlElement, str]) -> ReleaseItem | None:
    texts = [(text_of_element(a), a) for a in anchors]
    title = next((t for t, _ in texts if t and not MORE.fullmatch(t)), None)
    box = _box(anchors[0], owner)
    heading = next(
        (text_of_element(h) for h in box.iter("h1", "h2", "h3", "h4", "h5", "h6") if text_of_element(h)), None
    )
    if not (title := heading or title):
        return None
    parts = [p for p in flow(box) if p.text and p.kind != "time" and p.role not in {"tags"}]
    times = [(t.get("datetime") or text_of_element(t)).strip() for t in box.iter("time")]
    day = next((t for t in times if t), None)
    author, category, teaser = None, None, None
    for part in parts:
        if part.text in (title, heading) or MORE.fullmatch(part.text) or is_image_line(part.text):
            continue
        short = len(part.text) <= LONGEST_HEAD
        if short and (match := PRINTED_DAY.search(part.text)) and (DATE_LINE.match(part.text) or "(" in part.text):
            day = day or match[0]
            codes = PRINTED_CODES.search(part.text)
            author = author or (codes[0] if codes else None)
        elif short and PRINTED_CODES.fullmatch(part.text):
            author = part.text
        elif teaser is None and part.kind == "paragraph" and part.role not in {"categories", "author", "date"}:
            teaser = re.sub(r"\s*(?:Weiterlesen|Mehr lesen)\W*$", "", part.text) or None
    if nodes := box.xpath('.//*[@itemprop="author" or contains(@class, "author")]'):
        author = WRITTEN_BY.sub("", text_of_element(nodes[0]))
    if nodes := box.xpath('.//*[contains(@class, "category") or @itemprop="articleSection"]'):
        category = next((line for line in map(fold, nodes[0].text_content().splitlines()) if line), None)
    return ReleaseItem(
        url=target,
        layout="listing",
        title=title,
        author_text=author or None,
        published_text=day,
        published_from="list" if day else None,
        teaser=teaser,
        categories=(category,) if category else (),
        partial=True,
    )


def _box(anchor: HtmlElement, owner: dict[HtmlElement, str]) -> HtmlElement:
    box = anchor
    for around in anchor.iterancestors():
        if around.tag in {"body", "main", "ul", "ol", "table", "tbody", "html"}:
            break
        if any(owner.get(a, owner[anchor]) != owner[anchor] for a in around.iter("a")):
            break
        box = around
        if around.tag in ENTRY_TAGS or "Article" in (around.get("itemtype") or ""):
            break
    return box


def _pages(document: HtmlElement, url: str, base: str, site: Site) -> tuple[str, ...]:
    anchors = [a for a in document.iter("a") if a.get("href")]
    found = [
        *document.xpath('//link[@rel="next"]/@href'),
        *document.xpath('//a[contains(concat(" ", @rel, " "), " next ")]/@href'),
        *document.xpath('//li[contains(concat(" ", @class, " "), " next ")]//a/@href'),
        *(a.get("href") for a in anchors if NEXT_TEXT.fullmatch(text_of_element(a))),
        *(a.get("href") for a in anchors if _same_list(absolute(base, a.get("href") or ""), url)),
    ]
    pages = (absolute(base, href.strip()) for href in found)
    return tuple(dict.fromkeys(p for p in pages if site.owns(p) and p != url and not site.key(p)))


def _same_list(target: str, url: str) -> bool:
    """Whether an address is that of another page of the list at `url`, and not one that a menu leads to."""
    if not PAGE_ADDRESS.search(target):
        return False
    return PAGE_PATH.sub("", _path(target)).rstrip("/") == PAGE_PATH.sub("", _path(url)).rstrip("/")


def _path(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _number(document: HtmlElement) -> int | None:
    """The page that the pager marks as the one shown (EXT:news: `li.current`; elsewhere `aria-current="page"`)."""
    for element in document.xpath(
        '//li[contains(concat(" ", @class, " "), " current ") or contains(concat(" ", @class, " "), " active ")]'
        '|//*[@aria-current="page"]'
    ):
        if (text := text_of_element(element)).isdecimal():
            return int(text)
    return None
