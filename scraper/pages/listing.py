"""List pages: entries, and the next page recognised in whatever form a pager takes."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from scraper.items import PageReading, ReleaseItem
from scraper.pages.base import WRITTEN_BY
from scraper.pages.flow import text_of_element
from scraper.pages.patterns import CODES, DAY
from scraper.sites import Site

NEXT_TEXT = re.compile(
    r"(?:weiter|nächste(?: seite)?|vor|next|»|›|>|>>|→|ältere (?:meldungen|nachrichten))\s*[»›>→]?", re.I
)
PAGE_ADDRESS = re.compile(r"currentPage|%40widget_0|@widget_0|/(?:page|seite)-\d+")
PRINTED_DAY = re.compile(DAY)
PRINTED_CODES = re.compile(CODES)


def read_listing(document: HtmlElement, url: str, site: Site) -> PageReading | None:
    """Read a page as a list; None if it names no release and has no pager.

    An entry is the nearest element around a release's link that holds no other release; its texts may be cropped.
    """
    keyed: dict[str, list[HtmlElement]] = {}
    for anchor in document.iter("a"):
        target = urljoin(url, (anchor.get("href") or "").strip())
        if key := site.key(target):
            keyed.setdefault(key, []).append(anchor)
    items, urls = [], []
    for anchors in keyed.values():
        target = urljoin(url, (anchors[0].get("href") or "").strip())
        urls.append(target)
        if item := _entry(anchors, target, url, site):
            items.append(item)
    pages = _pages(document, url, site)
    if not urls and not pages:
        return None
    return PageReading("listing", tuple(items), tuple(urls), pages)


def _entry(anchors: list[HtmlElement], target: str, url: str, site: Site) -> ReleaseItem | None:
    title = next((t for a in anchors if (t := text_of_element(a)) and not a.xpath("contains(@class, 'more')")), None)
    if not title:
        return None
    entry, key = anchors[0], site.key(target)
    for around in anchors[0].iterancestors():
        others = {site.key(urljoin(url, a.get("href") or "")) for a in around.iter("a")} - {None, key}
        if others or around.tag in {"body", "main"}:
            break
        entry = around
    times = [t.get("datetime") or text_of_element(t) for t in entry.iter("time")]
    text = text_of_element(entry)
    day = next((t for t in times if t), None) or ((m := PRINTED_DAY.search(text)) and m[0])
    codes = PRINTED_CODES.search(text)
    authors = entry.xpath('.//*[@itemprop="author" or contains(@class, "author")]')
    author = WRITTEN_BY.sub("", text_of_element(authors[0])) if authors else (codes[0] if codes else None)
    return ReleaseItem(url=target, layout="listing", title=title, author_text=author, published_text=day,
                       published_from="list" if day else None, partial=True)  # fmt: skip


def _pages(document: HtmlElement, url: str, site: Site) -> tuple[str, ...]:
    found = [
        *document.xpath('//link[@rel="next"]/@href'),
        *document.xpath('//a[contains(concat(" ", @rel, " "), " next ")]/@href'),
        *document.xpath('//li[contains(concat(" ", @class, " "), " next ")]//a/@href'),
        *(a.get("href") for a in document.iter("a") if a.get("href") and NEXT_TEXT.fullmatch(text_of_element(a))),
    ]
    found += [a.get("href") for a in document.iter("a") if PAGE_ADDRESS.search(a.get("href") or "")]
    pages = (urljoin(url, href.strip()) for href in found)
    return tuple(dict.fromkeys(p for p in pages if site.owns(p) and p != url))
