"""Pages → items: the page itself decides which reader it gets, never its date."""

from __future__ import annotations

import lxml.html
from lxml import etree

from scraper.items import Capture, PageReading
from scraper.pages.base import Page
from scraper.pages.decoding import payload, text_of
from scraper.pages.errors import NotARelease, PageError, Unreadable
from scraper.pages.ext_news import ExtNews
from scraper.pages.feed import read_feed
from scraper.pages.flow import text_of_element
from scraper.pages.listing import read_listing
from scraper.pages.patterns import GONE
from scraper.pages.plain_text import read_plain_text
from scraper.pages.sitemap import read_sitemap
from scraper.pages.unmarked import Portal, Presseportal
from scraper.sites import Site

__all__ = ["LAYOUTS", "NotARelease", "PageError", "Unreadable", "read_page"]

LAYOUTS: tuple[type[Page], ...] = (ExtNews, Portal, Presseportal)


def read_page(capture: Capture, site: Site) -> PageReading:
    """What a captured page says.

    Raises: NotARelease, if it is no release, list, feed or sitemap; Unreadable, if it should be one and cannot be read.
    """
    if capture.kind == "revisit":
        raise NotARelease("a revisit holds no page of its own")
    if capture.status not in (None, 200):
        raise NotARelease(f"the server answered {capture.status}")
    key = site.key(capture.url)
    kind = (capture.header("Content-Type") or "").partition(";")[0].strip().lower()
    if capture.kind == "conversion":
        if not key:
            raise NotARelease("its address is not that of a release")
        return read_plain_text(text_of(capture), capture.url)
    if kind.endswith("xml") and kind != "application/xhtml+xml":
        return _read_xml(payload(capture), capture.url, site)
    if kind and "html" not in kind:
        if key:
            raise Unreadable(f"a release's address answered with {kind}")
        raise NotARelease(f"it is {kind}, no page")
    return _read_html(text_of(capture), capture.url, site, is_release=bool(key))


def _read_xml(data: bytes, url: str, site: Site) -> PageReading:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        raise Unreadable("it is no readable XML")
    name = etree.QName(root).localname
    if name in {"urlset", "sitemapindex"}:
        return read_sitemap(root, url, site)
    if name == "rss":
        return read_feed(data, url, site)
    raise NotARelease(f"it is XML with the root <{name}>, neither a feed nor a sitemap")


def _read_html(text: str, url: str, site: Site, *, is_release: bool) -> PageReading:
    if not text.strip():
        raise Unreadable("the page is empty")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)
    document = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if not is_release:
        if listing := read_listing(document, url, site):
            return listing
        raise NotARelease("it is neither a release's address nor a list of releases")
    layouts = [page for page in (layout(document, url) for layout in LAYOUTS) if page.claims()]
    if len(layouts) != 1:
        if GONE.search(text_of_element(document)):
            raise NotARelease("the page says that the article is no longer available")
        names = ", ".join(page.layout for page in layouts) or "no layout"
        raise Unreadable(f"{names} claims the page; exactly one must")
    links = read_listing(document, url, site)
    here = site.key(url)
    urls = tuple(u for u in links.release_urls if site.key(u) != here) if links else ()
    return PageReading(layouts[0].layout, (layouts[0].item(),), urls)
