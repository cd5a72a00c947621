"""What a page's semantic markup says of it: microdata, Open Graph, JSON-LD, `meta` and `link`, found in one pass."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from scraper.pages.addresses import absolute
from scraper.pages.characters import uid_of
from scraper.pages.element_text import fold

META_DATES = (
    "article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created",
    "date", "dc.date", "dcterms.date",
)  # fmt: skip
META_MODIFIED = ("article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified")
META_TITLES = ("og:title", "dcterms.title", "dc.title", "twitter:title", "title")
META_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator")
META_KINDS = ("og:type", "dc.type", "dcterms.type")
ARTICLE = re.compile(r"article|news|press|meldung", re.I)
JSON_ARTICLE = re.compile(r"Article|Posting")  # schema.org: NewsArticle, BlogPosting and their like
MARKED = XPath('//*[@itemprop or contains(@class, "news-list-category")]')
IN_SINGLE = XPath('boolean(ancestor::*[contains(@class, "news-single")])')
IN_LIST = XPath('boolean(ancestor::*[contains(@class, "news-list-view")])')
REL_AUTHOR = '//*[contains(concat(" ", @rel, " "), " author ")][not(self::link)]'
SITE_NAME = re.compile(r"\s+[|–—·»-]\s+")  # what separates the title from the site's name in `<title>`
SHORTEST_TITLE = 8  # letters
MOST_TITLES = 20  # names of a page that are compared with its headings; a page has one or two


def letters_of(text: str) -> str:
    """Only the letters and digits of a text, small: what stays alike whatever blanks, marks and soft hyphens do."""
    return re.sub(r"[\W_]+", "", text).casefold()


class Marks:
    """The marks of one page.

    document: the parsed page; url: its address; base: what its relative addresses are relative to.
    """

    def __init__(self, document: HtmlElement, url: str, base: str) -> None:
        self.document, self.url, self.base = document, url, base
        self._meta: dict[str, list[str]] = {}  # name or property in lower case → contents, in the page's order
        self._canonical: list[str] = []
        self._titles: list[str] = []
        self._json: list[str] = []
        for element in document.iter("link", "meta", "script", "title"):
            self._gather(element)

    def _gather(self, element: HtmlElement) -> None:
        tag, get = element.tag, element.get
        if tag == "meta":
            name, content = get("property") or get("name"), get("content")
            if name and content:
                self._meta.setdefault(name.lower(), []).append(content)
        elif tag == "link":
            if get("rel") == "canonical" and get("href"):
                self._canonical.append(str(get("href")))
        elif tag == "script":
            if get("type") == "application/ld+json" and element.text:
                self._json.append(element.text)
        elif element.text and getattr(element.getparent(), "tag", None) == "head":
            self._titles.append(element.text)

    @cached_property
    def marked(self) -> list[HtmlElement]:
        """The elements with microdata, and those that list categories."""
        return cast(list[HtmlElement], MARKED(self.document))

    def items(self, name: str) -> list[HtmlElement]:
        """The elements marked as this property by microdata, those in lists of releases left out."""
        return [e for e in self.marked if e.get("itemprop") == name and not in_list(e)]

    @cached_property
    def headline(self) -> HtmlElement | None:
        """The element that is marked as the headline of an article, outside lists."""
        marked = self.items("headline")
        single = (e for e in marked if IN_SINGLE(e))
        found = next(single, next(iter(marked), None))
        if found is None or self.is_named(found.text_content()):
            return found
        # teasers of other articles are marked too: where the page's own title stands in an h1, it is none of them
        own = (e for e in self.document.iter("h1") if e not in marked and self.is_named(e.text_content()))
        return found if next(own, None) is None else None

    def is_named(self, text: str) -> bool:
        """Whether the page's head calls the page so."""
        letters = letters_of(text)
        return len(letters) > SHORTEST_TITLE and letters in self._named

    @cached_property
    def _named(self) -> str:
        """The letters of what the page's head calls it, a line for each name."""
        return "\n".join(map(letters_of, self.page_titles[:MOST_TITLES]))

    @property
    def canonical(self) -> str | None:
        """The address in `link rel=canonical`, absolute."""
        return (absolute(self.base, self._canonical[0].strip()) or None) if self._canonical else None

    @property
    def uid(self) -> tuple[int | None, str | None]:
        """The news uid that an address of the page names, and which address; (None, None) if none does."""
        addresses = (
            ("address", [self.url]),
            ("canonical", self._canonical),
            ("og:url", self._meta.get("og:url", [])),
        )
        for name, found in addresses:
            for address in found:
                for key, value in parse_qsl(urlsplit(absolute(self.base, address)).query):
                    if key == "tx_news_pi1[news]" and (uid := uid_of(value)) is not None:
                        return uid, name
        return None, None

    @cached_property
    def page_titles(self) -> list[str]:
        """What the page's head calls it: `og:title` and `<title>`, white space folded."""
        metas = [text for name in META_TITLES for text in self._meta.get(name, [])]
        return [text for text in map(fold, (*metas, *self._titles)) if text]

    @cached_property
    def json_ld(self) -> dict[str, Any]:
        """The first JSON-LD object of an article, or an empty one."""
        for text in self._json:
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                continue  # a broken block proves nothing; the page has other witnesses
            graph = data.get("@graph", data) if isinstance(data, dict) else data
            for entry in graph if isinstance(graph, list) else [graph]:
                if isinstance(entry, dict) and JSON_ARTICLE.search(str(entry.get("@type"))):
                    return entry
        return {}

    @property
    def authors(self) -> list[str]:
        """Names of authors in JSON-LD, in links with `rel=author` and in `meta`, in this order."""
        found = self.json_ld.get("author")
        entries = found if isinstance(found, list) else [found]
        names = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
        named = [fold(name) for name in names if isinstance(name, str)]
        linked = [fold(a.text_content()) for a in self.document.xpath(REL_AUTHOR)]
        return named + linked + [fold(text) for name in META_AUTHORS for text in self._meta.get(name, [])]

    @property
    def publishers(self) -> set[str]:
        """Who publishes the site by its own marks, and what stands beside the title in `<title>`."""
        names = {
            fold(text) for name in ("og:site_name", "publisher", "dc.publisher") for text in self._meta.get(name, [])
        }
        return names | {part.strip() for title in self._titles for part in SITE_NAME.split(fold(title))[1:]}

    @property
    def is_article(self) -> bool:
        """Whether the page's own marks say that it is an article: microdata, JSON-LD, Open Graph or Dublin Core."""
        if self.headline is not None or self.json_ld:
            return True
        kinds = (text for name in META_KINDS for text in self._meta.get(name, []))
        return any(ARTICLE.search(kind) for kind in kinds)

    @property
    def meta_date(self) -> str | None:
        """The day or instant in a `meta` element, as printed there."""
        return next((self._meta[name][0] for name in META_DATES if name in self._meta), None)

    @property
    def modified(self) -> str | None:
        """When the page says that it was last edited, as printed: microdata, a `meta`, else JSON-LD `dateModified`."""
        elements = [e for e in self.marked if e.get("itemprop") == "dateModified"]
        found = [e.get("datetime" if e.tag == "time" else "content") for e in elements if e.tag in {"time", "meta"}]
        metas = [text for name in META_MODIFIED for text in self._meta.get(name, [])]
        marked = [*found, *metas, self.json_ld.get("dateModified")]
        return next((str(text).strip() for text in marked if text and str(text).strip()), None)

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories, which line breaks part and not blanks."""
        found = [
            e
            for e in self.marked
            if e.get("itemprop") == "articleSection"
            or ("news-list-category" in (e.get("class") or "") and not in_list(e))
        ]
        lines = [fold(line) for node in found for line in node.text_content().splitlines()]
        return tuple(dict.fromkeys(line for line in lines if line))


def in_list(element: HtmlElement) -> bool:
    """Whether an element stands in a list of releases, and so speaks of another one."""
    return bool(IN_LIST(element))
