"""Blackens erased releases in captures that show others as well: lists, feeds, sitemaps, pages that link to them.

What is left is a conversion (ISO 28500 6.9) of the page. The entry of an erased release is the largest element around
its address that names no other release; on the page of a release it is the link alone. Whatever would still name it
afterwards is blackened as a whole.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Any

import lxml.html
from lxml import etree

from scraper.items import Capture, PageReading
from scraper.naming import releases_at, releases_in, releases_named
from scraper.pages import PageError, read_page
from scraper.pages.addresses import HEAD, absolute, base_address
from scraper.pages.decoding import text_of
from scraper.pages.xml import xml_root
from scraper.passages import BLACK, INLINE, Passages, unquoted
from scraper.sites import Site

ANYWHERE: Mapping[str, Passages] = MappingProxyType({})
KEPT = {"class", "id", "rel", "type"}  # attributes of a blackened element: layouts are known by them
TOPS = {"html", "body", "head", "rss", "channel", "feed", "urlset", "sitemapindex", "rdf"}
ADDRESSES = {"href", "src", "action"}
FEWEST = 3  # words of a title that is looked for all over the page; „Termine“ stands in every menu
OF_LINKS = {"a", "b", "em", "h2", "h3", "h4", "h5", "h6", "i", "li", "small", "span", "strong"}
LINKS = {"link", "guid", "id", "loc", "origlink", "about"}  # elements of XML whose text is an address
XML = re.compile(r"\s*(?:<\?xml|<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b)", re.I)
LINK = re.compile(r"<link\b[^>]{1,2000}>", re.I)
CANONICAL = re.compile(r"\brel\s*=\s*[\"']?canonical\b", re.I)
HREF = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.I)
HTML = re.compile(r"<(?:!doctype|html|body|div|a|p)\b", re.I)
_PARSER = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)


class NothingLeft(Exception):
    """Nothing of a capture may be kept: it is an erased release at another address, or cannot be read."""


def is_of(capture: Capture, site: Site, erased: Collection[str]) -> bool:
    """Whether a capture is an erased release's own: of its address, or leading there."""
    target = absolute(capture.url, capture.header("Location") or "")
    return site.key(capture.url) in erased or (bool(target) and site.key(target) in erased)


def blackened(
    capture: Capture, site: Site, erased: Collection[str], words: Passages, elsewhere: Mapping[str, Passages] = ANYWHERE
) -> Capture | None:
    """The conversion that takes the place of a capture which names erased releases; None if it names none.

    words: what must not be left of them, besides their titles and texts, on any page that is no release's; that other
    releases say it is another matter, and `check --withdrawals` tells of it. elsewhere: what must not be left on pages
    of other releases, by their slugs.
    Raises: NothingLeft, if the capture names one as what it shows itself, or may name one and cannot be read.
    """
    if capture.kind == "revisit":
        return None
    try:
        text = text_of(capture)
    except PageError as error:
        if releases_named(capture, site) & set(erased):
            raise NothingLeft(str(error)) from error
        return None
    own = site.key(capture.url)
    words = words if own is None else elsewhere.get(own, Passages(()))
    named = _names(text, capture.url, site, erased)
    if not named and not words.stand_in(text):
        return None
    if named and site.key(_canonical(text, capture.url)) in erased:
        raise NothingLeft("it names an erased release as its own address")
    told = [one for one in _told(capture, site, erased) if len(one.split()) >= FEWEST]
    kind, black = _black(text, capture.url, site, set(erased), Passages((*told, *words.words)), own=own is not None)
    left = _names(black, capture.url, site, erased)
    if left or words.stand_in(black):
        kind, black = "text/plain", BLACK
    headers = (("Content-Type", f"{kind}; charset=utf-8"),)
    return Capture(
        capture.url, capture.captured_at, "conversion", capture.status, headers, black.encode("utf-8", "replace"),
        cut=capture.cut, unverified=capture.unverified,
    )  # fmt: skip


def _names(text: str, url: str, site: Site, erased: Collection[str]) -> bool:
    """Whether a page's source names an erased release; asked only of those in which a slug stands."""
    read = unquoted(text) if "%" in text else text
    slugs = {part for slug in erased for part in (slug, slug.removeprefix("uid-"))}
    may = any(slug in one for slug in slugs for one in (text, read))
    return may and bool(releases_in(text, url, site) & set(erased))


def _canonical(text: str, url: str) -> str:
    """The address that a page gives as its own; "" if it gives none."""
    for tag in LINK.findall(text[:HEAD]):
        if CANONICAL.search(tag) and (href := HREF.search(tag)):
            return absolute(base_address(text, url), html.unescape(href[1]))
    return ""


def _told(capture: Capture, site: Site, erased: Collection[str]) -> Iterator[str]:
    """What a page says of erased releases: titles, teasers, texts of links."""
    try:
        reading: PageReading = read_page(capture, site)
    except PageError:
        return
    for item in reading.items:
        if site.key(item.url) in erased:
            yield from filter(None, (item.title, item.teaser, *(block.text for block in item.body)))
        yield from (link.text for link in item.links if link.text and site.key(link.url) in erased)


def _black(
    text: str, url: str, site: Site, erased: set[str], told: Passages, *, own: bool
) -> tuple[str, str]:  # fmt: skip
    if XML.match(text) and (root := xml_root(text)) is not None:
        _Tree(root, url, site, erased, told, own=False, xml=True).blacken()
        return "application/xml", etree.tostring(root, encoding="unicode")
    if HTML.search(text):
        document = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
        _Tree(document, base_address(text, url), site, erased, told, own=own, xml=False).blacken()
        whole = document.getroottree()
        doctype: str = whole.docinfo.doctype  # type: ignore[attr-defined]  # the stubs do not know it
        return "text/html", lxml.html.tostring(whole, encoding="unicode", doctype=doctype or None)
    lines = (BLACK if releases_in(line, url, site) & erased else told.blacken(line) for line in text.splitlines())
    return "text/plain", "\n".join(lines)


class _Tree:
    """A parsed page on its way to being blackened."""

    def __init__(
        self, root: Any, base: str, site: Site, erased: set[str], told: Passages, *, own: bool, xml: bool
    ) -> None:  # fmt: skip
        self._root, self._base, self._site, self._erased, self._told = root, base, site, erased, told
        self._own, self._xml = own, xml
        self._others: set[Any] = set()  # elements that name a release which is not erased, and all above them
        self._entries: list[Any] = []
        self._known: dict[str, set[str]] = {}  # text → the releases that it names; menus repeat

    def blacken(self) -> None:
        """Blacken the entries, then what is left of their words and addresses."""
        named = {element: self._named(element) for element in self._root.iter()}
        for element, (releases, _) in named.items():
            if releases - self._erased:
                while element is not None and element not in self._others:
                    self._others.add(element)
                    element = element.getparent()
        for element, (releases, is_link) in named.items():
            if releases & self._erased and is_link and element not in self._others:
                self._entries.append(self._entry(element))
        for entry in self._entries:
            for part in self._with_texts_below(entry):
                _blacken_all(part)
        for element in self._root.iter():
            self._blacken_rest(element)
        self._blacken_across()

    def _named(self, element: Any) -> tuple[set[str], bool]:
        """The releases that an element itself names, and whether it is a link to one."""
        linked: set[str] = set()
        for value in element.attrib.values() if isinstance(element.tag, str) else ():
            linked |= self._in(value)
        said = self._in(element.text or "")
        name = _name(element)
        is_address = (self._xml and name in LINKS) or name == "script"
        return linked | said, bool(linked & self._erased) or is_address

    def _in(self, text: str) -> set[str]:
        if "/" not in text and "?" not in text:
            return set()
        if text not in self._known:
            self._known[text] = releases_at(text, self._base, self._site)
        return self._known[text]

    def _entry(self, element: Any) -> Any:
        """The largest element around a link that names no other release; on a release's page the link itself."""
        while (above := element.getparent()) is not None and above not in self._others and _name(above) not in TOPS:
            if self._own and _name(above) not in OF_LINKS:
                break
            element = above
        return element

    def _with_texts_below(self, entry: Any) -> Iterator[Any]:
        """An entry, and what belongs to it behind it where a list is flat: up to the next heading or release."""
        yield entry
        name = _name(entry)
        if self._own or name not in {"dt", "h1", "h2", "h3", "h4", "h5", "h6", "a"}:
            return
        for below in entry.itersiblings():
            if below in self._others or _name(below) == name:
                return
            yield below

    def _blacken_rest(self, element: Any) -> None:
        if element.text:
            element.text = self._rest(element.text, of_script=_name(element) in {"script", "style"})
        if element.tail:
            element.tail = self._rest(element.tail)
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            if name not in KEPT and (black := self._rest(value, of_address=name in ADDRESSES)) != value:
                element.set(name, black)

    def _rest(self, text: str, *, of_script: bool = False, of_address: bool = False) -> str:
        named = self._in(text)
        if of_address:
            return BLACK if named & self._erased or (not named and self._told.in_address(text)) else text
        if self._xml and "<" in text and (named & self._erased or self._told.stand_in(text)):
            return self._fragment(text)
        if named & self._erased:
            if of_script:
                return BLACK
            parts = re.split(r"(\s+)", text)
            text = "".join(BLACK if self._in(part) & self._erased else part for part in parts)
        black = self._told.blacken(text)
        return BLACK if self._told.stand_in(black) else black

    def _fragment(self, text: str) -> str:
        """The HTML of an entry, which feeds hold as text, of a release that is not erased."""
        try:
            parsed = lxml.html.fragment_fromstring(text.encode("utf-8", "replace"), "div", parser=_PARSER)
        except etree.ParserError:
            return BLACK
        _Tree(parsed, self._base, self._site, self._erased, self._told, own=True, xml=False).blacken()
        black: str = lxml.html.tostring(parsed, encoding="unicode")
        return black.removeprefix("<div>").removesuffix("</div>")

    def _blacken_across(self) -> None:
        """Blacken words of which a part stands in another element."""
        pieces = list(self._pieces())
        begins = list(accumulate((len(text) for _, _, text in pieces), initial=0))
        spans = self._told.spans("".join(text for _, _, text in pieces))
        for start, end in reversed(spans):
            first = bisect_right(begins, start) - 1
            for number in range(first, bisect_left(begins, end)):
                element, part, _ = pieces[number]
                if part:
                    text, begin = unicodedata.normalize("NFC", getattr(element, part)), begins[number]
                    black = BLACK if number == first else ""
                    setattr(element, part, text[: max(start - begin, 0)] + black + text[end - begin :])

    def _pieces(self) -> Iterator[tuple[Any, str, str]]:
        """The texts of a page that are seen, in their order, in NFC, and which part of which element each is.

        A space of no part stands where an element parts words.
        """
        for event, element in etree.iterwalk(self._root, events=("start", "end", "comment", "pi")):
            part = "text" if event == "start" else "tail"
            if event in {"start", "end"} and _name(element) not in INLINE:
                yield element, "", " "
            seen = part == "tail" or _name(element) not in {"script", "style"}
            if seen and (text := getattr(element, part)):
                yield element, part, unicodedata.normalize("NFC", text)


def _blacken_all(element: Any) -> None:
    """Blacken every text in an element, and cut its other attributes."""
    for part in element.iter():
        if part.text and part.text.strip():
            part.text = BLACK
        if part is not element and part.tail and part.tail.strip():
            part.tail = BLACK
        if isinstance(part.tag, str):
            for name in [name for name in part.attrib if name not in KEPT]:
                del part.attrib[name]


def _name(element: Any) -> str:
    """The name of an element without its namespace; "" of a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
