"""An HTML subtree → its blocks in reading order, each with the role that semantic markup gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.items import BlockKind

SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "form",
    "button",
    "svg",
    "iframe",
    "object",
    "head",
    "select",
}
SKIPPED_CLASS = re.compile(
    r"backlink|pager|paginator|breadcrumb|share|social|sr-only|visually-hidden|cookie|skip-?link", re.I
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
} | set(HEADINGS)
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
    (re.compile(r"related", re.I), "related"),
)


CAPTION_LENGTH = 400  # code points; longer text beside an image is no caption


@dataclass(frozen=True)
class Part:
    """A block with its element and role; `kind` is `image` for an img, else a block kind."""

    kind: BlockKind | str
    text: str
    element: HtmlElement
    role: str | None = None
    level: int | None = None


def text_of_element(element: HtmlElement) -> str:
    """All text below an element, white space folded, line breaks as blanks."""
    parts: list[str] = []
    for node in element.iter():
        if isinstance(node.tag, str):
            if node.tag in SKIPPED and node is not element:
                continue
            if node.tag in BLOCKS or node.tag == "br":
                parts.append(" ")
            parts.append(node.text or "")
        if node is not element:
            if node.tag in BLOCKS:
                parts.append(" ")
            parts.append(node.tail or "")
    return fold("".join(parts))


def fold(text: str) -> str:
    """White space folded (NBSP stays as printed inside a line)."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" \u00a0")


def flow(root: HtmlElement) -> Iterator[Part]:
    """The blocks below `root` in reading order, those of menus, forms and share bars left out."""
    yield from _Walker().walk(root, None)


class _Walker:
    def __init__(self) -> None:
        self._line: list[str] = []
        self._line_element: HtmlElement | None = None

    def walk(self, element: HtmlElement, role: str | None) -> Iterator[Part]:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return
        classes = element.get("class") or ""
        if SKIPPED_CLASS.search(classes) and element.getparent() is not None:
            return
        role = _role(element, classes) or role
        if tag == "img":
            yield from self._flush(role)
            yield Part("image", "", element, role)
            return
        if tag == "time":
            yield Part("time", fold(element.text_content()), element, role)
        if tag == "br":
            yield from self._flush(role)
            return
        if tag in HEADINGS:
            yield from self._flush(role)
            yield from _images(element, role)
            if text := text_of_element(element):
                yield Part("heading", text, element, role, HEADINGS[tag])
            return
        if tag in {"ul", "ol", "table", "dl"} and not _layout_table(element):
            yield from self._flush(role)
            yield from _images(element, role)
            if text := _lines(element):
                yield Part("table" if tag == "table" else "list", text, element, role)
            return
        if tag == "blockquote":
            yield from self._flush(role)
            if text := text_of_element(element):
                yield Part("quotation", text, element, role)
            return
        block = tag in BLOCKS
        if block:
            yield from self._flush(role)
        # A paragraph is one block whatever its line breaks; only loose text is parted by them.
        if tag in {"p", "figcaption", "address", "dd", "dt", "pre"}:
            yield from _times(element, role)
            yield from _images(element, role)
            if text := text_of_element(element):
                yield Part("paragraph", text, element, role)
            return
        self._add(element.text, element)
        for child in element:
            yield from self.walk(child, role)
            self._add(child.tail, element)
        if block:
            yield from self._flush(role)

    def _add(self, text: str | None, element: HtmlElement) -> None:
        if text:
            self._line.append(text)
            self._line_element = element

    def _flush(self, role: str | None) -> Iterator[Part]:
        text = fold("".join(self._line))
        self._line.clear()
        if text and (element := self._line_element) is not None:
            # Loose lines beside an image in one small box are its caption, whatever the box is called.
            beside_image = element.find("img") is not None or element.find("a/img") is not None
            small = beside_image and len(text_of_element(element)) <= CAPTION_LENGTH
            yield Part("paragraph", text, element, "caption" if small else role)


def _role(element: HtmlElement, classes: str) -> str | None:
    if found := ROLES.get(element.get("itemprop") or ""):
        return found
    if element.tag == "figcaption":
        return "caption"
    return next((role for pattern, role in CLASS_ROLES if pattern.search(classes)), None) if classes else None


def _layout_table(element: HtmlElement) -> bool:
    return element.tag == "table" and element.find(".//h1") is not None


def _images(element: HtmlElement, role: str | None) -> Iterator[Part]:
    for image in element.iter("img"):
        yield Part("image", "", image, role)


def _times(element: HtmlElement, role: str | None) -> Iterator[Part]:
    for node in element.iter("time"):
        yield Part("time", fold(node.text_content()), node, role)


def _lines(element: HtmlElement) -> str:
    rows = element.iter("tr") if element.tag == "table" else (c for c in element if c.tag in {"li", "dt", "dd"})
    lines = []
    for row in rows:
        if element.tag == "table":
            lines.append("\t".join(text_of_element(cell) for cell in row if cell.tag in {"td", "th"}))
        else:
            lines.append(text_of_element(row))
    return "\n".join(line for line in lines if line.strip())
