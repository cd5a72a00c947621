"""Pages → items. The page itself determines its reader, never its date."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from scraper.items import Capture, PageReading
from scraper.pages.addresses import absolute, base_address
from scraper.pages.base import Page
from scraper.pages.characters import readable_item
from scraper.pages.decoding import GZIP, gunzip, payload, text_of
from scraper.pages.errors import Gone, NotARelease, PageError, Unreadable
from scraper.pages.ext_news import ExtNews
from scraper.pages.feed import read_feed
from scraper.pages.generic import Generic
from scraper.pages.listing import read_listing, release_urls
from scraper.pages.page_text import PageText, count_elements
from scraper.pages.plain_text import read_plain_text
from scraper.pages.portal import Portal
from scraper.pages.presseportal import Presseportal
from scraper.pages.sitemap import read_sitemap, read_text_sitemap
from scraper.pages.xml import xml_root
from scraper.sites import Site

__all__ = ["LAYOUTS", "Gone", "NotARelease", "PageError", "Unreadable", "is_gone", "read_page"]

XML_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|<\?xml[^>]*>|<!DOCTYPE\s(?!html)[^>\[]*(?:\[[^\]]*\]\s*)?>|<!--(?:(?!-->).)*-->|\s)*"
    rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.S | re.I,
)
OPENS = re.compile(r"<(?:html|body)[\s>]", re.I)
ENDS = re.compile(r"</(?:html|body)\s*>", re.I)
TAIL = 64 * 1024  # characters at the end of a page in which </html> is sought: servers append things behind it
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
# lxml.html's own parser asks a Python function for the class of each element, which takes a third of the reading;
# what its classes for forms and links add is not used here.
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
MOST_CHARACTERS = 4_000_000  # of a page's HTML, and
MOST_NODES = 40_000  # elements of a release's page: the largest of a real site seen has some 5,000;
MOST_NODES_OF_A_LIST = 150_000  # and of any other: an archive may list all its years on one page
GONE_STATUSES = {404, 410}
REDIRECTS = {301, 302, 303, 307, 308}
LAYOUTS: tuple[type[Page], ...] = (ExtNews, Portal, Presseportal)


def read_page(capture: Capture, site: Site) -> PageReading:
    """What a captured page says.

    Raises: NotARelease, if it is no release, list, feed or sitemap; Gone, if the server says that a release's address
    has none any more; Unreadable, if it should be one and cannot be read.
    """
    return readable_item(_reading(capture, site))


def _reading(capture: Capture, site: Site) -> PageReading:
    if capture.kind == "revisit":
        raise NotARelease("a revisit record contains no page")
    is_release = bool(site.key(capture.url))
    if urlsplit(capture.url).path == "/robots.txt":
        raise NotARelease("it says what may be asked, under whatever type it comes")
    if capture.status not in (None, 200):
        gone = is_release and is_gone(capture, site)
        raise (Gone if gone else NotARelease)(f"the server answered {capture.status}")
    if capture.cut:
        if is_release:
            raise Unreadable(f"it is incomplete: {capture.cut}")
        return replace(
            read_page(replace(capture, cut=None), site), items=()
        )  # complete addresses on it are still worth fetching
    kind = (capture.header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind == "text/plain" or (capture.kind == "conversion" and not kind):
        if not is_release:
            if sitemap := read_text_sitemap(text_of(capture), capture.url, site):
                return sitemap
            raise NotARelease("plain text at an address that is not a release's")
        return read_plain_text(text_of(capture), capture.url, site.boilerplate)
    data = payload(capture)
    if data.startswith(GZIP) and not is_release:  # a sitemap as a compressed file (sitemaps.org: `.xml.gz`)
        data = gunzip(data)
        return _read_xml(text_of(replace(capture, body=data, headers=())), capture.url, site)
    xml = bool(XML_ROOT.match(data[:2048]))
    if kind and "html" not in kind and not kind.endswith("xml") and (is_release or not xml):
        raise (Unreadable if is_release else NotARelease)(f"it is {kind}, not a page")
    if (kind.endswith("xml") and kind != "application/xhtml+xml") or xml:
        return _read_xml(text_of(capture), capture.url, site)
    return _read_html(text_of(capture), capture.url, site, is_release=is_release)


def is_gone(capture: Capture, site: Site) -> bool:
    """Whether the status says that there is no longer a release at this address; needs no bytes."""
    return capture.status in GONE_STATUSES or _leads_elsewhere(capture, site)


def _leads_elsewhere(capture: Capture, site: Site) -> bool:
    """Whether the answer is a redirect away from the release: to a list (EXT:news can be set so) or another release.

    A list is one of the site's, or a page above the release; any other target may be temporary maintenance.
    """
    target = capture.header("Location")
    if capture.status not in REDIRECTS or not target or not site.owns(address := absolute(capture.url, target)):
        return False
    if key := site.key(address):
        return key != site.key(capture.url)
    path = urlsplit(site.canonical(address)).path.rstrip("/")
    lists = {urlsplit(urljoin(site.home, url)).path.rstrip("/") for url in site.lists}
    return path in lists or bool(path and urlsplit(site.canonical(capture.url)).path.startswith(f"{path}/"))


def _read_xml(text: str, url: str, site: Site) -> PageReading:
    root = xml_root(text)
    if root is None:
        raise Unreadable("it is not readable XML")
    name = str(root.tag).rpartition("}")[2].lower()
    if name in {"urlset", "sitemapindex"}:
        return read_sitemap(root, url, site)
    if name in {"rss", "rdf", "feed"}:
        return read_feed(root, url, site)
    raise NotARelease(f"it is XML with the root <{name}>, neither a feed nor a sitemap")


def _read_html(text: str, url: str, site: Site, *, is_release: bool) -> PageReading:
    if not text.strip():
        raise Unreadable("the page is empty")
    try:
        document = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
    except etree.ParserError as error:
        raise Unreadable(f"it is not readable HTML: {error}") from error
    most = MOST_NODES if is_release else MOST_NODES_OF_A_LIST
    if len(text) > MOST_CHARACTERS or count_elements(document) > most:
        raise Unreadable(f"it holds more than {MOST_CHARACTERS:,} characters or {most:,} elements")
    base = base_address(text, url)
    if is_release and OPENS.search(text) and not ENDS.search(text[-TAIL:]):
        raise Unreadable("it is incomplete: the page breaks off before </html>")
    if not is_release:
        if listing := read_listing(document, url, base, site):
            return listing
        raise NotARelease("it is neither a release's address nor a list of releases")
    layout = claiming_layout(document, url, base, text, site)
    here = site.key(url)
    urls = tuple(u for u in release_urls(document, base, site) if site.key(u) != here)
    return PageReading(layout.layout, (layout.item(),), urls)


def claiming_layout(document: HtmlElement, url: str, base: str, html: str, site: Site) -> Page:
    """The one layout that claims a detail page; the generic reader where none does.

    html: the page that `document` was parsed from.

    Raises: Gone, if the page says that there is no such article; Unreadable, if none or several claim it.
    """
    text = PageText(document, url, base, site.boilerplate)
    if text.is_gone():
        raise Gone("the page says that the article is no longer available")
    claims: list[Page] = [page for page in (layout(text) for layout in LAYOUTS) if page.claims()]
    if not claims and (generic := Generic(text, html)).claims():
        portal = Presseportal(text)
        return portal if portal.could_be() and generic.agrees(text, expected=site.generation(url) == "C") else generic
    if len(claims) != 1:
        names = ", ".join(page.layout for page in claims) or "no layout"
        raise Unreadable(f"{names} claims the page; exactly one must: see the claims of scraper/pages")
    return claims[0]
