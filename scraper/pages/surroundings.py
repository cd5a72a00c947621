"""What surrounds an article on a page without being part of it: boxes, teasers of other articles, lists of links.

A box is told by what it is named (`<aside class="related">`) and by not holding the article; a list of links by holding
nothing else.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from scraper.boilerplate import Boilerplate
from scraper.pages.dateline import read_dateline
from scraper.pages.element_text import fold
from scraper.pages.flow import Part, outermost
from scraper.pages.marks import letters_of
from scraper.pages.patterns import RELATED_HEADING, is_footer

BOX_CLASS = re.compile(
    r"related|aehnlich|verwandt|sidebar|side-?bar|widget|recommend|empfehlung|more-?news|latest|newsletter|subscri|consent"
    r"|comment|kommentar|contact|kontakt|ansprechpartner|supplement|marginal|service-?box|info-?box|teaser-?(?:list|box|row"
    r"|grid)|news-?list|article-?list|card|author-?(?:box|bio)|about-?author|tag-?(?:list|cloud)|taxonomy|toolbar|meta-?nav"
    r"|print|feedback|survey|rating",
    re.I,
)
BOX_TAGS = {"aside", "nav", "footer"}
IMPRINT = re.compile(r"Impressum|Datenschutz(?:erklärung)?|Sitemap|Barrierefreiheit", re.I)
LABEL_CLASS = re.compile(r"(?:^|[\s_-])label(?:\s|$)", re.I)
APART = {"categories", "tags", "author", "kicker", "files", "related"}  # roles of what stands beside a text
LONGEST_LABEL, LONGEST_VALUE = 40, 80  # characters
LINKED = 0.8  # share of the letters of a block that stand in links


class Surroundings:
    """Tells the boxes around one article.

    heading: the element of the title; main: the element in which most of the text stands.
    """

    def __init__(self, heading: HtmlElement | None, main: HtmlElement | None) -> None:
        self._holders: set[HtmlElement] = set()
        self._main = main
        self._frame = _common(heading, main)
        for element in (heading, main):
            if element is not None:
                self._holders |= {element, *element.iterancestors()}
        self._boxes: dict[HtmlElement, bool] = {}
        self._linked: dict[HtmlElement, int] = {}

    def holds(self, part: Part) -> bool:
        """Whether a block stands in a box of its own: a teaser of something else, contacts, a sidebar."""
        chain: list[HtmlElement] = []
        found = False
        for element in (part.element, *part.element.iterancestors()):
            if element in self._holders:
                break
            if element in self._boxes:
                found = self._boxes[element]
                break
            chain.append(element)
        for element in reversed(chain):
            found = found or _is_box(element) or self._is_other_column(element)
            self._boxes[element] = found
        return found

    def is_beside_article(self, part: Part) -> bool:
        """Whether a block stands in the element in which most of the text stands."""
        return part.element is self._main or part.holder is self._main

    def ends_a_page(self, part: Part) -> bool:
        """Whether a block is what stands below a text: links and nothing else, or a footer with its imprint."""
        links = outermost(part.anchors)
        for link in links:
            if link not in self._linked:
                self._linked[link] = len(letters_of(link.text_content()))
        linked = sum(self._linked[link] for link in links)
        only_links = 0 < LINKED * len(letters_of(part.text)) <= linked
        imprint = any(IMPRINT.fullmatch(fold(link.text or "")) for link in links)
        return part.kind in {"paragraph", "list"} and (only_links or imprint)

    def continued(self, parts: list[Part], above: range, below: range, boilerplate: Boilerplate) -> set[int]:
        """Of the positions above and below a part of the text, those of the blocks that go on with it, unbroken.

        They stand in the element in which most of the text stands, lists and tables also beside it; in an `<article>`
        or a cell, anywhere, unless in a box or marked as something else than the text.
        """
        first = parts[above.stop]
        article = article_around(first)
        found: set[int] = set()
        asked: set[HtmlElement] = set()  # line breaks make many blocks of one element
        for way in (below, reversed(above)):
            for n in way:
                part = parts[n]
                apart = self.holds(part) or part.role in APART - {first.role}
                inside = (
                    article_around(part) is article
                    if article is not None
                    else (self.is_beside_article(part) or self._is_listed(part)) and not apart
                )
                ended = is_related_heading(part) or is_footer(part.text, boilerplate)
                if part.element not in asked:
                    ended = ended or self.ends_a_page(part)
                    asked.add(part.element)
                if ended or not inside:
                    break
                if not apart:
                    found.add(n)
        return found

    def _is_listed(self, part: Part) -> bool:
        """Whether a block is a list or table in what holds both title and text, if that is less than the page."""
        return part.kind in {"list", "table"} and self._frame in part.element.iterancestors()

    def _is_other_column(self, element: HtmlElement) -> bool:
        """Whether an element is another cell of the row in which a table places the article."""
        return element.tag == "td" and element.getparent() in self._holders


def article_around(part: Part) -> HtmlElement | None:
    """The innermost `<article>`, or cell of a table that places things, in which a block stands."""
    if part.element.tag in {"article", "td"}:
        return part.element
    return next(part.element.iterancestors("article", "td"), None)


def _common(heading: HtmlElement | None, main: HtmlElement | None) -> HtmlElement | None:
    """The smallest element that holds both; None, if that is the whole page."""
    if heading is None or main is None:
        return None
    around = set(heading.iterancestors())
    found = next((element for element in (main, *main.iterancestors()) if element in around), None)
    return None if found is None or found.tag in {"body", "html"} else found


def is_value(part: Part) -> bool:
    """Whether a block is the value of a field whose label stands in front of it: „Herausgeber“, „Amt für Grünes“."""
    for element in (part.element, part.element.getparent()):
        before = element.getprevious() if element is not None else None
        if before is not None and LABEL_CLASS.search(before.get("class") or ""):
            label = fold(before.text_content())
            return (
                0 < len(label) <= LONGEST_LABEL and len(part.text) <= LONGEST_VALUE and read_dateline(part.text) is None
            )
    return False


def is_labelled(part: Part) -> bool:
    """Whether a block is a short field with its label marked up in front: `<span class="label">Typ</span> Meldung`."""
    first = next(iter(part.element), None)
    if part.kind != "paragraph" or len(part.text) > LONGEST_VALUE or first is None or not isinstance(first.tag, str):
        return False
    if (part.element.text or "").strip() or not LABEL_CLASS.search(first.get("class") or ""):
        return False
    return 0 < len(fold(first.text_content())) <= LONGEST_LABEL


def is_related_heading(part: Part) -> bool:
    """Whether a block is the heading of a list of other things."""
    return part.kind in {"heading", "paragraph"} and RELATED_HEADING.fullmatch(part.text) is not None


def _is_box(element: HtmlElement) -> bool:
    """Whether an element that does not hold the article is a box of something else."""
    if element.tag in BOX_TAGS or element.get("role") == "complementary":
        return True
    if element.tag == "article" or (element.tag == "a" and element.get("href") and len(element)):
        return element.tag == "article" or element.find(".//p") is not None or element.find(".//h3") is not None
    return BOX_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None
