"""An HTML subtree → its blocks in reading order, each with the role that semantic markup gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml.html import HtmlElement

from scraper.boilerplate import NO_BOILERPLATE, Boilerplate
from scraper.items import BlockKind
from scraper.pages.element_text import BLOCKS, HEADINGS, SKIPPED, entries_of, fold, lines_of, text_of_element
from scraper.pages.page_end import is_page_end, may_be_page_end
from scraper.pages.patterns import cut_lines

SKIPPED_CLASS = re.compile(
    r"backlink|pager|paginator|pagination|breadcrumb|share|sharing|social|sr-only|visually-hidden|cookie|skip-?link"
    r"|prev-?next|post-?nav|nav-?links|twitter-tweet|instagram-media|fb-post|tiktok-embed",
    re.I,
)
SKIPPED_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog"}
LEAVES = {"p", "figcaption", "address", "dd", "dt", "pre"}
ROLES = {
    "headline": "title",
    "description": "teaser",
    "articleBody": "body",
    "author": "author",
    "datePublished": "date",
    "keywords": "tags",
    "articleSection": "categories",
}
CLASS_ROLES = (
    (re.compile(r"category|categories|rubrik", re.I), "categories"),
    (re.compile(r"(?:^|\s|-|_)tags?(?:$|\s|-|_)", re.I), "tags"),
    (re.compile(r"author|autor|kuerzel", re.I), "author"),
    (re.compile(r"kicker|dachzeile|overline|topline", re.I), "kicker"),
    (re.compile(r"teaser|vorspann|(?:^|\s|-)lead(?:$|\s|-)", re.I), "teaser"),
    (re.compile(r"caption|bildunterschrift", re.I), "caption"),
    (re.compile(r"related-files|downloads?(?:$|\s)", re.I), "files"),
    (re.compile(r"related|(?:^|\s)supplement(?:\s|$)", re.I), "related"),
    (re.compile(r"frame-type-(?!news|list)"), "element"),
)
LONGEST_CAPTION = 300  # characters of loose text beside an image
LONGEST_TIME = 400  # characters in a `<time>`, white space included


@dataclass(frozen=True)
class Part:
    """A block with its element and role; `kind` is `image` for an img, `time` for a time, else a block kind.

    strong: all of its text is in bold; loose: of text that no element of its own holds, the links in it.
    """

    kind: BlockKind | str
    text: str
    element: HtmlElement
    role: str | None = None
    level: int | None = None
    strong: bool = False
    loose: tuple[HtmlElement, ...] | None = None

    @property
    def holder(self) -> HtmlElement | None:
        """The element that holds the block beside others: its parent, or of loose text the block it stands in."""
        if self.loose is None:
            return self.element.getparent()
        around = (self.element, *self.element.iterancestors())
        return next((element for element in around if element.tag in BLOCKS), None)

    @cached_property
    def anchors(self) -> list[HtmlElement]:
        """The links around and in the block, in the page's order."""
        around = reversed(list(self.element.iterancestors("a")))
        inner = self.element.iter("a") if self.loose is None else self.loose
        return [a for a in (*around, *inner) if a.get("href")]


def outermost(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Of elements in the page's order, those that stand in none of the others."""
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for element in elements:
        if element not in inside:
            found.append(element)
            inside.update(part for part in element.iter() if part.tag == element.tag)
    return found


def flow(
    root: HtmlElement, until: HtmlElement | None = None, *, boilerplate: Boilerplate = NO_BOILERPLATE
) -> list[Part]:
    """The blocks below `root` in reading order, those of menus, forms and share bars left out.

    until: an element at which to stop; it is left out itself. boilerplate: of the city whose page it is.
    """
    return Walk(root, until, boilerplate=boilerplate).parts


class Walk:
    """A walk through the blocks below `root`, as `flow` gives them.

    parts: the blocks. spans: for a block element that has no role from around it, which of the parts stand in it:
           the same that a walk of its own would give.
    bold_alone: whether a line in bold beside others is a block of its own.
    boilerplate: of the city whose page it is.
    """

    def __init__(
        self, root: HtmlElement, until: HtmlElement | None = None, *, bold_alone: bool = False,
        boilerplate: Boilerplate = NO_BOILERPLATE,
    ) -> None:  # fmt: skip
        self.parts: list[Part] = []
        self.spans: dict[HtmlElement, slice] = {}
        self._root, self._until, self._bold_alone = root, until, bold_alone
        self._boilerplate = boilerplate
        self._has_images = next(root.iter("img"), None) is not None
        self._ended = False
        self._text: list[str] = []
        self._inked = False  # whether the collected text is more than white space
        self._at: HtmlElement = root
        self._strong = True
        self._bold = self._broken = False  # whether the last text was in bold; whether its line has ended
        self._roles: set[str | None] = set()
        self._anchors: list[HtmlElement] = []
        self._walk(root, None)

    def _walk(self, element: HtmlElement, outer: str | None) -> None:
        self._ended = self._ended or element is self._until
        tag = element.tag
        if self._ended or not isinstance(tag, str) or tag in SKIPPED:
            return
        if element is not self._root and _is_skipped(element):
            return
        role = _role(element) or outer
        if tag == "img":
            self._flush()
            self.parts.append(Part("image", "", element, role))
        elif tag == "br":
            self._text.append("\n\0")
            self._broken = True
        elif tag in HEADINGS or tag == "blockquote":
            self._flush()
            self._inner(element, role)
            if text := text_of_element(element):
                kind = "heading" if tag in HEADINGS else "quotation"
                self.parts.append(Part(kind, text, element, role, HEADINGS.get(tag)))
        elif tag in {"ul", "ol", "dl"} or (tag == "table" and not _is_layout(element)):
            self._flush()
            self._inner(element, role)
            if text := entries_of(element):
                self.parts.append(Part("table" if tag == "table" else "list", text, element, role))
        elif tag in LEAVES:
            self._flush()
            self._inner(element, role)
            strong = _is_strong(element)
            for text in cut_lines(lines_of(element), self._boilerplate):
                self.parts.append(Part("paragraph", text, element, role, strong=strong))
        else:
            self._branch(element, role, outer)

    def _branch(self, element: HtmlElement, role: str | None, outer: str | None) -> None:
        block = element.tag in BLOCKS
        if block:
            self._flush()
            begin = len(self.parts)
            if role is None and self._has_images and _is_caption(element):
                role = "caption"
        if element.tag == "time":
            self.parts.append(Part("time", _time_of(element), element, role))
        elif element.tag == "a" and element.get("href"):
            self._anchors.append(element)
        self._add(element.text, element, role)
        for child in element:
            self._walk(child, role)
            if self._ended:
                break
            self._add(child.tail, element, role)
        if block:
            self._flush()
            if outer is None:
                self.spans[element] = slice(begin, len(self.parts))

    def _inner(self, element: HtmlElement, role: str | None) -> None:
        for node in element.iter("img", "time"):
            if node.tag == "img":
                self.parts.append(Part("image", "", node, role))
            else:
                self.parts.append(Part("time", _time_of(node), node, role))

    def _add(self, text: str | None, element: HtmlElement, role: str | None) -> None:
        if not text:
            return
        if text.isspace():
            self._text.append(text)
            return
        bold = _in_bold(element)
        if self._bold_alone and self._broken and self._inked and bold is not self._bold:
            self._flush()
        self._text.append(text)
        self._inked, self._broken, self._bold, self._at = True, False, bold, element
        self._roles.add(role)
        self._strong = self._strong and bold

    def _flush(self) -> None:
        if not self._text:
            return
        if self._inked:
            lines = [fold(line) for line in "".join(self._text).split("\n\0")]
            roles = self._roles
            role = next(iter(roles)) if len(roles) == 1 else ("body" if "body" in roles else None)
            loose = tuple(self._anchors)
            for text in cut_lines(lines, self._boilerplate):
                self.parts.append(Part("paragraph", text, self._at, role, strong=self._strong, loose=loose))
        self._text, self._inked, self._strong, self._roles, self._anchors = [], False, True, set(), []


def _time_of(element: HtmlElement) -> str:
    """What a `<time>` prints; nothing, if it was never closed and holds the rest of the page."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > LONGEST_TIME:
            return ""
    return fold(text)


def _is_skipped(element: HtmlElement) -> bool:
    if element.tag in {"footer", "header"}:  # those of the page; an article's own hold its title and meta line
        return element.find(".//h1") is None and next(element.iterancestors("article", "main"), None) is None
    if element.get("role") in SKIPPED_ROLES or element.get("hidden") is not None:
        return True
    classes = element.get("class")
    if classes and _names_a_skipped(classes):
        return element.find(".//h1") is None
    name = element.get("id")
    return bool(name or classes) and may_be_page_end(name or "", classes or "") and is_page_end(element)


@lru_cache(maxsize=4096)  # a site has few classes, which recur on every page
def _names_a_skipped(classes: str) -> bool:
    return SKIPPED_CLASS.search(classes) is not None


def _role(element: HtmlElement) -> str | None:
    if found := ROLES.get(element.get("itemprop") or ""):
        return found
    if element.tag == "figcaption":
        return "caption"
    if element.get("id") == "supplement":
        return "related"
    classes = element.get("class")
    return _role_of_class(classes) if classes else None


@lru_cache(maxsize=4096)
def _role_of_class(classes: str) -> str | None:
    return next((role for pattern, role in CLASS_ROLES if pattern.search(classes)), None)


def _is_layout(table: HtmlElement) -> bool:
    """A table that holds a title of the page, or no row with two cells of text, only places things."""
    if next(table.iter("h1", "h2", "h3"), None) is not None or table.find(".//table") is not None:
        return True
    return all(
        sum(bool((c.text_content()).strip()) for c in row if c.tag in {"td", "th"}) < 2 for row in table.iter("tr")
    )


def _is_caption(element: HtmlElement) -> bool:
    """Loose text in a small box around one image."""
    if element.tag not in {"div", "td", "figure"} or next(element.iter("img"), None) is None:
        return False
    return next(element.iter("p", "ul", "ol", "table", *HEADINGS), None) is None and (
        len(element.text_content()) <= LONGEST_CAPTION
    )


def _is_strong(element: HtmlElement) -> bool:
    """Whether all text of an element stands in b or strong."""
    inner = element
    while inner.tag not in {"b", "strong"}:
        children = [c for c in inner if isinstance(c.tag, str)]
        if len(children) != 1 or (inner.text or "").strip() or (children[0].tail or "").strip():
            return False
        inner = children[0]
    return True


def _in_bold(element: HtmlElement | None) -> bool:
    while element is not None and element.tag not in BLOCKS:
        if element.tag in {"b", "strong"}:
            return True
        element = element.getparent()
    return False
